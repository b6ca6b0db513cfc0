"""What the app reads from Django's settings.

- `PODIO_CLIENT_ID`, `PODIO_CLIENT_SECRET`: the API client.
- `PODIO_API_URL`: another Podio, such as a local one.
- `PODIO_REDIRECT_URI`: where Podio sends people back to, if not as the request's host has it.
- `PODIO_SCOPE`: what to ask people for.
- `PODIO_AFTER_LOGIN`, `PODIO_AFTER_LOGOUT`: paths, `/` if left out.
- `PODIO_DATABASE`: the database that has the sessions, `default` if left out.
- `PODIO_AUTH_STORE`: the dotted path of another store with `for_key`, or of a function from a
  key to a store.
- `PODIO_ENCRYPTION_KEYS`: keys of `EncryptedAuthStore`, newest first.
- `PODIO_OPTIONS`: more keywords of `Podio` for each client.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.module_loading import import_string

from podio.assembly import API_URL
from podio.contrib.web_clients import WebClients
from podio.core.secret import Secret

if TYPE_CHECKING:
    from podio.stores.web_session.session_store import Backing


def database() -> str:
    """Return the alias of the database that has the sessions."""
    return str(_setting("PODIO_DATABASE") or "default")


def path(name: str) -> str:
    """Return a path of this site."""
    return str(_setting(name) or "/")


def web_clients() -> WebClients:
    """Return what makes the client of each request.

    Raises:
        ConfigurationError: A setting is missing, or cannot work.
    """
    return WebClients(
        _setting("PODIO_CLIENT_ID") or "",
        Secret(_setting("PODIO_CLIENT_SECRET") or ""),
        _backing(),
        api_url=_setting("PODIO_API_URL") or API_URL,
        redirect_uri=_setting("PODIO_REDIRECT_URI"),
        scope=_setting("PODIO_SCOPE"),
        options=_setting("PODIO_OPTIONS"),
    )


def _backing() -> Backing:
    chosen = _setting("PODIO_AUTH_STORE")
    if chosen:
        backing: Any = import_string(chosen)
    else:
        from podio.contrib.django.store import DjangoAuthStore

        backing = DjangoAuthStore("web", using=database())
    keys = _setting("PODIO_ENCRYPTION_KEYS")
    if keys:
        from podio.stores.encrypted import EncryptedAuthStore

        backing = EncryptedAuthStore(backing, keys)
    found: Backing = backing
    return found


def _setting(name: str) -> Any:  # whatever stands there
    return getattr(settings, name, None)
