"""T14: the session file and its folder are the owner's alone, and what is not is refused."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from podio.errors import StoreError, StorePermissionError, StoreUnavailableError
from podio.stores import FileAuthStore
from podio.testing import a_session
from tests.stores.apart import apart, result_of, start_apart

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")

AS_ROOT = sys.platform != "win32" and os.geteuid() == 0
NOBODY = 65534


def write_without_umask(path: str, count: int) -> int:
    os.umask(0)
    store = FileAuthStore(path)
    for version in range(1, count + 1):
        store.set(a_session(version))
        owner = store.lock(5.0)
        assert owner
        assert store.unlock(owner)
    return store.get().version


def modes_below(folder: Path) -> set[tuple[str, int]]:
    """The modes of all that is there at this moment: ("folder" or "file", mode)."""
    seen: set[tuple[str, int]] = set()
    for path in (folder, *folder.rglob("*")):
        try:
            status = path.lstat()
        except FileNotFoundError:
            continue  # a temporary file that took its place meanwhile
        kind = "folder" if stat.S_ISDIR(status.st_mode) else "file"
        seen.add((kind, stat.S_IMODE(status.st_mode)))
    return seen


@pytest.mark.parametrize("count", [100, pytest.param(1_000, marks=pytest.mark.slow)])
def test_all_that_is_ever_there_is_0600_in_0700(tmp_path: Path, count: int) -> None:
    top = tmp_path / "made"
    writer = start_apart(write_without_umask, str(top / "by" / "us" / "session.json"), count)
    seen: set[tuple[str, int]] = set()
    while writer.poll() is None:
        if top.exists():
            seen |= modes_below(top)
    assert result_of(writer) == count
    assert seen | modes_below(top) == {("folder", 0o700), ("file", 0o600)}


def test_by_default_it_is_in_the_users_state_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_STATE_HOME", "/the/state")
    assert FileAuthStore().path == Path("/the/state/podio/session.json")
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    monkeypatch.setenv("HOME", "/the/home")
    assert FileAuthStore().path == Path("/the/home/.local/state/podio/session.json")
    monkeypatch.delenv("XDG_STATE_HOME")
    assert FileAuthStore().path == Path("/the/home/.local/state/podio/session.json")
    monkeypatch.setattr(sys, "platform", "darwin")
    expected = Path("/the/home/Library/Application Support/podio/session.json")
    assert FileAuthStore().path == expected
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", "/the/local")
    assert FileAuthStore().path == Path("/the/local/podio/session.json")


def test_a_path_means_the_same_file_wherever_the_program_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    store, at_home = FileAuthStore("session.json"), FileAuthStore("~/session.json")
    monkeypatch.chdir("/")
    store.set(a_session(1))
    assert at_home.get() == a_session(1)


def refused(path: Path) -> str:
    """Assert that nothing is read from there and nothing written; return what is said."""
    store = FileAuthStore(path)
    before = path.lstat()
    said: set[str] = set()
    for attempt in (store.get, lambda: store.set(a_session(9))):
        with pytest.raises(StorePermissionError) as caught:
            attempt()
        said.add(str(caught.value))
    with pytest.raises(StorePermissionError):
        store.compare_and_set(a_session(9), 8)
    after = path.lstat()
    assert (before.st_ino, before.st_mode, before.st_size) == (
        after.st_ino,
        after.st_mode,
        after.st_size,
    )
    assert len(said) == 1
    return said.pop()


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "session.json"
    FileAuthStore(real).set(a_session(1))
    link.symlink_to(real)
    said = refused(link)
    assert str(link) in said
    assert "give the path of the file itself" in said
    assert FileAuthStore(real).get() == a_session(1)


def test_a_link_to_nowhere_is_not_followed(tmp_path: Path) -> None:
    link = tmp_path / "session.json"
    link.symlink_to(tmp_path / "elsewhere.json")
    refused(link)
    assert not (tmp_path / "elsewhere.json").exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666, 0o622, 0o601])
def test_a_file_open_to_others_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "session.json"
    FileAuthStore(path).set(a_session(1))
    path.chmod(mode)
    said = refused(path)
    assert f"mode {mode:04o}" in said
    assert f"chmod 600 {path}" in said
    path.chmod(0o600)
    assert FileAuthStore(path).get() == a_session(1)


@pytest.mark.skipif(not AS_ROOT, reason="only root can give a file away")
def test_a_file_of_another_user_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    FileAuthStore(path).set(a_session(1))
    os.chown(path, NOBODY, NOBODY)
    assert f"belongs to another user (uid {NOBODY})" in refused(path)


def test_a_folder_where_anybody_writes_is_refused(tmp_path: Path) -> None:
    open_folder = tmp_path / "open"
    open_folder.mkdir()
    open_folder.chmod(0o777)
    store = FileAuthStore(open_folder / "session.json")
    with pytest.raises(StorePermissionError, match=f"chmod 700 {open_folder}"):
        store.set(a_session(1))
    assert list(open_folder.iterdir()) == []
    open_folder.chmod(0o1777)  # as /tmp is: nobody removes another's files there
    store.set(a_session(1))
    assert store.get() == a_session(1)


def test_owner_and_mode_are_not_looked_at_where_one_says_so(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    store = FileAuthStore(path, strict_owner=False)
    store.set(a_session(1))
    path.chmod(0o666)
    assert store.get() == a_session(1)
    store.set(a_session(2))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_lock_file_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "session.json.guard").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match=r"session\.json"):
        FileAuthStore(tmp_path / "session.json").set(a_session(1))
    assert not (tmp_path / "elsewhere").exists()


def test_lock_files_stay_where_they_are(tmp_path: Path) -> None:
    # Whoever waits for a lock waits for that very file: a new one of its name is another lock.
    store = FileAuthStore(tmp_path / "session.json")
    store.set(a_session(1))
    owner = store.lock(5.0)
    assert owner
    before = {path.name: path.stat().st_ino for path in tmp_path.glob("*.[lg][ou][ca]*[kr]*")}
    assert set(before) == {"session.json.lock", "session.json.guard"}
    store.delete()
    assert store.unlock(owner)
    store.set(a_session(2))
    store.close()
    after = {name: (tmp_path / name).stat().st_ino for name in before}
    assert before == after


def fail_as_nobody(folder: str) -> list[str]:
    """Try a read-only folder, and a file that may not be opened, as a user without rights."""
    path = Path(folder)
    if AS_ROOT:
        os.chown(path, NOBODY, NOBODY)
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    store = FileAuthStore(path / "session.json")
    store.set(a_session(1))
    said: list[str] = []
    path.chmod(0o500)
    said.append(_failure_of(lambda: store.set(a_session(2))))
    path.chmod(0o700)
    assert store.get() == a_session(1)
    store.path.chmod(0o000)
    said.append(_failure_of(store.get))
    store.path.chmod(0o600)
    assert store.get() == a_session(1)
    return said


def _failure_of(attempt: object) -> str:
    assert callable(attempt)
    try:
        attempt()
    except StoreUnavailableError as error:
        return str(error)
    return "nothing was said"


def test_what_the_system_refuses_is_said_with_its_reason(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    # Not below tmp_path: the user without rights has to get there.
    base = tmp_path_factory.getbasetemp()
    opened = [base, *base.parents][:3]
    modes = [folder.stat().st_mode for folder in opened]
    folder = base / "nobodys"
    folder.mkdir()
    try:
        for parent in opened:
            parent.chmod(0o711)
        written, read = apart(fail_as_nobody, str(folder))
    finally:
        for parent, mode in zip(opened, modes, strict=True):
            parent.chmod(stat.S_IMODE(mode))
    for said, what in ((written, "written"), (read, "read")):
        assert str(folder) in said
        assert f"cannot be {what}: Permission denied" in said
        assert "check the owner and the mode" in said


def test_a_lease_file_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "session.json.lease").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StorePermissionError):
        FileAuthStore(tmp_path / "session.json").lock(1.0)
    assert not (tmp_path / "elsewhere").exists()
