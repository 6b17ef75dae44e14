"""No file holds the program: bounded in time, memory and words, and left at any moment."""

from __future__ import annotations

import os
import resource
import select
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from coptui.core.model.recurrence import check_rule
from coptui.errors import LONGEST, CoptError, UsageError
from coptui.exchange.reading import LONGEST_LINE, read
from coptui.exchange.tables.found import Found, Hints, UnknownLayout
from coptui.exchange.tables.progress import Stopped, telling
from coptui.files import read_file
from coptui.reading_apart import read_apart

HINTS = Hints(name="list", today="2026-03-01")
LETTER = "From a at b.c Mon Mar  2 10:00:00 2026\nFrom: {}\nDate: Mon, 2 Mar 2026 10:00:00 +0000\nSubject: {}\n\nbody\n"
EVENT = "BEGIN:VEVENT\nUID:{}\nSUMMARY:S\nDTSTART:20260301T100000Z\n{}END:VEVENT\n"


def calendar(*events: str) -> str:
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{''.join(events)}END:VCALENDAR\n"


GOOD_CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nEND:VCARD\n"
GOOD_EVENT = EVENT.format("good", "")
# Each would hold a library for minutes, or fill the memory; what is good beside it is read.
NASTY: dict[str, Callable[[], str]] = {
    "a header of megabytes": lambda: LETTER.format("a@b.c", "x" * 3_000_000),
    "brackets in brackets": lambda: LETTER.format("(" * 60_000, "s"),
    "8,000 columns": lambda: "Name,Email," + ",".join(f"h{n}" for n in range(8000)) + "\nAnn,a@b.c\n",
    "8,000 columns called alike": lambda: "Name,Email" + ",head" * 8000 + "\nAnn,a@b.c\n",
    "a line without an end": lambda: "Name,Email\nAnn," + "x" * (LONGEST_LINE + 1),
    "nothing but marks": lambda: '"' * (LONGEST_LINE + 1),
    "nothing but commas": lambda: "a," * LONGEST_LINE,
    "a card in a card": lambda: "BEGIN:VCARD\nVERSION:3.0\nFN:A\n" * 3000 + "END:VCARD\n" * 3000,
    "a part in a part": lambda: GOOD_CARD + "BEGIN:VCARD\nFN:A\n" + "BEGIN:X\n" * 20_000 + "END:VCARD\n",
    "folded for ever": lambda: GOOD_CARD + "BEGIN:VCARD\nFN:A\n" + " x\n" * 300_000 + "END:VCARD\n",
    "an event in an event": lambda: calendar(EVENT.format("1", EVENT.format("2", "")), GOOD_EVENT),
    "an alarm in an alarm": lambda: calendar(EVENT.format("1", "BEGIN:VALARM\n" * 20_000), GOOD_EVENT),
    "no step": lambda: calendar(EVENT.format("1", "RRULE:FREQ=DAILY;INTERVAL=0\n"), GOOD_EVENT),
    "each second": lambda: calendar(
        EVENT.format("1", "RRULE:FREQ=DAILY;BYSECOND=" + ",".join(map(str, range(60))) + "\n"), GOOD_EVENT
    ),
    "a length beyond all days": lambda: calendar(EVENT.format("1", "DURATION:P99999999D\n"), GOOD_EVENT),
    "year 1": lambda: calendar(EVENT.format("1", "").replace("2026", "0001"), GOOD_EVENT),
}  # fmt: skip
REFUSED = {"8,000 columns", "8,000 columns called alike", "a line without an end", "nothing but marks", "nothing but commas"}  # fmt: skip


@pytest.mark.parametrize("kind", NASTY)
def test_it_is_read_or_refused_in_few_words_and_soon(kind: str) -> None:
    text = NASTY[kind]()
    began = time.process_time()
    try:
        found = read(text.encode(), HINTS)
    except UsageError as error:
        assert kind in REFUSED, error
        assert len(str(error)) < 300
    else:
        assert kind not in REFUSED
        assert found.people or found.events or found.posts or found.skipped
        if "VEVENT" in text:
            assert "good" in [event.uid for event in found.events]
        assert all(len(one.text) <= 200 for one in found.skipped)
    assert time.process_time() - began < 10


def test_a_lone_mark_costs_what_a_letter_costs() -> None:
    rows = "".join(f"Ann {number},a{number}@b.c\n" for number in range(20_000))

    def seconds(text: str) -> float:
        began = time.process_time()
        assert len(read(text.encode(), HINTS).people) == 20_001
        return time.process_time() - began

    plain = "Name,Email\nLone,x@y.z\n" + rows
    assert seconds(plain.replace("Lone", '"Lone')) < 4 * seconds(plain) + 0.5


def test_heads_are_quoted_in_part() -> None:
    with pytest.raises(UnknownLayout) as caught:
        read(("\n".join([";".join("x" * 5000 for _ in range(90))] * 3)).encode(), HINTS)
    assert len(str(caught.value)) < 2 * LONGEST


def test_no_message_is_longer_than_a_screen() -> None:
    error = CoptError("x" * 1_000_000, "hint")
    assert len(error.message) < LONGEST + 10 and len(str(error)) < LONGEST + 20


RULES = [
    "FREQ=DAILY;INTERVAL=0", "FREQ=SECONDLY", "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;UNTIL=99991231",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=99999999", "FREQ=MONTHLY;BYSETPOS=366;BYDAY=MO",
    "FREQ=DAILY;BYHOUR=0,1,2;BYMINUTE=0,1,2", "FREQ=WEEKLY;INTERVAL=99999999", "COUNT=" + "9" * 4000,
]  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_no_rule_that_is_typed_is_followed_for_ever(rule: str) -> None:
    began = time.process_time()
    try:
        check_rule(rule)
    except UsageError as error:
        assert len(str(error)) < 500
    assert time.process_time() - began < 10


def test_another_process_reads_the_same() -> None:
    for text in (GOOD_CARD, calendar(GOOD_EVENT), "Name,Email\nAnn,a@b.c\n"):
        assert read_apart(text.encode(), HINTS) == read(text.encode(), HINTS)
    with pytest.raises(UnknownLayout) as caught:
        read_apart(b"one;two\n1;2\n", HINTS)
    assert caught.value.columns == ("one", "two") and caught.value.hint


def test_a_program_with_many_open_files_reads_too() -> None:
    """Beyond the 1024 that `select` takes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < 2000:
        pytest.skip("may not open so many")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2000), hard))
    opened = [os.open(os.devnull, os.O_RDONLY) for _ in range(1100)]
    try:
        assert read_apart(GOOD_CARD.encode(), HINTS).people
    finally:
        for descriptor in opened:
            os.close(descriptor)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def endless() -> bytes:
    """Two thousand series of a day each: a minute's work of a library, in one call after the other."""
    series = (EVENT.format(number, "RRULE:FREQ=DAILY\n") for number in range(2000))
    return calendar(*series).encode()


def children() -> set[str]:
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


def test_whoever_leaves_waits_for_no_library() -> None:
    asked: list[float] = []
    before = children()

    def told(what: str, share: float) -> None:
        asked.append(time.monotonic())
        if len(asked) > 5:
            raise Stopped

    with telling(told), pytest.raises(Stopped):
        read_apart(endless(), HINTS)
    assert time.monotonic() - asked[-1] < (4 if "CI" in os.environ else 2)
    assert children() == before, "nothing reads on"


KILLED = """
import sys
from coptui.exchange.tables.found import Hints
from coptui.exchange.tables.progress import telling
from coptui.reading_apart import read_apart

with telling(lambda what, share: print(flush=True)):
    read_apart(sys.stdin.buffer.read(), Hints(name="c.ics", today="2026-11-20"))
"""


def test_a_program_that_is_killed_leaves_nothing_reading_behind() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KILLED], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdin is not None and parent.stdout is not None
        parent.stdin.write(endless())
        parent.stdin.close()
        parent.stdout.readline()  # it reads
        (child,) = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()
        ends = os.pidfd_open(int(child))
        parent.kill()
        # Bounded, and over at once: what is waited for is the end of the process.
        assert select.select([ends], [], [], 2)[0], "it reads on"
        os.close(ends)


@pytest.mark.parametrize("bound", ["SECONDS", "MEMORY"])
def test_what_has_no_end_is_ended_and_said(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The bound itself is set by the child: make it small there.
    code = (
        "import coptui.reading_apart as apart; apart.SECONDS = 1; apart.SECONDS_A_MEGABYTE = 0\n"
        if bound == "SECONDS"
        else "import coptui.reading_apart as apart; apart.MEMORY = 150_000_000; apart.MEMORY_A_BYTE = 0\n"
    )
    monkeypatch.setattr("coptui.reading_apart.CHILD", ("-P", "-c", code + "apart.main()"))
    with pytest.raises(UsageError) as caught:
        data = (
            endless() if bound == "SECONDS" else ("Name,Email\n" + "Ann,a@b.c\n" * 900_000).encode()
        )
        read_apart(data, HINTS)
    assert "too long" in caught.value.message


@pytest.mark.parametrize("kind", ["pipe", "folder", "device"])
def test_what_is_no_file_is_named_at_once(kind: str, tmp_path: Path) -> None:
    place = tmp_path / "it"
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
    else:
        place = Path("/dev/zero")
    with pytest.raises(OSError, match=f"it is a .*{kind}, not a file"):
        read_file(place)


def test_a_found_thing_can_be_handed_over(tmp_path: Path) -> None:
    found: Found = read_apart(calendar(EVENT.format("1", "RRULE:FREQ=WEEKLY\n")).encode(), HINTS)
    assert len(found.events) > 50
    assert all(date.fromisoformat(one.starts_at[:10]).year < 2028 for one in found.events)
