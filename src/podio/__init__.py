"""The Podio API for Python: sign in once, keep the session, call everything, typed.

    from podio import Podio
    from podio.stores import FileAuthStore

    podio = Podio(client_id, client_secret, auth_store=FileAuthStore("session.json"))
    if not podio.is_authenticated():
        podio.authenticate_with_app(app_id, app_token)
    item = podio.items.get(123)

Names are imported when they are first asked for, so that `import podio` costs nothing.
"""

from __future__ import annotations

from podio._version import __version__

# Not from typing, which takes longer to import than all of this; checkers know the name.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from podio.async_client import AsyncPodio
    from podio.blocking_client import Podio
    from podio.budgets.memory import SharedBudget
    from podio.client import SessionState
    from podio.core.limits import RateLimit
    from podio.core.operations.request import UNSET, Listing, Page, Request
    from podio.core.retry import NO_RETRY, Retry
    from podio.core.secret import Secret
    from podio.core.session.events import SessionEvent
    from podio.core.session.lifetime import Status
    from podio.core.session.oauth import PodioOAuth, Ref
    from podio.drivers.pager import AsyncPager, Pager
    from podio.errors import PodioError
    from podio.many_users.awaiting import AsyncPodioSessions
    from podio.many_users.blocking import PodioSessions
    from podio.stores.protocol import AsyncAuthStore, AuthStore

_WHERE = {
    "NO_RETRY": "podio.core.retry",
    "UNSET": "podio.core.operations.request",
    "AsyncAuthStore": "podio.stores.protocol",
    "AsyncPager": "podio.drivers.pager",
    "AsyncPodio": "podio.async_client",
    "AsyncPodioSessions": "podio.many_users.awaiting",
    "AuthStore": "podio.stores.protocol",
    "Listing": "podio.core.operations.request",
    "Page": "podio.core.operations.request",
    "Pager": "podio.drivers.pager",
    "Podio": "podio.blocking_client",
    "PodioError": "podio.errors",
    "PodioOAuth": "podio.core.session.oauth",
    "PodioSessions": "podio.many_users.blocking",
    "RateLimit": "podio.core.limits",
    "Ref": "podio.core.session.oauth",
    "Request": "podio.core.operations.request",
    "Retry": "podio.core.retry",
    "Secret": "podio.core.secret",
    "SessionEvent": "podio.core.session.events",
    "SessionState": "podio.client",
    "SharedBudget": "podio.budgets.memory",
    "Status": "podio.core.session.lifetime",
}

__all__ = [
    "NO_RETRY",
    "UNSET",
    "AsyncAuthStore",
    "AsyncPager",
    "AsyncPodio",
    "AsyncPodioSessions",
    "AuthStore",
    "Listing",
    "Page",
    "Pager",
    "Podio",
    "PodioError",
    "PodioOAuth",
    "PodioSessions",
    "RateLimit",
    "Ref",
    "Request",
    "Retry",
    "Secret",
    "SessionEvent",
    "SessionState",
    "SharedBudget",
    "Status",
    "__version__",
]


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for."""
    from importlib import import_module

    if name == "RedisBudget":
        message = f"{name} is in a module of its own: from podio.budgets.redis import {name}"
        raise ImportError(message)
    if name not in _WHERE:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    found: object = getattr(import_module(_WHERE[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """List the public names, also those that are not imported yet."""
    return sorted({*globals(), *__all__})
