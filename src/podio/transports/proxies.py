"""Which way requests go: straight, or through a proxy that the environment names."""

from __future__ import annotations

import os
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore2

from podio.errors import ConfigurationError

if TYPE_CHECKING:
    import ssl

SCHEMES = ("http", "https", "socks5", "socks5h")


class Proxy(NamedTuple):
    """A proxy, and which variable named it."""

    address: httpcore2.Proxy
    variable: str


def proxy_for(
    scheme: str, host: str, port: int, context: Callable[[], ssl.SSLContext]
) -> Proxy | None:
    """Return the proxy for a host, or None for the straight way.

    Args:
        scheme: `http` or `https`.
        host: The host's name or address.
        port: Its port.
        context: Makes what the connection to a proxy with TLS trusts.

    Raises:
        ConfigurationError: The environment names a proxy that cannot be used.
    """
    # Open connections go to this machine alone, and no proxy can reach it for us.
    if scheme == "http":
        return None
    named = getproxies()
    text = named.get(scheme) or named.get("all")
    if not text or _is_left_out(host, port, named.get("no")):
        return None
    variable = _variable(scheme)
    problem = _problem(text)
    if problem:
        # The value is not quoted: it may hold a password.
        raise ConfigurationError(f"{variable} names a proxy that cannot be used: {problem}")
    return Proxy(_address(text, context), variable)


def _address(text: str, context: Callable[[], ssl.SSLContext]) -> httpcore2.Proxy:
    parts = urlsplit(text if "://" in text else f"http://{text}")
    host = str(parts.hostname).encode("idna")
    url = httpcore2.URL(scheme=parts.scheme, host=host, port=parts.port, target=b"/")
    login = None
    if parts.username is not None:
        login = (unquote(parts.username).encode(), unquote(parts.password or "").encode())
    tls = context() if parts.scheme == "https" else None
    return httpcore2.Proxy(url, auth=login, ssl_context=tls)


def _problem(text: str) -> str:
    """Say what is wrong with a proxy's address; empty where it can be used."""
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        scheme, host, _ = parts.scheme, parts.hostname, parts.port
        (host or "").encode("idna")
        unquote(parts.username or "").encode()
        unquote(parts.password or "").encode()
    except ValueError:
        return "it is no address"
    if scheme not in SCHEMES:
        return f"{scheme}:// is none of {', '.join(SCHEMES)}"
    if not host:
        return "it names no host"
    if scheme.startswith("socks"):
        from importlib.util import find_spec

        if find_spec("socksio") is None:
            return "SOCKS needs the package socksio (pip install socksio)"
    return ""


def _is_left_out(host: str, port: int, no_proxy: str | None) -> bool:
    """Tell whether `NO_PROXY`, or the system where it keeps such settings, has a host in it."""
    if no_proxy is None:
        return bool(proxy_bypass(f"{host}:{port}"))
    return any(_fits(one.strip().lower(), host, port) for one in no_proxy.split(",") if one.strip())


def _fits(rule: str, host: str, port: int) -> bool:
    if rule == "*":
        return True
    rule = rule.partition("://")[2] or rule
    try:
        return ip_address(host) in ip_network(rule.strip("[]"), strict=False)
    except ValueError:
        pass  # one of the two is a name
    name, _, wanted = rule.rpartition(":") if rule.count(":") == 1 else (rule, "", "")
    if wanted and wanted != str(port):
        return False
    name = name.removeprefix("*").strip("[]")
    return host == name or host.endswith(name if name.startswith(".") else f".{name}")


def _variable(scheme: str) -> str:
    names = (f"{scheme}_proxy", f"{scheme.upper()}_PROXY", "all_proxy", "ALL_PROXY")
    return next((name for name in names if os.environ.get(name)), "the system's settings")
