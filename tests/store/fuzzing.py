"""What people, programs and terminals may hand over, as functions of any bytes.

Each either takes them or raises CoptError; anything else is a fault.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

from textual import events

from coptui.checklists.load import read_checklist
from coptui.config import parse
from coptui.core.model.changes import Change, Save
from coptui.core.model.community import Community
from coptui.core.model.records import Member, Profile, Topic
from coptui.core.writing import jottings
from coptui.core.writing.meaning import Jotting
from coptui.errors import CoptError
from coptui.expressions.expression import compile_expression
from coptui.store.version import advance, read
from coptui.tui.kit.keyboard import PASTE_WAITS, Keyboard

COMMUNITY = Community(
    profile=Profile(id=1, name="C"),
    members={1: Member(id=1, name="Ann Lee"), 2: Member(id=2, name="Ann Bo")},
    topics={1: Topic(id=1, title="Rota")},
)
LINES = (
    jottings.touch, jottings.follow_up, jottings.ask, jottings.topic, jottings.story,
    jottings.introduction, jottings.member, jottings.event,
)  # fmt: skip


def file(data: bytes) -> None:
    """A community's file: read, edited, and read again as it was written."""
    version = read(data, "x")
    step = advance(
        version,
        Save([Change("members", 0, None, {"name": "A"})], by="b", at="2026-03-14", label="l"),
    )
    assert step is not None
    again = read(step.version.layout.text(), "x")
    assert again.community.members.keys() == step.version.community.members.keys()


def checklist(data: bytes) -> None:
    template, mistakes = read_checklist(data, "f", {"core": set()})
    assert (template is None) == bool(mistakes)


def settings(data: bytes) -> None:
    parse(data.decode("utf-8", "replace"), Path("config.yaml"))


def expression(data: bytes) -> None:
    found = compile_expression(data.decode("utf-8", "replace"))
    found.evaluate({"core": {"value": 3, "n": 4}})


def quick_log(data: bytes) -> None:
    line = data.decode("utf-8", "replace")
    at = Jotting(COMMUNITY, date(2026, 3, 14), "amara", 1)
    for make in LINES:
        with suppress(CoptError):
            make(line, at)


def keyboard(data: bytes) -> None:
    """Bytes in two pieces; afterwards it still takes a key."""
    board, found = Keyboard(), []
    cut = len(data) // 2
    for now, piece in ((0.0, data[:cut]), (0.1, data[cut:])):
        found += [*board.feed(piece, now), *board.tick(now)]
    for turn in range(4):
        found += board.tick((turn + 1) * PASTE_WAITS)
    found += board.feed(b"j" * 40, 10 * PASTE_WAITS)
    assert any(isinstance(one, events.Key) and one.key == "j" for one in found)


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target
    for target in (file, checklist, settings, expression, quick_log, keyboard)
}
SEEDS: dict[str, tuple[bytes, ...]] = {
    "file": (
        b'{"meta":{"1":{"schema":1}},"members":{\n"1":{"name":"A","tags":["x"]}\n}}\n',
        b'{"community":{"1":{"name":"C"}},"events":{"1":{"title":"E","starts_at":"2026-01-01"}}}',
    ),
    "checklist": (
        b"id: a\ntitle: A\nfor: community\nsections:\n- title: S\n  steps:\n  - ask: Q?\n",
    ),
    "settings": (b"theme: mono\nkeys:\n  find: ctrl+g\nfiles:\n- a.json\n",),
    "expression": (b"core.value > 2 and not (core.n < 3)", b"days(core) + 2 * round(core.value)"),
    "quick_log": (b"spoke to @ann about #rota !fri", b"met @ann.lee, @bo !2w +idea"),
    "keyboard": (b"\x1b[200~paste\x1b[201~", b"\x1b[97;5u\x1b[<0;1;1M\xff", b"\x1b[48;24;80;1;1t"),
}


def must_hold(target: str, data: bytes) -> None:
    """Nothing but CoptError comes out."""
    with suppress(CoptError):
        TARGETS[target](data)
