"""Apps: definitions of kinds of items, and the fields that make them up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from podio.core.operations.arguments import at_least, not_empty
from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, Json, nothing, sent
from podio.core.views.model import integer, many, member, text
from podio.models.applications import App, AppCalculation, AppDependency, AppField

if TYPE_CHECKING:
    import builtins  # the class has a method of the name `list`
    from collections.abc import Mapping, Sequence

AppView: TypeAlias = Literal["micro", "mini", "short", "full"]
Feature: TypeAlias = Literal[
    "filters", "widgets", "integration", "forms", "items", "flows", "votings"
]


class Applications(Area[S]):
    """Apps: definitions of kinds of items, and the fields that make them up."""

    @operation("POST", "/app/")
    def create(
        self,
        *,
        space_id: int,
        config: Mapping[str, Json],
        fields: Sequence[Mapping[str, Json]],
        silent: bool | None = None,
    ) -> Call[int]:
        """Create an app in a space; give its id.

        Args:
            config: Keys as in `AppConfig`; name, item_name, type and icon are the usual ones.
            fields: An object with type and config for each; see `add_field`. At least one.
            silent: Whether the stream and the members hear nothing of it.

        https://developers.podio.com/doc/applications/add-new-app-22351
        """
        at_least(1, space_id=space_id)
        not_empty(fields=fields)
        body = {"space_id": space_id, "config": config, "fields": fields}
        return Call(member("app_id", integer), query={"silent": silent}, body=body)

    @operation("GET", "/app/{app_id}")
    def get(
        self,
        app_id: int,
        *,
        view: AppView | None = None,
        type: AppView | None = None,
        fields: str | None = None,
    ) -> Call[App]:
        """Fetch an app as it is now.

        Args:
            view: How much of it; full if not given.
            type: The older name of `view`.
            fields: What to bundle or leave out, in Podio's notation.

        https://developers.podio.com/doc/applications/get-app-22349
        """
        # guess: an older copy of the page has type, the newer one neither, clients have view
        return Call(App, app_id, query={"view": view, "type": type, "fields": fields})

    @operation("GET", "/app/org/{org_label}/space/{space_label}/{app_label}")
    def get_by_labels(self, org_label: str, space_label: str, app_label: str) -> Call[App]:
        """Find an app by the labels in its address.

        https://developers.podio.com/doc/applications/get-app-by-org-label-space-label-and-app-label-91708386
        """
        return Call(App, org_label, space_label, app_label)

    @operation("GET", "/app/space/{space_id}/{url_label}")
    def get_by_url_label(
        self, space_id: int, url_label: str, *, type: AppView | None = None
    ) -> Call[App]:
        """Find an app of a space by its label; its token and mailbox are left out.

        https://developers.podio.com/doc/applications/get-app-on-space-by-url-label-477105
        """
        return Call(App, space_id, url_label, query={"type": type})

    @operation("GET", "/app/v2/")
    def list_v2(
        self,
        *,
        text: str | None = None,
        exclude_app_ids: Sequence[int] | None = None,
        exclude_demo: bool | None = None,
        referenceable_in_org: int | None = None,
        right: str | None = None,
        order: str | None = None,
        limit: int | None = None,
    ) -> Call[builtins.list[App]]:
        """Search the apps that the user can see.

        Args:
            text: What their names contain.
            referenceable_in_org: Id of an organization whose apps may refer to them.
            right: What the user must be allowed to do with them, such as add_item.

        https://developers.podio.com/doc/applications/get-all-user-apps-5902728
        """
        at_least(1, limit=limit, referenceable_in_org=referenceable_in_org)
        query = {
            "text": text,
            "exclude_app_ids": exclude_app_ids,
            "exclude_demo": exclude_demo,
            "referenceable_in_org": referenceable_in_org,
            "right": right,
            "order": order,
            "limit": limit,
        }
        return Call(many(App), query=query)

    @operation("GET", "/app/space/{space_id}/")
    def list_by_space(
        self, space_id: int, *, include_inactive: bool | None = None
    ) -> Call[builtins.list[App]]:
        """List the apps of a space in their order.

        https://developers.podio.com/doc/applications/get-apps-by-space-22478
        """
        return Call(many(App), space_id, query={"include_inactive": include_inactive})

    @operation("GET", "/app/top/")
    def list_top(
        self, *, exclude_demo: bool | None = None, limit: int | None = None
    ) -> Call[builtins.list[App]]:
        """List the apps that the user works with the most.

        https://developers.podio.com/doc/applications/get-top-apps-22476
        """
        at_least(1, limit=limit)
        return Call(many(App), query={"exclude_demo": exclude_demo, "limit": limit})

    @operation("GET", "/app/org/{org_id}/top/")
    def list_top_by_org(self, org_id: int) -> Call[builtins.list[App]]:
        """List the apps of an organization that are used the most.

        https://developers.podio.com/doc/applications/get-top-apps-for-organization-1671395
        """
        return Call(many(App), org_id)

    @operation("GET", "/app/features/")
    def get_features(
        self, *, app_ids: Sequence[int], include_space: bool | None = None
    ) -> Call[builtins.list[str]]:
        """List the features that apps make use of, such as widgets, tasks or forms.

        Args:
            include_space: Whether the features of their spaces count too.

        https://developers.podio.com/doc/applications/get-features-43648
        """
        not_empty(app_ids=app_ids)
        return Call(many(text), query={"app_ids": app_ids, "include_space": include_space})

    @operation("GET", "/app/icon/search")
    def suggest_icons(self, query: str) -> Call[builtins.list[int]]:
        """Find icons for an app by a word; give their ids.

        https://developers.podio.com/doc/applications/get-icon-suggestions-82045764
        """
        return Call(many(integer), query={"query": query})

    # A field without a field_id is added once more by each attempt.
    @operation("PUT", "/app/{app_id}", repeatable=False)
    def update(
        self,
        app_id: int,
        *,
        config: Mapping[str, Json] | None = None,
        fields: Sequence[Mapping[str, Json]] | None = None,
        space_id: int | None = None,
        silent: bool | None = None,
    ) -> Call[int]:
        """Change an app; give its new revision.

        Args:
            config: Keys as in `AppConfig`.
            fields: Fields to add, or with a field_id to change; those left out stay.

        https://developers.podio.com/doc/applications/update-app-22352
        """
        # guess: clients send space_id; what is left of the page does not name it
        body = sent(space_id=space_id, config=config, fields=fields)
        return Call(member("revision", integer), app_id, query={"silent": silent}, body=body)

    # The page writes no slash at the end; ts, the one client, does.
    @operation("PUT", "/app/{app_id}/v2", repeatable=False)
    def update_v2(
        self,
        app_id: int,
        *,
        config: Mapping[str, Json] | None = None,
        fields: Sequence[Mapping[str, Json]] | None = None,
        silent: bool | None = None,
        hook: bool | None = None,
    ) -> Call[None]:
        """Change an app as `update` does, with hooks if wanted.

        https://developers.podio.com/doc/applications/update-app-v2-144091799
        """
        query = {"silent": silent, "hook": hook}
        return Call(nothing, app_id, query=query, body=sent(config=config, fields=fields))

    @operation("PUT", "/app/{app_id}/description")
    def update_description(
        self, app_id: int, description: str, *, silent: bool | None = None, hook: bool | None = None
    ) -> Call[None]:
        """Change the description of an app.

        https://developers.podio.com/doc/applications/update-app-description-33569973
        """
        query = {"silent": silent, "hook": hook}
        return Call(nothing, app_id, query=query, body={"description": description})

    @operation("PUT", "/app/{app_id}/usage")
    def update_usage(
        self, app_id: int, usage: str, *, silent: bool | None = None, hook: bool | None = None
    ) -> Call[None]:
        """Change the text that explains how an app is used.

        https://developers.podio.com/doc/applications/update-app-usage-instructions-33570086
        """
        query = {"silent": silent, "hook": hook}
        return Call(nothing, app_id, query=query, body={"usage": usage})

    @operation("PUT", "/app/space/{space_id}/order")
    def update_order(self, space_id: int, app_ids: Sequence[int]) -> Call[None]:
        """Put the apps of a space into an order.

        Args:
            app_ids: Every app of the space, as they shall stand.

        https://developers.podio.com/doc/applications/update-app-order-22463
        """
        not_empty(app_ids=app_ids)
        return Call(nothing, space_id, body=[*app_ids])

    @operation("DELETE", "/app/{app_id}")
    def delete(self, app_id: int, *, silent: bool | None = None) -> Call[None]:
        """Delete an app for good, with its items, views and widgets.

        https://developers.podio.com/doc/applications/delete-app-43693
        """
        return Call(nothing, app_id, query={"silent": silent})

    @operation("POST", "/app/{app_id}/activate")
    def activate(self, app_id: int) -> Call[None]:
        """Show an app again and let new items into it.

        https://developers.podio.com/doc/applications/activate-app-43822
        """
        return Call(nothing, app_id)

    @operation("PUT", "/app/{app_id}/activate/{space_id}")
    def activate_for_space(self, app_id: int, space_id: int) -> Call[None]:
        """Show an app again in a space.

        Not on a page of its own; seen in the php client.
        """
        return Call(nothing, app_id, space_id)

    @operation("POST", "/app/{app_id}/deactivate")
    def deactivate(self, app_id: int) -> Call[None]:
        """Hide an app; its items stay, new ones are refused.

        https://developers.podio.com/doc/applications/deactivate-app-43821
        """
        return Call(nothing, app_id)

    @operation("POST", "/app/{app_id}/install")
    def install(
        self, app_id: int, *, space_id: int, features: Sequence[Feature] | None = None
    ) -> Call[int]:
        """Copy an app into a space; give the id of the copy.

        Args:
            features: What goes with it; all but the items if not given.

        https://developers.podio.com/doc/applications/install-app-22506
        """
        at_least(1, space_id=space_id)
        # guess: the page lists features apart from the body; all clients send it there
        body = sent(space_id=space_id, features=features)
        return Call(member("app_id", integer), app_id, body=body)

    @operation("GET", "/app/{app_id}/calculation/")
    def list_calculations(self, app_id: int) -> Call[builtins.list[AppCalculation]]:
        """List what the calculation fields of an app can reckon with.

        https://developers.podio.com/doc/applications/get-calculations-for-app-773005
        """
        return Call(many(AppCalculation), app_id)

    @operation("GET", "/app/{app_id}/dependencies/")
    def get_dependencies(self, app_id: int) -> Call[AppDependency]:
        """Fetch the apps that an app depends on, directly or through others.

        https://developers.podio.com/doc/applications/get-app-dependencies-39159
        """
        return Call(AppDependency, app_id)

    @operation("GET", "/space/{space_id}/dependencies/")
    def get_space_dependencies(self, space_id: int) -> Call[AppDependency]:
        """Fetch what the active apps of a space depend on, one level deep.

        https://developers.podio.com/doc/applications/get-space-app-dependencies-45779
        """
        return Call(AppDependency, space_id)

    @operation("POST", "/app/{app_id}/field/")
    def add_field(self, app_id: int, *, type: str, config: Mapping[str, Json]) -> Call[int]:
        """Add a field to an app; give its id.

        Args:
            type: text, number, category, date, app, contact and so on; fixed from then on.
            config: Keys as in `AppFieldConfig`: label, description, delta (its place),
                settings, mapping and required.

        https://developers.podio.com/doc/applications/add-new-app-field-22354
        """
        body = {"type": type, "config": config}
        return Call(member("field_id", integer), app_id, body=body)

    # Not {field_id}, which takes nothing but an id: the page takes an external id too.
    @operation("GET", "/app/{app_id}/field/{field}")
    def get_field(self, app_id: int, field: int | str) -> Call[AppField]:
        """Fetch a field of an app by its id or its external id.

        https://developers.podio.com/doc/applications/get-app-field-22353
        """
        if isinstance(field, int):
            at_least(1, field=field)
        return Call(AppField, app_id, field)

    # An option of a category without an id is a new one each time.
    @operation("PUT", "/app/{app_id}/field/{field_id}", repeatable=False)
    def update_field(
        self,
        app_id: int,
        field_id: int,
        *,
        label: str | None = None,
        description: str | None = None,
        delta: int | None = None,
        settings: Mapping[str, Json] | None = None,
        mapping: str | None = None,
        required: bool | None = None,
        hidden_create_view_edit: bool | None = None,
    ) -> Call[int]:
        """Change a field of an app; give the app's new revision.

        Args:
            description: What people see as they fill the field in.
            delta: Its place among the fields; at 0 its "always hidden" setting is not shown.
            settings: Depends on the type of the field.
            mapping: What a meeting app uses it as, such as meeting_time.
            hidden_create_view_edit: Whether it is hidden wherever items are shown or made.

        https://developers.podio.com/doc/applications/update-an-app-field-22356
        """
        body = sent(
            label=label,
            description=description,
            delta=delta,
            settings=settings,
            mapping=mapping,
            required=required,
            hidden_create_view_edit=hidden_create_view_edit,
        )
        return Call(member("revision", integer), app_id, field_id, body=body)

    # Where the field is gone already, nothing tells the revision that the caller wants.
    @operation("DELETE", "/app/{app_id}/field/{field_id}", repeatable=False)
    def delete_field(
        self, app_id: int, field_id: int, *, delete_values: bool | None = None
    ) -> Call[int]:
        """Delete a field of an app; give the app's new revision.

        Args:
            delete_values: Whether what the items hold in it goes too; else they still show it.

        https://developers.podio.com/doc/applications/delete-app-field-22355
        """
        # The page lists delete_values as a parameter; catalogued clients have it in the body.
        query = {"delete_values": delete_values}
        return Call(member("revision", integer), app_id, field_id, query=query)

    @operation("GET", "/app/")
    def list(self) -> Call[builtins.list[App]]:
        """List all apps that the user can see; `list_v2` can narrow that down.

        https://developers.podio.com/doc/applications/get-all-apps-5902728
        """
        return Call(many(App))
