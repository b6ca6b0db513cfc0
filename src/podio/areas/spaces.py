"""Spaces: where the apps and the people of an organization meet."""

from __future__ import annotations

from typing import Literal, TypeAlias

from podio.core.operations.arguments import at_least
from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, nothing, sent
from podio.core.views.model import many
from podio.errors import InvalidArgumentError
from podio.models.space_members import SpaceMember
from podio.models.spaces import AvailableSeats, Space, SpaceCreated, SpaceMicro

Privacy: TypeAlias = Literal["open", "closed"]


class Spaces(Area[S]):
    """Spaces: where the apps and the people of an organization meet."""

    @operation("POST", "/space/")
    def create(
        self,
        *,
        org_id: int,
        name: str,
        privacy: Privacy | None = None,
        auto_join: bool | None = None,
        post_on_new_app: bool | None = None,
        post_on_new_member: bool | None = None,
    ) -> Call[SpaceCreated]:
        """Create a space in an organization.

        Args:
            privacy: Who may join without being asked; closed if not given.
            auto_join: Whether new employees of the organization become members.
            post_on_new_app: Whether a new app is announced with a status.
            post_on_new_member: Whether a new member is announced with a status.

        https://developers.podio.com/doc/spaces/create-space-22390
        """
        at_least(1, org_id=org_id)
        body = sent(
            org_id=org_id,
            name=name,
            privacy=privacy,
            auto_join=auto_join,
            post_on_new_app=post_on_new_app,
            post_on_new_member=post_on_new_member,
        )
        return Call(SpaceCreated, body=body)

    @operation("GET", "/space/{space_id}")
    def get(self, space_id: int) -> Call[Space]:
        """Fetch one space.

        https://developers.podio.com/doc/spaces/get-space-22389
        """
        return Call(Space, space_id)

    @operation("GET", "/space/url")
    def get_by_url(
        self,
        *,
        url: str | None = None,
        org_slug: str | None = None,
        space_slug: str | None = None,
    ) -> Call[Space]:
        """Find the space behind an address, or behind the two slugs in it.

        Args:
            url: The whole address of the space or of anything in it.
            org_slug: Together with `space_slug`, instead of `url`.

        Raises:
            InvalidArgumentError: Neither an address nor both slugs are given.

        https://developers.podio.com/doc/spaces/get-space-by-url-22481
        """
        if not url and not (org_slug and space_slug):
            message = "which space? give url, or org_slug and space_slug"
            raise InvalidArgumentError(message)
        return Call(Space, query={"url": url, "org_slug": org_slug, "space_slug": space_slug})

    @operation("GET", "/space/org/{org_id}/{url_label}")
    def get_by_url_label(self, org_id: int, url_label: str) -> Call[Space]:
        """Find a space by its label; `get_by_url_label_v2` has today's address.

        https://developers.podio.com/doc/spaces/get-space-by-org-and-url-label-476929
        """
        return Call(Space, org_id, url_label)

    @operation("GET", "/space/org/{org_id}/url/{label}")
    def get_by_url_label_v2(self, org_id: int, label: str) -> Call[Space]:
        """Find a space by the label that stands for it in addresses.

        https://developers.podio.com/doc/spaces/get-space-by-org-and-url-label-476929
        """
        return Call(Space, org_id, label)

    @operation("GET", "/space/org/{org_id}/")
    def list_by_org(self, org_id: int) -> Call[list[SpaceMicro]]:
        """List the spaces of an organization.

        https://developers.podio.com/doc/spaces/get-list-of-organization-workspaces-238875316
        """
        return Call(many(SpaceMicro), org_id)

    @operation("GET", "/space/org/{org_id}/available/")
    def list_available(self, org_id: int) -> Call[list[SpaceMicro]]:
        """List the spaces of an organization that the user could join.

        https://developers.podio.com/doc/spaces/get-available-spaces-1911961
        """
        return Call(many(SpaceMicro), org_id)

    @operation("GET", "/space/top/")
    def list_top(self, *, limit: int | None = None) -> Call[list[Space]]:
        """List the spaces that the user works in the most.

        https://developers.podio.com/doc/spaces/get-top-spaces-22477
        """
        at_least(1, limit=limit)
        return Call(many(Space), query={"limit": limit})

    @operation("PUT", "/space/{space_id}")
    def update(
        self,
        space_id: int,
        *,
        name: str | None = None,
        url_label: str | None = None,
        privacy: Privacy | None = None,
        auto_join: bool | None = None,
        post_on_new_app: bool | None = None,
        post_on_new_member: bool | None = None,
    ) -> Call[None]:
        """Change a space.

        Args:
            url_label: What stands for the space in addresses.
            auto_join: Whether new employees of the organization become members.

        https://developers.podio.com/doc/spaces/update-space-22391
        """
        body = sent(
            name=name,
            url_label=url_label,
            privacy=privacy,
            auto_join=auto_join,
            post_on_new_app=post_on_new_app,
            post_on_new_member=post_on_new_member,
        )
        return Call(nothing, space_id, body=body)

    @operation("DELETE", "/space/{space_id}")
    def delete(self, space_id: int) -> Call[None]:
        """Delete a space; all memberships end and open invitations are void.

        https://developers.podio.com/doc/spaces/delete-space-22417
        """
        return Call(nothing, space_id)

    @operation("POST", "/space/{space_id}/archive")
    def archive(self, space_id: int) -> Call[None]:
        """Hide a space from the navigation, and change nothing else.

        https://developers.podio.com/doc/spaces/archive-space-238874753
        """
        return Call(nothing, space_id)

    @operation("POST", "/space/{space_id}/restore")
    def restore(self, space_id: int) -> Call[None]:
        """Show an archived space in the navigation again.

        https://developers.podio.com/doc/spaces/restore-space-238875039
        """
        return Call(nothing, space_id)

    @operation("GET", "/space/{space_id}/available")
    def available_seats(self, space_id: int) -> Call[AvailableSeats]:
        """Tell how many more people fit into a space.

        https://developers.podio.com/doc/spaces/get-available-seats-123492255
        """
        return Call(AvailableSeats, space_id)

    @operation("GET", "/space/{space_id}/member/ended/")
    def list_ended_members(self, space_id: int) -> Call[list[SpaceMember]]:
        """List those who were members of a space.

        Not on a page of its own; seen in the java, rb clients.
        """
        return Call(many(SpaceMember), space_id)
