"""Who belongs to a space: inviting, joining, roles and leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from podio.core.operations.arguments import joined
from podio.core.operations.operation import Area, S, listing, operation
from podio.core.operations.request import Call, Json, Listing, nothing, sent
from podio.core.views.model import many
from podio.models.space_members import SpaceMember, TopMembers

if TYPE_CHECKING:
    import builtins  # the class has a method of the name `list`
    from collections.abc import Mapping, Sequence

Role: TypeAlias = Literal["light", "regular", "admin"]
MemberType: TypeAlias = Literal["employee", "external", "admin", "regular", "light", "guest"]


class SpaceMembers(Area[S]):
    """Who belongs to a space."""

    @operation("POST", "/space/{space_id}/member/")
    def add(
        self,
        space_id: int,
        *,
        role: Role,
        message: str | None = None,
        users: Sequence[int] | None = None,
        profiles: Sequence[int] | None = None,
        mails: Sequence[str] | None = None,
        external_contacts: Mapping[str, Json] | None = None,
        external_user_invite: bool | None = None,
        context_ref_type: str | None = None,
        context_ref_id: int | None = None,
        invite_context: str | None = None,
    ) -> Call[None]:
        """Invite people to a space.

        Args:
            role: What the new members may do.
            message: A personal text for the invitation.
            users: Ids of users.
            profiles: Profile ids.
            mails: Addresses, of Podio users or not.
            external_contacts: Contacts by the id of the linked account they are in.
            external_user_invite: Whether they are invited as clients.
            context_ref_type: Kind of the object that the invitation is about: item.
            context_ref_id: Which object that is.
            invite_context: Where in the interface they were invited.

        Raises:
            Forbidden: No more users fit into the space.

        https://developers.podio.com/doc/space-members/add-member-to-space-1066259
        """
        body = sent(
            role=role,
            message=message,
            users=users,
            profiles=profiles,
            mails=mails,
            external_contacts=external_contacts,
            external_user_invite=external_user_invite,
            context_ref_type=context_ref_type,
            context_ref_id=context_ref_id,
            invite_context=invite_context,
        )
        return Call(nothing, space_id, body=body)

    # The two forms differ in what follows the id; the v2 one is the newer.
    @operation("GET", "/space/{space_id}/member/{user_id}/v2")
    def get(self, space_id: int, user_id: int) -> Call[SpaceMember]:
        """Fetch one member of a space.

        https://developers.podio.com/doc/space-members/get-space-member-20735097
        """
        return Call(SpaceMember, space_id, user_id)

    @operation("GET", "/space/{space_id}/member/{user_id}")
    def get_membership(self, space_id: int, user_id: int) -> Call[SpaceMember]:
        """Fetch when somebody was invited to a space, joined it and left it.

        https://developers.podio.com/doc/space-members/get-space-membership-22397
        """
        return Call(SpaceMember, space_id, user_id)

    @listing("GET", "/space/{space_id}/member/v2/")
    def list_v2(
        self,
        space_id: int,
        *,
        member_type: MemberType | None = None,
        query: str | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 100,
    ) -> Listing[SpaceMember]:
        """Walk over the members of a space, or those that a search finds.

        Args:
            query: Text to search for.

        https://developers.podio.com/doc/space-members/get-space-members-v2-19350328
        """
        return Listing(
            SpaceMember,
            space_id,
            query={"member_type": member_type, "query": query},
            limit=limit,
            offset=offset,
            page_size=page_size,
        )

    @operation("GET", "/space/{space_id}/member/{role}/")
    def list_by_role(self, space_id: int, role: Role) -> Call[builtins.list[SpaceMember]]:
        """List the members of a space who have a role.

        https://developers.podio.com/doc/space-members/get-space-members-by-role-68043
        """
        return Call(many(SpaceMember), space_id, role)

    @operation("GET", "/space/{space_id}/member/top/")
    def list_top(self, space_id: int) -> Call[TopMembers]:
        """List the members of a space whom the user has most to do with.

        https://developers.podio.com/doc/space-members/get-top-users-on-space-22461
        """
        return Call(TopMembers, space_id)

    @operation("PUT", "/space/{space_id}/member/{user_ids}")
    def update(self, space_id: int, user_ids: Sequence[int], *, role: Role) -> Call[None]:
        """Give members of a space another role.

        https://developers.podio.com/doc/space-members/update-space-memberships-22398
        """
        return Call(nothing, space_id, joined(user_ids=user_ids), body={"role": role})

    @operation("DELETE", "/space/{space_id}/member/{user_ids}")
    def end(self, space_id: int, user_ids: Sequence[int]) -> Call[None]:
        """End memberships of a space, or take back invitations to it.

        https://developers.podio.com/doc/space-members/end-space-memberships-22399
        """
        return Call(nothing, space_id, joined(user_ids=user_ids))

    @operation("POST", "/space/{space_id}/join")
    def join(self, space_id: int) -> Call[None]:
        """Become a member of an open space.

        https://developers.podio.com/doc/space-members/join-space-1927286
        """
        return Call(nothing, space_id)

    @operation("POST", "/space/{space_id}/leave")
    def leave(self, space_id: int) -> Call[None]:
        """End the user's own membership of a space.

        https://developers.podio.com/doc/space-members/leave-space-19410457
        """
        return Call(nothing, space_id)

    @operation("POST", "/space/{space_id}/member_request/")
    def request(self, space_id: int) -> Call[None]:
        """Ask the admins of a space to be let in.

        https://developers.podio.com/doc/space-members/request-space-membership-6146231
        """
        return Call(nothing, space_id)

    @operation("POST", "/space/{space_id}/member_request/{space_member_request_id}/accept")
    def accept_request(self, space_id: int, space_member_request_id: int) -> Call[None]:
        """Let somebody in who asked to become a member of a space.

        https://developers.podio.com/doc/space-members/accept-space-membership-request-6146271
        """
        # The page shows an empty object as the body.
        return Call(nothing, space_id, space_member_request_id, body={})

    @operation("GET", "/space/{space_id}/member/")
    def list(self, space_id: int) -> Call[builtins.list[SpaceMember]]:
        """List the active members of a space.

        https://developers.podio.com/doc/space-members/get-active-members-of-space-22395
        """
        return Call(many(SpaceMember), space_id)
