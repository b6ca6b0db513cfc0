"""The two tables of the SQL stores; `metadata` is what Alembic wants to know.

Sessions and locks are apart: who waits for a lock never waits for a row that is read or saved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, Double, MetaData, String, Table, Text, inspect
from sqlalchemy.dialects import mysql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine

from podio.stores.ground.stored_text import HiddenText

if TYPE_CHECKING:
    from sqlalchemy import Connection, Dialect
    from sqlalchemy.sql.compiler import SQLCompiler

SUPPORTED = ("sqlite", "postgresql", "mysql", "mariadb")
_LONGEST_WAIT = 600  # seconds: less than any change of clocks between winter and summer
_MYSQLS = ("mysql", "mariadb")

# MySQL compares text without regard to case unless told otherwise: two users in one row.
_NAME = String(200).with_variant(
    mysql.VARCHAR(200, charset="ascii", collation="ascii_bin"), *_MYSQLS
)
# Of any characters: it refuses to compare others with a column that cannot have them.
_OWNER = String(64).with_variant(
    mysql.VARCHAR(64, charset="utf8mb4", collation="utf8mb4_bin"), *_MYSQLS
)
# MySQL's TEXT ends after 64 KB.
_TEXT = Text().with_variant(mysql.LONGTEXT(charset="ascii", collation="ascii_bin"), *_MYSQLS)

metadata = MetaData()

sessions = Table(
    "podio_sessions",
    metadata,
    Column("name", _NAME, primary_key=True),
    Column("version", BigInteger, nullable=False),
    Column("entry", _TEXT),
    Column("set_aside", _TEXT, comment="an entry that could not be read"),
)

locks = Table(
    "podio_session_locks",
    metadata,
    Column("name", _NAME, primary_key=True),
    Column("owner", _OWNER, nullable=False),
    Column("taken_at", Double, nullable=False, comment="seconds since 1970, by this database"),
    Column("ends_at", Double, nullable=False),
)


class EntryText(TypeDecorator[str]):
    """An entry's text; SQLAlchemy logs rows, and by this one sees nothing of it."""

    impl = Text
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 -- as SQLAlchemy has it
        """Hide what was read."""
        return None if value is None else HiddenText(value)


class database_time(FunctionElement[float]):  # noqa: N801 -- written like a function of SQL
    """Seconds since 1970 by the database's clock, the one that all who share it have."""

    type: TypeEngine[float] = Double()
    inherit_cache = True


@compiles(database_time, "sqlite")
def _sqlite_time(element: database_time, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ARG001 -- as SQLAlchemy has it
    return "((julianday('now') - 2440587.5) * 86400.0)"


@compiles(database_time, "postgresql")
def _postgresql_time(element: database_time, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ARG001 -- as SQLAlchemy has it
    return "CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS DOUBLE PRECISION)"


@compiles(database_time, *_MYSQLS)
def _mysql_time(element: database_time, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ARG001 -- as SQLAlchemy has it
    # In UTC: local time has an hour in autumn that comes twice. But that is when the statement
    # began, and it may have waited for its row until a lock was taken that then seems to come
    # from the future. SYSDATE alone, which is local, tells how long; a change between winter
    # and summer does not count.
    begun = "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6))"
    since = "TIMESTAMPDIFF(MICROSECOND, NOW(6), SYSDATE(6))"
    return f"(({begun} + IF(ABS({since}) < {_LONGEST_WAIT * 1_000_000}, {since}, 0)) / 1e6)"


def create_tables(connection: Connection) -> None:
    """Make the tables that are missing."""
    for _ in metadata.tables:
        try:
            metadata.create_all(connection)
        except DBAPIError:
            # Two who begin at the same moment both find nothing; one of them comes too late.
            if not problem_with_tables(connection):
                return
        else:
            return
    metadata.create_all(connection)


def problem_with_tables(connection: Connection) -> str:
    """Return what keeps these tables from being used, or an empty text."""
    inspector = inspect(connection)
    for table in (sessions, locks):
        if not inspector.has_table(table.name):
            return (
                f"has no table {table.name}: run store.create_schema() once, or add "
                "podio.stores.sql.schema.metadata to your Alembic migrations"
            )
        there = {column["name"] for column in inspector.get_columns(table.name)}
        missing = sorted({column.name for column in table.columns} - there)
        if missing:
            return (
                f"has a table {table.name} of another shape, without {', '.join(missing)}: it "
                "belongs to something else, or to another version; rename it, or migrate it"
            )
    return ""
