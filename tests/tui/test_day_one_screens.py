"""Twenty-five people imported with a day of joining, and no event: no screen and no command says of
anybody what nobody recorded."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_day_one import NOT_KNOWN
from test_hostile_text import EVERYWHERE

from coptui.checklists import shelf
from coptui.cli.run import run
from coptui.cli.verbs import VERBS
from coptui.whereabouts import of_file

OF_WORDS = {"help", "palette", "a question"}
"""Screens that say what keys do and words mean, and nothing of anybody."""
COMMANDS = (
    ("today",), ("evidence",), ("evidence", "--rows"), ("evidence", "--json"), ("check",), ("find", "person"),
    ("person", "export", "Person 3"), ("report",), ("report", "--sponsor"), ("walk", "monthly-check", "--plain"),
    ("history",), ("write", "newcomer"), ("checklists", "list"), ("export", "csv"), ("export", "json"),
    ("sponsor",), ("introductions",),
)  # fmt: skip
"""What says something of the community; the other commands change, take in or show a file."""
QUIET = {
    "import", "export", "log", "merge", "restore", "new", "demo", "completion", "brief", "minutes", "ask", "copy", "groups",
}  # fmt: skip


LIBRARY = " ".join(
    " ".join(path.read_text("utf-8").lower().split()) for path in shelf.LIBRARY.glob("*.yaml")
)


def said_of_people(text: str) -> list[str]:
    """What a text says that nobody recorded, with the words around it, but for the questions of
    checklists, which say nothing of anybody."""
    squeezed = " ".join(text.lower().split())
    around = (
        [*squeezed[: found.start()].split()[-1:], squeezed[found.start() :].partition(" ")[0]]
        for found in NOT_KNOWN.finditer(squeezed)
    )
    return [" ".join(words) for words in around if " ".join(words) not in LIBRARY]


def strings(value: Any, key: str = "") -> Iterator[str]:
    """The texts in plain values, but for names of lines."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from strings(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item, key)
    elif isinstance(value, str) and key not in ("id", "title"):
        yield value


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The file of a community of which only a list of people is known, imported as users do it."""
    path = tmp_path_factory.mktemp("day-one") / "circle.json"
    coordinator = {"name": "Cora", "roles": [{"role": "coordinator"}]}
    tables = {
        "meta": {"1": {"schema": 1}},
        "community": {"1": {"name": "New"}},
        "members": {"1": coordinator},
    }
    path.write_text(json.dumps(tables), "utf-8")
    rows = [f"Person {n},2025-{n % 12 + 1:02}-{n:02}\n" for n in range(1, 26)]
    people = path.parent / "people.csv"
    people.write_text("Name,Joined\n" + "".join(rows))
    with pytest.MonkeyPatch.context() as patched:
        as_cora(patched, path.parent)
        assert run(["-f", str(path), "import", str(people), "--new"]) == 0
    assert len(json.loads(path.read_text())["members"]) == 26
    return path.read_text("utf-8")


def as_cora(patched: pytest.MonkeyPatch, folder: Path) -> None:
    """Let commands be Cora's, of one day, with folders of their own."""
    for name in ("CONFIG", "DATA", "STATE"):
        patched.setenv(f"XDG_{name}_HOME", str(folder / f"home-{name.lower()}"))
    patched.setenv("COPTUI_USER", "Cora")
    patched.setenv("COPTUI_TODAY", "2026-11-22")


@pytest.fixture
def day_one(path: Path, monkeypatch: pytest.MonkeyPatch, imported: str) -> Path:
    """That file, anew for each test."""
    as_cora(monkeypatch, path.parent)
    path.write_text(imported, "utf-8")
    return path


@pytest.mark.parametrize("way", sorted(EVERYWHERE.keys() - OF_WORDS))
async def test_no_screen_says_what_nobody_recorded(
    way: str, day_one: Path, open_app: Any, screen_text: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(day_one.parent)
    app = open_app(communities=(of_file(day_one), of_file(day_one)))
    async with app.run_test(size=(120, 50)) as pilot:
        for key in EVERYWHERE[way]:
            await pilot.press(key)
            await pilot.pause()
            if app.screen.__class__.__name__ not in ("PaletteScreen", "HelpScreen"):
                shown = screen_text(app)
                assert not said_of_people(shown), f"{key}\n{shown}"


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_says_what_nobody_recorded(
    command: tuple[str, ...],
    day_one: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("q\n"))
    code = run(["-f", str(day_one), *command])
    told = capsys.readouterr()
    assert code in (0, 1), told.err
    texts = [told.out, told.err]
    if "json" in command or "--json" in command:
        texts = list(strings(json.loads(told.out)))
    elif command[0] == "evidence":
        # The first cell of each row is the name of a line.
        texts = [line.partition("\t")[2] for line in told.out.splitlines()]
    assert texts
    for text in texts:
        assert not said_of_people(text), text


def test_every_command_that_says_something_is_tried() -> None:
    assert set(VERBS) == QUIET | {command[0] for command in COMMANDS}
