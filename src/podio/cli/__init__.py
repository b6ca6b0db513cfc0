"""The `podio` command (extra: `podio-sdk[cli]`)."""

from __future__ import annotations

import sys
from importlib.util import find_spec


def main() -> None:
    """Run the command, or say what is missing for it."""
    if find_spec("typer") is None:
        sys.exit("the podio command needs typer: pip install 'podio-sdk[cli]'")
    from podio.cli.commands import app

    app()
