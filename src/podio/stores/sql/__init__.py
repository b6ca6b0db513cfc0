"""Sessions in a database: SQLite, PostgreSQL, MySQL or MariaDB."""

from __future__ import annotations

from podio.stores.sql.sql_store import AsyncSQLAuthStore, SQLAuthStore

__all__ = ["AsyncSQLAuthStore", "SQLAuthStore"]
