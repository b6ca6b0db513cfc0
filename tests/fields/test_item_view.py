"""An item as a mapping of its fields' names to values."""

from __future__ import annotations

import copy
from decimal import Decimal

import pytest

from podio.models import Item, ItemField


def item() -> Item:
    return Item(
        {
            "item_id": 9,
            "fields": [
                {
                    "field_id": 101,
                    "external_id": "title",
                    "type": "text",
                    "label": "Title",
                    "values": [{"value": "Move"}],
                    "config": {"label": "Title", "settings": {"size": "small"}},
                    "hidden": False,
                },
                {
                    "field_id": 102,
                    "external_id": "budget",
                    "type": "number",
                    "values": [{"value": "12.5000"}],
                },
            ],
        }
    )


def test_values_are_read_by_external_id_or_field_id() -> None:
    assert item()["title"] == "Move"
    assert item()[102] == Decimal("12.5")


def test_it_is_used_like_a_dictionary() -> None:
    found = item()
    assert list(found) == found.keys() == ["title", "budget"]
    assert dict(found) == {"title": "Move", "budget": Decimal("12.5")}
    assert "title" in found
    assert 102 in found
    assert "owner" not in found
    assert 103 not in found
    assert None not in found
    assert found.get("title") == "Move"
    assert found.get("owner") is None
    assert found.get(103, "nobody") == "nobody"


def test_it_is_true_even_without_fields() -> None:
    assert bool(Item({"item_id": 9}))


def test_a_field_that_is_not_there_is_a_key_error_that_says_which_are() -> None:
    with pytest.raises(KeyError, match=r"'owner' in item 9; Podio sent: title, budget"):
        item()["owner"]
    with pytest.raises(KeyError, match="no field 7 in item 9; Podio sent: none"):
        Item({"item_id": 9}).field(7)


def test_a_field_has_its_type_label_and_raw_values() -> None:
    field = item().field("title")
    assert isinstance(field, ItemField)
    assert (field.field_id, field.type, field.label, field.values, field.value) == (
        101,
        "text",
        "Title",
        [{"value": "Move"}],
        "Move",
    )
    assert field.config is not None
    assert field.config.label == "Title"
    assert field.hidden_ is False
    assert [each.external_id for each in item().fields] == ["title", "budget"]


@pytest.mark.parametrize("fields", [None, {}, [], "odd", 7, [None, 7, "odd", {}, {"values": []}]])
def test_fields_of_an_unexpected_shape_cost_nothing_but_themselves(fields: object) -> None:
    found = Item({"item_id": 9, "fields": fields})
    assert list(found) == []
    assert "title" not in found
    assert 101 not in found
    assert found.get("title", 1) == 1


def test_one_bad_field_does_not_hide_the_others() -> None:
    raw = item().raw
    raw["fields"][:0] = [None, {"external_id": None}, {"external_id": ["a"]}]
    assert Item(raw)["budget"] == Decimal("12.5")
    assert Item(raw)[101] == "Move"


def test_it_shows_changes_of_what_podio_sent() -> None:
    found = item()
    assert "owner" not in found
    found.raw["fields"].append({"external_id": "owner", "type": "text", "values": []})
    assert "owner" in found
    found.raw["fields"] = []
    assert "title" not in found


def test_a_copy_is_equal() -> None:
    found = item()
    assert found["title"] == "Move"
    assert copy.deepcopy(found) == found
    assert copy.deepcopy(found)["title"] == "Move"
