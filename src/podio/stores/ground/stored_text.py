"""The text of an entry on its way to where it is kept and back, hidden from logs and tracebacks."""

from __future__ import annotations

from podio.core.session.oauth import PodioOAuth
from podio.errors import StoreCorruptError, StoreError


class HiddenText(str):
    """A text that database libraries take as any other, and that shows nothing of itself.

    Drivers log what they execute, and tracebacks may show the locals of their frames: both by
    `repr`.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        """Show that something is hidden, not what."""
        return "HiddenText(***)"


def text_of(oauth: PodioOAuth) -> HiddenText:
    """Return the text to store.

    Raises:
        StoreError: A value that was put into `extra` is not JSON.
    """
    try:
        return HiddenText(oauth.to_json())
    except (TypeError, ValueError, RecursionError) as error:
        problem = type(error).__name__
    # Raised here, not above: the frames inside the JSON encoder have the tokens.
    message = (
        f"the session cannot be stored: a value of PodioOAuth.extra is not JSON ({problem}); "
        "the old session stays"
    )
    raise StoreError(message)


def session_in(text: str | bytes | None) -> tuple[PodioOAuth, str]:
    """Return the session in a stored text, and what is wrong with the text.

    What is wrong comes as a text, not as an error: the frames of an error that comes out of
    reading JSON have the tokens in their locals.
    """
    if text is None:
        return PodioOAuth(), ""
    try:
        return PodioOAuth.from_json(text), ""
    except StoreCorruptError as error:
        return PodioOAuth(), str(error)
    except RecursionError:
        return PodioOAuth(), "the stored session is nested beyond any sense"
