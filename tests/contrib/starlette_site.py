"""A Starlette site for the tests."""

from __future__ import annotations

import os
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request  # noqa: TC002 -- as in sites that people write
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route

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


def answer(status: int, **content: object) -> JSONResponse:
    return JSONResponse({**content, "worker": os.getpid()}, status)


async def me(request: Request) -> JSONResponse:
    def ask() -> JSONResponse:
        with podio.open_blocking(request) as client:
            try:
                return answer(200, mail=STATUS.mail_in(client.request(STATUS.request)))
            except AuthenticationError:
                return answer(401)

    return await run_in_threadpool(ask)


async def me_awaited(request: Request) -> JSONResponse:
    async with podio.open(request) as client:
        try:
            return answer(200, mail=STATUS.mail_in(await client.request(STATUS.request)))
        except AuthenticationError:
            return answer(401)


async def home(request: Request) -> JSONResponse:
    request.session["seen"] = True
    return answer(200, csrf=None)


app = Starlette(
    routes=[
        Route("/", home),
        Route("/me", me),
        Route("/me-awaited", me_awaited),
        Mount("/podio", podio.app),
    ],
    middleware=[Middleware(SessionMiddleware, secret_key="only for tests")],
)
