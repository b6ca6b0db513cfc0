"""Hooks: addresses that Podio calls when something happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import datetime

    from podio.models.users import ByLine, Via


class Hook(Model):
    """An address, the event it is called for, and whether it was verified.

    https://developers.podio.com/doc/hooks/get-hooks-215285
    """

    hook_id: int
    status: Literal["inactive", "active"] | None
    type: str | None
    url: str | None
    created_by: ByLine | None
    created_via: Via | None
    created_on: datetime | None


class HookCreateResponse(Model):
    """The id of the hook that was made; it is inactive until it is verified.

    https://developers.podio.com/doc/hooks/create-hook-215056
    """

    hook_id: int
