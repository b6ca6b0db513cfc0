"""The fields of a profile as they are sent: the same ones wherever a profile can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class ProfileFields(TypedDict, total=False):
    """Values of a profile; a field left out stays as it is, None deletes it.

    https://developers.podio.com/doc/contacts
    """

    name: str
    avatar: int | None
    birthdate: date | None
    organization: str | None
    department: str | None
    title: Sequence[str] | None
    about: str | None
    skill: Sequence[str] | None
    mail: Sequence[str] | None
    phone: Sequence[str] | None
    address: Sequence[str] | None
    zip: str | None
    city: str | None
    state: str | None
    country: str | None
    location: Sequence[str] | None
    url: Sequence[str] | None
    im: Sequence[str] | None
    skype: str | None
    linkedin: str | None
    twitter: str | None
    vatin: str | None
    external_id: str | None
    app_store_about: str | None
    app_store_location: str | None
    app_store_organization: str | None
    app_store_title: str | None
    app_store_url: str | None
