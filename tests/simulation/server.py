"""Podio, as far as sessions go: chains of tokens, each refresh token taken as the plan says."""

from __future__ import annotations

import json
from itertools import count

from podio.core.effects import Reply


class Chain:
    """One sign-in as the server knows it.

    Attributes:
        number: Which one it is.
        user: Whose.
        live: The refresh tokens that would be taken now, the newest last.
        over: Whether Podio or the user has ended it.
    """

    def __init__(self, number: int, user: int) -> None:
        self.number = number
        self.user = user
        self.live: list[str] = []
        self.over = False


class Server:
    """The token endpoint and one call that asks for a token.

    Attributes:
        refused: Refresh tokens that were refused.
        refreshes: When each chain was refreshed.
        parents: Which refresh token each one was made from.
    """

    def __init__(self, kind: str, life: float) -> None:
        self.kind = kind
        self.life = life
        self.chains: list[Chain] = []
        self.refused: set[str] = set()
        self.refreshes: list[tuple[Chain, float]] = []
        self.parents: dict[str, str] = {}
        self._of_token: dict[str, Chain] = {}
        self._ends: dict[str, float] = {}
        self._numbers = count(1)

    def sign_in(self, now: float, user: int = 7) -> dict[str, object]:
        """Begin a chain and answer with its first tokens."""
        chain = Chain(len(self.chains), user)
        self.chains.append(chain)
        return self._give(chain, now, "")

    def refresh(self, token: str, now: float) -> dict[str, object] | None:
        """Answer with new tokens, or refuse."""
        chain = self._of_token.get(token)
        if chain is None or chain.over or token not in chain.live:
            self.refused.add(token)
            return None
        self.refreshes.append((chain, now))
        return self._give(chain, now, token)

    def takes(self, access_token: str, now: float) -> bool:
        """Tell whether a call with this token is answered."""
        chain = self._of_token.get(access_token)
        return chain is not None and not chain.over and now < self._ends[access_token]

    def chain_of(self, token: str) -> Chain | None:
        """Return whose token it is."""
        return self._of_token.get(token)

    def _give(self, chain: Chain, now: float, parent: str) -> dict[str, object]:
        number = next(self._numbers)
        access, fresh = f"a{number}", f"r{number}"
        if self.kind == "keeps" and parent:
            fresh = parent
        elif self.kind == "forgives" and parent:
            chain.live = [parent, fresh]
        else:
            chain.live = [fresh]
        if fresh != parent:
            self.parents[fresh] = parent
        self._of_token[access] = self._of_token[fresh] = chain
        self._ends[access] = now + self.life
        return {
            "access_token": access,
            "refresh_token": fresh,
            "expires_in": self.life,
            "ref": {"type": "user", "id": chain.user},
        }


def answered(answer: dict[str, object]) -> Reply:
    """Return a success."""
    return Reply(200, {}, json.dumps(answer).encode())


def refusal(status: int, error: str, description: str = "") -> Reply:
    """Return an error in Podio's form."""
    body = {"error": error, "error_description": description, "error_parameters": {}}
    return Reply(status, {}, json.dumps(body).encode())
