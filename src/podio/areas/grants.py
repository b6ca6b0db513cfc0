"""Grants: access to one object for people who are not in its space."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from podio.core.operations.arguments import not_empty
from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, nothing, sent
from podio.core.views.model import integer, many, member
from podio.models.contact_identifier import identified
from podio.models.grants import Grant, GrantCreated, grant_if_any

if TYPE_CHECKING:
    import builtins  # the class has a method of the name `list`
    from collections.abc import Sequence

    from podio.models.contact_identifier import ContactIdentifier

AccessLevel: TypeAlias = Literal["view", "edit"]


class Grants(Area[S]):
    """Access to one object, such as an item or an app, for people who are not in its space."""

    @operation("POST", "/grant/{ref_type}/{ref_id}")
    def create(
        self,
        ref_type: str,
        ref_id: int,
        *,
        people: Sequence[ContactIdentifier],
        action: Literal["view", "comment", "rate"] | None = None,
        message: str | None = None,
        access_level: AccessLevel | None = None,
        shared_as_client: bool | None = None,
    ) -> Call[GrantCreated]:
        """Share an object.

        Args:
            action: What you want them to do.
            message: What to tell them.
            access_level: For items: whether they may see or edit it.
            shared_as_client: For apps only.

        https://developers.podio.com/doc/grants/create-grant-16168841
        """
        not_empty(people=people)
        body = sent(
            people=[identified(person) for person in people],
            action=action,
            message=message,
            access_level=access_level,
            shared_as_client=shared_as_client,
        )
        return Call(GrantCreated, ref_type, ref_id, body=body)

    @operation("GET", "/grant/{ref_type}/{ref_id}/own")
    def get_own(self, ref_type: str, ref_id: int) -> Call[Grant | None]:
        """Fetch your own grant on an object, or None if there is none.

        https://developers.podio.com/doc/grants/get-own-grant-information-16490748
        """
        return Call(grant_if_any, ref_type, ref_id)

    @operation("GET", "/grant/{ref_type}/{ref_id}/count")
    def count(self, ref_type: str, ref_id: int) -> Call[int]:
        """Count the grants on an object.

        https://developers.podio.com/doc/grants/count-grants-on-object-19275931
        """
        return Call(member("count", integer), ref_type, ref_id)

    @operation("PUT", "/grant/{ref_type}/{ref_id}/{user_id}")
    def update(
        self, ref_type: str, ref_id: int, user_id: int, access_level: AccessLevel
    ) -> Call[None]:
        """Change whether somebody may see or edit an object; not for apps.

        https://developers.podio.com/doc/grants/update-grant-197401114
        """
        return Call(nothing, ref_type, ref_id, user_id, body=sent(access_level=access_level))

    @operation("DELETE", "/grant/{ref_type}/{ref_id}/{user_id}")
    def remove(self, ref_type: str, ref_id: int, user_id: int) -> Call[None]:
        """Take somebody's grant on an object away.

        https://developers.podio.com/doc/grants/remove-grant-16496711
        """
        return Call(nothing, ref_type, ref_id, user_id)

    @operation("DELETE", "/grant/{ref_type}/{ref_id}")
    def remove_all(self, ref_type: str, ref_id: int) -> Call[None]:
        """Take all grants on an object away.

        https://developers.podio.com/doc/grants/remove-all-grants-181722473
        """
        # guess: the page shows no answer
        return Call(nothing, ref_type, ref_id)

    @operation("GET", "/grant/org/{org_id}/own/")
    def list_own_in_org(self, org_id: int) -> Call[builtins.list[Grant]]:
        """List your own grants in an organization, each with the object it is on.

        https://developers.podio.com/doc/grants/get-own-grants-on-org-22330891
        """
        return Call(many(Grant), org_id)

    @operation("GET", "/grant/space/{space_id}/user/{user_id}/")
    def list_in_space(self, space_id: int, user_id: int) -> Call[builtins.list[Grant]]:
        """List a person's grants in a space.

        https://developers.podio.com/doc/grants/get-grants-to-user-on-space-19389786
        """
        return Call(many(Grant), space_id, user_id)

    @operation("GET", "/grant/{ref_type}/{ref_id}/")
    def list(self, ref_type: str, ref_id: int) -> Call[builtins.list[Grant]]:
        """List the grants on an object.

        https://developers.podio.com/doc/grants/get-grants-on-object-16491464
        """
        return Call(many(Grant), ref_type, ref_id)
