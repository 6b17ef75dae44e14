"""A real OpenSSH server of one's own on loopback, with people who may come in by their keys."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from pseudo_terminal import Terminal

SSHD = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/usr/local/sbin:/sbin")


class Server:
    """An sshd on 127.0.0.1 whose keys, settings and log are in one folder.

    Everybody comes in as the user who runs the tests, with folders of their own. `settings` are
    lines of sshd_config that come last, such as a `Match` block.
    """

    def __init__(self, folder: Path, settings: str = "") -> None:
        self.folder = folder
        folder.mkdir(mode=0o700)
        self.port = _free_port()
        self._key("host")
        self._people: list[str] = []
        (folder / "authorized_keys").touch(0o600)
        if os.geteuid() == 0:
            # Where sshd shuts its unprivileged part in; the service makes it at the start.
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        (folder / "sshd_config").write_text(
            f"""ListenAddress 127.0.0.1
Port {self.port}
HostKey {folder}/host
PidFile none
AuthorizedKeysFile {folder}/authorized_keys
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
UsePAM no
StrictModes no
MaxStartups 100
ClientAliveInterval 1
ClientAliveCountMax 2
Subsystem sftp internal-sftp
AcceptEnv LANG LC_*
SetEnv XDG_CONFIG_HOME={folder}/config XDG_DATA_HOME={folder}/data XDG_STATE_HOME={folder}/state COPTUI_USER=amara
{settings}"""
        )
        assert SSHD is not None
        self._log = (folder / "log").open("wb")
        self.process = subprocess.Popen(
            [SSHD, "-D", "-e", "-f", folder / "sshd_config"], stderr=self._log
        )
        end = time.monotonic() + 10
        while not self._listens():
            assert self.process.poll() is None and time.monotonic() < end, self.said()
            time.sleep(0.02)

    def let_in(self, name: str, options: str = "") -> None:
        """Make a key for a person; `options` stand before it, as in authorized_keys(5)."""
        self._key(name)
        key = (self.folder / f"{name}.pub").read_text()
        with (self.folder / "authorized_keys").open("a") as file:
            file.write(f"{options} {key}".lstrip())

    def line(self, name: str, *options: str) -> list[str]:
        """The command line of ssh with which that person comes in."""
        return [
            "ssh", "-F", "none", "-e", "none", "-i", str(self.folder / name), "-p", str(self.port),
            "-o", "IdentitiesOnly=yes", "-o", "LogLevel=ERROR", "-o", "StrictHostKeyChecking=no",
            "-o", f"UserKnownHostsFile={self.folder}/known_hosts", *options,
            f"{getpass.getuser()}@127.0.0.1",
        ]  # fmt: skip

    def come_in(self, name: str, *command: str, columns: int = 80, lines: int = 24) -> Terminal:
        """A session in a terminal of its own."""
        return Terminal([*self.line(name, "-tt"), *command], columns=columns, lines=lines)

    def run(self, name: str, *command: str) -> subprocess.CompletedProcess[str]:
        """A session without a terminal."""
        return subprocess.run(
            [*self.line(name, "-T"), *command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )

    def processes(self) -> dict[int, str]:
        """All that runs on this server now, but for the server itself: command lines by id.

        Also what outlived its session and hangs below no server any more.
        """
        parents, lines = _processes()
        mark = f"XDG_CONFIG_HOME={self.folder}/config".encode()
        found = {}
        for pid, line in lines.items():
            above = pid
            while above in parents and above != self.process.pid:
                above = parents[above]
            if pid != self.process.pid and (above == self.process.pid or mark in _environ(pid)):
                found[pid] = line
        return found

    def side_of(self, variable: str) -> int:
        """The server's own process of the session whose coptui has a variable in its environment."""
        for pid, line in self.processes().items():
            if "coptui" in line and variable.encode() in _environ(pid):
                return _processes()[0][pid]
        raise AssertionError(f"no session with {variable}: {self.processes()}")

    def wait_until_empty(self, limit: float) -> float:
        """Until nobody's session runs any more; how many seconds that took."""
        begun = time.monotonic()
        while found := self.processes():
            assert time.monotonic() < begun + limit, found
            time.sleep(0.02)
        return time.monotonic() - begun

    def said(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    def close(self) -> None:
        left = list(self.processes())
        self.process.terminate()
        self.process.wait(10)
        for pid in left:
            try:
                os.kill(pid, 9)
            except ProcessLookupError:
                continue
        self._log.close()

    def _key(self, name: str) -> None:
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", self.folder / name],
            check=True,
        )

    def _listens(self) -> bool:
        with socket.socket() as found:
            return found.connect_ex(("127.0.0.1", self.port)) == 0


def coptui(*arguments: str | Path) -> str:
    """The command line of this coptui, as it stands in a forced command."""
    program = Path(sys.executable).with_name("coptui")
    return " ".join(map(str, (program, *arguments)))


def for_one(command: str, *, own: Sequence[str] = ()) -> str:
    """What stands before a person's key, so that it opens nothing but this command."""
    first = f"env {' '.join(own)} " if own else ""
    return f'restrict,pty,command="{first}{command}"'


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _environ(pid: int) -> list[bytes]:
    return _read(pid, "environ").split(b"\0")


KERNEL = 2
"""The process whose children are threads of the kernel."""


def _processes() -> tuple[dict[int, int], dict[int, str]]:
    parents, lines = {}, {}
    for pid in map(int, filter(str.isdecimal, os.listdir("/proc"))):
        state, parent = (_read(pid, "stat").rpartition(b")")[2].split() or (b"X", b"0"))[:2]
        if state in b"ZX" or int(parent) == KERNEL:
            continue
        # One that ends or begins just now has no command line.
        line = _read(pid, "cmdline").replace(b"\0", b" ").decode(errors="replace").strip()
        if line:
            parents[pid], lines[pid] = int(parent), line
    return parents, lines


def _read(pid: int, name: str) -> bytes:
    """What the kernel says of a process; nothing of one that is gone."""
    try:
        with open(f"/proc/{pid}/{name}", "rb", 0) as file:
            return file.read()
    except OSError:
        return b""


def _why_not() -> str:
    """Why nothing can be tried over ssh here; "" when it can: a session was opened and closed."""
    if not (SSHD and shutil.which("ssh") and shutil.which("ssh-keygen")):
        return "there is no OpenSSH server here"
    with tempfile.TemporaryDirectory() as folder:
        try:
            server = Server(Path(folder) / "ssh")
        except (AssertionError, OSError) as error:
            return f"sshd does not start here: {error}"
        try:
            server.let_in("me")
            done = server.run("me", "true")
            return "" if done.returncode == 0 else f"sshd lets nobody in here: {server.said()}"
        finally:
            server.close()


WHY_NOT = _why_not()
"""Why the tests over ssh are skipped, or ""."""
