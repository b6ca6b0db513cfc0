"""Any later run: the session is in the file, so nobody signs in.

There is no app token nor password in this process's environment: it could not sign in if it
wanted to.
"""

from __future__ import annotations

import json
import sys
import time

from podio import Podio
from podio.stores import FileAuthStore


def main(session_file: str, item_id: str) -> None:
    """Find the session and read an item."""
    began = time.perf_counter()
    with Podio.from_env(FileAuthStore(session_file)) as podio:
        found = podio.is_authenticated()
        item = podio.items.get(int(item_id))
    seconds = time.perf_counter() - began
    print(json.dumps({"found": found, "title": item.title, "seconds": seconds}))


if __name__ == "__main__":
    main(*sys.argv[1:])
