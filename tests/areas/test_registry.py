"""Every operation that is known of Podio's API is declared, and nothing is invented.

`tests/facts/operations.json` lists what is known: area, name, verb, path, page; collected from
Podio's own operation pages and eight public clients.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from podio.operations import find, operations
from tests.areas.valid_calls import cases

FACTS = [
    tuple(row)
    for row in json.loads(
        (Path(__file__).parents[1] / "facts" / "operations.json").read_text(encoding="utf-8")
    )
]

# Known from Podio's own pages alone, and so not in the list.
FROM_A_PAGE_ALONE = {
    ("GET", "/conversation/{flag}/"),
    ("GET", "/space/{space_id}/member/{user_id}"),
    ("DELETE", "/layout/{app_id}/{layout_type}"),
}
# Where a page spells a path otherwise than the clients do, the page counts.
SPELLED_BY_THE_PAGE = {("PUT", "/app/{app_id}/v2/"): ("PUT", "/app/{app_id}/v2")}


def routes(path: str) -> str:
    """A path with its placeholders' names left out: those are ours to choose."""
    return re.sub(r"\{[^}]*\}", "{}", path)


def declared_routes() -> set[tuple[str, str]]:
    return {(each.method, routes(each.path)) for each in operations() if each.kind != "flow"}


def known_routes() -> set[tuple[str, str]]:
    spelled = {
        SPELLED_BY_THE_PAGE.get((method, path), (method, path)) for _, _, method, path, _ in FACTS
    }
    return {(method, routes(path)) for method, path in spelled}


def test_the_list_of_facts_is_whole() -> None:
    assert len(FACTS) == 461


def test_nothing_is_missing() -> None:
    missing = known_routes() - declared_routes()
    assert not missing, sorted(missing)


def test_nothing_is_invented() -> None:
    from_pages = {(method, routes(path)) for method, path in FROM_A_PAGE_ALONE}
    assert not declared_routes() - known_routes() - from_pages


def test_every_area_has_its_operations() -> None:
    known: dict[str, set[tuple[str, str]]] = {}
    for area, _, *route, _ in FACTS:
        method, path = SPELLED_BY_THE_PAGE.get((route[0], route[1]), (route[0], route[1]))
        known.setdefault(area.replace("-", "_"), set()).add((method, routes(path)))
    for area, wanted in known.items():
        have = {(each.method, routes(each.path)) for each in operations() if each.area == area}
        assert not wanted - have, area


def test_each_says_what_it_does_and_where_that_stands() -> None:
    for operation in operations():
        assert operation.summary.endswith("."), f"{operation}: the first line is a sentence"
        assert len(operation.summary) <= 90, operation
        text = operation.declared.describe.__doc__ or ""
        last = text.strip().splitlines()[-1].strip()
        on_a_page = ("https://developers.podio.com/doc/", "Not on a page of its own")
        assert operation.kind == "flow" or last.startswith(on_a_page), operation


def test_ids_are_positional_and_the_rest_is_named() -> None:
    for operation in operations():
        taken = {parameter.name for parameter in operation.parameters if parameter.in_path}
        names = [] if operation.declared.route is None else operation.declared.route.names
        assert taken <= set(names), operation
        assert not any("**" in parameter.name for parameter in operation.parameters), operation


def test_each_has_a_test_of_what_it_sends_and_reads() -> None:
    tested: set[str] = set()
    for case in cases():
        area, _, name = case.name.partition(".")
        tested.add(f"{area}.{re.split('[ :,]', name)[0]}")
    known = {f"{each.area}.{each.name}" for each in operations() if each.kind != "flow"}
    assert not known - tested, sorted(known - tested)


def test_an_operation_is_found_by_its_name() -> None:
    operation = find("tasks.complete")
    assert (operation.method, operation.path) == ("POST", "/task/{task_id}/complete")
    assert operation.parameters[0].name == "task_id"
    with pytest.raises(KeyError):
        find("tasks.finish")
