"""Proxies and certificates as the environment names them; what is wrong names its variable."""

from __future__ import annotations

import base64
import ssl
from typing import TYPE_CHECKING, Any

import pytest
import trustme

from podio import NO_RETRY, Podio, PodioError, PodioOAuth, Request
from podio.errors import ConfigurationError
from podio.stores import MemoryAuthStore
from tests.flows.servers import RawServer, TunnelProxy, answer
from tests.stores.apart import apart

if TYPE_CHECKING:
    from pathlib import Path

    from tests.flows.callers import Caller

CALL = Request[Any]("GET", "/user/status")
VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "ssl_cert_file", "ssl_cert_dir")


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment that names nothing, to be filled."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


@pytest.fixture
def authority(environment: pytest.MonkeyPatch, tmp_path: Path) -> trustme.CA:
    """An authority that the environment trusts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    environment.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return authority


def tls_of(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def both(url: str) -> list[str]:
    """Call a server with both clients, and tell what came."""
    import asyncio

    from podio import AsyncPodio

    session = PodioOAuth("token", "refresh", issued_at=4e9)
    options: dict[str, Any] = {"api_url": url, "timeout": 10, "retry": NO_RETRY}
    said: list[str] = []
    try:
        said.append(str(Podio("c", "s", MemoryAuthStore(session), **options).request(CALL)))
    except PodioError as error:
        said.append(f"{type(error).__name__}: {error}")
    try:
        podio = AsyncPodio("c", "s", MemoryAuthStore(session), **options)
        said.append(str(asyncio.run(podio.request(CALL))))
    except PodioError as error:
        said.append(f"{type(error).__name__}: {error}")
    return said


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
def test_through_a_proxy_with_a_password(
    environment: pytest.MonkeyPatch, authority: trustme.CA, scheme: str, variable: str
) -> None:
    with RawServer(answer(b'{"a": 1}'), tls_of(authority, "podio.example")) as server:
        tls = tls_of(authority, "127.0.0.1") if scheme == "https" else None
        with TunnelProxy(server.port, tls) as proxy:
            environment.setenv(variable, f"{scheme}://me:se%40cret@127.0.0.1:{proxy.port}")
            assert apart(both, "https://podio.example") == ["{'a': 1}"] * 2
    login = base64.b64encode(b"me:se@cret").decode()
    assert len(proxy.heads) == 2
    for head in proxy.heads:
        assert head.startswith("CONNECT podio.example:443 ")
        assert f"Proxy-Authorization: Basic {login}\r\n" in head
        assert "token" not in head


@pytest.mark.parametrize(
    "rule",
    ["*", "127.0.0.1", "10.0.0.0/8,127.0.0.0/8", " localhost , 127.0.0.1 ", "127.0.0.1:{port}"],
)
def test_no_proxy(environment: pytest.MonkeyPatch, authority: trustme.CA, rule: str) -> None:
    environment.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    with RawServer(answer(b"{}"), tls_of(authority, "127.0.0.1")) as server:
        environment.setenv("NO_PROXY", "127.0.0.2,podio.example,1.2.3.0/24,127.0.0.1:1")
        assert all("through the proxy of HTTPS_PROXY" in said for said in apart(both, server.url))
        environment.setenv("NO_PROXY", rule.format(port=server.port))
        assert apart(both, server.url) == ["{}"] * 2


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"])
def test_an_open_connection_to_loopback_never_takes_a_proxy(
    environment: pytest.MonkeyPatch, variable: str
) -> None:
    environment.setenv(variable, "http://127.0.0.1:9")
    with RawServer(answer(b"{}")) as server:
        assert apart(both, server.url) == ["{}"] * 2


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "ALL_PROXY"])
@pytest.mark.parametrize(
    "value",
    [
        "htp://127.0.0.1:9",
        "http://",
        "http://me:secret@",
        "http://127.0.0.1:port",
        "http://127.0.0.1:99999",
        "http://[::1",
        "http://a..b:80",
        "socks5://127.0.0.1:9",
        "socks4://me:secret@127.0.0.1:9",
    ],
)
def test_a_proxy_that_cannot_be_used_names_its_variable(
    environment: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    environment.setenv(variable, value)
    for said in apart(both, "https://podio.example"):
        assert said.startswith(f"ConfigurationError: {variable} names a proxy")
        assert "secret" not in said


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SSL_CERT_FILE", "/no/such/bundle.pem"),
        ("SSL_CERT_FILE", "/"),
        ("SSL_CERT_FILE", __file__),
        ("SSL_CERT_DIR", "/no/such/folder"),
    ],
)
def test_certificates_that_cannot_be_read_name_their_variable(
    environment: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    environment.setenv(variable, value)
    with RawServer(answer(b"{}"), tls_of(trustme.CA(), "127.0.0.1")) as server:
        for said in apart(both, server.url):
            assert said.startswith(f"ConfigurationError: {variable}={value!r} cannot be read")


@pytest.mark.parametrize("agent", ["a\r\nX: 1", "caf\xe9", "\udce9", "\x00", 5])
def test_a_user_agent_that_no_header_holds(call: Caller, agent: Any) -> None:  # wrong on purpose
    with pytest.raises(ConfigurationError, match="user_agent"):
        call.client(MemoryAuthStore(), user_agent=agent)


@pytest.mark.parametrize("url", ["https://a..b", f"https://{'a' * 64}.example"])
def test_a_host_that_there_cannot_be(call: Caller, url: str) -> None:
    with pytest.raises(ConfigurationError, match="api_url"):
        call.client(MemoryAuthStore(), api_url=url)
