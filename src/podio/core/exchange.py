"""One exchange with Podio: what is sent for a request, and what its answer means. No policy."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from podio.core.answers import api_error, decoded
from podio.core.effects import Effect, Reply, Send
from podio.core.operations.body import Concealed, Form, Sink, Upload
from podio.core.operations.request import Request, content, nothing
from podio.core.secret import Secret, scrub
from podio.errors import ApiError, InvalidArgumentError, RedirectError

if TYPE_CHECKING:
    from podio.core.session.lifetime import Lifetime
    from podio.core.session.storage import Storage
    from podio.core.settings import Settings

T = TypeVar("T")
Loads = Callable[[bytes], Any]

REDIRECTS = 5
MOVED, NOT_MODIFIED, FAILED, UNAUTHORIZED = 300, 304, 400, 401
"""Statuses; what is below `MOVED` is success."""

_PATH = re.compile(
    r"/(?:[^/\\#\x00-\x1f\x7f-\x9f\ud800-\udfff][^\\#\x00-\x1f\x7f-\x9f\ud800-\udfff]*)?"
)
_DOTS = re.compile(r"/(?:\.|%2e){1,2}(?:[/?]|$)", re.IGNORECASE)


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
            reply = yield from self._redirected(request, reply, held)
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

    def _send(
        self, request: Request[Any], held: Lifetime | None, *, at: Secret | None = None
    ) -> Send:
        sink = cast("Sink | None", request.sink)
        headers = self._headers
        if sink is not None:
            headers = {**headers, **sink.headers()}
        return Send(
            request.method,
            self._address(request) if at is None else at.reveal(),
            headers,
            None if held is None else held.authorization,
            request.body,
            request.timeout or self.timeout,
            max_answer=self._settings.max_answer,
            sink=sink,
            template=request.template,
        )

    def check(self, request: Request[Any]) -> None:
        """Refuse what cannot be sent, before anything is sent for it, be it for a token.

        Raises:
            InvalidArgumentError: The path leads elsewhere, or query or body hold what nothing
                can send.
        """
        self._address(request)
        if request.body is not None and not isinstance(request.body, Concealed | Form | Upload):
            from podio.core.operations.wire import wire

            wire(request.body)

    def _address(self, request: Request[Any]) -> str:
        """Return the whole address of a request: it never leaves `api_url`."""
        path = request.path
        if _PATH.fullmatch(path) is None or (("/." in path or "%2" in path) and _DOTS.search(path)):
            message = (
                f"{path!a} is no path below api_url: it begins with one slash, and has no "
                "backslash, '#', line break or '..' in it (urllib.parse.quote() makes text fit)"
            )
            raise InvalidArgumentError(message)
        query = self._query(request)
        mark = "" if not query else "&" if "?" in path else "?"
        return f"{self._settings.api_url}{path}{mark}{query}"

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

        return urlencode([(name, query_text(request.method, one, name)) for name, one in pairs])

    def _redirected(
        self, request: Request[Any], reply: Reply, held: Lifetime | None
    ) -> Generator[Effect, Any, Reply]:
        """Follow a download to where the file lies, and nothing else; never with the token."""
        at = Secret(f"{self._settings.api_url}{request.path}")
        for _ in range(REDIRECTS):
            if reply.status == NOT_MODIFIED or not reply.headers.get("location"):
                return reply
            # Where it goes may hold what was sent: it is seen in no message, and in no local.
            problem, at = self._next_stop(request, reply, at, held)
            if problem:
                message = f"{request.template} was redirected {problem}"
                raise RedirectError(message, status=reply.status)
            there = request.replace(method="GET", query=None, body=None)
            reply = yield self._send(there, None, at=at)
            if not MOVED <= reply.status < FAILED:
                return reply
        message = f"{request.template} was redirected more than {REDIRECTS} times"
        raise RedirectError(message, status=reply.status)

    def _next_stop(
        self, request: Request[Any], reply: Reply, at: Secret, held: Lifetime | None
    ) -> tuple[str, Secret]:
        """Return what is wrong with where an answer points to, if anything, and where that is."""
        from urllib.parse import urljoin, urlsplit  # rare

        try:
            target = urljoin(at.reveal(), reply.headers["location"])
            parts = urlsplit(target)
            host, _ = scrub(parts.hostname or "", self._secrets(request, held)), parts.port
        except ValueError:
            return "to an address that cannot be read", at
        download = request.result is content or request.sink is not None
        if request.method != "GET" or not download or parts.scheme not in ("http", "https"):
            return (
                f"({request.method}) to {host or 'nowhere'}: Podio does not do that; check "
                "api_url, and whether a proxy stands between"
            ), at
        if at.reveal().startswith("https:") and parts.scheme != "https":
            return "from https to an open connection", at
        return "", Secret(target.partition("#")[0])
