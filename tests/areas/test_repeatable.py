"""What is sent again when its answer was lost: decided by what an operation means.

By its verb everything but POST is repeatable. What means something else stands here with the
reason; nothing else may differ.
"""

from __future__ import annotations

from typing import Any

from podio import Request
from podio.areas.items import Items
from podio.areas.tasks import Tasks
from podio.operations import OperationInfo, operations
from tests.areas.valid_calls import valid_calls

READS = "it only reads"
REPEATABLE_POSTS = {
    "calendar.filter_app": READS,
    "contacts.get_in_linked_account": READS,
    "conversations.search_v2": READS,
    "flows.find_attributes": READS,
    "flows.find_effect_attributes": READS,
    "importer.preview": READS,
    "items.calculate": READS,
    "items.filter": "it reads, and what it may remember is the same both times",
    "items.filter_by_view": "it reads, and what it may remember is the same both times",
    "oauth_authorization.get_client_info": READS,
    "reference.search": READS,
    "search.everywhere": READS,
    "search.in_app": READS,
    "search.in_app_and_space": READS,
    "search.in_organization": READS,
    "search.in_space": READS,
    "stream.filter_in_app": READS,
}
ONCE_ONLY = {
    "applications.delete_field": "it answers the app's new revision, which a second one cannot",
    "applications.update": "a field without an id is added again",
    "applications.update_field": "an option without an id is added again",
    "applications.update_v2": "a field without an id is added again",
    "calendar.update_external_duration": "a difference is added again",
    "flows.update": "an effect without an id is added again",
    "items.revert_revision": "it makes a revision, and overwrites what was changed in between",
    "users.update": "a password is changed with the old one, which is wrong the second time",
    "voting.replace_in_app": "a voting without an id is made again, in place of the first",
}
BY_THE_ARGUMENTS: list[tuple[Request[Any], bool, str]] = [
    (Items.update(1, {"title": "x"}), True, "the values are the same both times"),
    (Items.update(1, {"title": "x"}, revision=3), False, "the second is a Conflict with the first"),
    (Tasks.update(1, text="x"), True, "the text is the same both times"),
    (Tasks.update(1, completed=True), False, "completing a recurring task makes the next one"),
]
RELATIVE = ("_delta", "position", "old_", "before", "after", "rank")
"""Parts of names of arguments that say a difference, or what was there before."""

CALLS = [each for each in operations() if each.kind != "flow"]


def name(operation: OperationInfo) -> str:
    return f"{operation.area}.{operation.name}"


def test_what_differs_from_its_verb_is_known_with_its_reason() -> None:
    posts = {name(each) for each in CALLS if each.method == "POST" and each.repeatable}
    once = {name(each) for each in CALLS if each.method != "POST" and not each.repeatable}
    assert posts == set(REPEATABLE_POSTS)
    assert once == set(ONCE_ONLY)


def test_a_declaration_says_nothing_that_its_verb_says_already() -> None:
    for each in CALLS:
        if name(each) not in REPEATABLE_POSTS | ONCE_ONLY:
            assert each.repeatable == (each.method != "POST"), each


def test_every_request_is_as_repeatable_as_its_declaration() -> None:
    for each in CALLS:
        call = valid_calls()[name(each)]
        described: Any = each.declared
        plan = described(*call.args, **call.kwargs)
        request = plan if isinstance(plan, Request) else plan.page_request(0, 0)
        varies = name(each) in {"items.update", "tasks.update"}
        assert request.repeatable == each.repeatable or varies, each


def test_where_the_arguments_decide() -> None:
    for request, repeatable, reason in BY_THE_ARGUMENTS:
        assert request.repeatable is repeatable, reason


def test_what_takes_a_difference_is_no_plain_put() -> None:
    for each in CALLS:
        if each.method == "PUT" and any(
            part in parameter.name for parameter in each.parameters for part in RELATIVE
        ):
            assert name(each) in ONCE_ONLY or name(each) == "reminders.update", each
