"""Read stored sessions: our own entries and those that other Podio clients have written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from podio.core.ref import read_ref

ACCESS_TOKEN_SECONDS = 8 * 3600.0
"""How long an access token lives where the answer does not say."""
REFRESH_TOKEN_SECONDS = 28 * 24 * 3600.0
"""How long a refresh token lives; the answer never says."""
FORMAT = 1
"""The version of the stored JSON."""

_TEXTS = (
    "access_token",
    "refresh_token",
    "scope",
    "token_type",
    "client_id",
    "api_url",
    "chain",
    "parent",
    "revoked",
)
_TIMES = ("issued_at", "expires_at", "refresh_expires_at")
_KNOWN = frozenset((*_TEXTS, *_TIMES, "version", "ref"))
_SENSIBLE = 1e15
"""No time and no version is beyond it; what is would not fit where numbers are counted with."""

# podio-dotnet's properties, as serializers write them that do not know Newtonsoft's attributes,
# and the properties of podio-js, which are the same in the other case.
_OTHER_NAMES = {
    "AccessToken": "access_token",
    "RefreshToken": "refresh_token",
    "ExpiresIn": "expires_in",
    "TokenType": "token_type",
    "Ref": "ref",
    "accessToken": "access_token",
    "refreshToken": "refresh_token",
    "expiresIn": "expires_in",
    "tokenType": "token_type",
}

# The keys under which those clients put the session into a web session.
_WRAPPERS = ("oauth", "PodioOAuth", "podioOAuth", "podio-php-session")

RESERVED = _KNOWN | {
    *_OTHER_NAMES,
    *_WRAPPERS,
    "expires_in",
    "extra",
    "format",
    "identities",
    "ref_id",
    "ref_type",
}
"""Keys of an entry that mean something to the reader: a token answer has no say in them."""

_DEEPEST = 16
_MOST_PARTS = 1000
_LONGEST_TEXT = 20_000
_LONGEST_LIFE = 1e10


def read_entry(entry: Mapping[str, Any]) -> dict[str, Any] | str:
    """Return what an entry of any known shape says of a `PodioOAuth`, or what is wrong with it.

    What is wrong is returned, not raised: a traceback would show the entry among the locals.

    Shapes: ours; the answer of the token endpoint, which podio-php, podio-dotnet and pypodio2
    users store (`expires_in`, at times as text, without a time that it counts from: so the
    access token has no known end and is sent until Podio refuses it); the flat `ref_type` and
    `ref_id` of podio-php's Redis sessions; the property names of podio-dotnet and podio-js; and
    any of these under a key of its own in a web session.
    """
    values = _renamed(_unwrapped(entry))
    problem = _problem(values)
    if problem:
        return problem
    given: dict[str, Any] = {name: values[name] for name in _TEXTS if values.get(name) is not None}
    given |= {name: float(values[name]) for name in _TIMES if values.get(name) is not None}
    given["version"] = int(values.get("version") or 0)
    given["ref"] = read_ref(values.get("ref"))
    extra = {key: value for key, value in values.items() if key not in _KNOWN}
    lifetime = extra.pop("expires_in", None)
    if "issued_at" in given and "expires_at" not in given:
        given["expires_at"] = given["issued_at"] + seconds(lifetime)
    if extra.get("format", FORMAT) <= FORMAT:
        extra.pop("format", None)  # a newer one is kept, so that it is not written as an old one
    given["extra"] = extra
    return given


def seconds(value: object, default: float = ACCESS_TOKEN_SECONDS) -> float:
    """Read a lifetime in seconds from an int, a float or a string of either."""
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        try:
            number = float(value)
        except (ValueError, OverflowError):
            return default
        if 0 < number < _LONGEST_LIFE:
            return number
    return default


def is_sound(value: object) -> bool:
    """Tell whether what an answer has beside the tokens can be stored and read again."""
    ahead, parts = [(value, 0)], 0
    while ahead:
        one, depth = ahead.pop()
        parts += 1
        if parts > _MOST_PARTS or depth > _DEEPEST or not _is_sound_alone(one):
            return False
        if isinstance(one, Mapping):
            for key, inner in cast("Mapping[object, object]", one).items():
                ahead += [(key, depth + 1), (inner, depth + 1)]
        elif isinstance(one, list):
            ahead += [(inner, depth + 1) for inner in cast("list[object]", one)]
    return True


def _is_sound_alone(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= _LONGEST_TEXT and not any("\ud800" <= one <= "\udfff" for one in value)
    if isinstance(value, float):
        return value - value == 0  # neither infinite nor no number
    if isinstance(value, int):
        return abs(value) < 10**100
    return value is None or isinstance(value, Mapping | list)


def _unwrapped(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    if not any(name in entry for name in ("access_token", "AccessToken", "accessToken")):
        for key in _WRAPPERS:
            inner = entry.get(key)
            if isinstance(inner, Mapping):
                return cast("Mapping[str, Any]", inner)
    return entry


def _renamed(entry: Mapping[str, Any]) -> dict[str, Any]:
    values = {
        key if _OTHER_NAMES.get(key, key) in entry else _OTHER_NAMES.get(key, key): value
        for key, value in entry.items()
    }
    if "ref" not in values and "ref_type" in values and "ref_id" in values:
        values["ref"] = {"type": values.pop("ref_type"), "id": values.pop("ref_id")}
    return values


def _problem(values: Mapping[str, Any]) -> str:
    """Say what is wrong without quoting it: the entry is full of secrets."""
    for name in _TEXTS:
        if not isinstance(values.get(name, ""), str | None):
            return f"no text as {name}"
    for name in (*_TIMES, "version"):
        value = values.get(name, 0)
        if value is not None and not _is_sensible(value):
            return f"no number as {name}"
    form = values.get("format", FORMAT)
    if not isinstance(form, int) or isinstance(form, bool):
        return "no number as format"
    return ""


def _is_sensible(value: object) -> bool:
    # The comparison is false for NaN and for both infinities.
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and -_SENSIBLE < value < _SENSIBLE
    )
