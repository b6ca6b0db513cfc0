"""What a sealed session looks like inside a store, and how it is made and opened."""

from __future__ import annotations

import logging
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from urllib.parse import quote

from podio.core.session.oauth import PodioOAuth
from podio.errors import StoreCorruptError, StoreDecryptionError, StoreError
from podio.stores.ground.stored_text import session_in, text_of
from podio.stores.wrappers.wrapping import WrappedSteps

if TYPE_CHECKING:
    from podio.stores.encrypted.key_ring import KeyRing
    from podio.stores.ground.both_ways import Steps

log = logging.getLogger("podio.session")

SEALED = "sealed"
"""The key of the envelope that has the session, as `<format>.<id of the key>.<base64>`."""
FORMAT = "1"


class Keys(Protocol):
    """Where the keys come from."""

    def ring(self, *, needed: str = "", create: bool = False) -> KeyRing:
        """Return the keys.

        Args:
            needed: The id of a key that would be of use.
            create: Whether to make a key if there is none.
        """
        ...


class FixedKeys:
    """Keys that were given once and for all."""

    def __init__(self, ring: KeyRing) -> None:
        self._ring = ring

    def ring(self, *, needed: str = "", create: bool = False) -> KeyRing:  # noqa: ARG002 -- as Keys has it
        """Return them."""
        return self._ring


class _Opened(NamedTuple):
    """A session, and whether it has to be sealed again, or what is wrong with its envelope."""

    session: PodioOAuth
    stale: bool = False
    problem: str = ""


class SealingSteps(WrappedSteps):
    """Seals what goes into a store, and opens what comes out."""

    def __init__(
        self,
        inner: Any,  # a store, blocking or async
        keys: Keys,
        *,
        key: str = "",
        adopt_plain: bool = False,
        bound: tuple[str, str] = ("", ""),
        reached: str = "",
    ) -> None:
        """Wrap a store.

        Args:
            inner: The store.
            keys: What seals and opens.
            key: Whose session it is, for a store that does not know.
            adopt_plain: Whether a session that is not sealed is taken.
            bound: The API client and address, if the store is that of one.
            reached: How its user comes to this key from the store that was made.
        """
        super().__init__(inner)
        self.key = key or self.key
        self._named = key
        self._bound = bound
        self._reached = reached
        # Quoted parts have no space, and the key comes last: no other three read the same.
        client_id, api_url = (quote(part, safe="") for part in bound)
        self._belongs_to = f"{api_url} {client_id} {self.key}"
        self._keys = keys
        self._adopt_plain = adopt_plain

    def get(self) -> Steps[PodioOAuth]:
        """Read the session; one that an older key sealed is sealed again with the newest."""
        opened = self._opened((yield self.inner.get))
        if opened.problem:
            raise StoreDecryptionError(opened.problem)
        # Without compare-and-set a newer session might be lost: then the next save does it.
        if opened.stale and "compare_and_set" in self.offers:
            try:
                yield partial(self._save_again, opened.session)
            except StoreError as error:
                log.info("a session could not be sealed with the newest key yet: %s", error)
        return opened.session

    def set(self, oauth: PodioOAuth) -> Steps[None]:
        """Store a session, unless what is there does not open."""
        yield from self._refuse_what_does_not_open()
        yield partial(self.inner.set, self._sealed(oauth))

    def compare_and_set(self, oauth: PodioOAuth, expected_version: int) -> Steps[bool]:
        """Store a session, unless what is there is newer or does not open."""
        yield from self._refuse_what_does_not_open()
        envelope = self._sealed(oauth)
        stored = yield partial(self.inner.compare_and_set, envelope, expected_version)
        return bool(stored)

    def for_key(self, key: str) -> SealingSteps:
        """Return the steps over the store of another session."""
        inner = self.inner.for_key(key)
        return SealingSteps(
            inner,
            self._keys,
            key=key if self._named else "",
            adopt_plain=self._adopt_plain,
            bound=self._bound,
            reached=f"for_key({key!r}).",
        )

    def bound_to(self, client_id: str, api_url: str) -> SealingSteps:
        """Return the steps over the store for an API client."""
        return SealingSteps(
            self.inner.bound_to(client_id, api_url),
            self._keys,
            key=self._named,
            adopt_plain=self._adopt_plain,
            bound=(client_id, api_url),
            reached=self._reached,
        )

    def _save_again(self, session: PodioOAuth) -> object:
        return self.inner.compare_and_set(self._sealed(session), session.version)

    def _refuse_what_does_not_open(self) -> Steps[None]:
        try:
            opened = self._opened((yield self.inner.get))
        except StoreCorruptError as error:
            log.warning("a damaged entry is replaced: %s", error)
            return
        if opened.problem:
            raise StoreDecryptionError(opened.problem)

    def _sealed(self, oauth: PodioOAuth) -> PodioOAuth:
        """Return the envelope: no tokens, but the version, which stores compare."""
        ring = self._keys.ring(create=True)
        sealed = ring.seal(lambda: text_of(oauth).encode(), self._context(oauth.version))
        text = f"{FORMAT}.{ring.newest}.{urlsafe_b64encode(sealed).decode()}"
        return PodioOAuth(
            version=oauth.version,
            client_id=oauth.client_id,
            api_url=oauth.api_url,
            extra={SEALED: text},
        )

    def _opened(self, kept: PodioOAuth) -> _Opened:
        text = kept.extra.get(SEALED)
        if not isinstance(text, str):
            return self._plain(kept)
        form, _, rest = text.partition(".")
        key_id, _, sealed = rest.partition(".")
        if form != FORMAT:
            return _Opened(kept, problem=self._problem("was sealed by a newer version of podio"))
        ring = self._keys.ring(needed=key_id)
        if not ring.knows(key_id):
            return _Opened(kept, problem=self._problem(f"was sealed with another key ({key_id})"))
        opened = ring.open(key_id, _bytes_of(sealed), self._context(kept.version))
        if opened is None:
            return _Opened(kept, problem=self._out_of_place())
        session, problem = session_in(opened.decode(errors="replace"))
        del opened
        if problem:
            return _Opened(kept, problem=self._problem(f"opens, but {problem}"))
        return _Opened(session, stale=key_id != ring.newest)

    def _plain(self, kept: PodioOAuth) -> _Opened:
        if not kept and not kept.extra:
            return _Opened(kept)  # nothing is stored, or the mark that a logout left
        if self._adopt_plain:
            return _Opened(kept, stale=True)
        problem = self._problem(
            "is not encrypted, so anybody may have put it there",
            "take it over with adopt_plain=True",
        )
        return _Opened(PodioOAuth(), problem=problem)

    def _context(self, version: int) -> bytes:
        # A file's name may have bytes that are no text.
        return f"podio-sdk {FORMAT} {version} {self._belongs_to}".encode(errors="surrogatepass")

    def _out_of_place(self) -> str:
        what = "was damaged, changed, or put in the place of another one"
        if self._named or not self.key or "for_key" in self.offers:
            return self._problem(what, "put back what was there")
        return self._problem(
            f"{what}, or {self.key!r} had another name when it was sealed",
            'if it was renamed, give that name to the encrypted store (key="the old name")',
        )

    def _problem(self, what: str, remedy: str = "give the key that it was sealed with") -> str:
        whose = f" of {self.key!r}" if self.key else ""
        return (
            f"the session{whose} in {type(self.inner).__name__} {what}. It was left as it is: "
            f"{remedy}, or {self._how_to_give_it_up()} and sign in again"
        )

    def _how_to_give_it_up(self) -> str:
        if "delete" not in self.offers:
            return "set(PodioOAuth()) on the store inside"
        # Whoever made the store has it unbound, and with a key for all: delete() there would
        # remove another entry.
        bound = "bound_to({!r}, {!r}).".format(*self._bound) if any(self._bound) else ""
        return f"call {self._reached}{bound}delete() on the encrypted store"


def _bytes_of(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text)
    except ValueError:
        return b""
