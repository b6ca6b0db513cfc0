"""Linked accounts: your accounts at other services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call
from podio.core.views.model import many
from podio.models.linked_accounts import LinkedAccount

if TYPE_CHECKING:
    import builtins  # the class has a method of the name `list`

Capability: TypeAlias = Literal[
    "contacts", "files", "meetings", "calendar", "profile", "message", "social", "addressbook"
]


class LinkedAccounts(Area[S]):
    """Your accounts at other services."""

    @operation("GET", "/linked_account/")
    def list(
        self, *, capability: Capability | None = None, provider: str | None = None
    ) -> Call[builtins.list[LinkedAccount]]:
        """List your accounts at other services.

        Args:
            capability: What the account must be good for.
            provider: The service, such as google, google_apps or citrix.

        https://developers.podio.com/doc/linked-accounts/get-linked-accounts-4498556
        """
        # No Literal: the page misspells at least one provider.
        return Call(many(LinkedAccount), query={"capability": capability, "provider": provider})
