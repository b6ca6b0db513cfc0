"""Looks for a password in all that a process has in memory; it is imported where none is known."""

from __future__ import annotations

import gc
from pathlib import Path

from podio import Podio
from podio.credentials import password_credentials


def sign_in_and_look(
    url: str, client_id: str, client_secret: str, username: str, vault: str
) -> list[int]:
    """Count the texts with the password in them while it is held, and after two sign-ins."""
    path = Path(vault)
    held = [path.read_text()]
    before = texts_with_secret(path)
    held.clear()
    read = password_credentials(lambda: (username, path.read_text()))
    with Podio(client_id, client_secret, api_url=url, credentials=read) as podio:
        assert podio.verify()
        podio.oauth_authorization.invalidate_grant()
        assert podio.verify()
        gc.collect()
        return [before, texts_with_secret(path)]


def texts_with_secret(vault: Path) -> int:
    """Count the texts that any object of this process refers to and that have the secret."""
    texts = [
        text
        for thing in gc.get_objects()
        for text in gc.get_referents(thing)
        if isinstance(text, str | bytes | bytearray)
    ]
    secret = vault.read_text()  # after the texts were gathered: it is not one of them
    return sum(
        secret in (text if isinstance(text, str) else bytes(text).decode("latin-1"))
        for text in texts
    )
