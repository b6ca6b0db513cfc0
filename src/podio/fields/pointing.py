"""Types of fields that point to an object of Podio's, which is known by its id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from podio.core.views.model import Model
from podio.fields.field_type import SeveralValues

if TYPE_CHECKING:
    from podio.core.operations.request import Json


class Pointing(SeveralValues):
    """A type of field whose values are objects, of whatever view, that have a certain id."""

    key: ClassVar[str]
    """Where the id of the object stands in its JSON."""

    def takes(self, value: object) -> bool:
        """Tell whether it is a view of such an object."""
        return isinstance(value, Model) and value.raw.get(self.key) is not None

    def write(self, value: Any) -> Json:
        """Return the object's id."""
        return value.raw[self.key]
