"""The sign-in on Podio's page, and the logout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.transaction import non_atomic_requests
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from podio.contrib.django.clients import podio_for, web_clients
from podio.contrib.django.settings import path
from podio.contrib.sign_in import CANNOT_GO_ON, NOT_GRANTED, local_path
from podio.errors import AuthenticationError, StateMismatchError

if TYPE_CHECKING:
    from django.http import HttpRequest


@non_atomic_requests
@never_cache
@require_GET
def login(request: HttpRequest) -> HttpResponse:
    """Send a person to Podio's page; `?next=/path` says where to come back to."""
    then = local_path(request.GET.get("next"), path("PODIO_AFTER_LOGIN"))
    page = web_clients().begin(request.session, _redirect_uri(request), then)
    return HttpResponseRedirect(page)


@non_atomic_requests  # a session under a new id is written at once, and locks SQLite
@never_cache
@require_GET
def callback(request: HttpRequest) -> HttpResponse:
    """Take a person back from Podio's page, and sign them in."""
    clients, session = web_clients(), request.session
    try:
        code, then = clients.returned(
            session, request.build_absolute_uri(), request.GET.get("state")
        )
        session.cycle_key()  # the old one may have been planted
        clients.sign_in(session, lambda: podio_for(request), code, _redirect_uri(request))
    except StateMismatchError:
        return HttpResponse(CANNOT_GO_ON, content_type="text/plain", status=400)
    except AuthenticationError:
        return HttpResponse(NOT_GRANTED, content_type="text/plain", status=403)
    return HttpResponseRedirect(then)


@non_atomic_requests
@never_cache
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Forget the Podio session."""
    web_clients().sign_out(request.session, lambda: podio_for(request))
    response = HttpResponseRedirect(path("PODIO_AFTER_LOGOUT"))
    response.status_code = 303
    return response


def _redirect_uri(request: HttpRequest) -> str:
    return web_clients().redirect_uri or request.build_absolute_uri(reverse("podio:callback"))
