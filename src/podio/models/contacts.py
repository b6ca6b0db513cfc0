"""Contacts: the profiles of users and of the people who are known to one space only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import date, datetime

    from podio.models.files import File
    from podio.models.organizations import Organization
    from podio.models.spaces import Space
    from podio.models.users import Push


class Contact(Model):
    """The profile of a user or of a space contact.

    The id that fields of type contact hold is `profile_id`, not `user_id`.

    https://developers.podio.com/models/profile
    """

    profile_id: int
    user_id: int | None
    type: Literal["user", "connection", "space"] | None
    name: str | None
    title: list[str]
    mail: list[str]
    phone: list[str]
    organization: str | None
    department: str | None
    about: str | None
    birthdate: date | None
    address: list[str]
    zip: str | None
    city: str | None
    state: str | None
    country: str | None
    location: list[str]
    im: list[str]
    skype: str | None
    linkedin: str | None
    twitter: str | None
    url: list[str]
    skill: list[str]
    vatin: str | None
    avatar: int | None
    image: File | None
    link: str | None
    external_id: str | None
    external_picture: str | None
    org_id: int | None
    space_id: int | None
    role: str | None  # guess: dotnet has an int; the page of a space member says admin, regular...
    removable: bool | None
    is_employee: bool | None
    last_seen_on: datetime | None
    rights: list[str]
    valid_types: list[str]
    push: Push | None
    app_store_about: str | None
    app_store_location: str | None
    app_store_organization: str | None
    app_store_title: str | None
    app_store_url: str | None


class SpaceContactCount(Model):
    """How many contacts a space has."""

    space: Space | None
    count: int | None


class OrganizationContactCount(Model):
    """How many contacts an organization has, and its spaces."""

    org: Organization | None
    count: int | None
    spaces: list[SpaceContactCount]


class ContactTotals(Model):
    """How many contacts the active user has, by organization and space.

    https://developers.podio.com/doc/contacts/get-contact-totals-v3-34629208
    """

    count: int | None
    orgs: list[OrganizationContactCount]
