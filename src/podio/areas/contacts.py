"""Contacts: the people whom the active user can see, and the details of their profiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from podio.core.operations.arguments import at_least, joined, not_empty
from podio.core.operations.operation import Area, S, listing, operation
from podio.core.operations.request import Call, Json, Listing, content, nothing, raw
from podio.core.views.model import integer, many, member, text
from podio.models.contacts import Contact, ContactTotals

if TYPE_CHECKING:
    from podio.models.profile_fields import ProfileFields

ContactType: TypeAlias = Literal["user", "space"]

_texts = many(text)


class Contacts(Area[S]):
    """The people whom the active user can see, and the details of their profiles."""

    @listing("GET", "/contact/")
    def find(
        self,
        *,
        contact_type: Sequence[ContactType] | None = None,
        exclude_self: bool | None = None,
        external_id: str | None = None,
        required: Sequence[str] | None = None,
        matching: Mapping[str, str] | None = None,
        order: str | None = None,
        type: Literal["mini", "full"] | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 100,
    ) -> Listing[Contact]:
        """List the contacts of the active user.

        Args:
            contact_type: Kinds of contacts; users if not given, all with an empty list.
            exclude_self: Leave the active user out, which is Podio's default.
            required: Fields that a contact must have.
            matching: Contact fields and what they must contain.
            order: "name" if not given.
            type: How much of each contact; "mini" if not given.

        https://developers.podio.com/doc/contacts/get-contacts-22400
        """
        query = _search(contact_type, required, matching, external_id=external_id, order=order)
        query |= {"exclude_self": exclude_self, "type": type}
        return Listing(Contact, query=query, limit=limit, offset=offset, page_size=page_size)

    @listing("GET", "/contact/org/{org_id}")
    def find_in_organization(
        self,
        org_id: int,
        *,
        contact_type: Sequence[ContactType] | None = None,
        exclude_self: bool | None = None,
        external_id: str | None = None,
        required: Sequence[str] | None = None,
        matching: Mapping[str, str] | None = None,
        order: str | None = None,
        type: Literal["mini", "full"] | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 100,
    ) -> Listing[Contact]:
        """List the contacts of an organization; for the arguments see `find`.

        https://developers.podio.com/doc/contacts/get-organization-contacts-22401
        """
        query = _search(contact_type, required, matching, external_id=external_id, order=order)
        query |= {"exclude_self": exclude_self, "type": type}
        return Listing(
            Contact, org_id, query=query, limit=limit, offset=offset, page_size=page_size
        )

    @listing("GET", "/contact/space/{space_id}/")
    def find_in_space(
        self,
        space_id: int,
        *,
        contact_type: Sequence[ContactType] | None = None,
        exclude_self: bool | None = None,
        external_id: str | None = None,
        required: Sequence[str] | None = None,
        matching: Mapping[str, str] | None = None,
        order: str | None = None,
        type: Literal["mini", "full"] | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 100,
    ) -> Listing[Contact]:
        """List the contacts of a space; for the arguments see `find`.

        Deprecated by Podio, which names no successor; `find_in_organization` is not.

        https://developers.podio.com/doc/contacts/get-space-contacts-22414
        """
        query = _search(contact_type, required, matching, external_id=external_id, order=order)
        query |= {"exclude_self": exclude_self, "type": type}
        return Listing(
            Contact, space_id, query=query, limit=limit, offset=offset, page_size=page_size
        )

    @listing("GET", "/contact/app/{app_id}/")
    def find_in_app(
        self,
        app_id: int,
        *,
        matching: Mapping[str, str] | None = None,
        order: str | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 100,
    ) -> Listing[Contact]:
        """List the space contacts that an app's items refer to.

        Deprecated by Podio, which names no successor.

        Args:
            matching: Contact fields and what they must contain.
            order: "name" if not given.

        https://developers.podio.com/doc/contacts/get-space-contacts-on-app-79475279
        """
        query = _search(None, None, matching, order=order)
        return Listing(
            Contact, app_id, query=query, limit=limit, offset=offset, page_size=page_size
        )

    @listing("GET", "/contact/linked_account/{linked_account_id}")
    def find_in_linked_account(
        self,
        linked_account_id: int,
        *,
        name: str | None = None,
        contactable: bool | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 100,
    ) -> Listing[Contact]:
        """List the contacts of an account elsewhere that is linked to Podio.

        Args:
            name: A part of the name.
            contactable: Only those who can be invited or assigned, which is Podio's default.

        https://developers.podio.com/doc/contacts/get-linked-account-contacts-6214688
        """
        return Listing(
            Contact,
            linked_account_id,
            query={"name": name, "contactable": contactable},
            limit=limit,
            offset=offset,
            page_size=page_size,
        )

    @operation("POST", "/contact/linked_account/{linked_account_id}", repeatable=True)
    def get_in_linked_account(
        self, linked_account_id: int, external_contact_id: str
    ) -> Call[Contact]:
        """Fetch one contact of an account elsewhere that is linked to Podio.

        Args:
            external_contact_id: The contact's id over there.

        https://developers.podio.com/doc/contacts/get-linked-account-contact-21761795
        """
        body = {"external_contact_id": external_contact_id}
        return Call(Contact, linked_account_id, body=body)

    @operation("GET", "/contact/{profile_ids}/v2")
    def get(
        self, profile_ids: Sequence[int], *, space_id: int | None = None
    ) -> Call[list[Contact]]:
        """Fetch contacts by their profile ids.

        Args:
            space_id: Also tell each contact's role in this space.

        https://developers.podio.com/doc/contacts/get-contact-s-22335
        """
        return Call(_one_or_more, joined(profile_ids=profile_ids), query={"space_id": space_id})

    @operation("GET", "/contact/user/{user_id}")
    def get_for_user(self, user_id: int) -> Call[Contact]:
        """Fetch the profile of a user.

        https://developers.podio.com/doc/contacts/get-user-contact-60514
        """
        return Call(Contact, user_id)

    @operation("GET", "/contact/user/{user_id}/{key}")
    def get_field_for_user(self, user_id: int, key: str) -> Call[list[Json]]:
        """Fetch the values of one field of a user's profile.

        Args:
            key: The name of the field, such as "mail"; some have several values.

        https://developers.podio.com/doc/contacts/get-user-contact-field-22403
        """
        return Call(many(raw), user_id, key)

    @operation("GET", "/contact/{profile_id}/vcard")
    def vcard(self, profile_id: int) -> Call[bytes]:
        """Download a contact as a vCard.

        https://developers.podio.com/doc/contacts/get-vcard-213496
        """
        return Call(content, profile_id)

    @operation("GET", "/contact/skill/")
    def skills(self, *, text: str | None = None, limit: int | None = None) -> Call[list[str]]:
        """List the skills of related contacts, the most used first.

        Args:
            text: What to look for.
            limit: 12 if not given.

        https://developers.podio.com/doc/contacts/get-skills-1346872
        """
        at_least(1, limit=limit)
        return Call(_texts, query={"text": text, "limit": limit})

    @operation("GET", "/contact/totals/v3/")
    def totals_v3(self) -> Call[ContactTotals]:
        """Count the contacts of the active user by organization and space.

        https://developers.podio.com/doc/contacts/get-contact-totals-v3-34629208
        """
        return Call(ContactTotals)

    @operation("GET", "/contact/totals/v2/")
    def totals_v2(self, *, exclude_self: bool | None = None) -> Call[Json]:
        """Count the contacts of the active user, in a form that no page describes.

        Prefer `totals_v3`.

        https://developers.podio.com/doc/contacts/get-contact-totals-60467
        """
        # guess: no page of this version; an old php client sent exclude_self
        return Call(raw, query={"exclude_self": exclude_self})

    @operation("GET", "/contact/totals/")
    def totals(self, *, exclude_self: bool | None = None) -> Call[ContactTotals]:
        """Count the contacts of the active user by organization and space.

        Deprecated by Podio: use `totals_v3`.

        Args:
            exclude_self: Leave the active user out, which is Podio's default.

        https://developers.podio.com/doc/contacts/get-contact-totals-60467
        """
        return Call(member("user", ContactTotals), query={"exclude_self": exclude_self})

    @operation("GET", "/contact/space/{space_id}/totals/space")
    def space_totals(self, space_id: int) -> Call[int]:
        """Count the space contacts of a space.

        Deprecated by Podio, which names no successor.

        https://developers.podio.com/doc/contacts/get-space-contact-totals-67508
        """
        return Call(member("total", integer), space_id)

    @operation("GET", "/contact/space/{space_id}/totals/")
    def space_totals_v1(self, space_id: int, *, exclude_self: bool | None = None) -> Call[Json]:
        """Count the contacts of a space, in a form that no page describes.

        Prefer `space_totals`.

        https://developers.podio.com/doc/contacts/get-space-contact-totals-67508
        """
        # guess: no page of this spelling; the rb client sends exclude_self
        return Call(raw, space_id, query={"exclude_self": exclude_self})

    @operation("POST", "/contact/space/{space_id}/")
    def create_in_space(
        self, space_id: int, contact: ProfileFields, *, silent: bool | None = None
    ) -> Call[int]:
        """Create a space contact and return its profile id.

        Deprecated by Podio, which names no successor.

        https://developers.podio.com/doc/contacts/create-space-contact-65590
        """
        not_empty(contact=contact)
        return Call(
            member("profile_id", integer),
            space_id,
            query={"silent": silent},
            body=contact,
        )

    @operation("PUT", "/contact/{profile_id}")
    def update(
        self,
        profile_id: int,
        contact: ProfileFields,
        *,
        silent: bool | None = None,
        hook: bool | None = None,
    ) -> Call[None]:
        """Change fields of a space contact; a user's profile cannot be changed here.

        Deprecated by Podio, which names no successor.

        https://developers.podio.com/doc/contacts/update-contact-60556
        """
        not_empty(contact=contact)
        query = {"silent": silent, "hook": hook}
        return Call(nothing, profile_id, query=query, body=contact)

    @operation("PUT", "/contact/{profile_id}/{key}")
    def update_field(self, profile_id: int, key: str, value: Json) -> Call[None]:
        """Change one field of a space contact.

        Deprecated by Podio, which names no successor.

        Args:
            key: The name of the field, such as "mail".
            value: A value, or a list of values for a field that takes several.

        https://developers.podio.com/doc/contacts/update-contact-field-60558
        """
        return Call(nothing, profile_id, key, body={"value": value})

    @operation("DELETE", "/contact/{profile_ids}")
    def delete(self, profile_ids: Sequence[int], *, silent: bool | None = None) -> Call[None]:
        """Delete space contacts; a user's profile cannot be deleted.

        Deprecated by Podio, which names no successor.

        https://developers.podio.com/doc/contacts/delete-contact-s-60560
        """
        return Call(nothing, joined(profile_ids=profile_ids), query={"silent": silent})


def _search(
    contact_type: Sequence[ContactType] | None,
    required: Sequence[str] | None,
    matching: Mapping[str, str] | None,
    **fields: str | None,
) -> dict[str, object]:
    """Collect what narrows a listing of contacts down."""
    return {"contact_type": contact_type, "required": required, **fields, **(matching or {})}


def _one_or_more(data: Json) -> list[Contact]:
    """Read a list; or one object, as the page shows it (the php client expects either)."""
    return many(Contact)(data) if isinstance(data, list) else [Contact(data)]
