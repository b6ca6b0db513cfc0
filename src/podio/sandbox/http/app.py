"""The ASGI app: reads a request, applies faults, finds the route, answers."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote

from podio.sandbox.areas.oauth.token_endpoints import authenticate, grant_type_of
from podio.sandbox.areas.routes import ROUTES
from podio.sandbox.control.control import PREFIX, Control
from podio.sandbox.control.coverage import unknown_operation
from podio.sandbox.http.answers import Answer, answer_of, as_json
from podio.sandbox.http.call import Call, Incoming
from podio.sandbox.http.errors import Refusal, forbidden
from podio.sandbox.http.limits import Limits
from podio.sandbox.http.reading import Query
from podio.sandbox.http.routing import Match, Router

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Receive, Scope, Send

    from podio.sandbox.control.faults import Fault
    from podio.sandbox.state.world import World

_log = logging.getLogger(__name__)
MARK = {"X-Podio-Sandbox": "local imitation, this is not the real Podio"}
LARGEST_BODY = 101 * 1024 * 1024  # bytes: the largest file Podio takes, and its wrapping


class ConnectionCut(ConnectionError):
    """A fault closed the connection; raised where there is no socket to close."""


class SandboxApp:
    """Answers like Podio, on the state of one world.

    Args:
        world: the state.
        cut: closes the TCP connection of a client address; tells whether it could.
    """

    def __init__(
        self,
        world: World,
        cut: Callable[[tuple[str, int] | None], bool] = lambda _client: False,
    ) -> None:
        self._world = world
        self._cut = cut
        self._router = Router(ROUTES)
        self._limits = Limits(world)
        self.control = Control(world, self._limits)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request (or sit through the server's lifespan)."""
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
            return
        incoming = await _read(scope, receive)
        if incoming is None:
            return
        if incoming.path.startswith(PREFIX):
            with self._world.lock:
                answer = self._do_control(incoming)
            await _send(send, answer)
            return
        match = self._router.find(incoming.method, _raw_path(scope))
        with self._world.lock:
            template = incoming.path if match is None else match.route.path
            self.control.stats.request(incoming.method, template)
            fault = self.control.faults.take(incoming.method, incoming.path)
        answer = await self._answer(incoming, match, fault)
        if fault is not None and fault.cut is not None:
            await self._hang_up(fault.cut, scope, receive)
            return
        await _send(send, answer)

    async def _answer(self, incoming: Incoming, match: Match | None, fault: Fault | None) -> Answer:
        """Do the work, or what a fault puts in its place."""
        if fault is None:
            return self._do(incoming, match)
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if fault.cut != "before" and fault.status is None:
            return self._do(incoming, match)
        grant = grant_type_of(incoming)
        if grant is not None:
            self.control.stats.token_request(grant, "fault")
        answer = fault.answer(incoming.path, incoming.query_string, incoming.method)
        answer.headers = MARK | self._limits.idle_headers() | answer.headers
        return answer

    async def _hang_up(self, when: str, scope: Scope, receive: Receive) -> None:
        """Close the connection without a word, and wait until it is closed."""
        if not self._cut(scope.get("client")):
            message = f"the sandbox was told to cut the connection {when} the work"
            raise ConnectionCut(message)
        while (await receive())["type"] != "http.disconnect":
            pass

    def _do_control(self, incoming: Incoming) -> Answer:
        call = Call(self._world, incoming, {}, Query({}), "read")
        try:
            answer = answer_of(self.control.handle(incoming.method, incoming.path, call.object()))
            self._world.database.flush()
        except Refusal as refusal:
            answer = _refused(refusal, incoming)
        answer.headers |= MARK | self._limits.idle_headers()
        return answer

    def _do(self, incoming: Incoming, match: Match | None) -> Answer:
        """Do the work of a request: all of it, or (refused) nothing."""
        grant = grant_type_of(incoming)
        rate = self._limits.idle_headers()
        database = self._world.database
        with self._world.lock:
            try:
                answer, outcome = self._work(incoming, match, rate)
            except Refusal as refusal:
                answer, outcome = _refused(refusal, incoming), refusal.error
                if match is not None and match.route.sign_in:
                    # A refused sign-in keeps its traces (a code is used up), a refused call none.
                    database.roll_back()
            except Exception:  # noqa: BLE001 - a defect, too, has to be undone and answered
                _log.exception("The sandbox failed on %s %s", incoming.method, incoming.path)
                defect = Refusal(500, "server_error", "The sandbox has a defect, see its log")
                answer, outcome = _refused(defect, incoming), defect.error
                database.roll_back()
            database.flush()
            if grant is not None:
                self.control.stats.token_request(grant, outcome)
        answer.headers = MARK | rate | answer.headers
        return answer

    def _work(
        self, incoming: Incoming, match: Match | None, rate: dict[str, str]
    ) -> tuple[Answer, str]:
        """Run the handler of a route; notes the counted limits in `rate`."""
        if match is None:
            raise unknown_operation(incoming.method, incoming.path)
        route, call = match.route, _call(self._world, incoming, match)
        if route.sign_in:
            authenticate(call)
            rate |= self._limits.count(call.principal, rate_limited=route.rate_limited)
            if call.principal.ref_type == "app" and not route.app:
                raise forbidden("A token of the app grant cannot do this")
        return answer_of(route.handler(call)), call.outcome or "ok"


def _call(world: World, incoming: Incoming, match: Match) -> Call:
    query = Query(dict(parse_qsl(incoming.query_string, keep_blank_values=True)))
    return Call(world, incoming, match.params, query, match.route.needs)


def _refused(refusal: Refusal, incoming: Incoming) -> Answer:
    body = refusal.body(incoming.path, incoming.query_string, incoming.method)
    return as_json(body, refusal.status, dict(refusal.headers))


def _raw_path(scope: Scope) -> str:
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    return raw.split(b"?")[0].decode("latin-1")


async def _read(scope: Scope, receive: Receive) -> Incoming | None:
    """Read a request to its end; None if the caller went away meanwhile."""
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunk: bytes = message.get("body", b"")
        size += len(chunk)
        if size <= LARGEST_BODY:
            chunks.append(chunk)
        if not message.get("more_body", False):
            break
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    host = headers.get("host", "127.0.0.1")
    query = scope["query_string"].decode("latin-1")
    path = unquote(_raw_path(scope))
    base = f"{scope.get('scheme', 'http')}://{host}"
    return Incoming(scope["method"], path, query, headers, b"".join(chunks), base)


async def _send(send: Send, answer: Answer) -> None:
    headers = [
        (name.encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers.items()
    ]
    if answer.media_type is not None:
        headers.append((b"content-type", answer.media_type.encode("latin-1")))
    if answer.status != 204:  # noqa: PLR2004 - "no content" carries no length either
        headers.append((b"content-length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        else:
            await send({"type": "lifespan.shutdown.complete"})
            return
