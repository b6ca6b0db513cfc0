"""A FastAPI site for the tests; the clients come as dependencies."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.middleware.sessions import SessionMiddleware

from podio import AsyncPodio, Podio  # noqa: TC001 -- FastAPI reads annotations when it runs
from podio.contrib.starlette import StarlettePodio
from podio.errors import AuthenticationError
from podio.stores import FileAuthStore
from tests.contrib.what_to_call import STATUS

FOLDER = Path(os.environ["SITE_FOLDER"])

podio = StarlettePodio(
    os.environ["PODIO_CLIENT_ID"],
    os.environ["PODIO_CLIENT_SECRET"],
    lambda key: FileAuthStore(FOLDER / "podio" / key),
    api_url=os.environ["PODIO_API_URL"],
)
app = FastAPI()
app.add_middleware(SessionMiddleware, secret_key="only for tests")
app.mount("/podio", podio.app)


def answer(status: int, **content: object) -> JSONResponse:
    return JSONResponse({**content, "worker": os.getpid()}, status)


@app.get("/me")
def me(client: Annotated[Podio, Depends(podio.blocking_client)]) -> JSONResponse:
    try:
        return answer(200, mail=STATUS.mail_in(client.request(STATUS.request)))
    except AuthenticationError:
        return answer(401)


@app.get("/me-awaited")
async def me_awaited(client: Annotated[AsyncPodio, Depends(podio.client)]) -> JSONResponse:
    try:
        return answer(200, mail=STATUS.mail_in(await client.request(STATUS.request)))
    except AuthenticationError:
        return answer(401)


@app.get("/")
def home(request: Request) -> JSONResponse:
    request.session["seen"] = True
    return answer(200, csrf=None)
