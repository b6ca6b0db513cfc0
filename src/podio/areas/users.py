"""The signed-in user: account, profile, properties and notification settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from podio.core.operations.body import Concealed
from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, Json, nothing, raw, sent
from podio.core.secret import conceal
from podio.core.views.model import boolean, member
from podio.models.contacts import Contact
from podio.models.users import User, UserStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from podio.core.secret import Secret
    from podio.models.profile_fields import ProfileFields


class Users(Area[S]):
    """The signed-in user: account, profile, properties and notification settings."""

    @operation("GET", "/user")
    def get(self) -> Call[User]:
        """Fetch the signed-in user.

        https://developers.podio.com/doc/users/get-user-22378
        """
        return Call(User)

    @operation("GET", "/user/status")
    def get_status(self) -> Call[UserStatus]:
        """Fetch the signed-in user with profile, properties and counts of news.

        https://developers.podio.com/doc/users/get-user-status-22480
        """
        return Call(UserStatus)

    # A second attempt to change a password gives an old one that is wrong by now.
    @operation("PUT", "/user/", repeatable=False)
    def update(
        self,
        *,
        mail: str | None = None,
        old_password: Secret | str | None = None,
        new_password: Secret | str | None = None,
        locale: str | None = None,
        timezone: str | None = None,
    ) -> Call[None]:
        """Change the signed-in user's account.

        Args:
            old_password: Wanted along with a new one.
            locale: A language such as en.
            timezone: A full name such as Europe/Copenhagen.

        Not on a page of its own; seen in the java, rb clients.
        """
        body = sent(
            mail=mail,
            old_password=None if old_password is None else conceal(old_password),
            new_password=None if new_password is None else conceal(new_password),
            locale=locale,
            timezone=timezone,
        )
        return Call(nothing, body=Concealed(body))

    @operation("GET", "/user/profile/")
    def get_profile(self) -> Call[Contact]:
        """Fetch the signed-in user's profile.

        Not on a page of its own; seen in the java client.
        """
        return Call(Contact)

    @operation("PUT", "/user/profile/")
    def update_profile(self, profile: ProfileFields) -> Call[None]:
        """Change fields of the signed-in user's profile.

        Args:
            profile: New values; a field left out stays, None deletes it.

        https://developers.podio.com/doc/users/update-profile-22402
        """
        return Call(nothing, body=profile)

    @operation("GET", "/user/profile/{field}")
    def get_profile_field(self, field: str) -> Call[Json]:
        """Fetch one field of the signed-in user's profile: a value or a list of them.

        https://developers.podio.com/doc/users/get-profile-field-22380
        """
        return Call(raw, field)

    @operation("PUT", "/user/profile/{key}")
    def update_profile_field(self, key: str, *, value: Json) -> Call[None]:
        """Change one field of the signed-in user's profile.

        https://developers.podio.com/doc/users/update-profile-field-22500
        """
        return Call(nothing, key, body={"value": value})

    @operation("GET", "/user/property/{name}")
    def get_property(self, name: str) -> Call[Json]:
        """Fetch an object that this API client keeps for the user.

        Raises:
            NotFound: The client keeps nothing by that name.

        https://developers.podio.com/doc/users/get-user-property-29798
        """
        return Call(raw, name)

    @operation("PUT", "/user/property/{name}")
    def set_property(self, name: str, value: Mapping[str, Json]) -> Call[None]:
        """Keep an object for the user; only this API client finds it again.

        https://developers.podio.com/doc/users/set-user-property-29799
        """
        return Call(nothing, name, body=value)

    @operation("PUT", "/user/property/")
    def set_properties(self, properties: Mapping[str, Json]) -> Call[None]:
        """Keep several objects for the user, each under its name.

        https://developers.podio.com/doc/users/set-user-properties-9052829
        """
        return Call(nothing, body=properties)

    @operation("DELETE", "/user/property/{name}")
    def delete_property(self, name: str) -> Call[None]:
        """Drop an object that this API client keeps for the user.

        https://developers.podio.com/doc/users/delete-user-property-29800
        """
        return Call(nothing, name)

    @operation("GET", "/user/setting/{client_type}/")
    def get_notification_settings(self, client_type: str) -> Call[Json]:
        """Fetch which notifications the user gets on a kind of client.

        Not on a page of its own; seen in the dotnet, ts clients.
        """
        return Call(raw, client_type)

    @operation("PUT", "/user/setting/{client_type}/")
    def update_notification_settings(
        self, client_type: str, settings: Mapping[str, bool]
    ) -> Call[None]:
        """Choose which notifications the user gets on a kind of client.

        Args:
            settings: By type of notification, whether it is wanted.

        https://developers.podio.com/doc/users/update-notification-settings-3649927
        """
        return Call(nothing, client_type, body=settings)

    @operation("GET", "/user/setting/{client_type}/{notification_type}")
    def get_notification_setting(self, client_type: str, notification_type: str) -> Call[bool]:
        """Tell whether the user gets a type of notification on a kind of client.

        https://developers.podio.com/doc/users/get-notification-setting-3649859
        """
        return Call(member("value", boolean), client_type, notification_type)

    @operation("PUT", "/user/setting/{client_type}/{notification_type}")
    def update_notification_setting(
        self, client_type: str, notification_type: str, *, value: bool
    ) -> Call[bool]:
        """Choose whether the user gets a type of notification on a kind of client.

        https://developers.podio.com/doc/users/update-notification-setting-3649918
        """
        body = {"value": value}
        return Call(member("value", boolean), client_type, notification_type, body=body)
