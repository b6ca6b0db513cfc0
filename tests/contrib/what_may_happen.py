"""What may happen to the sessions of a site while people are signed in."""

from __future__ import annotations

import os
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any, TypeAlias

from podio.stores import AuthStore, FileAuthStore, SessionAuthStore
from podio.stores.encrypted import EncryptedAuthStore, generate_key

Stores: TypeAlias = Callable[[str], AuthStore]

RUBBISH = "half a sess"


def folder() -> Path:
    """The folder of the site, of which every process knows."""
    return Path(os.environ["SITE_FOLDER"])


def encrypted(inner: AuthStore) -> AuthStore:
    """A store that is encrypted with the key that the site has now."""
    path = folder() / "key"
    if not path.exists():
        made = folder() / f"key-{os.getpid()}"
        made.write_text(generate_key())
        made.replace(path)
    return EncryptedAuthStore(inner, path.read_text())


def in_files(key: str) -> AuthStore:
    """Where the sites that have no database keep their sessions."""
    return encrypted(FileAuthStore(folder() / "podio" / key))


def files_are_damaged() -> None:
    """Write over every session that is in files."""
    for path in (folder() / "podio").glob("web-*"):
        if not path.suffix:
            path.write_text(RUBBISH)


def happens(
    what: str, session: MutableMapping[str, Any], stores: Stores, damage: Callable[[], object]
) -> None:
    """Let something happen to the session of whoever asks for it."""
    if what == "another-key":
        (folder() / "key").write_text(generate_key())
    elif what == "another-client":
        client = os.environ["PODIO_CLIENT_ID"], os.environ["PODIO_API_URL"]
        store = SessionAuthStore(session, stores).bound_to(*client)
        store.set(store.get().replace(client_id="another"))
    else:
        damage()
