"""Somebody spoils the stored session: nobody who has it in memory is signed out by that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from podio.credentials import app_credentials
from podio.errors import NotAuthenticatedError
from podio.stores import FileAuthStore
from tests.flows.callers import signed_in, token_requests
from tests.stores.own_stores import ShelfStore

if TYPE_CHECKING:
    from pathlib import Path

    from podio.sandbox import Sandbox
    from tests.flows.callers import Caller

SPOILT = "no session at all"


class Shelf:
    """A store in which an entry that is no session stays where it is."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.store = ShelfStore(self.texts, "session")

    def spoil(self) -> None:
        self.texts["session"] = SPOILT

    def spoilt(self) -> bool:
        return self.texts.get("session") == SPOILT


class Drawer:
    """A store that moves an entry aside that is no session."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "session.json"
        self.store = FileAuthStore(self._path)

    def spoil(self) -> None:
        self._path.touch(mode=0o600)
        self._path.write_text(SPOILT, encoding="utf-8")

    def spoilt(self) -> bool:
        return self._path.exists() and self._path.read_text(encoding="utf-8") == SPOILT


@pytest.fixture(params=["stays", "is moved aside"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Shelf | Drawer:
    return Shelf() if request.param == "stays" else Drawer(tmp_path)


def test_who_has_the_session_in_memory_goes_on_and_saves_it_again(
    call: Caller, sandbox: Sandbox, place: Shelf | Drawer, caplog: pytest.LogCaptureFixture
) -> None:
    podio = signed_in(call, place.store)
    place.spoil()
    sandbox.expire_access_tokens()
    call(podio.users.get_status())
    assert podio.session.saved
    assert place.store.get() == podio.oauth
    assert "counts as none" in caplog.text
    assert SPOILT not in caplog.text


def test_who_begins_with_it_has_to_sign_in(call: Caller, place: Shelf | Drawer) -> None:
    place.spoil()
    podio = call.client(place.store)
    assert not podio.is_authenticated()
    with pytest.raises(NotAuthenticatedError):
        call(podio.users.get_status())


def test_credentials_take_its_place(call: Caller, sandbox: Sandbox, place: Shelf | Drawer) -> None:
    place.spoil()
    read = app_credentials(lambda: (sandbox.app_id, sandbox.app_token))
    podio = call.client(place.store, credentials=read)
    call(podio.applications.get(sandbox.app_id))
    assert place.store.get() == podio.oauth
    assert token_requests(sandbox) == 1


def test_signing_out_removes_it(call: Caller, place: Shelf | Drawer) -> None:
    podio = signed_in(call, place.store)
    place.spoil()
    call(podio.logout())
    assert not place.spoilt()
    assert not place.store.get()
    assert not podio.is_authenticated()
