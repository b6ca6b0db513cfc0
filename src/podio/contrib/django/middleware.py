"""Closes the client of each request, when the transaction of its view is over."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Awaitable, Callable
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, TypeAlias, cast

from django.utils.decorators import sync_and_async_middleware

from podio.contrib.django.clients import RequestClient

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    Blocking: TypeAlias = Callable[[HttpRequest], HttpResponseBase]
    Awaiting: TypeAlias = Callable[[HttpRequest], Awaitable[HttpResponseBase]]


@sync_and_async_middleware
def podio_middleware(get_response: Blocking | Awaiting) -> Blocking | Awaiting:
    """Let `podio_for` make a client; put this after Django's session middleware."""
    if iscoroutinefunction(get_response):
        return _awaiting(cast("Awaiting", get_response))
    return _blocking(cast("Blocking", get_response))


def _blocking(get_response: Blocking) -> Blocking:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        holder = RequestClient(request)
        try:
            return get_response(request)
        finally:
            holder.close()

    return middleware


def _awaiting(get_response: Awaiting) -> Awaiting:
    async def middleware(request: HttpRequest) -> HttpResponseBase:
        holder = RequestClient(request)
        try:
            return await get_response(request)
        finally:
            if holder.was_used():
                await to_thread(holder.close)

    return middleware
