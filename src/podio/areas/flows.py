"""Flows: what an app does by itself when one of its items is created or changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, Json, nothing, sent
from podio.core.views.model import integer, many, member
from podio.models.flows import Flow, FlowAttribute, attributes_by_id

if TYPE_CHECKING:
    import builtins  # the class has a method of the name `list`


class Flows(Area[S]):
    """What an app does by itself when one of its items is created or changed.

    The effects are task.create, item.update, status.create, comment.create,
    conversation.create and octoblu.trigger.
    """

    @operation("GET", "/flow/{flow_id}")
    def get(self, flow_id: int) -> Call[Flow]:
        """Fetch one flow.

        https://developers.podio.com/doc/flows/get-flow-by-id-26312313
        """
        return Call(Flow, flow_id)

    @operation("POST", "/flow/{ref_type}/{ref_id}/")
    def create(
        self,
        ref_type: Literal["app"],
        ref_id: int,
        *,
        name: str,
        # The area's own page has item.delete too, the operation's has not.
        type: Literal["item.create", "item.update", "item.delete"],
        effects: Sequence[Mapping[str, Json]],
        config: Mapping[str, Json] | None = None,
    ) -> Call[int]:
        """Make a flow and return its id.

        Args:
            type: What sets it off.
            effects: What it does, each with `type` and `attributes`: expressions by
                attribute id.
            config: For item.update, `field_ids`: the fields whose change sets it off.

        https://developers.podio.com/doc/flows/add-new-flow-26309928
        """
        body = sent(name=name, type=type, config={} if config is None else config, effects=effects)
        # The page shows no answer; php and dotnet read flow_id.
        return Call(member("flow_id", integer), ref_type, ref_id, body=body)

    # An effect without an effect_id is added once more by each attempt.
    @operation("PUT", "/flow/{flow_id}", repeatable=False)
    def update(
        self,
        flow_id: int,
        *,
        name: str | None = None,
        config: Mapping[str, Json] | None = None,
        effects: Sequence[Mapping[str, Json]] | None = None,
    ) -> Call[None]:
        """Change a flow; what sets it off cannot be changed, but by which fields can.

        Args:
            effects: What it does, each with `type`, `values` (expressions by attribute id; it
                is `attributes` when creating) and, for one that is there, `effect_id`.

        https://developers.podio.com/doc/flows/update-flow-26310901
        """
        return Call(nothing, flow_id, body=sent(name=name, config=config, effects=effects))

    @operation("DELETE", "/flow/{flow_id}")
    def delete(self, flow_id: int) -> Call[None]:
        """Delete a flow.

        https://developers.podio.com/doc/flows/delete-flow-32929229
        """
        return Call(nothing, flow_id)

    @operation("GET", "/flow/{flow_id}/context/")
    def get_context(self, flow_id: int) -> Call[dict[str, FlowAttribute]]:
        """Fetch what may be filled into a flow's effects, by attribute id.

        https://developers.podio.com/doc/flows/get-flow-context-26313659
        """
        return Call(attributes_by_id, flow_id)

    @operation("POST", "/flow/{ref_type}/{ref_id}/attributes/", repeatable=True)
    def find_attributes(
        self,
        ref_type: str,
        ref_id: int,
        *,
        cause: Mapping[str, Json],
        effect: Mapping[str, Json],
    ) -> Call[builtins.list[FlowAttribute]]:
        """List what may be filled into one attribute of an effect.

        Args:
            cause: What would set the flow off: `type` and, where it has one, `config`.
            effect: What the flow would do: `type`, `attribute_id` and, where it has one,
                `config`.

        https://developers.podio.com/doc/flows/get-possible-attributes-33060379
        """
        body = sent(cause=cause, effect=effect)
        return Call(many(FlowAttribute), ref_type, ref_id, body=body)

    # The page ends in a slash; clients that are in use do not.
    @operation("POST", "/flow/{ref_type}/{ref_id}/effect/attributes", repeatable=True)
    def find_effect_attributes(
        self,
        ref_type: str,
        ref_id: int,
        *,
        type: str,
        config: Mapping[str, Json] | None = None,
    ) -> Call[builtins.list[FlowAttribute]]:
        """List the attributes that an effect needs.

        Args:
            type: The effect.

        https://developers.podio.com/doc/flows/get-effect-attributes-239234961
        """
        body = sent(type=type, config=config)
        return Call(many(FlowAttribute), ref_type, ref_id, body=body)

    @operation("GET", "/flow/{ref_type}/{ref_id}/")
    def list(self, ref_type: str, ref_id: int) -> Call[builtins.list[Flow]]:
        """List the flows of an app.

        https://developers.podio.com/doc/flows/get-flows-26312304
        """
        return Call(many(Flow), ref_type, ref_id)
