"""Votings: questions of an app that are answered on each of its items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from podio.core.operations.arguments import at_least, not_empty
from podio.core.operations.operation import Area, S, listing, operation
from podio.core.operations.request import Call, Json, Listing, nothing, raw, sent
from podio.core.views.model import many
from podio.errors import InvalidArgumentError
from podio.models import voting as models
from podio.models.contacts import Contact

if TYPE_CHECKING:
    from podio.models.voting import VotingKind


class Voting(Area[S]):
    """Questions of an app that are answered on each of its items."""

    @operation("GET", "/voting/app/{app_id}/voting")
    def list_in_app(self, app_id: int) -> Call[list[models.Voting]]:
        """List the votings of an app in the order that its users gave them.

        https://developers.podio.com/doc/voting/get-app-votings-117689723
        """
        return Call(many(models.Voting), app_id)

    @operation("POST", "/voting/app/{app_id}/voting")
    def create(
        self,
        app_id: int,
        *,
        kind: VotingKind,
        question: str,
        answers: Sequence[str] | None = None,
    ) -> Call[models.Voting]:
        """Add a voting to an app.

        Args:
            answers: What can be chosen from, for the kind "answer".

        https://developers.podio.com/doc/voting/create-voting-in-application-117693244
        """
        body = sent(kind=kind, question=question, answers=answers)
        return Call(models.Voting, app_id, body=body)

    # A voting without an id is a new one each time, and takes the place of the one before.
    @operation("PUT", "/voting/app/{app_id}/voting", repeatable=False)
    def replace_in_app(self, app_id: int, votings: Sequence[Mapping[str, Json]]) -> Call[None]:
        """Replace all votings of an app at once: all of them are changed, or none.

        Args:
            votings: All of them in their order, each with `kind`, `question`, `answers` (each
                with `text` and, to keep the votes, `answer_id`) and, to keep it, `voting_id`.
                Votings and answers that are not there are removed.

        https://developers.podio.com/doc/voting/batch-update-votings-117729741
        """
        # guess: the page shows no answer
        return Call(nothing, app_id, body=votings)

    @operation("PUT", "/voting/app/{app_id}/voting/order")
    def rank_in_app(self, app_id: int, voting_ids: Sequence[int]) -> Call[None]:
        """Put the votings of an app in order.

        https://developers.podio.com/doc/voting/change-order-of-votings-in-application-117696838
        """
        not_empty(voting_ids=voting_ids)
        return Call(nothing, app_id, body=voting_ids)

    @operation("PUT", "/voting/{voting_id}/answer/order")
    def rank_answers(self, voting_id: int, answer_ids: Sequence[int]) -> Call[None]:
        """Put the answers of a voting in order.

        https://developers.podio.com/doc/voting/change-order-of-answers-in-voting-117699391
        """
        not_empty(answer_ids=answer_ids)
        return Call(nothing, voting_id, body=answer_ids)

    @operation("DELETE", "/voting/{voting_id}")
    def delete(self, voting_id: int) -> Call[None]:
        """Delete a voting.

        https://developers.podio.com/doc/voting/delete-voting-object-117696774
        """
        return Call(nothing, voting_id)

    @operation("POST", "/voting/item/{item_id}/voting/{voting_id}/votes")
    def vote(
        self,
        item_id: int,
        voting_id: int,
        *,
        rating: int | None = None,
        answer_id: int | None = None,
    ) -> Call[None]:
        """Vote on an item, with one to five stars or one of the answers, as the voting is.

        Raises:
            InvalidArgumentError: Neither or both of rating and answer_id are given.

        https://developers.podio.com/doc/voting/vote-on-an-item-117704560
        """
        if (rating is None) == (answer_id is None):
            message = "give rating for a voting with stars, answer_id for one with answers"
            raise InvalidArgumentError(message)
        at_least(1, rating=rating, answer_id=answer_id)
        # guess: the page shows no answer
        return Call(nothing, item_id, voting_id, body=sent(rating=rating, answer_id=answer_id))

    @operation("DELETE", "/voting/item/{item_id}/voting/{voting_id}/votes")
    def unvote(self, item_id: int, voting_id: int) -> Call[None]:
        """Take back your vote on an item.

        https://developers.podio.com/doc/voting/unset-user-vote-on-an-item-in-voting-117705436
        """
        return Call(nothing, item_id, voting_id)

    @operation("GET", "/voting/item/{item_id}/voting/{voting_id}/result")
    def get_result(
        self, item_id: int, voting_id: int, *, max_voters: int | None = None
    ) -> Call[Json]:
        """Count the votes on an item; what the answer looks like is not documented.

        Args:
            max_voters: How many of the voters to name; by default 23.

        https://developers.podio.com/doc/voting/get-result-of-voting-on-an-item-117727335
        """
        at_least(0, max_voters=max_voters)
        return Call(raw, item_id, voting_id, query={"max_voters": max_voters})

    @listing("GET", "/voting/item/{item_id}/voting/{voting_id}/user")
    def find_voters(
        self,
        item_id: int,
        voting_id: int,
        *,
        value: int | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 100,
    ) -> Listing[Contact]:
        """Walk through the people who voted on an item.

        Args:
            value: Only those who gave so many stars, or chose the answer of this id.

        https://developers.podio.com/doc/voting/get-list-of-users-with-votes-117729546
        """
        return Listing(
            Contact,
            item_id,
            voting_id,
            query={"value": value},
            limit=limit,
            offset=offset,
            page_size=page_size,
        )
