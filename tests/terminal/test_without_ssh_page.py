"""docs/without-ssh.md as it is printed: a browser's way to the full screen, and who doesn't get in."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from own_hosts import ROOT, Host, add_network, need, order

PAGE = ROOT / "docs" / "without-ssh.md"
SITE = "https://circle.example.org"

BEGIN = """\
set -e
cp -a /etc /mnt/etc
mount --bind /mnt/etc /etc
for folder in /home /srv /run /var/log; do mount -t tmpfs -o mode=755 tmpfs $folder; done
mkdir -p /run/sshd /var/log/nginx
echo '127.0.0.1 localhost circle.example.org' > /etc/hosts
ssh-keygen -A > /dev/null
groupadd circle
install -d -o root -g circle -m 2770 /srv/circle
cat > /srv/circle/community.json
chown :circle /srv/circle/community.json
chmod 660 /srv/circle/community.json
for name in ann bob; do
    useradd -m -g circle -s /bin/sh $name
    usermod -p '*' $name
done
"""
GO = """\
set -e
htpasswd -bB /etc/nginx/circle.htpasswd bob another
openssl req -new -x509 -nodes -subj /CN=circle.example.org -keyout /etc/nginx/circle.key -out /etc/nginx/circle.pem
rm -f /etc/nginx/sites-enabled/*
install -d -o wetty -g www-data -m 2750 /run/wetty
/usr/sbin/sshd -E /var/log/sshd > /dev/null 2>&1
nginx > /dev/null 2>&1
"""


def printed(name: str) -> str:
    """The first block after a name on the page."""
    return re.findall(r"```\n(.*?)```", PAGE.read_text("utf-8").partition(name)[2], re.DOTALL)[0]


@pytest.fixture
def host(circle: Path) -> Iterator[Host]:
    """A host that is set up as the page says."""
    need(("nginx", "sshd", "htpasswd", "node", "wetty", "openssl"))
    with ExitStack() as rest:
        network = f"coptui-{os.getpid()}-web"
        add_network(network)
        rest.callback(order, "ip", "netns", "del", network)
        host = Host(network, "circle.example.org")
        rest.callback(host.close)
        host.run(f"{BEGIN.replace('cat >', f'cat {circle} >')}")
        coptui = re.search(r"ForceCommand (\S+)", printed("/etc/ssh/sshd_config"))
        assert coptui is not None
        # The account needs only that one program; here it lies elsewhere.
        here = f"{Path(sys.executable).parent}/coptui"
        commands = printed("a key with which the web terminal").splitlines()
        for command in commands[2:-1]:
            host.run(command)
        host.run(commands[-1].replace("-B -c", "-bBc") + " one")
        files = {
            "/etc/ssh/sshd_config": printed("/etc/ssh/sshd_config").replace(coptui[1], here),
            "/etc/nginx/conf.d/circle.conf": printed("/etc/nginx/conf.d/circle.conf"),
        }
        for path, text in files.items():
            host.run(f"cat >> {path} <<'END'\n{text}END")
        host.run(GO)
        rest.callback(host.run, "nginx -s stop; kill $(cat /run/sshd.pid)")
        starts = re.search(r"ExecStart=\S+/wetty (.*)", printed("wetty.service"))
        assert starts is not None
        web = subprocess.Popen(
            host.line(f"umask 007\nexec runuser -u wetty -g www-data -- wetty {starts[1]}"),
            env=host.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        rest.callback(web.wait, 10)
        rest.callback(web.terminate)
        end = time.monotonic() + 20
        while "200" not in ask(host, "/circle", sign_in="ann:one", shows="%{http_code}"):
            assert time.monotonic() < end
            time.sleep(0.2)
        yield host


def ask(host: Host, path: str, *more: str, sign_in: str = "", shows: str = "") -> str:
    """What a browser on that host is answered."""
    words = [f"-w '{shows}' -o /dev/null"] if shows else []
    words += [f"-u {sign_in}"] if sign_in else []
    return host.run(f"curl -sk -m 20 {' '.join([*words, *more])} '{SITE}{path}' || true")


def screen_of(host: Host, sign_in: str, *headers: str) -> str:
    """What the web terminal shows to whoever signs in, until its first member is there."""
    more = [f"-H '{header}'" for header in headers]
    line = "/circle/socket.io/?EIO=4&transport=polling"
    line += "&sid=" + json.loads(ask(host, line, *more, sign_in=sign_in)[1:])["sid"]
    ask(host, line, *more, "-d 40", sign_in=sign_in)
    seen, end = "", time.monotonic() + 30
    while "Ilse" not in seen:
        assert time.monotonic() < end, seen
        seen += ask(host, line, *more, sign_in=sign_in)
        if "\x1e2" in seen or seen.endswith("2"):
            ask(host, line, *more, "-d 3", sign_in=sign_in)
    return seen


@pytest.mark.long
def test_only_who_signs_in_comes_in_and_only_as_who_they_are(host: Host) -> None:
    def answer(*more: str, path: str = "/circle", sign_in: str = "ann:one") -> str:
        return ask(host, path, *more, sign_in=sign_in, shows="%{http_code}")

    assert answer() == "200"
    assert answer(sign_in="") == answer(sign_in="ann:another") == "401"
    upgrade = "-H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg=='"
    socket = "/circle/socket.io/?EIO=4&transport=websocket"
    for origin in ("https://other.example.org", "null", "http://circle.example.org", f"{SITE}.org"):
        assert answer(f"-H 'Origin: {origin}'") == "403"
        assert answer(upgrade, f"-H 'Origin: {origin}'", path=socket) == "403"
    assert answer(f"-H 'Origin: {SITE}'") == "200"
    # The full screen comes through all of it, in Ann's own account, whoever she says that she is.
    assert "Ilse" in screen_of(
        host, "ann:one", "Remote-User: bob", f"Referer: {SITE}/circle/ssh/bob"
    )
    logins = re.findall(r"Accepted publickey for (\w+)", host.run("cat /var/log/sshd"))
    assert logins == ["ann"]
    # Neither another account of the host, nor the key elsewhere.
    with pytest.raises(AssertionError):
        host.run("runuser -u bob -- curl -s --unix-socket /run/wetty/socket http://x/circle")
    key = "timeout 15 runuser -u wetty -- ssh -n -o BatchMode=yes -o UserKnownHostsFile=/etc/wetty/known_hosts -i /etc/wetty/key"
    for order_ in (f"{key} root@localhost true", f"{key} ann@localhost id"):
        with pytest.raises(AssertionError) as met:
            host.run(f"cd / && {order_}")
        assert "uid=" not in str(met.value)
