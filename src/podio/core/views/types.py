"""Names for what Podio's values mean where Python's own types do not tell."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, TypeAlias

LocalTime: TypeAlias = Annotated[datetime, "on the wall"]
"""A naive datetime: the time on the wall of whoever typed it; which zone is not known."""
