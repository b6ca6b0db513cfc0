"""Run simulated worlds: `python -m tests.simulation --seeds 10000`, or `--seed 123` for one."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import time

from tests.simulation.run import run_many
from tests.simulation.story import tell


def main() -> int:
    parser = argparse.ArgumentParser(prog="simulate", description=__doc__)
    parser.add_argument("--seeds", type=int, default=10_000, help="how many worlds")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--seed", type=int, help="one world, with its story")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    if given.seed is not None:
        return 0 if tell(given.seed) else 1
    begun = time.perf_counter()
    tally = run_many(given.first, given.seeds, given.processes)
    took = time.perf_counter() - begun
    for seed, what in tally.failed[:20]:
        print(f"seed {seed}: {what}")
    print(
        f"{tally.seeds} seeds, {len(tally.failed)} violations, {tally.hours:,.0f} simulated hours, "
        f"{took:.1f} s, {tally.seeds / took:.0f} seeds a second"
    )
    return 1 if tally.failed else 0


if __name__ == "__main__":
    logging.disable()
    sys.exit(main())
