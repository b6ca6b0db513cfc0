"""Who belongs to a space, and invitations to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import datetime

    from podio.core.operations.request import Json
    from podio.models.contacts import Contact
    from podio.models.spaces import Space
    from podio.models.users import User


class SpaceMember(Model):
    """One person's membership of a space.

    https://developers.podio.com/doc/space-members/get-space-membership-22397
    """

    user: User | None
    profile: Contact | None
    space: Space | None
    role: Literal["light", "regular", "admin"] | None
    employee: bool | None
    is_partner: bool | None
    grants: int | None
    invited_on: datetime | None
    started_on: datetime | None
    ended_on: datetime | None


class SpaceInvitation(Model):
    """An invitation to a space."""

    space_id: int | None
    subject: str | None
    message: str | None
    role: str | None
    inviter: Contact | None
    user: User | None
    users: list[Json]
    profiles: list[Json]
    mails: list[str]
    external_contacts: Json | None
    external_user_invite: bool | None
    context: Json | None
    context_ref_type: str | None
    context_ref_id: int | None
    activation_code: int | None
    notify: bool | None


class TopMembers(Model):
    """The members that a user has most to do with, colleagues and others apart."""

    employee: TopMemberGroup | None
    external: TopMemberGroup | None


class TopMemberGroup(Model):
    """One of the two groups of top members."""

    profiles: list[Contact]
