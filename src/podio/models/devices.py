"""Devices: phones that Podio's own app is installed on."""

from __future__ import annotations

from podio.core.views.model import Model


class Device(Model):
    """A phone that Podio can push messages to; whoever has its token can do so too."""

    hidden = frozenset({"token"})
    app: str | None
    type: str | None
    token: str | None
