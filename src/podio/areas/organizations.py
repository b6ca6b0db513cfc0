"""Organizations: the companies and teams that own spaces, and who belongs to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from podio.core.operations.arguments import at_least, not_empty
from podio.core.operations.operation import Area, S, listing, operation
from podio.core.operations.request import Call, Json, Listing, nothing, raw, sent
from podio.core.views.model import integer, many, member
from podio.errors import InvalidArgumentError
from podio.models.contacts import Contact
from podio.models.organizations import (
    AdminOrganizations,
    EndMemberInfo,
    LoginWeek,
    Organization,
    OrganizationCreated,
    OrganizationMember,
    OrganizationProfile,
    OrganizationStatistics,
)
from podio.models.space_members import SpaceMember
from podio.models.spaces import Space

if TYPE_CHECKING:
    import builtins  # the class has a method of the name `list`
    from collections.abc import Mapping

    from podio.models.profile_fields import ProfileFields

MemberType: TypeAlias = Literal["employee", "external", "admin", "regular", "guest", "premium"]

_LONGEST_REPORT = 16  # weeks: one answer holds at most that many


class Organizations(Area[S]):
    """Organizations: the companies and teams that own spaces, and who belongs to them."""

    @operation("POST", "/org/")
    def create(self, name: str, *, logo: int | None = None) -> Call[OrganizationCreated]:
        """Create an organization.

        Args:
            logo: Id of a file.

        https://developers.podio.com/doc/organizations/add-new-organization-22385
        """
        return Call(OrganizationCreated, body=sent(name=name, logo=logo))

    @operation("POST", "/org/bootstrap")
    def bootstrap(self, attributes: Mapping[str, Json] | None = None) -> Call[Json]:
        """Set up an organization in one go; what Podio takes and answers is not documented.

        Not on a page of its own; seen in the php client.
        """
        return Call(raw, body=attributes)

    @operation("GET", "/org/{org_id}")
    def get(self, org_id: int) -> Call[Organization]:
        """Fetch one organization.

        https://developers.podio.com/doc/organizations/get-organization-22383
        """
        return Call(Organization, org_id)

    @operation("GET", "/org/url")
    def get_by_url(self, url: str) -> Call[Organization]:
        """Find the organization behind an address.

        Args:
            url: The whole address of the organization or of anything in it.

        https://developers.podio.com/doc/organizations/get-organization-by-url-22384
        """
        not_empty(url=url)
        return Call(Organization, query={"url": url})

    @operation("GET", "/org/admin-orgs/{email}")
    def get_admin_orgs(self, email: str) -> Call[AdminOrganizations]:
        """List the organizations that somebody administers, and their free ones.

        https://developers.podio.com/doc/organizations/get-admin-orgs-by-email-1685869693
        """
        return Call(AdminOrganizations, email)

    @operation("GET", "/org/shared/{user_id}")
    def list_shared(self, user_id: int) -> Call[builtins.list[Organization]]:
        """List the organizations and spaces shared with another user, by name.

        https://developers.podio.com/doc/organizations/get-shared-organizations-22411
        """
        return Call(many(Organization), user_id)

    @operation("PUT", "/org/{org_id}")
    def update(
        self,
        org_id: int,
        *,
        name: str | None = None,
        url_label: str | None = None,
        logo: int | None = None,
    ) -> Call[None]:
        """Change an organization; its address does not follow its name.

        Args:
            url_label: What stands for the organization in addresses.
            logo: Id of a file.

        https://developers.podio.com/doc/organizations/update-organization-22386
        """
        return Call(nothing, org_id, body=sent(name=name, url_label=url_label, logo=logo))

    @operation("GET", "/org/{org_id}/statistics")
    def get_statistics(self, org_id: int) -> Call[OrganizationStatistics]:
        """Count users, spaces, apps, items and tasks; only the creator may.

        https://developers.podio.com/doc/organizations/get-organization-statistics-28734
        """
        return Call(OrganizationStatistics, org_id)

    @listing("GET", "/org/{org_id}/report/login/")
    def login_report(
        self, org_id: int, *, limit: int | None = None, offset: int = 0
    ) -> Listing[LoginWeek]:
        """Walk back over the weeks before this one: how many users signed in.

        Args:
            limit: At most this many weeks; all since the organization began if not given.
            offset: Weeks to leave out at the start.

        https://developers.podio.com/doc/organizations/get-organization-login-report-51730
        """
        return Listing(LoginWeek, org_id, limit=limit, offset=offset, page_size=_LONGEST_REPORT)

    @operation("GET", "/org/{org_id}/space/")
    def list_spaces(self, org_id: int) -> Call[builtins.list[Space]]:
        """List the spaces of an organization that the user can see.

        https://developers.podio.com/doc/organizations/get-spaces-on-organization-22387
        """
        return Call(many(Space), org_id)

    @operation("GET", "/org/{org_id}/all_spaces/")
    def list_all_spaces(self, org_id: int) -> Call[builtins.list[Space]]:
        """List every space of an organization.

        https://developers.podio.com/doc/organizations/get-all-spaces-on-organization-11902608
        """
        return Call(many(Space), org_id)

    # The page calls the placeholder {url}; what belongs there is the label.
    @operation("GET", "/org/{org_id}/space/url/{url_label}")
    def get_space_by_url(self, org_id: int, url_label: str) -> Call[Space]:
        """Find a space by its label. Deprecated: use `spaces.get_by_url`.

        https://developers.podio.com/doc/organizations/get-space-by-url-22388
        """
        return Call(Space, org_id, url_label)

    @operation("GET", "/org/{org_id}/admin/")
    def list_admins(self, org_id: int) -> Call[builtins.list[Contact]]:
        """List the administrators of an organization.

        https://developers.podio.com/doc/organizations/get-organization-admins-81542
        """
        return Call(many(Contact), org_id)

    @operation("POST", "/org/{org_id}/admin/")
    def add_admin(
        self, org_id: int, *, user_id: int | None = None, email: str | None = None
    ) -> Call[Json]:
        """Make somebody an administrator; an unknown address becomes a new user.

        Only administrators may. For a new user Podio answers with an activation link.

        Raises:
            InvalidArgumentError: Neither or both of `user_id` and `email` are given.

        https://developers.podio.com/doc/organizations/add-organization-admin-50854
        """
        if (user_id is None) == (email is None):
            message = "who becomes an administrator? give either user_id or email"
            raise InvalidArgumentError(message)
        at_least(1, user_id=user_id)
        return Call(raw, org_id, body=sent(user_id=user_id, email=email))

    @operation("DELETE", "/org/{org_id}/admin/{user_id}")
    def remove_admin(self, org_id: int, user_id: int) -> Call[None]:
        """Make an administrator a regular member again; only administrators may.

        https://developers.podio.com/doc/organizations/remove-organization-admin-50855
        """
        return Call(nothing, org_id, user_id)

    @listing("GET", "/org/{org_id}/member/")
    def list_members(
        self,
        org_id: int,
        *,
        member_type: MemberType | None = None,
        query: str | None = None,
        sort_by: Literal["name", "last_seen_on"] | None = None,
        sort_desc: bool | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 100,
    ) -> Listing[OrganizationMember]:
        """Walk over the members of an organization, invited ones too; admins only.

        Args:
            query: Text to search for.
            sort_by: By name if not given.

        https://developers.podio.com/doc/organizations/get-organization-members-50661
        """
        return Listing(
            OrganizationMember,
            org_id,
            query={
                "member_type": member_type,
                "query": query,
                "sort_by": sort_by,
                "sort_desc": sort_desc,
            },
            limit=limit,
            offset=offset,
            page_size=page_size,
        )

    @operation("GET", "/org/{org_id}/member/{user_id}")
    def get_member(self, org_id: int, user_id: int) -> Call[OrganizationMember]:
        """Fetch one member of an organization.

        https://developers.podio.com/doc/organizations/get-organization-member-50908
        """
        return Call(OrganizationMember, org_id, user_id)

    @operation("GET", "/org/{org_id}/member/mail/{mail}")
    def get_member_by_mail(self, org_id: int, mail: str) -> Call[OrganizationMember]:
        """Find a member of an organization by mail address.

        Not on a page of its own; seen in the java client.
        """
        return Call(OrganizationMember, org_id, mail)

    @operation("GET", "/org/{org_id}/member/{user_id}/end_member_info")
    def get_end_member_info(self, org_id: int, user_id: int) -> Call[EndMemberInfo]:
        """Tell what would happen to which spaces if a membership ended.

        Not on a page of its own; seen in the java, rb clients.
        """
        return Call(EndMemberInfo, org_id, user_id)

    @operation("DELETE", "/org/{org_id}/member/{user_id}")
    def end_membership(self, org_id: int, user_id: int) -> Call[None]:
        """End somebody's membership of an organization and of all its spaces.

        Where they were the last admin of a space all others become admins; where they
        were alone the space is deleted. `get_end_member_info` tells which.

        https://developers.podio.com/doc/organizations/end-organization-membership-50689
        """
        return Call(nothing, org_id, user_id)

    @operation("DELETE", "/org/{org_id}/member/{user_id}/role")
    def delete_member_role(self, org_id: int, user_id: int) -> Call[None]:
        """Take a member's role in an organization away.

        https://developers.podio.com/doc/organizations/delete-organization-member-role-935217
        """
        return Call(nothing, org_id, user_id)

    @operation("GET", "/org/{org_id}/member/{user_id}/space_member/")
    def list_space_memberships(self, org_id: int, user_id: int) -> Call[builtins.list[SpaceMember]]:
        """List the spaces of an organization that somebody is a member of.

        https://developers.podio.com/doc/organizations/get-space-memberships-for-org-member-11902943
        """
        return Call(many(SpaceMember), org_id, user_id)

    @operation("POST", "/org/{org_id}/leave")
    def leave(self, org_id: int) -> Call[None]:
        """End the user's own membership of an organization.

        https://developers.podio.com/doc/organizations/end-organization-membership-19410652
        """
        return Call(nothing, org_id)

    @operation("GET", "/org/{org_id}/appstore")
    def get_app_store_profile(self, org_id: int) -> Call[OrganizationProfile]:
        """Fetch how an organization presents itself in the app market.

        Raises:
            NotFound: It has no such profile.

        https://developers.podio.com/doc/organizations/get-organization-app-store-profile-87799
        """
        return Call(OrganizationProfile, org_id)

    @operation("POST", "/org/{org_id}/appstore")
    def create_app_store_profile(self, org_id: int, profile: ProfileFields) -> Call[int]:
        """Create the profile for the app market, where there is none; give its id.

        https://developers.podio.com/doc/organizations/create-organization-app-store-profile-87819
        """
        return Call(member("profile_id", integer), org_id, body=profile)

    @operation("PUT", "/org/{org_id}/appstore")
    def update_app_store_profile(self, org_id: int, profile: ProfileFields) -> Call[None]:
        """Change the profile for the app market.

        https://developers.podio.com/doc/organizations/update-organization-app-store-profile-87805
        """
        return Call(nothing, org_id, body=profile)

    @operation("DELETE", "/org/{org_id}/appstore")
    def delete_app_store_profile(self, org_id: int) -> Call[None]:
        """Delete the profile for the app market.

        https://developers.podio.com/doc/organizations/delete-organization-app-store-profile-87808
        """
        return Call(nothing, org_id)

    @operation("GET", "/org/{org_id}/billing")
    def get_billing_profile(self, org_id: int) -> Call[Contact]:
        """Fetch whom the invoices of an organization go to.

        https://developers.podio.com/doc/organizations/get-organization-billing-profile-51370
        """
        return Call(Contact, org_id)

    @operation("PUT", "/org/{org_id}/billing")
    def update_billing_profile(self, org_id: int, profile: ProfileFields) -> Call[None]:
        """Change whom the invoices of an organization go to.

        Not on a page of its own; seen in the dotnet, rb clients.
        """
        # guess: dotnet sends a whole contact; what Podio itself writes there is left out
        return Call(nothing, org_id, body=profile)

    @operation("GET", "/org/")
    def list(self) -> Call[builtins.list[Organization]]:
        """List the user's organizations with the spaces the user is a member of.

        https://developers.podio.com/doc/organizations/get-organizations-22344
        """
        return Call(many(Organization))
