"""A FastAPI site for the tests; the clients come as dependencies."""

from __future__ import annotations

import os
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.middleware.sessions import SessionMiddleware

from podio import AsyncPodio, Podio  # noqa: TC001 -- FastAPI reads annotations when it runs
from podio.contrib.starlette import StarlettePodio
from podio.errors import AuthenticationError, StoreError
from tests.contrib.what_may_happen import files_are_damaged, happens, in_files
from tests.contrib.what_to_call import STATUS

podio = StarlettePodio(
    os.environ["PODIO_CLIENT_ID"],
    os.environ["PODIO_CLIENT_SECRET"],
    in_files,
    api_url=os.environ["PODIO_API_URL"],
)
app = FastAPI()
app.add_middleware(SessionMiddleware, secret_key="only for tests")
app.mount("/podio", podio.app)


def answer(status: int, **content: object) -> JSONResponse:
    return JSONResponse({**content, "worker": os.getpid()}, status)


@app.get("/me")
def me(client: Annotated[Podio, Depends(podio.blocking_client)]) -> JSONResponse:
    return answer(200, mail=STATUS.mail_in(client.request(STATUS.request)))


@app.get("/me-awaited")
async def me_awaited(client: Annotated[AsyncPodio, Depends(podio.client)]) -> JSONResponse:
    return answer(200, mail=STATUS.mail_in(await client.request(STATUS.request)))


@app.exception_handler(AuthenticationError)
def nobody(_: Request, error: AuthenticationError) -> JSONResponse:  # noqa: ARG001 -- as FastAPI calls it
    return answer(401)


@app.exception_handler(StoreError)
def trouble(_: Request, error: StoreError) -> JSONResponse:
    return answer(503, problem=str(error))


@app.get("/happens/{what}")
def something_happens(what: str, request: Request) -> JSONResponse:
    happens(what, request.session, in_files, files_are_damaged)
    return answer(200)


@app.get("/")
def home(request: Request) -> JSONResponse:
    request.session["seen"] = True
    return answer(200, csrf=None)
