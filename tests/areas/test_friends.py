from __future__ import annotations

import pytest

from podio.areas.friends import Friends
from podio.errors import InvalidArgumentError
from tests.areas.cases import Case, check

CASES = [
    Case(
        "friends.remove",
        lambda podio: podio.friends.remove([123, 124]),
        sends="DELETE /friend/123,124",
        status=204,
    ),
    Case(
        "friends.remove, one",
        lambda podio: podio.friends.remove([123]),
        sends="DELETE /friend/123",
        status=204,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


@pytest.mark.parametrize("wrong", [[], [0], [123, -1], [True]])
def test_user_ids_are_positive_and_there_is_one(wrong: list[int]) -> None:
    with pytest.raises(InvalidArgumentError, match="user_id"):
        Friends.remove(wrong)
