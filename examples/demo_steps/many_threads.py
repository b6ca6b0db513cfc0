"""One of several workers: finds the session, waits for the word, calls from many threads."""

from __future__ import annotations

import json
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from podio import Podio, PodioError
from podio.stores import FileAuthStore


def main(session_file: str, item_id: str, threads: str) -> None:
    """Call from all threads at once, when a line comes in."""
    together = threading.Barrier(int(threads))

    def call(podio: Podio) -> str:
        together.wait()
        try:
            podio.items.get(int(item_id))
        except PodioError as error:
            return f"{type(error).__name__}: {error}"
        return ""

    with Podio.from_env(FileAuthStore(session_file)) as podio:
        fresh = podio.session.status.name
        print(json.dumps({"ready": fresh}), flush=True)
        sys.stdin.readline()
        began = time.perf_counter()
        with ThreadPoolExecutor(int(threads)) as pool:
            errors = [said for said in pool.map(call, [podio] * int(threads)) if said]
    seconds = time.perf_counter() - began
    print(json.dumps({"calls": int(threads), "errors": errors, "seconds": seconds}))


if __name__ == "__main__":
    main(*sys.argv[1:])
