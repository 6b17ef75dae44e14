"""What the command line can do has its name in the full screen, or the page says why not."""

from __future__ import annotations

import re
from pathlib import Path

from coptui.cli.verbs import VERBS
from coptui.core.model.text import fold
from coptui.tui.shell.commands import COMMANDS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "cli.md").read_text("utf-8")
TABLE = PAGE.partition("## The same in the full screen")[2].partition("\n## ")[0]
ONLY_THERE = {
    # Where one is: `find`, `--today` and a file's name do this on the command line.
    "members", "topics", "upcoming", "calendar", "roll-call", "communities", "community", "value",
    # Named in the sentence below the table.
    "between-meetings", "library", "learning-agenda", "duplicates", "notebook", "handover", "settings",
}  # fmt: skip


def test_every_verb_has_its_row_and_every_name_in_it_is_a_command() -> None:
    rows = dict(re.findall(r"^\| `([a-z]+)` \| (.+) \|$", TABLE, re.MULTILINE))
    assert set(rows) == set(VERBS)
    titles = {fold(command.title) for command in COMMANDS}
    for verb, said in rows.items():
        names = re.findall(r"`:([^`]+)`", said)
        assert names or "not there: " in said, verb
        assert {fold(name) for name in names} <= titles, verb


def test_every_place_has_its_verb_or_is_named_below() -> None:
    named = {fold(name) for name in re.findall(r"`:([^`]+)`", TABLE)}
    for command in COMMANDS:
        if command.where in ("places", "capture") and command.opens is not None:
            assert fold(command.title) in named or command.id in ONLY_THERE, command.id
    below = TABLE.rpartition("|")[2]
    for word in (
        "between meetings",
        "library",
        "learning agenda",
        "duplicates",
        "notebook",
        "handovers",
        "settings",
    ):
        assert word in below
