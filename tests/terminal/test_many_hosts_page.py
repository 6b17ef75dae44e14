"""docs/many-hosts.md as it is printed: a server and two facilitators, each a host of its own.

A host is a network namespace with its own name, home and PostgreSQL; nothing of this machine's is touched.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pseudo_terminal import Terminal

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "many-hosts.md"
NEEDED = ("ip", "unshare", "nsenter", "runuser", "pg_createcluster", "make-ssl-cert")
PATH = f"{Path(sys.executable).parent}:/usr/sbin:/usr/bin:/sbin:/bin"

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
SERVER = """\
set -e
for folder in /etc/postgresql /var/lib/postgresql /var/log/postgresql /run/postgresql; do
    mount -t tmpfs tmpfs $folder
    chown postgres $folder
done
cp -a /etc/ssl /mnt/ssl
mount --bind /mnt/ssl /etc/ssl
# What the installation does where nothing is installed yet.
make-ssl-cert generate-default-snakeoil --force-overwrite
pg_createcluster 15 main --start
runuser -u postgres -- coptui --version
"""


def printed() -> tuple[list[str], list[str]]:
    """The commands for the server, and for each facilitator's host."""
    part = PAGE.read_text("utf-8").partition("## From nothing to two facilitators")[2]
    on_server, on_host = re.findall(r"```\n(.*?)```", part.partition("\n## ")[0], re.DOTALL)
    return on_server.splitlines(), on_host.splitlines()


def test_two_facilitators_need_under_ten_commands() -> None:
    on_server, on_host = printed()
    assert len(on_server) > 3 and len(on_host) == 2
    assert len(on_server) + 2 * len(on_host) < 10


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


def order(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)


@pytest.fixture
def hosts() -> Iterator[dict[str, Host]]:
    """The server and two hosts, each in a network namespace, with a cable to the server's switch."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux makes hosts of its own")
    if missing := [one for one in NEEDED if not shutil.which(one, path=PATH)]:
        pytest.skip(f"no {missing[0]} here")
    names = {name: f"coptui-{os.getpid()}-{name}" for name in ("db", "ann", "bob")}
    with ExitStack() as rest:
        for network in names.values():
            try:
                order("ip", "netns", "add", network)
            except subprocess.CalledProcessError:
                pytest.skip("no network namespaces here")
            rest.callback(order, "ip", "netns", "del", network)
        db = names["db"]
        order("ip", "-n", db, "link", "add", "switch", "type", "bridge")
        order("ip", "-n", db, "address", "add", "10.83.0.1/24", "dev", "switch")
        order("ip", "-n", db, "link", "set", "switch", "up")
        for number, name in enumerate(("ann", "bob"), 2):
            cable = ("type", "veth", "peer", "name", "cable", "netns", names[name])
            order("ip", "-n", db, "link", "add", f"to-{name}", *cable)
            order("ip", "-n", db, "link", "set", f"to-{name}", "master", "switch", "up")
            order("ip", "-n", names[name], "address", "add", f"10.83.0.{number}/24", "dev", "cable")
            order("ip", "-n", names[name], "link", "set", "cable", "up")
        made = {}
        for name, network in names.items():
            made[name] = Host(network, f"{name}.example.org")
            rest.callback(made[name].close)
        try:
            made["db"].run(SERVER)
        except AssertionError as error:
            if "Permission denied" in str(error):
                pytest.skip("this copy of coptui lies where the user postgres may not read it")
            raise
        rest.callback(made["db"].run, "pg_ctlcluster 15 main stop -m immediate")
        yield made


@pytest.mark.long
def test_the_page_works_as_printed(hosts: dict[str, Host], circle: Path) -> None:
    on_server, (password, opens) = printed()
    db = hosts["db"]
    db.run(f"cat > circle.json <<'END'\n{circle.read_text()}\nEND\nchmod 644 circle.json")
    # It is installed, and these hosts reach no other: what it does where it is new was done above.
    assert on_server.pop(0) == "apt-get install -y postgresql"
    for command in on_server:
        db.run(command)
    proof = db.run("cat /etc/ssl/certs/ssl-cert-snakeoil.pem")
    terminals = {}
    for name, secret in (("ann", "one"), ("bob", "another")):
        host = hosts[name]
        host.run(f"mkdir ~/.postgresql\ncat > ~/.postgresql/root.crt <<'END'\n{proof}END")
        host.run(password.replace(":ann:one", f":{name}:{secret}"))
        words = host.line(opens.replace("ann@", f"{name}@"))
        terminals[name] = Terminal(words, environ=host.environ)
    try:
        for terminal in terminals.values():
            terminal.wait_for("Members 3")
        terminals["ann"].press("!")
        terminals["bob"].wait_for("ann ")
        for terminal in terminals.values():
            terminal.leave()
            assert terminal.wait(10) == 0
    finally:
        for terminal in terminals.values():
            terminal.close()
    # Who can't prove that it is db.example.org is told nothing.
    hosts["ann"].run("echo '127.0.0.1 localhost\n10.83.0.1 other.example.org' > /etc/hosts")
    other = opens.replace("db.example.org", "other.example.org")
    with pytest.raises(AssertionError, match="prove who it is"):
        hosts["ann"].run(f"{other} today")
