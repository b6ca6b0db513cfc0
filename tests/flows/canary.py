"""Looks for secrets wherever a program may show something (T13)."""

from __future__ import annotations

import copy
import logging
import pickle
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podio import PodioOAuth

PIECE = 12
"""Characters of a secret that nothing else has by chance; shorter secrets are sought whole."""


class Canary:
    """The secrets of a test, kept where no traceback prints them.

    Attributes:
        shown: All that was shown so far, and where.
    """

    def __init__(self) -> None:
        self._secrets: dict[str, str] = {}
        self.shown: list[tuple[str, str]] = []

    def __repr__(self) -> str:
        return f"Canary({', '.join(self._secrets)})"

    def __getitem__(self, name: str) -> str:
        """Return a secret, to be handed on without a name."""
        return self._secrets[name]

    def __setitem__(self, name: str, secret: str) -> None:
        """Watch a secret."""
        self._secrets[name] = secret

    def watch(self, oauth: PodioOAuth) -> None:
        """Watch the tokens of a session."""
        if oauth.access_token:
            self[f"access token {len(self._secrets)}"] = oauth.access_token
        if oauth.refresh_token:
            self[f"refresh token {len(self._secrets)}"] = oauth.refresh_token

    def found_in(self, text: str) -> list[str]:
        """Name the secrets of which a piece stands in a text."""
        return [name for name, secret in self._secrets.items() if _piece_in(secret, text)]

    def leaks(self) -> list[tuple[str, list[str]]]:
        """Tell where which secrets were shown."""
        found = [(where, self.found_in(text)) for where, text in self.shown]
        return [(where, names) for where, names in found if names]

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Take down every log record of every logger, and every warning."""
        handler = _Recorder(self.shown)
        loggers = [logging.getLogger(), *_all_loggers()]
        before = [(logger, logger.level, logger.propagate) for logger in loggers]
        for logger in loggers:
            logger.setLevel(logging.DEBUG)
            logger.propagate = True
        logging.getLogger().addHandler(handler)
        try:
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                yield
            self.shown += [("a warning", str(warning.message)) for warning in caught]
        finally:
            logging.getLogger().removeHandler(handler)
            for logger, level, propagate in before:
                logger.setLevel(level)
                logger.propagate = propagate

    def show_error(self, error: BaseException) -> None:
        """Take down all that an error can show, with the locals of every frame."""
        step: BaseException | None = error
        seen: list[BaseException] = []
        while step is not None and step not in seen:
            seen.append(step)
            formatted = traceback.TracebackException.from_exception(step, capture_locals=True)
            self.shown.append((f"the traceback of {error!r}", "".join(formatted.format())))
            self.show(step)
            step = step.__cause__ or step.__context__

    def show(self, thing: object) -> None:
        """Take down all that an object shows of itself."""
        kind = type(thing).__name__
        ways: dict[str, Callable[[], object]] = {
            "repr": lambda: repr(thing),
            "str": lambda: str(thing),
            "f-string": lambda: f"{thing}",
            "vars": lambda: repr(vars(thing)),
            "copy": lambda: repr(copy.copy(thing)),
            "deepcopy": lambda: repr(copy.deepcopy(thing)),
            "pickle": lambda: pickle.dumps(thing).decode("latin-1"),
        }
        for way, shows in ways.items():
            try:
                self.shown.append((f"{way} of {kind}", str(shows())))
            except Exception as refused:  # noqa: BLE001 -- to refuse is one of the right answers
                self.shown.append((f"{way} of {kind}, refused", f"{refused!r}"))


class _Recorder(logging.Handler):
    """Takes down log records as the strictest formatter would print them."""

    def __init__(self, shown: list[tuple[str, str]]) -> None:
        super().__init__(logging.DEBUG)
        self._shown = shown

    def emit(self, record: logging.LogRecord) -> None:
        text = f"{record.getMessage()} {record.args!r}"
        if record.exc_info and record.exc_info[1] is not None:
            text += "".join(
                traceback.TracebackException.from_exception(
                    record.exc_info[1], capture_locals=True
                ).format()
            )
        self._shown.append((f"the log of {record.name}", text))


def _all_loggers() -> list[logging.Logger]:
    names = {"podio", "podio.session", "httpx2", "httpcore2", "asyncio"}
    names |= set(logging.Logger.manager.loggerDict)
    return [logging.getLogger(name) for name in names]


def _piece_in(secret: str, text: str) -> bool:
    size = min(PIECE, len(secret))
    return any(secret[at : at + size] in text for at in range(len(secret) - size + 1))
