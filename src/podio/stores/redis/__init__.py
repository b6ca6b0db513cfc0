"""Sessions in Redis or Valkey."""

from __future__ import annotations

from podio.stores.redis.redis_store import AsyncRedisAuthStore, RedisAuthStore

__all__ = ["AsyncRedisAuthStore", "RedisAuthStore"]
