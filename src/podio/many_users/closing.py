"""Closes one thing after another, whatever fails, and says at the end what did."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from podio.errors import PodioError

if TYPE_CHECKING:
    from collections.abc import Generator


class Closing:
    """What failed while the sessions of many users were closed, by their keys."""

    def __init__(self) -> None:
        self.errors: dict[str, Exception] = {}

    @contextmanager
    def of(self, name: str) -> Generator[None, None, None]:
        """Go on whatever fails in the `with`, but note it; an interrupt is none of it."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 -- a store may raise anything
            self.errors[name] = error

    def end(self) -> None:
        """Raise what failed: the error itself, or one that names all keys."""
        if not self.errors:
            return
        first = next(iter(self.errors.values()))
        if len(self.errors) == 1:
            first.add_note(f"(while {next(iter(self.errors))} was closed; all others are closed)")
            raise first
        said = "; ".join(f"{name}: {_text(error)}" for name, error in self.errors.items())
        message = f"{len(self.errors)} could not be saved or closed, all others are closed: {said}"
        raise PodioError(message) from first


def _text(error: Exception) -> str:
    return str(error) if isinstance(error, PodioError) else type(error).__name__
