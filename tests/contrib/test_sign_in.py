"""What a web session remembers of sign-ins that have begun, and where people may be sent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podio.contrib.sign_in import from_elsewhere, local_path, taken, with_one_more


def test_a_state_is_good_once() -> None:
    kept = with_one_more(None, "first", "/a")
    kept = with_one_more(kept, "second", "/b")
    found, rest = taken(kept, "first")
    assert found == ("first", "/a")
    assert taken(rest, "first")[0] is None
    assert taken(rest, "second") == (("second", "/b"), "")


def test_of_many_windows_the_last_four_can_go_on() -> None:
    kept = ""
    for number in range(6):
        kept = with_one_more(kept, f"state-{number}", "/")
    assert [taken(kept, f"state-{number}")[0] is not None for number in range(6)] == [
        False,
        False,
        True,
        True,
        True,
        True,
    ]


@pytest.mark.parametrize("kept", [None, "", "{", "7", '["a"]', '[["a"]]', "[[1,2,3]]", 7, {}])
def test_what_somebody_else_left_there_is_nothing(kept: object) -> None:
    assert taken(kept, "a") == (None, "")


@pytest.mark.parametrize("returned", [None, "", "other", "sträng"])
def test_another_state_is_none(returned: str | None) -> None:
    kept = with_one_more("", "mine", "/")
    assert taken(kept, returned) == (None, kept)


@pytest.mark.parametrize("path", ["/", "/a/b?c=d#e", "/a//b", "/ä"])
def test_a_path_of_this_site_is_taken(path: str) -> None:
    assert local_path(path, "/else") == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "a",
        "//b.example",
        "/\\b.example",
        "\\\\b.example",
        "https://b.example",
        "javascript:alert(1)",
        "/\t/b.example",
        "/a\nb",
        " /a",
        "/" + "a" * 600,
    ],
)
def test_anything_else_is_not(path: str | None) -> None:
    assert local_path(path, "/else") == "/else"


@given(st.text())
def test_no_text_leads_to_another_site(text: str) -> None:
    # Browsers skip tabs and line ends, and read a backslash as a slash.
    skipped = str.maketrans({"\t": None, "\n": None, "\r": None, "\\": "/"})
    path = local_path(text, "/else").translate(skipped)
    assert path.startswith("/")
    assert not path.startswith("//")


@pytest.mark.parametrize(
    ("fetch_site", "origin", "elsewhere"),
    [
        ("same-origin", None, False),
        ("none", None, False),
        ("cross-site", "https://a.example", True),
        ("same-site", None, True),
        (None, None, False),
        (None, "https://a.example", False),
        (None, "https://b.example", True),
        (None, "null", True),
    ],
)
def test_another_site_is_told_by_its_headers(
    fetch_site: str | None, origin: str | None, *, elsewhere: bool
) -> None:
    assert from_elsewhere(fetch_site, origin, "a.example") is elsewhere
