"""The things Podio keeps: people, organizations, spaces, members, files and batches."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podio.sandbox.jsontypes import JsonObject


@dataclass(frozen=True, slots=True)
class User:
    """A person with a sign-in."""

    user_id: int
    profile_id: int
    mail: str
    password: str
    name: str
    created_on: str
    locale: str = "en"
    timezone: str = "UTC"
    status: str = "active"
    avatar: int | None = None
    profile: JsonObject = field(default_factory=dict[str, object])
    properties: JsonObject = field(default_factory=dict[str, object])
    settings: JsonObject = field(default_factory=dict[str, object])
    otp: str | None = None
    recovery_codes: list[str] = field(default_factory=list[str])
    sharefile: str | None = None
    last_seen_on: str | None = None


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization, the top of the tree org > space > app > item."""

    org_id: int
    name: str
    url_label: str
    created_on: str
    created_by: int
    logo: int | None = None
    type: str = "premium"
    status: str = "active"
    domains: list[str] = field(default_factory=list[str])
    appstore: JsonObject | None = None
    billing: JsonObject = field(default_factory=dict[str, object])


@dataclass(frozen=True, slots=True)
class OrgMember:
    """The tie between a user and an organization."""

    member_id: int
    org_id: int
    user_id: int
    role: str
    employee: bool = True


@dataclass(frozen=True, slots=True)
class Space:
    """A workspace of an organization."""

    space_id: int
    org_id: int
    name: str
    url_label: str
    created_on: str
    created_by: int
    privacy: str = "closed"
    auto_join: bool = False
    post_on_new_app: bool = True
    post_on_new_member: bool = True
    type: str = "regular"
    archived: bool = False


@dataclass(frozen=True, slots=True)
class SpaceMember:
    """The tie between a user and a space; kept after it ended."""

    member_id: int
    space_id: int
    user_id: int
    role: str
    started_on: str
    ended_on: str | None = None


@dataclass(frozen=True, slots=True)
class File:
    """An uploaded file; its bytes are kept apart."""

    file_id: int
    name: str
    mimetype: str
    size: int
    created_on: str
    created_by: JsonObject
    created_via: int
    description: str | None = None
    external_id: str | None = None
    ref_type: str | None = None
    ref_id: int | None = None
    replaces: list[int] = field(default_factory=list[int])
    replaced_by: int | None = None


@dataclass(frozen=True, slots=True)
class Embed:
    """A link that was resolved once, for fields of type embed."""

    embed_id: int
    url: str
    title: str
    type: str = "link"
    description: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """A saved filter of an app, or (named "last") the one a user used last."""

    view_id: int
    app_id: int
    name: str
    created_on: str
    created_by: int
    filters: JsonObject = field(default_factory=dict[str, object])
    sort_by: str | None = None
    sort_desc: bool = True
    private: bool = False
    last_used: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """Work that goes on in the background, such as an export."""

    batch_id: int
    name: str
    plugin: str
    status: str
    created_on: str
    created_by: JsonObject
    app_id: int | None = None
    file_id: int | None = None
    completed: int = 0
    skipped: int = 0
    failed: int = 0
    started_on: str | None = None
    ended_on: str | None = None


@dataclass(frozen=True, slots=True)
class Counter:
    """The last identifier given to a kind of object, so that none is used twice."""

    name: str
    value: int
