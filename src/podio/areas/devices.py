"""Devices: phones that Podio's own app is installed on."""

from __future__ import annotations

from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, nothing


class Devices(Area[S]):
    """Phones that Podio's own app is installed on."""

    @operation("POST", "/mobile/install_app/{app_id}")
    def install_app(self, app_id: int) -> Call[None]:
        """Put an app on your phones.

        Not on a page of its own; seen in the rb, ts clients.
        """
        return Call(nothing, app_id)
