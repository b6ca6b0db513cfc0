"""Every operation on apps and their fields: what is sent, and what the answer becomes."""

from __future__ import annotations

from typing import Any

import pytest

from podio.areas.applications import Applications
from podio.errors import InvalidArgumentError
from podio.models.applications import App, AppField
from tests.areas.cases import Case, check

TEXT: dict[str, Any] = {"type": "text", "config": {"label": "Title", "required": True}}
FIELD = {
    "field_id": 101,
    "type": "category",
    "external_id": "status",
    "label": "Status",
    "status": "active",
    "config": {
        "label": "Status",
        "delta": 1,
        "required": True,
        "hidden": False,
        "settings": {"options": [{"id": 1, "text": "New"}], "multiple": False},
    },
}
APP = {
    "app_id": 42,
    "original": None,
    "status": "active",
    "space_id": 7,
    "token": "app-token",
    "mailbox": "leads.42",
    "owner": {"user_id": 12, "avatar": 98, "name": "Ann"},
    "config": {"name": "Leads", "item_name": "Lead", "allow_edit": True, "type": "standard"},
    "fields": [FIELD],
    "integration": None,
    "space": {"space_id": 7, "name": "Sales"},
}
DEPENDENCIES = {
    "apps": [{"app_id": 42, "name": "Leads"}, {"app_id": 43, "name": "Companies"}],
    "dependencies": {"42": [43], "43": []},
}

CASES = [
    Case(
        "applications.list",
        lambda podio: podio.applications.list(),
        sends="GET /app/",
        answer=[APP, {"app_id": 43, "name": "Companies"}],
        reads=lambda apps: [(app.app_id, app.name) for app in apps],
        gives=[(42, None), (43, "Companies")],
    ),
    Case(
        "applications.list_v2",
        lambda podio: podio.applications.list_v2(
            text="lead",
            exclude_app_ids=[1, 2],
            exclude_demo=True,
            referenceable_in_org=9,
            right="add_item",
            order="name",
            limit=10,
        ),
        sends="GET /app/v2/?exclude_app_ids=1%2C2&exclude_demo=1&limit=10&order=name"
        "&referenceable_in_org=9&right=add_item&text=lead",
        answer=[APP],
        reads=lambda apps: [app.config.name for app in apps],
        gives=["Leads"],
    ),
    Case(
        "applications.create",
        lambda podio: podio.applications.create(
            space_id=7, config={"name": "Leads", "item_name": "Lead"}, fields=[TEXT], silent=True
        ),
        sends="POST /app/?silent=true",
        body={"space_id": 7, "config": {"name": "Leads", "item_name": "Lead"}, "fields": [TEXT]},
        answer={"app_id": 42},
        gives=42,
    ),
    Case(
        "applications.get",
        lambda podio: podio.applications.get(42),
        sends="GET /app/42",
        answer=APP,
        reads=lambda app: (
            app.config.item_name,
            app.config.allow_edit,
            app.owner.name,
            app.space.name,
            app.token,
            [field.external_id for field in app.fields],
            app.fields[0].config.settings["options"][0]["text"],
            app.fields[0].config.hidden_,
        ),
        gives=("Lead", True, "Ann", "Sales", "app-token", ["status"], "New", False),
    ),
    Case(
        "applications.get: a part of it",
        lambda podio: podio.applications.get(42, view="micro", fields="space.view(micro)"),
        sends="GET /app/42?fields=space.view%28micro%29&view=micro",
        answer={"app_id": 42, "name": "Leads"},
        reads=lambda app: (app.name, app.config, app.fields),
        gives=("Leads", None, []),
    ),
    Case(
        "applications.get: by the older name",
        lambda podio: podio.applications.get(42, type="mini"),
        sends="GET /app/42?type=mini",
        answer={"app_id": 42},
        reads=lambda app: app.app_id,
        gives=42,
    ),
    Case(
        "applications.get_by_labels",
        lambda podio: podio.applications.get_by_labels("acme", "sales", "leads"),
        sends="GET /app/org/acme/space/sales/leads",
        answer=APP,
        reads=lambda app: app.app_id,
        gives=42,
    ),
    Case(
        "applications.get_by_url_label",
        lambda podio: podio.applications.get_by_url_label(7, "leads", type="short"),
        sends="GET /app/space/7/leads?type=short",
        answer=APP,
        reads=lambda app: app.status,
        gives="active",
    ),
    Case(
        "applications.list_by_space",
        lambda podio: podio.applications.list_by_space(7, include_inactive=False),
        sends="GET /app/space/7/?include_inactive=0",
        answer=[APP],
        reads=lambda apps: [app.space_id for app in apps],
        gives=[7],
    ),
    Case(
        "applications.list_top",
        lambda podio: podio.applications.list_top(exclude_demo=True, limit=2),
        sends="GET /app/top/?exclude_demo=1&limit=2",
        answer=[APP],
        reads=lambda apps: [app.app_id for app in apps],
        gives=[42],
    ),
    Case(
        "applications.list_top_by_org",
        lambda podio: podio.applications.list_top_by_org(9),
        sends="GET /app/org/9/top/",
        answer=[APP],
        reads=lambda apps: [app.app_id for app in apps],
        gives=[42],
    ),
    Case(
        "applications.get_features",
        lambda podio: podio.applications.get_features(app_ids=[42, 43], include_space=True),
        sends="GET /app/features/?app_ids=42%2C43&include_space=1",
        answer=["widgets", "tasks"],
        gives=["widgets", "tasks"],
    ),
    Case(
        "applications.suggest_icons",
        lambda podio: podio.applications.suggest_icons("sales lead"),
        sends="GET /app/icon/search?query=sales+lead",
        answer=[23, 24],
        gives=[23, 24],
    ),
    Case(
        "applications.update",
        lambda podio: podio.applications.update(
            42,
            config={"name": "Deals"},
            fields=[{"field_id": 101, **TEXT}],
            space_id=7,
            silent=False,
        ),
        sends="PUT /app/42?silent=false",
        body={"config": {"name": "Deals"}, "fields": [{"field_id": 101, **TEXT}], "space_id": 7},
        answer={"revision": 5},
        gives=5,
    ),
    Case(
        "applications.update_v2",
        lambda podio: podio.applications.update_v2(
            42, config={"name": "Deals"}, fields=[TEXT], silent=True, hook=False
        ),
        sends="PUT /app/42/v2?hook=false&silent=true",
        body={"config": {"name": "Deals"}, "fields": [TEXT]},
        status=204,
    ),
    Case(
        "applications.update_description",
        lambda podio: podio.applications.update_description(42, "All leads", hook=True),
        sends="PUT /app/42/description?hook=true",
        body={"description": "All leads"},
        status=204,
    ),
    Case(
        "applications.update_usage",
        lambda podio: podio.applications.update_usage(42, "One item a lead", silent=True),
        sends="PUT /app/42/usage?silent=true",
        body={"usage": "One item a lead"},
        status=204,
    ),
    Case(
        "applications.update_order",
        lambda podio: podio.applications.update_order(7, (43, 42)),
        sends="PUT /app/space/7/order",
        body=[43, 42],
        status=204,
    ),
    Case(
        "applications.delete",
        lambda podio: podio.applications.delete(42, silent=True),
        sends="DELETE /app/42?silent=true",
        status=204,
    ),
    Case(
        "applications.activate",
        lambda podio: podio.applications.activate(42),
        sends="POST /app/42/activate",
        status=204,
    ),
    Case(
        "applications.activate_for_space",
        lambda podio: podio.applications.activate_for_space(42, 7),
        sends="PUT /app/42/activate/7",
        status=204,
    ),
    Case(
        "applications.deactivate",
        lambda podio: podio.applications.deactivate(42),
        sends="POST /app/42/deactivate",
        status=204,
    ),
    Case(
        "applications.install",
        lambda podio: podio.applications.install(42, space_id=8, features=["forms", "items"]),
        sends="POST /app/42/install",
        body={"space_id": 8, "features": ["forms", "items"]},
        answer={"app_id": 77},
        gives=77,
    ),
    Case(
        "applications.list_calculations",
        lambda podio: podio.applications.list_calculations(42),
        sends="GET /app/42/calculation/",
        answer=[
            {
                "app": {"app_id": 43, "name": "Companies"},
                "type": "incoming",
                "reference_field": {"field_id": 9, "label": "Company"},
                "value_fields": [FIELD],
            }
        ],
        reads=lambda found: [
            (one.app.name, one.type, one.reference_field.label, one.value_fields[0].field_id)
            for one in found
        ],
        gives=[("Companies", "incoming", "Company", 101)],
    ),
    Case(
        "applications.get_dependencies",
        lambda podio: podio.applications.get_dependencies(42),
        sends="GET /app/42/dependencies/",
        answer=DEPENDENCIES,
        reads=lambda found: ([app.name for app in found.apps], found.dependencies),
        gives=(["Leads", "Companies"], {"42": [43], "43": []}),
    ),
    Case(
        "applications.get_space_dependencies",
        lambda podio: podio.applications.get_space_dependencies(7),
        sends="GET /space/7/dependencies/",
        answer={"apps": [], "dependencies": []},
        reads=lambda found: (found.apps, found.dependencies),
        gives=([], {}),
    ),
    Case(
        "applications.add_field",
        lambda podio: podio.applications.add_field(
            42, type="text", config={"label": "Title", "delta": 1, "settings": {"size": "small"}}
        ),
        sends="POST /app/42/field/",
        body={
            "type": "text",
            "config": {"label": "Title", "delta": 1, "settings": {"size": "small"}},
        },
        answer={"field_id": 101},
        gives=101,
    ),
    Case(
        "applications.get_field",
        lambda podio: podio.applications.get_field(42, 101),
        sends="GET /app/42/field/101",
        answer=FIELD,
        reads=lambda field: (field.type, field.config.required, field.config.default_value),
        gives=("category", True, None),
    ),
    Case(
        "applications.get_field: by external id",
        lambda podio: podio.applications.get_field(42, "status"),
        sends="GET /app/42/field/status",
        answer=FIELD,
        reads=lambda field: field.field_id,
        gives=101,
    ),
    Case(
        "applications.update_field",
        lambda podio: podio.applications.update_field(
            42,
            101,
            label="State",
            description="Where it stands",
            delta=2,
            settings={"multiple": True},
            mapping="meeting_time",
            required=False,
            hidden_create_view_edit=True,
        ),
        sends="PUT /app/42/field/101",
        body={
            "label": "State",
            "description": "Where it stands",
            "delta": 2,
            "settings": {"multiple": True},
            "mapping": "meeting_time",
            "required": False,
            "hidden_create_view_edit": True,
        },
        answer={"revision": 6},
        gives=6,
    ),
    Case(
        "applications.delete_field",
        lambda podio: podio.applications.delete_field(42, 101, delete_values=True),
        sends="DELETE /app/42/field/101?delete_values=true",
        answer={"revision": 7},
        gives=7,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_an_app_begins_with_a_field() -> None:
    with pytest.raises(InvalidArgumentError, match="fields"):
        Applications.create(space_id=7, config={"name": "Leads"}, fields=[])


def test_lists_of_apps_name_at_least_one() -> None:
    with pytest.raises(InvalidArgumentError, match="app_ids"):
        Applications.get_features(app_ids=[])
    with pytest.raises(InvalidArgumentError, match="app_ids"):
        Applications.update_order(7, [])


def test_ids_and_limits_are_positive() -> None:
    with pytest.raises(InvalidArgumentError, match="app_id"):
        Applications.get("42")  # type: ignore[arg-type]  # the mistake that is tested
    with pytest.raises(InvalidArgumentError, match="space_id"):
        Applications.install(42, space_id=-1)
    for field in (0, -101, True, ""):
        with pytest.raises(InvalidArgumentError, match="field"):
            Applications.get_field(42, field)
    with pytest.raises(InvalidArgumentError, match="limit"):
        Applications.list_v2(limit=0)


def test_the_token_of_an_app_is_not_shown() -> None:
    assert "app-token" not in repr(App(APP))


def test_an_app_keeps_what_it_does_not_know() -> None:
    app = App({"app_id": "42", "status": "asleep", "fields": [None, FIELD], "new_key": 1})
    seen: tuple[object, ...] = (app.app_id, app.status, app.config, app.fields[0])
    assert seen == (42, "asleep", None, None)
    assert app.fields[1].external_id == "status"
    assert app.to_dict()["new_key"] == 1


def test_a_field_of_a_type_yet_unknown_is_read() -> None:
    field = AppField({"field_id": 1, "type": "hologram", "config": {"settings": []}})
    assert field.type == "hologram"
    assert field.config is not None
    assert field.config.settings == {}
