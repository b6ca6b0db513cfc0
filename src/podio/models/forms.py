"""Forms: web pages that create items, for people without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from podio.core.views.model import Model

if TYPE_CHECKING:
    from podio.core.operations.request import Json


class FormText(Model):
    """The words around a form's fields.

    https://developers.podio.com/doc/forms/get-form-53754
    """

    heading: str | None
    description: str | None
    submit: str | None
    success: str | None


class FormSettings(Model):
    """How a form looks and what it asks for besides the fields.

    https://developers.podio.com/doc/forms/get-form-53754
    """

    captcha: bool | None
    text: FormText | None
    theme: str | None
    color: str | None
    css: str | None


class FormField(Model):
    """A field of the app that the form shows.

    https://developers.podio.com/doc/forms/get-form-53754
    """

    field_id: int
    settings: dict[str, Json]


class Form(Model):
    """A form of an app.

    https://developers.podio.com/doc/forms/get-form-53754
    """

    form_id: int
    app_id: int | None
    space_id: int | None
    status: Literal["active", "disabled"] | None
    settings: FormSettings | None
    domains: list[str]
    fields: list[FormField]
    field_ids: list[int]
    attachments: bool | None
    item_capacity: bool | None
