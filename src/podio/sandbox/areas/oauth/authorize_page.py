"""The browser page where a user signs in and lets a client in (or not)."""

from __future__ import annotations

import secrets
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit, urlunsplit

from podio.sandbox.areas.oauth.second_factor import accept_second_factor
from podio.sandbox.areas.oauth.token_endpoints import belongs_to, form_parameters
from podio.sandbox.http.answers import Answer
from podio.sandbox.http.errors import Refusal
from podio.sandbox.http.routing import Route
from podio.sandbox.rights.scopes import parse_scope
from podio.sandbox.rights.tokens import digest, issue, open_grant, same
from podio.sandbox.state.token_records import Client, Code

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json
    from podio.sandbox.state.records import User

CODE_LIFETIME = 600.0  # seconds; guess: Podio's is not documented
CARRIED = ("client_id", "redirect_uri", "response_type", "scope", "state")

PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Sign in to the Podio sandbox</title>
<style>body{{font:16px sans-serif;max-width:26em;margin:4em auto}}
label{{display:block;margin:1em 0}}
input{{display:block;width:100%;padding:.4em}}.problem{{color:#b00}}</style></head>
<body>
<h1>{title}</h1>
<p>This is a local imitation of Podio. Do not type a real password here.</p>
{content}
</body>
</html>
"""
FORM = """{problem}
<p><strong>{client}</strong> asks for: {scope}</p>
<form method="post" action="/oauth/authorize">
{hidden}
<label>Mail <input name="username" type="email" autocomplete="username"></label>
<label>Password <input name="password" type="password" autocomplete="current-password"></label>
<label>One-time code, if the account has one <input name="otp" autocomplete="one-time-code"></label>
<button name="decision" value="allow">Sign in and allow</button>
<button name="decision" value="deny" formnovalidate>Deny</button>
</form>"""


def _page(title: str, content: str, status: int = 200) -> Answer:
    body = PAGE.format(title=escape(title), content=content).encode()
    headers = {
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
        "Cache-Control": "no-store",
        "X-Frame-Options": "DENY",
    }
    return Answer(status, body, "text/html; charset=utf-8", headers)


def _problem(text: str) -> Answer:
    return _page("This link does not work", f'<p class="problem">{escape(text)}</p>', 400)


def _form(client: Client, wanted: dict[str, str], problem: str = "", status: int = 200) -> Answer:
    hidden = "\n".join(
        f'<input type="hidden" name="{name}" value="{escape(wanted[name])}">'
        for name in CARRIED
        if name in wanted
    )
    content = FORM.format(
        problem=f'<p class="problem">{escape(problem)}</p>' if problem else "",
        client=escape(client.name),
        scope=escape(wanted.get("scope") or "global:all"),
        hidden=hidden,
    )
    return _page("Sign in", content, status)


def _checked(call: Call, wanted: dict[str, str]) -> Client | Answer:
    """Find the client; a wrong address gets a page, for nothing is safe to redirect to."""
    client = call.world.clients.get(wanted.get("client_id", ""))
    if client is None:
        return _problem("The client_id is not known here.")
    if not belongs_to(client, wanted.get("redirect_uri", "")):
        domains = ", ".join(client.domains)
        return _problem(f"The redirect_uri must be on a domain of the client: {domains}.")
    if wanted.get("response_type", "code") not in {"code", "token"}:
        return _problem("The response_type must be code or token.")
    try:
        parse_scope(wanted.get("scope", ""))
    except Refusal as refusal:
        return _problem(refusal.description)
    return client


def _redirect(address: str, values: dict[str, str], *, fragment: bool) -> Answer:
    parts = urlsplit(address)
    text = urlencode(values)
    if fragment:
        parts = parts._replace(fragment=text)
    else:
        parts = parts._replace(query=f"{parts.query}&{text}" if parts.query else text)
    return Answer(302, headers={"Location": urlunsplit(parts), "Cache-Control": "no-store"})


def _sign_in(call: Call, typed: dict[str, str]) -> User | None:
    users = call.world.users.where("mail", typed.get("username", ""))
    if not users or not same(typed.get("password", ""), users[0].password):
        return None
    user = users[0]
    if user.otp is not None and not accept_second_factor(
        call.world, user, typed.get("otp") or "", None
    ):
        return None
    return user


def show(call: Call) -> Json:
    """Show the page."""
    client = _checked(call, dict(call.query.values))
    if isinstance(client, Answer):
        return client
    return _form(client, dict(call.query.values))


def decide(call: Call) -> Json:
    """Take the user's decision and send the browser back to the client."""
    typed = form_parameters(call.incoming)
    client = _checked(call, typed)
    if isinstance(client, Answer):
        return client
    implicit = typed.get("response_type") == "token"
    back: dict[str, str] = {}
    if typed.get("decision") != "allow":
        back["error_reason"] = "user_denied"
        back["error"] = "access_denied"
        back["error_description"] = "The user denied your request"
    else:
        user = _sign_in(call, typed)
        if user is None:
            return _form(client, typed, "Mail, password or one-time code is wrong.", 400)
        back.update(_granted(call, client, user, typed, implicit=implicit))
    if "state" in typed:
        back["state"] = typed["state"]
    return _redirect(typed["redirect_uri"], back, fragment=implicit)


def _granted(
    call: Call, client: Client, user: User, typed: dict[str, str], *, implicit: bool
) -> dict[str, str]:
    world, scope = call.world, typed.get("scope", "")
    if implicit:
        grant = open_grant(world, client.client_id, "user", user.user_id, scope)
        tokens = issue(world, grant)
        names = ("access_token", "token_type", "expires_in", "refresh_token", "scope")
        return {name: str(tokens[name]) for name in names}
    code = secrets.token_hex(16)
    expires_at = world.clock() + CODE_LIFETIME
    world.codes.put(
        Code(digest(code), client.client_id, user.user_id, scope, typed["redirect_uri"], expires_at)
    )
    return {"code": code}


ROUTES = (
    Route("GET", "/oauth/authorize", show, sign_in=False),
    Route("POST", "/oauth/authorize", decide, sign_in=False),
)
