"""The areas of the API, one file each; `Areas` lists them once, for both clients.

An area is imported when it is first used.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from podio.core.operations.driver import Driven, S

if TYPE_CHECKING:
    from podio.areas.actions import Actions
    from podio.areas.app_market import AppMarket
    from podio.areas.applications import Applications
    from podio.areas.batch import Batch
    from podio.areas.calendar import Calendar
    from podio.areas.comments import Comments
    from podio.areas.contacts import Contacts
    from podio.areas.conversations import Conversations
    from podio.areas.devices import Devices
    from podio.areas.email import Email
    from podio.areas.embeds import Embeds
    from podio.areas.files import Files
    from podio.areas.flows import Flows
    from podio.areas.forms import Forms
    from podio.areas.friends import Friends
    from podio.areas.grants import Grants
    from podio.areas.hooks import Hooks
    from podio.areas.importer import Importer
    from podio.areas.integrations import Integrations
    from podio.areas.items import Items
    from podio.areas.layout import Layout
    from podio.areas.linked_accounts import LinkedAccounts
    from podio.areas.location import Location
    from podio.areas.notifications import Notifications
    from podio.areas.oauth_authorization import OAuthAuthorization
    from podio.areas.organizations import Organizations
    from podio.areas.questions import Questions
    from podio.areas.ratings import Ratings
    from podio.areas.recurrence import Recurrence
    from podio.areas.reference import Reference
    from podio.areas.reminders import Reminders
    from podio.areas.search import Search
    from podio.areas.space_members import SpaceMembers
    from podio.areas.spaces import Spaces
    from podio.areas.status import Status
    from podio.areas.stream import Stream
    from podio.areas.subscriptions import Subscriptions
    from podio.areas.tags import Tags
    from podio.areas.tasks import Tasks
    from podio.areas.users import Users
    from podio.areas.views import Views
    from podio.areas.voting import Voting
    from podio.areas.widgets import Widgets


class Areas(Driven[S]):
    """Every area of the API, as an attribute of the client."""

    @cached_property
    def actions(self) -> Actions[S]:
        """What Podio itself writes in the stream of a workspace."""
        from podio.areas.actions import Actions

        return Actions(self.driver)

    @cached_property
    def app_market(self) -> AppMarket[S]:
        """Apps and spaces that were shared for others to install."""
        from podio.areas.app_market import AppMarket

        return AppMarket(self.driver)

    @cached_property
    def applications(self) -> Applications[S]:
        """Apps: definitions of kinds of items, and the fields that make them up."""
        from podio.areas.applications import Applications

        return Applications(self.driver)

    @cached_property
    def batch(self) -> Batch[S]:
        """Work that Podio does in the background, such as imports and exports."""
        from podio.areas.batch import Batch

        return Batch(self.driver)

    @cached_property
    def calendar(self) -> Calendar[S]:
        """Tasks and items by date, for a user, an app or a workspace."""
        from podio.areas.calendar import Calendar

        return Calendar(self.driver)

    @cached_property
    def comments(self) -> Comments[S]:
        """Comments on items, tasks, statuses and other objects."""
        from podio.areas.comments import Comments

        return Comments(self.driver)

    @cached_property
    def contacts(self) -> Contacts[S]:
        """The people whom the active user can see, and the details of their profiles."""
        from podio.areas.contacts import Contacts

        return Contacts(self.driver)

    @cached_property
    def conversations(self) -> Conversations[S]:
        """Messages between two users or among several; you see only those you are in."""
        from podio.areas.conversations import Conversations

        return Conversations(self.driver)

    @cached_property
    def devices(self) -> Devices[S]:
        """Phones that Podio's own app is installed on."""
        from podio.areas.devices import Devices

        return Devices(self.driver)

    @cached_property
    def email(self) -> Email[S]:
        """What Podio takes in by mail, and what it sends to people."""
        from podio.areas.email import Email

        return Email(self.driver)

    @cached_property
    def embeds(self) -> Embeds[S]:
        """Web pages, images and videos from elsewhere."""
        from podio.areas.embeds import Embeds

        return Embeds(self.driver)

    @cached_property
    def files(self) -> Files[S]:
        """Files: uploaded first, then attached to an item, task, comment, status or space."""
        from podio.areas.files import Files

        return Files(self.driver)

    @cached_property
    def flows(self) -> Flows[S]:
        """What an app does by itself when one of its items is created or changed."""
        from podio.areas.flows import Flows

        return Flows(self.driver)

    @cached_property
    def forms(self) -> Forms[S]:
        """Web pages that create items, for people without an account."""
        from podio.areas.forms import Forms

        return Forms(self.driver)

    @cached_property
    def friends(self) -> Friends[S]:
        """Users who share a space with the active user, or have dealt with them."""
        from podio.areas.friends import Friends

        return Friends(self.driver)

    @cached_property
    def grants(self) -> Grants[S]:
        """Access to one object, such as an item or an app, for people who are not in its space."""
        from podio.areas.grants import Grants

        return Grants(self.driver)

    @cached_property
    def hooks(self) -> Hooks[S]:
        """Addresses that Podio calls when something happens in an app, a field or a space."""
        from podio.areas.hooks import Hooks

        return Hooks(self.driver)

    @cached_property
    def importer(self) -> Importer[S]:
        """Uploaded spreadsheets whose rows become items or contacts."""
        from podio.areas.importer import Importer

        return Importer(self.driver)

    @cached_property
    def integrations(self) -> Integrations[S]:
        """Apps whose items come from another service."""
        from podio.areas.integrations import Integrations

        return Integrations(self.driver)

    @cached_property
    def items(self) -> Items[S]:
        """The records of an app, made, read, changed and deleted."""
        from podio.areas.items import Items

        return Items(self.driver)

    @cached_property
    def layout(self) -> Layout[S]:
        """Which of an item's values stand where on its badge: alone, or shown in another item."""
        from podio.areas.layout import Layout

        return Layout(self.driver)

    @cached_property
    def linked_accounts(self) -> LinkedAccounts[S]:
        """Your accounts at other services."""
        from podio.areas.linked_accounts import LinkedAccounts

        return LinkedAccounts(self.driver)

    @cached_property
    def location(self) -> Location[S]:
        """Places that an address may mean."""
        from podio.areas.location import Location

        return Location(self.driver)

    @cached_property
    def notifications(self) -> Notifications[S]:
        """What Podio has to tell the active user."""
        from podio.areas.notifications import Notifications

        return Notifications(self.driver)

    @cached_property
    def oauth_authorization(self) -> OAuthAuthorization[S]:
        """Tokens, what they may reach, and ending them."""
        from podio.areas.oauth_authorization import OAuthAuthorization

        return OAuthAuthorization(self.driver)

    @cached_property
    def organizations(self) -> Organizations[S]:
        """Organizations: the companies and teams that own spaces, and who belongs to them."""
        from podio.areas.organizations import Organizations

        return Organizations(self.driver)

    @cached_property
    def questions(self) -> Questions[S]:
        """Texts with options of which each person chooses one."""
        from podio.areas.questions import Questions

        return Questions(self.driver)

    @cached_property
    def ratings(self) -> Ratings[S]:
        """Likes, stars, yes or no, given to an object by people."""
        from podio.areas.ratings import Ratings

        return Ratings(self.driver)

    @cached_property
    def recurrence(self) -> Recurrence[S]:
        """Items and tasks that come back every week, month or year."""
        from podio.areas.recurrence import Recurrence

        return Recurrence(self.driver)

    @cached_property
    def reference(self) -> Reference[S]:
        """Objects of any type by their type and id, by address or by a few letters."""
        from podio.areas.reference import Reference

        return Reference(self.driver)

    @cached_property
    def reminders(self) -> Reminders[S]:
        """Reminders ahead of the due date of a task or the date of an item."""
        from podio.areas.reminders import Reminders

        return Reminders(self.driver)

    @cached_property
    def search(self) -> Search[S]:
        """Find objects by their words."""
        from podio.areas.search import Search

        return Search(self.driver)

    @cached_property
    def space_members(self) -> SpaceMembers[S]:
        """Who belongs to a space."""
        from podio.areas.space_members import SpaceMembers

        return SpaceMembers(self.driver)

    @cached_property
    def spaces(self) -> Spaces[S]:
        """Spaces: where the apps and the people of an organization meet."""
        from podio.areas.spaces import Spaces

        return Spaces(self.driver)

    @cached_property
    def status(self) -> Status[S]:
        """Messages that people post to a space."""
        from podio.areas.status import Status

        return Status(self.driver)

    @cached_property
    def stream(self) -> Stream[S]:
        """What happened lately, object by object."""
        from podio.areas.stream import Stream

        return Stream(self.driver)

    @cached_property
    def subscriptions(self) -> Subscriptions[S]:
        """The objects that the active user hears of."""
        from podio.areas.subscriptions import Subscriptions

        return Subscriptions(self.driver)

    @cached_property
    def tags(self) -> Tags[S]:
        """Words by which items and status messages are found again."""
        from podio.areas.tags import Tags

        return Tags(self.driver)

    @cached_property
    def tasks(self) -> Tasks[S]:
        """Things to do, alone or attached to an object."""
        from podio.areas.tasks import Tasks

        return Tasks(self.driver)

    @cached_property
    def users(self) -> Users[S]:
        """The signed-in user: account, profile, properties and notification settings."""
        from podio.areas.users import Users

        return Users(self.driver)

    @cached_property
    def views(self) -> Views[S]:
        """Saved or last used ways to filter, sort and lay out an app's items."""
        from podio.areas.views import Views

        return Views(self.driver)

    @cached_property
    def voting(self) -> Voting[S]:
        """Questions of an app that are answered on each of its items."""
        from podio.areas.voting import Voting

        return Voting(self.driver)

    @cached_property
    def widgets(self) -> Widgets[S]:
        """Tiles on the front page of an organization, a space, an app or a user."""
        from podio.areas.widgets import Widgets

        return Widgets(self.driver)
