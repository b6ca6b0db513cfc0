"""Comments on items, tasks, statuses and other objects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from podio.core.operations.operation import Area, S, listing, operation
from podio.core.operations.request import Call, Json, Listing, nothing, raw, sent
from podio.core.views.model import many
from podio.models.comments import Comment
from podio.models.contacts import Contact

Commentable: TypeAlias = Literal["action", "app_share", "file", "item", "status", "task"]
"""What can be commented on: https://developers.podio.com/models/comment"""


class Comments(Area[S]):
    """Comments on items, tasks, statuses and other objects."""

    @operation("GET", "/comment/{comment_id}")
    def get(self, comment_id: int) -> Call[Comment]:
        """Fetch one comment.

        https://developers.podio.com/doc/comments/get-a-comment-22345
        """
        return Call(Comment, comment_id)

    @listing("GET", "/comment/{ref_type}/{ref_id}/")
    def for_object(
        self,
        ref_type: Commentable,
        ref_id: int,
        *,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 100,
    ) -> Listing[Comment]:
        """Walk over the comments on an object.

        https://developers.podio.com/doc/comments/get-comments-on-object-22371
        """
        return Listing(Comment, ref_type, ref_id, limit=limit, offset=offset, page_size=page_size)

    @operation("POST", "/comment/{ref_type}/{ref_id}/")
    def add(
        self,
        ref_type: Commentable,
        ref_id: int,
        value: str,
        *,
        external_id: str | None = None,
        file_ids: Sequence[int] | None = None,
        embed_id: int | None = None,
        embed_url: str | None = None,
        alert_invite: bool | None = None,
        silent: bool | None = None,
        hook: bool | None = None,
    ) -> Call[Comment]:
        """Comment on an object.

        Args:
            file_ids: Files that were uploaded and are not attached yet.
            embed_id: A link made with `podio.embeds`; or give the address as `embed_url`.
            alert_invite: Whether people who are mentioned and have no access are invited.

        https://developers.podio.com/doc/comments/add-comment-to-object-22340
        """
        return Call(
            Comment,
            ref_type,
            ref_id,
            query={"alert_invite": alert_invite, "silent": silent, "hook": hook},
            body=sent(
                value=value,
                external_id=external_id,
                file_ids=file_ids,
                embed_id=embed_id,
                embed_url=embed_url,
            ),
        )

    @operation("PUT", "/comment/{comment_id}")
    def update(
        self,
        comment_id: int,
        value: str,
        *,
        external_id: str | None = None,
        file_ids: Sequence[int] | None = None,
        embed_id: int | None = None,
        embed_url: str | None = None,
    ) -> Call[None]:
        """Correct a comment: meant for spelling and grammar.

        Args:
            file_ids: Files that were uploaded and are not attached yet.
            embed_id: A link made with `podio.embeds`; left out, the one there is goes.

        https://developers.podio.com/doc/comments/update-a-comment-22346
        """
        body = sent(
            value=value,
            external_id=external_id,
            file_ids=file_ids,
            embed_id=embed_id,
            embed_url=embed_url,
        )
        return Call(nothing, comment_id, body=body)

    @operation("DELETE", "/comment/{comment_id}")
    def delete(self, comment_id: int, *, hook: bool | None = None) -> Call[None]:
        """Delete a comment.

        https://developers.podio.com/doc/comments/delete-a-comment-22347
        """
        return Call(nothing, comment_id, query={"hook": hook})

    @operation("GET", "/comment/{comment_id}/liked_by/")
    def liked_by(self, comment_id: int) -> Call[list[Contact]]:
        """Fetch the people who like a comment.

        https://developers.podio.com/doc/comments/get-who-liked-a-comment-29007011
        """
        return Call(many(Contact), comment_id)

    @operation("GET", "/comment/{comment_id}/revision")
    def revisions(self, comment_id: int) -> Call[Json]:
        """Fetch what a comment said before it was edited, as Podio sends it.

        https://developers.podio.com/doc/comments/get-comment-revisions-256356096
        """
        # No source shows what a revision looks like, so it has no model.
        return Call(raw, comment_id)
