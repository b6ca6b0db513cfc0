"""The OAuth operations: tokens, what they may reach, and ending them.

Signing in and refreshing is the session's work; these are for whoever does it by hand.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from podio.core.operations.body import Concealed, Form
from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, nothing, sent
from podio.core.secret import Secret
from podio.core.views.model import many
from podio.errors import InvalidArgumentError
from podio.models.oauth import ClientInfo, OAuthToken, ScopeEntry

GrantType: TypeAlias = Literal["authorization_code", "password", "app", "refresh_token"]

_NEEDED = {
    "authorization_code": ("code", "redirect_uri"),
    "password": ("username", "password"),
    "app": ("app_id", "app_token"),
    "refresh_token": ("refresh_token",),
}
_SECRET = frozenset({"client_secret", "code", "password", "app_token", "refresh_token"})


class OAuthAuthorization(Area[S]):
    """Tokens, what they may reach, and ending them."""

    @operation("POST", "/oauth/token")
    def get_access_token(
        self,
        *,
        grant_type: GrantType,
        client_id: str,
        client_secret: Secret | str,
        code: Secret | str | None = None,
        redirect_uri: str | None = None,
        username: str | None = None,
        password: Secret | str | None = None,
        app_id: int | None = None,
        app_token: Secret | str | None = None,
        refresh_token: Secret | str | None = None,
        scope: str | None = None,
    ) -> Call[OAuthToken]:
        """Exchange credentials for tokens at the endpoint that takes a form.

        Args:
            scope: Pairs such as "space:read", with spaces between; everything if not given.

        Raises:
            InvalidArgumentError: The kind of grant needs more than was given.
            InvalidGrant: Podio does not accept the credentials.

        https://developers.podio.com/doc/oauth-authorization/get-access-token-22359
        """
        form = _credentials(
            grant_type=grant_type,
            client_id=client_id,
            client_secret=client_secret,
            code=code,
            redirect_uri=redirect_uri,
            username=username,
            password=password,
            app_id=app_id,
            app_token=app_token,
            refresh_token=refresh_token,
            scope=scope,
        )
        return Call(OAuthToken, body=Form(form), authorized=False)

    @operation("POST", "/oauth/token/v2")
    def get_access_token_v2(
        self,
        *,
        grant_type: GrantType,
        client_id: str,
        client_secret: Secret | str,
        code: Secret | str | None = None,
        redirect_uri: str | None = None,
        username: str | None = None,
        password: Secret | str | None = None,
        app_id: int | None = None,
        app_token: Secret | str | None = None,
        refresh_token: Secret | str | None = None,
    ) -> Call[OAuthToken]:
        """Exchange credentials for tokens at the endpoint that takes JSON.

        Raises:
            InvalidArgumentError: The kind of grant needs more than was given.
            InvalidGrant: Podio does not accept the credentials.

        https://developers.podio.com/doc/oauth-authorization/get-access-token-22359
        """
        fields = _credentials(
            grant_type=grant_type,
            client_id=client_id,
            client_secret=client_secret,
            code=code,
            redirect_uri=redirect_uri,
            username=username,
            password=password,
            app_id=app_id,
            app_token=app_token,
            refresh_token=refresh_token,
        )
        return Call(OAuthToken, body=Concealed(fields), authorized=False)

    @operation("GET", "/oauth/scope")
    def get_scope(self) -> Call[list[ScopeEntry]]:
        """List what the session's token may reach.

        https://developers.podio.com/doc/oauth-authorization/get-scope-342360687
        """
        return Call(many(ScopeEntry))

    @operation("POST", "/oauth/info", repeatable=True)
    def get_client_info(
        self,
        *,
        client_id: str,
        redirect_uri: str | None = None,
        response_type: Literal["code", "token"] | None = None,
    ) -> Call[ClientInfo]:
        """Fetch what the user is shown about an API client before granting it access.

        Args:
            redirect_uri: An address in the client's own domain.

        https://developers.podio.com/doc/oauth-authorization/client-info-22357
        """
        # guess: the page names the parameters, not their place; rb sends them as the body
        body = sent(client_id=client_id, redirect_uri=redirect_uri, response_type=response_type)
        return Call(ClientInfo, body=body)

    @operation("POST", "/oauth/grant/invalidate")
    def invalidate_grant(self) -> Call[None]:
        """Take back what the user granted this API client; its tokens end with it.

        https://developers.podio.com/doc/oauth-authorization/invalidate-grant-7997965
        """
        return Call(nothing)

    @operation("POST", "/oauth/token/invalidate")
    def invalidate_tokens(self) -> Call[None]:
        """End all tokens of the user, the session's own among them.

        https://developers.podio.com/doc/oauth-authorization/invalidate-tokens-7997943
        """
        return Call(nothing)


def _credentials(
    *, grant_type: str, **values: Secret | str | int | None
) -> dict[str, str | int | Secret]:
    missing = [name for name in _NEEDED.get(grant_type, ()) if not values.get(name)]
    if missing:
        message = f"a grant of type {grant_type} also needs {' and '.join(missing)}"
        raise InvalidArgumentError(message)
    given: dict[str, str | int | Secret] = {"grant_type": grant_type}
    for name, value in values.items():
        if value is not None:
            secret = name in _SECRET and isinstance(value, str)
            given[name] = Secret(str(value)) if secret else value
    return given
