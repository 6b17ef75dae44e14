"""An evidence line is one module: the table, the command line, the docs and checklists follow."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import coptui

SOURCE = Path(coptui.__file__).parent

MODULE = '''
from coptui.evidence.line import Evidence, EvidenceLine


def cakes(community, window, settings):
    """Count the events on which there was cake."""
    return Evidence("cakes", 2.0, "2 cakes", n=3, figures={"eaten": 1.0})


ORDER = 0
LINES = (
    EvidenceLine(
        "cakes", "cakes", "Cakes that were eaten.", "up", "days", cakes,
        needs="cakes", silent="no cake is recorded", source="a baker", base="events",
        figures=(("eaten", "cakes that were eaten"),),
    ),
)
'''

CHECK = """
import sys
from coptui.checklists.load import read_checklist
from coptui.cli.run import run
from coptui.own_evidence import all_lines
from evidence_page import page

ids = list(all_lines().lines)
print(ids.index("cakes"), ids.index("headcount"), len(ids), flush=True)

assert "| [`cakes`](#cakes) | cakes | up | 90 days |" in page()
assert "`cakes.eaten`: cakes that were eaten" in page()
assert "- shown beside: no question of a shipped checklist, only those of your own" in page()

checklist = '''
id: tea
version: 1
title: Tea
sections:
  - title: Tea
    steps:
      - id: enough
        ask: How well did the cake last?
        help: Bake more.
        evidence: [cakes]
        when: cakes.eaten >= 1
        suggest: [Bake]
'''
_, mistakes = read_checklist(checklist, "tea.yaml", all_lines().figures)
assert mistakes == (), mistakes

sys.exit(run(["--file", sys.argv[1], "evidence", "cakes"]))
"""


def with_cakes(folder: Path, place: int) -> list[str]:
    copy = folder / "src" / "coptui"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "evidence" / "lines" / "cakes.py").write_text(
        MODULE.replace("ORDER = 0", f"ORDER = {place}"), "utf-8"
    )
    file = folder / "community.json"
    file.write_text((Path(__file__).parent / "new2.json").read_text("utf-8"), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(CHECK), str(file)],
        cwd=folder,
        env={
            **os.environ,
            "HOME": str(folder),
            "PYTHONPATH": os.pathsep.join((str(copy.parent), str(Path(__file__).parent))),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_new_line_is_its_module_alone(tmp_path: Path) -> None:
    where, said = with_cakes(tmp_path, 1000)
    place, _, count = map(int, where.split())
    assert place == count - 1
    assert said.split("\t")[:2] == ["cakes", "2 cakes"]


def test_where_it_stands_is_said_in_that_module(tmp_path: Path) -> None:
    where, _ = with_cakes(tmp_path, 5)
    place, headcount, _ = map(int, where.split())
    assert (place, headcount) == (0, 1)
