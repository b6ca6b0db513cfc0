"""Tells PyInstaller where the hook is that finds what podio imports by name."""

from __future__ import annotations

from pathlib import Path


def hook_dirs() -> list[str]:
    """Return the folder with the hook; PyInstaller asks for it by the wheel's entry point."""
    return [str(Path(__file__).parent)]
