"""The Django site as ASGI."""

from __future__ import annotations

from django.core.asgi import get_asgi_application

app = get_asgi_application()
