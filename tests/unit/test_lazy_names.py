"""Packages import their names when they are first asked for, and say what they have."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from typing import Any

import pytest

PACKAGES = ["podio", "podio.stores", "podio.fields", "podio.models"]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_name_is_listed_and_found(package: str) -> None:
    found: Any = import_module(package)
    names = getattr(found, "__all__", found._WHERE)  # noqa: SLF001 -- models have no __all__
    assert names
    assert set(names) <= set(dir(found))
    for name in names:
        assert getattr(found, name) is not None


@pytest.mark.parametrize("package", PACKAGES)
def test_a_name_that_is_not_there_is_an_attribute_error(package: str) -> None:
    with pytest.raises(AttributeError, match=f"module '{package}' has no attribute 'Nothing'"):
        _ = import_module(package).Nothing


@pytest.mark.parametrize(
    ("package", "name", "module"),
    [
        ("podio", "RedisBudget", "podio.budgets.redis"),
        ("podio.stores", "SQLAuthStore", "podio.stores.sql"),
        ("podio.stores", "generate_key", "podio.stores.encrypted"),
    ],
)
def test_a_name_that_needs_a_library_says_where_it_is(package: str, name: str, module: str) -> None:
    with pytest.raises(ImportError, match=f"from {module} import {name}"):
        getattr(import_module(package), name)
    assert name not in dir(import_module(package))


def test_a_name_is_imported_when_it_is_asked_for_and_not_before() -> None:
    program = (
        "import sys, podio.models\n"
        "assert 'podio.models.tasks' not in sys.modules\n"
        "podio.models.Task\n"
        "assert 'podio.models.tasks' in sys.modules and 'Task' in vars(podio.models)\n"
        "assert 'podio.models.items' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
