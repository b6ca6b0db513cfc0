"""What the HTTP library logs of our exchanges: the names of its steps, and nothing that was sent.

At DEBUG it logs the headers of every answer, and at INFO every address. An answer may echo a token,
and an address may be one that opens a file.
"""

from __future__ import annotations

import logging

from podio.transports.deadline import under_way

LOGGERS = (
    "httpx2",
    *(f"httpcore2.{part}" for part in ("connection", "http11", "http2", "proxy", "socks")),
    "hpack.hpack",
    "hpack.table",
    "hpack.huffman",
)


def steps_alone(record: logging.LogRecord) -> bool:
    """Cut a line down to its first word while an exchange of ours is under way."""
    if under_way.get() is not None:
        record.msg, record.args = str(record.msg).split(" ", 1)[0], ()
        record.exc_info = record.exc_text = None
    return True


def keep_quiet() -> None:
    """Have those lines cut; lines of other programs' exchanges stay as they are."""
    for name in LOGGERS:
        logging.getLogger(name).addFilter(steps_alone)
