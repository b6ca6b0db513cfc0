"""Shows who has a session, never what is in it; sessions can be ended here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin

from podio.contrib.django.models import StoredSession

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    Admin = admin.ModelAdmin[StoredSession]
else:
    Admin = admin.ModelAdmin  # Django's own class takes no brackets


@admin.register(StoredSession)
class StoredSessionAdmin(Admin):
    """Sessions to look at and to delete."""

    list_display = ("label", "changed_at")
    search_fields = ("label",)
    fields = ("label", "version", "changed_at", "lease_until")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[StoredSession]:
        """Leave the entries in the database."""
        return super().get_queryset(request).defer("entry")

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- Django's own
        """Sessions come from sign-ins alone."""
        return False

    def has_change_permission(
        self,
        request: HttpRequest,  # noqa: ARG002 -- Django's own
        obj: StoredSession | None = None,  # noqa: ARG002 -- Django's own
    ) -> bool:
        """Nobody changes a session by hand."""
        return False
