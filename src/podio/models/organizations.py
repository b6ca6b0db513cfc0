"""Organizations: the companies and teams that own spaces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import date, datetime

    from podio.core.operations.request import Json
    from podio.models.contacts import Contact
    from podio.models.files import File
    from podio.models.space_members import SpaceMember
    from podio.models.spaces import Space
    from podio.models.users import ByLine, User


class Organization(Model):
    """A company or team.

    https://developers.podio.com/models/organization
    """

    org_id: int
    name: str | None
    url: str | None
    url_label: str | None
    logo: int | None
    image: File | None
    type: Literal["free", "sponsored", "premium"] | None
    status: Literal["active", "inactive"] | None
    role: Literal["light", "regular", "admin"] | None
    rights: list[str]
    spaces: list[Space]
    rank: int | None
    premium: bool | None
    tier: str | None
    segment: str | None
    segment_size: int | None
    user_limit: int | None
    member_count: int | None
    contact_count: int | None
    grants_count: int | None
    item_limit: int | None
    item_usage: int | None
    allow_add_space: bool | None
    create_right: str | None
    domains: list[str]
    verified_domain: str | None
    created_by: ByLine | None
    created_on: datetime | None
    trial_expired_on: datetime | None
    contract_status: str | None
    billing_interval: int | None
    current_price_plan: Json | None
    price_plans: Json | None
    price_plans_variation: str | None
    sales_agent: Contact | None
    sales_agent_id: int | None
    leadinator_item_id: int | None


class OrganizationCreated(Model):
    """A new organization's id and address.

    https://developers.podio.com/doc/organizations/add-new-organization-22385
    """

    org_id: int
    url: str | None
    url_label: str | None


class OrganizationMember(Model):
    """One person's membership of an organization.

    https://developers.podio.com/doc/organizations/get-organization-member-50908
    """

    user: User | None
    profile: Contact | None
    employee: bool | None
    admin: bool | None
    role: Literal["regular", "admin"] | None
    tier: str | None
    space_memberships: int | None
    # The page counts them; dotnet, of an older answer, has a list of spaces.
    spaces: SpaceMembershipCounts | None


class SpaceMembershipCounts(Model):
    """To how many spaces somebody was invited, and how many they joined."""

    invited: int | None
    started: int | None


class OrganizationProfile(Model):
    """How an organization presents itself in the app market.

    https://developers.podio.com/doc/organizations/get-organization-app-store-profile-87799
    """

    org_id: int | None
    profile_id: int | None
    name: str | None
    current_revision: int | None
    changed_on: datetime | None
    avatar: int | None
    image: File | None
    about: str | None
    organization: str | None
    department: str | None
    title: list[str]
    skill: list[str]
    mail: list[str]
    phone: list[str]
    address: list[str]
    zip: str | None
    city: str | None
    state: str | None
    country: str | None
    location: list[str]
    url: list[str]
    im: list[str]
    skype: str | None
    linkedin: str | None
    twitter: str | None
    vatin: str | None
    external_id: str | None


class OrganizationStatistics(Model):
    """What an organization holds, in numbers.

    https://developers.podio.com/doc/organizations/get-organization-statistics-28734
    """

    org_id: int
    total_users_count: int | None
    active_users_count: int | None
    outstanding_invitations: int | None
    available_invitations: int | None
    items_count: int | None
    apps_count: int | None
    spaces_count: int | None
    status_count: int | None
    task_count: int | None
    last_activity_on: datetime | None


class LoginWeek(Model):
    """How many of an organization's users signed in during a week; `date` is its Monday.

    https://developers.podio.com/doc/organizations/get-organization-login-report-51730
    """

    date: date | None
    total: int | None
    active: int | None


class AdminOrganizations(Model):
    """The organizations behind a mail address, by the address's role in them.

    https://developers.podio.com/doc/organizations/get-admin-orgs-by-email-1685869693
    """

    free_orgs: list[AdminOrganization]
    admin_orgs: list[AdminOrganization]


class AdminOrganization(Model):
    """An organization as the list of somebody's organizations gives it."""

    org_id: int
    org_name: str | None
    org_type: str | None
    org_domains: list[str]
    contract_tier: str | None


class EndMemberInfo(Model):
    """What would happen to whose spaces if a member left."""

    to_remove: list[SpaceMember]
    to_promote: list[SpaceMember]
    to_delete: list[SpaceMember]
