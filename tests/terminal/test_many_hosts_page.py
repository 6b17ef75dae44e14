"""docs/many-hosts.md as it is printed: a server and two facilitators, each a host of its own."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from own_hosts import ROOT, Host, add_network, need, order
from pseudo_terminal import Terminal

PAGE = ROOT / "docs" / "many-hosts.md"

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


@pytest.fixture
def hosts() -> Iterator[dict[str, Host]]:
    """The server and two hosts, each in a network namespace, with a cable to the server's switch."""
    need(("pg_createcluster", "make-ssl-cert"))
    names = {name: f"coptui-{os.getpid()}-{name}" for name in ("db", "ann", "bob")}
    with ExitStack() as rest:
        for network in names.values():
            add_network(network)
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
    with pytest.raises(AssertionError, match="prove its identity"):
        hosts["ann"].run(f"{other} today")
