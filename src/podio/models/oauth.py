"""What the OAuth operations answer: tokens, granted scopes and API clients."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from podio.core.views.model import Model

if TYPE_CHECKING:
    from podio.core.operations.request import Json
    from podio.core.ref import Ref


class OAuthToken(Model):
    """The answer of a token endpoint; `expires_in` is in seconds.

    https://developers.podio.com/doc/oauth-authorization/get-access-token-22359
    """

    hidden: ClassVar[frozenset[str]] = frozenset(
        {"access_token", "refresh_token", "transfer_token", "server_nonce"}
    )

    access_token: str
    token_type: str | None
    expires_in: int | None
    refresh_token: str | None
    ref: Ref | None
    scope: str | None
    transfer_token: str | None
    # Instead of a token where a second factor is wanted: rb is the one source.
    server_nonce: str | None


class ScopeEntry(Model):
    """One thing that the session's token may reach; without a `ref_type` it is everything.

    https://developers.podio.com/doc/oauth-authorization/get-scope-342360687
    """

    ref_type: str | None
    ref_id: int | None
    permissions: list[Literal["read", "write", "delete", "all"]]
    ref_data: Json | None


class ClientInfo(Model):
    """What a user is shown about an API client before granting it access.

    https://developers.podio.com/doc/oauth-authorization/client-info-22357
    """

    name: str | None
    implicit: bool | None


class OAuthClient(Model):
    """An API client as its owner sees it."""

    hidden: ClassVar[frozenset[str]] = frozenset({"secret"})

    auth_client_id: int
    name: str | None
    key: str | None
    secret: str | None
    url: str | None
    domain: str | None
    scope: list[Json]
