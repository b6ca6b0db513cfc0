"""What filters become, in a body and in a query."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from podio.errors import InvalidArgumentError
from podio.fields import DateRange, Money, Option
from podio.fields.filters import query_filters, written_filters
from podio.models import ByLine, Contact, Item, User

DAY = date(2026, 7, 1)
MOMENT = datetime(2026, 7, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "body", "query"),
    [
        (1, [1], "1"),
        ("Open", ["Open"], "Open"),
        (None, [None], "null"),
        ([1, None], [1, None], "1;null"),
        ([], [], ""),
        (Option({"id": 3}), [3], "3"),
        ([Item({"item_id": 4}), 5], [4, 5], "4;5"),
        (Contact({"profile_id": 7}), [7], "7"),
        (User({"user_id": 3}), [{"type": "user", "id": 3}], "user:3"),
        (ByLine({"type": "app", "id": 5, "name": "x"}), [{"type": "app", "id": 5}], "app:5"),
        ({"type": "user", "id": 1}, [{"type": "user", "id": 1}], "user:1"),
        ((20, 100), {"from": 20, "to": 100}, "20-100"),
        ((Decimal("1.5"), None), {"from": 1.5, "to": None}, "1.5-"),
        (("-1m", "+2wr"), {"from": "-1m", "to": "+2wr"}, "-1m-+2wr"),
        (Decimal("3.0"), {"from": 3, "to": 3}, "3-3"),
        (1.5, {"from": 1.5, "to": 1.5}, "1.5-1.5"),
        (Money("12.50", "EUR"), {"from": 12.5, "to": 12.5}, "12.5-12.5"),
        (timedelta(minutes=1), {"from": 60, "to": 60}, "60-60"),
        (DAY, {"from": "2026-07-01", "to": "2026-07-01"}, "2026-07-01-2026-07-01"),
        (
            MOMENT,
            {"from": "2026-07-01 09:00:00", "to": "2026-07-01 09:00:00"},
            "2026-07-01 09:00:00-2026-07-01 09:00:00",
        ),
        ({"from": DAY}, {"from": "2026-07-01"}, "2026-07-01-"),
        (
            DateRange(DAY, date(2026, 7, 3)),
            {"from": "2026-07-01", "to": "2026-07-03"},
            "2026-07-01-2026-07-03",
        ),
        (DateRange(DAY), {"from": "2026-07-01", "to": "2026-07-01"}, "2026-07-01-2026-07-01"),
    ],
)
def test_a_filter(value: object, body: object, query: str) -> None:
    assert written_filters({"it": value}) == {"it": body}
    assert query_filters({"it": value}) == {"it": query}


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ((1, 2, 3), "tuple of two"),
        ((1,), "tuple of two"),
        ((object(), 1), "does not go from or to object"),
        (datetime(2026, 7, 1), "no time zone"),  # noqa: DTZ001 -- the mistake
        ((None, datetime(2026, 7, 1)), "no time zone"),  # noqa: DTZ001 -- the mistake
        (True, "category"),
        ([b"x"], "bytes"),
        (float("nan"), "nan is no number"),
        ((Decimal("inf"), None), "no number"),
    ],
)
def test_a_filter_that_cannot_be(value: object, why: str) -> None:
    with pytest.raises(InvalidArgumentError, match=f"'it'.*{why}"):
        written_filters({"it": value})
