"""The two clients mixed up."""

# ruff: noqa: B018, T201, TC001, TC002 -- wrong on purpose, and never run

from __future__ import annotations

import httpx2

from podio import AsyncPodio, Podio
from podio.areas.items import Items
from podio.models import Item, Task


async def forgotten(podio: AsyncPodio) -> None:
    podio.tasks.get(1).text  # BAD: no await
    task: Task = podio.tasks.get(1)  # BAD: no await
    podio.tasks.complete(1)  # BAD but for ty, which has no rule for results that are not used
    item: Item = podio.request(Items.get(1))  # BAD: no await
    for _ in podio.tasks.find():  # BAD: no async for
        pass
    for _ in podio.tasks.find().pages():  # BAD: no async for
        pass
    with podio:  # BAD: no async with
        pass
    podio.tasks.find().first().text  # BAD: no await
    print(task, item)


async def too_many(podio: Podio) -> None:
    await podio.tasks.get(1)  # BAD: nothing to await
    async for _ in podio.tasks.find():  # BAD: a plain for
        pass
    async with podio:  # BAD: a plain with
        pass


def mixed(podio: Podio, awaiting: AsyncPodio) -> None:
    podio = awaiting  # BAD: another client
    print(podio)


def crossed(own: httpx2.Client, awaiting: httpx2.AsyncClient) -> None:
    Podio("id", "secret", http_client=own)
    AsyncPodio("id", "secret", http_client=awaiting)
    Podio("id", "secret", http_client=awaiting)  # BAD: the other client's kind
    AsyncPodio("id", "secret", http_client=own)  # BAD: the other client's kind
    Podio("id", "secret", http_client="http://proxy")  # BAD: no client
