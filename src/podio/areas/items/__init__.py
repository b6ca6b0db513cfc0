"""Items: the records of an app; one class, its operations in the order of the documentation."""

from __future__ import annotations

from podio.areas.items.items import Items

__all__ = ["Items"]
