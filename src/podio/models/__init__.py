"""What Podio answers, typed: one file per area. A model is imported when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio._lazy import lazy_names
from podio.core.views.model import Model as Model

if TYPE_CHECKING:
    from podio.models.actions import Action as Action
    from podio.models.app_market import AppMarketCategory as AppMarketCategory
    from podio.models.app_market import AppMarketShare as AppMarketShare
    from podio.models.app_market import ShareInstalled as ShareInstalled
    from podio.models.applications import App as App
    from podio.models.applications import AppCalculation as AppCalculation
    from podio.models.applications import AppConfig as AppConfig
    from podio.models.applications import AppDependency as AppDependency
    from podio.models.applications import AppField as AppField
    from podio.models.applications import AppFieldConfig as AppFieldConfig
    from podio.models.batch import Batch as Batch
    from podio.models.calendar import CalendarEvent as CalendarEvent
    from podio.models.calendar import CalendarExport as CalendarExport
    from podio.models.calendar import CalendarMute as CalendarMute
    from podio.models.calendar import CalendarSummary as CalendarSummary
    from podio.models.calendar import CalendarSummaryGroup as CalendarSummaryGroup
    from podio.models.comments import Comment as Comment
    from podio.models.contacts import Contact as Contact
    from podio.models.contacts import ContactTotals as ContactTotals
    from podio.models.contacts import OrganizationContactCount as OrganizationContactCount
    from podio.models.contacts import SpaceContactCount as SpaceContactCount
    from podio.models.conversations import Conversation as Conversation
    from podio.models.conversations import ConversationCreated as ConversationCreated
    from podio.models.conversations import ConversationEvent as ConversationEvent
    from podio.models.conversations import ConversationMessage as ConversationMessage
    from podio.models.conversations import ConversationParticipant as ConversationParticipant
    from podio.models.devices import Device as Device
    from podio.models.email import AppEmailSettings as AppEmailSettings
    from podio.models.email import EmailContact as EmailContact
    from podio.models.email import EmailSubscriptionSetting as EmailSubscriptionSetting
    from podio.models.embeds import Embed as Embed
    from podio.models.extensions import Extension as Extension
    from podio.models.files import File as File
    from podio.models.flows import Flow as Flow
    from podio.models.flows import FlowAttribute as FlowAttribute
    from podio.models.flows import FlowEffect as FlowEffect
    from podio.models.forms import Form as Form
    from podio.models.forms import FormField as FormField
    from podio.models.forms import FormSettings as FormSettings
    from podio.models.forms import FormText as FormText
    from podio.models.grants import Grant as Grant
    from podio.models.grants import GrantCreated as GrantCreated
    from podio.models.hooks import Hook as Hook
    from podio.models.hooks import HookCreateResponse as HookCreateResponse
    from podio.models.importer import ImportColumn as ImportColumn
    from podio.models.importer import Importer as Importer
    from podio.models.importer import ImportPreview as ImportPreview
    from podio.models.integrations import Integration as Integration
    from podio.models.integrations import IntegrationField as IntegrationField
    from podio.models.items import BulkDeletionStatus as BulkDeletionStatus
    from podio.models.items import FieldRange as FieldRange
    from podio.models.items import Item as Item
    from podio.models.items import ItemCollection as ItemCollection
    from podio.models.items import ItemCreateResponse as ItemCreateResponse
    from podio.models.items import ItemDiff as ItemDiff
    from podio.models.items import ItemField as ItemField
    from podio.models.items import ItemMicro as ItemMicro
    from podio.models.items import ItemReferences as ItemReferences
    from podio.models.items import ItemRevision as ItemRevision
    from podio.models.items import ItemUpdateResponse as ItemUpdateResponse
    from podio.models.layout import BadgeLayout as BadgeLayout
    from podio.models.layout import LayoutSlot as LayoutSlot
    from podio.models.linked_accounts import LinkedAccount as LinkedAccount
    from podio.models.linked_accounts import LinkedAccountData as LinkedAccountData
    from podio.models.live import Live as Live
    from podio.models.location import Place as Place
    from podio.models.notifications import Notification as Notification
    from podio.models.notifications import NotificationContext as NotificationContext
    from podio.models.notifications import NotificationGroup as NotificationGroup
    from podio.models.oauth import ClientInfo as ClientInfo
    from podio.models.oauth import OAuthClient as OAuthClient
    from podio.models.oauth import OAuthToken as OAuthToken
    from podio.models.oauth import ScopeEntry as ScopeEntry
    from podio.models.organizations import AdminOrganization as AdminOrganization
    from podio.models.organizations import AdminOrganizations as AdminOrganizations
    from podio.models.organizations import EndMemberInfo as EndMemberInfo
    from podio.models.organizations import LoginWeek as LoginWeek
    from podio.models.organizations import Organization as Organization
    from podio.models.organizations import OrganizationCreated as OrganizationCreated
    from podio.models.organizations import OrganizationMember as OrganizationMember
    from podio.models.organizations import OrganizationProfile as OrganizationProfile
    from podio.models.organizations import OrganizationStatistics as OrganizationStatistics
    from podio.models.organizations import SpaceMembershipCounts as SpaceMembershipCounts
    from podio.models.profile_fields import ProfileFields as ProfileFields
    from podio.models.questions import Question as Question
    from podio.models.questions import QuestionAnswer as QuestionAnswer
    from podio.models.questions import QuestionOption as QuestionOption
    from podio.models.ratings import Rating as Rating
    from podio.models.ratings import RatingCount as RatingCount
    from podio.models.ratings import RatingSummary as RatingSummary
    from podio.models.recurrence import Recurrence as Recurrence
    from podio.models.recurrence import RecurrenceConfig as RecurrenceConfig
    from podio.models.recurrence import RecurrenceRule as RecurrenceRule
    from podio.models.recurrence import RecurrenceRuleConfig as RecurrenceRuleConfig
    from podio.models.reference import Reference as Reference
    from podio.models.reference import ReferenceGroup as ReferenceGroup
    from podio.models.reminders import Reminder as Reminder
    from podio.models.search import SearchResult as SearchResult
    from podio.models.search import SearchResultV2 as SearchResultV2
    from podio.models.space_members import SpaceInvitation as SpaceInvitation
    from podio.models.space_members import SpaceMember as SpaceMember
    from podio.models.space_members import TopMemberGroup as TopMemberGroup
    from podio.models.space_members import TopMembers as TopMembers
    from podio.models.spaces import AvailableSeats as AvailableSeats
    from podio.models.spaces import Space as Space
    from podio.models.spaces import SpaceCreated as SpaceCreated
    from podio.models.spaces import SpaceMicro as SpaceMicro
    from podio.models.status import Status as Status
    from podio.models.stream import Activity as Activity
    from podio.models.stream import ActivityGroup as ActivityGroup
    from podio.models.stream import StreamMute as StreamMute
    from podio.models.stream import StreamObject as StreamObject
    from podio.models.stream import StreamObjectV3 as StreamObjectV3
    from podio.models.subscriptions import Subscription as Subscription
    from podio.models.tags import Tag as Tag
    from podio.models.tags import TaggedObject as TaggedObject
    from podio.models.tasks import Task as Task
    from podio.models.tasks import TaskCompleted as TaskCompleted
    from podio.models.tasks import TaskCounts as TaskCounts
    from podio.models.tasks import TaskLabel as TaskLabel
    from podio.models.tasks import TasksByDue as TasksByDue
    from podio.models.tasks import TaskSummary as TaskSummary
    from podio.models.tasks import TaskSummaryGroup as TaskSummaryGroup
    from podio.models.tasks import TaskTotals as TaskTotals
    from podio.models.users import ByLine as ByLine
    from podio.models.users import Pin as Pin
    from podio.models.users import Presence as Presence
    from podio.models.users import Push as Push
    from podio.models.users import User as User
    from podio.models.users import UserMail as UserMail
    from podio.models.users import UserReferral as UserReferral
    from podio.models.users import UserStatus as UserStatus
    from podio.models.users import Via as Via
    from podio.models.views import View as View
    from podio.models.views import ViewField as ViewField
    from podio.models.views import ViewGrouping as ViewGrouping
    from podio.models.voting import Vote as Vote
    from podio.models.voting import Voting as Voting
    from podio.models.voting import VotingAnswer as VotingAnswer
    from podio.models.widgets import Widget as Widget

_MODELS = {
    "actions": "Action",
    "app_market": "AppMarketCategory AppMarketShare ShareInstalled",
    "applications": "App AppCalculation AppConfig AppDependency AppField AppFieldConfig",
    "batch": "Batch",
    "calendar": "CalendarEvent CalendarExport CalendarMute CalendarSummary CalendarSummaryGroup",
    "comments": "Comment",
    "contacts": "Contact ContactTotals OrganizationContactCount SpaceContactCount",
    "conversations": "Conversation ConversationCreated ConversationEvent ConversationMessage ConversationParticipant",
    "devices": "Device",
    "email": "AppEmailSettings EmailContact EmailSubscriptionSetting",
    "embeds": "Embed",
    "extensions": "Extension",
    "files": "File",
    "flows": "Flow FlowAttribute FlowEffect",
    "forms": "Form FormField FormSettings FormText",
    "grants": "Grant GrantCreated",
    "hooks": "Hook HookCreateResponse",
    "importer": "ImportColumn ImportPreview Importer",
    "integrations": "Integration IntegrationField",
    "items": "BulkDeletionStatus FieldRange Item ItemCollection ItemCreateResponse ItemDiff ItemField ItemMicro ItemReferences ItemRevision ItemUpdateResponse",
    "layout": "BadgeLayout LayoutSlot",
    "linked_accounts": "LinkedAccount LinkedAccountData",
    "live": "Live",
    "location": "Place",
    "notifications": "Notification NotificationContext NotificationGroup",
    "oauth": "ClientInfo OAuthClient OAuthToken ScopeEntry",
    "organizations": "AdminOrganization AdminOrganizations EndMemberInfo LoginWeek Organization OrganizationCreated OrganizationMember OrganizationProfile OrganizationStatistics SpaceMembershipCounts",
    "profile_fields": "ProfileFields",
    "questions": "Question QuestionAnswer QuestionOption",
    "ratings": "Rating RatingCount RatingSummary",
    "recurrence": "Recurrence RecurrenceConfig RecurrenceRule RecurrenceRuleConfig",
    "reference": "Reference ReferenceGroup",
    "reminders": "Reminder",
    "search": "SearchResult SearchResultV2",
    "space_members": "SpaceInvitation SpaceMember TopMemberGroup TopMembers",
    "spaces": "AvailableSeats Space SpaceCreated SpaceMicro",
    "status": "Status",
    "stream": "Activity ActivityGroup StreamMute StreamObject StreamObjectV3",
    "subscriptions": "Subscription",
    "tags": "Tag TaggedObject",
    "tasks": "Task TaskCompleted TaskCounts TaskLabel TaskSummary TaskSummaryGroup TaskTotals TasksByDue",
    "users": "ByLine Pin Presence Push User UserMail UserReferral UserStatus Via",
    "views": "View ViewField ViewGrouping",
    "voting": "Vote Voting VotingAnswer",
    "widgets": "Widget",
}
_WHERE = {name: module for module, names in _MODELS.items() for name in names.split()}

__getattr__, __dir__ = lazy_names(__name__, _WHERE)
