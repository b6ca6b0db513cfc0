"""What `help()` and `inspect` show of an operation is what was written, with its real result."""

from __future__ import annotations

import inspect
import pydoc
from typing import Any

import pytest

from podio import AsyncPodio, Podio
from podio.areas.tasks import Tasks
from podio.operations import operations

SIGNATURES = {
    "tasks.get": "(task_id: int) -> Task",
    "tasks.complete": "(task_id: int, *, silent: bool | None = None, hook: bool | None = None)"
    " -> int | None",
    "items.delete": "(item_id: int, *, silent: bool | None = None, hook: bool | None = None)"
    " -> None",
    "hooks.list": "(ref_type: Hooked, ref_id: int) -> list[Hook]",
    "files.read": "(file_id: int, *, max_size: int | None = None) -> bytes",
}


@pytest.fixture(params=[Podio, AsyncPodio])
def podio(request: pytest.FixtureRequest) -> Podio | AsyncPodio:
    kind: type[Podio | AsyncPodio] = request.param
    return kind("client", "secret")


def method_of(podio: Podio | AsyncPodio, name: str) -> object:
    area, _, operation = name.partition(".")
    return getattr(getattr(podio, area), operation)


def shown(method: object) -> str:
    """Return a signature as help() writes it."""
    assert callable(method)
    return str(inspect.signature(method)).replace("'", "")


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_signature_survives(podio: Podio | AsyncPodio, name: str) -> None:
    assert shown(method_of(podio, name)) == SIGNATURES[name]


def test_a_listing_gives_the_pager_of_its_client() -> None:
    awaiting, blocking = AsyncPodio("client", "secret"), Podio("client", "secret")
    assert shown(blocking.items.filter).endswith("-> Pager[Item]")
    assert shown(awaiting.items.filter).endswith("-> AsyncPager[Item]")


def test_a_flow_gives_its_result(podio: Podio | AsyncPodio) -> None:
    assert shown(podio.batch.wait).endswith("-> models.Batch")


def test_only_the_awaiting_client_has_coroutine_functions() -> None:
    awaiting, blocking = AsyncPodio("client", "secret"), Podio("client", "secret")
    assert inspect.iscoroutinefunction(awaiting.tasks.get)
    assert inspect.iscoroutinefunction(awaiting.batch.wait)
    assert not inspect.iscoroutinefunction(blocking.tasks.get)
    assert not inspect.iscoroutinefunction(awaiting.items.filter), "it is iterated over"


def test_help_shows_the_docstring_and_the_name(podio: Podio | AsyncPodio) -> None:
    text = pydoc.plain(pydoc.render_doc(podio.items.get))
    assert "get(item_id: 'int', *, mark_as_viewed: 'bool | None' = None" in text
    assert "Fetch an item with all its values." in text
    assert "https://developers.podio.com/doc/items/get-item-22360" in text


def test_help_of_an_area_lists_its_operations() -> None:
    text = pydoc.plain(pydoc.render_doc(Tasks))
    assert "Things to do" in text
    for name in ("complete", "create", "find"):
        assert name in text


def test_every_operation_keeps_name_docstring_and_parameters(podio: Podio | AsyncPodio) -> None:
    for operation in operations():
        method = method_of(podio, f"{operation.area}.{operation.name}")
        assert inspect.getdoc(method) == inspect.getdoc(operation.declared.describe), operation
        assert getattr(method, "__name__", "") == operation.name
        assert callable(method)
        parameters = inspect.signature(method).parameters
        assert list(parameters) == [one.name for one in operation.parameters], operation
        kinds = {one.kind for one in parameters.values()}
        assert inspect.Parameter.VAR_KEYWORD not in kinds, operation


def test_a_wrong_call_is_a_type_error_that_names_the_operation(podio: Podio | AsyncPodio) -> None:
    get: Any = podio.tasks.get
    with pytest.raises(TypeError, match=r"Tasks\.get\(\) got an unexpected keyword argument"):
        begun(get(task=1))


def begun(result: object) -> None:
    """Run a coroutine as far as it goes without waiting."""
    if inspect.iscoroutine(result):
        result.send(None)
