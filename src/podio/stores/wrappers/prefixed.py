"""Gives the keys of one program a prefix of their own on ground that several share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from podio.errors import ConfigurationError
from podio.stores.ground.keys import checked_key
from podio.stores.protocol import offers
from podio.stores.wrappers.wrapping import AsyncWrapper, BlockingWrapper, WrappedSteps

if TYPE_CHECKING:
    from podio.stores.protocol import AsyncAuthStore, AuthStore


class PrefixedAuthStore(BlockingWrapper):
    """A store whose keys begin with a prefix (level of the store inside).

        PrefixedAuthStore(RedisAuthStore(url, key="user:42"), "crm")

    Two programs that use the same keys on the same ground stay apart by their prefixes. No
    prefix and key are ever taken for another prefix and key: keys are quoted.
    """

    def __init__(self, inner: AuthStore, prefix: str) -> None:
        """Wrap a store that has a key.

        Args:
            inner: The store; its key gets the prefix, too.
            prefix: What the program is called.

        Raises:
            ConfigurationError: The store has no keys, or the prefix is empty.
        """
        self._steps = PrefixedSteps.begin(self._checked(inner), prefix)


class AsyncPrefixedAuthStore(AsyncWrapper):
    """A store whose keys begin with a prefix, from asyncio; see `PrefixedAuthStore`."""

    def __init__(self, inner: AsyncAuthStore, prefix: str) -> None:
        """Wrap a store that has a key.

        Args:
            inner: The store; its key gets the prefix, too.
            prefix: What the program is called.

        Raises:
            ConfigurationError: The store has no keys, or the prefix is empty.
        """
        self._steps = PrefixedSteps.begin(self._checked(inner), prefix)


class PrefixedSteps(WrappedSteps):
    """Hands everything on, to the store of the longer key."""

    def __init__(self, inner: Any, prefix: str) -> None:  # a store, blocking or async
        """Wrap a store whose key has the prefix already."""
        super().__init__(inner)
        self._prefix = prefix

    @classmethod
    def begin(cls, inner: Any, prefix: str) -> PrefixedSteps:  # as above
        """Wrap the store of the longer key."""
        if "for_key" not in offers(inner):
            message = (
                f"{type(inner).__name__} has no keys that could get a prefix: it keeps one "
                "session, so give each program a store of its own"
            )
            raise ConfigurationError(message)
        steps = cls(inner, checked_key(prefix))
        return steps.for_key(inner.key) if inner.key else steps

    def for_key(self, key: str) -> PrefixedSteps:
        """Return the steps over the store of another session of the same program."""
        # A quoted key has no slash: the last one is where the prefix ends.
        return self.over(self.inner.for_key(f"{self._prefix}/{quote(checked_key(key), safe='')}"))

    def over(self, inner: Any) -> PrefixedSteps:  # as above
        """Return the same steps over another store."""
        return PrefixedSteps(inner, self._prefix)
