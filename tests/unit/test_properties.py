"""What must hold for every value, not only for those that somebody thought of."""

from __future__ import annotations

import contextlib
import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podio import PodioOAuth, Ref
from podio.core.codec import read_json, write_json
from podio.core.limits import retry_after
from podio.core.operations.route import Route
from podio.core.operations.wire import query_text, wire
from podio.core.secret import scrub
from podio.core.session.token_answer import read_answer
from podio.errors import InvalidArgumentError, StoreCorruptError
from tests.unit.scripted import NOW

KNOWN = {*PodioOAuth.__slots__, "format", "expires_in", "ref_type", "ref_id"}
OTHER_SHAPES = {"oauth", "PodioOAuth", "podioOAuth", "podio-php-session"}

times = st.floats(min_value=1.0, max_value=1e12)
texts = st.text(min_size=1)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(-1e9, 1e9) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
unknown_keys = st.text(min_size=1).filter(
    lambda key: key not in KNOWN | OTHER_SHAPES and not key[:1].isupper() and key.islower()
)
sessions = st.builds(
    PodioOAuth,
    texts,
    texts,
    issued_at=times,
    expires_at=times,
    refresh_expires_at=times,
    ref=st.none() | st.builds(Ref, texts, st.integers(0, 2**63)),
    scope=st.none() | texts,
    token_type=texts,
    client_id=st.none() | texts,
    api_url=st.none() | texts,
    version=st.integers(0, 10**14),
    revoked=st.none() | texts,
    extra=st.dictionaries(unknown_keys, json_values, max_size=3),
)


@given(sessions)
def test_a_session_survives_json(oauth: PodioOAuth) -> None:
    assert PodioOAuth.from_json(oauth.to_json()) == oauth
    assert PodioOAuth.from_dict(json.loads(oauth.to_json())) == oauth


@given(sessions)
def test_no_session_shows_its_tokens(oauth: PodioOAuth) -> None:
    hidden = oauth.replace(access_token="\x01A\x02" * 4, refresh_token="\x01R\x02" * 4)
    assert "\x01" not in repr(hidden).replace(repr(hidden.ref), "")


@given(st.text() | st.binary())
def test_any_text_is_a_session_or_corrupt(text: str | bytes) -> None:
    try:
        PodioOAuth.from_json(text)
    except StoreCorruptError as error:
        assert "sign in again" in str(error)  # noqa: PT017 -- either outcome is right


@given(
    st.dictionaries(st.sampled_from(sorted(KNOWN | OTHER_SHAPES)) | st.text(), json_values),
)
def test_any_object_is_a_session_or_corrupt(entry: dict[str, Any]) -> None:
    try:
        oauth = PodioOAuth.from_dict(entry)
    except StoreCorruptError:
        return
    assert PodioOAuth.from_json(oauth.to_json()) == PodioOAuth.from_dict(oauth.to_dict())


@given(st.dictionaries(st.sampled_from(sorted(KNOWN)) | st.text(), json_values), sessions)
def test_any_token_answer_with_a_token_is_a_session(
    answer: dict[str, Any], previous: PodioOAuth
) -> None:
    oauth = read_answer(
        answer | {"access_token": "a", "refresh_token": "r"},
        now=NOW,
        previous=previous,
        chain="new",
        client_id="demo",
        api_url="https://podio.test",
        refreshed=True,
    )
    assert oauth.issued_at == NOW
    assert oauth.expires_at > NOW
    assert oauth.newer_than(previous)
    assert PodioOAuth.from_json(oauth.to_json()).access_token == "a"


@given(st.text())
def test_a_path_argument_stays_one_piece_of_the_path(text: str) -> None:
    route = Route("GET", "/item/app/{app_id}/external_id/{external_id}")
    try:
        path = route.fill((7, text))
    except InvalidArgumentError:
        assert not text.strip() or text in {".", ".."}
        return
    except UnicodeEncodeError:
        pytest.fail("a text that cannot be sent must be an InvalidArgumentError")
    parts = urlsplit(f"https://podio.test{path}")
    assert parts.query == parts.fragment == ""
    pieces = parts.path.split("/")
    assert pieces[:4] == ["", "item", "app", "7"]
    assert len(pieces) == 6
    assert unquote(pieces[-1]) == text


@given(st.integers() | st.booleans() | st.text() | st.none() | st.floats() | st.lists(st.none()))
def test_an_id_is_a_positive_int_and_nothing_else(value: Any) -> None:  # wrong on purpose
    route = Route("GET", "/item/{item_id}")
    if type(value) is int and value > 0:
        assert route.fill((value,)) == f"/item/{value}"
    else:
        with pytest.raises(InvalidArgumentError, match="item_id"):
            route.fill((value,))


@given(json_values)
def test_json_goes_out_as_it_is(value: object) -> None:
    assert json.loads(json.dumps(wire(value))) == json.loads(json.dumps(value))


@given(st.datetimes(), st.integers(-14 * 60, 14 * 60))
def test_a_moment_goes_out_in_utc(naive: datetime, minutes: int) -> None:
    try:
        moment = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
        expected = moment.astimezone(UTC)
    except OverflowError:
        return
    text = wire(moment)
    assert isinstance(text, str)
    assert datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC) == expected.replace(
        microsecond=0
    )
    with pytest.raises(InvalidArgumentError, match="time zone"):
        wire([naive])


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4), st.dates())
def test_decimals_and_dates_lose_nothing(number: Decimal, day: date) -> None:
    text = wire(number)
    assert isinstance(text, str)
    assert "E" not in text
    assert Decimal(text) == number
    assert wire({"on": day}) == {"on": day.isoformat()}


@given(st.lists(st.integers()))
def test_a_list_in_a_query_is_one_text(values: list[int]) -> None:
    assert query_text("GET", values) == ",".join(map(str, values))
    assert query_text("GET", True) == "1"  # noqa: FBT003 -- the value under test
    assert query_text("POST", True) == "true"  # noqa: FBT003 -- the value under test


@given(st.text(), json_values)
def test_any_header_names_a_time_or_none(header: str, raw: object) -> None:
    seconds = retry_after({"retry-after": header}, raw, NOW)
    assert seconds is None or seconds >= 0


@given(json_values, st.text(alphabet="xyz", min_size=3))
def test_scrubbing_leaves_none_of_a_secret(value: object, secret: str) -> None:
    planted = {"a": value, secret: [f"before{secret}after", {"b": secret}]}
    assert secret not in json.dumps(scrub(planted, frozenset({secret})), ensure_ascii=False)


@given(json_values)
def test_the_same_value_is_the_same_text(value: object) -> None:
    text = write_json({"a": value, "b": 1})
    assert read_json(text) == read_json(text.encode())
    assert write_json(read_json(text)) == text


@given(st.text() | st.binary())
def test_what_is_no_json_is_a_value_error(text: str | bytes) -> None:
    with contextlib.suppress(ValueError):
        read_json(text)
