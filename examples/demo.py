"""The main job, end to end, against a local Podio: `make demo`.

Starts the sandbox as a process of its own, then one process after the other: the first signs in
and keeps the session in a file, the next ones find it, many workers meet an expired token at
once, and an asyncio program walks over every item. What counts is what the sandbox saw. The exit
status is 1 if a count is wrong.

What the processes do stands in `demo_steps/`, one short program each.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import Request, urlopen

STEPS = Path(__file__).parent / "demo_steps"
PROCESSES, THREADS = 8, 16
ITEMS = 2000
RUNS = 5
SECRETS = ("PODIO_APP_TOKEN", "PODIO_USERNAME", "PODIO_PASSWORD")


class Counts(NamedTuple):
    """What the sandbox has seen: API calls in all, and token requests by grant and outcome."""

    calls: int
    tokens: dict[str, int]

    def plus(self, other: Counts) -> Counts:
        """Return both together."""
        names = self.tokens | other.tokens
        tokens = {name: self.tokens.get(name, 0) + other.tokens.get(name, 0) for name in names}
        return Counts(self.calls + other.calls, tokens)

    def since(self, earlier: Counts) -> Counts:
        """Return what came after an earlier count."""
        new = {name: count - earlier.tokens.get(name, 0) for name, count in self.tokens.items()}
        tokens = {name: count for name, count in new.items() if count}
        return Counts(self.calls - earlier.calls, tokens)


class Row(NamedTuple):
    """One line of the table."""

    step: str
    happened: str
    counts: Counts
    expected: dict[str, int]
    seconds: float
    wrong: str = ""

    def problems(self) -> list[str]:
        """Return what is not as it must be."""
        found = [self.wrong] if self.wrong else []
        if self.counts.tokens != self.expected:
            found.append(
                f"token requests were {said(self.counts.tokens)}, not {said(self.expected)}"
            )
        return found


def said(tokens: Mapping[str, int]) -> str:
    """Return token requests as text."""
    return ", ".join(f"{count} {name}" for name, count in sorted(tokens.items())) or "0"


class Runs:
    """Several runs of one program: their times, and what the sandbox saw of them."""

    def __init__(self) -> None:
        """Begin with none."""
        self.first_answers: list[float] = []
        self.whole: list[float] = []
        self.counts = Counts(0, {})

    def add(self, answer: dict[str, Any], seconds: float, counts: Counts) -> None:
        """Add a run."""
        self.first_answers.append(answer["seconds"])
        self.whole.append(seconds)
        self.counts = self.counts.plus(counts)

    def first_answer(self) -> float:
        """Return the median of the seconds to the first answer."""
        return statistics.median(self.first_answers)

    def row(self, step: str, expected: dict[str, int]) -> Row:
        """Return the line that tells of all runs."""
        whole = statistics.median(self.whole)
        happened = (
            f"first answer after {self.first_answer():.3f} s, process {whole:.2f} s (medians)"
        )
        return Row(step, happened, self.counts, expected, sum(self.whole))


class Sandbox:
    """The sandbox in another process, seen through its control plane."""

    def __init__(self, settings: dict[str, str]) -> None:
        """Take what the sandbox printed: its address and credentials."""
        self.settings = settings

    def counts(self) -> Counts:
        """Ask what it has seen."""
        stats = self._ask("stats", "GET")
        tokens = {
            f"{grant} {outcome}": count
            for grant, outcomes in stats["token_requests"].items()
            for outcome, count in outcomes.items()
        }
        calls = sum(stats["requests"].values()) - sum(tokens.values())
        return Counts(calls, tokens)

    def expire_access_tokens(self) -> None:
        """End every access token; no client is told."""
        self._ask("expire-access-tokens", "POST")

    def _ask(self, name: str, method: str) -> Any:  # JSON
        address = f"{self.settings['PODIO_API_URL']}/_sandbox/{name}"
        request = Request(address, method=method)  # noqa: S310 -- the sandbox's own http address
        with urlopen(request, timeout=10) as answer:  # noqa: S310 -- as above
            return json.load(answer)


@contextmanager
def running_sandbox() -> Generator[Sandbox]:
    """Start the sandbox on a free port; refresh tokens work once, the harder case."""
    command = [sys.executable, "-m", "podio.sandbox", "--port", "0", "--rotate-refresh-tokens"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 -- our own
        try:
            yield Sandbox(dict(_printed(process)))
        finally:
            process.terminate()


def _printed(process: subprocess.Popen[str]) -> Iterator[tuple[str, str]]:
    for line in process.stdout or ():
        name, found, value = line.strip().partition("=")
        if found and name.startswith("PODIO_"):
            yield name, value
        elif line.startswith("Stop"):
            return
    raise SystemExit("the sandbox did not start; see above")


class Demo:
    """The steps, one after the other, over one session file.

    Args:
        sandbox: The local Podio.
        folder: An empty folder for the session.
    """

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        """Look where things stand before the first step."""
        self.sandbox = sandbox
        self.session = folder / "session.json"
        self.rows: list[Row] = []
        self.item_id = 0
        self._seen = sandbox.counts()

    def sign_in(self) -> None:
        """Step 1: the one sign-in."""
        tell("1  a first process signs in as an app and keeps the session ...")
        said_of_it, seconds = self._run("sign_in.py", self.session, signs_in=True)
        self.item_id = said_of_it["first"]["item_id"]
        mode = self.session.stat().st_mode & 0o777
        self._add(
            "1 sign in, store, list",
            f"{said_of_it['items']} items listed, session stored (mode {mode:04o})",
            {"app ok": 1},
            seconds,
            "the session file is open to others" if os.name == "posix" and mode & 0o077 else "",
        )

    def find_again(self) -> None:
        """Step 2: another process, without the app token."""
        tell("2  a new process finds the session ...")
        said_of_it, seconds = self._run("next_run.py", self.session, self.item_id)
        self._add(
            "2 a new process",
            f"session found, item {self.item_id} read",
            {},
            seconds,
            "" if said_of_it["found"] else "the session was not found",
        )

    def expire(self) -> None:
        """Step 3: the token ends while many are about to call."""
        tell(f"3  {PROCESSES} processes start, then the token expires and all call at once ...")
        arguments = (self.session, self.item_id, THREADS)
        workers = [self._start("many_threads.py", *arguments) for _ in range(PROCESSES)]
        for worker in workers:
            _line(worker)
        self.sandbox.expire_access_tokens()
        began = time.perf_counter()
        for worker in workers:
            _say(worker, "go")
        answers = [_line(worker) for worker in workers]
        seconds = time.perf_counter() - began
        for worker in workers:
            worker.communicate()
        calls = sum(answer["calls"] for answer in answers)
        errors = [error for answer in answers for error in answer["errors"]]
        self._add(
            "3 the token expires",
            f"{PROCESSES} processes x {THREADS} threads: {calls} calls, {len(errors)} errors",
            {"refresh_token ok": 1},
            seconds,
            f"{len(errors)} calls failed, the first: {errors[0]}" if errors else "",
        )

    def walk(self) -> None:
        """Step 4: asyncio over the same session."""
        tell(f"4  AsyncPodio walks {ITEMS:,} items ...")
        said_of_it, seconds = self._run("walk.py", self.session)
        items = said_of_it["items"]
        self._add(
            "4 asyncio walks the app",
            f"{items:,} items, {said_of_it['points']:,} points in all",
            {},
            seconds,
            "" if items == ITEMS else f"{items} items were walked, not {ITEMS}",
        )

    def compare(self) -> tuple[float, float]:
        """Step 5: runs with the stored session beside runs that sign in, one and one in turn.

        Returns:
            The seconds to the first answer of the one and of the other, medians.
        """
        tell(f"5  {RUNS} runs with the stored session, {RUNS} runs that sign in each time ...")
        kept, again = Runs(), Runs()
        for _ in range(RUNS):
            kept.add(*self._run("next_run.py", self.session, self.item_id), self._new())
            run = self._run("sign_in_each_time.py", self.item_id, signs_in=True)
            again.add(*run, self._new())
        self.rows += [
            kept.row(f"5 {RUNS} runs, session stored", {}),
            again.row(f"5 {RUNS} runs, sign in each time", {"app ok": RUNS}),
        ]
        return kept.first_answer(), again.first_answer()

    def _run(
        self, script: str, *arguments: object, signs_in: bool = False
    ) -> tuple[dict[str, Any], float]:
        began = time.perf_counter()
        worker = self._start(script, *arguments, signs_in=signs_in)
        answer = _line(worker)
        worker.communicate()
        return answer, time.perf_counter() - began

    def _start(
        self, script: str, *arguments: object, signs_in: bool = False
    ) -> subprocess.Popen[str]:
        settings = {**os.environ, **self.sandbox.settings}
        if not signs_in:
            for name in SECRETS:
                del settings[name]
        return subprocess.Popen(  # noqa: S603 -- our own programs
            [sys.executable, str(STEPS / script), *map(str, arguments)],
            env=settings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def _new(self) -> Counts:
        now = self.sandbox.counts()
        new, self._seen = now.since(self._seen), now
        return new

    def _add(
        self, step: str, happened: str, expected: dict[str, int], seconds: float, wrong: str
    ) -> None:
        self.rows.append(Row(step, happened, self._new(), expected, seconds, wrong))


def _line(worker: subprocess.Popen[str]) -> dict[str, Any]:
    line = worker.stdout.readline() if worker.stdout else ""
    if not line:
        raise SystemExit(f"{worker.args!r} failed; see above")
    answer: dict[str, Any] = json.loads(line)
    return answer


def _say(worker: subprocess.Popen[str], word: str) -> None:
    if worker.stdin:
        worker.stdin.write(f"{word}\n")
        worker.stdin.flush()


def tell(line: str) -> None:
    """Show at once how far it is."""
    print(line, flush=True)


def table(rows: list[Row]) -> str:
    """Return the rows as a table, the counts as the sandbox saw them."""
    head = ("step", "what happened", "API calls", "token requests", "seconds", "")
    lines = [
        (
            row.step,
            row.happened,
            str(row.counts.calls),
            said(row.counts.tokens),
            f"{row.seconds:.2f}",
            "WRONG" if row.problems() else "ok",
        )
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(head, *lines, strict=True)]
    rule = tuple("-" * width for width in widths)
    shown = (
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in (head, rule, *lines)
    )
    return "\n".join(shown)


def main() -> int:
    """Run the demonstration; the result is the exit status."""
    began = time.perf_counter()
    tell("starting a local Podio in a process of its own ...")
    with running_sandbox() as sandbox, tempfile.TemporaryDirectory() as folder:
        demo = Demo(sandbox, Path(folder))
        demo.sign_in()
        demo.find_again()
        demo.expire()
        demo.walk()
        kept, again = demo.compare()
    print(f"\n{table(demo.rows)}\n")
    print(f"To the first answer: {kept * 1000:.0f} ms with the stored session, ", end="")
    print(f"{again * 1000:.0f} ms signing in each time ({again / kept:.2f} x),")
    print("on this machine alone; over a network each sign-in costs a round trip more.")
    print(f"All of it took {time.perf_counter() - began:.1f} s.")
    wrong = [f"{row.step}: {problem}" for row in demo.rows for problem in row.problems()]
    for line in wrong:
        print(f"WRONG  {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
