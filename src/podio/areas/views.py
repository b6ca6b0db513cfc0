"""Views: saved or last used ways to filter, sort and lay out an app's items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import UNSET, Call, Json, Unset, nothing, nullable, sent
from podio.core.views.model import integer, many, member
from podio.models.views import View

if TYPE_CHECKING:
    import builtins  # the class has a method of the name `list`

Filters: TypeAlias = "Mapping[str, object] | Mapping[int, object] | Sequence[Mapping[str, Json]]"
"""The wanted values by field id or key; or a list of `key` and `values`, as an answer has it."""
Fields: TypeAlias = "Mapping[int, Mapping[str, Json]] | Mapping[str, Mapping[str, Json]]"
"""By field id: `delta_offset`, `width`, `hidden` and `use` (x_axis or y_axis)."""


class Views(Area[S]):
    """Saved or last used ways to filter, sort and lay out an app's items."""

    @operation("GET", "/view/{view_id}")
    def get(self, view_id: int) -> Call[View]:
        """Fetch a saved view.

        https://developers.podio.com/doc/views/get-view-27450
        """
        return Call(View, view_id)

    @operation("GET", "/view/app/{app_id}/{view_id_or_name}")
    def get_in_app(self, app_id: int, view_id_or_name: int | str) -> Call[View]:
        """Fetch a view of an app by id, or a standard view by name.

        https://developers.podio.com/doc/views/get-view-27450
        """
        return Call(View, app_id, view_id_or_name)

    @operation("GET", "/view/app/{app_id}/last")
    def get_last(self, app_id: int) -> Call[View]:
        """Fetch the view of the app that you used last.

        https://developers.podio.com/doc/views/get-last-view-27663
        """
        return Call(View, app_id)

    @operation("POST", "/view/app/{app_id}/")
    def create(
        self,
        app_id: int,
        name: str,
        *,
        private: bool | None = None,
        sort_by: str | None = None,
        sort_desc: bool | None = None,
        filters: Filters | None = None,
        layout: str | None = None,
        fields: Fields | None = None,
        grouping: Mapping[str, Json] | Unset | None = UNSET,
    ) -> Call[int]:
        """Save a view and return its id.

        Args:
            private: Whether only you see it; by default everyone in the app does.
            sort_by: A field id as text, one of created_by, created_on, last_edit_by, last_edit_on,
                app_item_id, item_id, activity, priority, title, or a rating type.
            grouping: `type` field or revision, `value` the field id or one of created_by,
                created_on and tags, `sub_value` for dates: date, weekday, week, month, year.

        https://developers.podio.com/doc/views/create-view-27453
        """
        body = sent(
            name=name,
            private=private,
            sort_by=sort_by,
            sort_desc=sort_desc,
            filters=_as_list(filters),
            layout=layout,
            fields=fields,
        )
        body.update(nullable(grouping=grouping))
        return Call(member("view_id", integer), app_id, body=body)

    @operation("PUT", "/view/{view_id}")
    def update(
        self,
        view_id: int,
        *,
        name: str | None = None,
        private: bool | None = None,
        sort_by: str | None = None,
        sort_desc: bool | None = None,
        filters: Filters | None = None,
        layout: str | None = None,
        fields: Fields | None = None,
        grouping: Mapping[str, Json] | Unset | None = UNSET,
    ) -> Call[None]:
        """Change a saved view; the arguments are those of `create`.

        https://developers.podio.com/doc/views/update-view-20069949
        """
        # guess: the page shows no body; clients send that of "Create view".
        body = sent(
            name=name,
            private=private,
            sort_by=sort_by,
            sort_desc=sort_desc,
            filters=_as_list(filters),
            layout=layout,
            fields=fields,
        )
        body.update(nullable(grouping=grouping))
        return Call(nothing, view_id, body=body)

    @operation("PUT", "/view/app/{app_id}/last")
    def update_last(
        self,
        app_id: int,
        *,
        sort_by: str | None = None,
        sort_desc: bool | None = None,
        filters: Filters | None = None,
        layout: str | None = None,
        fields: Fields | None = None,
    ) -> Call[None]:
        """Change the view of the app that you used last.

        The arguments are those of `create`.

        https://developers.podio.com/doc/views/update-last-view-5988251
        """
        body = sent(
            sort_by=sort_by,
            sort_desc=sort_desc,
            filters=_as_list(filters),
            layout=layout,
            fields=fields,
        )
        return Call(nothing, app_id, body=body)

    @operation("POST", "/view/{view_id}/default")
    def make_default(self, view_id: int) -> Call[None]:
        """Make a saved view the one that everybody sees first.

        Raises:
            Forbidden: You may not change the app.

        https://developers.podio.com/doc/views/make-default-155388326
        """
        return Call(nothing, view_id)

    @operation("DELETE", "/view/{view_id}")
    def delete(self, view_id: int) -> Call[None]:
        """Delete a saved view.

        https://developers.podio.com/doc/views/delete-view-27454
        """
        return Call(nothing, view_id)

    @operation("GET", "/view/app/{app_id}/")
    def list(
        self, app_id: int, *, include_standard_views: bool | None = None
    ) -> Call[builtins.list[View]]:
        """List the views of an app that you can see.

        https://developers.podio.com/doc/views/get-views-27460
        """
        return Call(many(View), app_id, query={"include_standard_views": include_standard_views})


def _as_list(filters: Filters | None) -> Sequence[Mapping[str, Json]] | None:
    """Write filters as the page does: a list of `key` and `values`."""
    if isinstance(filters, Mapping):
        return [{"key": str(key), "values": values} for key, values in filters.items()]
    return filters
