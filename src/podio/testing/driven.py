"""An auth store, blocking or async, driven by plain calls from any thread."""

from __future__ import annotations

from collections.abc import Callable
from inspect import isawaitable, iscoroutinefunction
from typing import TYPE_CHECKING, Any

from podio.stores.protocol import offers

if TYPE_CHECKING:
    from podio.core.session.oauth import PodioOAuth
    from podio.drivers.background import BackgroundLoop
    from podio.stores.protocol import AnyAuthStore

METHODS = ("get", "set", "delete", "compare_and_set", "lock", "unlock")


class DrivenStore:
    """One store; what it awaits is awaited on a loop in the background.

    Attributes:
        store: The store itself.
    """

    def __init__(self, store: AnyAuthStore, loop: BackgroundLoop) -> None:
        self.store = store
        self._loop = loop

    def has(self, *names: str) -> bool:
        """Tell whether the store has all these methods."""
        return {"get", "set", *offers(self.store)}.issuperset(names)

    def kinds(self) -> set[bool]:
        """Tell what its methods are: True for coroutine functions, False for plain ones."""
        return {
            iscoroutinefunction(getattr(self.store, name)) for name in METHODS if self.has(name)
        }

    def get(self) -> PodioOAuth:
        """Call `get`."""
        found: PodioOAuth = self._call("get")
        return found

    def set(self, oauth: PodioOAuth) -> None:
        """Call `set`."""
        self._call("set", oauth)

    def delete(self) -> None:
        """Call `delete`."""
        self._call("delete")

    def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> bool:
        """Call `compare_and_set`."""
        stored: bool = self._call("compare_and_set", oauth, expected_version)
        return stored

    def lock(self, lease: float) -> str | None:
        """Call `lock`."""
        owner: str | None = self._call("lock", lease)
        return owner

    def unlock(self, owner: str) -> bool:
        """Call `unlock`."""
        given_back: bool = self._call("unlock", owner)
        return given_back

    def close(self) -> None:
        """Call `close`, if there is one."""
        if self.has("close"):
            self._call("close")

    def _call(self, name: str, *arguments: object) -> Any:  # as the method has it
        method: Callable[..., Any] = getattr(self.store, name)
        return settled(method(*arguments), self._loop)


def settled(value: Any, loop: BackgroundLoop) -> Any:  # a value, or what gives it
    """Return a value, awaited if it can be."""
    if not isawaitable(value):
        return value

    async def wait() -> Any:  # as above
        return await value

    return loop.run(wait)
