"""Integrations: apps whose items come from another service."""

from __future__ import annotations

from collections.abc import Mapping

from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, Json, nothing, sent
from podio.core.views.model import integer, many, member
from podio.models.integrations import Integration, IntegrationField


class Integrations(Area[S]):
    """Apps whose items come from another service."""

    @operation("GET", "/integration/{app_id}")
    def get(self, app_id: int) -> Call[Integration]:
        """Fetch where an app's items come from.

        https://developers.podio.com/doc/integrations/get-integration-86821
        """
        return Call(Integration, app_id)

    @operation("POST", "/integration/{app_id}")
    def create(
        self,
        app_id: int,
        *,
        type: str,
        config: Mapping[str, Json],
        silent: bool | None = None,
    ) -> Call[int]:
        """Have an app's items come from another service and return the integration's id.

        Args:
            config: What that type of service needs to know.
            silent: Whether updates from there stay out of the stream.

        https://developers.podio.com/doc/integrations/create-integration-86839
        """
        body = sent(type=type, silent=silent, config=config)
        return Call(member("integration_id", integer), app_id, body=body)

    @operation("PUT", "/integration/{app_id}")
    def update(
        self, app_id: int, *, config: Mapping[str, Json] | None = None, silent: bool | None = None
    ) -> Call[None]:
        """Change what an integration knows of the service.

        The arguments are those of `create`.

        https://developers.podio.com/doc/integrations/update-integration-86843
        """
        return Call(nothing, app_id, body=sent(silent=silent, config=config))

    @operation("DELETE", "/integration/{app_id}")
    def delete(self, app_id: int) -> Call[None]:
        """Cut an app off from the other service.

        https://developers.podio.com/doc/integrations/delete-integration-86876
        """
        return Call(nothing, app_id)

    @operation("GET", "/integration/{app_id}/field/")
    def list_fields(self, app_id: int) -> Call[list[IntegrationField]]:
        """List the fields of the other service.

        https://developers.podio.com/doc/integrations/get-available-fields-86890
        """
        return Call(many(IntegrationField), app_id)

    @operation("PUT", "/integration/{app_id}/mapping")
    def update_mapping(
        self, app_id: int, mapping: Mapping[int, str] | Mapping[str, str]
    ) -> Call[None]:
        """Choose which field of the other service fills which field of the app.

        Args:
            mapping: By field id, the other service's `external_id`.

        https://developers.podio.com/doc/integrations/update-integration-mapping-86865
        """
        return Call(nothing, app_id, body={str(field): name for field, name in mapping.items()})

    @operation("POST", "/integration/{app_id}/refresh")
    def refresh(self, app_id: int) -> Call[None]:
        """Begin to fetch all items of an app again; it goes on in the background.

        https://developers.podio.com/doc/integrations/refresh-integration-86987
        """
        return Call(nothing, app_id)
