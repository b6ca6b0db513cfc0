"""The session's token goes to Podio and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from podio import Request
from podio.core.effects import Reply
from podio.core.operations.request import content
from podio.errors import RedirectError
from tests.unit.scripted import CALL, Script, session

DOWNLOAD = Request[bytes]("GET", "/file/1/raw", content)


def ready() -> Script:
    """Return a client with a fresh session."""
    script = Script(session())
    script.load()
    return script


def to(location: str, status: int = 302) -> Reply:
    """Return a redirect."""
    return Reply(status, {"location": location}, b"")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_download_is_followed_without_the_token(status: int) -> None:
    script = ready()
    script.answers(to("https://files.elsewhere.test/1?sig=x", status), Reply(200, {}, b"abc"))
    assert script.run(DOWNLOAD) == b"abc"
    first, second = script.sent
    assert first.secret is not None
    assert second.secret is None
    assert "authorization" not in {name.lower() for name in second.headers}
    assert second.url == "https://files.elsewhere.test/1?sig=x"


def test_a_relative_address_counts_from_where_it_was_said() -> None:
    script = ready()
    script.answers(to("/moved/1"), Reply(200, {}, b"abc"))
    script.run(DOWNLOAD)
    assert script.sent[1].url == "https://podio.test/moved/1"
    assert script.sent[1].secret is None


@pytest.mark.parametrize(
    "request_",
    [CALL, Request[Any]("POST", "/item/app/1/"), Request[Any]("DELETE", "/item/1")],
    ids=repr,
)
def test_nothing_else_is_followed(request_: Request[Any]) -> None:
    script = ready()
    script.answers(to("https://elsewhere.test/"))
    with pytest.raises(RedirectError, match=r"elsewhere\.test.*check api_url"):
        script.run(request_)
    assert len(script.sent) == 1


@pytest.mark.parametrize(
    "location", ["http://files.elsewhere.test/1", "file:///etc/passwd", "ftp://elsewhere.test/1"]
)
def test_a_download_does_not_leave_tls(location: str) -> None:
    script = ready()
    script.answers(to(location))
    with pytest.raises(RedirectError):
        script.run(DOWNLOAD)
    assert len(script.sent) == 1


def test_a_circle_ends() -> None:
    script = ready()
    script.answers(*[to("https://podio.test/file/1/raw")] * 20)
    with pytest.raises(RedirectError, match="more than"):
        script.run(DOWNLOAD)
    assert len(script.sent) <= 6


def test_a_redirect_to_nowhere_is_an_error() -> None:
    script = ready()
    script.answers(Reply(302, {}, b""))
    with pytest.raises(Exception, match="302"):
        script.run(CALL)


def test_a_token_request_is_never_followed() -> None:
    script = Script(session(left=-5))
    script.load()
    script.answers(to("https://elsewhere.test/oauth/token"))
    with pytest.raises(RedirectError):
        script.run(CALL)
    assert len(script.sent) == 1
    assert script.shelf.oauth == session(left=-5)
