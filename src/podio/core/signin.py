"""The parts of a sign-in in a browser, and of ShareFile's, that need no network."""

from __future__ import annotations

from collections.abc import Iterable

from podio.core.secret import Secret
from podio.errors import AuthenticationError, InvalidArgumentError, StateMismatchError


def new_state() -> str:
    """Return a value that cannot be guessed."""
    from secrets import token_urlsafe  # noqa: PLC0415 -- web sign-ins only

    return token_urlsafe(32)


def checked_state(sent: str | None, returned: str | None) -> None:
    """Check that both are there and the same, in constant time.

    Raises:
        StateMismatchError: They are not.
    """
    from hmac import compare_digest  # noqa: PLC0415 -- web sign-ins only

    if sent and returned and compare_digest(sent.encode(), returned.encode()):
        return
    sent = returned = None
    message = (
        "the state of this sign-in is not the one that was sent out: somebody may have been "
        "handed a link to sign in as somebody else; begin the sign-in again"
    )
    raise StateMismatchError(message)


def code_from(url: str, *, state: str | None) -> str:
    """Return the code out of the address that Podio sent the person back to.

    Args:
        url: The whole address, or its query.
        state: What `authorize_url` was given.

    Raises:
        StateMismatchError: It is another sign-in.
        AuthenticationError: The person said no, or Podio did.
    """
    from urllib.parse import parse_qs, urlsplit  # noqa: PLC0415 -- web sign-ins only

    query = urlsplit(url).query or url.partition("?")[2] or url
    fields = {name: values[-1] for name, values in parse_qs(query).items()}
    code, returned = Secret(fields.pop("code", "")), fields.pop("state", None)
    del url, query  # they hold the code, and a traceback may show what is left here
    checked_state(state, returned)
    if "error" in fields:
        reason = fields.get("error_reason") or fields["error"]
        text = fields.get("error_description", "")
        message = f"the sign-in was not granted: {reason} {text}".rstrip()
        raise AuthenticationError(message)
    if not code:
        message = "the address has neither a code nor an error: is it the one Podio sent to?"
        raise AuthenticationError(message)
    return code.reveal()


def joined_scope(scope: str | Iterable[str] | None) -> str | None:
    """Return a scope as Podio writes it: `type:permission` pairs with spaces between."""
    return scope if scope is None or isinstance(scope, str) else " ".join(scope)


def sharefile_header(account_id: str, access_token: Secret) -> tuple[str, Secret]:
    """Return the header that carries a ShareFile account's token.

    Raises:
        InvalidArgumentError: One of them is empty.
    """
    if not account_id or not access_token:
        message = "account_id and access_token must not be empty"
        raise InvalidArgumentError(message)
    return ("X-SF-Authorization", Secret(f"{account_id} {access_token.reveal()}"))
