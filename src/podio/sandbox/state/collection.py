"""Records of one kind, in memory for reading, noted in the database for keeping."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from podio.sandbox.jsontypes import JsonObject
    from podio.sandbox.state.database import Database

R = TypeVar("R")
Key = int | str


class Collection(Generic[R]):
    """A dictionary of frozen records with look-up by other attributes.

    Args:
        database: where changes are noted.
        kind: name of the kind in the database.
        key: attribute that identifies a record.
        revive: makes a record of the JSON in the database.
        indexes: attributes that `where` can look up.
    """

    def __init__(
        self,
        database: Database,
        kind: str,
        key: str,
        revive: Callable[[JsonObject], R],
        *indexes: str,
    ) -> None:
        self._database = database
        self._kind = kind
        self._key = key
        self._revive = revive
        self._records: dict[Key, R] = {}
        # A dict without values is a set that keeps its order.
        self._indexes: dict[str, dict[object, dict[Key, None]]] = {name: {} for name in indexes}

    def clear(self) -> None:
        """Forget every record, without a note of it in the database."""
        self._records.clear()
        for index in self._indexes.values():
            index.clear()

    def load(self) -> None:
        """Read the kind from the database in the order of its keys."""
        self.clear()
        records = [self._revive(body) for body in self._database.load(self._kind)]
        for record in sorted(records, key=lambda one: getattr(one, self._key)):
            self._enter(record)

    def put(self, record: R) -> R:
        """Add a record, or replace the one with the same key."""
        key: Key = getattr(record, self._key)
        undo = partial(self._restore, key, self._records.get(key))
        self._enter(record)
        self._database.note(self._kind, str(key), record, undo)
        return record

    def remove(self, key: Key) -> None:
        """Delete a record; nothing happens if there is none."""
        record = self._records.pop(key, None)
        if record is None:
            return
        self._unindex(record, key)
        self._database.note(self._kind, str(key), None, partial(self._restore, key, record))

    def get(self, key: Key) -> R | None:
        """Look a record up by its key."""
        return self._records.get(key)

    def where(self, attribute: str, value: object) -> list[R]:
        """Look records up by an indexed attribute, in the order they came."""
        keys = self._indexes[attribute].get(value, {})
        return [self._records[key] for key in keys]

    def count(self, attribute: str, value: object) -> int:
        """Count the records with an indexed attribute."""
        return len(self._indexes[attribute].get(value, {}))

    def __iter__(self) -> Iterator[R]:
        """Walk over a copy, so that records may be changed meanwhile."""
        return iter(list(self._records.values()))

    def __len__(self) -> int:
        """Count all records."""
        return len(self._records)

    def _enter(self, record: R) -> None:
        key: Key = getattr(record, self._key)
        before = self._records.get(key)
        self._records[key] = record
        for attribute, index in self._indexes.items():
            value = getattr(record, attribute)
            if before is not None:
                old = getattr(before, attribute)
                if old == value:
                    continue
                index.get(old, {}).pop(key, None)
            index.setdefault(value, {})[key] = None

    def _restore(self, key: Key, before: R | None) -> None:
        """Bring a key back to the record it had, if any."""
        now = self._records.pop(key, None)
        if now is not None:
            self._unindex(now, key)
        if before is not None:
            self._enter(before)

    def _unindex(self, record: R, key: Key) -> None:
        for attribute, index in self._indexes.items():
            index.get(getattr(record, attribute), {}).pop(key, None)
