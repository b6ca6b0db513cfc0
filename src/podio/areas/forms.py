"""Forms: web pages that create items, for people without an account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, Json, nothing, sent
from podio.core.views.model import integer, many, member
from podio.models.forms import Form

if TYPE_CHECKING:
    import builtins  # the class has a method of the name `list`


class Forms(Area[S]):
    """Web pages that create items, for people without an account."""

    @operation("GET", "/form/{form_id}")
    def get(self, form_id: int) -> Call[Form]:
        """Fetch a form with its active fields.

        https://developers.podio.com/doc/forms/get-form-53754
        """
        return Call(Form, form_id)

    @operation("POST", "/form/app/{app_id}/")
    def create(
        self,
        app_id: int,
        *,
        settings: Mapping[str, Json],
        fields: Sequence[Mapping[str, Json]],
        domains: Sequence[str] = (),
        attachments: bool | None = None,
    ) -> Call[int]:
        """Make a form for an app and return its id.

        Args:
            settings: `captcha`; `text` with `submit`, `success` and, where the form stands by
                itself, `heading` and `description`; `theme`: clean, glossy, classic or dark;
                `css`.
            fields: The fields to show, each with `field_id` and perhaps `settings`.
            domains: Where the form may be used.
            attachments: Whether files can be attached.

        https://developers.podio.com/doc/forms/create-form-53803
        """
        body = sent(settings=settings, domains=domains, fields=fields, attachments=attachments)
        return Call(member("form_id", integer), app_id, body=body)

    @operation("PUT", "/form/{form_id}")
    def update(
        self,
        form_id: int,
        *,
        settings: Mapping[str, Json] | None = None,
        fields: Sequence[Mapping[str, Json]] | None = None,
        domains: Sequence[str] | None = None,
        attachments: bool | None = None,
    ) -> Call[None]:
        """Change a form; the arguments are those of `create`.

        https://developers.podio.com/doc/forms/update-form-53808
        """
        body = sent(settings=settings, domains=domains, fields=fields, attachments=attachments)
        return Call(nothing, form_id, body=body)

    @operation("POST", "/form/{form_id}/activate")
    def activate(self, form_id: int) -> Call[None]:
        """Open a disabled form again.

        https://developers.podio.com/doc/forms/activate-form-1107439
        """
        return Call(nothing, form_id)

    @operation("POST", "/form/{form_id}/deactivate")
    def deactivate(self, form_id: int) -> Call[None]:
        """Disable a form: it takes no more items, and tells its visitors so.

        https://developers.podio.com/doc/forms/deactivate-form-1107378
        """
        return Call(nothing, form_id)

    @operation("DELETE", "/form/{form_id}")
    def delete(self, form_id: int) -> Call[None]:
        """Delete a form.

        https://developers.podio.com/doc/forms/delete-form-53810
        """
        return Call(nothing, form_id)

    @operation("GET", "/form/app/{app_id}/")
    def list(self, app_id: int) -> Call[builtins.list[Form]]:
        """List the forms of an app.

        https://developers.podio.com/doc/forms/get-forms-53771
        """
        return Call(many(Form), app_id)
