"""Questions: a text with options of which each person chooses one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from podio.core.operations.arguments import at_least, not_empty
from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, nothing, sent
from podio.core.views.model import integer, many, member
from podio.models.questions import QuestionAnswer


class Questions(Area[S]):
    """Texts with options of which each person chooses one."""

    @operation("POST", "/question/{ref_type}/{ref_id}/")
    def create(
        self,
        ref_type: Literal["status", "comment"],
        ref_id: int,
        *,
        text: str,
        options: Sequence[str],
    ) -> Call[int]:
        """Ask a question on a status message or in a comment and return the question's id.

        https://developers.podio.com/doc/questions/create-question-887166
        """
        not_empty(options=options)
        body = sent(text=text, options=options)
        return Call(member("question_id", integer), ref_type, ref_id, body=body)

    @operation("POST", "/question/{question_id}/")
    def answer(self, question_id: int, question_option_id: int) -> Call[None]:
        """Choose one of the options of a question.

        https://developers.podio.com/doc/questions/answer-question-887232
        """
        at_least(1, question_option_id=question_option_id)
        return Call(nothing, question_id, body=sent(question_option_id=question_option_id))

    @operation("GET", "/question/{question_id}/")
    def get_answers(self, question_id: int) -> Call[list[QuestionAnswer]]:
        """List what everybody chose.

        https://developers.podio.com/doc/questions/get-answers-945753
        """
        return Call(many(QuestionAnswer), question_id)
