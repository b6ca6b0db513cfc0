"""`Secret` shows nothing of itself until it is told to."""

from __future__ import annotations

import copy
import pickle
import traceback

import pytest

from podio import Secret
from podio.core.secret import fingerprint, scrub

TEXT = "correct horse battery staple"


@pytest.mark.parametrize("show", [repr, str, "{}".format, "{:>40}".format, lambda it: f"{it!s}"])
def test_it_shows_nothing(show: object) -> None:
    assert callable(show)
    shown = show(Secret(TEXT))
    assert "***" in shown
    assert not [word for word in TEXT.split() if word in shown]


def test_it_is_revealed_on_demand() -> None:
    assert Secret(TEXT).reveal() == TEXT


def test_it_is_equal_to_another_of_the_same_text_only() -> None:
    assert Secret(TEXT) == Secret(TEXT)
    assert Secret(TEXT) != Secret("other")
    assert Secret(TEXT) != TEXT
    assert Secret("é") == Secret("é")
    assert len({Secret(TEXT), Secret(TEXT)}) == 1


def test_it_is_not_pickled_nor_has_it_a_dictionary() -> None:
    with pytest.raises(TypeError, match="pickled"):
        pickle.dumps(Secret(TEXT))
    with pytest.raises(TypeError):
        copy.deepcopy(Secret(TEXT))
    assert not hasattr(Secret(TEXT), "__dict__")


def test_a_traceback_with_locals_does_not_show_it() -> None:
    def fails(secret: Secret) -> None:
        message = f"on purpose, with {secret}"
        raise ValueError(message)

    with pytest.raises(ValueError, match="on purpose") as caught:
        fails(Secret(TEXT))
    shown = "".join(
        traceback.TracebackException.from_exception(caught.value, capture_locals=True).format()
    )
    assert "secret = Secret(***)" in shown
    assert "correct" not in shown


@pytest.mark.parametrize("empty", ["", " ", "\n"])
def test_an_empty_one_is_no_text(empty: str) -> None:
    assert not Secret(empty).is_text()
    assert bool(Secret(empty)) is bool(empty)


def test_a_fingerprint_is_the_same_within_a_process_and_gives_nothing_away() -> None:
    first = fingerprint(TEXT)
    assert first == fingerprint(TEXT)
    assert first != fingerprint(TEXT + " ")
    assert len(first) == 8
    assert fingerprint("") == fingerprint(None) == "none"


def test_scrubbing_goes_through_all_of_a_json_value() -> None:
    value = {TEXT: [f"a {TEXT} b {TEXT}", {"deep": TEXT}, 5, None, True]}
    clean = scrub(value, frozenset({TEXT, ""}))
    assert clean == {"***": ["a *** b ***", {"deep": "***"}, 5, None, True]}
