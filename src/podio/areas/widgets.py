"""Widgets: tiles on the front page of an organization, a space, an app or a user."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from podio.core.operations.arguments import at_least, not_empty
from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, Json, nothing, sent
from podio.core.views.model import integer, many, member
from podio.models.widgets import Widget

if TYPE_CHECKING:
    import builtins  # the class has a method of the name `list`

Place: TypeAlias = Literal["org", "space", "app", "user"]
WidgetType: TypeAlias = Literal[
    "text",
    "image",
    "link",
    "tag_cloud",
    "calculation",
    "tasks",
    "events",
    "profiles",
    "apps",
    "app_view",
    "contacts",
    "files",
]


class Widgets(Area[S]):
    """Tiles on the front page of an organization, a space, an app or a user."""

    @operation("GET", "/widget/{widget_id}")
    def get(self, widget_id: int) -> Call[Widget]:
        """Fetch one widget.

        https://developers.podio.com/doc/widgets/get-widget-22489
        """
        return Call(Widget, widget_id)

    @operation("POST", "/widget/{ref_type}/{ref_id}/")
    def create(
        self,
        ref_type: Place,
        ref_id: int,
        *,
        type: WidgetType,
        title: str,
        config: Mapping[str, Json] | None = None,
    ) -> Call[int]:
        """Add a widget and return its id; not every type fits every place.

        Args:
            config: What to show, by type: `text`, `file_id` of an image, `links`, `limit`
                (how many), `kind` of tasks (mine or delegated), `view_id` and `limit` of an
                app_view, `app_id`, `calculation` and `unit` of a calculation.

        https://developers.podio.com/doc/widgets/create-widget-22491
        """
        body = sent(type=type, title=title, config=config)
        return Call(member("widget_id", integer), ref_type, ref_id, body=body)

    @operation("PUT", "/widget/{widget_id}")
    def update(
        self, widget_id: int, *, title: str | None = None, config: Mapping[str, Json] | None = None
    ) -> Call[None]:
        """Change a widget's title or what it shows.

        https://developers.podio.com/doc/widgets/update-widget-22490
        """
        return Call(nothing, widget_id, body=sent(title=title, config=config))

    @operation("PUT", "/widget/{ref_type}/{ref_id}/order")
    def rank(self, ref_type: Place, ref_id: int, widget_ids: Sequence[int]) -> Call[None]:
        """Put the widgets of a place in order.

        Args:
            widget_ids: All widgets of the place.

        https://developers.podio.com/doc/widgets/update-widget-order-22495
        """
        not_empty(widget_ids=widget_ids)
        return Call(nothing, ref_type, ref_id, body=widget_ids)

    @operation("POST", "/widget/{widget_id}/clone")
    def clone(self, widget_id: int, *, type: Place, id: int) -> Call[int]:
        """Copy a widget to another place and return the copy's id.

        Args:
            type: The kind of place that the copy goes to.
            id: That place.

        https://developers.podio.com/doc/widgets/clone-widget-105850650
        """
        at_least(1, id=id)
        # The .NET client declares the id as text, but ids are numbers everywhere else.
        return Call(member("widget_id", integer), widget_id, body=sent(type=type, id=id))

    @operation("DELETE", "/widget/{widget_id}")
    def delete(self, widget_id: int) -> Call[None]:
        """Delete a widget.

        https://developers.podio.com/doc/widgets/delete-widget-22492
        """
        return Call(nothing, widget_id)

    @operation("GET", "/widget/{ref_type}/{ref_id}/display/")
    def list_for_display(self, ref_type: Place, ref_id: int) -> Call[builtins.list[Widget]]:
        """List the widgets of a place with what is on them.

        https://developers.podio.com/doc/widgets/get-widgets-22494
        """
        return Call(many(Widget), ref_type, ref_id)

    @operation("GET", "/widget/{ref_type}/{ref_id}/")
    def list(self, ref_type: Place, ref_id: int) -> Call[builtins.list[Widget]]:
        """List the widgets of a place.

        https://developers.podio.com/doc/widgets/get-widgets-22494
        """
        return Call(many(Widget), ref_type, ref_id)
