"""What the caller's own functions raise while the HTTP library stands between."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from podio.core.operations.body import Progress


class UsersOwn(Exception):
    """Carries what the caller's own function raised through the HTTP library.

    Attributes:
        error: What it raised.
    """

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


def told(progress: Progress, done: int, size: int | None) -> None:
    """Tell the caller's function how far a file is.

    Raises:
        UsersOwn: It raised something.
    """
    try:
        progress(done, size)
    except Exception as error:  # noqa: BLE001 -- it is the caller's, whatever it is
        raise UsersOwn(error) from None
