"""What a long walk holds at its most: the page in use and the next one, however many there are."""

from __future__ import annotations

import gc
import json
import tracemalloc

import httpx2

from podio import Podio
from tests.bench.answers import CLIENT, HOST, PAGE, NullTransport, answers, fresh_session
from tests.bench.figures import Figure

ITEMS = 10_000


def walking(*, quick: bool) -> list[Figure]:
    """Walk over one page, a few and many, and compare the most memory that was held at once."""
    few, pages = 2, 4 if quick else ITEMS // PAGE
    one, some, many = _peak(1), _peak(few), _peak(pages)
    return [
        Figure(
            f"memory, {pages * PAGE:,} items over {few * PAGE:,}", many / some, 1.10, "x", gate=1.5
        ),
        Figure(f"memory, {pages * PAGE:,} items over one page", many / one, 2.0, "x", gate=2.5),
    ]


def _peak(pages: int) -> int:
    page = json.loads(answers().page)
    page["filtered"] = page["total"] = pages * PAGE
    with httpx2.Client(transport=NullTransport(json.dumps(page).encode())) as http:
        del page
        podio = Podio(*CLIENT, api_url=HOST, http_client=http)
        podio.oauth = fresh_session()
        gc.collect()
        tracemalloc.start()
        try:
            walked = sum(1 for _ in podio.items.filter(7))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    if walked != pages * PAGE:
        raise SystemExit(f"{walked} items were walked over, not {pages * PAGE}")
    return peak
