"""Two servers under Patroni, the leader of which is killed while people edit: `python -m benchmarks.patroni`.

Needs Debian's postgresql, patroni, etcd-server and python3-psycopg2, and root, to become postgres.
Everything is in a temporary folder. Prints what docs/many-hosts.md says of it.
"""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import yaml

from coptui.core.model.changes import Change, Save
from coptui.errors import CoptError
from coptui.store.new_file import first_text
from coptui.store.opening import opened, server
from coptui.store.sides import put

WRITERS = 4
LONGEST = 15.0
"""Seconds after which someone must be able to save again."""
PAGE = Path(__file__).resolve().parents[1] / "docs" / "many-hosts.md"


def settings_on_page() -> dict[str, Any]:
    """Return Patroni's settings as the page has them."""
    block = PAGE.read_text("utf-8").partition("```yaml\n")[2].partition("```")[0]
    found: dict[str, Any] = yaml.safe_load(block)
    return found


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Cluster:
    """An etcd, and two PostgreSQL servers, each kept by a Patroni."""

    def __init__(self, rest: ExitStack) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="coptui-patroni-", dir="/tmp"))
        rest.callback(shutil.rmtree, self.folder, ignore_errors=True)
        entry = pwd.getpwnam("postgres")
        self._user: dict[str, Any] = {
            "user": entry.pw_uid,
            "group": entry.pw_gid,
            "extra_groups": [],
        }
        os.chown(self.folder, entry.pw_uid, entry.pw_gid)
        self.folder.chmod(0o755)
        self._rest = rest
        programs = max(
            Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parts[-2])
        )
        etcd = free_port()
        self._start(
            "etcd", "--data-dir", str(self.folder / "etcd"),
            "--listen-client-urls", f"http://127.0.0.1:{etcd}",
            "--advertise-client-urls", f"http://127.0.0.1:{etcd}",
            "--listen-peer-urls", f"http://127.0.0.1:{free_port()}",
        )  # fmt: skip
        self.ports = {name: free_port() for name in "ab"}
        self._rests = {name: free_port() for name in "ab"}
        self._nodes: dict[str, subprocess.Popen[bytes]] = {}
        for name in "ab":
            self._write(name, etcd, programs)
            self.start(name)
            if name == "a":
                self.until(lambda: self.state("a").get("role") in ("master", "primary"))

    def _write(self, name: str, etcd: int, programs: Path) -> None:
        """Write the page's settings with addresses, folders and rights of this machine."""
        settings = settings_on_page()
        settings |= {"name": name, "etcd3": {"host": f"127.0.0.1:{etcd}"}}
        for part, port in (("restapi", self._rests[name]), ("postgresql", self.ports[name])):
            settings[part] |= dict.fromkeys(("listen", "connect_address"), f"127.0.0.1:{port}")
        hosts = ("host all all", "host replication all")
        settings["postgresql"] |= {
            "data_dir": str(self.folder / name),
            "bin_dir": str(programs),
            "parameters": {"unix_socket_directories": str(self.folder)},
            "pg_hba": ["local all all trust", *(f"{one} 127.0.0.1/32 trust" for one in hosts)],
            "authentication": {
                "superuser": {"username": "boss"},
                "replication": {"username": "copier"},
            },
        }
        (self.folder / f"{name}.yml").write_text(yaml.safe_dump(settings))

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{words[0]}.log").open("ab") as log:
            process = subprocess.Popen(
                words, stdout=log, stderr=log, cwd="/", start_new_session=True,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}, **self._user,
            )  # fmt: skip
        self._rest.callback(self._end, process)
        return process

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(30)

    def start(self, name: str) -> None:
        """Start the Patroni of a server, which starts the server."""
        self._nodes[name] = self._start("patroni", str(self.folder / f"{name}.yml"))
        self._rest.callback(self._kill_server, name)

    def state(self, name: str) -> dict[str, Any]:
        with (
            suppress(OSError),
            urllib.request.urlopen(
                f"http://127.0.0.1:{self._rests[name]}/patroni", timeout=2
            ) as answer,
        ):
            found: dict[str, Any] = json.load(answer)
            return found
        return {}

    def leader(self) -> str:
        return next(name for name in "ab" if self.state(name).get("role") in ("master", "primary"))

    def _kill_server(self, name: str) -> None:
        with suppress(OSError, ValueError):
            first = int((self.folder / name / "postmaster.pid").read_text().split()[0])
            children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
            for process in (first, *map(int, children)):
                os.kill(process, signal.SIGKILL)

    def kill(self, name: str) -> None:
        """As when the power of a host fails: its Patroni, and every process of its server."""
        os.kill(self._nodes[name].pid, signal.SIGKILL)
        self._kill_server(name)

    def is_synchronous(self) -> bool:
        return any(self.state(name).get("sync_standby") for name in "ab")

    def until(self, done: Any, seconds: float = 90) -> None:
        end = time.monotonic() + seconds
        while not done():
            if time.monotonic() > end:
                sys.exit(f"It did not come; see {self.folder}/patroni.log")
            time.sleep(0.1)


def run() -> bool:
    """Kill the leader once while people edit; print what came of it, and return whether it is well."""
    with ExitStack() as rest:
        cluster = Cluster(rest)
        cluster.until(cluster.is_synchronous)
        first = cluster.leader()
        boss = f"postgresql://boss@127.0.0.1:{cluster.ports[first]}"
        import psycopg

        with psycopg.connect(f"{boss}/postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE circles")
        hosts = ",".join(f"127.0.0.1:{port}" for port in cluster.ports.values())
        address = opened(f"postgresql://boss@{hosts}/circles#helpline")
        put(opened(f"{boss}/circles#helpline"), first_text({"name": "Circle"}))
        acknowledged: list[tuple[float, str]] = []
        over = threading.Event()

        def edit(name: str) -> None:
            number = 0
            with server(address, read_only=False) as store:
                while not over.is_set():
                    number += 1
                    title = f"{name} {number}"
                    change = Change("topics", -1, None, {"title": title})
                    with suppress(CoptError):
                        store.write(
                            Save((change,), by=name, at="2026-03-14T18:00:00+01:00", label="add")
                        )
                        acknowledged.append((time.monotonic(), title))

        writers = [threading.Thread(target=edit, args=(f"writer {one}",)) for one in range(WRITERS)]
        for writer in writers:
            writer.start()
        cluster.until(lambda: len(acknowledged) > 100)
        killed = time.monotonic()
        cluster.kill(first)
        cluster.until(lambda: acknowledged[-1][0] > killed + 1)
        pause = min(at for at, _ in acknowledged if at > killed + 1) - killed
        cluster.start(first)
        cluster.until(
            lambda: cluster.is_synchronous() and cluster.state(first).get("state") == "running"
        )
        rejoined = time.monotonic() - killed
        over.set()
        for writer in writers:
            writer.join()
        with server(address, read_only=True) as store:
            titles = [topic.title for topic in store.load().community.topics.values()]
    lost = [title for _, title in acknowledged if title not in set(titles)]
    twice = len(titles) - len(set(titles))
    sys.stdout.write(
        f"{len(acknowledged)} edits acknowledged, {len(lost)} lost, {twice} twice; first save {pause:.1f} s "
        f"after the kill, the killed one is a synchronous standby again after {rejoined:.0f} s\n"
    )
    return not lost and not twice and pause <= LONGEST


if __name__ == "__main__":
    sys.exit(0 if run() else 1)
