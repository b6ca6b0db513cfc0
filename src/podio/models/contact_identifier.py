"""How a request names a person: a user id, or a reference to one of several kinds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from podio.core.ref import Ref
from podio.errors import InvalidArgumentError

if TYPE_CHECKING:
    from podio.core.operations.request import Json

ContactIdentifier: TypeAlias = "int | Ref | Mapping[str, Json]"
"""A user id, or `Ref("profile", 7)`; types are user, profile, mail, space and external.

A mail address or an external contact has no number, so write it out:
`{"type": "mail", "id": "ann@example.com"}`.
"""


def identified(who: ContactIdentifier) -> object:
    """Return an identifier as JSON has it.

    Raises:
        InvalidArgumentError: It is neither a positive int, a Ref nor an object.
    """
    if isinstance(who, Ref):
        return {"type": who.type, "id": who.id}
    if isinstance(who, Mapping) or (type(who) is int and who > 0):
        return who
    message = f"a person is a positive user id, a Ref or an object with type and id, got {who!r}"
    raise InvalidArgumentError(message)
