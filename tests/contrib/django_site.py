"""A Django site for the tests: its pages and their addresses."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.transaction import non_atomic_requests
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import include, path

from podio.contrib.django import DjangoAuthStore, apodio_for, podio_for
from podio.contrib.django.models import StoredSession
from podio.errors import AuthenticationError, StoreError
from tests.contrib.what_may_happen import RUBBISH, encrypted, happens
from tests.contrib.what_to_call import STATUS

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

    from podio.stores import AuthStore


def _answer(status: int, **content: object) -> HttpResponse:
    return JsonResponse({**content, "worker": os.getpid()}, status=status)


def me(request: HttpRequest) -> HttpResponse:
    """Who is signed in, asked from a blocking view."""
    try:
        return _answer(200, mail=STATUS.mail_in(podio_for(request).request(STATUS.request)))
    except AuthenticationError:
        return _answer(401)
    except StoreError as error:
        return _answer(503, problem=str(error))


@non_atomic_requests  # as Django wants it for async views
async def me_awaited(request: HttpRequest) -> HttpResponse:
    """Who is signed in, asked from an async view."""
    try:
        async with apodio_for(request) as podio:
            return _answer(200, mail=STATUS.mail_in(await podio.request(STATUS.request)))
    except AuthenticationError:
        return _answer(401)
    except StoreError as error:
        return _answer(503, problem=str(error))


def fails(request: HttpRequest) -> HttpResponse:
    """Ask Podio, and fail afterwards: the transaction of the request is rolled back."""
    podio_for(request).request(STATUS.request)
    message = "on purpose"
    raise RuntimeError(message)


@non_atomic_requests
async def many(request: HttpRequest) -> HttpResponse:
    """Ask Podio many times at once."""
    async with apodio_for(request) as podio:
        calls: list[Awaitable[Any]] = [podio.request(STATUS.request) for _ in range(8)]
        mails = {STATUS.mail_in(answer) for answer in await asyncio.gather(*calls)}
    return _answer(200, mails=sorted(mails))


def in_the_table(key: str) -> AuthStore:
    """Where the tokens are, encrypted."""
    return encrypted(DjangoAuthStore(key))


@non_atomic_requests
def something_happens(request: HttpRequest, what: str) -> HttpResponse:
    """Let something happen to the sessions."""
    happens(
        what,
        request.session,
        in_the_table,
        lambda: StoredSession.objects.exclude(entry="").update(entry=RUBBISH),
    )
    return _answer(200)


def home(request: HttpRequest) -> HttpResponse:
    """Be where people come back to, with what the button for the logout needs."""
    return _answer(200, csrf=get_token(request))


urlpatterns: list[URLPattern | URLResolver] = [
    path("", home),
    path("podio/", include("podio.contrib.django.urls")),
    path("me", me),
    path("me-awaited", me_awaited),
    path("many", many),
    path("fails", fails),
    path("happens/<what>", something_happens),
    path("admin/", admin.site.urls),
]
