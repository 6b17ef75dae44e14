"""Hosts of a test's own: each has its own network, name and home; nothing of this machine's is touched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATH = f"{Path(sys.executable).parent}:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

HOST = """\
set -e
hostname {name}
mount -t tmpfs -o mode=755 tmpfs /mnt
mkdir /mnt/work /mnt/python /mnt/coptui
# Python and coptui stay where they are, also where everyone's home is an empty one.
mount --bind {python} /mnt/python
mount --bind {coptui} /mnt/coptui
mount -t tmpfs -o mode=755 tmpfs /root
for path in python:{python} coptui:{coptui}; do
    mkdir -p "${{path#*:}}"
    mount --bind "/mnt/${{path%%:*}}" "${{path#*:}}"
done
echo '127.0.0.1 localhost\n10.83.0.1 db.example.org' > /mnt/hosts
mount --bind /mnt/hosts /etc/hosts
ip link set lo up
"""


def need(programs: Sequence[str]) -> None:
    """Skip where these can't be had, or no hosts can be made."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux makes hosts of its own")
    for program in ("ip", "unshare", "nsenter", "runuser", *programs):
        if not shutil.which(program, path=PATH):
            pytest.skip(f"no {program} here")


def add_network(name: str) -> None:
    """Make a network namespace, or skip."""
    try:
        order("ip", "netns", "add", name)
    except subprocess.CalledProcessError:
        pytest.skip("no network namespaces here")


def order(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)


class Host:
    """A host with its own network, name, home and files of PostgreSQL, until `close`."""

    def __init__(self, network: str, name: str) -> None:
        self._process = subprocess.Popen(
            ["ip", "netns", "exec", network, "unshare", "--mount", "--uts", "cat"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._process.stdin is not None and self._process.stdout is not None
        # It answers once it is in there.
        self._process.stdin.write("here\n")
        self._process.stdin.flush()
        self._process.stdout.readline()
        self.environ = {"PATH": PATH, "HOME": "/root", "LANG": "C.UTF-8", "TERM": "xterm-256color"}
        self.run(HOST.format(name=name, python=sys.base_prefix, coptui=ROOT), folder="/")

    def line(self, command: str, folder: str = "/mnt/work") -> list[str]:
        """The command line that does something on this host."""
        return ["nsenter", "-t", str(self._process.pid), "-m", "-u", "-n", "bash", "-c", f"cd {folder}\n{command}"]  # fmt: skip

    def run(self, command: str, folder: str = "/mnt/work") -> str:
        done = subprocess.run(
            self.line(command, folder),
            capture_output=True,
            text=True,
            env=self.environ,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout

    def close(self) -> None:
        self._process.kill()
        self._process.wait(10)
