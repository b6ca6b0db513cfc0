"""Keeps the records and the bytes of files in SQLite: in memory, or in a file of mode 0600."""

from __future__ import annotations

import dataclasses
import json
import os
import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from podio.sandbox.jsontypes import Json, JsonObject

SCHEMA = """
CREATE TABLE IF NOT EXISTS records (
    kind TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS contents (file_id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
"""


def _shallow(record: object) -> JsonObject:
    """Turn one level of a record into a dict; json calls it again for nested records."""
    if not dataclasses.is_dataclass(record):
        message = f"not a record: {type(record).__name__}"
        raise TypeError(message)
    return {part.name: getattr(record, part.name) for part in dataclasses.fields(record)}


class Database:
    """Collects the changes of one call and writes them in one transaction.

    Args:
        path: the file to keep the state in; None keeps it in memory.
    """

    def __init__(self, path: Path | None) -> None:
        self._changed: dict[tuple[str, str], object | None] = {}
        self._undo: list[Callable[[], None]] = []
        # Records in memory are read from their collections: a second copy would serve nobody.
        self._lasting = path is not None
        if path is not None:
            _make_private(path)
        # One lock around every call (see `app`) makes the use from several threads safe.
        self._connection = sqlite3.connect(
            ":memory:" if path is None else path, check_same_thread=False
        )
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.executescript(SCHEMA)

    def load(self, kind: str) -> list[Json]:
        """Read every record of a kind, oldest key first."""
        rows = self._connection.execute("SELECT body FROM records WHERE kind = ?", (kind,))
        return [json.loads(body) for (body,) in rows]

    def note(self, kind: str, key: str, record: object | None, undo: Callable[[], None]) -> None:
        """Remember a change until `flush` or `roll_back`; None deletes."""
        if self._lasting:
            self._changed[kind, key] = record
        self._undo.append(undo)

    def roll_back(self) -> None:
        """Undo every change since the last `flush`."""
        while self._undo:
            self._undo.pop()()
        self._changed.clear()
        self._connection.rollback()

    def flush(self) -> None:
        """Write the remembered changes in one transaction."""
        self._undo.clear()
        if not self._changed and not self._connection.in_transaction:
            return
        kept = [
            (kind, key, json.dumps(record, default=_shallow, separators=(",", ":")))
            for (kind, key), record in self._changed.items()
            if record is not None
        ]
        gone = [pair for pair, record in self._changed.items() if record is None]
        self._connection.executemany("REPLACE INTO records VALUES (?, ?, ?)", kept)
        self._connection.executemany("DELETE FROM records WHERE kind = ? AND key = ?", gone)
        self._connection.commit()
        self._changed.clear()

    def clear(self) -> None:
        """Delete everything."""
        self._changed.clear()
        self._undo.clear()
        self._connection.execute("DELETE FROM records")
        self._connection.execute("DELETE FROM contents")

    def write_content(self, file_id: int, content: bytes) -> None:
        """Keep the bytes of a file."""
        self._connection.execute("REPLACE INTO contents VALUES (?, ?)", (file_id, content))

    def read_content(self, file_id: int) -> bytes:
        """Read the bytes of a file; empty if there are none."""
        row = self._connection.execute(
            "SELECT bytes FROM contents WHERE file_id = ?", (file_id,)
        ).fetchone()
        return b"" if row is None else bytes(row[0])

    def delete_content(self, file_id: int) -> None:
        """Forget the bytes of a file."""
        self._connection.execute("DELETE FROM contents WHERE file_id = ?", (file_id,))

    def close(self) -> None:
        """Write what is left and close the file."""
        self.flush()
        self._connection.close()


def _make_private(path: Path) -> None:
    """Create the file with mode 0600 before SQLite does it with a wider one."""
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)
