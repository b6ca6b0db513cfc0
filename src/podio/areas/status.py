"""Status messages: what people post to a space."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, nothing, sent
from podio.models.status import Status as StatusMessage


class NewQuestion(TypedDict):
    """A question to the readers of a status message, and the answers to choose from."""

    text: str
    options: Sequence[str]


class Status(Area[S]):
    """Messages that people post to a space."""

    @operation("POST", "/status/space/{space_id}/")
    def create(
        self,
        space_id: int,
        value: str,
        *,
        file_ids: Sequence[int] | None = None,
        embed_id: int | None = None,
        embed_url: str | None = None,
        question: NewQuestion | None = None,
        alert_invite: bool | None = None,
        silent: bool | None = None,
    ) -> Call[StatusMessage]:
        """Post a message to a space.

        Args:
            value: The text.
            file_ids: Uploaded files to attach.
            embed_id: What was made of a web address with `embeds.create`.
            embed_url: A web address to attach.
            alert_invite: Invite mentioned people who are not in the space.

        https://developers.podio.com/doc/status/add-new-status-message-22336
        """
        return Call(
            StatusMessage,
            space_id,
            query={"alert_invite": alert_invite, "silent": silent},
            body=sent(
                value=value,
                file_ids=file_ids,
                embed_id=embed_id,
                embed_url=embed_url,
                question=question,
            ),
        )

    @operation("GET", "/status/{status_id}")
    def get(self, status_id: int) -> Call[StatusMessage]:
        """Fetch one message; its id usually comes from the stream.

        https://developers.podio.com/doc/status/get-status-message-22337
        """
        return Call(StatusMessage, status_id)

    @operation("PUT", "/status/{status_id}")
    def update(
        self,
        status_id: int,
        value: str,
        *,
        file_ids: Sequence[int] | None = None,
        embed_id: int | None = None,
        embed_url: str | None = None,
    ) -> Call[None]:
        """Change a message.

        https://developers.podio.com/doc/status/update-a-status-message-22338
        """
        body = sent(value=value, file_ids=file_ids, embed_id=embed_id, embed_url=embed_url)
        return Call(nothing, status_id, body=body)

    @operation("DELETE", "/status/{status_id}")
    def delete(self, status_id: int) -> Call[None]:
        """Delete a message.

        https://developers.podio.com/doc/status/delete-a-status-message-22339
        """
        return Call(nothing, status_id)
