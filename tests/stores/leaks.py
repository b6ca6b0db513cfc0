"""Looks for secrets where they must not be: in what was logged, and in tracebacks."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from podio.testing import a_session
from tests.stores.servers import PASSWORD

if TYPE_CHECKING:
    from podio import PodioOAuth

TESTS = str(Path(__file__).parents[1])
CANARY = "canary-of-the-session"


def secret_session(version: int) -> PodioOAuth:
    """A session whose tokens are easily found again."""
    return a_session(
        version, access_token=f"{CANARY}-access-{version}", refresh_token=f"{CANARY}-{version}"
    )


def assert_clean(text: str) -> None:
    assert CANARY not in text
    assert PASSWORD not in text


def assert_shows_nothing(error: BaseException) -> None:
    """Whatever a reporter of errors may print of one: message, causes, and locals of frames."""
    assert_clean(repr(error))
    seen: traceback.TracebackException | None
    seen = traceback.TracebackException.from_exception(error, capture_locals=True)
    while seen is not None:
        assert_clean("".join(seen.format_exception_only()))
        for frame in seen.stack:
            if not frame.filename.startswith(TESTS):  # a test knows the secret that it looks for
                assert_clean(f"{frame.filename}, {frame.name}: {frame.locals}")
        seen = seen.__cause__ or seen.__context__


@contextmanager
def everything_logged(*names: str) -> Iterator[list[str]]:
    """Set loggers to DEBUG and collect what they are told."""
    lines: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    collector = Collector(logging.DEBUG)
    loggers = [logging.getLogger(name) for name in ("", *names)]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    loggers[0].addHandler(collector)
    try:
        yield lines
    finally:
        loggers[0].removeHandler(collector)
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
