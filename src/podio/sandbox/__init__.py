"""The local Podio: an ASGI app with behaviour, for tests and for trying things out."""

from __future__ import annotations

from podio.sandbox.serve import NotLoopbackError, Sandbox

__all__ = ["NotLoopbackError", "Sandbox"]
