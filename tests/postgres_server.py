"""A PostgreSQL of our own for tests: in a temporary folder, as an ordinary user, gone afterwards."""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest

ORDINARY = ("postgres", "nobody")
"""Who runs it for root, whom PostgreSQL refuses."""
_numbers = count(1)
_new_data: list[Path] = []


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest; None if there is none."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    folders = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(folders, key=lambda path: int(path.parts[-3].split(".")[0]))
    return newest[-1].parent if newest else None


class Server:
    """One running server; `url` leads to its database, over its socket or over TCP."""

    def __init__(self, *settings: str, of: Server | None = None) -> None:
        bin_folder = programs()
        if bin_folder is None:
            pytest.skip("no PostgreSQL here (Debian: apt-get install postgresql)")
        self.programs = bin_folder
        self.folder = Path(tempfile.mkdtemp(prefix="coptui-pg-", dir="/tmp"))
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self.user: dict[str, Any] = {}
        if os.geteuid() == 0:
            name = next((one for one in ORDINARY if _is_known(one)), None)
            if name is None:
                pytest.skip("PostgreSQL refuses root, and there is no ordinary user")
            entry = pwd.getpwnam(name)
            self.user = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
            os.chown(self.folder, entry.pw_uid, entry.pw_gid)
        self.folder.chmod(0o755)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        if of is None:
            self.run_any("cp", "-a", str(self._new_data()), str(self.data))
        else:
            self.run("pg_basebackup", "-D", str(self.data), "-h", str(of.folder), "-p", str(of.port),
                     "-U", "boss", "-R", "-c", "fast", "-N")  # fmt: skip
        self.settings = (
            f"port={self.port}", "listen_addresses=127.0.0.1",
            f"unix_socket_directories={self.folder}", "shared_buffers=16MB", "max_connections=40",
            "max_wal_senders=4", "log_statement=none", *settings,
        )  # fmt: skip
        self.start()
        if of is None:
            self.sql("CREATE DATABASE circles", database="postgres")

    def _new_data(self) -> Path:
        """The data of a new server, made once a process: what each begins with is a copy."""
        if not _new_data:
            folder = self.folder.with_name(f"{self.folder.name}-new")
            folder.mkdir()
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
            if self.user:
                os.chown(folder, self.user["user"], self.user["group"])
            self.run("initdb", "-D", str(folder / "data"), "-U", "boss", "-A", "trust", "-N",
                     "-E", "UTF8", "--locale=C.UTF-8", "--wal-segsize=1")  # fmt: skip
            _new_data.append(folder / "data")
        return _new_data[0]

    def run(self, program: str, *words: str, **more: Any) -> str:
        """Run one of its programs as its user; what it printed."""
        return self.run_any(str(self.programs / program), *words, **more)

    def run_any(self, *words: str, **more: Any) -> str:
        """Run any program as its user; what it printed."""
        done = subprocess.run(
            words, capture_output=True, text=True, cwd="/",
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}, **self.user, **more,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return str(done.stdout)

    def start(self) -> None:
        words = [word for setting in self.settings for word in ("-c", setting)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [self.programs / "postgres", "-D", self.data, *words], stdout=log, stderr=log, cwd="/",
                env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}, **self.user,
            )  # fmt: skip
        for _ in range(400):
            ready = subprocess.run(
                [self.programs / "pg_isready", "-q", "-h", self.folder, "-p", str(self.port)],
                check=False,
            )
            if ready.returncode == 0:
                return
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.05)
        raise AssertionError(self.log.read_text())

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: SIGINT is quick and clean, SIGQUIT as if the power failed."""
        if self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(30)

    def close(self) -> None:
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, schema: str = "", role: str = "boss", *, tcp: bool = False, **more: str) -> str:
        host = "127.0.0.1" if tcp else ""
        given = {} if tcp else {"host": str(self.folder)}
        words = "&".join(f"{name}={value}" for name, value in {**given, **more}.items())
        return f"postgresql://{role}@{host}:{self.port}/circles?{words}" + (schema and f"#{schema}")

    def schema(self) -> str:
        """A name for a community that no test has had."""
        return f"circle_{os.getpid()}_{next(_numbers)}"

    def sql(
        self, *orders: str, role: str = "boss", database: str = "circles"
    ) -> list[Sequence[Any]]:
        """What the last of some statements returns."""
        import psycopg

        rows: list[Sequence[Any]] = []
        with psycopg.connect(
            host=str(self.folder), port=self.port, user=role, dbname=database, autocommit=True
        ) as connection:
            for order in orders:
                cursor = connection.execute(order.encode())
                rows = list(cursor.fetchall()) if cursor.description else []
        return rows


POOL = """\
[databases]
circles = host={host} port={server} dbname=circles user=boss
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
ignore_startup_parameters = options, extra_float_digits
logfile = {folder}/log
pidfile = {folder}/pid
"""


class Pool:
    """A pgbouncer in front of a server, which gives each transaction a connection of its own."""

    def __init__(self, server: Server, program: str) -> None:
        self._folder = server.folder / "pool"
        self._folder.mkdir(exist_ok=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        settings = self._folder / "pgbouncer.ini"
        settings.write_text(
            POOL.format(host=server.folder, server=server.port, port=self.port, folder=self._folder)
        )
        for path in (self._folder, settings):
            path.chmod(0o777)
        self._process = subprocess.Popen(
            [program, "-q", str(settings)], cwd="/", stderr=subprocess.DEVNULL, **server.user
        )
        for _ in range(400):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return
            time.sleep(0.02)
        raise AssertionError((self._folder / "log").read_text())

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(10)


def _is_known(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
