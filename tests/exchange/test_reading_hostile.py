"""Whatever a file has become on its way: something is found, or an error says why not."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from time import process_time

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layouts import FILES as PATHS
from layouts import bytes_of

from coptui.core.model.community import Community
from coptui.core.model.records import TABLES, Event, Member, Source
from coptui.core.model.text import clean
from coptui.errors import CoptError
from coptui.exchange.formats import LAYOUTS
from coptui.exchange.planning.plan import ImportChoices, plan
from coptui.exchange.reading import read
from coptui.exchange.tables.found import Found, Hints, UnknownLayout


def _archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("users.json", '[{"id": "U1", "name": "a", "profile": {"real_name": "A"}}]')
        archive.writestr("channels.json", '[{"name": "general"}]')
        archive.writestr("general/2024-09-10.json", '[{"user": "U1", "ts": "1726000060.1"}]')
    return out.getvalue()


# A cell of many letters is put in below; here it would only slow down what is looked for.
FILES = [bytes_of(path) for path in PATHS]
FILES = [data.replace(b"x" * 100_000, b"x") for data in FILES if len(data) < 500_000]
FILES += [_archive(), b"Grace <g@x.org>, Ada <a@x.org>\n1. Bo\n"]
NASTY = (
    b"\0", b"\0\0", b'"', b"'", b",", b";", b"\t", b"\r", b"\n", b"\r\n\r\n", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1f\x8b", b"PK\x03\x04",
    b"From x Tue Mar  3 10:00:00 2026\n", b"BEGIN:VCARD\n", b"BEGIN:VEVENT\n", b"END:VEVENT\n", b"RRULE:FREQ=DAILY;INTERVAL=0\n",
    b"RRULE:FREQ=YEARLY;COUNT=99999999;BYSECOND=61\n", b"DTSTART:99991231T235959Z\n", b"DTSTART:00010101\n", b"1. ", b"2. ", b"@", b"<", b">", b"=?utf-8?q?=?=",
    b"31/02/2026", b"99:99:99", b"-1", b"1e999", b"NaN", b"\xe2\x80\xae", b"=cmd|' /C calc'!A0", b"{", b"[", b"9" * 400, b"\xed\xa0\x80", b"sep=,\n",
)  # fmt: skip
HERE = Community(
    members={
        1: Member(id=1, name="Grace Hopper", emails=("grace@example.org",)),
        2: Member(id=2, name="Ada Lovelace", more={"Diet": "no nuts"}),
    },
    events={1: Event(id=1, title="Rota", starts_at="2021-11-19T10:00")},
)


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A good file with some bytes flipped, cut, said twice, or put in."""
    data = bytearray(draw(st.sampled_from(FILES)))
    for _ in range(draw(st.integers(0, 6))):
        if not data:
            break
        place = draw(st.integers(0, len(data) - 1))
        how = draw(st.sampled_from(("flip", "cut", "shorten", "twice", "put", "swap")))
        if how == "flip":
            data[place] ^= 1 << draw(st.integers(0, 7))
        elif how == "cut":
            del data[place:]
        elif how == "shorten":
            del data[place : place + draw(st.integers(1, 40))]
        elif how == "put":
            data[place:place] = draw(st.sampled_from(NASTY))
        else:
            lines = bytes(data).split(b"\n")
            number = data.count(b"\n", 0, place)
            other = draw(st.integers(0, len(lines) - 1))
            if how == "twice":
                lines.insert(other, lines[number])
            else:
                lines[number], lines[other] = lines[other], lines[number]
            data = bytearray(b"\n".join(lines))
    return bytes(data)


CELLS = (
    "", "", "Grace Hopper", "Doe, Jane", "Grace (Ann)", "g@x.org", "a@b@c", "@", "G <g@x.org>", "03/04/2026", "13/04/2026 10:00 AM", "13/04/2026 9:00 AM",
    "2026-01-01T00:00:00Z", "2026-01-01T00:00:00+99:99", "31/12/9999 23:59", "01/01/0001 00:00", "Mar 99, 2025", "7-Xyz-22", "18:14", "24:00", "25:99", "1h 2m",
    "-5", "9999999 h", "1e999", "9" * 5000, "٣/٤/2026", "²", "Yes", "No", "--", "Joined", "Left", "1. x", "3. z", "=1+1", '"x', "x\ny", "\u202ex",
    "Checked In", "approved", "invited", "::: :::", "#EXT#@x", "a_b.c#EXT#@t",
)  # fmt: skip
MORE_HEADS = (
    "Topic", "Meeting ID", "Start Time", "End Time", "Leave Time", "Duration (Minutes)", "User Email", "User Email", "Guest", "In Waiting Room",
    "Email", "Duration", "Name", "first name", "Minutes", "RSVP", "Joined at", "Left at", "Approval Status", "created_at", "Attendance", "Joined", "",
)  # fmt: skip


@st.composite
def absurd(draw: st.DrawFn) -> bytes:
    """A table with the heads of a known layout, and cells that no program wrote."""
    out = io.StringIO()
    rows = csv.writer(out, delimiter=draw(st.sampled_from(",;\t")))
    cells = st.lists(st.sampled_from(CELLS), max_size=14)
    if draw(st.booleans()):
        rows.writerow(["Topic", "Meeting ID", "Start Time", "End Time"])
        rows.writerow(draw(cells))
    if draw(st.integers(0, 4)) == 0:
        rows.writerows([["1. A"], ["Start", draw(st.sampled_from(CELLS))], [], ["2. B"]])
    layout = draw(st.sampled_from(LAYOUTS))
    heads = [*layout.heads, *draw(st.lists(st.sampled_from(MORE_HEADS), max_size=8))]
    rows.writerow(draw(st.permutations(heads)))
    rows.writerows(draw(st.lists(cells, max_size=8)))
    return out.getvalue().encode(draw(st.sampled_from(("utf-8", "utf-16"))), "replace")


hints = st.builds(
    Hints,
    name=st.sampled_from(("", "call 2026-05-28.csv", "\0" * 5)),
    columns=st.sampled_from(({}, {"Name": "name"}, {"Email": "email", "Name": "joined at"})),
    day_first=st.sampled_from((None, True, False)),
    today=st.sampled_from(("", "2026-11-20")),
    horizon_days=st.sampled_from((0, 30, 400)),
    notes=st.booleans(),
)


def found_or_refused(data: bytes, said: Hints) -> None:
    try:
        found = read(data, said)
    except CoptError as error:
        # It names the file and, where a table was found in it, the line.
        where = clean(said.name) or "The file"
        assert error.message.startswith(where)
        if isinstance(error, UnknownLayout):
            assert error.message.startswith(f"{where}, line {error.line}: ")
        return
    assert isinstance(found, Found)
    lines = data.count(b"\n") + data.count(b"\r") + 1
    if not data.startswith((b"\x1f\x8b", b"PK")):
        assert all(one.line <= lines for one in (*found.people, *found.skipped, *found.events))
    everybody = [*found.people, *(one for event in found.events for one in event.people)]
    assert all(one.name.strip() or one.emails for one in everybody)
    assert all(one.minutes is None or one.minutes >= 0 for one in everybody)
    taken_in(found)


def taken_in(found: Found) -> None:
    """What is found makes a plan, and the plan records that can be read."""
    for choices in (ImportChoices(), ImportChoices(take_new=True, events={0: "new"})):
        made = plan(HERE, found, today=date(2026, 11, 20), source=Source(file="x"), choices=choices)
        for change in made.changes:
            if change.creates:
                document = msgspec.json.encode(change.after)
                msgspec.json.decode(document, type=TABLES[change.table])


common = settings(suppress_health_check=list(HealthCheck))


@settings(common, max_examples=150)
@given(spoilt(), hints)
def test_a_spoilt_file_is_found_or_refused(data: bytes, said: Hints) -> None:
    found_or_refused(data, said)


@pytest.mark.long
@settings(common, max_examples=10_000)
@given(spoilt(), hints)
def test_ten_thousand_spoilt_files_are_found_or_refused(data: bytes, said: Hints) -> None:
    found_or_refused(data, said)


@settings(common, max_examples=150)
@given(absurd(), hints)
def test_a_table_of_absurd_cells_is_found_or_refused(data: bytes, said: Hints) -> None:
    found_or_refused(data, said)


@pytest.mark.long
@settings(common, max_examples=10_000)
@given(absurd(), hints)
def test_ten_thousand_tables_of_absurd_cells_are_found_or_refused(data: bytes, said: Hints) -> None:
    found_or_refused(data, said)


@settings(common, max_examples=100)
@given(
    st.binary(max_size=400)
    | st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_are_found_or_refused(data: bytes) -> None:
    found_or_refused(data, Hints())


@pytest.mark.parametrize("data", FILES, ids=range(len(FILES)))
def test_a_hundred_thousand_letters_in_a_cell_harm_nothing(data: bytes) -> None:
    for place in (len(data) // 3, len(data) - 1):
        found_or_refused(data[:place] + b"x" * 100_000 + data[place:], Hints(today="2026-11-20"))


@pytest.mark.parametrize(
    "data",
    [
        b"a@b " + b"1" * 90_000,
        b"a@" * 45_000,
        b"(" + b"@" * 90_000,
        b"a <b@c" * 15_000,
        b"Name,Email\n" + b'"x,y@z.org\n' * 10_001,
        b"BEGIN:VCARD\n" * 10_000,
        b"From x Tue Mar  3 10:00:00 2026\nSubject: " + b"Re: " * 20_000 + b"\n",
        b"Name (Original Name),Join Time\n" + b"(" * 90_000 + b",x\n",
    ],
    ids=range(8),
)
def test_no_file_of_a_hundred_kilobytes_takes_long(data: bytes) -> None:
    begun = process_time()
    found_or_refused(data, Hints())
    assert process_time() - begun < 3


@pytest.mark.long
def test_what_a_fuzzer_thinks_of_is_found_or_refused() -> None:
    pytest.importorskip("atheris", reason="atheris is not here: pip install -e '.[fuzz]'")
    script = Path(__file__).with_name("fuzz_reading.py")
    command = [sys.executable, str(script), "-runs=10000", "-max_len=20000"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=1800, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
