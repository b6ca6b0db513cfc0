"""One exchange with Podio: what is sent for a request, and what its answer means. No policy."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from podio.core.answers import api_error, decoded
from podio.core.effects import Effect, Reply, Send
from podio.core.operations.body import Concealed, Form, Sink
from podio.core.operations.request import Request, content, nothing
from podio.core.secret import Secret
from podio.errors import ApiError, RedirectError

if TYPE_CHECKING:
    from podio.core.session.lifetime import Lifetime
    from podio.core.session.storage import Storage
    from podio.core.settings import Settings

T = TypeVar("T")
Loads = Callable[[bytes], Any]

REDIRECTS = 5
MOVED, NOT_MODIFIED, FAILED, UNAUTHORIZED = 300, 304, 400, 401
"""Statuses; what is below `MOVED` is success."""


class Exchange:
    """Sends requests of one client, and reads what comes back.

    Attributes:
        defaults: What the query says where a call does not.
        timeout: Seconds that an exchange may take, where the request does not say.
    """

    def __init__(
        self, settings: Settings, storage: Storage, *, loads: Loads, headers: Mapping[str, str]
    ) -> None:
        self._settings = settings
        self._storage = storage
        self._loads = loads
        self._headers = dict(headers)
        self.defaults: Mapping[str, object] = {}
        self.timeout = settings.timeout

    def with_options(self, *, timeout: float | None, defaults: Mapping[str, object]) -> Exchange:
        """Return an exchange with other options; None keeps the present one."""
        twin = object.__new__(Exchange)
        twin.__dict__.update(self.__dict__)
        twin.timeout = timeout or self.timeout
        given = {name: value for name, value in defaults.items() if value is not None}
        twin.defaults = {**self.defaults, **given}
        return twin

    def once(
        self, request: Request[Any], held: Lifetime | None = None
    ) -> Generator[Effect, Any, Reply]:
        """Return the steps that send a request once, to wherever its answer lies.

        Args:
            request: What to send.
            held: The session to send it with, if any.

        Raises:
            TransportError: Nothing came back, or a redirect that Podio does not send.
        """
        reply: Reply = yield self._send(request, held)
        if MOVED <= reply.status < FAILED:
            reply = yield from self._redirected(request, reply)
        return reply

    def result(self, request: Request[T], reply: Reply, held: Lifetime | None) -> T:
        """Read the answer to a request that succeeded."""
        result = request.result
        if request.sink is not None:
            return result(reply.sunk)
        if result is nothing:
            return result(None)
        if result is content:
            return result(reply.content)
        return result(self.decode(request, reply, held))

    def decode(self, request: Request[Any], reply: Reply, held: Lifetime | None = None) -> Any:
        """Read the JSON of an answer."""
        return decoded(self._loads, reply, request, lambda: self._secrets(request, held))

    def error(self, request: Request[Any], reply: Reply, held: Lifetime | None = None) -> ApiError:
        """Make the error that an answer says, secrets blacked out."""
        return api_error(request, reply, self._secrets(request, held), self._settings.clock())

    def _secrets(self, request: Request[Any], sent: Lifetime | None) -> frozenset[str]:
        """Return all that an answer may echo: what was sent, and what is held by now."""
        secrets = {self._settings.client_secret.reveal()}
        for held in (self._storage.held, sent):
            if held is not None:
                secrets |= {held.oauth.access_token, held.oauth.refresh_token}
                secrets.add(held.authorization[1].reveal().rpartition(" ")[2])
        if isinstance(request.body, Concealed | Form):
            given = request.body.fields.values()
            secrets |= {one.reveal() for one in given if isinstance(one, Secret)}
        return frozenset(secrets)

    def _send(self, request: Request[Any], held: Lifetime | None, *, at: str | None = None) -> Send:
        sink = cast("Sink | None", request.sink)
        headers = self._headers
        if sink is not None:
            headers = {**headers, **sink.headers()}
        return Send(
            request.method,
            at or f"{self._settings.api_url}{request.path}{self._query(request)}",
            headers,
            None if held is None else held.authorization,
            request.body,
            request.timeout or self.timeout,
            sink=sink,
            template=request.template,
        )

    def _query(self, request: Request[Any]) -> str:
        query = request.query
        if not query:
            return ""
        defaults = self.defaults
        pairs: list[tuple[str, object]] = []
        for name, given in query.items():
            value = defaults.get(name) if given is None else given
            if value is not None:
                pairs.append((name, value))
        if not pairs:
            return ""
        from urllib.parse import urlencode  # most calls have no query

        from podio.core.operations.wire import query_text

        return f"?{urlencode([(name, query_text(request.method, one)) for name, one in pairs])}"

    def _redirected(self, request: Request[Any], reply: Reply) -> Generator[Effect, Any, Reply]:
        """Follow a download to where the file lies, and nothing else; never with the token."""
        at = f"{self._settings.api_url}{request.path}"
        for _ in range(REDIRECTS):
            location = reply.headers.get("location", "")
            if reply.status == NOT_MODIFIED or not location:
                return reply
            from urllib.parse import urljoin  # rare

            target = urljoin(at, location)
            download = request.result is content or request.sink is not None
            if request.method != "GET" or not download or not target.startswith("http"):
                host = target.partition("://")[2].partition("/")[0]
                message = (
                    f"{request.method} {request.template} was redirected to {host or 'nowhere'}: "
                    "Podio does not do that; check api_url, and whether a proxy stands between"
                )
                raise RedirectError(message, status=reply.status)
            if at.startswith("https:") and not target.startswith("https:"):
                message = f"{request.template} was redirected from https to an open connection"
                raise RedirectError(message, status=reply.status)
            at = target
            there = request.replace(method="GET", query=None, body=None)
            reply = yield self._send(there, None, at=at)
            if not MOVED <= reply.status < FAILED:
                return reply
        message = f"{request.template} was redirected more than {REDIRECTS} times"
        raise RedirectError(message, status=reply.status)
