"""The parts of a sign-in in a browser, and of ShareFile's, that need no network."""

from __future__ import annotations

from podio.core.secret import Secret
from podio.errors import AuthenticationError, InvalidArgumentError, StateMismatchError


def new_state() -> str:
    """Return a value that cannot be guessed."""
    from secrets import token_urlsafe

    return token_urlsafe(32)


def checked_state(sent: str | None, returned: str | None) -> None:
    """Check that both are there and the same, in constant time.

    Raises:
        StateMismatchError: They are not.
    """
    from hmac import compare_digest

    if sent and returned and compare_digest(sent.encode(), returned.encode()):
        return
    sent = returned = None
    message = (
        "the state of this sign-in is not the one that was sent out: somebody may have been "
        "handed a link to sign in as somebody else; begin the sign-in again"
    )
    raise StateMismatchError(message)


def code_from(url: Secret, *, state: str | None) -> str:
    """Return the code of a redirect's address; see `Podio.code_from_redirect`.

    Raises:
        StateMismatchError: It is another sign-in.
        AuthenticationError: There is no code in it.
    """
    code, fields = _fields(url)
    checked_state(state, fields.get("state"))
    if "error" in fields:
        reason = fields.get("error_reason") or fields["error"]
        text = fields.get("error_description", "")
        message = f"the sign-in was not granted: {reason} {text}".rstrip()
        raise AuthenticationError(message)
    if not code:
        message = "the address has neither a code nor an error: is it the one Podio sent to?"
        raise AuthenticationError(message)
    return code.reveal()


def _fields(url: Secret) -> tuple[Secret, dict[str, str]]:
    from urllib.parse import parse_qs, urlsplit

    text = url.reveal()
    query = urlsplit(text).query or text.partition("?")[2] or text
    fields = {name: values[-1] for name, values in parse_qs(query).items()}
    return Secret(fields.pop("code", "")), fields


def sharefile_header(account_id: str, access_token: Secret) -> tuple[str, Secret]:
    """Return the header that carries a ShareFile account's token.

    Raises:
        InvalidArgumentError: One of them is empty.
    """
    if not account_id or not access_token:
        message = "account_id and access_token must not be empty"
        raise InvalidArgumentError(message)
    return ("X-SF-Authorization", Secret(f"{account_id} {access_token.reveal()}"))
