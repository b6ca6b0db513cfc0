"""What Podio would refuse is refused before it is sent, by every operation that takes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import product
from typing import Any, TypeAlias

import httpx2
import pytest

from podio import Listing, Podio, Request
from podio.areas.tasks import Tasks
from podio.areas.users import Users
from podio.errors import DecodeError, InvalidArgumentError
from podio.operations import OperationInfo, Parameter, operations
from tests.areas.cases import Case, Recorder, signed_in
from tests.areas.valid_calls import described, valid_calls

Place: TypeAlias = tuple[str, str]  # an operation and one of its arguments

NO_IDS = ["x", "7", -1, True, 1.5, None]
NO_PIECES = ["", "  ", ".", "..", True, None, 1.5]
MAY_BE_EMPTY = {
    # None of them: that is how all are taken away.
    ("tags.update", "tags"),
    ("tasks.update_labels", "labels"),
    ("voting.replace_in_app", "votings"),
    # The pages do not say that there must be one.
    ("app_market.share", "category_ids"),
    ("flows.create", "effects"),
    ("forms.create", "fields"),
}
NO_ID_LISTS = ["12", 7, [0], [7, -1], ["7"], [True], [None]]


SENDING = [operation for operation in operations() if operation.kind != "flow"]


def name_of(operation: OperationInfo) -> str:
    return f"{operation.area}.{operation.name}"


def request_of(plan: Request[Any] | Listing[Any]) -> Request[Any]:
    return plan.page_request(0, 0) if isinstance(plan, Listing) else plan


def is_list(parameter: Parameter) -> bool:
    return parameter.annotation.startswith("Sequence[")


def parameters() -> Iterator[tuple[str, Parameter]]:
    for operation in SENDING:
        yield from ((name_of(operation), parameter) for parameter in operation.parameters)


NUMBERS_IN_PATHS = [
    (name, one.name) for name, one in parameters() if one.in_path and one.annotation == "int"
]
OTHERS_IN_PATHS = [
    (name, one.name)
    for name, one in parameters()
    if one.in_path and one.annotation not in ("int", "Sequence[int]")
]
TEXTS_IN_PATHS = [
    (name, one.name) for name, one in parameters() if one.in_path and one.annotation == "str"
]
ID_LISTS = [
    (name, one.name)
    for name, one in parameters()
    if one.annotation in ("Sequence[int]", "Sequence[int] | None")
]
IDS_ELSEWHERE = [
    (name, one.name)
    for name, one in parameters()
    if one.name.endswith("_id") and one.annotation in ("int", "int | None") and not one.in_path
]
WINDOWS = [
    (name, one.name)
    for name, one in parameters()
    if one.name in ("limit", "offset", "page_size") and "int" in one.annotation
]
LISTS = [(name, one.name) for name, one in parameters() if one.required and is_list(one)]
MOMENTS = [(name, one.name) for name, one in parameters() if "datetime" in one.annotation]


def test_every_operation_is_reached() -> None:
    assert {name_of(operation) for operation in SENDING} <= set(valid_calls())
    assert len(NUMBERS_IN_PATHS) > 400
    assert len(MOMENTS) >= 10
    assert all([OTHERS_IN_PATHS, TEXTS_IN_PATHS, ID_LISTS, IDS_ELSEWHERE, WINDOWS, LISTS])


def accepted(places: list[Place], wrong_ones: Sequence[object], message: str) -> list[str]:
    """Name what is not refused, or not with this message; braces stand for the argument's name."""
    found: list[str] = []
    for (name, argument), wrong in product(places, wrong_ones):
        try:
            described(name, **{argument: wrong})
        except InvalidArgumentError as error:
            if re.search(message.format(argument), str(error)):
                continue
        found.append(f"{name}({argument}={wrong!r})")
    return found


def test_an_id_in_a_path_is_a_positive_int() -> None:
    assert accepted(NUMBERS_IN_PATHS, NO_IDS, "{} must be") == []


def test_a_piece_of_a_path_is_a_text_that_says_something() -> None:
    assert accepted(OTHERS_IN_PATHS, NO_PIECES, "{} must") == []


def test_a_text_stays_one_piece_of_the_path() -> None:
    for name, argument in TEXTS_IN_PATHS:
        plain = request_of(described(name, **{argument: "x"})).path
        odd = request_of(described(name, **{argument: "a/b c?#%&ü中"})).path
        assert odd.count("/") == plain.count("/"), name
        assert "a%2Fb%20c%3F%23%25%26%C3%BC%E4%B8%AD" in odd, name


def test_a_list_of_ids_holds_positive_ints() -> None:
    assert accepted(ID_LISTS, NO_ID_LISTS, "{}") == []


def test_an_id_in_a_body_or_query_is_checked_too() -> None:
    assert accepted(IDS_ELSEWHERE, ["x", -1, True], "{}") == []


def test_a_window_is_no_negative_number() -> None:
    assert accepted(WINDOWS, ["10", -1, True, 1.5], "{}") == []


def test_where_one_is_needed_an_empty_list_is_refused() -> None:
    needed = [place for place in LISTS if place not in MAY_BE_EMPTY]
    assert accepted(needed, [[]], "empty|at least one|needs") == []
    for name, argument in MAY_BE_EMPTY:
        described(name, **{argument: []})


def client(answer: object) -> tuple[Podio, Recorder]:
    """Return a client whose every request is answered with the same JSON."""
    recorder = Recorder(Case("", lambda podio: podio, sends="", answer=answer))
    http = httpx2.Client(transport=httpx2.MockTransport(recorder))
    podio = Podio("client", "secret", http_client=http)
    podio.oauth = signed_in()
    return podio, recorder


def test_a_datetime_without_a_zone_is_refused_with_the_reason() -> None:
    podio, recorder = client({})
    for name, argument in MOMENTS:
        plan = described(name, **{argument: datetime(2026, 1, 2, 3, 4)})  # noqa: DTZ001 -- refused
        with pytest.raises(InvalidArgumentError, match=r"no time zone.*tzinfo=UTC"):
            podio.request(request_of(plan))
        assert recorder.sent == [], name


def test_what_json_cannot_hold_is_refused_before_it_is_sent() -> None:
    podio, recorder = client({})
    with pytest.raises(InvalidArgumentError, match=r"JSON has nothing like it"):
        podio.request(Request("POST", "/x/", body={"value": object()}))
    assert recorder.sent == []


ODD_ANSWERS: list[object] = [
    None,
    [],
    {},
    "x",
    7,
    True,
    [None],
    ["x"],
    [[]],
    [{}],
    {"items": 7},
    {"items": [1]},
    {"items": None},
    {"unknown": "y"},
]


def test_an_answer_of_another_shape_is_told_and_kept() -> None:
    for name, odd in product(map(name_of, SENDING), ODD_ANSWERS):
        error = decode_error(request_of(described(name)), odd)
        assert error is None or error.raw in (odd, *parts_of(odd)), name


def decode_error(request: Request[Any], answer: object) -> DecodeError | None:
    """Read an answer; any other exception than this one is a defect."""
    try:
        request.result(answer)
    except DecodeError as error:
        return error
    return None


def parts_of(odd: object) -> list[object]:
    """Return what is inside an answer, where an error may be about a part of it."""
    inner = list(odd.values()) if isinstance(odd, dict) else odd
    if not isinstance(inner, list):
        return []
    return [*inner, *(part for one in inner for part in parts_of(one))]


def test_the_answer_of_a_call_is_kept_where_it_does_not_fit() -> None:
    podio, _ = client(["not", "a", "task"])
    with pytest.raises(DecodeError, match="an object \\(Task\\), but is a list") as error:
        podio.tasks.get(7)
    assert error.value.raw == ["not", "a", "task"]


def test_a_listing_whose_answer_is_none_says_so() -> None:
    podio, _ = client({"message": "hello"})
    with pytest.raises(DecodeError, match="a list of items") as error:
        podio.tasks.find().first()
    assert error.value.raw == {"message": "hello"}


def test_a_missing_field_is_told_when_it_is_read_and_the_rest_is_there() -> None:
    podio, _ = client({"text": "Call Ann"})
    task = podio.tasks.get(7)
    assert task.text == "Call Ann"
    with pytest.raises(AttributeError, match="no 'task_id': Podio sent \\['text'\\]"):
        _ = task.task_id


def test_the_first_argument_that_is_wrong_is_named() -> None:
    wrong: Any = "7"
    with pytest.raises(InvalidArgumentError, match="task_id must be a positive int, got '7'"):
        Tasks.get(wrong)
    with pytest.raises(InvalidArgumentError, match=r"name must not be empty or dots, got '\.\.'"):
        Users.get_property("..")
