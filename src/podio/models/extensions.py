"""Extensions: what others offer to work with Podio."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.views.model import Model

if TYPE_CHECKING:
    from datetime import datetime

    from podio.core.operations.request import Json
    from podio.models.files import File
    from podio.models.users import User


class Extension(Model):
    """Something to install, with its publisher, price and pictures."""

    extension_id: int
    name: str | None
    description: str | None
    status: str | None
    url_label: str | None
    installation_url: str | None
    publisher_name: str | None
    publisher_mail: str | None
    publisher_url: str | None
    price_model: str | None
    price_from: int | None
    price_to: int | None
    price_desc: str | None
    logo_id: int | None
    logo: File | None
    main_screenshot_id: int | None
    main_screenshot: File | None
    other_screenshots: list[File]
    ratings: dict[str, Json]
    user: User | None
    created_on: datetime | None
