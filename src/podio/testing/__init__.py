"""What tests of programs that use podio can build on; needs pytest and Hypothesis."""

from __future__ import annotations

import pytest

# Before the import: a failing assertion then shows what it compared, as in a test of one's own.
pytest.register_assert_rewrite("podio.testing.stores")

from podio.testing.sessions import a_mark, a_session, sessions  # noqa: E402 -- see above
from podio.testing.stores import AuthStoreConformance  # noqa: E402 -- see above

__all__ = ["AuthStoreConformance", "a_mark", "a_session", "sessions"]
