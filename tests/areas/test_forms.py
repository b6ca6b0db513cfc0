"""Forms: web pages that create items, for people without an account."""

from __future__ import annotations

import pytest

from podio.areas.forms import Forms
from podio.errors import InvalidArgumentError
from tests.areas.cases import Case, check

CASES = [
    Case(
        "forms.get",
        lambda podio: podio.forms.get(33),
        sends="GET /form/33",
        answer={
            "form_id": 33,
            "app_id": 9,
            "space_id": 3,
            "status": "active",
            "settings": {
                "captcha": True,
                "text": {"submit": "Send", "success": "Thanks"},
                "theme": "clean",
                "color": "#ffffff",
            },
            "domains": ["example.com"],
            "fields": [{"field_id": 101, "settings": []}],
            "attachments": False,
        },
        reads=lambda form: (
            form.form_id,
            form.status,
            form.settings.captcha,
            form.settings.text.submit,
            form.settings.text.heading,
            form.domains,
            form.fields[0].field_id,
            form.fields[0].settings,
            form.field_ids,
            form.attachments,
        ),
        gives=(33, "active", True, "Send", None, ["example.com"], 101, {}, [], False),
    ),
    Case(
        "forms.create",
        lambda podio: podio.forms.create(
            9,
            settings={"captcha": True, "text": {"submit": "Send", "success": "Thanks"}},
            fields=[{"field_id": 101}],
            domains=["example.com"],
            attachments=True,
        ),
        sends="POST /form/app/9/",
        body={
            "settings": {"captcha": True, "text": {"submit": "Send", "success": "Thanks"}},
            "fields": [{"field_id": 101}],
            "domains": ["example.com"],
            "attachments": True,
        },
        answer={"form_id": 33},
        gives=33,
    ),
    Case(
        "forms.create for any domain",
        lambda podio: podio.forms.create(9, settings={}, fields=[]),
        sends="POST /form/app/9/",
        body={"settings": {}, "fields": [], "domains": []},
        answer={"form_id": 34},
        gives=34,
    ),
    Case(
        "forms.update",
        lambda podio: podio.forms.update(33, attachments=False),
        sends="PUT /form/33",
        body={"attachments": False},
        status=204,
    ),
    Case(
        "forms.activate",
        lambda podio: podio.forms.activate(33),
        sends="POST /form/33/activate",
        status=204,
    ),
    Case(
        "forms.deactivate",
        lambda podio: podio.forms.deactivate(33),
        sends="POST /form/33/deactivate",
        status=204,
    ),
    Case(
        "forms.delete",
        lambda podio: podio.forms.delete(33),
        sends="DELETE /form/33",
        status=204,
    ),
    Case(
        "forms.list",
        lambda podio: podio.forms.list(9),
        sends="GET /form/app/9/",
        answer=[{"form_id": 33, "field_ids": [101, 102], "status": "archived"}],
        reads=lambda forms: [(form.form_id, form.field_ids, form.status) for form in forms],
        gives=[(33, [101, 102], "archived")],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


@pytest.mark.parametrize("app_id", [0, -9, 9.0])
def test_a_form_belongs_to_an_app(app_id: int) -> None:
    with pytest.raises(InvalidArgumentError, match="app_id must be a positive int"):
        Forms.create(app_id, settings={}, fields=[])
