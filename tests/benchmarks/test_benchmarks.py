"""`python -m benchmarks` works, and says what was promised and what was measured."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest

from benchmarks import communities, programs, whole
from benchmarks.__main__ import main, with_tables
from benchmarks.budget import COUNTED, Row, Spread, as_text
from benchmarks.findings import Failed, Findings, Move, OverLine, Start
from benchmarks.plot import plot
from benchmarks.terminal import Line, Terminal
from benchmarks.without import CHOSEN
from coptui.core.model.records import TABLES
from coptui.store.store import Store
from tests.postgres_server import programs as postgres_here

ROOT = Path(__file__).parents[2]
ON_A_SERVER = (
    "opening, on a server",
    "an edit, on a server",
    "news of a save by others, once it is saved",
    "news of others taken in",
    "trips of opening, once connected",
    "trips of a save",
    "trips of a save that others were faster with",
    "trips of asking for news, and taking it in",
)
MADE = (
    "run: python -m benchmarks --read docs/performance.json --page docs/performance.md "
    "--plot docs/performance.svg"
)


def test_little_of_everything_is_measured_and_printed(tmp_path) -> None:
    kept, drawn = tmp_path / "kept.json", tmp_path / "p.svg"
    command = [sys.executable, "-m", "benchmarks", "--quick", "--keep", kept, "--plot", drawn]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    findings = Findings.read(kept)
    assert [one for one in findings.found if isinstance(one, Failed)] == []
    assert done.stdout == findings.as_page() + "\n"
    rows = findings.rows()
    assert {
        "first rows on the screen, against a bare program",
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
        *(ON_A_SERVER if postgres_here() is not None else ()),
        "the longest hold of the event loop",
        "all evidence lines but ties",
        "the lines of the slowest step",
        "ties, in a process of its own",
        "the longest hold of the event loop while ties are worked out",
        "import of rows",
        "`coptui find`, against `python -c pass`",
        "first rows of a file full of faults, against a clean one",
    } == {row.what for row in rows}
    # What is counted is so on any machine, however busy.
    counted = [row for row in rows if row.unit in COUNTED]
    assert counted
    assert all(row.met for row in counted), counted
    assert any(isinstance(one, Move) for one in findings.found)
    assert any(isinstance(one, OverLine) for one in findings.found)
    assert done.returncode == (0 if all(row.met for row in rows) else 1)
    ElementTree.parse(drawn)


ROW = Row("a move", "80x24", Spread.of([350]), 350, "bytes")
SAYS = f"print({msgspec.json.encode(ROW).decode()!r}, flush=True)"


def python(text: str) -> list[str]:
    return [sys.executable, "-c", text]


BROKEN = {
    "first": python(SAYS),
    "raises": python(f"{SAYS}; raise TimeoutError('x did not come.\\nThe screen: ...')"),
    "hangs": python(f"{SAYS}; import time; time.sleep(600)"),
    "is silent": python("import sys; sys.exit(3)"),
    "talks on": python("import sys\nwhile True: print('x' * 99, file=sys.stderr)"),
    "says nonsense": python("print('{]')"),
    "last": python(SAYS),
}


def test_whatever_becomes_of_a_part_the_table_is_printed(tmp_path, capsys) -> None:
    kept = tmp_path / "kept.json"
    code = main(["--limit", "1", "--keep", str(kept)], lambda folder, extent: BROKEN)
    assert code == 1
    page = capsys.readouterr().out
    assert Findings.read(kept).as_page() + "\n" == page
    assert page.count("| a move | 80x24 | 350 bytes |") == 4
    for line in (
        "| raises                | TimeoutError: x did not come. The screen: ...",
        "| hangs                 | It was not done after 1 s.",
        "| is silent             | It ended with 3.",
        "| talks on              | It was not done after 1 s.",
        "| says nonsense         | What it said is no finding: {]",
    ):
        assert line.replace(" ", "") in page.replace(" ", "")
    assert processes_with("time.sleep(600)") == []


def processes_with(words: str) -> list[str]:
    """The command lines of running programs with these words in them."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            found.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
    return [line for line in found if words in line and "pytest" not in line]


def test_after_ctrl_c_the_table_so_far_is_printed(tmp_path) -> None:
    """As at a terminal: while a part is measured, and the part goes too."""
    waits = "import time; time.sleep(601)"
    script = (
        "import sys; from benchmarks.__main__ import main;"
        f"sys.exit(main([], lambda folder, extent: {{'a': {python(SAYS)!r}, 'b': {python(waits)!r},"
        f"'c': {python(SAYS)!r}}}))"
    )
    program = subprocess.Popen(
        python(script), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert program.stderr is not None
    while program.stderr.readline() != "b ...\n":
        pass
    program.send_signal(signal.SIGINT)
    out, errors = program.communicate(timeout=60)
    assert program.returncode == 1
    assert "Traceback" not in errors
    assert out.count("| a move | 80x24 | 350 bytes |") == 1
    assert "It was broken off by Ctrl+C." in out
    assert processes_with(waits) == []


def test_only_some_of_the_parts(capsys) -> None:
    assert main(["--only", "last"], lambda folder, extent: BROKEN) == 0
    assert capsys.readouterr().out.count("350 bytes |") == 2


def test_a_word_that_stands_there_is_seen_however_it_was_sent() -> None:
    """Only the cells that differ are sent: the word never comes as a whole."""
    bits = (b"anxxher", b"\x1b[1;3Hot", b"\x1b[?2026", b"$p\x1b[1;1Hnob", b"ody")
    shout = python(
        "import sys, time\n"
        f"for part in {bits!r}:\n"
        "    sys.stdout.buffer.write(part); sys.stdout.flush(); time.sleep(0.05)\n"
        "time.sleep(60)"
    )
    with Terminal(shout, programs.environ(Path("/tmp"))) as terminal:
        assert terminal.wait_for("another", 20.0) < terminal.wait_for("nobodyr", 20.0)
        terminal.rest()
        assert b"another" not in terminal.sent
        # It stands there no more, and nothing was sent since that was looked at.
        assert terminal.stood("another") is None


def test_what_does_not_come_is_told_with_the_screen() -> None:
    with (
        Terminal(python("print('here I am')"), programs.environ(Path("/tmp"))) as terminal,
        pytest.raises(TimeoutError, match="here I am"),
    ):
        terminal.wait_for("there", limit=20.0)


@pytest.mark.parametrize("members", [50, 300])
def test_a_whole_community_is_whole_and_sound(members: int, tmp_path) -> None:
    """Every table is there, and nothing that `coptui check` would point at but people alike."""
    path = whole.whole_community(tmp_path, members, date(2026, 3, 2))
    loaded = Store(path, read_only=True).load()
    assert loaded.faults == ()
    community = loaded.community
    empty = [name for name in TABLES if not community.table(name)]
    assert empty == ["erased"]
    assert len(community.events) == 400
    assert len(community.topics) == 400
    assert 15_000 < sum(len(event.attendance) for event in community.events.values()) <= 16_000 or (
        members < 300
    )
    first = community.members[community.members_by_name[0]].name
    assert first.startswith(whole.first_of_list(members))


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
    assert Row("a move", "80x24", spread, 2, "bytes", typical=True).met
    assert not Row("a move", "80x24", spread, 1, "bytes", typical=True).met


def test_what_has_no_bound_is_told_alone() -> None:
    row = Row("an edit", "100,000 members", Spread.of([9.0]), None, "ms")
    assert row.met
    assert msgspec.json.decode(msgspec.json.encode(row), type=Row) == row
    assert "| 9 ms     | 9 to 9        |        | told |" in as_text([row])


def test_what_is_installed_but_does_not_come_up_is_named() -> None:
    findings = Findings.here(2)
    findings.found += [Start("unheard-of", 100, None), Start("heard-of", 100, 0.5, 30.0)]
    lines = [line.split() for line in findings.as_page().splitlines()]
    assert ["|", "unheard-of", "|", "|", "does", "not", "come", "up", *"||||"] in lines
    assert ["|", "heard-of", "|", "100", "|", "500", "ms", "|", "30", "MB", *"|||"] in lines


def test_the_start_is_judged_against_the_bare_program_before_it() -> None:
    findings = Findings.here(2)
    for ours, bare in ((0.26, 0.2), (0.9, 0.6), (0.2, 0.1)):
        findings.found.append(Start("coptui", 10_000, ours, 60.0, bare, 30.0))
    start, memory = findings.rows()
    assert (start.measured.median, start.bound, start.met) == (1.5, 1.5, True)
    assert (memory.measured.median, memory.bound) == (2.0, 2.0)


def test_the_page_and_the_plot_are_those_of_the_figures() -> None:
    findings = Findings.read(ROOT / "docs" / "performance.json")
    page = (ROOT / "docs" / "performance.md").read_text()
    assert with_tables(page, findings) == page, MADE
    assert (ROOT / "docs" / "performance.svg").read_text() == plot(findings.growth()), MADE


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


def test_every_trick_can_be_taken_away() -> None:
    """Each is there to be taken away, and what is left still begins."""
    each = "from benchmarks.without import TRICKS\nfor trick in TRICKS.values(): trick()\n"
    begins = "from coptui.tui.app import CoptApp\nassert CoptApp.ENABLE_COMMAND_PALETTE is False"
    subprocess.run([sys.executable, "-c", each + begins], cwd=ROOT, check=True)


def test_what_is_measured_without_a_trick_is_started_without_it() -> None:
    asked = "from benchmarks.programs import COMMAND; print(*COMMAND[1:])"
    environ = {**os.environ, CHOSEN: "quick-clock"}
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, env=environ, check=True, capture_output=True
    )
    assert done.stdout.decode().split() == ["-m", "benchmarks.without", "quick-clock", "-f"]
    with pytest.raises(SystemExit):
        main(["--without", "nothing of the kind"])
