"""`python -m podio.sandbox`: serves the sandbox and prints the demo credentials."""

from __future__ import annotations

import argparse
import contextlib
import shlex
import sqlite3
import sys
from typing import TYPE_CHECKING

from podio.sandbox.serve import LOOPBACK, Sandbox

if TYPE_CHECKING:
    from collections.abc import Sequence


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m podio.sandbox", description="A local Podio for trying things out."
    )
    parser.add_argument("--host", default="127.0.0.1", choices=sorted(LOOPBACK))
    parser.add_argument("--port", type=int, default=8765, help="0 takes a free one")
    parser.add_argument("--data", metavar="FILE", help="keep the state in this file")
    parser.add_argument(
        "--token-lifetime", type=float, default=28_800, metavar="SECONDS", help="of access tokens"
    )
    parser.add_argument(
        "--rotate-refresh-tokens", action="store_true", help="a refresh token works once"
    )
    parser.add_argument(
        "--rate-limit", type=int, default=1000, metavar="N", help="calls an hour and user"
    )
    parser.add_argument(
        "--env", action="store_true", help="print the settings as shell exports and exit"
    )
    return parser


def environment(sandbox: Sandbox) -> dict[str, str]:
    """Tell the settings a client needs, by the names of their environment variables."""
    return {
        "PODIO_API_URL": sandbox.url,
        "PODIO_CLIENT_ID": sandbox.client_id,
        "PODIO_CLIENT_SECRET": sandbox.client_secret,
        "PODIO_USERNAME": sandbox.username,
        "PODIO_PASSWORD": sandbox.password,
        "PODIO_APP_ID": str(sandbox.app_id),
        "PODIO_APP_TOKEN": sandbox.app_token,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the result is the exit status."""
    options = _parser().parse_args(arguments)
    try:
        sandbox = Sandbox(
            host=options.host,
            port=options.port,
            data=None if options.env else options.data,
            token_lifetime=options.token_lifetime,
            rotate_refresh_tokens=options.rotate_refresh_tokens,
            rate_limit=options.rate_limit,
        )
    except (OSError, sqlite3.Error) as error:
        sys.stderr.write(f"Cannot keep the state in {options.data}: {error}. Try another --data.\n")
        return 1
    exports = [f"export {name}={shlex.quote(v)}" for name, v in environment(sandbox).items()]
    if options.env:
        sandbox.stop()
        sys.stdout.write("\n".join(exports) + "\n")
        return 0
    try:
        listener = sandbox.listen()
    except OSError as error:
        sandbox.stop()
        sys.stderr.write(f"Cannot listen on {sandbox.url}: {error.strerror}. Try another --port.\n")
        return 1
    lines = [f"The Podio sandbox listens on {sandbox.url} (not the real Podio).", ""]
    lines += [f"  {name}={value}" for name, value in environment(sandbox).items()]
    sys.stdout.write("\n".join(lines) + "\n\nStop it with Ctrl-C.\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        sandbox.serve_forever(listener)
    return 0


if __name__ == "__main__":
    sys.exit(main())
