"""Linked accounts: your accounts at other services."""

from __future__ import annotations

import pytest

from podio.models.linked_accounts import LinkedAccountData
from tests.areas.cases import Case, check

CASES = [
    Case(
        "linked_accounts.list",
        lambda podio: podio.linked_accounts.list(capability="files", provider="google"),
        sends="GET /linked_account/?capability=files&provider=google",
        answer=[
            {
                "linked_account_id": 55,
                "status": "active",
                "label": "ann@example.com",
                "provider": "google",
                "provider_humanized_name": "Google",
                "capability_names": {"files": "Drive"},
                "options": {"action_share": True},
            },
            {"linked_account_id": 56, "capability_names": []},
        ],
        reads=lambda accounts: [
            (account.linked_account_id, account.status, account.capability_names)
            for account in accounts
        ],
        gives=[(55, "active", {"files": "Drive"}), (56, None, {})],
    ),
    Case(
        "linked_accounts.list of all kinds",
        lambda podio: podio.linked_accounts.list(),
        sends="GET /linked_account/",
        answer=[],
        gives=[],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_what_is_kept_elsewhere_tells_where() -> None:
    data = LinkedAccountData({"type": "file", "url": "https://example.com/f", "info": "f.txt"})
    assert (data.type, data.url, data.info) == ("file", "https://example.com/f", "f.txt")
