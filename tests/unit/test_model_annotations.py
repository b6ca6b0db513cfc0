"""A model may be declared as anyone declares classes: annotations are text or types."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from types import ModuleType
from typing import Any

import pytest

from podio.models import App, Item, User

DECLARED = """
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Dict, List, Literal, Optional, Union

from podio.models import Model, User


class Part(Model):
    part_id: int


class Mine(Model):
    item_id: int
    title: str | None
    due: Optional[date]
    moment: datetime | None
    amount: Union[Decimal, None]
    kind: Literal["a", "b"] | None
    parts: list[Part]
    more: Optional[List[Part]]
    named: dict[str, Part]
    older: Dict[str, Part]
    user: User | None
    later: "Later | None"
    laters: list["Later"]
    either: int | str | None
    unknown: "Nowhere | None"
    unknowns: "list[Nowhere]"
    noted: Annotated[date, "of birth"] | None
    bare: List
    broken: "[int] | None"
    odd: "[int]"


class Later(Model):
    later_id: int
"""
RAW: dict[str, Any] = {
    "item_id": "1",
    "title": "x",
    "due": "2026-01-02",
    "moment": "2026-01-02 03:04:05",
    "amount": "1.50",
    "kind": "a",
    "parts": [{"part_id": 1}],
    "more": [{"part_id": 2}],
    "named": {"a": {"part_id": 3}},
    "older": {"a": {"part_id": 4}},
    "user": {"user_id": 5},
    "later": {"later_id": 6},
    "laters": [{"later_id": 7}],
    "either": "8",
    "unknown": {"x": 9},
    "unknowns": [{"x": 10}],
    "noted": "2026-01-02",
    "bare": {},
    "broken": "11",
    "odd": "12",
}


def module_of(code: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    made = ModuleType("module_of_a_user")
    monkeypatch.setitem(sys.modules, made.__name__, made)
    compiled = compile(code, made.__name__, "exec", dont_inherit=True)
    exec(compiled, vars(made))  # noqa: S102 -- declared here, with either kind of annotation
    return made


@pytest.fixture(params=["", "from __future__ import annotations\n"], ids=["types", "text"])
def module(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return module_of(request.param + DECLARED, monkeypatch)


def test_every_annotation_is_understood(module: ModuleType) -> None:
    mine = module.Mine(RAW)
    assert (mine.item_id, mine.title, mine.due, mine.kind) == (1, "x", date(2026, 1, 2), "a")
    assert mine.moment == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert mine.amount == Decimal("1.5")
    assert mine.parts == [module.Part({"part_id": 1})]
    assert mine.more == [module.Part({"part_id": 2})]
    assert mine.named == {"a": module.Part({"part_id": 3})}
    assert mine.older == {"a": module.Part({"part_id": 4})}
    assert mine.user == User({"user_id": 5})
    assert mine.later == module.Later({"later_id": 6})
    assert mine.laters == [module.Later({"later_id": 7})]
    assert mine.either == "8"
    assert mine.noted == date(2026, 1, 2)
    assert mine.bare == []


def test_a_name_that_nothing_has_leaves_the_value_as_it_came(module: ModuleType) -> None:
    mine = module.Mine(RAW)
    assert mine.unknown == {"x": 9}
    assert mine.unknowns == [{"x": 10}]
    assert (mine.broken, mine.odd) == ("11", "12")


def test_what_is_absent_is_none_or_empty(module: ModuleType) -> None:
    mine = module.Mine({"item_id": 1})
    assert (mine.title, mine.due, mine.amount, mine.user, mine.unknown) == (None,) * 5
    assert (mine.parts, mine.more, mine.named, mine.older) == ([], [], {}, {})
    with pytest.raises(AttributeError, match="no 'item_id'"):
        _ = module.Mine({}).item_id


def test_the_declaration_is_shown_as_text(module: ModuleType) -> None:
    declared = module.Mine.declared()
    assert declared["item_id"] == "int"
    assert declared["due"].endswith("date | None")


SHADOWING = """
from __future__ import annotations
from podio.models import Model


class Mine(Model):
    user: User | None
    app: App | None
    loop: LOOP


class User(Model):
    id: int


LOOP = "LOOP"
"""


def test_own_names_go_before_those_of_the_models(monkeypatch: pytest.MonkeyPatch) -> None:
    own = module_of(SHADOWING, monkeypatch)
    mine = own.Mine({"user": {"id": 1}, "app": {"app_id": 2}, "loop": 3})
    assert type(mine.user) is own.User
    assert mine.app == App({"app_id": 2})
    assert mine.loop == 3


def test_values_are_read_in_a_program_that_imports_nothing_but_the_model() -> None:
    field = {"external_id": "it", "type": "number", "values": [{"value": "1.5"}]}
    raw = {"item_id": 1, "fields": [field]}
    for door in ("podio.models", "podio.models.items"):
        program = (
            "import sys\n"
            f"from {door} import Item\n"
            "assert 'podio.fields.registry' not in sys.modules\n"
            f"print(Item({raw!r})['it'])"
        )
        run = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, check=True, text=True
        )
        assert run.stdout == "1.5\n"
    assert Item(raw)["it"] == Decimal("1.5")
