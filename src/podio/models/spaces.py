"""Spaces: where the apps and the people of an organization meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import datetime

    from podio.core.operations.request import Json
    from podio.models.organizations import Organization
    from podio.models.reference import Reference
    from podio.models.users import ByLine, Push


class Space(Model):
    """A space, also called a workspace.

    https://developers.podio.com/models/space
    """

    space_id: int
    name: str | None
    url: str | None
    url_label: str | None
    description: str | None
    type: Literal["regular", "emp_network", "demo"] | None
    privacy: Literal["open", "closed"] | None
    role: Literal["light", "regular", "admin"] | None
    rights: list[str]
    org_id: int | None
    org: Organization | None
    owner: Reference | None
    created_by: ByLine | None
    created_on: datetime | None
    last_activity_on: datetime | None
    auto_join: bool | None
    post_on_new_app: bool | None
    post_on_new_member: bool | None
    subscribed: bool | None
    archived: bool | None
    premium: bool | None
    tier: Json | None
    is_overdue: bool | None
    top: bool | None
    rank: int | None
    app_count: int | None
    contact_count: int | None
    member_count: int | None
    members: int | None
    item_accounting_info: Json | None
    video: str | None
    sharefile_vault_url: str | None
    push: Push | None


class SpaceMicro(Model):
    """The few facts about a space that lists of spaces give."""

    space_id: int
    name: str | None
    org_id: int | None
    type: Literal["regular", "emp_network", "demo"] | None
    url: str | None
    url_label: str | None


class SpaceCreated(Model):
    """A new space's id and address.

    https://developers.podio.com/doc/spaces/create-space-22390
    """

    space_id: int
    url: str | None


class AvailableSeats(Model):
    """How many more people fit into a space; None where there is no limit.

    https://developers.podio.com/doc/spaces/get-available-seats-123492255
    """

    employee: int | None
    external: int | None
