"""What a session engine is set up with: identity of the client, its clock, and its patience."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from podio.core.limits import CallBudget
    from podio.core.retry import Retry
    from podio.core.secret import Secret
    from podio.core.session.events import SessionEvent

LOCK_POLL = 0.05
LOCK_POLL_MOST = 0.1
ADVISORY_PAUSE = 30.0
SAVE_PAUSE = 1.0
QUIET_SECONDS = 30.0


class Settings:
    """The set-up of one client, fixed after its construction.

    Attributes:
        client_id: The API client.
        client_secret: Its secret.
        api_url: The address of the API, without a slash at the end.
        clock: Seconds since 1970.
        chance: A number from 0 to 1, at random.
        new_id: A text that nobody can guess, another each time.
        timeout: Seconds that an exchange may take.
        retry: What is tried again.
        strict: Whether a session that could not be saved raises.
        lease: Seconds that the store's lock is taken for: two token requests and some.
        patience: Seconds that somebody waits for work that others share.
        lock_poll: Seconds between the first two tries to take the lock.
        lock_poll_most: Seconds between two tries in the end.
        advisory_pause: Seconds without another try after renewing in passing failed.
        save_pause: Seconds between two tries to save.
        quiet_seconds: Seconds without a token request after Podio ended the session.
        credentials: Signs in again by itself, where that is possible.
        redirect_uri: Where the authorize page sends people back to, if known.
        budget: The hour's calls, where they are shared with other clients.
        max_answer: Bytes that an answer may have in memory.
    """

    def __init__(
        self,
        *,
        client_id: str,
        client_secret: Secret,
        api_url: str,
        clock: Callable[[], float],
        chance: Callable[[], float],
        new_id: Callable[[], str],
        timeout: float,
        retry: Retry,
        strict: bool = False,
        quiet_seconds: float = QUIET_SECONDS,
        credentials: Callable[[], Any] | None = None,
        on_event: Callable[[SessionEvent], object] | None = None,
        redirect_uri: str | None = None,
        authorize_page: str = "",
        budget: CallBudget | None = None,
        max_answer: int = 64_000_000,
    ) -> None:
        self.client_id = client_id
        self.client_secret = client_secret
        self.api_url = api_url
        self.clock = clock
        self.chance = chance
        self.new_id = new_id
        self.timeout = timeout
        self.retry = retry
        self.strict = strict
        self.token_timeout = min(timeout, 15.0)
        self.lease = 2 * self.token_timeout + 10.0
        self.patience = 4 * self.lease
        self.lock_poll = LOCK_POLL
        self.lock_poll_most = LOCK_POLL_MOST
        self.advisory_pause = ADVISORY_PAUSE
        self.save_pause = SAVE_PAUSE
        self.quiet_seconds = quiet_seconds
        self.credentials = credentials
        self.on_event = on_event
        self.redirect_uri = redirect_uri
        self.authorize_page = authorize_page
        self.budget = budget
        self.max_answer = max_answer

    def authorize_url(
        self, redirect_uri: str | None = None, scope: str | None = None, state: str | None = None
    ) -> str | None:
        """Return the address of Podio's sign-in page, or None without a redirect address."""
        redirect_uri = redirect_uri or self.redirect_uri
        if redirect_uri is None:
            return None
        from urllib.parse import urlencode

        query = {
            "client_id": self.client_id,
            "redirect_uri": redirect_uri,
            "response_type": "code",
            "scope": scope,
            "state": state,
        }
        given = {name: value for name, value in query.items() if value is not None}
        return f"{self.authorize_page}?{urlencode(given)}"
