"""Tasks: things to do, alone or attached to an object; one class."""

from __future__ import annotations

from podio.areas.tasks.tasks import Tasks

__all__ = ["Tasks"]
