"""Answers in classes of the user's own: a Struct, a dataclass, a pydantic model, or a list."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

import msgspec
import pytest
from pydantic import BaseModel, ConfigDict

from podio import AsyncPodio, Podio, Request
from podio.areas.batch import Batch
from podio.areas.items import Items
from podio.areas.organizations import Organizations
from podio.errors import ConfigurationError, DecodeError, InvalidArgumentError
from podio.models import Item
from tests.flows.callers import AnyPodio, Caller, signed_in

if TYPE_CHECKING:
    from decimal import Decimal

TICKETS = 26_002


@dataclass
class App:
    app_id: int
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    item_id: int
    title: str
    app: App
    tags: list[str] = field(default_factory=list)
    made: int = field(default=0, init=False)


class TicketStruct(msgspec.Struct):
    item_id: int
    title: str
    created_on: datetime
    tags: list[str] = []


class TicketModel(BaseModel):
    model_config = ConfigDict(extra="allow")

    item_id: int
    title: str
    created_on: datetime
    comment_count: int = 0


class OwnItem(Item):
    """Podio's own view, with more to it."""

    @property
    def heading(self) -> str:
        return f"#{self.app_item_id} {self.title}"


@dataclass
class Organization:
    org_id: int
    name: str


@dataclass
class OnlyForCheckers:
    item_id: int
    cost: Decimal | None = None


@pytest.fixture
def podio(call: Caller) -> AnyPodio:
    return signed_in(call)


@pytest.fixture
def item_id(call: Caller, podio: AnyPodio) -> int:
    first = call(podio.items.filter(TICKETS).first())
    assert first is not None
    return first.item_id


def ask(
    call: Caller, podio: AnyPodio, request: Request[Any], into: Any
) -> Any:  # a class, and what is made of it
    """Send a request on either client."""
    if isinstance(podio, Podio):
        return podio.request(request, into=into)
    assert isinstance(podio, AsyncPodio)
    return call.wait(podio.request(request, into=into))


def test_a_dataclass(call: Caller, podio: AnyPodio, item_id: int) -> None:
    ticket = ask(call, podio, Items.get(item_id), Ticket)
    assert isinstance(ticket, Ticket)
    assert (ticket.item_id, ticket.made) == (item_id, 0)
    assert ticket.app == App(TICKETS, "active")
    assert isinstance(ticket.tags, list)


def test_a_struct(call: Caller, podio: AnyPodio, item_id: int) -> None:
    ticket = ask(call, podio, Items.get(item_id), TicketStruct)
    assert isinstance(ticket, TicketStruct)
    assert ticket.item_id == item_id
    assert isinstance(ticket.created_on, datetime)


def test_a_pydantic_model(call: Caller, podio: AnyPodio, item_id: int) -> None:
    ticket = ask(call, podio, Items.get(item_id), TicketModel)
    assert isinstance(ticket, TicketModel)
    assert ticket.item_id == item_id
    assert isinstance(ticket.created_on, datetime)
    assert "app_item_id" in (ticket.model_extra or {})


def test_a_view_of_ones_own(call: Caller, podio: AnyPodio, item_id: int) -> None:
    item = ask(call, podio, Items.get(item_id), OwnItem)
    assert isinstance(item, OwnItem)
    assert item.heading.startswith("#")


def test_a_list(call: Caller, podio: AnyPodio) -> None:
    found = ask(call, podio, Organizations.list(), list[Organization])
    assert [type(one) for one in found] == [Organization] * len(found)
    assert call.sandbox.org_id in [one.org_id for one in found]


@pytest.mark.parametrize("kind_of_model", [Ticket, TicketStruct, TicketModel, OwnItem])
def test_every_element_of_a_listing(
    call: Caller, podio: AnyPodio, kind_of_model: type[Any]
) -> None:
    found = call.every(podio.items.filter(TICKETS, limit=7, page_size=5).into(kind_of_model))
    assert [type(one) for one in found] == [kind_of_model] * 7
    assert len({one.item_id for one in found}) == 7


class Strict(msgspec.Struct):
    item_id: int
    missing: str


@dataclass
class StrictDataclass:
    item_id: int
    missing: str


class StrictModel(BaseModel):
    item_id: int
    missing: str


@pytest.mark.parametrize("strict", [Strict, StrictDataclass, StrictModel])
def test_an_answer_that_does_not_fit_is_told_and_kept(
    call: Caller, podio: AnyPodio, item_id: int, strict: type[Any]
) -> None:
    with pytest.raises(DecodeError, match=f"does not fit {strict.__name__}") as error:
        ask(call, podio, Items.get(item_id), strict)
    assert "missing" in str(error.value)
    kept = cast("dict[str, object]", error.value.raw)
    assert kept["item_id"] == item_id


@pytest.mark.parametrize("wrong", [int, dict, "Ticket", Ticket(1, "x", App(1)), None, list[int]])
def test_what_is_no_class_for_answers_is_refused_before_anything_is_sent(wrong: object) -> None:
    with pytest.raises(ConfigurationError, match="into= takes"):
        Items.get(7).into(cast("type[Any]", wrong))


def test_names_that_are_there_for_type_checkers_alone_do_no_harm() -> None:
    read = Items.get(7).into(OnlyForCheckers).result
    assert read({"item_id": 7, "cost": "3.50"}) == OnlyForCheckers(7, cast("Any", "3.50"))


def test_a_dataclass_takes_no_answer_that_is_no_object() -> None:
    with pytest.raises(DecodeError, match="not an object"):
        Items.get(7).into(Ticket).result([])


def test_a_flow_has_no_answer_to_decode(call: Caller, podio: AnyPodio) -> None:
    flow: Any = Batch.wait(7)
    with pytest.raises(InvalidArgumentError, match="into= is for one request"):
        ask(call, podio, flow, Ticket)


def test_the_request_it_comes_from_is_left_alone() -> None:
    request = Items.get(7)
    assert isinstance(request.result({"item_id": 7}), Item)
    other = request.into(Ticket)
    assert isinstance(request.result({"item_id": 7}), Item)
    assert (other.method, other.path) == (request.method, request.path)
    assert dataclasses.is_dataclass(other.result({"item_id": 7, "title": "x", "app": None}))
