"""What one change touches, tried on a copy of the source: all its parts work together, and a part that is
forgotten is told by a test."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import coptui
from tests.walls.test_walls import too_long

SOURCE = Path(coptui.__file__).parent
TESTS = Path(__file__).resolve().parents[1]

Change = Mapping[str, tuple[str, str]]
"""File to what is replaced in it; "" makes a new file, or adds at the end."""


def copied(folder: Path, changes: Change) -> Path:
    """A folder with a changed copy of the source, as in a checkout, from which Python imports it."""
    (folder / "src").mkdir(parents=True)
    (folder / "styles").symlink_to(TESTS.parent / "styles")
    folder /= "src"
    # With what is compiled already: only what changes is compiled again.
    shutil.copytree(SOURCE, folder / "coptui")
    for name, (old, new) in changes.items():
        path = folder / "coptui" / name
        text = path.read_text("utf-8") if path.exists() else ""
        assert not old or text.count(old) == 1, name
        path.write_text(text.replace(old, new) if old else text + new, "utf-8")
    return folder


def ran(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=TESTS.parent,
        env={**os.environ, "PYTHONPATH": str(folder), "COPTUI_USER": "Ann"},
        capture_output=True,
        text=True,
        check=False,
    )


def told_by(folder: Path, file: str, *tests: str) -> bool:
    """Whether one of these tests fails on the copy."""
    done = ran(
        folder, "-c", TRIED, str(folder), "-n", "0", "-p", "no:cacheprovider",
        *(f"tests/{file}::{t}" for t in tests),
    )  # fmt: skip
    assert "not the copy" not in done.stderr
    assert done.returncode in (0, 1, 2, 4), done.stdout + done.stderr
    return done.returncode != 0


def fails_on(folder: Path, *tests: str) -> set[str]:
    """Which of these tests fail on the copy, whatever their cases; each is there."""
    done = ran(
        folder, "-c", TRIED, str(folder), "-n", "0", "-p", "no:cacheprovider", "-rf",
        *(f"tests/{test}" for test in tests),
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stdout + done.stderr
    failed = re.findall(r"^FAILED tests/(\S+::\w+)", done.stdout, re.MULTILINE)
    return set(failed)


TRIED = """
import sys
import coptui, pytest
if not coptui.__file__.startswith(sys.argv[1]):
    sys.exit("not the copy")
sys.exit(int(pytest.main(sys.argv[2:])))
"""


# A screen: its folder's file, a place, a route, a command

SCREEN: Change = {
    "tui/notes/scratch.py": ("", '''
from __future__ import annotations

from coptui.tui.kit.rows import Row, Rows, Span
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.list_screen import Heading, ListScreen


class ScratchScreen(ListScreen):
    """What is shown to prove it."""

    WHERE = ("moving", "places", "everywhere")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)

    def heading(self) -> Heading:
        return Heading("Scratch", "")

    def rows(self) -> Rows:
        return Rows((Row(1, (Span("a line of it"),)),))
'''),
    "tui/shell/places.py": ("", '''

class Scratch(Place, frozen=True):
    """Lines to prove it."""
'''),
    "tui/routes.py": (
        "    places.Suggestions:",
        '    places.Scratch: "notes.scratch:ScratchScreen",\n    places.Suggestions:',
    ),
    "tui/shell/commands.py": (
        '    Command("notebook",',
        '    Command("scratch", ("ctrl+g",), "Scratch", "Lines.", "places", opens=places.Scratch()),\n'
        '    Command("notebook",',
    ),
}  # fmt: skip
OF_SCREENS = (
    "test_every_place_has_a_screen_that_takes_what_it_holds",
    "test_every_screen_is_the_way_of_a_place",
    "test_every_place_is_opened_somewhere",
    "test_a_command_opens_a_place_or_is_done_by_a_screen_but_not_both",
)
SHOWN = """
import asyncio, sys
from datetime import UTC, datetime
from coptui.session import Session
from coptui.store.memory import MemoryStore
from coptui.tui.app import CoptApp

async def main():
    app = CoptApp(Session(MemoryStore({"meta": {"1": {"schema": 1}}}), by="x", clock=lambda: datetime.now(UTC)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert type(app.screen).__name__ == "ScratchScreen", app.screen

asyncio.run(main())
"""


def test_a_screen_is_four_parts(tmp_path: Path) -> None:
    folder = copied(tmp_path, SCREEN)
    done = ran(folder, "-c", SHOWN)
    assert done.returncode == 0, done.stderr
    assert not told_by(folder, "tui/test_loading.py", *OF_SCREENS)
    assert not too_long(folder / "coptui"), "and the next one, too"


@pytest.mark.parametrize("forgotten", SCREEN)
def test_a_part_of_a_screen_that_is_forgotten_is_told(tmp_path: Path, forgotten: str) -> None:
    parts = {file: change for file, change in SCREEN.items() if file != forgotten}
    assert told_by(copied(tmp_path, parts), "tui/test_loading.py", *OF_SCREENS)


# An import format: its module, and its row

FORMAT: Change = {
    "exchange/formats/gatherer.py": ("", '''
from __future__ import annotations

from coptui.exchange.tables.found import Found, FoundPerson, Hints
from coptui.exchange.tables.sheets import TextSheet


def read(sheet: TextSheet, position: int, hints: Hints) -> Found:
    """The people of a list."""
    table = sheet.table(position)
    people = (FoundPerson(row.line, table.cell(row, "Gathered")) for row in table.rows)
    return Found("Gatherer list", "people", people=tuple(people))
'''),
    "exchange/formats/__init__.py": (
        "LAYOUTS = (\n",
        'LAYOUTS = (\n    KnownLayout("gatherer", "read", ("Gathered", "Basket")),\n',
    ),
}  # fmt: skip
TAKEN_IN = """
from datetime import date
from coptui.core.model.community import Community
from coptui.core.model.records import Source
from coptui.exchange.planning.plan import plan
from coptui.exchange.reading import read

content = read(b"Gathered,Basket\\nAnn Lee,nuts\\n")
assert content.product == "Gatherer list"
taken = plan(Community(), content, today=date(2026, 11, 22), source=Source(file="x.csv"))
assert [change.after["name"] for change in taken.changes] == ["Ann Lee"]
"""
OF_FORMATS = ("test_every_format_has_its_reader_and_every_product_its_format",)


def test_an_import_format_is_two_files(tmp_path: Path) -> None:
    folder = copied(tmp_path, FORMAT)
    done = ran(folder, "-c", TAKEN_IN)
    assert done.returncode == 0, done.stderr
    assert not told_by(folder, "exchange/test_layouts.py", *OF_FORMATS)


@pytest.mark.parametrize("forgotten", FORMAT)
def test_a_part_of_a_format_that_is_forgotten_is_told(tmp_path: Path, forgotten: str) -> None:
    parts = {file: change for file, change in FORMAT.items() if file != forgotten}
    assert told_by(copied(tmp_path, parts), "exchange/test_layouts.py", *OF_FORMATS)


# How a follow-up reads: one file

SAYING: Change = {
    "core/model/saying.py": (
        '"{span} late"',
        '"{span} past its day"',
    )
}
COMMUNITY = {
    "meta": {"1": {"schema": 1}},
    "profile": {"1": {"name": "Circle"}},
    "members": {"1": {"name": "Ann Lee"}},
    "actions": {
        "1": {"text": "Bring the sheet", "owner": 1, "about": [1], "due_on": "2026-11-01",
              "state": "open", "origin": {"kind": "member", "id": 1}},
    },
}  # fmt: skip
READ = """
import json, sys
from datetime import date
from coptui.evidence.agenda import agenda
from coptui.core.model.settings import settings_of
from coptui.store.version import read
from coptui.tui.day.today_rows import today_rows
from coptui.tui.records.member_detail import member_rows
from coptui.tui.walks.walk_rows import follow_up_row

today = date(2026, 11, 22)
with open(sys.argv[1], "rb") as file:
    community = read(file.read(), "it").community
settings = settings_of(community.profile)
places = {
    "a walk": [follow_up_row(community, community.actions[1], today, 80)],
    "a member": member_rows(community, community.members[1], today, settings, 80, True, False),
    "today": today_rows(community, agenda(community, today, settings), (), (), today, 80),
}
for name, rows in places.items():
    print(name, " ".join("".join(span.text for span in row.cells) for row in rows).replace("\\n", " "))
"""


@pytest.mark.parametrize("changes", [{}, SAYING], ids=["as it is", "changed"])
def test_how_a_follow_up_reads_is_one_file(tmp_path: Path, changes: Change) -> None:
    said, other = "3 weeks late", "3 weeks past its day"
    if changes:
        said, other = other, said
    folder = copied(tmp_path / "copy", changes)
    file = tmp_path / "circle.json"
    file.write_text(json.dumps(COMMUNITY))
    shown = ran(folder, "-c", READ, str(file))
    printed = ran(folder, "-m", "coptui", "-f", str(file), "--today", "2026-11-22", "today")
    assert not shown.returncode and not printed.returncode, shown.stderr + printed.stderr
    lines = [*shown.stdout.splitlines(), printed.stdout.replace("\n", " ")]
    assert len(lines) == 4
    for line in lines:
        assert said in line and other not in line, line


# A field of a member: its row, and what is beside the source

FIELD: Change = {
    "core/model/records.py": (
        '    unit: Annotated[\n        ByRoom[Label], FieldRow(tr("Unit")',
        '    floor: Annotated[ByRoom[Label], FieldRow(tr("Floor"), column="Floor")] = ""\n'
        '    unit: Annotated[\n        ByRoom[Label], FieldRow(tr("Unit")',
    )
}
OF_FIELDS = (
    "fields/test_a_way_out.py::test_every_field_is_filled_here",
    "docs/test_docs_pages.py::test_every_column_of_the_list_of_members_is_named_in_its_order",
    "docs/test_docs_pages.py::test_a_page_is_what_the_code_says",
)
MET = """
from datetime import date
from coptui.core.model.community import Community
from coptui.core.model.records import Member
from coptui.core.writing.form_fields import FIELDS
from coptui.exchange.writers.members import members

community = Community(members={1: Member(id=1, name="Ann Lee", floor="Third")})
assert any(field.label == "Floor" for field in FIELDS["members"])
head, row = members(community, date(2026, 11, 22)).text.splitlines()
assert dict(zip(head.split(","), row.split(",")))["Floor"] == "Third", (head, row)
"""


def test_a_field_is_one_row_and_what_it_needs_beside_the_source_is_told(tmp_path: Path) -> None:
    folder = copied(tmp_path, FIELD)
    done = ran(folder, "-c", MET)
    assert done.returncode == 0, done.stderr
    assert fails_on(folder, *OF_FIELDS) == set(OF_FIELDS)


# An evidence line: its module, and what is beside the source

LINE: Change = {
    "evidence/lines/scones.py": ("", '''
from coptui.evidence.line import Evidence, EvidenceLine


def scones(community, window, settings):
    """Count the events on which there were scones."""
    return Evidence("scones", None, "not recorded yet: write down the scones", n=0)


ORDER = 1000
LINES = (
    EvidenceLine(
        "scones", "scones", "Scones that were eaten.", "up", "days", scones,
        needs="scones", silent="no scone is recorded", source="a baker", base="events",
    ),
)
'''),
}  # fmt: skip
OF_LINES = (
    "evidence/test_every_line_is_worked_out.py::test_the_figures_of_a_line_are_worked_out_by_hand",
    "evidence/test_evidence_page.py::test_the_page_is_what_the_registry_says",
    "core/test_samples.py::test_every_line_of_evidence_speaks",
)


def test_what_an_evidence_line_needs_beside_its_module_is_told(tmp_path: Path) -> None:
    """That the module is enough for the program: `tests/evidence/test_one_module_a_line.py`."""
    assert fails_on(copied(tmp_path, LINE), *OF_LINES) == set(OF_LINES)
