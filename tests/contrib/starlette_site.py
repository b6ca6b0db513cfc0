"""A Starlette site for the tests."""

from __future__ import annotations

import os

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request  # noqa: TC002 -- as in sites that people write
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route

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


def answer(status: int, **content: object) -> JSONResponse:
    return JSONResponse({**content, "worker": os.getpid()}, status)


async def me(request: Request) -> JSONResponse:
    def ask() -> JSONResponse:
        with podio.open_blocking(request) as client:
            return answer(200, mail=STATUS.mail_in(client.request(STATUS.request)))

    return await run_in_threadpool(ask)


async def me_awaited(request: Request) -> JSONResponse:
    async with podio.open(request) as client:
        return answer(200, mail=STATUS.mail_in(await client.request(STATUS.request)))


async def home(request: Request) -> JSONResponse:
    request.session["seen"] = True
    return answer(200, csrf=None)


async def something_happens(request: Request) -> JSONResponse:
    happens(request.path_params["what"], request.session, in_files, files_are_damaged)
    return answer(200)


async def nobody(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, AuthenticationError)
    return answer(401)


async def trouble(_: Request, error: Exception) -> JSONResponse:
    return answer(503, problem=str(error))


app = Starlette(
    routes=[
        Route("/", home),
        Route("/me", me),
        Route("/me-awaited", me_awaited),
        Route("/happens/{what}", something_happens),
        Mount("/podio", podio.app),
    ],
    exception_handlers={AuthenticationError: nobody, StoreError: trouble},
    middleware=[Middleware(SessionMiddleware, secret_key="only for tests")],
)
