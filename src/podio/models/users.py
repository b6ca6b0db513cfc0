"""People on Podio: the user and their state, and the small objects that name who did what."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import datetime

    from podio.core.operations.request import Json
    from podio.models.contacts import Contact
    from podio.models.files import File


class User(Model):
    """A person's account.

    https://developers.podio.com/doc/users/get-user-22378
    """

    hidden: ClassVar[frozenset[str]] = frozenset({"password", "old_password", "new_password"})

    user_id: int
    profile_id: int | None
    name: str | None
    mail: str | None
    status: Literal["inactive", "active", "deleted", "blocked", "blacklisted"] | None
    type: str | None
    mails: list[UserMail]
    locale: str | None
    timezone: str | None
    profile: Contact | None
    avatar: int | None
    avatar_id: int | None
    avatar_type: str | None
    image: File | None
    link: str | None
    url: str | None
    created_on: datetime | None
    activated_on: datetime | None
    last_seen_on: datetime | None
    flags: list[str]
    invites: int | None
    disabled: bool | None
    primary: bool | None
    verified: bool | None
    domain: str | None
    from_sharefile: bool | None
    is_partner: bool | None
    internal: Json | None
    landing: str | None
    referrer: str | None
    password: str | None
    old_password: str | None
    new_password: str | None


class UserMail(Model):
    """One mail address of a user."""

    mail: str
    primary: bool | None
    verified: bool | None
    disabled: bool | None


class UserReferral(Model):
    """The code by which a user invites others to Podio."""

    code: str | None
    status: Literal["inactive", "popup", "sidebar", "disabled"] | None


class UserStatus(Model):
    """The signed-in user with everything that waits for them.

    https://developers.podio.com/doc/users/get-user-status-22480
    """

    # The calendar code opens the iCal feeds without any further sign-in.
    hidden: ClassVar[frozenset[str]] = frozenset({"calendar_code"})

    user: User | None
    profile: Contact | None
    inbox_new: int | None
    message_unread_count: int | None
    mailbox: str | None
    task_mail: str | None
    calendar_code: str | None
    properties: dict[str, Json]
    referral: UserReferral | None
    flags: list[str]
    betas: list[str]
    presence: Presence | None
    push: Push | None


class ByLine(Model):
    """Who did something: a user, an app or Podio itself.

    https://developers.podio.com/models/byline
    """

    type: str | None
    id: int | None
    name: str | None
    url: str | None
    user_id: int | None
    profile_id: int | None
    org_id: int | None
    space_id: int | None
    avatar: int | None
    avatar_id: int | None
    avatar_type: Literal["file", "icon"] | None
    image: File | None
    last_seen_on: datetime | None
    link: str | None


class Via(Model):
    """The API client by which something was done.

    https://developers.podio.com/models/authclient
    """

    id: int | None
    auth_client_id: int | None
    name: str | None
    url: str | None
    display: bool | None


class Push(Model):
    """What subscribes to live changes of an object; good for `expires_in` seconds."""

    hidden: ClassVar[frozenset[str]] = frozenset({"signature"})

    channel: str
    signature: str | None
    timestamp: int | None
    expires_in: int | None


class Presence(Model):
    """What subscribes to who is looking at an object."""

    hidden: ClassVar[frozenset[str]] = frozenset({"signature"})

    ref_type: str | None
    ref_id: int | None
    user_id: int | None
    signature: str | None


class Pin(Model):
    """A link that a user has pinned."""

    type: str | None
    title: str | None
    link: str | None
