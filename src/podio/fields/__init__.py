"""Item field values as Python values, both ways: what `item["deadline"]` gives and takes.

| Type of field | Read as | Written as |
| --- | --- | --- |
| text, state | str | str |
| number | Decimal | int, float, Decimal |
| money | Money | Money |
| progress | int | int |
| duration | timedelta | timedelta |
| date | DateRange | date, aware datetime, DateRange |
| category, question | Option, or a list of them | the option's id, Option |
| app | list of Item | item id, Item |
| contact | list of Contact | profile id, Contact, User |
| member | list of Contact or user id | user id |
| image, file | list of File | file id, File |
| video | list of file id or File | file id, File |
| embed | list of Link, which are Embeds | Link, Embed |
| location | Location | str, Location |
| email | list of Email | Email |
| phone, tel | list of Phone | Phone |
| tag | list of str | list of str |
| calculation | by its return type: Decimal, str, DateRange | never |
| separator | None | never |
| media, and any type made later | what Podio sent | what Podio takes |

A field that holds several values takes a list of them; None clears any field. Podio's own
forms, such as `{"value": 3}`, pass as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio._lazy import lazy_names

if TYPE_CHECKING:
    from podio.fields.filters import query_filter as query_filter
    from podio.fields.filters import query_filters as query_filters
    from podio.fields.filters import written_filters as written_filters
    from podio.fields.types.choices import Option
    from podio.fields.types.dates import DateRange
    from podio.fields.types.labelled import Email, Phone
    from podio.fields.types.locations import Location
    from podio.fields.types.money import Money
    from podio.fields.writing import written as written
    from podio.fields.writing import written_fields as written_fields

_WHERE = {
    "DateRange": "types.dates",
    "Email": "types.labelled",
    "Location": "types.locations",
    "Money": "types.money",
    "Option": "types.choices",
    "Phone": "types.labelled",
    "query_filter": "filters",
    "query_filters": "filters",
    "written": "writing",
    "written_fields": "writing",
    "written_filters": "filters",
}

__all__ = ["DateRange", "Email", "Location", "Money", "Option", "Phone"]

__getattr__, __dir__ = lazy_names(__name__, _WHERE)
