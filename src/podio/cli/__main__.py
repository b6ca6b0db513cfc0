"""`python -m podio.cli`, where the `podio` command is not on the path."""

from __future__ import annotations

from podio.cli import main

main()
