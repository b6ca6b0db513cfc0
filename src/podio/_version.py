"""The version of the distribution, read by the build and by the user agent."""

from __future__ import annotations

__version__ = "0.1.0"
