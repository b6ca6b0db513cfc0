"""The doors to the field values: what is behind them is imported when somebody goes through.

Most programs call operations that hold no field value, or read no more than titles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from podio.core.operations.request import Json
    from podio.fields.writing import FieldValues


def read(field: dict[str, Any]) -> Any:  # the type of the field decides
    """Return what a field of an item holds; see `podio.fields.reading`."""
    from podio.fields.reading import read as through

    return through(field)


def written(value: object) -> Json:
    """Return the value of a field in the form that Podio takes; see `podio.fields.writing`."""
    from podio.fields.writing import written as through

    return through(value)


def written_fields(fields: FieldValues) -> dict[str, Json]:
    """Return the values of several fields as Podio takes them; see `podio.fields.writing`."""
    from podio.fields.writing import written_fields as through

    return through(fields)


def written_filters(filters: FieldValues) -> dict[str, Json]:
    """Return filters in the form that a body takes; see `podio.fields.filters`."""
    from podio.fields.filters import written_filters as through

    return through(filters)


def query_filters(filters: FieldValues) -> dict[str, str]:
    """Return filters in the form that a query takes; see `podio.fields.filters`."""
    from podio.fields.filters import query_filters as through

    return through(filters)


def query_filter(value: object) -> str | None:
    """Return the filter of one query parameter; None where it is not given."""
    if value is None:
        return None
    from podio.fields.filters import query_filter as through

    return through(value)
