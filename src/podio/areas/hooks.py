"""Hooks: addresses that Podio calls when something happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from podio.core.operations.arguments import not_empty
from podio.core.operations.operation import Area, S, operation
from podio.core.operations.request import Call, nothing, sent
from podio.core.views.model import many
from podio.models.hooks import Hook, HookCreateResponse

if TYPE_CHECKING:
    import builtins  # the class has a method of the name `list`

Hooked: TypeAlias = Literal["app", "app_field", "space"]


class Hooks(Area[S]):
    """Addresses that Podio calls when something happens in an app, a field or a space."""

    @operation("POST", "/hook/{ref_type}/{ref_id}/")
    def create(
        self, ref_type: Hooked, ref_id: int, *, url: str, type: str
    ) -> Call[HookCreateResponse]:
        """Have an address called for one type of event, once it is verified.

        The same call twice makes two hooks, so it is not repeated after a lost answer; at most
        10 hooks of a type are kept.

        Args:
            url: An address on port 80 or 443.
            type: The event: item.create, item.update, item.delete (these alone for app_field),
                comment.create, comment.delete, file.change, app.update, app.delete,
                form.create, form.update, form.delete, or one of a space's.

        https://developers.podio.com/doc/hooks/create-hook-215056
        """
        not_empty(url=url, type=type)
        return Call(HookCreateResponse, ref_type, ref_id, body=sent(url=url, type=type))

    @operation("POST", "/hook/{hook_id}/verify/request")
    def request_verification(self, hook_id: int) -> Call[None]:
        """Have the code that verifies a hook sent to its address, as type hook.verify.

        https://developers.podio.com/doc/hooks/request-hook-verification-215232
        """
        return Call(nothing, hook_id)

    @operation("POST", "/hook/{hook_id}/verify/validate")
    def validate_verification(self, hook_id: int, code: str) -> Call[None]:
        """Make a hook active with the code that was sent to its address.

        https://developers.podio.com/doc/hooks/validate-hook-verification-215241
        """
        not_empty(code=code)
        return Call(nothing, hook_id, body=sent(code=code))

    @operation("DELETE", "/hook/{hook_id}")
    def delete(self, hook_id: int) -> Call[None]:
        """Delete a hook.

        https://developers.podio.com/doc/hooks/delete-hook-215291
        """
        return Call(nothing, hook_id)

    @operation("GET", "/hook/{ref_type}/{ref_id}/")
    def list(self, ref_type: Hooked, ref_id: int) -> Call[builtins.list[Hook]]:
        """List the hooks of an app, a field or a space.

        https://developers.podio.com/doc/hooks/get-hooks-215285
        """
        return Call(many(Hook), ref_type, ref_id)
