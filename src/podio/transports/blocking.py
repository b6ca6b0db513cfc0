"""The blocking transport."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.errors import ClosedError
from podio.fork_safety import ForkSafeLock, at_fork
from podio.transports import shared
from podio.transports.deadline import Deadline, under_way
from podio.transports.failures import CLOSED, failure_of
from podio.transports.incoming import headers_of, received

if TYPE_CHECKING:
    from podio.core.effects import Reply, Send
    from podio.transports.given import GivenClient
    from podio.transports.protocol import HttpClient


class HttpTransport:
    """Sends through the process's connections, or through the user's own client."""

    def __init__(self, client: HttpClient | None = None) -> None:
        """Connect to nothing yet: a TLS context alone takes 30 ms."""
        self._network: shared.Blocking | None = None
        self._given: GivenClient | None = None
        self._closed = False
        self._guard = ForkSafeLock()
        if client is not None:
            from podio.transports.given import GivenClient

            self._given = GivenClient(client)
        else:
            at_fork(self, HttpTransport._leave_behind)

    def send(self, effect: Send) -> Reply:
        """Send an exchange and return what came back."""
        deadline = Deadline(effect.timeout)
        before = under_way.set(deadline)
        failure: Exception
        via = ""
        try:
            if self._given is not None and not self._closed:
                return self._given.exchange(effect, deadline)
            route, target = (self._network or self._acquired()).route_to(effect.url)
            via = route.via
            response = route.pool.handle_request(route.request(effect, target, deadline))
            try:
                headers = headers_of(response.headers)
                return received(response.status, headers, response.iter_stream(), effect, deadline)
            finally:
                response.close()
        except Exception as error:  # noqa: BLE001 -- whatever the library, ssl or a file raises
            failure = failure_of(error, effect, via)
        finally:
            under_way.reset(before)
        raise failure

    def close(self) -> None:
        """Give the connections back; a client that the user gave is the user's to close."""
        with self._guard:
            self._closed = True
            network, self._network = self._network, None
        if network is not None:
            shared.release(network)

    def _acquired(self) -> shared.Blocking:
        """Take part in the process's connections, once for all threads that call first together."""
        with self._guard:
            if self._closed:
                raise ClosedError(CLOSED)
            if self._network is None:
                self._network = shared.acquire()
            return self._network

    def _leave_behind(self) -> None:
        self._network = None  # the connections are our parent's, and `shared` keeps them
