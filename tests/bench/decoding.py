"""What typed objects cost over dictionaries: a page of 500 items, read and walked over."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import httpx2
import orjson

from podio import Podio
from tests.bench.answers import CLIENT, HOST, PAGE, NullTransport, answers, fresh_session
from tests.bench.figures import Figure
from tests.bench.rounds import difference, interleaved, ratio

if TYPE_CHECKING:
    from podio.models.items import Item

APP_ID = 7


def pages(*, quick: bool) -> list[Figure]:
    """Decode a page by hand and through the client, with and without walking over it."""
    with httpx2.Client(transport=NullTransport(answers().page)) as http:
        by_hand, typed, quicker = _by_hand(http), _typed(http), _typed(http, orjson.loads)
        work: dict[str, Callable[[], object]] = {
            "by hand": by_hand,
            "typed": typed,
            "by hand, walked": lambda: walk_dictionaries(by_hand()),
            "typed, walked": lambda: walk_items(typed()),
            "orjson": quicker,
        }
        times = interleaved(work, 5 if quick else 21, 1)
    made = 1e6 * difference(times["typed"], times["by hand"]) / PAGE
    return [
        Figure("page of 500, typed over json", ratio(times["typed"], times["by hand"]), 1.10, "x"),
        Figure(
            "page of 500, every field walked",
            ratio(times["typed, walked"], times["by hand, walked"]),
            1.25,
            "x",
        ),
        Figure("page of 500, loads=orjson", ratio(times["orjson"], times["by hand"]), 0.85, "x"),
        Figure("typed, one item", made, 1.0, "us"),
    ]


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


def _by_hand(http: httpx2.Client) -> Callable[[], list[dict[str, Any]]]:
    address, body = f"{HOST}/item/app/{APP_ID}/filter/", {"limit": PAGE, "offset": 0}

    def decode() -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = json.loads(http.post(address, json=body).content)["items"]
        return items

    return decode


def _typed(
    http: httpx2.Client, loads: Callable[[bytes], Any] | None = None
) -> Callable[[], list[Item]]:
    podio = Podio(*CLIENT, api_url=HOST, http_client=http, loads=loads)
    podio.oauth = fresh_session()
    return lambda: list(podio.items.filter(APP_ID, limit=PAGE))
