"""The one place where the core reads and writes JSON."""

from __future__ import annotations

from typing import Any


def read_json(text: str | bytes) -> Any:  # any JSON value
    """Read JSON text.

    Raises:
        ValueError: It is no JSON, or nested beyond reason.
    """
    import json

    try:
        return json.loads(text)
    except RecursionError:
        message = "nested too deeply"
    raise ValueError(message)


def read_json_leniently(text: str | bytes) -> Any:  # any JSON value
    """Read JSON text whose numbers may have more digits than Python reads: such one is None.

    Raises:
        ValueError: It is no JSON, or nested beyond reason.
    """
    import json  # not at import time

    try:
        return json.loads(text, parse_int=_int)
    except RecursionError:
        message = "nested too deeply"
    raise ValueError(message)


def _int(digits: str) -> int | None:
    return int(digits) if len(digits) <= 1000 else None  # noqa: PLR2004 -- far below the limit


def write_json(value: object) -> str:
    """Write JSON text: no spaces, keys in order, so that the same value is the same text."""
    import json

    return json.dumps(value, separators=(",", ":"), sort_keys=True)
