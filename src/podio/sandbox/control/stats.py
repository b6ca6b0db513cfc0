"""Counts what reached the sandbox, for tests to ask about."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podio.sandbox.jsontypes import JsonObject


class Stats:
    """Requests by method and route template, token requests by grant and outcome."""

    def __init__(self) -> None:
        self._requests: Counter[str] = Counter()
        self._token_requests: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def request(self, method: str, template: str) -> None:
        """Count a request."""
        self._requests[f"{method} {template}"] += 1

    def token_request(self, grant: str, outcome: str) -> None:
        """Count a token request; the outcome is "ok" or an error code."""
        self._token_requests[grant][outcome] += 1

    def clear(self) -> None:
        """Start from zero."""
        self._requests.clear()
        self._token_requests.clear()

    def report(self) -> JsonObject:
        """Tell the counts, with integers as leaves."""
        tokens = {grant: dict(outcomes) for grant, outcomes in self._token_requests.items()}
        return {"requests": dict(self._requests), "token_requests": tokens}
