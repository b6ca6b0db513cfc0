"""Votings: questions of an app that are answered on each of its items."""

from __future__ import annotations

from typing import Literal, TypeAlias

from podio.core.views.model import Model

VotingKind: TypeAlias = Literal["fivestar", "answer"]


class VotingAnswer(Model):
    """One of the answers to choose from.

    https://developers.podio.com/doc/voting/get-app-votings-117689723
    """

    answer_id: int
    text: str | None


class Voting(Model):
    """A question of an app, answered with one to five stars or one of its own answers.

    https://developers.podio.com/doc/voting/get-app-votings-117689723
    """

    voting_id: int
    kind: Literal["fivestar", "answer"] | None
    question: str | None
    answers: list[VotingAnswer]


class Vote(Model):
    """What somebody answered.

    https://developers.podio.com/doc/voting
    """

    voting: Voting | None
    rating: int | None
    answer: VotingAnswer | None
