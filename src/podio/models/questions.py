"""Questions: a text with options of which each person chooses one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.views.model import Model

if TYPE_CHECKING:
    from podio.core.operations.request import Json
    from podio.models.contacts import Contact
    from podio.models.reference import Reference


class QuestionOption(Model):
    """One of the options.

    https://developers.podio.com/doc/questions
    """

    question_option_id: int
    text: str | None


class QuestionAnswer(Model):
    """What one person chose.

    https://developers.podio.com/models/questionanswer
    """

    question_option_id: int | None
    question_option: QuestionOption | None
    user: Contact | None


class Question(Model):
    """A question asked on a status message or in a comment.

    https://developers.podio.com/doc/questions
    """

    question_id: int
    text: str | None
    ref: Reference | None
    options: list[QuestionOption]
    answers: list[QuestionAnswer]
    answer_counts: dict[str, Json]
    answer_by_current_user: QuestionAnswer | None
