"""Stores of a user's own, as classes that are equal, have no hash, or take no weak references."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from podio import PodioOAuth


class Plain:
    def __init__(self) -> None:
        self.oauth = PodioOAuth()

    def get(self) -> PodioOAuth:
        return self.oauth

    def set(self, oauth: PodioOAuth) -> None:
        self.oauth = oauth


class AllEqual(Plain):
    def __eq__(self, other: object) -> bool:
        return isinstance(other, AllEqual)

    def __hash__(self) -> int:
        return 1


class HashChanges(Plain):
    def __hash__(self) -> int:
        return hash(self.oauth.access_token)


class NoHash(Plain):
    __hash__ = None  # type: ignore[assignment]  # as a class with __eq__ alone has it


class Slotted:
    __slots__ = ("oauth",)
    get, set = Plain.get, Plain.set

    def __init__(self) -> None:
        self.oauth = PodioOAuth()


@dataclass
class Dataclass:
    oauth: PodioOAuth = field(default_factory=PodioOAuth)

    def get(self) -> PodioOAuth:
        return self.oauth

    def set(self, oauth: PodioOAuth) -> None:
        self.oauth = oauth


KINDS: list[Callable[[], Any]] = [Plain, AllEqual, HashChanges, NoHash, Slotted, Dataclass]
