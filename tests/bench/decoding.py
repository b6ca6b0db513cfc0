"""What typed objects cost over JSON: a page of 500 items, read, walked over, its values read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import orjson

from podio.areas.items import Items
from tests.bench.answers import PAGE, answers
from tests.bench.figures import Figure
from tests.bench.rounds import cpu, interleaved, median_call, ratio

if TYPE_CHECKING:
    from podio.models.items import Item

APP_ID = 7


def pages(*, quick: bool) -> list[Figure]:
    """Decode a page by hand and as the client does, with and without walking over it."""
    body, read = answers().page, reader()
    work: dict[str, Callable[[], object]] = {
        "by hand": lambda: json.loads(body)["items"],
        "typed": lambda: read(json.loads(body)),
        "by hand, walked": lambda: walk_dictionaries(json.loads(body)["items"]),
        "typed, walked": lambda: walk_items(read(json.loads(body))),
        "typed, every value": lambda: read_values(read(json.loads(body))),
        "orjson": lambda: read(orjson.loads(body)),
    }
    times = interleaved(work, 7 if quick else 21, 1, cpu)
    data = json.loads(body)
    made = 1e6 * median_call(lambda: read(data), 50, cpu) / PAGE
    return [
        Figure("page of 500, typed over json", ratio(times["typed"], times["by hand"]), 1.10, "x"),
        Figure(
            "page of 500, every field walked",
            ratio(times["typed, walked"], times["by hand, walked"]),
            1.25,
            "x",
        ),
        Figure(
            "page of 500, every value read",
            ratio(times["typed, every value"], times["by hand"]),
            1.40,
            "x",
        ),
        Figure("page of 500, loads=orjson", ratio(times["orjson"], times["by hand"]), 0.85, "x"),
        Figure("one item made of a page", made, 1.0, "us"),
    ]


def reader() -> Callable[[Any], list[Item]]:
    """What the client makes of a decoded page."""
    request = Items.filter(APP_ID, limit=PAGE).page_request(0, 0)
    return lambda data: list(request.result(data).items)


def walk_dictionaries(items: Iterable[dict[str, Any]]) -> int:
    """Look at every item and field of a page of dictionaries."""
    seen = 0
    for item in items:
        if item["item_id"] and item["title"]:
            for field in item["fields"]:
                seen += bool(field["external_id"] and field["type"] and field["values"])
    return seen


def walk_items(items: Iterable[Item]) -> int:
    """Look at every item and field of a page of typed items."""
    seen = 0
    for item in items:
        if item.item_id and item.title:
            for field in item.fields:
                seen += bool(field.external_id and field.type and field.values)
    return seen


def read_values(items: Iterable[Item]) -> int:
    """Read the value of every field of a page of typed items."""
    return sum(item[name] is not None for item in items for name in item)
