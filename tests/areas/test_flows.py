"""Flows: what an app does by itself when one of its items is created or changed."""

from __future__ import annotations

import pytest

from podio import Request
from podio.areas.flows import Flows
from podio.errors import DecodeError
from podio.models.flows import attributes_by_id
from tests.areas.cases import Case, check

CASES = [
    Case(
        "flows.get",
        lambda podio: podio.flows.get(12),
        sends="GET /flow/12",
        answer={
            "flow_id": 12,
            "name": "Greet",
            "type": "item.create",
            "config": [],
            "effects": [{"effect_id": 1, "type": "task.create", "values": {"task.text": "Hi"}}],
            "execution_count": 3,
            "ref": {"type": "app", "id": 9},
        },
        reads=lambda flow: (
            flow.flow_id,
            flow.name,
            flow.config,
            flow.effects[0].type,
            flow.effects[0].values,
            flow.execution_count,
            flow.ref.id,
        ),
        gives=(12, "Greet", {}, "task.create", {"task.text": "Hi"}, 3, 9),
    ),
    Case(
        "flows.create",
        lambda podio: podio.flows.create(
            "app",
            9,
            name="Greet",
            type="item.update",
            config={"field_ids": [101]},
            effects=[{"type": "comment.create", "attributes": {"comment.value": "Hi"}}],
        ),
        sends="POST /flow/app/9/",
        body={
            "name": "Greet",
            "type": "item.update",
            "config": {"field_ids": [101]},
            "effects": [{"type": "comment.create", "attributes": {"comment.value": "Hi"}}],
        },
        answer={"flow_id": 12},
        gives=12,
    ),
    Case(
        "flows.create without a configuration",
        lambda podio: podio.flows.create("app", 9, name="Idle", type="item.create", effects=[]),
        sends="POST /flow/app/9/",
        body={"name": "Idle", "type": "item.create", "config": {}, "effects": []},
        answer={"flow_id": 13},
        gives=13,
    ),
    Case(
        "flows.update",
        lambda podio: podio.flows.update(12, name="Welcome"),
        sends="PUT /flow/12",
        body={"name": "Welcome"},
        status=204,
    ),
    Case(
        "flows.delete",
        lambda podio: podio.flows.delete(12),
        sends="DELETE /flow/12",
        status=204,
    ),
    Case(
        "flows.get_context",
        lambda podio: podio.flows.get_context(12),
        sends="GET /flow/12/context/",
        answer={"item.title": {"type": "text", "label": "Title"}},
        reads=lambda context: {name: one.label for name, one in context.items()},
        gives={"item.title": "Title"},
    ),
    Case(
        "flows.get_context of nothing",
        lambda podio: podio.flows.get_context(12),
        sends="GET /flow/12/context/",
        answer=[],
        gives={},
    ),
    Case(
        "flows.find_attributes",
        lambda podio: podio.flows.find_attributes(
            "app",
            9,
            cause={"type": "item.create"},
            effect={"type": "task.create", "attribute_id": "task.text"},
        ),
        sends="POST /flow/app/9/attributes/",
        body={
            "cause": {"type": "item.create"},
            "effect": {"type": "task.create", "attribute_id": "task.text"},
        },
        answer=[{"attribute_id": "item.title", "required": True, "nullable": False}],
        reads=lambda attributes: [(a.attribute_id, a.required, a.nullable) for a in attributes],
        gives=[("item.title", True, False)],
    ),
    Case(
        "flows.find_effect_attributes",
        lambda podio: podio.flows.find_effect_attributes("app", 9, type="task.create", config={}),
        sends="POST /flow/app/9/effect/attributes",
        body={"type": "task.create", "config": {}},
        answer=[{"attribute_id": "task.text", "type": "text", "label": "Text"}],
        reads=lambda attributes: [attribute.label for attribute in attributes],
        gives=["Text"],
    ),
    Case(
        "flows.list",
        lambda podio: podio.flows.list("app", 9),
        sends="GET /flow/app/9/",
        answer=[{"flow_id": 12}, {"flow_id": 13}],
        reads=lambda flows: [flow.flow_id for flow in flows],
        gives=[12, 13],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operation(case: Case, kind: str) -> None:
    check(case, kind)


def test_questions_about_flows_may_be_sent_again_and_new_flows_may_not() -> None:
    question = Flows.find_effect_attributes("app", 9, type="task.create")
    other = Flows.find_attributes("app", 9, cause={}, effect={})
    new = Flows.create("app", 9, name="Greet", type="item.create", effects=[])
    assert isinstance(question, Request)
    assert isinstance(other, Request)
    assert isinstance(new, Request)
    assert (question.repeatable, other.repeatable, new.repeatable) == (True, True, False)


def test_a_context_that_is_no_object_is_refused() -> None:
    with pytest.raises(DecodeError):
        attributes_by_id(["item.title"])
