"""What a caller's type checker sees of both clients. Checked, never run."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, assert_type

import msgspec
from pydantic import BaseModel

from podio import (
    AsyncPager,
    AsyncPodio,
    Listing,
    Page,
    Pager,
    Podio,
    PodioError,
    PodioOAuth,
    Request,
    Retry,
)
from podio.areas.batch import Batch as BatchArea
from podio.areas.items import Items
from podio.areas.spaces import Spaces
from podio.areas.tasks import Tasks
from podio.core.operations.body import Downloaded
from podio.core.operations.request import Plan
from podio.fields import Money
from podio.models import (
    App,
    Batch,
    Comment,
    Contact,
    File,
    Hook,
    Item,
    ItemCreateResponse,
    ItemField,
    Organization,
    SearchResult,
    Space,
    SpaceMicro,
    Task,
    User,
)
from podio.stores import (
    AsyncAuthStore,
    AuthStore,
    FileAuthStore,
    LockingAuthStore,
    MemoryAuthStore,
)
from podio.stores.encrypted import AsyncEncryptedAuthStore, EncryptedAuthStore
from podio.stores.redis import AsyncRedisAuthStore, RedisAuthStore


@dataclass
class Ticket:
    item_id: int
    title: str


class TicketStruct(msgspec.Struct):
    item_id: int
    title: str


class TicketModel(BaseModel):
    item_id: int
    title: str


def told(done: int, size: int | None) -> None:
    del done, size


def blocking(podio: Podio) -> None:
    assert_type(podio.tasks.get(1), Task)
    assert_type(podio.tasks.get(task_id=1), Task)
    assert_type(podio.tasks.create("Call Ann", due_date=date(2026, 1, 2), silent=True), Task)
    assert_type(podio.tasks.complete(1), int | None)
    assert_type(podio.items.get(1), Item)
    assert_type(podio.items.create(7, {"title": "x", "cost": Money(3, "EUR")}), ItemCreateResponse)
    assert_type(podio.items.delete(1), None)
    assert_type(podio.items.get_values(1), list[ItemField])
    assert_type(podio.items.get_values_v2(1), Any)
    assert_type(podio.applications.get(1), App)
    assert_type(podio.comments.add("item", 1, value="x"), Comment)
    assert_type(podio.contacts.get([1, 2]), list[Contact])
    assert_type(podio.files.upload(b"", "a.txt"), File)
    assert_type(podio.files.upload(Path("a.txt"), progress=told), File)
    assert_type(podio.files.download(1, to=Path("a.txt")), Downloaded)
    assert_type(podio.files.read(1), bytes)
    assert_type(podio.friends.remove([1]), None)
    assert_type(podio.hooks.list("app", 1), list[Hook])
    assert_type(podio.items.export(7, "xlsx"), int)
    assert_type(podio.organizations.list(), list[Organization])
    assert_type(podio.spaces.get(1), Space)
    assert_type(podio.users.get(), User)


def listings(podio: Podio) -> None:
    assert_type(podio.items.filter(7), Pager[Item])
    assert_type(podio.tasks.find(completed=True, limit=3), Pager[Task])
    assert_type(podio.search.in_app(7, "x"), Pager[SearchResult])
    for item in podio.items.filter(7, {"status": [1]}, sort_by="created_on"):
        assert_type(item, Item)
    for page in podio.items.filter(7).pages():
        assert_type(page, Page[Item])
        assert_type(page.items[0], Item)
        assert_type(page.total, int | None)
    assert_type(podio.tasks.find().first(), Task | None)
    assert_type(podio.tasks.find().total(), int | None)
    assert_type(podio.items.filter(7).into(Ticket), Pager[Ticket])


def models(item: Item, task: Task) -> None:
    assert_type(item.item_id, int)
    assert_type(item.created_on, datetime | None)
    assert_type(item.app, App | None)
    assert_type(item.files, list[File])
    assert_type(item["deadline"], Any)
    assert_type(item.get("deadline"), Any)
    assert_type(item.field("deadline"), ItemField)
    assert_type("deadline" in item, bool)
    assert_type(list(item), list[str])
    assert_type(task.due_date, date | None)
    assert_type(task.raw, dict[str, Any])
    assert_type(task.to_dict(), dict[str, Any])


def described() -> None:
    assert_type(Tasks.get(7), Request[Task])
    assert_type(Spaces.list_by_org(1).result, Callable[[Any], list[SpaceMicro]])
    assert_type(Tasks.find(), Listing[Task])
    plan: Plan[Batch] = BatchArea.wait(7)
    assert_type(plan, Plan[Batch])
    assert_type(Items.get(7).into(Ticket), Request[Ticket])


def flows_requests_and_options(podio: Podio) -> None:
    assert_type(podio.batch.wait(7, on_progress=lambda batch: batch.completed), Batch)
    assert_type(podio.gather([Tasks.get(n) for n in (1, 2)]), list[Task | PodioError])
    assert_type(podio.request(Tasks.get(7)), Task)
    assert_type(podio.request(BatchArea.wait(7)), Batch)
    assert_type(podio.request(Request("GET", "/x/")), Any)
    assert_type(podio.request(Request("GET", "/x/", Task)), Task)
    assert_type(podio.request(Items.get(7), into=Ticket), Ticket)
    assert_type(podio.request(Items.get(7), into=TicketStruct), TicketStruct)
    assert_type(podio.request(Items.get(7), into=TicketModel), TicketModel)
    assert_type(podio.request(Request("GET", "/x/"), into=list[Ticket]), list[Ticket])
    twin = podio.with_options(silent=True, retry=Retry(on_rate_limit="raise"), on_wait=print)
    assert_type(twin, Podio)
    assert_type(twin.tasks.get(1), Task)
    assert_type(podio.rate_limit.remaining, int | None)


def both_faces_of_a_store(store: RedisAuthStore, awaited: AsyncRedisAuthStore) -> None:
    assert_type(store.get(), PodioOAuth)
    assert_type(store.set(oauth=PodioOAuth()), None)
    assert_type(store.compare_and_set(PodioOAuth(), expected_version=1), bool)
    assert_type(store.lock(lease=1.0), str | None)
    assert_type(store.for_key("ann"), RedisAuthStore)
    sessions(store)
    get: Callable[[], Coroutine[Any, Any, PodioOAuth]] = awaited.get
    either: AsyncAuthStore = awaited
    locking: LockingAuthStore = EncryptedAuthStore(store, b"")
    Podio("id", "secret", awaited)
    AsyncPodio("id", "secret", store)
    del get, either, locking


async def the_async_face_of_a_store(store: AsyncRedisAuthStore) -> None:
    assert_type(await store.get(), PodioOAuth)
    assert_type(await store.unlock(owner="me"), bool)
    assert_type(await AsyncEncryptedAuthStore(store, b"").lock(1.0), str | None)


def sessions(store: AuthStore) -> None:
    podio = Podio("id", "secret", auth_store=store)
    assert_type(podio.is_authenticated(), bool)
    assert_type(podio.authenticate_with_app(1, "token"), PodioOAuth)
    assert_type(podio.oauth.expires_at, float)
    with Podio("id", "secret", FileAuthStore("session.json")) as entered:
        assert_type(entered, Podio)
    sessions(MemoryAuthStore())


async def awaiting(podio: AsyncPodio) -> None:
    assert_type(await podio.tasks.get(1), Task)
    assert_type(await podio.tasks.create("x", due_on=datetime(2026, 1, 2, tzinfo=UTC)), Task)
    assert_type(await podio.items.get(1), Item)
    assert_type(await podio.items.delete(1), None)
    assert_type(await podio.contacts.get([1, 2]), list[Contact])
    assert_type(await podio.files.upload("a.txt"), File)
    assert_type(await podio.files.download(1, to="a.txt"), Downloaded)
    assert_type(await podio.hooks.list("app", 1), list[Hook])
    assert_type(await podio.users.get(), User)
    one, two = await asyncio.gather(podio.tasks.get(1), podio.items.get(2))
    assert_type(one, Task)
    assert_type(two, Item)
    async with asyncio.TaskGroup() as group:
        begun = group.create_task(podio.tasks.get(1))
    assert_type(begun.result(), Task)
    unsent: Coroutine[object, object, Task] = podio.tasks.get(1)
    unsent.close()


async def awaiting_listings(podio: AsyncPodio) -> None:
    assert_type(podio.items.filter(7), AsyncPager[Item])
    async for item in podio.items.filter(7):
        assert_type(item, Item)
    async for page in podio.tasks.find(limit=3).pages():
        assert_type(page.items[0], Task)
    assert_type(await podio.tasks.find().first(), Task | None)
    assert_type(await podio.tasks.find().total(), int | None)
    assert_type([item async for item in podio.items.filter(7).into(TicketModel)], list[TicketModel])


async def awaiting_others(podio: AsyncPodio) -> None:
    assert_type(await podio.batch.wait(7, timeout=5), Batch)
    assert_type(await podio.gather([Items.get(n) for n in (1, 2)]), list[Item | PodioError])
    assert_type(await podio.request(Items.get(7)), Item)
    assert_type(await podio.request(Items.get(7), into=TicketStruct), TicketStruct)
    assert_type(podio.with_options(fields="title"), AsyncPodio)
    async with AsyncPodio("id", "secret") as entered:
        assert_type(entered, AsyncPodio)
        assert_type(await entered.authenticate_with_app(1, "token"), PodioOAuth)
