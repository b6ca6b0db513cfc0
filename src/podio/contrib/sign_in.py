"""A sign-in on Podio's page: what a web session remembers meanwhile, and whom it may go back to.

Pure: views of each framework keep the texts, and do the redirects.
"""

from __future__ import annotations

import hmac
import json
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from podio.core.shapes import is_list

PENDING = "podio.sign_in"
"""Where sign-ins that have begun are kept in the web session."""

_AT_MOST = 4
"""Sign-ins that may be under way at a time, in as many windows of one browser."""
_LONGEST_PATH = 500

CANNOT_GO_ON = "This sign-in was not begun in this browser, or it is over already. Begin it again."
NOT_GRANTED = "The sign-in was not granted."


class Pending(NamedTuple):
    """A sign-in that has begun.

    Attributes:
        state: The value that Podio has to send back.
        then: The path to go to afterwards.
    """

    state: str
    then: str


def with_one_more(kept: object, state: str, then: str) -> str:
    """Return what to keep after a sign-in began; of too many the oldest is dropped."""
    return _written([*_read(kept), Pending(state, then)][-_AT_MOST:])


def taken(kept: object, returned: str | None) -> tuple[Pending | None, str]:
    """Return the sign-in that a state belongs to, and what to keep of the others.

    A state is good for one time.
    """
    found: Pending | None = None
    others: list[Pending] = []
    for pending in _read(kept):
        if returned and hmac.compare_digest(pending.state.encode(), returned.encode()):
            found = pending
        else:
            others.append(pending)
    return found, _written(others)


def local_path(wanted: str | None, otherwise: str) -> str:
    """Return the path to go to, if it is one of this site and not of another.

    Browsers read a backslash as a slash, and skip control characters.
    """
    if not wanted or len(wanted) > _LONGEST_PATH or not wanted.startswith("/"):
        return otherwise
    if wanted[1:2] in ("/", "\\") or any(ord(letter) < ord(" ") for letter in wanted):
        return otherwise
    return wanted


def from_elsewhere(fetch_site: str | None, origin: str | None, host: str) -> bool:
    """Tell whether another site made the browser send this request.

    Args:
        fetch_site: The header `Sec-Fetch-Site`.
        origin: The header `Origin`, which older browsers send alone.
        host: What this site is called.
    """
    if fetch_site is not None:
        return fetch_site not in ("same-origin", "none")
    return origin is not None and urlsplit(origin).netloc != host


def _read(kept: object) -> list[Pending]:
    entries: Any = None
    if isinstance(kept, str) and kept:
        try:
            entries = json.loads(kept)
        except ValueError:
            return []
    if not is_list(entries):
        return []
    pairs = [pair for pair in entries if is_list(pair) and len(pair) == len(Pending._fields)]
    return [Pending(str(state), str(then)) for state, then in pairs]


def _written(pending: list[Pending]) -> str:
    return json.dumps(pending, separators=(",", ":")) if pending else ""
