"""What mypy, pyright and ty see of the client: right code is right, each mistake is reported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from podio.operations import OperationInfo, operations
from tests.typing.checkers import CHECKERS, Said

HERE = Path(__file__).parent
MISTAKES = sorted((HERE / "mistakes").glob("*.py"))


class Checked:
    """All that one checker said, of one run over all files."""

    def __init__(self, name: str, said: list[Said]) -> None:
        self.name = name
        self.said = said

    def errors(self, file: Path) -> dict[int, str]:
        """Return what is wrong with a file, by line."""
        return {one.line: one.text for one in self.said if one.file == file.name and one.error}

    def types(self, file: str) -> dict[int, str]:
        """Return the types that it told, by line."""
        return {one.line: one.text for one in self.said if one.file == file and not one.error}


def mistakes_in(file: Path, checker: str) -> Iterator[int]:
    """Give the lines that a checker has to report."""
    lines = file.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        _, mark, why = line.partition("# BAD")
        if mark and not why.startswith(f" but for {checker}"):
            yield number


@pytest.fixture(scope="module")
def revealing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a file that asks for the type of every operation, on each client."""
    names = [f"{operation.area}.{operation.name}" for operation in operations()]
    lines = ["from podio import AsyncPodio, Podio"]
    for kind in ("Podio", "AsyncPodio"):
        lines.append(f"def {kind.lower()}(podio: {kind}) -> None:")
        lines += [f"    reveal_type(podio.{name})" for name in names]
    file = tmp_path_factory.mktemp("revealing") / "every_operation.py"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


@pytest.fixture(scope="module", params=CHECKERS)
def checked(request: pytest.FixtureRequest, revealing: Path) -> Checked:
    name: str = request.param
    # Kept between runs of the tests: what mypy knows of the libraries does not change.
    folder = request.config.cache.mkdir(f"typing-{name}")
    files = [HERE / "ok.py", *MISTAKES, revealing]
    return Checked(name, CHECKERS[name](files, Path(folder)))


def test_right_code_is_right(checked: Checked) -> None:
    assert checked.errors(HERE / "ok.py") == {}


@pytest.mark.parametrize("file", MISTAKES, ids=lambda file: file.stem)
def test_every_mistake_is_reported_and_nothing_else(checked: Checked, file: Path) -> None:
    wanted = set(mistakes_in(file, checked.name))
    assert len(wanted) > 10
    assert set(checked.errors(file)) == wanted


def test_every_operation_has_its_types_on_both_clients(checked: Checked, revealing: Path) -> None:
    types = list(checked.types(revealing.name).values())
    assert len(types) == 2 * len(operations())
    twice = (*operations(), *operations())
    unknown = [
        f"{operation!r}: {shown}"
        for operation, shown in zip(twice, types, strict=True)
        if is_lost(operation, shown)
    ]
    assert unknown == []


def is_lost(operation: OperationInfo, shown: str) -> bool:
    """Tell whether a checker knows less of an operation than was declared."""
    _, arrow, result = shown.rpartition("->")
    if not arrow:  # so mypy writes a call that returns None
        return operation.result != "None"
    return "Unknown" in shown or ("Any" in result and "Json" not in operation.result)


def test_no_other_file_is_excused() -> None:
    excused = [
        line
        for file in MISTAKES
        for line in file.read_text(encoding="utf-8").splitlines()
        if "# BAD but" in line
    ]
    assert len(excused) == 1, "each excuse is a gap: known, and named with its reason"
