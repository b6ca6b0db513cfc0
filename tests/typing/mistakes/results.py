"""Results that are taken for something else."""

# ruff: noqa: B018, T201, TC001 -- wrong on purpose, and never run

from __future__ import annotations

from dataclasses import dataclass

from podio import Page, Pager, Podio, Request
from podio.areas.items import Items
from podio.areas.tasks import Tasks
from podio.models import Item, Task


@dataclass
class Ticket:
    title: str


def attributes(podio: Podio, task: Task) -> None:
    print(task.txt)  # BAD: no such attribute
    print(podio.todo)  # BAD: no such area
    print(podio.tasks.got(1))  # BAD: no such operation
    task.due_date.year  # BAD: may be None
    print(podio.items.get(1).nosuch)  # BAD: no such attribute


def types(podio: Podio) -> None:
    item: Item = podio.tasks.get(1)  # BAD: a Task
    items: list[Item] = podio.items.filter(7)  # BAD: a Pager
    task: Task = podio.tasks.find().first()  # BAD: may be None
    page: Page[Task] = next(podio.items.filter(7).pages())  # BAD: of Items
    file: str = podio.files.read(1)  # BAD: bytes
    sent: Task = Tasks.get(1)  # BAD: a Request; nothing was sent
    other: Item = podio.request(Items.get(1), into=Ticket)  # BAD: a Ticket
    pager: Pager[Item] = podio.items.filter(7).into(Ticket)  # BAD: of Tickets
    both: list[Task] = podio.gather([Tasks.get(1)])  # BAD: errors are among them
    request: Request[Item] = Tasks.get(1)  # BAD: of a Task
    print(item, items, task, page, file, sent, other, pager, both, request)


def indexing(podio: Podio) -> None:
    podio.items.filter(7)[0]  # BAD: a Pager has no index
    len(podio.items.filter(7))  # BAD: nor a length; ask .total()
    podio.tasks.get(1)["text"]  # BAD: values by name are Item's
    podio.hooks.delete(1).hook_id  # BAD: nothing comes back
