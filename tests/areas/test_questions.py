"""Questions: a text with options of which each person chooses one."""

from __future__ import annotations

import pytest

from podio.areas.questions import Questions
from podio.errors import InvalidArgumentError
from podio.models.questions import Question
from tests.areas.cases import Case, check

CASES = [
    Case(
        "questions.create",
        lambda podio: podio.questions.create("status", 8, text="Lunch?", options=["Yes", "No"]),
        sends="POST /question/status/8/",
        body={"text": "Lunch?", "options": ["Yes", "No"]},
        answer={"question_id": 40},
        gives=40,
    ),
    Case(
        "questions.answer",
        lambda podio: podio.questions.answer(40, 401),
        sends="POST /question/40/",
        body={"question_option_id": 401},
        status=204,
    ),
    Case(
        "questions.get_answers",
        lambda podio: podio.questions.get_answers(40),
        sends="GET /question/40/",
        answer=[
            {"question_option_id": 401, "user": {"user_id": 1, "name": "Ann"}},
            {"question_option": {"question_option_id": 402, "text": "No"}, "user": {"name": "Bo"}},
        ],
        reads=lambda answers: [
            (
                answer.question_option_id,
                answer.question_option and answer.question_option.text,
                answer.user.name,
            )
            for answer in answers
        ],
        gives=[(401, None, "Ann"), (None, "No", "Bo")],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_a_question_has_options() -> None:
    with pytest.raises(InvalidArgumentError, match="options must not be empty"):
        Questions.create("comment", 31, text="Lunch?", options=[])
    with pytest.raises(InvalidArgumentError, match="question_option_id"):
        Questions.answer(40, 0)


def test_a_question_shows_what_was_chosen() -> None:
    question = Question(
        {
            "question_id": 40,
            "text": "Lunch?",
            "ref": {"type": "status", "id": 8},
            "options": [{"question_option_id": 401, "text": "Yes"}],
            "answers": [{"question_option_id": 401}],
            "answer_counts": {"401": 1},
            "answer_by_current_user": {"question_option_id": 401},
        }
    )
    assert question.ref is not None
    assert question.answer_by_current_user is not None
    assert question.ref.type == "status"
    assert [option.text for option in question.options] == ["Yes"]
    assert question.answers == [question.answer_by_current_user]
    assert question.answer_counts == {"401": 1}
