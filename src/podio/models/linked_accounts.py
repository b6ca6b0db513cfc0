"""Linked accounts: a person's accounts at other services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.views.model import Model

if TYPE_CHECKING:
    from podio.core.operations.request import Json


class LinkedAccount(Model):
    """An account at another service, and what Podio may use it for.

    https://developers.podio.com/doc/linked-accounts/get-linked-accounts-4498556
    """

    linked_account_id: int
    status: str | None
    label: str | None
    provider: str | None
    provider_humanized_name: str | None
    capability_names: dict[str, str]
    options: dict[str, Json]


class LinkedAccountData(Model):
    """What a file or event kept at another service is there."""

    type: str | None
    info: str | None
    url: str | None
