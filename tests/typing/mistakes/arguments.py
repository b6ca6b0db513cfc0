"""Arguments that an operation does not take."""

from __future__ import annotations

from datetime import timedelta

from podio import AsyncPodio, Podio, Retry
from podio.areas.tasks import Tasks


def blocking(podio: Podio) -> None:
    podio.tasks.get("one")  # BAD: no int
    podio.tasks.get(task=1)  # BAD: misspelt
    podio.tasks.get()  # BAD: missing
    podio.tasks.create("x", "y")  # BAD: positional, where only the text is
    podio.tasks.create("x", privat=True)  # BAD: misspelt
    podio.tasks.create("x", due_on="2026-01-02")  # BAD: a text is no datetime
    podio.tasks.find(completed="yes")  # BAD: no bool
    podio.items.filter(7, page_size="all")  # BAD: no int
    podio.files.download(1)  # BAD: where to?
    podio.files.find(filetype="picture")  # BAD: not one of the Literal
    podio.files.upload(7, "a.txt")  # BAD: gives no bytes
    podio.friends.remove(7)  # BAD: no sequence
    podio.hooks.create("app", 1, url="https://example.com", typ="item.create")  # BAD: misspelt
    podio.reminders.create("task", 1, before=30)  # BAD: no timedelta
    podio.reminders.create("task", 1, before=timedelta(minutes=30))
    podio.gather([1, 2])  # BAD: no requests
    podio.with_options(quiet=True)  # BAD: no such option
    podio.batch.wait(7, on_progress=lambda: None)  # BAD: it is called with the batch
    Tasks.get("one")  # BAD: no int


async def awaiting(podio: AsyncPodio) -> None:
    await podio.tasks.get("one")  # BAD: no int
    await podio.tasks.create("x", privat=True)  # BAD: misspelt
    podio.items.filter("app")  # BAD: no int
    await podio.files.download(1)  # BAD: where to?


def made() -> None:
    Podio("id")  # BAD: no secret
    Podio("id", "secret", timeout="5")  # BAD: no number
    Podio("id", "secret", auth_store="session.json")  # BAD: no store
    Retry(on_rate_limit="sleep")  # BAD: not one of the Literal
