"""`python -m tests.bench`: measures and compares with the budgets.

The exit status is 1 if a hard gate is broken; a missed budget is told and no more, for it may be
the machine's.
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.bench import (
    call_overhead,
    cold_start,
    decoding,
    fleet,
    memory,
    server_stores,
    store_access,
    type_checking,
    wrapped_stores,
)
from tests.bench.figures import Figure, status, summary, table

BENCHMARKS = (
    call_overhead.null_transport,
    call_overhead.loopback_tls,
    cold_start.importing,
    cold_start.first_call,
    store_access.fresh_session_store_io,
    store_access.reading,
    store_access.slow_store,
    wrapped_stores.reading,
    server_stores.reading,
    decoding.pages,
    memory.walking,
    type_checking.checking,
    fleet.wave,
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds: rougher figures")
    quick: bool = parser.parse_args().quick
    began = time.perf_counter()
    figures: list[Figure] = []
    for benchmark in BENCHMARKS:
        name = f"{benchmark.__module__.rpartition('.')[2]}, {benchmark.__name__}"
        print(f"measuring {name.replace('_', ' ')} ...", file=sys.stderr, flush=True)
        figures += benchmark(quick=quick)
    print(table(figures))
    print(f"\n{summary(figures)} It took {time.perf_counter() - began:.0f} s.")
    return status(figures)


if __name__ == "__main__":
    sys.exit(main())
