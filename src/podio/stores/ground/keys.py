"""One name for one session on shared ground: injective, and short enough for any store."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import quote

from podio.errors import ConfigurationError

LONGEST_KEY = 64 * 1024
"""Bytes of a key, at most; more than that is a mistake, not a name."""


def storage_key(key: str, client_id: str, api_url: str, *, longest: int = 200) -> str:
    """Return the name under which a session is kept.

    Two different (key, client, address) never have the same name: each part is quoted, so
    that no key can imitate a separator; names that would be too long are replaced by their
    SHA-256.

    Args:
        key: What the caller calls the session, such as `user:42`.
        client_id: The API client.
        api_url: The Podio it belongs to.
        longest: Characters that the store takes.

    Raises:
        ConfigurationError: The key is empty, no text, or longer than 64 KiB.
    """
    name = "/".join(quote(part, safe="") for part in (api_url, client_id, checked_key(key)))
    if len(name) <= longest:
        return name
    # A quoted part never begins with "=", so no short name looks like a hash.
    return f"={sha256(name.encode()).hexdigest()}"


def checked_key(key: str) -> str:
    """Return a key that can name a session.

    Raises:
        ConfigurationError: It is empty, no text, or longer than 64 KiB.
    """
    given: object = key
    problem = ""
    if not isinstance(given, str) or not given.strip():
        problem = "a text that is not empty"
    else:
        try:
            if len(given.encode()) > LONGEST_KEY:
                problem = f"at most {LONGEST_KEY} bytes long"
        except UnicodeEncodeError:
            problem = "text without lone surrogates"
    if problem:
        message = (
            f"a store that many share needs a key that is {problem}: it says whose session it "
            "keeps, such as key='user:42'"
        )
        raise ConfigurationError(message)
    return key
