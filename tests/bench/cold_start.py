"""What a new process costs: the import alone, and up to the first answered call."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from podio.stores import FileAuthStore
from tests.bench.answers import answers, fresh_session
from tests.bench.figures import Figure
from tests.bench.https_server import https_server
from tests.bench.rounds import Work, difference, interleaved, processes, ratio

BY_HAND = """
import json, os, sys, time
import httpx2
with open(sys.argv[1], encoding="utf-8") as file:
    session = json.load(file)
if session["expires_at"] < time.time() + 60:
    raise SystemExit("the token has expired")
with httpx2.Client(timeout=30) as client:
    headers = {"Authorization": "OAuth2 " + session["access_token"]}
    response = client.get(sys.argv[2] + "/item/7", headers=headers)
response.raise_for_status()
print(json.loads(response.content)["title"])
"""
PODIO = """
import sys
from podio import Podio
from podio.stores import FileAuthStore
with Podio("bench", "bench-secret", FileAuthStore(sys.argv[1]), api_url=sys.argv[2]) as podio:
    print(podio.items.get(7).title)
"""


def importing(*, quick: bool) -> list[Figure]:
    """`import podio` over an interpreter that does nothing."""
    with tempfile.TemporaryDirectory() as folder:
        compiled = {"PYTHONPYCACHEPREFIX": folder}
        work = {
            "bare": process("pass", **compiled),
            "podio": process("import podio", **compiled),
        }
        times = interleaved(work, 5 if quick else 21, 1, processes)
    added = 1e3 * difference(times["podio"], times["bare"])
    return [Figure("import podio, over bare Python", added, 15, "ms")]


def first_call(*, quick: bool) -> list[Figure]:
    """A process with a stored session, beside a script on httpx2 that does the same by hand."""
    with https_server(answers().item) as server, tempfile.TemporaryDirectory() as folder:
        session = Path(folder) / "session.json"
        FileAuthStore(session).set(fresh_session(server.url))
        arguments = (str(session), server.url)
        settings = {"SSL_CERT_FILE": str(server.authority), "PYTHONPYCACHEPREFIX": folder}
        work = {
            "by hand": process(BY_HAND, *arguments, **settings),
            "podio": process(PODIO, *arguments, **settings),
        }
        times = interleaved(work, 5 if quick else 21, 1, processes)
    ready = ratio(times["podio"], times["by hand"])
    added = 1e3 * difference(times["podio"], times["by hand"])
    return [
        Figure("new process to first answer, over httpx2", ready, 1.15, "x"),
        Figure("new process to first answer, adds", added, 15, "ms"),
    ]


def process(program: str, *arguments: str, **settings: str) -> Work:
    """Run a program in a new interpreter, and see that it went well.

    Modules are compiled by the round that does not count, as they are by an installation.
    """
    command = [sys.executable, "-c", program, *arguments]
    environment = {**os.environ, **settings}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return lambda: subprocess.run(command, env=environment, check=True, capture_output=True)
