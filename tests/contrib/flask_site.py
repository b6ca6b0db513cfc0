"""A Flask site for the tests."""

from __future__ import annotations

import os
from pathlib import Path

import flask
from cachelib import FileSystemCache
from flask_session import Session  # type: ignore[import-untyped]  # it ships no types

from podio.contrib.flask import FlaskPodio
from podio.errors import AuthenticationError, StoreError
from tests.contrib.what_may_happen import files_are_damaged, happens, in_files
from tests.contrib.what_to_call import STATUS

FOLDER = Path(os.environ["SITE_FOLDER"])

app = flask.Flask(__name__)
app.config.from_prefixed_env("SITE_FLASK")
app.config["SECRET_KEY"] = "only for tests"
for name in ("PODIO_CLIENT_ID", "PODIO_CLIENT_SECRET", "PODIO_API_URL"):
    app.config[name] = os.environ[name]
if os.environ.get("SITE_SESSIONS") == "on the server":
    app.config["SESSION_TYPE"] = "cachelib"
    app.config["SESSION_CACHELIB"] = FileSystemCache(str(FOLDER / "sessions"))
    Session(app)

podio = FlaskPodio(app, backing=in_files)


def answer(status: int, **content: object) -> flask.Response:
    response = flask.jsonify(**content, worker=os.getpid())
    response.status_code = status
    return response


@app.get("/me")
def me() -> flask.Response:
    return answer(200, mail=STATUS.mail_in(podio.client.request(STATUS.request)))


@app.get("/me-awaited")
async def me_awaited() -> flask.Response:
    async with podio.async_client() as client:
        return answer(200, mail=STATUS.mail_in(await client.request(STATUS.request)))


@app.errorhandler(AuthenticationError)
def nobody(_: AuthenticationError) -> flask.Response:
    return answer(401)


@app.errorhandler(StoreError)
def trouble(error: StoreError) -> flask.Response:
    return answer(503, problem=str(error))


@app.get("/happens/<what>")
def something_happens(what: str) -> flask.Response:
    happens(what, flask.session, in_files, files_are_damaged)
    return answer(200)


@app.get("/")
def home() -> flask.Response:
    flask.session["seen"] = True
    return answer(200, csrf=None)
