"""Fields that hold an amount of money."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from podio.core.views.model import text
from podio.errors import InvalidArgumentError
from podio.fields.field_type import OneValue
from podio.fields.types.numbers import range_end, read_number

if TYPE_CHECKING:
    from podio.core.operations.request import Json


class Money:
    """An amount in a currency: what money fields hold."""

    __slots__ = ("_amount", "_currency")

    def __init__(self, amount: Decimal | int | str, currency: str) -> None:
        """Take an amount; text such as "12.50" is exact, a float would not be.

        Raises:
            InvalidArgumentError: The amount is no number, or the currency no three letters.
        """
        if not (len(currency) == 3 and currency.isascii() and currency.isalpha()):  # noqa: PLR2004 -- ISO 4217
            raise InvalidArgumentError(f"a currency is three letters, such as EUR: {currency!r}")
        self._amount = _exact(amount)
        self._currency = currency.upper()

    @classmethod
    def read(cls, value: Any) -> Money:  # JSON
        """Read `{"value": "12.5000", "currency": "EUR"}`, unchecked: Podio knows its own."""
        money: Money = object.__new__(cls)
        money._amount = read_number(value)
        money._currency = text(value["currency"])
        return money

    @property
    def amount(self) -> Decimal:
        """Exact; what Podio sends has four decimals."""
        return self._amount

    @property
    def currency(self) -> str:
        """Three letters as ISO 4217 has them, such as `EUR`."""
        return self._currency

    def to_podio(self) -> dict[str, str]:
        """Return the form that Podio takes."""
        return {"value": format(self.amount, "f"), "currency": self.currency}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return (self.amount, self.currency) == (other.amount, other.currency)

    def __hash__(self) -> int:
        return hash((self.amount, self.currency))

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}"

    def __repr__(self) -> str:
        return f"Money({format(self.amount, 'f')!r}, {self.currency!r})"

    def __reduce__(self) -> tuple[object, ...]:
        # Not by the constructor: Podio may have sent a currency that nobody could make.
        return (Money.read, ({"value": format(self.amount, "f"), "currency": self.currency},))


def _exact(amount: object) -> Decimal:
    # Annotations keep floats out for those who check types; the others meet this.
    if isinstance(amount, bool) or not isinstance(amount, Decimal | int | str):
        raise InvalidArgumentError(
            f'an amount of money is exact: give text such as "12.50", not {amount!r}'
        )
    try:
        exact = Decimal(amount)
    except InvalidOperation:
        exact = Decimal("nan")
    if not exact.is_finite():
        raise InvalidArgumentError(f"{amount!r} is no amount of money")
    return exact


class MoneyType(OneValue):
    """An amount in a currency."""

    names = ("money",)
    column = "decimal"  # the amount
    python = (Money,)
    read_one = staticmethod(Money.read)

    def filter(self, value: Money) -> Json:
        """Return the range of this amount alone, in whatever currency."""
        return self.exactly(value)

    def bound(self, value: Money) -> Json:
        """Return the amount."""
        return range_end(value.amount)
