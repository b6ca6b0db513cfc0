"""Views: saved or last used ways to filter, sort and lay out an app's items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import datetime

    from podio.core.operations.request import Json
    from podio.models.users import ByLine


class ViewField(Model):
    """How one field of the app is shown in a view.

    https://developers.podio.com/doc/views/create-view-27453
    """

    delta_offset: int | None
    width: int | None
    hidden_: bool | None
    use: str | None


class ViewGrouping(Model):
    """What a view groups the items by.

    https://developers.podio.com/doc/views/create-view-27453
    """

    type: str | None
    value: int | str | None
    sub_value: str | None


class View(Model):
    """A view of an app's items.

    https://developers.podio.com/doc/filters
    """

    # No id without exception: a standard view has a name only.
    view_id: int | None
    filter_id: str | None
    name: str | None
    type: str | None
    private: bool | None
    layout: str | None
    sort_by: str | None
    # guess: clients say text, but what is sent is a boolean
    sort_desc: bool | None
    # A list of key and values as it is sent, or an object of them in older answers.
    filters: Json | None
    fields: dict[str, ViewField]
    grouping: ViewGrouping | None
    items: int | None
    rights: list[str]
    created_by: ByLine | None
    created_on: datetime | None
