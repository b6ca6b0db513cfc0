"""What Podio would refuse is refused before it is sent, by every operation that takes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import httpx2
import pytest

from podio import Listing, Podio, Request
from podio.areas.tasks import Tasks
from podio.areas.users import Users
from podio.core.operations.id_arguments import id_arguments
from podio.errors import DecodeError, InvalidArgumentError
from podio.operations import OperationInfo, Parameter, operations
from tests.areas.cases import Case, Recorder, signed_in
from tests.areas.valid_calls import described, valid_calls

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
ID_LISTS = [(name, one.name) for name, one in parameters() if one.annotation == "Sequence[int]"]
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


@pytest.mark.parametrize(("name", "argument"), NUMBERS_IN_PATHS)
def test_an_id_in_a_path_is_a_positive_int(name: str, argument: str) -> None:
    for wrong in NO_IDS:
        with pytest.raises(InvalidArgumentError, match=f"{argument} must be"):
            described(name, **{argument: wrong})


@pytest.mark.parametrize(("name", "argument"), OTHERS_IN_PATHS)
def test_a_piece_of_a_path_is_a_text_that_says_something(name: str, argument: str) -> None:
    for wrong in NO_PIECES:
        with pytest.raises(InvalidArgumentError, match=f"{argument} must"):
            described(name, **{argument: wrong})


@pytest.mark.parametrize(("name", "argument"), TEXTS_IN_PATHS)
def test_a_text_stays_one_piece_of_the_path(name: str, argument: str) -> None:
    plain = request_of(described(name, **{argument: "x"})).path
    odd = request_of(described(name, **{argument: "a/b c?#%&ü中"})).path
    assert odd.count("/") == plain.count("/")
    assert "a%2Fb%20c%3F%23%25%26%C3%BC%E4%B8%AD" in odd


@pytest.mark.parametrize(("name", "argument"), ID_LISTS)
def test_a_list_of_ids_holds_positive_ints(name: str, argument: str) -> None:
    for wrong in NO_ID_LISTS:
        with pytest.raises(InvalidArgumentError, match=argument):
            described(name, **{argument: wrong})


@pytest.mark.parametrize("operation", SENDING, ids=name_of)
def test_ids_in_bodies_and_queries_are_checked_too(operation: OperationInfo) -> None:
    for argument, several, _ in id_arguments(operation.declared.describe):
        for wrong in NO_ID_LISTS if several else ("x", -1, True):
            with pytest.raises(InvalidArgumentError, match=argument):
                described(name_of(operation), **{argument: wrong})


@pytest.mark.parametrize(("name", "argument"), WINDOWS)
def test_a_window_is_no_negative_number(name: str, argument: str) -> None:
    for wrong in ("10", -1, True, 1.5):
        with pytest.raises(InvalidArgumentError, match=argument):
            described(name, **{argument: wrong})


@pytest.mark.parametrize(("name", "argument"), LISTS)
def test_where_one_is_needed_an_empty_list_is_refused(name: str, argument: str) -> None:
    if (name, argument) in MAY_BE_EMPTY:
        described(name, **{argument: []})
        return
    with pytest.raises(InvalidArgumentError, match=r"empty|at least one|needs"):
        described(name, **{argument: []})


def client(answer: object) -> tuple[Podio, Recorder]:
    """Return a client whose every request is answered with the same JSON."""
    recorder = Recorder(Case("", lambda podio: podio, sends="", answer=answer))
    http = httpx2.Client(transport=httpx2.MockTransport(recorder))
    podio = Podio("client", "secret", http_client=http)
    podio.oauth = signed_in()
    return podio, recorder


@pytest.mark.parametrize(("name", "argument"), MOMENTS)
def test_a_datetime_without_a_zone_is_refused_with_the_reason(name: str, argument: str) -> None:
    podio, recorder = client({})
    plan = described(name, **{argument: datetime(2026, 1, 2, 3, 4)})  # noqa: DTZ001 -- refused
    with pytest.raises(InvalidArgumentError, match="no time zone") as error:
        podio.request(request_of(plan))
    assert "tzinfo=UTC" in str(error.value)
    assert recorder.sent == []


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


@pytest.mark.parametrize("operation", SENDING, ids=name_of)
def test_an_answer_of_another_shape_is_told_and_kept(operation: OperationInfo) -> None:
    request = request_of(described(name_of(operation)))
    for odd in ODD_ANSWERS:
        error = decode_error(request, odd)
        assert error is None or error.raw in (odd, *parts_of(odd))


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
