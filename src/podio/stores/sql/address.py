"""Where a database is: its address, its driver's options, and the file if it is one."""

from __future__ import annotations

import os
import stat
import sys
from importlib.util import find_spec
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from sqlalchemy import URL, make_url

from podio.errors import ConfigurationError, StorePermissionError
from podio.stores.sql.schema import SUPPORTED

if TYPE_CHECKING:
    from podio.stores.ground.time_limit import TimeLimit

_OF_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OTHER_NAMES = {"postgres": "postgresql"}
_DRIVERS = {"postgresql": "psycopg", "mysql": "pymysql", "mariadb": "pymysql"}
_SECOND_DRIVERS = {"psycopg": "psycopg2", "pymysql": "MySQLdb"}
_ASYNC_DRIVERS = {
    "sqlite": "aiosqlite",
    "postgresql": "psycopg",
    "mysql": "aiomysql",
    "mariadb": "aiomysql",
}


class Place:
    """A database, by its address.

    Attributes:
        url: The address.
        where: The address without user name, password and options.
        file: The file of an SQLite database.
    """

    def __init__(self, url: URL, *, strict_owner: bool) -> None:
        """Look at an address.

        Raises:
            ConfigurationError: The database is of a kind that is not supported.
        """
        self.url = url
        self.file: Path | None = None
        self._strict_owner = strict_owner and sys.platform != "win32"
        backend = url.get_backend_name()
        if backend not in SUPPORTED:
            message = (
                f"{backend} is no database that the SQL stores know: they keep sessions in SQLite, "
                "PostgreSQL, MySQL and MariaDB"
            )
            raise ConfigurationError(message)
        if backend == "sqlite":
            self.file = _file_of(url)
            self.where = f"the database {self.file}"
        else:
            host = url.host or url.query.get("host", "localhost")
            port = f":{url.port}" if url.port else ""
            self.where = f"the database {backend}://{host}{port}/{url.database or ''}"

    @classmethod
    def at(cls, address: str | URL, *, awaits: bool, strict_owner: bool) -> Place:
        """Read an address, and choose the driver if it names none.

        Raises:
            ConfigurationError: It is no address of a database that is supported.
        """
        given: object = address
        if not isinstance(given, str | URL):
            message = (
                "SQLAuthStore takes an address or an Engine, AsyncSQLAuthStore an address or an "
                f"AsyncEngine, not {type(given).__name__}"
            )
            raise ConfigurationError(message)
        try:
            url = make_url(address)
        except Exception:  # noqa: BLE001 -- whatever it says may have the password
            url = None
        if url is None:
            message = (
                "the address of the SQL store cannot be read: it looks like "
                "postgresql://user:password@host/database or sqlite:////folder/file.db"
            )
            raise ConfigurationError(message)
        place = cls(_with_driver(url, awaits=awaits), strict_owner=strict_owner)
        if place.file is not None and not (url.database or "").startswith("file:"):
            # A program that changes its folder later still means the same file.
            place.url = place.url.set(database=str(place.file))
        return place

    def options(self, limit: TimeLimit) -> dict[str, Any]:
        """Return what the driver is told, so that it does not wait for longer."""
        seconds, whole = limit.seconds, ceil(limit.seconds)
        driver = self.url.drivername.partition("+")[2]
        found: dict[str, Any] = {}
        if self.file is not None:
            found = {"timeout": seconds}
        elif driver == "psycopg":
            # Prepared statements do not survive a pooler between us and PostgreSQL.
            found = {"connect_timeout": whole, "prepare_threshold": None}
        elif driver in {"pymysql", "mysqldb"}:
            found = dict.fromkeys(("connect_timeout", "read_timeout", "write_timeout"), whole)
        elif driver in {"psycopg2", "aiomysql", "asyncmy"}:
            found = {"connect_timeout": whole}
        return {name: value for name, value in found.items() if name not in self.url.query}

    def check_file(self) -> None:
        """Look whether the file is there, and closed to others.

        Raises:
            ConfigurationError: There is no such file.
            StorePermissionError: Others can read it, or it is theirs.
        """
        if self.file is None:
            return
        try:
            status = self.file.stat()
        except FileNotFoundError:
            status = None
        except OSError:
            return  # SQLite says what is wrong
        if status is None:
            message = (
                f"there is no database {self.file}: run store.create_schema() once, or correct "
                "the address"
            )
            raise ConfigurationError(message)
        if self._strict_owner:
            self._check_owner(status)

    def make_file(self) -> None:
        """Make an empty file for its owner alone, if there is none; SQLite would ask the umask."""
        if self.file is None or self.file.exists():
            return
        try:
            os.close(os.open(self.file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            return
        except OSError as error:
            problem = error.strerror
        else:
            return
        message = f"the database {self.file} cannot be made: {problem}"
        raise ConfigurationError(message)

    def _check_owner(self, status: os.stat_result) -> None:
        if status.st_uid != os.geteuid():
            message = (
                f"{self.where} belongs to another user (uid {status.st_uid}), who can read the "
                "sessions in it: use a file of your own, or strict_owner=False if that is wanted"
            )
            raise StorePermissionError(message)
        if status.st_mode & _OF_OTHERS:
            message = (
                f"{self.where} is open to others (mode {stat.S_IMODE(status.st_mode):04o}), who "
                f"can read the sessions in it: run chmod 600 {self.file}, or give "
                "strict_owner=False if that is wanted"
            )
            raise StorePermissionError(message)


def _with_driver(url: URL, *, awaits: bool) -> URL:
    name, _, driver = url.drivername.partition("+")
    name = _OTHER_NAMES.get(name, name)
    chosen = driver or (_ASYNC_DRIVERS if awaits else _DRIVERS).get(name, "")
    second = "" if driver or awaits else _SECOND_DRIVERS.get(chosen, "")
    if second and find_spec(chosen) is None and find_spec(second) is not None:
        chosen = second.lower()  # a module's name in SQLAlchemy's spelling
    return url.set(drivername=f"{name}+{chosen}" if chosen else name)


def _file_of(url: URL) -> Path:
    """Return an SQLite database's file.

    Raises:
        ConfigurationError: The database is in memory.
    """
    name = url.database or ""
    in_memory = name in {"", ":memory:"} or url.query.get("mode") == "memory"
    if name.startswith("file:"):
        parts = urlsplit(name)
        name = unquote(parts.path)
        in_memory = in_memory or name in {"", ":memory:"} or "mode=memory" in parts.query
    if in_memory:
        message = (
            "a database in memory is another one for each connection: give the address of a file, "
            "such as sqlite:///sessions.db, or use MemoryAuthStore"
        )
        raise ConfigurationError(message)
    return Path(os.path.abspath(name))  # noqa: PTH100 -- resolve() would follow links
