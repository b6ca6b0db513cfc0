"""Where programs of this platform keep what they have to remember from run to run."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def state_folder() -> Path:
    """Return the folder that this platform gives each user for the state of programs."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        return Path(local) if local else Path.home() / "AppData" / "Local"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    named = os.environ.get("XDG_STATE_HOME", "")
    # The specification has relative values ignored: they would mean another place in each folder.
    return Path(named) if Path(named).is_absolute() else Path.home() / ".local" / "state"
