"""T27: an exception from outside, at any line of a blocking refresh, costs nobody the session."""

from __future__ import annotations

import linecache
import random
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

import podio
from podio import Podio, PodioOAuth
from podio.stores import MemoryAuthStore
from tests.flows.dying_clients import RotatingServer
from tests.flows.sharing_processes import CALL, CLIENT
from tests.stores.apart import apart
from tests.stores.servers import posix

if TYPE_CHECKING:
    from types import FrameType

OURS = podio.__file__.removesuffix("__init__.py")
PATIENCE = 10.0
NEVER = sys.maxsize
LATEST = 0.015
"""Seconds after which a refresh over loopback is over."""


class Caller:
    """A client whose access token has just ended, as the next call is told."""

    def __init__(self, server: RotatingServer) -> None:
        self._server = server
        self.store = MemoryAuthStore()
        self.store.set(
            PodioOAuth(
                "access-before",
                "refresh-before",
                expires_at=time.time() + 7200,
                version=1,
                chain="chain",
            )
        )
        self.client = Podio(*CLIENT, self.store, api_url=server.url, timeout=5)

    def problem_of_the_next_call(self) -> str:
        """Call once more; tell what went wrong, and whether the session was lost."""
        errors: list[str] = []

        def call() -> None:
            try:
                self.client.request(CALL)
            except BaseException as error:  # noqa: BLE001 -- reported, whatever it is
                errors.append(repr(error))

        thread = threading.Thread(target=call, daemon=True)
        thread.start()
        thread.join(PATIENCE)
        if thread.is_alive():
            return "hangs"
        if self.store.get().refresh_token != self._server.last:
            errors.append("the store has not what Podio gave last")
        self.client.close()
        return "; ".join(errors)


def leaves_a_with(frame: FrameType) -> bool:
    """Tell whether a frame is between the body of a `with` and its `__exit__`.

    It has a line event there, but nothing comes in from outside: the interpreter looks for
    signals at calls and jumps back alone.
    """
    code, line = frame.f_code, frame.f_lineno
    if not linecache.getline(code.co_filename, line).lstrip().startswith("with "):
        return False
    return frame.f_lasti > min(first for first, _, each in code.co_lines() if each == line)


def lines_until_interrupted(client: Podio, at: int) -> int:
    """Call with a KeyboardInterrupt at the so-manieth line of ours; return how many there were."""
    lines = 0

    def local(frame: FrameType, event: str, _argument: object) -> Any:  # itself
        nonlocal lines
        if event == "line" and not leaves_a_with(frame):
            lines += 1
            if lines == at:
                sys.settrace(None)
                raise KeyboardInterrupt
        return local

    def tracer(frame: FrameType, _event: str, _argument: object) -> Any:  # what traces the lines
        return local if frame.f_code.co_filename.startswith(OURS) else None

    sys.settrace(tracer)
    try:
        client.request(CALL)
    except KeyboardInterrupt:
        pass
    finally:
        sys.settrace(None)
    return lines


def interrupt_at_lines(stride: int) -> list[Any]:
    """Interrupt a refresh at each so-manieth line; return how often, and what went wrong."""
    problems: list[str] = []
    with RotatingServer() as server:
        caller = Caller(server)
        last = lines_until_interrupted(caller.client, NEVER)
        problems.append(caller.problem_of_the_next_call())
        points = range(1, last + 1, stride)
        for point in points:
            caller = Caller(server)
            lines_until_interrupted(caller.client, point)
            problem = caller.problem_of_the_next_call()
            problems.append(problem and f"line {point} of {last}: {problem}")
    return [len(points), [each for each in problems if each]]


def interrupt_by_signals(count: int, number: int) -> list[Any]:
    """Interrupt refreshes by a signal at random moments; return how often, and what went wrong."""
    chance = random.Random(27)  # noqa: S311 -- moments, not secrets
    problems: list[str] = []
    interrupted = 0
    signal.signal(number, signal.default_int_handler)
    main = threading.main_thread().ident
    assert main
    with RotatingServer() as server:
        for _ in range(count):
            caller = Caller(server)
            after = LATEST * chance.random()
            timer = threading.Timer(after, signal.pthread_kill, (main, number))
            try:
                timer.start()
                caller.client.request(CALL)
                timer.join()  # the signal comes, and ends this
                time.sleep(PATIENCE)
            except KeyboardInterrupt:
                interrupted += 1
            timer.join()
            problems.append(caller.problem_of_the_next_call())
    return [interrupted, [each for each in problems if each]]


# A prime, so that a step that recurs is not left out each time.
@pytest.mark.parametrize(
    "stride", [5, pytest.param(1, marks=[pytest.mark.slow, pytest.mark.timeout(600)])]
)
def test_an_interrupt_at_any_line_of_a_refresh_loses_nothing(stride: int) -> None:
    interrupted, problems = apart(interrupt_at_lines, stride)
    assert problems == []
    assert interrupted > 500 / stride, "a refresh has more lines than that"


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, getattr(signal, "SIGALRM", signal.SIGINT)])
@pytest.mark.parametrize("count", [25, pytest.param(500, marks=pytest.mark.slow)])
def test_a_signal_at_any_moment_of_a_refresh_loses_nothing(count: int, number: int) -> None:
    interrupted, problems = apart(interrupt_by_signals, count, int(number))
    assert problems == []
    assert interrupted == count
