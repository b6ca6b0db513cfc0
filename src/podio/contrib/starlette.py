"""Podio in a Starlette or FastAPI application: a client for each request, and the sign-in.

podio = StarlettePodio(client_id, client_secret, backing=redis)
app = FastAPI()
app.add_middleware(SessionMiddleware, secret_key=...)
app.mount("/podio", podio.app)

@app.get("/me")
async def me(client: Annotated[AsyncPodio, Depends(podio.client)]):
    return (await client.users.get_profile()).raw
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from podio.assembly import API_URL
from podio.contrib.sign_in import CANNOT_GO_ON, NOT_GRANTED, from_elsewhere, local_path
from podio.contrib.web_clients import WebClients
from podio.errors import AuthenticationError, ConfigurationError, StateMismatchError

try:
    # FastAPI reads annotations when it runs: not for type checkers alone.
    from starlette.requests import HTTPConnection, Request  # noqa: TC002
    from starlette.responses import PlainTextResponse, RedirectResponse, Response
    from starlette.routing import Route, Router
except ImportError as error:  # pragma: no cover -- the tests have it
    message = "podio.contrib.starlette needs Starlette: pip install podio-sdk[starlette]"
    raise ConfigurationError(message) from error

if TYPE_CHECKING:
    from podio.client import AsyncPodio, Podio
    from podio.core.secret import Secret
    from podio.stores.web_session.session_store import Backing


class StarlettePodio:
    """Clients for the requests of an application; its pages are `login`, `callback`, `logout`.

    Mount `app` where the pages are to be, in an application with Starlette's
    `SessionMiddleware`. Send people to `login` by a link, with `?next=/path` if they are to
    come back elsewhere, and to `logout` by a form (POST).

    Attributes:
        app: The pages, to be mounted.
    """

    def __init__(
        self,
        client_id: str,
        client_secret: str | Secret,
        backing: Backing | None = None,
        *,
        api_url: str = API_URL,
        redirect_uri: str | None = None,
        scope: str | Iterable[str] | None = None,
        after_login: str = "/",
        after_logout: str = "/",
        tokens_in_cookie: bool = False,
        **options: Any,  # the keywords of AsyncPodio
    ) -> None:
        """Take the settings.

        Args:
            client_id: The API client.
            client_secret: Its secret.
            backing: Where the tokens are; see `SessionAuthStore`.
            api_url: Another Podio.
            redirect_uri: Where Podio sends people back to; the address of the callback as the
                request's host has it, if left out.
            scope: What to ask people for.
            after_login: The path to go to after the sign-in.
            after_logout: The path to go to after the logout.
            tokens_in_cookie: See `SessionAuthStore`.
            options: More keywords of `AsyncPodio` for each client.

        Raises:
            ConfigurationError: Something of this cannot work.
        """
        self._after_login = after_login
        self._after_logout = after_logout
        self._clients = WebClients(
            client_id,
            client_secret,
            backing,
            api_url=api_url,
            redirect_uri=redirect_uri,
            scope=scope,
            tokens_in_cookie=tokens_in_cookie,
            options=options,
        )
        self.app = Router(
            [
                Route("/login", self._login),
                Route("/callback", self._callback),
                Route("/logout", self._logout, methods=["POST"]),
            ]
        )

    def open(self, request: HTTPConnection) -> AsyncPodio:
        """Return the client of a request: `async with podio.open(request) as client`."""
        return self._clients.awaiting(request.session, lasting_loop=True)

    def open_blocking(self, request: HTTPConnection) -> Podio:
        """Return the client of a request for views that are plain functions; use `with`."""
        return self._clients.blocking(request.session)

    async def client(self, request: HTTPConnection) -> AsyncIterator[AsyncPodio]:
        """Provide the client of a request; a dependency for FastAPI."""
        async with self.open(request) as client:
            yield client

    def blocking_client(self, request: HTTPConnection) -> Iterator[Podio]:
        """Provide the client of a request; a dependency for plain functions in FastAPI."""
        with self.open_blocking(request) as client:
            yield client

    async def _login(self, request: Request) -> Response:
        then = local_path(request.query_params.get("next"), self._after_login)
        return RedirectResponse(
            self._clients.begin(request.session, self._redirect_uri(request, "/login"), then), 302
        )

    async def _callback(self, request: Request) -> Response:
        try:
            code, then = self._clients.returned(
                request.session, str(request.url), request.query_params.get("state")
            )
            redirect_uri = self._redirect_uri(request, "/callback")
            await self._clients.sign_in_awaiting(request.session, code, redirect_uri)
        except StateMismatchError:
            return PlainTextResponse(CANNOT_GO_ON, 400)
        except AuthenticationError:
            return PlainTextResponse(NOT_GRANTED, 403)
        return RedirectResponse(then, 302)

    async def _logout(self, request: Request) -> Response:
        headers = request.headers
        host = request.url.netloc
        if from_elsewhere(headers.get("Sec-Fetch-Site"), headers.get("Origin"), host):
            return PlainTextResponse(CANNOT_GO_ON, 403)
        await self._clients.sign_out_awaiting(request.session)
        return RedirectResponse(self._after_logout, 303)

    def _redirect_uri(self, request: Request, page: str) -> str:
        """Return the callback's address, beside that of the page that was asked for."""
        mounted = request.url.path.removesuffix(page)
        beside = request.url.replace(path=f"{mounted}/callback", query="", fragment="")
        return self._clients.redirect_uri or str(beside)
