"""Text that must not be seen: it shows nothing of itself until `reveal()` is called."""

from __future__ import annotations

from typing import Any, NoReturn

from podio.core.shapes import is_list, is_object

_KEY: list[bytes] = []


class Secret:
    """A token, secret or password on its way through the library.

    Frames of a traceback may be printed with their locals, so everything between the public
    call and the HTTP library carries this instead of `str`.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the text, for the one place that sends it."""
        return self._text

    def is_text(self) -> bool:
        """Tell whether it is a text with something in it, whatever a caller handed over."""
        return is_text(self._text)

    def fits_a_header(self) -> bool:
        """Tell whether it can be sent as a header: printable ASCII."""
        return self._text.isascii() and self._text.isprintable()

    def __bool__(self) -> bool:
        """Tell whether there is any text."""
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        """Compare in constant time."""
        if not isinstance(other, Secret):
            return NotImplemented
        import hmac

        return hmac.compare_digest(self._text.encode(), other._text.encode())

    def __hash__(self) -> int:
        """Hash as the text does."""
        return hash(self._text)

    def __repr__(self) -> str:
        """Show that something is hidden, not what."""
        return "Secret(***)" if self._text else "Secret()"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        """Show nothing, however it is formatted."""
        return format(repr(self), spec)

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled."""
        message = "a Secret is not pickled: it would stand in the clear"
        raise TypeError(message)


def is_text(value: object) -> bool:
    """Tell whether a value is a text with something in it."""
    return isinstance(value, str) and bool(value.strip())


def conceal(value: Secret | str) -> Secret:
    """Hide a text that is not hidden yet."""
    return value if isinstance(value, Secret) else Secret(value)


def fingerprint(token: str | None) -> str:
    """Name a token in a log without giving away any of it.

    The key lives as long as the process: the same token has the same name within one log,
    and nothing can be looked up in a list of fingerprints.
    """
    if not token:
        return "none"
    import hmac
    import os

    if not _KEY:
        _KEY.append(os.urandom(16))
    return hmac.digest(_KEY[0], token.encode(), "sha256").hex()[:8]


def scrub(value: Any, secrets: frozenset[str]) -> Any:  # any JSON in, the same out
    """Return a JSON value with every occurrence of the secrets blacked out."""
    if isinstance(value, str):
        for secret in secrets:
            if secret and secret in value:
                value = value.replace(secret, "***")
        return value
    if is_object(value):
        return {scrub(key, secrets): scrub(inner, secrets) for key, inner in value.items()}
    if is_list(value):
        return [scrub(inner, secrets) for inner in value]
    return value
