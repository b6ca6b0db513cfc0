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

from podio._lazy import lazy_names
from podio._version import __version__

# Not from typing, which takes longer to import than all of this; checkers know the name.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from podio.budgets.memory import SharedBudget
    from podio.client import AsyncPodio, Podio
    from podio.core.limits import RateLimit
    from podio.core.operations.pager import AsyncPager, Pager
    from podio.core.operations.request import UNSET, Listing, Page, Request
    from podio.core.ref import Ref
    from podio.core.retry import NO_RETRY, Retry
    from podio.core.secret import Secret
    from podio.core.session.events import SessionEvent
    from podio.core.session.lifetime import Status
    from podio.core.session.oauth import PodioOAuth
    from podio.core.session.state import SessionState
    from podio.errors import PodioError
    from podio.many_users.sessions import AsyncPodioSessions, PodioSessions
    from podio.stores.protocol import AsyncAuthStore, AuthStore

_WHERE = {
    "NO_RETRY": "core.retry",
    "UNSET": "core.operations.request",
    "AsyncAuthStore": "stores.protocol",
    "AsyncPager": "core.operations.pager",
    "AsyncPodio": "client",
    "AsyncPodioSessions": "many_users.sessions",
    "AuthStore": "stores.protocol",
    "Listing": "core.operations.request",
    "Page": "core.operations.request",
    "Pager": "core.operations.pager",
    "Podio": "client",
    "PodioError": "errors",
    "PodioOAuth": "core.session.oauth",
    "PodioSessions": "many_users.sessions",
    "RateLimit": "core.limits",
    "Ref": "core.ref",
    "Request": "core.operations.request",
    "Retry": "core.retry",
    "Secret": "core.secret",
    "SessionEvent": "core.session.events",
    "SessionState": "core.session.state",
    "SharedBudget": "budgets.memory",
    "Status": "core.session.lifetime",
}
_APART = {"RedisBudget": "budgets.redis"}

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

__getattr__, __dir__ = lazy_names(__name__, _WHERE, _APART)
