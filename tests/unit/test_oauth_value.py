"""`PodioOAuth` is a value: it does not change, hides what it holds, and forgets nothing."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any

import pytest

from podio import PodioOAuth, Ref
from podio.errors import StoreCorruptError
from tests.unit.scripted import NOW, Script, ok, session, tokens


def full() -> PodioOAuth:
    """Return a session with every field set."""
    return PodioOAuth(
        "the-access-token",
        "the-refresh-token",
        issued_at=NOW,
        expires_at=NOW + 3600,
        refresh_expires_at=NOW + 86_400,
        ref=Ref("user", 7),
        scope="global:all",
        client_id="demo",
        api_url="https://podio.test",
        version=3,
        revoked="invalid_grant",
        extra={"plan": "b"},
    )


FIELDS = [name for name in PodioOAuth.__slots__ if not name.startswith("_")]


@pytest.mark.parametrize("name", FIELDS)
def test_no_field_can_be_set(name: str) -> None:
    oauth = full()
    with pytest.raises(AttributeError, match="replace"):
        setattr(oauth, name, "x")
    assert oauth == full()


def test_the_callers_own_mapping_stays_the_callers_own() -> None:
    given = {"plan": "b"}
    oauth = full().replace(extra=given)
    given["plan"] = "changed"
    assert oauth.extra["plan"] == "b"


def test_replace_makes_another() -> None:
    before = full()
    after = before.replace(access_token="new", version=4)
    assert (after.access_token, after.version, after.refresh_token) == (
        "new",
        4,
        "the-refresh-token",
    )
    assert before == full()
    assert after != before
    assert after.newer_than(before)
    assert not before.newer_than(after)


def test_an_empty_one_is_falsy_also_when_it_says_why() -> None:
    assert not PodioOAuth()
    assert not PodioOAuth(revoked="logged_out", version=9)
    assert PodioOAuth("a")
    assert PodioOAuth("", "r")


def test_equal_values_are_equal_and_hash_alike() -> None:
    assert full() == full()
    assert hash(full()) == hash(full())
    assert full() != full().replace(scope="user:read")
    assert len({full(), full()}) == 1
    assert full() != "the-access-token"


@pytest.mark.parametrize("show", [repr, str, "{}".format, lambda it: f"{it!r}"])
def test_no_token_is_shown(show: Any) -> None:  # any way to text
    shown = show(full())
    for secret in ("the-access-token", "the-refresh-token"):
        assert secret[:6] not in shown
    assert "Ref('user', 7)" in shown


def test_two_tokens_can_be_told_apart_in_a_log() -> None:
    first, second = full(), full().replace(access_token="another")
    assert repr(first) != repr(second)
    assert repr(first) == repr(full())


def test_it_is_not_pickled_for_it_would_stand_in_the_clear() -> None:
    with pytest.raises(TypeError, match="to_json"):
        pickle.dumps(full())


def test_a_copy_is_itself() -> None:
    oauth = full()
    assert copy.copy(oauth) is oauth
    assert copy.deepcopy(oauth) is oauth


def test_json_and_back() -> None:
    assert PodioOAuth.from_json(full().to_json()) == full()
    assert PodioOAuth.from_json(full().to_json().encode()) == full()
    assert PodioOAuth.from_dict(full().to_dict()) == full()
    assert PodioOAuth.from_json(PodioOAuth().to_json()) == PodioOAuth()


def test_keys_that_are_not_known_are_kept() -> None:
    entry = json.loads(full().to_json()) | {"device": {"id": [1, 2]}, "format": 7}
    oauth = PodioOAuth.from_dict(entry)
    assert json.loads(oauth.to_json()) == entry
    assert json.loads(oauth.replace(version=9).to_json()) == entry | {"version": 9}


def test_keys_that_are_not_known_survive_a_renewal() -> None:
    script = Script(session(left=-5, extra={"device": {"id": 1}}))
    script.load()
    script.answers(tokens(account="b"), ok())
    script.renew()
    assert script.shelf.oauth.extra["device"] == {"id": 1}
    assert script.shelf.oauth.extra["account"] == "b"


def test_versions_grow_with_every_change_also_when_the_clock_goes_back() -> None:
    script = Script(session(left=-5))
    script.load()
    versions = [script.storage.oauth.version]
    for number in range(5):
        script.clock.now -= 3600
        script.answers(tokens(f"a{number}", f"r{number}"))
        script.renew()
        versions.append(script.storage.oauth.version)
    assert versions == sorted(set(versions))


def test_a_new_session_is_newer_than_one_that_was_deleted_before() -> None:
    script = Script(session(left=10))
    script.load()
    deleted = script.storage.oauth
    script.drive(script.renewal.log_out())
    script.clock.now += 1
    script.storage.hand_over(PodioOAuth("given", "r", issued_at=script.clock.now))
    assert script.storage.oauth.newer_than(deleted)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no JSON",
        "[]",
        "null",
        "5",
        '"the-access-token"',
        '{"access_token": 5}',
        '{"access_token": ["the-access-token"]}',
        '{"access_token": "the-access-token", "expires_at": "soon"}',
        '{"access_token": "the-access-token", "expires_at": NaN}',
        '{"access_token": "the-access-token", "version": true}',
        '{"access_token": "the-access-token", "version": 1e400}',
        '{"access_token": "the-access-token"',
        b"\xff\xfe",
    ],
)
def test_what_is_no_session_is_corrupt_and_is_not_quoted(text: str | bytes) -> None:
    with pytest.raises(StoreCorruptError, match="sign in again") as caught:
        PodioOAuth.from_json(text)
    assert "the-access" not in str(caught.value)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"type": "user", "id": 7}, Ref("user", 7)),
        ({"type": "user", "id": "7"}, Ref("user", 7)),
        ({"type": "user"}, None),
        ({"type": None, "id": 7}, None),
        ("user:7", None),
        (None, None),
    ],
)
def test_whose_session_it_is(written: object, read: Ref | None) -> None:
    assert PodioOAuth.from_dict({"access_token": "a", "ref": written}).ref == read


def test_a_ref_is_a_value_too() -> None:
    ref = Ref("app", 42)
    with pytest.raises(AttributeError):
        ref.id = 43
    assert ref == Ref("app", 42)
    assert len({ref, Ref("app", 42), Ref("user", 42)}) == 2
    assert repr(ref) == "Ref('app', 42)"
    assert pickle.loads(pickle.dumps(ref)) == ref  # noqa: S301 -- its own bytes
