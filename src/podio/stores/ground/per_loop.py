"""What belongs to one event loop: connections of each loop's own, or a client that was given."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary, ref

from podio.errors import ConfigurationError

T = TypeVar("T")


class OwnInEachLoop(Generic[T]):
    """One value for each event loop that asks, made when it asks first."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._values: WeakKeyDictionary[asyncio.AbstractEventLoop, T] = WeakKeyDictionary()

    def here(self) -> T:
        """Return the running loop's value."""
        loop = asyncio.get_running_loop()
        value = self._values.get(loop)
        if value is None:
            self._forget_closed()
            value = self._values[loop] = self._make()
        return value

    def here_if_made(self) -> T | None:
        """Return the running loop's value, if it has one."""
        return self._values.get(asyncio.get_running_loop())

    def _forget_closed(self) -> None:
        # A value that was not closed holds its loop: the weak reference alone would keep both.
        with suppress(RuntimeError):  # another thread's loop came in between; next time, then
            for loop in list(self._values):
                if loop.is_closed():
                    self._values.pop(loop, None)


class GivenInOneLoop(Generic[T]):
    """A value that somebody gave, which works in one event loop: the first that asks."""

    def __init__(self, value: T, what: str) -> None:
        """Take the value, and what it is called in errors."""
        self._value = value
        self._what = what
        self._home: Callable[[], asyncio.AbstractEventLoop | None] | None = None

    def here(self) -> T:
        """Return the value.

        Raises:
            ConfigurationError: It belongs to another loop.
        """
        loop = asyncio.get_running_loop()
        if self._home is None:
            self._home = ref(loop)
        if self._home() is not loop:
            message = (
                f"the {self._what} that was given belongs to the event loop that it was first "
                "used in: give an address, for connections of each loop's own"
            )
            raise ConfigurationError(message)
        return self._value

    def here_if_made(self) -> None:
        """Return nothing: whoever gave the value closes it."""
