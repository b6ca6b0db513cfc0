"""Grants: access to one object for people who are not in its space."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import datetime

    from podio.core.operations.request import Json
    from podio.models.applications import App
    from podio.models.contacts import Contact
    from podio.models.reference import Reference
    from podio.models.spaces import Space
    from podio.models.users import ByLine


class Grant(Model):
    """That somebody may see or edit an object, and why.

    https://developers.podio.com/models/grant
    """

    grant_id: int | None
    ref: Reference | None
    ref_type: str | None
    ref_id: int | None
    user: Contact | None
    people: Json | None
    action: str | None
    access_level: str | None
    message: str | None
    rights: list[str]
    app: App | None
    space: Space | None
    created_by: ByLine | None
    created_on: datetime | None


class GrantCreated(Model):
    """The answer to sharing: who could be invited to the space besides.

    https://developers.podio.com/doc/grants/create-grant-16168841
    """

    invitable: list[Contact]


def grant_if_any(data: Json) -> Grant | None:
    """Read one's own grant, which those who need none do not have.

    Raises:
        DecodeError: It is neither an object nor nothing.
    """
    # PHP writes an empty list and an empty object alike; null and no body stand for nothing.
    if data is None or data in ([], {}, "", b""):
        return None
    return Grant(data)
