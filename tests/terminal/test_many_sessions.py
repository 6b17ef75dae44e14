"""Several people over ssh in one file at once, while lines are cut: nothing acknowledged is lost.

`pytest -m long tests/terminal/test_many_sessions.py` is the whole of it: ten sessions, a minute.
"""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pseudo_terminal import Terminal
from ssh_server import WHY_NOT, Server, coptui, for_one

pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    found = Server(tmp_path / "ssh")
    yield found
    found.close()


class Facilitator(threading.Thread):
    """Writes follow-ups and notes, one after the other; `seen` are those that the screen said are
    saved."""

    def __init__(self, server: Server, name: str) -> None:
        super().__init__(name=name)
        self.server = server
        self.seen: list[str] = []
        self.typed = ""
        self.fault: BaseException | None = None
        self.begun = threading.Event()
        self.stop = threading.Event()
        self.terminal: Terminal = server.come_in(name, columns=100)

    def run(self) -> None:
        try:
            self.terminal.wait_for("Members 3", limit=60)
            number = 0
            while not self.stop.is_set():
                number += 1
                self.typed = f"{self.name} thing {number}."
                key, said = (
                    ("f", "Follow-up for you"),
                    ("n", "Noted: Ilse Brandt"),
                )[number % 2]
                # What was said of the one before goes with the next key.
                self.terminal.type(f"{key}{self.typed}")
                self.terminal.wait_for(self.typed, limit=60)
                self.terminal.type("\r")
                self.terminal.wait_for(said, limit=60)
                self.seen.append(self.typed)
                self.begun.set()
            self.typed = f"{self.name} half a sent"
            self.terminal.type(f"n{self.typed}")
            self.terminal.wait_for(self.typed, limit=60)
        except BaseException as error:
            self.fault = error
            self.begun.set()

    def cut(self, how: str) -> None:
        """The line goes: the client dies, it goes silent, or the server's side of it dies."""
        if how == "killed":
            os.kill(self.terminal.pid, signal.SIGKILL)
        elif how == "silent":
            os.kill(self.terminal.pid, signal.SIGSTOP)
        else:
            os.kill(self.server.side_of(f"XDG_STATE_HOME={own_folder(self.server, self.name)}"), 9)


def own_folder(server: Server, name: str) -> Path:
    return server.folder / f"own-{name}"


def texts_in(path: Path) -> Counter[str]:
    tables: dict[str, Any] = json.loads(path.read_bytes())
    found = [one["text"] for one in tables.get("actions", {}).values()]
    found += [one["text"] for one in tables["members"]["1"].get("notes", [])]
    return Counter(found)


def drafts_of(server: Server, name: str) -> list[str]:
    return [
        text
        for place in own_folder(server, name).rglob("*.draft")
        for text in json.loads(place.read_bytes())["fields"].values()
    ]


@pytest.mark.parametrize(
    ("people", "seconds"), [(4, 8.0), pytest.param(10, 60.0, marks=pytest.mark.long)]
)
def test_sessions_that_are_cut_lose_nothing_and_leave_nothing_behind(
    server: Server, circle: Path, people: int, seconds: float, record_property
) -> None:
    names = [f"p{number}" for number in range(people)]
    for name in names:
        own = [f"{what}={own_folder(server, name)}" for what in ("XDG_STATE_HOME", "XDG_DATA_HOME")]
        server.let_in(
            name, for_one(coptui("--restricted", circle), own=[*own, f"COPTUI_USER={name}"])
        )
    everybody = [Facilitator(server, name) for name in names]
    for one in everybody:
        one.start()
    for one in everybody:
        assert one.begun.wait(120) and one.seen, one.fault
    begun = time.monotonic()
    cuts = dict(zip(everybody, ("killed", "silent", "gone"), strict=False))
    for place, (one, how) in enumerate(cuts.items(), 1):
        time.sleep(max(0.0, begun + seconds * place / 4 - time.monotonic()))
        one.cut(how)
    time.sleep(max(0.0, begun + seconds - time.monotonic()))
    stayed = [one for one in everybody if one not in cuts]
    for one in everybody:
        one.stop.set()
        if one in cuts:
            # Its terminal is of no use any more: whoever waits for it is let go.
            one.terminal.kill(signal.SIGKILL)
    for one in stayed:
        one.join(90)
        assert one.fault is None, one.fault
    # Of those cut off nothing runs any more; the line that went silent took longest.
    end = time.monotonic() + 5
    while sum("--restricted" in line for line in server.processes().values()) > len(stayed):
        assert time.monotonic() < end, server.processes()
        time.sleep(0.02)
    for one in stayed:
        # The last lines drop in the middle of a sentence.
        one.terminal.hang_up()
    left = server.wait_until_empty(5)
    for one in stayed:
        assert drafts_of(server, one.name) == [one.typed]
    there = texts_in(circle)
    acknowledged = [text for one in everybody for text in one.seen]
    assert [text for text in acknowledged if there[text] != 1] == []
    # At most one more for each that was cut: saved, and not said any more.
    assert not there - Counter(acknowledged) - Counter(one.typed for one in cuts)
    assert not list(circle.parent.glob("*.coptui-tmp"))
    record_property(
        "measured",
        f"{people} ssh sessions, {seconds:.0f} s, {len(cuts)} cut: {len(acknowledged)} saves "
        f"acknowledged, 0 lost; the last process gone {left:.1f} s after its line",
    )
