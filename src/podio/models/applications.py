"""Apps, the fields that make them up, and what connects them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from podio.core.views.model import Model

if TYPE_CHECKING:
    from podio.core.operations.request import Json
    from podio.models.contacts import Contact
    from podio.models.integrations import Integration
    from podio.models.spaces import Space
    from podio.models.voting import Voting


class App(Model):
    """An app: the definition of a kind of items.

    https://developers.podio.com/models/application
    """

    # Whoever has the token can sign in as the app.
    hidden: ClassVar[frozenset[str]] = frozenset({"token"})

    app_id: int
    name: str | None
    item_name: str | None
    status: Literal["active", "inactive", "deleted"] | None
    space_id: int | None
    space: Space | None
    config: AppConfig | None
    fields: list[AppField]
    current_revision: int | None
    original: int | None
    original_revision: int | None
    owner: Contact | None
    owner_id: int | None
    rights: list[str]
    token: str | None
    mailbox: str | None
    icon: str | None
    icon_id: int | None
    url: str | None
    url_add: str | None
    url_label: str | None
    link: str | None
    link_add: str | None
    default_view_id: int | None
    integration: Integration | None
    votings: list[Voting]
    layouts: Json | None
    item_accounting_info: Json | None
    is_default: bool | None
    pinned: bool | None
    subscribed: bool | None
    sharefile_vault_url: str | None
    fields_to_delete: list[AppField]
    # Short views carry parts of the configuration at this level.
    type: str | None
    description: str | None
    usage: str | None
    external_id: str | None
    default_view: str | None
    allow_attachments: bool | None
    allow_comments: bool | None
    allow_create: bool | None
    allow_edit: bool | None
    allow_tags: bool | None
    app_item_id_padding: int | None
    app_item_id_prefix: str | None
    show_app_item_id: bool | None
    disable_notifications: bool | None
    silent_creates: bool | None
    silent_edits: bool | None
    approved: bool | None
    fivestar: bool | None
    fivestar_label: str | None
    rsvp: bool | None
    rsvp_label: str | None
    thumbs: bool | None
    thumbs_label: str | None
    yesno: bool | None
    yesno_label: str | None


class AppConfig(Model):
    """How an app looks and what may be done in it.

    https://developers.podio.com/models/applicationconfiguration
    """

    name: str | None
    item_name: str | None
    type: Literal["standard", "meeting", "contact"] | None
    description: str | None
    usage: str | None
    external_id: str | None
    icon: str | None
    icon_id: int | None
    default_view: Literal["badge", "table", "stream", "calendar", "card"] | None
    allow_attachments: bool | None
    allow_comments: bool | None
    allow_create: bool | None
    allow_edit: bool | None
    disable_notifications: bool | None
    silent_creates: bool | None
    silent_edits: bool | None
    approved: bool | None
    fivestar: bool | None
    fivestar_label: str | None
    rsvp: bool | None
    rsvp_label: str | None
    thumbs: bool | None
    thumbs_label: str | None
    yesno: bool | None
    yesno_label: str | None
    tasks: list[Json]
    fields: list[Json]
    config: Json | None


class AppField(Model):
    """One field of an app; the `external_id` never changes, the label may.

    https://developers.podio.com/doc/applications/get-app-field-22353
    """

    field_id: int
    type: str | None
    external_id: str | None
    label: str | None
    status: str | None
    config: AppFieldConfig | None


class AppFieldConfig(Model):
    """How a field looks and what it takes; `settings` depends on the field's type."""

    label: str | None
    description: str | None
    delta: int | None
    settings: dict[str, Json]
    mapping: str | None
    required: bool | None
    unique: bool | None
    visible: bool | None
    hidden_: bool | None
    hidden_create_view_edit: bool | None
    default_value: Json | None


class AppCalculation(Model):
    """Another app that can be calculated with: what refers to it, and which of its values."""

    app: App | None
    type: str | None
    # guess: dotnet alone has these two, as plain objects
    reference_field: AppField | None
    value_fields: list[AppField]


class AppDependency(Model):
    """Apps and, by the id of an app, the ids of the apps that it depends on.

    https://developers.podio.com/doc/applications/get-app-dependencies-39159
    """

    apps: list[App]
    dependencies: dict[str, list[int]]
