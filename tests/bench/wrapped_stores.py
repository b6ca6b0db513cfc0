"""What the stores around stores add to reading the one inside."""

from __future__ import annotations

import tempfile
from pathlib import Path

from podio.stores import FileAuthStore, LayeredAuthStore, MemoryAuthStore
from podio.stores.encrypted import EncryptedAuthStore, generate_key
from podio.stores.keyring import KeyringAuthStore
from tests.bench.answers import fresh_session
from tests.bench.figures import Figure
from tests.bench.rounds import difference, interleaved, wall
from tests.stores.keyrings import FolderKeyring


def reading(*, quick: bool) -> list[Figure]:
    """`get` through each wrapper, less `get` of the file inside; medians."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        file = FileAuthStore(place / "plain.json")
        encrypted = EncryptedAuthStore(FileAuthStore(place / "sealed.json"), generate_key())
        layered = LayeredAuthStore(MemoryAuthStore(), file, max_age=3_600.0)
        backend = FolderKeyring(place / "keyring")
        keyring = KeyringAuthStore("user:42", folder=place / "files", backend=backend)
        for store in (file, encrypted, layered, keyring):
            store.set(fresh_session())
        work = {
            "the file": file.get,
            "encrypted file": encrypted.get,
            "layered over a file": layered.get,
            "keyring": keyring.get,
        }
        times = interleaved(work, 3 if quick else 11, 50 if quick else 300, wall)
    return [
        _added("encrypted file", times, 50),
        _added("keyring", times, 50),
        _added("layered over a file", times, 0),
    ]


def _added(name: str, times: dict[str, list[float]], budget: float) -> Figure:
    added = 1e6 * difference(times[name], times["the file"])
    return Figure(f"{name}, get, over a plain file's", added, budget, "us")
