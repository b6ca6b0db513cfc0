"""The token endpoints, revocation, scopes and client info of the OAuth area."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from podio.sandbox.areas.oauth.second_factor import ask_second_factor, verify_second_factor
from podio.sandbox.http.errors import Refusal, invalid_value, unauthorized
from podio.sandbox.http.routing import Route
from podio.sandbox.jsontypes import is_object
from podio.sandbox.rights.scopes import Scope, parse_scope
from podio.sandbox.rights.tokens import (
    Principal,
    digest,
    issue,
    open_grant,
    principal_of,
    refresh,
    revoke_tokens,
    same,
)

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call, Incoming
    from podio.sandbox.jsontypes import Json, JsonObject
    from podio.sandbox.state.token_records import Client
    from podio.sandbox.state.world import World

FORM = "application/x-www-form-urlencoded"
Parameters = dict[str, str]


def form_parameters(incoming: Incoming) -> Parameters:
    """Read a form body; of a repeated parameter only the last counts."""
    if incoming.media_type != FORM:
        return {}
    text = incoming.body.decode("utf-8", "replace")
    return dict(parse_qsl(text, keep_blank_values=True))


def json_parameters(incoming: Incoming) -> Parameters:
    """Read a JSON body; anything but an object is refused the way it was measured."""
    try:
        content = json.loads(incoming.body)
    except ValueError:
        content = None
    if incoming.media_type == FORM or not is_object(content):
        raise invalid_value("must be object", expected="object")
    # guess: whether app_id may be a string here; clients send both
    return {str(name): str(value) for name, value in content.items() if value is not None}


def grant_type_of(incoming: Incoming) -> str | None:
    """Tell which grant a request asks for, None if it is no token request."""
    if incoming.method != "POST":
        return None
    if incoming.path == "/mfa/verify":
        return "mfa"
    try:
        if incoming.path == "/oauth/token":
            return form_parameters(incoming).get("grant_type") or "none"
        if incoming.path == "/oauth/token/v2":
            return json_parameters(incoming).get("grant_type") or "none"
    except Refusal:
        return "none"
    return None


def need(parameters: Parameters, name: str) -> str:
    """Read a parameter that the grant needs."""
    value = parameters.get(name)
    if not value:
        # guess: the code comes from OAuth 2, the text from the measured "Missing parameter"
        raise Refusal(400, "invalid_request", f"Missing parameter {name}")
    return value


def client_of(world: World, parameters: Parameters) -> Client:
    """Find the API client of a token request and check its secret."""
    for name in ("client_id", "client_secret"):
        if not parameters.get(name):
            raise Refusal(400, "invalid_client", f"Missing parameter {name}")
    client = world.clients.get(parameters["client_id"])
    if client is None:
        detail = "oauth.client.invalid_id"
        raise Refusal(400, "invalid_client", detail, detail=detail)
    if not same(parameters["client_secret"], client.secret):
        detail = "oauth.client.invalid_secret"
        raise Refusal(400, "invalid_client", detail, detail=detail)
    return client


def belongs_to(client: Client, redirect_uri: str) -> bool:
    """Tell whether a redirect address is on a domain of the client."""
    try:
        parts = urlsplit(redirect_uri)
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    return parts.scheme in {"http", "https"} and any(
        host == domain or host.endswith("." + domain) for domain in client.domains
    )


def _by_code(world: World, client: Client, parameters: Parameters) -> JsonObject:
    redirect_uri = need(parameters, "redirect_uri")
    code = world.codes.get(digest(need(parameters, "code")))
    if code is not None:
        # Used up by the first try, right or wrong.
        world.codes.remove(code.digest)
    if code is None or code.client_id != client.client_id or code.expires_at <= world.clock():
        raise Refusal(400, "invalid_grant", "Invalid or expired authorization code")
    if code.redirect_uri != redirect_uri:
        # guess: Podio documents the domain only, OAuth 2 wants the same address
        raise Refusal(400, "invalid_grant", "redirect_uri is not the one of the authorization")
    grant = open_grant(world, client.client_id, "user", code.user_id, code.scope)
    return issue(world, grant)


def _by_password(world: World, client: Client, parameters: Parameters) -> JsonObject:
    username, password = need(parameters, "username"), need(parameters, "password")
    scope = parameters.get("scope", "")
    parse_scope(scope)
    users = world.users.where("mail", username)
    if not users or users[0].status != "active":
        detail = "user.invalid.username"
        raise Refusal(400, "invalid_grant", detail, detail=detail, propagate=True)
    user = users[0]
    if not same(password, user.password):
        detail = "user.invalid.password"
        raise Refusal(400, "invalid_grant", detail, detail=detail, propagate=True)
    if user.otp is not None:
        return ask_second_factor(world, client.client_id, user.user_id, scope)
    return issue(world, open_grant(world, client.client_id, "user", user.user_id, scope))


def _by_app(world: World, client: Client, parameters: Parameters) -> JsonObject:
    app_id, token = need(parameters, "app_id"), need(parameters, "app_token")
    app = world.apps.get(int(app_id)) if app_id.isascii() and app_id.isdigit() else None
    if app is None or app.status != "active" or not same(token, app.token):
        # guess: the answer to a wrong app token was never measured
        raise Refusal(400, "invalid_grant", "Invalid app_id or app_token")
    return issue(world, open_grant(world, client.client_id, "app", app.app_id, ""))


def _by_refresh_token(world: World, client: Client, parameters: Parameters) -> JsonObject:
    return refresh(world, client, need(parameters, "refresh_token"))


GRANTS: dict[str, Callable[[World, Client, Parameters], JsonObject]] = {
    "authorization_code": _by_code,
    "password": _by_password,
    "app": _by_app,
    "refresh_token": _by_refresh_token,
}


def _token(call: Call, parameters: Parameters) -> JsonObject:
    client = client_of(call.world, parameters)
    grant_type = need(parameters, "grant_type")
    grant = GRANTS.get(grant_type)
    if grant is None:
        # guess: the code comes from OAuth 2; activation_code, transfer_token and sso are
        # for Podio's own use and not done here
        raise Refusal(400, "unsupported_grant_type", f"Unsupported grant_type {grant_type}")
    return grant(call.world, client, parameters)


def token(call: Call) -> Json:
    """Exchange a grant for tokens: form body only."""
    return _token(call, form_parameters(call.incoming))


def token_v2(call: Call) -> Json:
    """Exchange a grant for tokens: JSON body only."""
    return _token(call, json_parameters(call.incoming))


def get_scope(call: Call) -> Json:
    """List what the token may touch."""
    caller = call.principal
    if caller.ref_type == "app":
        app = call.world.apps.get(caller.ref_id)
        data = None if app is None else {"app_id": app.app_id, "name": app.config["name"]}
        own = {"ref_type": "app", "ref_id": caller.ref_id, "permissions": ["all"]}
        return [{**own, "ref_data": data}]
    entries: list[JsonObject] = caller.scope.listed()
    for entry in entries:
        data = _ref_data(call.world, entry["ref_type"], entry["ref_id"])
        if data is not None:
            entry["ref_data"] = data
    return entries


def _ref_data(world: World, kind: str | None, ref_id: int | None) -> JsonObject | None:
    if ref_id is None:
        return None
    if kind == "app":
        app = world.apps.get(ref_id)
        return None if app is None else {"app_id": ref_id, "name": app.config["name"]}
    if kind == "space":
        space = world.spaces.get(ref_id)
        return None if space is None else {"space_id": ref_id, "name": space.name}
    org = world.orgs.get(ref_id)
    return None if org is None else {"org_id": ref_id, "name": org.name}


def invalidate_tokens(call: Call) -> Json:
    """End the tokens of the caller's grant; the user's leave to the client stays."""
    # guess: which tokens end is not documented
    revoke_tokens(call.world, call.principal.grant_id)


def invalidate_grant(call: Call) -> Json:
    """End every grant that the caller gave to the client, and all tokens of those."""
    # guess: which grants end is not documented
    caller = call.principal
    for grant in call.world.grants.where("client_id", caller.client_id):
        if (grant.ref_type, grant.ref_id) == (caller.ref_type, caller.ref_id):
            revoke_tokens(call.world, grant.grant_id)
            call.world.grants.remove(grant.grant_id)


def client_info(call: Call) -> Json:
    """Tell the name of a client before the user consents."""
    body = call.body()
    client = call.world.clients.get(body.need_text("client_id"))
    if client is None:
        detail = "oauth.client.invalid_id"
        raise Refusal(400, "invalid_client", detail, detail=detail)
    redirect_uri = body.text("redirect_uri")
    if redirect_uri is not None and not belongs_to(client, redirect_uri):
        raise invalid_value("redirect_uri is not on the client's domain", key="redirect_uri")
    body.choice("response_type", ("code", "token"), "code")
    return {"name": client.name, "implicit": True}


def _sharefile_user(world: World, header: str) -> Principal:
    """Find the user of a ShareFile sign-in: "account_id access_token"."""
    # guess: clients send this header, what Podio does with it is documented nowhere
    for user in world.users:
        if user.sharefile is not None and same(header.strip(), user.sharefile):
            client = next(iter(world.clients))
            return Principal(
                "user", user.user_id, client.client_id, client.auth_client_id, Scope(), 0
            )
    raise unauthorized("expired_token")


def authenticate(call: Call) -> None:
    """Find the caller by the header or the oauth_token parameter."""
    headers = call.incoming.headers
    sharefile = headers.get("x-sf-authorization")
    if sharefile is not None:
        call.caller = _sharefile_user(call.world, sharefile)
        return
    header = headers.get("authorization")
    if header is None:
        given = call.query.text("oauth_token")
    else:
        kind, _, given = header.partition(" ")
        if kind.lower() not in {"oauth2", "bearer"} or not given.strip():
            raise Refusal(400, "invalid_request", "Invalid authorization header")
    if not given:
        raise unauthorized("invalid_request")
    call.caller = principal_of(call.world, given.strip())


ROUTES = (
    Route("POST", "/oauth/token", token, sign_in=False),
    Route("POST", "/oauth/token/v2", token_v2, sign_in=False),
    Route("POST", "/mfa/verify", verify_second_factor, sign_in=False),
    Route("GET", "/oauth/scope", get_scope, app=True),
    Route("POST", "/oauth/token/invalidate", invalidate_tokens, app=True),
    Route("POST", "/oauth/grant/invalidate", invalidate_grant, app=True),
    Route("POST", "/oauth/info", client_info, permission="read"),
)
