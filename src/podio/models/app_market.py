"""The app market: apps and spaces that were shared for others to install."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.views.model import Model

if TYPE_CHECKING:
    from podio.core.operations.request import Json
    from podio.models.applications import App
    from podio.models.comments import Comment
    from podio.models.files import File
    from podio.models.organizations import Organization
    from podio.models.spaces import Space
    from podio.models.users import ByLine


class AppMarketCategory(Model):
    """A category of the market; or, where all are asked for, the two lists of them.

    Attributes:
        functional: Categories by what an app is for.
        vertical: Categories by the line of business.

    https://developers.podio.com/doc/app-market/get-categories-37009
    """

    category_id: int | None
    name: str | None
    type: str | None
    functional: list[AppMarketCategory]
    vertical: list[AppMarketCategory]


class AppMarketShare(Model):
    """An app, or a space as a pack of apps, that was shared.

    https://developers.podio.com/doc/app-market/get-share-22505
    """

    share_id: int
    type: str | None
    status: str | None
    name: str | None
    abstract: str | None
    description: str | None
    language: str | None
    icon: str | None
    icon_id: int | None
    link: str | None
    visible: bool | None
    video: str | None
    features: list[str]
    filters: list[Json]
    integration: str | None
    categories: Json | None
    author: ByLine | None
    author_apps: int | None
    author_packs: int | None
    org: Organization | None
    space: Space | None
    app: App | None
    children: list[AppMarketShare]
    parents: list[AppMarketShare]
    screenshots: list[File]
    comments: list[Comment]
    rating: int | None
    ratings: dict[str, Json]
    user_rating: Json | None  # guess: a list of strings in dotnet, php and rb; no sample


class ShareInstalled(Model):
    """What came of installing a share.

    Attributes:
        app_id: The new app; None when a pack was installed.
        child_app_ids: The apps that were installed because the share needs them.

    https://developers.podio.com/doc/app-market/install-share-22499
    """

    app_id: int | None
    child_app_ids: list[int]
