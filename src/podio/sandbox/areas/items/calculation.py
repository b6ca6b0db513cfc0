"""Adds items up: sums, averages and counts in groups."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from podio.sandbox.areas.items.filters import compile_filters, filter_pairs
from podio.sandbox.http.errors import invalid_value
from podio.sandbox.http.reading import wrong
from podio.sandbox.http.routing import Route
from podio.sandbox.jsontypes import is_object
from podio.sandbox.rights.access import reach_app
from podio.sandbox.values.registry import type_of
from podio.sandbox.views.people import byline

if TYPE_CHECKING:
    from podio.sandbox.http.call import Call
    from podio.sandbox.jsontypes import Json, JsonObject
    from podio.sandbox.state.app_records import App, Item

AGGREGATIONS: dict[str, Callable[[list[float]], float]] = {
    "sum": sum,
    "average": lambda numbers: sum(numbers) / len(numbers),
    "count": len,
    "minimum": min,
    "maximum": max,
}
OPERATORS: dict[str, Callable[[float, float], float]] = {
    "plus": lambda left, right: left + right,
    "minus": lambda left, right: left - right,
    "multiply": lambda left, right: left * right,
    "divide": lambda left, right: left / right,
}
NUMBER_TYPES = frozenset({"duration", "number", "calculation", "progress", "money"})
GROUP_TYPES = frozenset({"app", "member", "contact", "date", "state", "question", "category"})
PERIODS = ("date", "weekday", "week", "month", "year")
DEFAULT_LIMIT = 15
Group = tuple[Callable[["Item"], list[tuple[str, str]]], ...]


def calculate(call: Call) -> Json:
    """Add the items of an app up."""
    app, body = reach_app(call, call.number("app_id")), call.body()
    aggregation = body.choice("aggregation", tuple(AGGREGATIONS), "count")
    number_of = _formula(body.sequence("formula") or [], app, needed=aggregation != "count")
    groupings = [_grouping(raw, app, call) for raw in body.sequence("groupings") or []]
    tests = compile_filters(filter_pairs(body.content.get("filters")), app, call)
    limit = body.integer("limit", DEFAULT_LIMIT) or DEFAULT_LIMIT
    groups: dict[tuple[tuple[str, str], ...], list[float]] = {}
    everything: list[float] = []
    for item in call.world.items.where("app_id", app.app_id):
        number = number_of(item) if all(test(item) for test in tests) else None
        if number is None:
            continue
        everything.append(number)
        for key in _keys(item, groupings):
            groups.setdefault(key, []).append(number)
    work = AGGREGATIONS[aggregation]
    results: list[JsonObject] = [
        {
            "count": work(numbers),
            "groups": [{"value": value, "label": label} for value, label in key],
        }
        for key, numbers in groups.items()
    ]
    # guess: the shape is what a client library reads; the order is the largest first
    results.sort(key=lambda one: one["count"], reverse=True)
    return {"total": work(everything) if everything else 0, "groups": results[:limit]}


def _keys(
    item: Item, groupings: list[Callable[[Item], list[tuple[str, str]]]]
) -> list[tuple[tuple[str, str], ...]]:
    """List the groups an item is in: one for each combination of its values."""
    keys: list[tuple[tuple[str, str], ...]] = [()] if groupings else []
    for grouping in groupings:
        keys = [(*key, value) for key in keys for value in grouping(item)]
    return keys


def _formula(raw: list[Json], app: App, *, needed: bool) -> Callable[[Item], float | None]:
    """Make the number of an item; None where a field of the formula is empty."""
    if not needed:
        return lambda _item: 1.0
    parts = [_part(one, app) for one in raw]
    operands, operators = parts[0::2], parts[1::2]
    well_formed = (
        len(parts) % 2 == 1
        and all(callable(one) for one in operands)
        and all(isinstance(one, str) for one in operators)
    )
    if not well_formed:
        raise wrong("formula", "number or field, then operator, number or field, ...", raw)

    def number_of(item: Item) -> float | None:
        numbers = [one(item) for one in operands if callable(one)]
        present = [number for number in numbers if number is not None]
        if len(present) < len(numbers):
            return None
        try:
            return _evaluate(present, [str(one) for one in operators])
        except ZeroDivisionError:
            return None

    return number_of


def _evaluate(numbers: list[float], operators: list[str]) -> float:
    """Work a formula out, multiplication and division first."""
    terms, signs = [numbers[0]], list[str]()
    for operator, number in zip(operators, numbers[1:], strict=True):
        if operator in {"multiply", "divide"}:
            terms[-1] = OPERATORS[operator](terms[-1], number)
        else:
            signs.append(operator)
            terms.append(number)
    total = terms[0]
    for sign, term in zip(signs, terms[1:], strict=True):
        total = OPERATORS[sign](total, term)
    return total


def _part(raw: Json, app: App) -> str | Callable[[Item], float | None]:
    kind, value = (raw.get("type"), raw.get("value")) if is_object(raw) else (None, None)
    if kind == "operator" and value in OPERATORS:
        return str(value)
    if kind == "number":
        try:
            number = float(str(value))
        except ValueError:
            raise wrong("formula", "a number", value) from None
        return lambda _item: number
    field = app.find_field(str(value)) if kind == "field" else None
    if field is None or field.type not in NUMBER_TYPES:
        raise wrong("formula", "parts of type field, number or operator", raw)
    key = str(field.field_id)

    def held(item: Item) -> float | None:
        values = item.values.get(key)
        return float(values[0]["value"]) if values else None

    return held


def _grouping(raw: Json, app: App, call: Call) -> Callable[[Item], list[tuple[str, str]]]:
    if not is_object(raw):
        raise wrong("groupings", "a list of objects", raw)
    value, period = raw.get("value"), raw.get("sub_value")
    if period is not None and period not in PERIODS:
        raise wrong("sub_value", "one of " + ", ".join(PERIODS), period)
    if raw.get("type") == "revision":
        return _by_revision(str(value), period, call)
    field = app.find_field(str(value))
    if raw.get("type") != "field" or field is None or field.type not in GROUP_TYPES:
        raise invalid_value(f"Cannot group by {raw!r}", key="groupings", expected="field")
    kind, key = type_of(field), str(field.field_id)
    dated = field.type == "date"

    def by_field(item: Item) -> list[tuple[str, str]]:
        values = item.values.get(key) or []
        if dated:
            return [_period(str(one["start"]), period) for one in values] or [("", "")]
        return [(str(one["value"]), kind.text(one, field, call)) for one in values] or [("", "")]

    return by_field


def _by_revision(
    name: str, period: str | None, call: Call
) -> Callable[[Item], list[tuple[str, str]]]:
    def author(actor: JsonObject) -> list[tuple[str, str]]:
        return [(str(actor["id"]), byline(call.world, actor)["name"])]

    ways: dict[str, Callable[[Item], list[tuple[str, str]]]] = {
        "created_on": lambda item: [_period(item.first.created_on, period)],
        "last_edit_on": lambda item: [_period(item.last.created_on, period)],
        "created_by": lambda item: author(item.first.created_by),
        "last_edit_by": lambda item: author(item.last.created_by),
        "tags": lambda item: [(tag, tag) for tag in item.tags] or [("", "")],
    }
    if name not in ways:
        raise wrong("groupings", "one of " + ", ".join(ways), name)
    return ways[name]


def _period(text: str, period: str | None) -> tuple[str, str]:
    day = datetime.strptime(text[:10], "%Y-%m-%d")  # noqa: DTZ007 - a bare date has no zone
    forms = {"weekday": "%A", "week": "%G-W%V", "month": "%Y-%m", "year": "%Y"}
    shown = day.strftime(forms.get(period or "date", "%Y-%m-%d"))
    return shown, shown


ROUTES = (Route("POST", "/item/app/{app_id}/calculate", calculate, app=True, permission="read"),)
