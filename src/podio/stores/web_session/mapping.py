"""The web sessions of frameworks, as far as an auth store needs them: one place in a mapping."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any, TypeAlias

# By name, so that no framework is imported: what keeps a session on the server. Everything
# else, a plain dict included, is taken for what the common frameworks do: a signed cookie.
_ON_THE_SERVER = frozenset(
    {
        ("django.contrib.sessions.backends.base", "SessionBase"),
        ("flask_session.base", "ServerSideSession"),
    }
)
_IN_A_COOKIE = frozenset({("django.contrib.sessions.backends.signed_cookies", "SessionStore")})


WebSession: TypeAlias = MutableMapping[str, Any]
"""What `request.session` of Django and Starlette and `flask.session` have in common."""


class Slot:
    """One text in a web session."""

    __slots__ = ("_session", "name")

    def __init__(self, session: WebSession, name: str) -> None:
        """Point to a name in a session; nothing is read yet."""
        self._session = session
        self.name = name

    def read(self) -> str:
        """Return the text, empty where there is none."""
        kept: object = self._session.get(self.name)
        return kept if isinstance(kept, str) else ""

    def read_or(self, text: str) -> str:
        """Return the text, after writing this one where there is none."""
        kept: object = self._session.setdefault(self.name, text)
        if isinstance(kept, str) and kept:
            return kept
        self.write(text)
        return text

    def write(self, text: str) -> None:
        """Replace the text."""
        self._session[self.name] = text

    def remove(self) -> None:
        """Leave nothing behind."""
        self._session.pop(self.name, None)

    def named(self, name: str) -> Slot:
        """Return another place in the same session."""
        return Slot(self._session, name)

    def is_on_the_server(self) -> bool:
        """Tell whether the session is kept where its owner cannot read it."""
        # Not type(): Flask's proxy answers this for the session that it stands for.
        kinds = {(kind.__module__, kind.__qualname__) for kind in self._session.__class__.__mro__}
        return bool(kinds & _ON_THE_SERVER) and not kinds & _IN_A_COOKIE

    async def load(self) -> None:
        """Have the session read where that waits for a database, so that `read` need not."""
        read = getattr(self._session, "aget", None)
        if read is not None:
            await read(self.name)
        elif self.is_on_the_server():  # Django before 5.1
            import asyncio

            await asyncio.to_thread(self.read)

    def __repr__(self) -> str:
        """Show where it is, not what is there."""
        return f"{self._session.__class__.__name__}[{self.name!r}]"
