"""Faults ordered through the control plane: errors, delays and cut connections."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from podio.sandbox.http.answers import Answer, as_json
from podio.sandbox.http.errors import Refusal, invalid_value
from podio.sandbox.http.reading import Body, wrong

if TYPE_CHECKING:
    from podio.sandbox.jsontypes import Json, JsonObject


@dataclass(slots=True)
class Fault:
    """What happens to the next `count` requests of a path.

    Args:
        path: a path, which also covers what is below it, or a pattern with * and ?.
        method: HTTP method; None is any.
        count: how many requests it happens to.
        status: status to answer with instead of doing the work.
        body: body of that answer; None is Podio's flat error body.
        headers: headers of that answer.
        delay: seconds to wait first.
        cut: close the connection "before" or "after" the work was done.
    """

    path: str
    method: str | None = None
    count: int = 1
    status: int | None = None
    body: Json = None
    headers: dict[str, str] = field(default_factory=dict[str, str])
    delay: float = 0.0
    cut: str | None = None

    def fits(self, method: str, path: str) -> bool:
        """Tell whether the fault is for a request."""
        if self.count < 1 or self.method not in (None, method):
            return False
        if "*" in self.path or "?" in self.path:
            return fnmatchcase(path, self.path)
        prefix = self.path.rstrip("/") + "/"
        return path == self.path or path.startswith(prefix)

    def answer(self, url: str, query_string: str, method: str) -> Answer:
        """Build the answer that takes the place of the work."""
        status = self.status or 500
        if isinstance(self.body, str):
            return Answer(status, self.body.encode(), "text/plain", dict(self.headers))
        if self.body is not None:
            return as_json(self.body, status, dict(self.headers))
        refusal = Refusal(status, "sandbox_fault", "The sandbox was told to fail this request")
        return as_json(refusal.body(url, query_string, method), status, dict(self.headers))


class Faults:
    """The faults still to happen, oldest first."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def order(self, fault: Fault) -> None:
        """Add a fault."""
        self._waiting.append(fault)

    def clear(self) -> None:
        """Forget all faults."""
        self._waiting.clear()

    def take(self, method: str, path: str) -> Fault | None:
        """Take the oldest fault that fits a request, and count it down."""
        for fault in self._waiting:
            if fault.fits(method, path):
                fault.count -= 1
                if fault.count < 1:
                    self._waiting.remove(fault)
                return fault
        return None


def read_fault(content: JsonObject) -> Fault:
    """Read a fault as POST /_sandbox/faults takes it."""
    known = {"path", "method", "count", "status", "body", "headers", "delay", "cut"}
    unknown = sorted(set(content) - known)
    if unknown:
        raise invalid_value(f"Unknown keys {', '.join(unknown)}", known=sorted(known))
    body = Body(content)
    status, count = body.integer("status"), body.integer("count", 1) or 0
    if status is not None and not 200 <= status <= 599:  # noqa: PLR2004 - the HTTP range
        raise wrong("status", "an HTTP status from 200 to 599", status)
    if count < 1:
        raise wrong("count", "1 or more", count)
    delay = content.get("delay", 0)
    if isinstance(delay, bool) or not isinstance(delay, int | float) or delay < 0:
        raise wrong("delay", "seconds, 0 or more", delay)
    cut = body.choice("cut", ("", "before", "after"), "") or None
    method = body.text("method")
    return Fault(
        path=body.need_text("path"),
        method=None if method is None else method.upper(),
        count=count,
        status=status,
        body=content.get("body"),
        headers={str(name): str(value) for name, value in (body.mapping("headers") or {}).items()},
        delay=float(delay),
        cut=cut,
    )
