"""Embeds: web pages, images and videos from elsewhere."""

from __future__ import annotations

from podio.core.operations.arguments import not_empty
from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, sent
from podio.models.embeds import Embed


class Embeds(Area[S]):
    """Web pages, images and videos from elsewhere."""

    @operation("POST", "/embed/")
    def add(self, url: str, *, mode: str | None = None) -> Call[Embed]:
        """Let Podio look at an address, to use it in an item, a comment or a status.

        The result's `embed_id` and, for the preview, the ids of its `files` go into the other
        call. Its type is "unresolved" where the address is wrong or does not answer.

        https://developers.podio.com/doc/embeds/add-an-embed-726483
        """
        not_empty(url=url)
        return Call(Embed, body=sent(url=url, mode=mode))
