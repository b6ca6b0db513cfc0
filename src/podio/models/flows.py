"""Flows: what an app does by itself when one of its items is created or changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from podio.core.views.model import Model, not_the_shape

if TYPE_CHECKING:
    from podio.core.operations.request import Json
    from podio.models.reference import Reference


class FlowEffect(Model):
    """What a flow does.

    https://developers.podio.com/doc/flows/update-flow-26310901
    """

    effect_id: int | None
    type: str | None
    config: dict[str, Json]
    # A flow is created with `attributes` and updated with `values`; an answer may have either.
    attributes: Json | None
    values: Json | None


class Flow(Model):
    """A cause and its effects.

    https://developers.podio.com/doc/flows
    """

    flow_id: int
    name: str | None
    type: str | None
    config: dict[str, Json]
    effects: list[FlowEffect]
    execution_count: int | None
    ref: Reference | None


class FlowAttribute(Model):
    """Something that an effect needs, or that may be filled into it.

    https://developers.podio.com/doc/flows/get-possible-attributes-33060379
    """

    attribute_id: str | None
    type: str | None
    label: str | None
    required: bool | None
    nullable: bool | None
    value: str | None
    substitutions: dict[str, Json]


def attributes_by_id(data: Json) -> dict[str, FlowAttribute]:
    """Read the attributes of a flow, each under its id.

    Raises:
        DecodeError: It is no JSON object.
    """
    if data == []:  # PHP writes an empty list and an empty object alike
        return {}
    if type(data) is not dict:
        raise not_the_shape("an object of attributes", data)
    attributes = cast("dict[str, Json]", data)
    return {name: FlowAttribute(one) for name, one in attributes.items()}
