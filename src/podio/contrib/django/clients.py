"""The client of a request."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.apps import apps

from podio.errors import ConfigurationError

if TYPE_CHECKING:
    from django.http import HttpRequest

    from podio.client import AsyncPodio, Podio
    from podio.contrib.django.apps import PodioConfig
    from podio.contrib.web_clients import WebClients

_NAME = "_podio_client"


def podio_for(request: HttpRequest) -> Podio:
    """Return the client of a request, over the Podio session of the person's web session.

    The middleware closes it after the request.

    Raises:
        ConfigurationError: The middleware is missing, or a setting.
    """
    holder: object = getattr(request, _NAME, None)
    if not isinstance(holder, RequestClient):
        message = (
            "add 'podio.contrib.django.middleware.podio_middleware' to MIDDLEWARE, after that of "
            "the sessions"
        )
        raise ConfigurationError(message)
    return holder.client(request)


def apodio_for(request: HttpRequest) -> AsyncPodio:
    """Return a client for an async view, to be used with `async with`.

    Raises:
        ConfigurationError: A setting is missing.
    """
    return web_clients().awaiting(request.session, lasting_loop=True)


class RequestClient:
    """The place of a request's client, which is made when it is first asked for."""

    def __init__(self, request: HttpRequest) -> None:
        self._client: Podio | None = None
        setattr(request, _NAME, self)

    def client(self, request: HttpRequest) -> Podio:
        """Return the client."""
        if self._client is None:
            self._client = web_clients().blocking(request.session)
        return self._client

    def was_used(self) -> bool:
        """Tell whether there is anything to close."""
        return self._client is not None

    def close(self) -> None:
        """Save what is not saved yet, and close the client."""
        client, self._client = self._client, None
        if client is not None:
            client.close()


def web_clients() -> WebClients:
    """Return what makes the clients.

    Raises:
        ConfigurationError: The app is not installed, or a setting is missing.
    """
    if not apps.is_installed("podio.contrib.django"):
        message = "add 'podio.contrib.django' to INSTALLED_APPS"
        raise ConfigurationError(message)
    return cast("PodioConfig", apps.get_app_config("podio")).clients()
