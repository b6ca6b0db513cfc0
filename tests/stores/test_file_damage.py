"""T5, T20, T21: whatever happens to the file, a session is read whole, or an error says why."""

from __future__ import annotations

import json
import os
import resource
import stat
import sys
import traceback
from pathlib import Path

import pytest

from podio import PodioOAuth
from podio.errors import PodioError, StoreCorruptError, StoreError, StoreUnavailableError
from podio.stores import FileAuthStore
from podio.testing import a_session
from tests.stores.apart import apart


@pytest.fixture
def store(tmp_path: Path) -> FileAuthStore:
    return FileAuthStore(tmp_path / "session.json")


def put(store: FileAuthStore, content: str | bytes) -> None:
    store.path.write_bytes(content.encode() if isinstance(content, str) else content)
    store.path.chmod(0o600)


DAMAGED: dict[str, str | bytes] = {
    "empty": "",
    "cut short": a_session(1).to_json()[:-20],
    "no JSON": "access_token=access-token-1",
    "no object": '["access-token-1"]',
    "null": "null",
    "no text": b"\xff\xfe\x00access-token-1",
    "a wrong type": '{"access_token": "access-token-1", "version": []}',
    "a number without end": '{"access_token": "access-token-1", "version": 1e999}',
    "nested without end": '{"access_token": "access-token-1", "x": ' + "[" * 200_000,
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_what_is_no_session_is_moved_aside_and_said(store: FileAuthStore, damage: str) -> None:
    put(store, DAMAGED[damage])
    content = store.path.read_bytes()
    with pytest.raises(StoreCorruptError) as caught:
        store.get()
    aside = Path(f"{store.path}.corrupt-1")
    assert aside.read_bytes() == content
    assert str(store.path) in str(caught.value)
    assert str(aside) in str(caught.value)
    assert not store.get(), "said once; from then on nothing is stored"


def test_each_damaged_file_keeps_its_own_name(store: FileAuthStore) -> None:
    for number in (1, 2, 3):
        put(store, f"damage {number}")
        with pytest.raises(StoreCorruptError, match=f"corrupt-{number}"):
            store.get()
    kept = sorted(path.read_text() for path in store.path.parent.glob("*.corrupt-*"))
    assert kept == ["damage 1", "damage 2", "damage 3"]
    store.delete()
    assert not list(store.path.parent.glob("*.corrupt-*")), "they may hold tokens as well"


def test_a_new_session_is_saved_over_a_damaged_one(
    store: FileAuthStore, caplog: pytest.LogCaptureFixture
) -> None:
    put(store, "access-token-1")
    assert store.compare_and_set(a_session(2), 1)
    assert store.get() == a_session(2)
    assert Path(f"{store.path}.corrupt-1").read_text() == "access-token-1"
    assert "corrupt-1" in caplog.text
    assert "access-token" not in caplog.text


def test_an_entry_of_a_newer_format_is_read_and_kept(store: FileAuthStore) -> None:
    entry = {**a_session(4).to_dict(), "format": 9, "proof": {"key": [1, 2]}}
    put(store, json.dumps(entry))
    found = store.get()
    assert (found.access_token, found.version) == ("access-token-4", 4)
    assert store.compare_and_set(found.replace(version=5), 4)
    assert json.loads(store.path.read_text()) == {**entry, "version": 5}


def test_the_entry_is_json_that_anybody_can_read(store: FileAuthStore) -> None:
    store.set(a_session(3))
    entry = json.loads(store.path.read_text())
    assert entry["format"] == 1
    assert entry["version"] == 3
    assert entry["access_token"] == "access-token-3"


def test_a_change_within_one_tick_of_the_clock_is_seen(store: FileAuthStore) -> None:
    # T20: by what is in the file, not by its time, which may be coarse.
    other = FileAuthStore(store.path)
    for version in (1, 2):
        other.set(a_session(version))
        os.utime(store.path, (1_700_000_000, 1_700_000_000))
        assert store.get() == a_session(version)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows writes its folders by itself")
def test_a_session_is_on_the_disk_before_it_takes_the_name(
    store: FileAuthStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A power cut cannot be had in a test; the order in which the system is asked can.
    store.set(a_session(1))
    steps: list[str] = []
    sync, rename = os.fsync, os.replace

    def recording_sync(opened: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(opened).st_mode) else "file"
        there = PodioOAuth.from_json(store.path.read_text()).version
        steps.append(f"{kind} synced, {there} is there")
        sync(opened)

    def recording_rename(source: Path, target: Path) -> None:
        steps.append("renamed")
        rename(source, target)

    monkeypatch.setattr(os, "fsync", recording_sync)
    monkeypatch.setattr(os, "replace", recording_rename)
    store.set(a_session(2))
    assert steps == ["file synced, 1 is there", "renamed", "folder synced, 2 is there"]


@pytest.mark.parametrize("left", [b"", b"\0" * 300, a_session(2).to_json()[:-1].encode()])
def test_what_a_power_cut_left_of_a_write_counts_for_nothing(
    store: FileAuthStore, left: bytes
) -> None:
    store.set(a_session(1))
    ahead = store.path.with_name(f".{store.path.name}.next")
    ahead.touch(0o600)
    ahead.write_bytes(left)
    assert store.get() == a_session(1)
    assert store.compare_and_set(a_session(2), 1)
    assert store.get() == a_session(2)
    assert not ahead.exists()


def test_what_was_written_but_not_yet_moved_in_place_counts(store: FileAuthStore) -> None:
    # A process was killed while it waited for the disk.
    store.set(a_session(1))
    ahead = store.path.with_name(f".{store.path.name}.next")
    ahead.touch(0o600)
    ahead.write_text(a_session(2).to_json())
    assert store.get() == a_session(2)
    assert not store.compare_and_set(a_session(1), 1)
    assert store.compare_and_set(a_session(3), 2)
    assert store.get() == a_session(3)
    ahead.touch(0o600)
    ahead.write_text(a_session(4).to_json())
    store.delete()
    assert not store.get()


def make_folder(path: Path) -> None:
    path.mkdir()


def make_pipe(path: Path) -> None:
    os.mkfifo(path, 0o600)


@pytest.mark.parametrize(
    ("make", "said"),
    [(make_folder, "is a folder: give the path of a file"), (make_pipe, "is no regular file")],
)
def test_what_is_no_file_is_said_at_once(store: FileAuthStore, make: object, said: str) -> None:
    assert callable(make)
    make(store.path)
    for attempt in (store.get, lambda: store.set(a_session(1))):
        with pytest.raises(StoreUnavailableError, match=said) as caught:
            attempt()
        assert str(store.path) in str(caught.value)


def test_a_path_through_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = FileAuthStore(tmp_path / "file" / "session.json")
    for attempt in (store.get, lambda: store.set(a_session(1))):
        with pytest.raises(StoreUnavailableError, match="is a file: give another path"):
            attempt()


def write_beyond_a_limit(path: str) -> list[str]:
    store = FileAuthStore(path)
    store.set(a_session(1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
    said: list[str] = []
    for attempt in (
        lambda: store.set(a_session(2, extra={"note": "x" * 3_000})),
        lambda: store.compare_and_set(a_session(2, extra={"note": "x" * 3_000}), 1),
    ):
        try:
            attempt()
        except StoreUnavailableError as error:
            said.append(str(error))
    assert store.get() == a_session(1), "the old session stays"
    assert store.compare_and_set(a_session(3), 1), "and the store goes on working"
    said.append(",".join(sorted(found.name for found in Path(path).parent.iterdir())))
    return said


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_a_write_that_finds_no_room_leaves_the_old_session(store: FileAuthStore) -> None:
    *said, files = apart(write_beyond_a_limit, str(store.path))
    assert len(said) == 2
    for message in said:
        assert f"{store.path} cannot be written: File too large" in message
    assert files == "session.json,session.json.guard", "no temporary file is left"


def test_what_is_not_json_is_refused_and_the_old_session_stays(store: FileAuthStore) -> None:
    store.set(a_session(1))
    circle: list[object] = []
    circle.append(circle)
    for unfit in (object(), {1, 2}, circle):
        with pytest.raises(StoreError, match=r"a value of PodioOAuth\.extra is not JSON"):
            store.set(a_session(2, extra={"note": unfit}))
    assert store.get() == a_session(1)


def test_no_failure_shows_a_token(store: FileAuthStore) -> None:
    """T13: not in a message, not in the locals of any frame, not in what it came from."""
    secret = a_session(1, extra={"note": {1}})
    store.set(a_session(1))
    failures: list[PodioError] = []
    with pytest.raises(StoreError) as refused:
        store.set(secret)
    failures.append(refused.value)
    for content in DAMAGED.values():
        put(store, content)
        with pytest.raises(StoreCorruptError) as corrupt:
            store.get()
        failures.append(corrupt.value)
    store.path.mkdir()
    with pytest.raises(StoreUnavailableError) as folder:
        store.set(a_session(1))
    failures.append(folder.value)
    for failure in failures:
        shown = "".join(_frames_in_the_library(failure))
        assert "token-1" not in shown


def _frames_in_the_library(error: BaseException) -> list[str]:
    """Show an error and all it came from, with locals, without the frame of this test."""
    lines: list[str] = []
    step: BaseException | None = error
    while step is not None:
        begun = step.__traceback__
        if step is error and begun is not None:
            begun = begun.tb_next
        lines += traceback.TracebackException(type(step), step, begun, capture_locals=True).format(
            chain=False
        )
        step = step.__cause__ or step.__context__
    return lines


def test_a_store_that_never_wrote_leaves_nothing(tmp_path: Path) -> None:
    store = FileAuthStore(tmp_path / "not" / "there" / "session.json")
    assert store.get() == PodioOAuth()
    store.delete()
    store.close()
    assert not list(tmp_path.iterdir())
