"""Which certificates are trusted: the system's, or those that the environment names."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import httpcore2

from podio.errors import ConfigurationError

if TYPE_CHECKING:
    import ssl


def trusting() -> ssl.SSLContext:
    """Make a TLS context, always verifying.

    Raises:
        ConfigurationError: `SSL_CERT_FILE` or `SSL_CERT_DIR` names nothing that can be used.
    """
    variable = named_by()
    folder = os.environ.get("SSL_CERT_DIR") if variable == "SSL_CERT_DIR" else None
    problem = f"{folder} is no folder" if folder and not os.path.isdir(folder) else ""  # noqa: PTH112 -- as OpenSSL reads it
    if not problem:
        try:
            return httpcore2.default_ssl_context()
        except OSError as error:  # also what ssl raises
            problem = str(error) or type(error).__name__
    what = f"{variable}={os.environ[variable]!a}" if variable else "the system's trust store"
    raise ConfigurationError(
        f"{what} cannot be read ({problem}): it holds the certificates of the authorities that "
        "are trusted, and TLS is never switched off"
    )


def named_by() -> str:
    """Name the variable that says which certificates are trusted; empty where none does."""
    names = ("SSL_CERT_FILE", "SSL_CERT_DIR")
    return next((name for name in names if os.environ.get(name)), "")
