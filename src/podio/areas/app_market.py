"""The app market: share apps and spaces for others to install, and install what they share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from podio.core.operations.operation import Area, S, listing, operation
from podio.core.operations.request import Call, Listing, nothing, sent
from podio.core.views.model import integer, many, member
from podio.models.app_market import AppMarketCategory, AppMarketShare, ShareInstalled
from podio.models.organizations import Organization

ShareType: TypeAlias = Literal["app", "pack"]
"""A single app, or a space as a pack of apps."""
Sort: TypeAlias = Literal["install", "rating", "popularity", "recommended", "shared_on", "name"]


class AppMarket(Area[S]):
    """Apps and spaces that were shared for others to install."""

    @operation("GET", "/app_store/category/")
    def categories(self, *, only_used: bool | None = None) -> Call[AppMarketCategory]:
        """List the categories, as `functional` and `vertical` of one object.

        Args:
            only_used: Only those with shares in the user's language, which is Podio's default.

        https://developers.podio.com/doc/app-market/get-categories-37009
        """
        return Call(AppMarketCategory, query={"only_used": only_used})

    @operation("GET", "/app_store/category/{category_id}/v2")
    def get_category_v2(self, category_id: int) -> Call[AppMarketCategory]:
        """Fetch one category.

        https://developers.podio.com/doc/app-market/get-shares-by-category-22498
        """
        # guess: no page of this version; the rb client reads one category
        return Call(AppMarketCategory, category_id)

    @operation("GET", "/app_store/org/")
    def organizations(self) -> Call[list[Organization]]:
        """List the user's organizations that have shared apps privately.

        https://developers.podio.com/doc/app-market/get-orgs-with-private-shares-211715
        """
        return Call(many(Organization))

    @operation("GET", "/app_store/{share_id}/v2")
    def get(self, share_id: int) -> Call[AppMarketShare]:
        """Fetch a share, with its comments and ratings.

        https://developers.podio.com/doc/app-market/get-share-22505
        """
        return Call(AppMarketShare, share_id)

    @operation("GET", "/app_store/{ref_type}/{ref_id}/")
    def find_by_reference(
        self, ref_type: Literal["app", "space"], ref_id: int
    ) -> Call[list[AppMarketShare]]:
        """List the shares of an app or space: the user's own first, then the latest.

        https://developers.podio.com/doc/app-market/get-share-by-reference-45002
        """
        return Call(many(AppMarketShare), ref_type, ref_id)

    @listing("GET", "/app_store/{type}/author/{user_id}/")
    def find_by_author(
        self,
        type: ShareType,
        user_id: int,
        *,
        sort: Sort | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 100,
    ) -> Listing[AppMarketShare]:
        """List what a user has shared.

        Args:
            sort: "install" if not given.

        https://developers.podio.com/doc/app-market/get-shares-by-author-22497
        """
        return Listing(
            AppMarketShare,
            type,
            user_id,
            query={"sort": sort},
            limit=limit,
            offset=offset,
            page_size=page_size,
            items="shares",
        )

    @listing("GET", "/app_store/{type}/category/{category_id}/")
    def find_by_category(
        self,
        type: ShareType,
        category_id: int,
        *,
        sort: Sort | None = None,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 100,
    ) -> Listing[AppMarketShare]:
        """List the shares of a category.

        Args:
            sort: "install" if not given.

        https://developers.podio.com/doc/app-market/get-shares-by-category-22498
        """
        return Listing(
            AppMarketShare,
            type,
            category_id,
            query={"sort": sort},
            limit=limit,
            offset=offset,
            page_size=page_size,
            items="shares",
        )

    @listing("GET", "/app_store/{type}/own/")
    def find_own(
        self,
        type: ShareType,
        *,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 100,
    ) -> Listing[AppMarketShare]:
        """List what the active user has shared.

        https://developers.podio.com/doc/app-market/get-own-shares-38645
        """
        return Listing(
            AppMarketShare, type, limit=limit, offset=offset, page_size=page_size, items="shares"
        )

    @operation("GET", "/app_store/{type}/recommended/{area}/")
    def find_recommended(self, type: ShareType, area: str) -> Call[list[AppMarketShare]]:
        """List the recommended shares.

        Args:
            area: "web" or "mobile".

        https://developers.podio.com/doc/app-market/get-recommended-shares-5340177
        """
        return Call(member("shares", many(AppMarketShare)), type, area)

    @listing("GET", "/app_store/{type}/top/")
    def find_top(
        self,
        type: ShareType,
        *,
        limit: int | None = None,
        offset: int = 0,
        page_size: int = 100,
    ) -> Listing[AppMarketShare]:
        """List the top shares in the user's language.

        https://developers.podio.com/doc/app-market/get-top-shares-22496
        """
        return Listing(
            AppMarketShare, type, limit=limit, offset=offset, page_size=page_size, items="shares"
        )

    @operation("POST", "/app_store/")
    def share(
        self,
        *,
        ref_type: Literal["app", "space"],
        ref_id: int,
        abstract: str,
        description: str,
        language: str,
        category_ids: Sequence[int],
        file_ids: Sequence[int] | None = None,
        name: str | None = None,
        video: str | None = None,
        features: Sequence[str] | None = None,
        children: Sequence[int] | None = None,
        scope: Literal["public", "private"] | None = None,
    ) -> Call[int]:
        """Share an app or a space and return the id of the share.

        Args:
            language: The language that the app is written in.
            file_ids: Screenshots.
            name: Only for a space.
            video: The YouTube id of an introduction.
            features: Features to enable.
            children: Ids of shares that this one includes.
            scope: "public" if not given.

        https://developers.podio.com/doc/app-market/share-app-22504
        """
        # dotnet says abstracts, children as one id and video as a number: the page wins.
        body = sent(
            ref_type=ref_type,
            ref_id=ref_id,
            name=name,
            abstract=abstract,
            description=description,
            language=language,
            category_ids=category_ids,
            file_ids=file_ids,
            video=video,
            features=features,
            children=children,
            scope=scope,
        )
        return Call(member("share_id", integer), body=body)

    @operation("PUT", "/app_store/{share_id}")
    def update(
        self,
        share_id: int,
        *,
        name: str | None = None,
        abstract: str | None = None,
        description: str | None = None,
        language: str | None = None,
        category_ids: Sequence[int] | None = None,
        file_ids: Sequence[int] | None = None,
        video: str | None = None,
    ) -> Call[None]:
        """Change how a share is described.

        Args:
            name: Only for a space.
            language: The language that the app is written in.
            file_ids: Screenshots.
            video: The YouTube id of an introduction.

        https://developers.podio.com/doc/app-market/update-share-38639
        """
        body = sent(
            name=name,
            abstract=abstract,
            description=description,
            language=language,
            category_ids=category_ids,
            file_ids=file_ids,
            video=video,
        )
        return Call(nothing, share_id, body=body)

    @operation("DELETE", "/app_store/{share_id}")
    def unshare(self, share_id: int) -> Call[None]:
        """Take a share out of the market.

        https://developers.podio.com/doc/app-market/unshare-app-37917
        """
        return Call(nothing, share_id)

    @operation("POST", "/app_store/{share_id}/install")
    def install(
        self, share_id: int, space_id: int, *, dependencies: Sequence[int] | None = None
    ) -> Call[ShareInstalled]:
        """Install a share in a space; the user must be an admin or regular member there.

        Args:
            dependencies: The shares it needs that are to be installed; all if not given.

        https://developers.podio.com/doc/app-market/install-share-22499
        """
        body = sent(space_id=space_id, dependencies=dependencies)
        return Call(ShareInstalled, share_id, body=body)

    @operation("POST", "/app_store/{share_id}/install/v2")
    def install_v2(
        self,
        share_id: int,
        space_id: int,
        *,
        dependencies: Sequence[int] | None = None,
        social: bool | None = None,
    ) -> Call[ShareInstalled]:
        """Install a share in a space; the page describes `install` only.

        Args:
            dependencies: The shares it needs that are to be installed; all if not given.
            social: No page says what it does.

        https://developers.podio.com/doc/app-market/install-share-22499
        """
        # guess: no page of this version; social is in the rb client, the answer is taken from v1
        body = sent(space_id=space_id, dependencies=dependencies, social=social)
        return Call(ShareInstalled, share_id, body=body)
