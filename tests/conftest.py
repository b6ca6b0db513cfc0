"""What all tests may use: real servers, started for the first test that asks for one."""

from __future__ import annotations

from tests.stores.servers import (
    postgres_server,
    postgres_url,
    redis_server,
    redis_url,
)

__all__ = ["postgres_server", "postgres_url", "redis_server", "redis_url"]
