"""Models: typed views of what Podio sent, which lose nothing and never fail a page."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

import podio.models
from podio.core.views.model import Field, Model, many
from podio.errors import DecodeError
from podio.models import ByLine, Comment, FieldRange, File, Item, Push, Task, TaskLabel

TASK = {
    "task_id": 7,
    "text": "Call Ann",
    "due_on": "2026-01-02 03:04:05",
    "due_date": "2026-01-02",
    "private": False,
    "labels": [{"label_id": 1, "text": "home"}, {"label_id": 2, "text": "work"}],
    "created_by": {"type": "user", "id": 3, "name": "Ben"},
    "not_yet_invented": {"deep": [1, 2]},
}
NAMES = [name for name in dir(podio.models) if name[0].isupper() and name != "Model"]
MODELS: list[type[Model]] = [
    found
    for found in (getattr(podio.models, name) for name in NAMES)
    if isinstance(found, type(Model))  # the others are dictionaries that are sent
]
every_model = pytest.mark.parametrize("kind", MODELS, ids=lambda kind: kind.__name__)


def test_all_are_known() -> None:
    assert len(MODELS) > 135


# What comes in


def test_fields_are_read_as_what_they_are() -> None:
    task = Task(TASK)
    assert (task.task_id, task.text, task.private) == (7, "Call Ann", False)
    assert task.due_on == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert task.due_date == date(2026, 1, 2)
    assert [label.text for label in task.labels] == ["home", "work"]
    assert isinstance(task.labels[0], TaskLabel)
    assert isinstance(task.created_by, ByLine)


def test_what_is_not_declared_stays_reachable() -> None:
    assert Task(TASK).raw["not_yet_invented"] == {"deep": [1, 2]}


def test_what_came_in_is_given_back() -> None:
    assert Task(TASK).to_dict() == TASK
    assert Task(TASK).to_dict() is TASK


def test_what_is_missing_is_none_or_empty() -> None:
    task = Task({"task_id": 7})
    assert (task.text, task.due_on, task.created_by) == (None, None, None)
    assert task.labels == []


def test_null_is_none_or_empty_as_well() -> None:
    task = Task({"task_id": 7, "text": None, "labels": None, "due_on": None})
    assert (task.text, task.labels, task.due_on) == (None, [], None)


def test_without_what_every_view_has_the_error_says_what_there_is() -> None:
    with pytest.raises(AttributeError) as error:
        _ = Task({"text": "Call Ann", "private": True}).task_id
    assert "this Task has no 'task_id': Podio sent ['private', 'text']" in str(error.value)
    assert "view= or fields=" in str(error.value)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("due_on", "soon"),
        ("due_on", 17),
        ("due_date", "2026-13-45"),
        ("labels", "none"),
        ("labels", {"a": 1}),
        ("created_by", "Ann"),
        ("created_by", [1]),
        ("task_id", "seven"),
        ("task_id", "--7"),
        ("task_id", "7" * 5000),
        ("private", "maybe"),
    ],
)
def test_what_is_of_another_type_comes_back_as_it_is(key: str, value: object) -> None:
    assert getattr(Task({**TASK, key: value}), key) == value
    assert Task({**TASK, key: value}).text == "Call Ann"


@pytest.mark.parametrize("value", ["much", "", [], {"a": 1}, True, "1_0.0.0", 10**400])
def test_a_number_that_is_none_comes_back_as_it_is(value: object) -> None:
    assert Item({"item_id": 1, "priority": value}).priority == value


@pytest.mark.parametrize("value", ["much", "", [], {"a": 1}, True])
def test_a_decimal_that_is_none_comes_back_as_it_is(value: object) -> None:
    assert FieldRange({"min": value}).min == value


def test_decimals_are_exact() -> None:
    found = FieldRange({"min": "0.10", "max": 1.1})
    assert (found.min, found.max) == (Decimal("0.10"), Decimal("1.1"))


def test_what_means_the_same_is_understood() -> None:
    task = Task({"task_id": "7", "private": 1, "labels": {}})
    assert (task.task_id, task.private, task.labels) == (7, True, [])


def test_no_object_is_no_model() -> None:
    answers: list[object] = [[], "x", 7, None, True]
    for wrong in answers:
        with pytest.raises(DecodeError, match=r"an object \(Task\)") as error:
            Task(cast("Any", wrong))
        assert error.value.raw == wrong
    with pytest.raises(DecodeError, match="a list"):
        many(Task)({"task_id": 7})


# What one does with them


def test_a_repr_is_for_people() -> None:
    assert repr(Task(TASK)) == (
        "Task(task_id=7, text='Call Ann', private=False, due_date='2026-01-02', "
        "due_on='2026-01-02 03:04:05', ...)"
    )
    long = Task({"task_id": 7, "text": "x" * 500})
    assert repr(long) == f"Task(task_id=7, text='{'x' * 56}...)"
    assert repr(Task({})) == "Task()"
    assert len(repr(Item({"item_id": 1, "fields": [{"values": ["x" * 1000]}]}))) < 60


def test_a_repr_shows_no_secret() -> None:
    push = Push({"channel": "/item/1", "signature": "opens-doors", "timestamp": 1})
    assert "opens-doors" not in repr(push)
    assert "signature=***" in repr(push)


def test_two_views_of_the_same_are_equal() -> None:
    assert Task(TASK) == Task(copy.deepcopy(TASK))
    assert Task(TASK) != Task({**TASK, "text": "other"})
    assert Task({"text": "x"}) != Comment({"text": "x"})
    assert Task(TASK) != TASK
    with pytest.raises(TypeError, match="use its id as the key"):
        hash(Task(TASK))


def test_a_view_cannot_be_written_to() -> None:
    task = Task(dict(TASK))
    for name in ("text", "task_id", "labels"):
        with pytest.raises(AttributeError, match="update operation"):
            setattr(task, name, "other")
    with pytest.raises(AttributeError):
        setattr(task, "txet", "misspelt")  # noqa: B010 -- a type checker would refuse it
    assert task.raw == TASK


def test_a_copy_is_of_its_own_where_it_is_deep() -> None:
    task = Task(copy.deepcopy(TASK))
    deep, flat = copy.deepcopy(task), copy.copy(task)
    assert deep == flat == task
    task.raw["labels"].append({"label_id": 3})
    assert len(deep.labels) == 2
    assert flat.raw is task.raw


def test_items_are_pickled_with_their_values() -> None:
    field = {"external_id": "title", "type": "text", "values": [{"value": "x"}]}
    item = Item({"item_id": 1, "fields": [field]})
    assert item["title"] == "x"  # sorted out once, and that is not pickled
    again = pickle.loads(pickle.dumps(item))  # noqa: S301 -- our own
    assert again == item
    assert again["title"] == "x"


def test_matching_takes_a_view_apart() -> None:
    match File({"file_id": 1, "name": "a.txt"}):
        case File(file_id=1, name=str(name)):
            assert name == "a.txt"
        case _:
            pytest.fail("a File with these values")


# All of them


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["2026-01-02 03:04:05", "2026-01-02", "03:04", "7", "-7", "--7", "1e999"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


def read_all(view: Model) -> None:
    """Read all attributes; only what must be there and is not may be missed."""
    for name, annotation in type(view).declared().items():
        missed = missed_in(view, name)
        if missed is not None:
            assert "Podio sent" in missed
            assert name.rstrip("_") not in view.raw
            assert "None" not in annotation


def missed_in(view: Model, name: str) -> str | None:
    try:
        getattr(view, name)
    except AttributeError as error:
        return str(error)
    return None


@every_model
def test_every_model_takes_an_empty_object(kind: type[Model]) -> None:
    view = kind({})
    read_all(view)
    assert repr(view) == f"{kind.__name__}()"
    assert view.to_dict() == {}
    assert pickle.loads(pickle.dumps(view)) == view  # noqa: S301 -- our own


@every_model
def test_every_declared_type_is_understood(kind: type[Model]) -> None:
    for field, annotation in kind.declared().items():
        key = vars(next(one for one in kind.__mro__ if field in vars(one)))[field]
        assert isinstance(key, Field)
        inner: object = {"id": 1}
        if annotation.startswith("list["):
            inner = [inner]
        elif annotation.startswith("dict["):
            inner = {"x": inner}
        getattr(kind({key.key: inner}), field)


@given(kind=st.sampled_from(MODELS), data=st.data())
def test_no_model_fails_on_anything(kind: type[Model], data: st.DataObject) -> None:
    keys = [field.rstrip("_") for field in kind.declared()] or ["x"]
    payload = data.draw(st.dictionaries(st.sampled_from(keys) | st.text(max_size=5), JSON))
    before = repr(payload)
    view = kind(payload)
    read_all(view)
    assert len(repr(view)) < 1000
    assert repr(view.to_dict()) == before
    assert repr(pickle.loads(pickle.dumps(view)).raw) == before  # noqa: S301 -- our own


@every_model
def test_every_model_says_what_it_is(kind: type[Model]) -> None:
    assert (kind.__doc__ or "").split("\n")[0].endswith(".")
    assert kind.declared(), "it has fields"


# Imports


def imported_after(code: str) -> set[str]:
    """Run code in a fresh interpreter; return the modules of models that it imported."""
    show = "import sys; print(*(one for one in sys.modules if one.startswith('podio.models.')))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{show}"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_a_model_is_imported_when_it_is_asked_for() -> None:
    assert imported_after("import podio.models") == set()
    assert imported_after("from podio.models import Hook") == {"podio.models.hooks"}
    found = imported_after(
        "from podio.models import Task\ntask = Task({'created_by': {'id': 1}})\ntask.created_by"
    )
    assert "podio.models.users" in found
    assert "podio.models.views" not in found


def test_a_name_that_is_none_is_told() -> None:
    with pytest.raises(AttributeError, match="Nothing"):
        getattr(podio.models, "Nothing")  # noqa: B009 -- a type checker would refuse it
    assert {"Task", "Item", "Space"} <= set(dir(podio.models))
