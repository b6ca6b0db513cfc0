"""What is Django's own: transactions, the admin, the settings, the middleware."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from podio import Podio
from podio.errors import ConfigurationError
from podio.stores.encrypted import EncryptedAuthStore
from podio.stores.encrypted.key_ring import generate_key
from podio.testing import a_session
from tests.contrib.browser import Browser
from tests.contrib.django_ground import django_is_set_up
from tests.contrib.sites import KINDS, served
from tests.stores.servers import posix

django_is_set_up()

from django.contrib.auth.models import User  # noqa: E402 -- needs settings
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402 -- as above
from django.db import transaction  # noqa: E402 -- as above
from django.http import HttpResponse  # noqa: E402 -- as above
from django.test import Client, RequestFactory  # noqa: E402 -- as above
from django.test.utils import override_settings  # noqa: E402 -- as above

from podio.contrib.django import DjangoAuthStore, apodio_for, podio_for  # noqa: E402 -- as above
from podio.contrib.django.clients import RequestClient  # noqa: E402 -- as above
from podio.contrib.django.middleware import podio_middleware  # noqa: E402 -- as above
from podio.contrib.django.models import StoredSession  # noqa: E402 -- as above

if TYPE_CHECKING:
    from django.http import HttpRequest

    from podio.sandbox import Sandbox


@posix
@pytest.mark.servers
@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind.name.startswith("django")], ids=str
)
def test_a_view_that_fails_after_a_refresh_keeps_the_new_token(
    kind: Any,  # a Kind
    tmp_path_factory: pytest.TempPathFactory,
    sandbox: Sandbox,
) -> None:
    with served(kind, tmp_path_factory.mktemp("failing"), sandbox) as site, Browser(site) as ada:
        ada.sign_in()
        before = site.refreshes()
        sandbox.expire_access_tokens()
        assert ada.get("/fails").status_code == 500
        assert site.refreshes() == before + 1
        assert ada.mail() == "ada@sandbox.example"
        assert ada.get("/many").json()["mails"] == ["ada@sandbox.example"]
        assert site.refreshes() == before + 1


@pytest.fixture
def pages() -> Client:
    """The pages, for somebody who may see everything in the admin."""
    User.objects.filter(username="root").delete()
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client


def test_the_admin_shows_whose_sessions_there_are_and_no_token(pages: Client) -> None:
    store = DjangoAuthStore("user:77")
    store.set(a_session(1))
    row = StoredSession.objects.get(label__contains="user%3A77")
    shown = ""
    for page in ("", f"{row.pk}/change/", f"{row.pk}/delete/"):
        answer = pages.get(f"/admin/podio/storedsession/{page}")
        assert answer.status_code == 200
        shown += answer.content.decode()
    assert "user%3A77" in shown
    assert "access-token" not in shown
    assert "refresh-token" not in shown


def test_the_admin_ends_sessions_and_neither_makes_nor_changes_any(pages: Client) -> None:
    store = DjangoAuthStore("user:78")
    store.set(a_session(1))
    row = StoredSession.objects.get(label__contains="user%3A78")
    place = f"/admin/podio/storedsession/{row.pk}"
    assert pages.get("/admin/podio/storedsession/add/").status_code == 403
    assert pages.post(f"{place}/change/", {"version": 2}).status_code == 403
    assert pages.post(f"{place}/delete/", {"post": "yes"}).status_code == 302
    assert not store.get()


@contextmanager
def a_request() -> Iterator[HttpRequest]:
    """A request as the middleware hands it on."""
    request = RequestFactory().get("/")
    request.session = SessionStore()
    holder = RequestClient(request)
    yield request
    holder.close()


def settings_for(sandbox: Sandbox, **more: object) -> override_settings:
    """The settings of a site at this sandbox."""
    usual = {
        "PODIO_CLIENT_ID": sandbox.client_id,
        "PODIO_CLIENT_SECRET": sandbox.client_secret,
        "PODIO_API_URL": sandbox.url,
    }
    return override_settings(**(usual | more))


def test_a_request_has_one_client(sandbox: Sandbox) -> None:
    with settings_for(sandbox), a_request() as request:
        assert podio_for(request) is podio_for(request)


@pytest.mark.parametrize("awaited", [False, True], ids=["wsgi", "asgi"])
def test_what_a_transaction_kept_from_being_saved_is_saved_after_it(
    sandbox: Sandbox, *, awaited: bool
) -> None:
    """SQLite lets one connection write at a time, and the view has it."""
    sessions: list[SessionStore] = []

    def view(request: HttpRequest) -> HttpResponse:
        request.session = SessionStore()
        sessions.append(request.session)
        with transaction.atomic():
            StoredSession.objects.filter(name="nobody").update(version=1)
            podio_for(request).authenticate_with_app(sandbox.app_id, sandbox.app_token)
            assert not podio_for(request).session.saved
        return HttpResponse()

    async def awaited_view(request: HttpRequest) -> HttpResponse:
        return await asyncio.to_thread(view, request)

    with settings_for(sandbox):
        request: Any = RequestFactory().get("/")
        handler: Any = podio_middleware(awaited_view if awaited else view)
        answer = asyncio.run(handler(request)) if awaited else handler(request)
        assert answer.status_code == 200
        with a_request() as later:
            later.session = sessions[0]
            assert podio_for(later).verify()


def test_without_the_middleware_it_says_what_to_add() -> None:
    with pytest.raises(ConfigurationError, match="podio_middleware"):
        podio_for(RequestFactory().get("/"))


@pytest.mark.parametrize("missing", ["PODIO_CLIENT_ID", "PODIO_CLIENT_SECRET"])
def test_a_setting_that_is_missing_is_named(sandbox: Sandbox, missing: str) -> None:
    with settings_for(sandbox, **{missing: ""}), a_request() as request:
        name = missing.removeprefix("PODIO_").lower()
        with pytest.raises(ConfigurationError, match=name):
            podio_for(request)
        with pytest.raises(ConfigurationError, match=name):
            apodio_for(request)


def test_sessions_are_encrypted_where_the_settings_have_keys(sandbox: Sandbox) -> None:
    key = generate_key()
    with settings_for(sandbox, PODIO_ENCRYPTION_KEYS=[key]), a_request() as request:
        podio_for(request).authenticate_with_app(sandbox.app_id, sandbox.app_token)
        token = podio_for(request).oauth.access_token
        entries = list(StoredSession.objects.values_list("entry", flat=True))
        assert entries
        assert token not in str(entries)
        again = RequestFactory().get("/")
        again.session = request.session
        holder = RequestClient(again)
        assert podio_for(again).oauth.access_token == token
        holder.close()


class _Shelf:
    """What `PODIO_AUTH_STORE` may name: stores by their keys."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, key: str) -> EncryptedAuthStore:
        self.asked.append(key)
        return EncryptedAuthStore(DjangoAuthStore(key), bytes(32))


shelf = _Shelf()


def test_another_store_may_be_named(sandbox: Sandbox) -> None:
    named = f"{__name__}.shelf"
    with settings_for(sandbox, PODIO_AUTH_STORE=named), a_request() as request:
        podio_for(request).authenticate_with_app(sandbox.app_id, sandbox.app_token)
        assert podio_for(request).verify()
    assert shelf.asked


def test_an_async_view_goes_on_with_what_a_blocking_view_began(sandbox: Sandbox) -> None:
    async def view(request: HttpRequest) -> bool:
        async with apodio_for(request) as podio:
            return await podio.verify()

    with settings_for(sandbox), a_request() as request:
        podio_for(request).authenticate_with_app(sandbox.app_id, sandbox.app_token)
        request.session.save()
        later = RequestFactory().get("/")
        later.session = SessionStore(request.session.session_key)
        assert asyncio.run(view(later))


def test_a_task_without_a_request_uses_the_same_table(sandbox: Sandbox) -> None:
    client = sandbox.client_id, sandbox.client_secret
    with Podio(*client, DjangoAuthStore("task"), api_url=sandbox.url) as podio:
        podio.authenticate_with_app(sandbox.app_id, sandbox.app_token)
    with Podio(*client, DjangoAuthStore("task"), api_url=sandbox.url) as podio:
        assert podio.verify()
        podio.logout()
    (row,) = StoredSession.objects.filter(label__endswith="/task")
    assert "_token" not in row.entry, "the mark of the logout alone"
