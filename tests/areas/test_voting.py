"""Votings: questions of an app that are answered on each of its items."""

from __future__ import annotations

import pytest

from podio.areas.voting import Voting
from podio.errors import InvalidArgumentError
from podio.models.voting import Vote
from tests.areas.cases import Case, check

CASES = [
    Case(
        "voting.list_in_app",
        lambda podio: podio.voting.list_in_app(9),
        sends="GET /voting/app/9/voting",
        answer=[
            {"voting_id": 3, "kind": "fivestar", "question": "How good?", "answers": None},
            {
                "voting_id": 4,
                "kind": "answer",
                "question": "Which one?",
                "answers": [{"answer_id": 8, "text": "This"}],
            },
        ],
        reads=lambda votings: [
            (voting.voting_id, voting.kind, [answer.text for answer in voting.answers])
            for voting in votings
        ],
        gives=[(3, "fivestar", []), (4, "answer", ["This"])],
    ),
    Case(
        "voting.create",
        lambda podio: podio.voting.create(
            9, kind="answer", question="Which one?", answers=["This", "That"]
        ),
        sends="POST /voting/app/9/voting",
        body={"kind": "answer", "question": "Which one?", "answers": ["This", "That"]},
        answer={"voting_id": 4, "kind": "answer"},
        reads=lambda voting: voting.voting_id,
        gives=4,
    ),
    Case(
        "voting.replace_in_app",
        lambda podio: podio.voting.replace_in_app(
            9,
            [{"voting_id": 4, "kind": "answer", "question": "Which?", "answers": [{"text": "A"}]}],
        ),
        sends="PUT /voting/app/9/voting",
        body=[{"voting_id": 4, "kind": "answer", "question": "Which?", "answers": [{"text": "A"}]}],
        status=204,
    ),
    Case(
        "voting.replace_in_app with none left",
        lambda podio: podio.voting.replace_in_app(9, []),
        sends="PUT /voting/app/9/voting",
        body=[],
        status=204,
    ),
    Case(
        "voting.rank_in_app",
        lambda podio: podio.voting.rank_in_app(9, [4, 3]),
        sends="PUT /voting/app/9/voting/order",
        body=[4, 3],
        status=204,
    ),
    Case(
        "voting.rank_answers",
        lambda podio: podio.voting.rank_answers(4, (9, 8)),
        sends="PUT /voting/4/answer/order",
        body=[9, 8],
        status=204,
    ),
    Case(
        "voting.delete",
        lambda podio: podio.voting.delete(4),
        sends="DELETE /voting/4",
        status=204,
    ),
    Case(
        "voting.vote with stars",
        lambda podio: podio.voting.vote(70, 3, rating=5),
        sends="POST /voting/item/70/voting/3/votes",
        body={"rating": 5},
        status=204,
    ),
    Case(
        "voting.vote with an answer",
        lambda podio: podio.voting.vote(70, 4, answer_id=8),
        sends="POST /voting/item/70/voting/4/votes",
        body={"answer_id": 8},
        answer={"answer_id": 8},
    ),
    Case(
        "voting.unvote",
        lambda podio: podio.voting.unvote(70, 4),
        sends="DELETE /voting/item/70/voting/4/votes",
        status=204,
    ),
    Case(
        "voting.get_result",
        lambda podio: podio.voting.get_result(70, 3, max_voters=5),
        sends="GET /voting/item/70/voting/3/result?max_voters=5",
        answer={"average": 4.5, "anything": []},
        gives={"average": 4.5, "anything": []},
    ),
    Case(
        "voting.find_voters",
        lambda podio: podio.voting.find_voters(70, 3, value=5, limit=2),
        sends="GET /voting/item/70/voting/3/user?limit=2&offset=0&value=5",
        answer=[{"user_id": 1, "name": "Ann", "profile_id": 11}, {"user_id": 2, "name": "Bo"}],
        reads=lambda people: [(person.user_id, person.name) for person in people],
        gives=[(1, "Ann"), (2, "Bo")],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


@pytest.mark.parametrize("vote", [{}, {"rating": 5, "answer_id": 8}, {"rating": 0}])
def test_a_vote_is_stars_or_an_answer(vote: dict[str, int]) -> None:
    with pytest.raises(InvalidArgumentError, match="rating"):
        Voting.vote(70, 3, **vote)


def test_an_order_names_what_is_ordered() -> None:
    with pytest.raises(InvalidArgumentError, match="voting_ids must not be empty"):
        Voting.rank_in_app(9, [])
    with pytest.raises(InvalidArgumentError, match="answer_ids must not be empty"):
        Voting.rank_answers(4, [])


def test_a_vote_tells_what_was_voted() -> None:
    vote = Vote({"voting": {"voting_id": 4}, "answer": {"answer_id": 8, "text": "This"}})
    assert vote.voting is not None
    assert vote.answer is not None
    assert (vote.voting.voting_id, vote.answer.text, vote.rating) == (4, "This", None)
