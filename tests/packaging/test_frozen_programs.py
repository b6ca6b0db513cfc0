"""A program with podio in it works as one file: zipped, and frozen by PyInstaller."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipapp
from importlib.metadata import distribution, entry_points
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.architecture.source_tree import SOURCE
from tests.flows.servers import RawServer, answer

PROGRAM = Path(__file__).parent / "program.py"
FIELD = {"type": "number", "external_id": "amount", "values": [{"value": "6.50"}]}
ITEM = {"item_id": 7, "title": "Frozen", "revision": 0, "fields": [FIELD]}
NEEDED = ("anyio", "filelock", "h11", "httpcore2", "idna", "truststore", "typing_extensions")
SAID = ["Frozen ['amount'] 6.50", "Frozen"]


def said_by(command: list[str], folder: Path) -> list[str]:
    """Run a program against a server, and return what it printed."""
    with RawServer(answer(json.dumps(ITEM).encode())) as server:
        done = subprocess.run(
            [*command, server.url, str(folder / "session.json")],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_zipped(tmp_path: Path) -> None:
    """Without the packages of this interpreter: all that is needed is in the file."""
    inside = tmp_path / "inside"
    shutil.copytree(SOURCE / "podio", inside / "podio")
    for name in NEEDED:
        spec = find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        if spec.submodule_search_locations:
            shutil.copytree(Path(spec.origin).parent, inside / name)
        else:
            shutil.copy(spec.origin, inside)
    for about in Path(str(distribution("httpcore2").locate_file(""))).glob("httpcore2-*.dist-info"):
        shutil.copytree(about, inside / about.name)
    shutil.copy(PROGRAM, inside / "__main__.py")
    zipapp.create_archive(inside, tmp_path / "program.pyz")
    shutil.rmtree(inside)
    command = [sys.executable, "-I", "-S", str(tmp_path / "program.pyz")]
    assert said_by(command, tmp_path) == SAID


@pytest.mark.slow
def test_frozen(tmp_path: Path) -> None:
    (found,) = (each for each in entry_points(group="pyinstaller40") if "podio" in each.value)
    assert Path(found.load()()[0], "hook-podio.py").is_file()
    options = ["--onedir", "--noconfirm", "--log-level=WARN", "--name=program", f"--paths={SOURCE}"]
    subprocess.run(
        [sys.executable, "-m", "PyInstaller", *options, str(PROGRAM)],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=170,
    )
    assert said_by([str(tmp_path / "dist" / "program" / "program")], tmp_path) == SAID
