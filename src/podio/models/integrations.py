"""Integrations: apps whose items come from another service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import datetime

    from podio.core.operations.request import Json
    from podio.models.users import ByLine


class Integration(Model):
    """Where an app's items come from, and when they were fetched last.

    https://developers.podio.com/doc/integrations/get-integration-86821
    """

    integration_id: int | None
    app_id: int | None
    status: Literal["inactive", "active", "error", "disabled"] | None
    type: str | None
    config: dict[str, Json]
    mapping: dict[str, str]
    silent: bool | None
    updating: bool | None
    last_updated_on: datetime | None
    next_refresh_on: datetime | None
    created_by: ByLine | None
    created_on: datetime | None


class IntegrationField(Model):
    """A field of the other service that a field of the app can be filled from.

    https://developers.podio.com/doc/integrations/get-available-fields-86890
    """

    # guess: no page; the keys are those of the .NET client
    external_id: str | None
    name: str | None
    type: str | None
