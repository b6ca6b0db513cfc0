"""The whole state of one sandbox: every collection, the clock and the settings."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeGuard

from podio.sandbox.state import app_records, records, token_records
from podio.sandbox.state.collection import Collection

if TYPE_CHECKING:
    from collections.abc import Callable

    from podio.sandbox.jsontypes import Json, JsonObject
    from podio.sandbox.state.database import Database

# Every kind starts at a number of its own, so that a mixed-up id is never valid by chance.
FIRST_IDS = {
    "user": 4001,
    "profile": 61_001,
    "org": 101,
    "org_member": 700_001,
    "space": 2001,
    "space_member": 800_001,
    "app": 26_001,
    "field": 210_001,
    "item": 3_000_001,
    "revision": 50_000_001,
    "file": 900_001,
    "embed": 450_001,
    "view": 33_001,
    "batch": 12_001,
    "grant": 1,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the person who starts the sandbox can choose; times in seconds."""

    token_lifetime: float = 28_800
    refresh_lifetime: float = 28 * 86_400
    rotate_refresh_tokens: bool = False
    rate_limit: int = 1000
    rate_limited: int = 250


def _app(body: JsonObject) -> app_records.App:
    body["fields"] = [app_records.Field(**part) for part in body["fields"]]
    return app_records.App(**body)


def _item(body: JsonObject) -> app_records.Item:
    body["revisions"] = [app_records.Revision(**part) for part in body["revisions"]]
    return app_records.Item(**body)


def _is_collection(part: object) -> TypeGuard[Collection[Json]]:
    return isinstance(part, Collection)


class World:
    """Everything one sandbox knows; two sandboxes share nothing.

    Args:
        database: keeps the records.
        settings: lifetimes and limits.
        clock: seconds since 1970, replaceable in tests.
    """

    def __init__(
        self, database: Database, settings: Settings, clock: Callable[[], float] = time.time
    ) -> None:
        self.database = database
        self.settings = settings
        self.clock = clock
        self.lock = threading.RLock()
        r, t = records, token_records
        self.users = Collection(database, "user", "user_id", lambda b: r.User(**b), "mail")
        self.orgs = Collection(database, "org", "org_id", lambda b: r.Organization(**b))
        self.org_members = Collection(
            database, "org_member", "member_id", lambda b: r.OrgMember(**b), "org_id", "user_id"
        )
        self.spaces = Collection(database, "space", "space_id", lambda b: r.Space(**b), "org_id")
        self.space_members = Collection(
            database,
            "space_member",
            "member_id",
            lambda b: r.SpaceMember(**b),
            "space_id",
            "user_id",
        )
        self.apps = Collection(database, "app", "app_id", _app, "space_id")
        self.items = Collection(database, "item", "item_id", _item, "app_id")
        self.files = Collection(database, "file", "file_id", lambda b: r.File(**b), "ref_id")
        self.embeds = Collection(database, "embed", "embed_id", lambda b: r.Embed(**b))
        self.views = Collection(database, "view", "view_id", lambda b: r.View(**b), "app_id")
        self.batches = Collection(database, "batch", "batch_id", lambda b: r.Batch(**b))
        self.clients = Collection(database, "client", "client_id", lambda b: t.Client(**b))
        self.grants = Collection(database, "grant", "grant_id", lambda b: t.Grant(**b), "client_id")
        self.access_tokens = Collection(
            database, "access", "digest", lambda b: t.Token(**b), "grant_id"
        )
        self.refresh_tokens = Collection(
            database, "refresh", "digest", lambda b: t.Token(**b), "grant_id"
        )
        self.codes = Collection(database, "code", "digest", lambda b: t.Code(**b))
        self.second_factors = Collection(
            database, "second_factor", "digest", lambda b: t.SecondFactor(**b)
        )
        self.counters = Collection(database, "counter", "name", lambda b: r.Counter(**b))

        self._collections = [part for part in vars(self).values() if _is_collection(part)]
        self._seeded: tuple[list[list[Json]], dict[int, bytes]] | None = None

    def load(self) -> None:
        """Read every collection from the database."""
        for collection in self._collections:
            collection.load()

    def start_over(self, seed: Callable[[World], None]) -> None:
        """Empty the world and seed it; from the second time on with the records of the first."""
        self.database.clear()
        for collection in self._collections:
            collection.clear()
        if self._seeded is None:
            seed(self)
            contents = {one.file_id: self.database.read_content(one.file_id) for one in self.files}
            # Records are never changed in place, so the same ones serve again.
            self._seeded = [list(collection) for collection in self._collections], contents
            return
        kept, contents = self._seeded
        for collection, held in zip(self._collections, kept, strict=True):
            for record in held:
                collection.put(record)
        for file_id, content in contents.items():
            self.database.write_content(file_id, content)

    def next_id(self, kind: str) -> int:
        """Give out the next identifier of a kind; none is given twice."""
        counter = self.counters.get(kind)
        value = FIRST_IDS.get(kind, 1) if counter is None else counter.value + 1
        self.counters.put(records.Counter(kind, value))
        return value

    def now(self) -> str:
        """Tell the time the way Podio writes it: UTC, no zone mark."""
        return datetime.fromtimestamp(self.clock(), UTC).strftime("%Y-%m-%d %H:%M:%S")
