"""What a program without an auth store does: signs in on every run."""

from __future__ import annotations

import json
import os
import sys
import time

from podio import Podio


def main(item_id: str) -> None:
    """Sign in and read an item."""
    began = time.perf_counter()
    app_id, app_token = int(os.environ["PODIO_APP_ID"]), os.environ["PODIO_APP_TOKEN"]
    with Podio.from_env() as podio:
        podio.authenticate_with_app(app_id, app_token)
        item = podio.items.get(int(item_id))
    seconds = time.perf_counter() - began
    print(json.dumps({"title": item.title, "seconds": seconds}))


if __name__ == "__main__":
    main(*sys.argv[1:])
