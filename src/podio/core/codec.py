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


def write_json(value: object) -> str:
    """Write JSON text: no spaces, keys in order, so that the same value is the same text."""
    import json

    return json.dumps(value, separators=(",", ":"), sort_keys=True)
