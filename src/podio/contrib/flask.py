"""Podio in a Flask application: a client for each request, and the sign-in on Podio's page.

app = Flask(__name__)
app.config.from_prefixed_env()  # FLASK_PODIO_CLIENT_ID, FLASK_PODIO_CLIENT_SECRET
podio = FlaskPodio(app, backing=RedisAuthStore("redis://localhost", key="web"))

@app.get("/me")
def me():
    return podio.client.users.get_profile().raw
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, cast

from podio.assembly import API_URL
from podio.contrib.sign_in import CANNOT_GO_ON, NOT_GRANTED, from_elsewhere, local_path
from podio.contrib.web_clients import WebClients
from podio.core.secret import Secret
from podio.errors import AuthenticationError, ConfigurationError, StateMismatchError

try:
    import flask
except ImportError as error:  # pragma: no cover -- the tests have it
    message = "podio.contrib.flask needs Flask: pip install podio-sdk[flask]"
    raise ConfigurationError(message) from error

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from podio.client import AsyncPodio, Podio
    from podio.stores.web_session.session_store import Backing

_NAME = "podio"


class FlaskPodio:
    """The extension; its pages are `/podio/login`, `/podio/callback` and `/podio/logout`.

    It reads `PODIO_CLIENT_ID` and `PODIO_CLIENT_SECRET` from the application's settings, and
    if they are there `PODIO_API_URL`, `PODIO_SCOPE`, `PODIO_REDIRECT_URI` (else the address of
    the callback as the request's host has it), `PODIO_AFTER_LOGIN` and `PODIO_AFTER_LOGOUT`
    (paths, `/` if left out). Send people to `login` by a link, with `?next=/path` if they are
    to come back elsewhere, and to `logout` by a form (POST).
    """

    def __init__(
        self,
        app: flask.Flask | None = None,
        *,
        backing: Backing | None = None,
        tokens_in_cookie: bool = False,
        url_prefix: str = "/podio",
        **options: Any,  # the keywords of Podio
    ) -> None:
        """Set the extension up, for an application if there is one already.

        Args:
            app: The application; else call `init_app`.
            backing: Where the tokens are; see `SessionAuthStore`.
            tokens_in_cookie: See `SessionAuthStore`.
            url_prefix: Where the pages are.
            options: More keywords of `Podio` for each client.
        """
        self._backing = backing
        self._tokens_in_cookie = tokens_in_cookie
        self._url_prefix = url_prefix
        self._options = options
        if app is not None:
            self.init_app(app)

    def init_app(self, app: flask.Flask) -> None:
        """Add the pages to an application.

        Raises:
            ConfigurationError: A setting is missing, or cannot work.
        """
        settings = _settings_of(app)
        app.extensions[_NAME] = WebClients(
            settings.get("PODIO_CLIENT_ID", ""),
            Secret(settings.get("PODIO_CLIENT_SECRET", "")),
            self._backing,
            api_url=settings.get("PODIO_API_URL") or API_URL,
            redirect_uri=settings.get("PODIO_REDIRECT_URI"),
            scope=settings.get("PODIO_SCOPE"),
            tokens_in_cookie=self._tokens_in_cookie,
            options=self._options,
        )
        pages = flask.Blueprint(_NAME, __name__, url_prefix=self._url_prefix)
        pages.add_url_rule("/login", view_func=self._login, endpoint="login")
        pages.add_url_rule("/callback", view_func=self._callback, endpoint="callback")
        pages.add_url_rule("/logout", view_func=self._logout, endpoint="logout", methods=["POST"])
        app.register_blueprint(pages)
        app.teardown_appcontext(_close)

    @property
    def client(self) -> Podio:
        """The client of this request, made when it is first asked for."""
        if _NAME not in flask.g:
            setattr(flask.g, _NAME, _clients().blocking(flask.session))
        client: Podio = flask.g.get(_NAME)
        return client

    @asynccontextmanager
    async def async_client(self) -> AsyncGenerator[AsyncPodio]:
        """Open a client for an async view: `async with podio.async_client() as client`."""
        # Flask makes an event loop for each async view.
        async with _clients().awaiting(flask.session, lasting_loop=False) as client:
            yield client

    def _login(self) -> ResponseReturnValue:
        then = local_path(flask.request.args.get("next"), _path("PODIO_AFTER_LOGIN"))
        return flask.redirect(_clients().begin(flask.session, _redirect_uri(), then))

    def _callback(self) -> ResponseReturnValue:
        request = flask.request
        try:
            code, then = _clients().returned(flask.session, request.url, request.args.get("state"))
            _renew_id()
            _clients().sign_in(flask.session, lambda: self.client, code, _redirect_uri())
        except StateMismatchError:
            return _page(CANNOT_GO_ON, 400)
        except AuthenticationError:
            return _page(NOT_GRANTED, 403)
        return flask.redirect(then)

    def _logout(self) -> ResponseReturnValue:
        headers = flask.request.headers
        host = flask.request.host
        if from_elsewhere(headers.get("Sec-Fetch-Site"), headers.get("Origin"), host):
            return _page(CANNOT_GO_ON, 403)
        _clients().sign_out(flask.session, lambda: self.client)
        return flask.redirect(_path("PODIO_AFTER_LOGOUT"), 303)


def _clients() -> WebClients:
    found: object = flask.current_app.extensions.get(_NAME)
    if not isinstance(found, WebClients):
        message = "this application has no FlaskPodio: call podio.init_app(app)"
        raise ConfigurationError(message)
    return found


def _settings_of(app: flask.Flask) -> dict[str, Any]:
    return cast("dict[str, Any]", app.config)


def _path(setting: str) -> str:
    path: str = _settings_of(flask.current_app).get(setting) or "/"
    return path


def _close(_: BaseException | None) -> None:
    client: Podio | None = flask.g.pop(_NAME, None)
    if client is not None:
        client.close()


def _redirect_uri() -> str:
    return _clients().redirect_uri or flask.url_for("podio.callback", _external=True)


def _renew_id() -> None:
    """Give a session that is kept on the server a new id: the old one may have been planted."""
    renew = getattr(flask.current_app.session_interface, "regenerate", None)
    if renew is not None:
        renew(flask.session)


def _page(text: str, status: int) -> ResponseReturnValue:
    return flask.Response(text, status, mimetype="text/plain")
