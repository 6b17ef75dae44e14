"""`python -m benchmarks` works, and says what was promised and what was measured."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks import communities, programs
from benchmarks.__main__ import as_page, read, with_tables
from benchmarks.budget import Row, Spread, as_text
from benchmarks.plot import plot
from benchmarks.terminal import Line, Terminal

ROOT = Path(__file__).parents[2]
MADE = (
    "run: python -m benchmarks --read docs/performance.json --page docs/performance.md "
    "--plot docs/performance.svg"
)


def test_little_of_everything_is_measured_and_printed(tmp_path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "benchmarks",
            "--quick",
            "--json",
            "--plot",
            str(tmp_path / "p.svg"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode in (0, 1), done.stderr
    found = json.loads(done.stdout)
    rows = found["budget"]
    assert {
        "first usable screen, against a bare program",
        "peak memory, against a bare program",
        "bytes of the first screen",
        "the demo's first screen, against Textual's",
        "bytes of a cursor move, list alone",
        "bytes of a cursor move, detail view open",
        "bytes of a change of pane",
        "cursor move, key to last byte",
        "change of pane, key to last byte",
        "filter, a letter typed, key to last byte",
        "find, a letter typed, key to last byte",
        "letters dropped when typed at once",
        "the longest that a key waits while it opens",
        "the first follow-up of a day, Enter to `Saved`",
        "the longest that a key waits while it saves",
        "the longest that a key waits while it reads what another saved",
        "bytes at rest",
        "processor at rest",
        "an edit on disk, fsync included",
        "the longest hold of the event loop",
        "all evidence lines but ties",
        "the lines of the slowest step",
        "ties, in a process of its own",
        "the longest hold of the event loop while ties are worked out",
        "import of rows",
        "`coptui find`, against `python -c pass`",
    } == {row["what"] for row in rows}
    # What is counted is so on any machine, however busy.
    counted = [row for row in rows if row["unit"] in ("bytes", "frames", "bursts")]
    assert counted
    assert all(row["met"] for row in counted), counted
    assert found["peers"]
    assert found["lines"]
    assert done.returncode == (0 if all(row["met"] for row in rows) else 1)
    ElementTree.parse(tmp_path / "p.svg")


def test_a_budget_is_met_up_to_its_bound() -> None:
    def row(measured: float) -> Row:
        return Row("a move", "80x24", Spread.of([measured, measured]), 350, "bytes")

    assert row(350).met
    assert not row(351).met
    assert "NOT MET" in as_text([row(351)])
    assert "| a move | 80x24 | 350 bytes | 350 to 350" in as_text([row(350)])


def test_bytes_keep_their_bound_every_time_and_milliseconds_mostly() -> None:
    spread = Spread.of([1, 2, 9])
    assert not Row("a move", "80x24", spread, 8, "bytes").met
    assert Row("a move", "80x24", spread, 8, "ms").met


def test_what_has_no_bound_is_told_alone() -> None:
    row = Row("an edit", "100,000 members", Spread.of([9.0]), None, "ms")
    assert row.met
    assert Row.read(row.plain()) == row
    assert "| 9 ms     | 9 to 9        |        | told |" in as_text([row])


def test_what_is_installed_but_does_not_come_up_is_named() -> None:
    found = read(ROOT / "docs" / "performance.json")
    found["peers"].append({"program": "unheard-of", "rows": None, "first": None})
    (line,) = (line for line in as_page(found).splitlines() if "unheard-of" in line)
    assert line.split() == [
        "|",
        "unheard-of",
        "|",
        "|",
        "does",
        "not",
        "come",
        "up",
        "|",
        "|",
        "|",
        "|",
    ]


def test_the_page_and_the_plot_are_those_of_the_figures() -> None:
    found = read(ROOT / "docs" / "performance.json")
    page = (ROOT / "docs" / "performance.md").read_text()
    assert with_tables(page, found) == page, MADE
    assert (ROOT / "docs" / "performance.svg").read_text() == plot(found["growth"]), MADE


def test_the_same_people_at_every_run(tmp_path) -> None:
    assert communities.names(50) == communities.names(100)[:50]
    path = communities.active_community(tmp_path, 20, 4, 24)
    found = json.loads(path.read_text())
    assert sum(len(event["attendance"]) for event in found["events"].values()) == 24


def test_a_line_takes_ten_bits_a_byte_and_its_delay() -> None:
    """100 bytes at 10,000 bits a second take a tenth of a second, and 0.2 there and back."""
    shout = [sys.executable, "-c", "input(); print('x' * 98)"]
    with Terminal(shout, programs.environ(Path("/tmp")), line=Line(10_000, 0.2)) as terminal:
        answer = terminal.press("enter", quiet=2.0)
    assert answer.last >= 0.2 + 0.1
    assert b"x" * 98 in answer.sent


@pytest.mark.parametrize("growth", [{"start": {100: 3.0, 1000: 30.0}, "move": {100: 1.0}}])
def test_the_plot_names_every_line_and_figure(growth) -> None:
    root = ElementTree.fromstring(plot(growth))
    told = "".join(root.itertext())
    for word in ("start", "move", "100", "1,000", "members"):
        assert word in told
    assert len(root.findall("{http://www.w3.org/2000/svg}polyline")) == 2
