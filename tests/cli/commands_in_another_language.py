"""What commands print in the pseudo-locale; run by tests/language/test_pseudo_locale.py."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from coptui.cli.commands import commands
from coptui.cli.verbs import VERBS

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "language"))
from plain_words import TYPED, escaped, words_of

KEPT = re.compile(
    r"`[^`]*`|--?[a-z-]+|\b[A-Z_]{2,}\b|\$\w+|\[[A-Za-z|./ -]*\]|'[A-Za-z =@.-]*'|[^\s`]*[/.@=:#][^\s`]*|coptui( [a-z-]+)*|\(?[a-z]+\|[a-z|]+\)?"
)
"""What is typed as it stands: options, variables, commands, files, what an option takes."""


def every_command(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield words
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from every_command(inner, (*words, name))


@pytest.mark.parametrize("words", list(every_command(commands)), ids=" ".join)
def test_help_is_translated(words: tuple[str, ...]) -> None:
    said = KEPT.sub(" ", CliRunner().invoke(commands, [*words, "--help"]).output)
    names = {
        part for words in every_command(commands) for name in words for part in name.split("-")
    }
    assert not escaped(said, names | {word.casefold() for word in TYPED})


CIRCLE = {
    "meta": {"1": {"schema": 1}},
    "community": {"1": {"name": "Circle"}},
    "members": {
        "1": {"name": "Amara Okafor", "joined_on": "2023-03-01", "groups": [{"group": "Lisbon"}]},
        "2": {"name": "Beth Lindqvist", "joined_on": "2023-05-01"},
    },
    "events": {
        "1": {
            "title": "Zoom", "starts_at": "2026-11-12T18:00", "status": "held", "attendance_taken": True,
            "attendance": {"1": {"status": "attended"}},
        },
        "2": {"title": "Zoom", "starts_at": "2026-11-24T18:00", "status": "planned"},
    },
    "actions": {"1": {"text": "xyz", "owner": 1, "due_on": "2026-11-23"}},
}  # fmt: skip
PRINTED = (
    "today", "brief", "minutes", "report", "report --sponsor", "report --members", "evidence", "check",
    "find zzzz", "history", "groups", "person export zzzz", "import no-file.csv", "introductions", "restore",
    "walk no-such", "checklists list", "groups move zzzz",
)  # fmt: skip


@pytest.mark.parametrize("command", PRINTED)
def test_what_is_printed_is_translated(command: str, tmp_path: Path) -> None:
    path = tmp_path / "circle.json"
    path.write_text(json.dumps(CIRCLE, ensure_ascii=False), "utf-8")
    allowed = words_of([CIRCLE, str(path), "2026-11-24", sorted(VERBS), command]) | TYPED
    done = CliRunner().invoke(
        commands, [*command.split(), "-f", str(path), "--today", "2026-11-22"]
    )
    plain = [
        word
        for line in done.output.splitlines()
        for cell in line.split("\t")
        # A cell of one word is for other programs.
        if " " in cell or "\t" not in line
        for word in escaped(KEPT.sub(" ", cell), allowed)
    ]
    assert not plain


WORRY = {"on": "2026-11-20", "kind": "worry", "members": [2], "text": "xyz", "led_to": "xyz"}


@pytest.mark.parametrize(
    ("command", "state"), [("sponsor", "settled"), ("write invite", "no letter")]
)
def test_a_state_is_the_same_to_programs_in_every_language(
    command: str, state: str, tmp_path: Path
) -> None:
    path = tmp_path / "circle.json"
    path.write_text(json.dumps(CIRCLE | {"touches": {"1": WORRY}}), "utf-8")
    given = ["--json", *command.split(), "-f", str(path), "--today", "2026-11-22"]
    done = CliRunner().invoke(commands, given)
    assert state in {record["state"] for record in json.loads(done.stdout)}
