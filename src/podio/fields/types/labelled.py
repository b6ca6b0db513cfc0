"""Fields that hold texts with a label: addresses of mail and telephone."""

from __future__ import annotations

from typing import Any, ClassVar

from podio.errors import InvalidArgumentError
from podio.fields.field_type import SeveralValues
from podio.fields.types.texts import read_text


class Labelled:
    """A text with a label on it: what email and phone fields hold."""

    __slots__ = ("_type", "_value")
    longest: ClassVar[int]
    """The most characters that Podio takes."""

    def __init__(self, value: str, type: str = "work") -> None:  # noqa: A002 -- Podio's own name
        self._value = value
        self._type = type

    @property
    def value(self) -> str:
        """The address or number."""
        return self._value

    @property
    def type(self) -> str:
        """Where it reaches the person, such as `work` or `home`."""
        return self._type

    def to_podio(self) -> dict[str, str]:
        """Return the form that Podio takes.

        Raises:
            InvalidArgumentError: The text is empty or longer than Podio takes.
        """
        if not 0 < len(self.value) <= self.longest:
            raise InvalidArgumentError(
                f"{self.__class__.__name__} takes 1 to {self.longest} characters, "
                f"got {len(self.value)}"
            )
        return {"type": self.type, "value": self.value}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Labelled) or other.__class__ is not self.__class__:
            return NotImplemented
        return (self.value, self.type) == (other.value, other.type)

    def __hash__(self) -> int:
        return hash((self.value, self.type))

    def __str__(self) -> str:
        return self.value

    def __repr__(self) -> str:
        return f"{self.__class__.__name__}({self.value!r}, {self.type!r})"

    def __reduce__(self) -> tuple[object, ...]:
        return (self.__class__, (self.value, self.type))


class Email(Labelled):
    """A mail address of an email field; `type` is work, home or other.

    https://developers.podio.com/doc/items
    """

    __slots__ = ()
    longest = 254


class Phone(Labelled):
    """A number of a phone field.

    `type` is mobile, work, home, main, work_fax, private_fax or other.

    https://developers.podio.com/doc/items
    """

    __slots__ = ()
    longest = 50


class EmailType(SeveralValues):
    """Addresses of mail."""

    names = ("email",)
    column = "list<text>"
    python = (Email,)

    @staticmethod
    def read_one(value: Any, /) -> Email:
        """Read `{"type": "work", "value": "ann@example.com"}`."""
        return Email(read_text(value), value["type"])


class PhoneType(SeveralValues):
    """Numbers of telephones."""

    names = ("phone", "tel")
    column = "list<text>"
    python = (Phone,)

    @staticmethod
    def read_one(value: Any, /) -> Phone:
        """Read `{"type": "mobile", "value": "+45 1234"}`."""
        return Phone(read_text(value), value["type"])
