"""Whatever a file has become on its way: something is found, or an error says why not."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coptui.errors import CoptError
from coptui.exchange import read
from coptui.exchange.found import Found, Hints

FIXTURES = Path(__file__).parent / "fixtures"


def _archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("users.json", '[{"id": "U1", "name": "a", "profile": {"real_name": "A"}}]')
        archive.writestr("channels.json", '[{"name": "general"}]')
        archive.writestr("general/2024-09-10.json", '[{"user": "U1", "ts": "1726000060.1"}]')
    return out.getvalue()


FILES = [path.read_bytes() for path in sorted(FIXTURES.iterdir()) if path.is_file()]
FILES += [data.decode("utf-8").encode("utf-16") for data in FILES[-4:]]
FILES += [_archive(), gzip.compress(FILES[0]), b"Grace <g@x.org>, Ada <a@x.org>\n1. Bo\n"]
NASTY = (
    b"\0", b"\0\0", b'"', b"'", b",", b";", b"\t", b"\r", b"\n", b"\r\n\r\n", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1f\x8b", b"PK\x03\x04",
    b"From x Tue Mar  3 10:00:00 2026\n", b"BEGIN:VCARD\n", b"BEGIN:VEVENT\n", b"END:VEVENT\n", b"RRULE:FREQ=DAILY;INTERVAL=0\n",
    b"RRULE:FREQ=YEARLY;COUNT=99999999;BYSECOND=61\n", b"DTSTART:99991231T235959Z\n", b"DTSTART:00010101\n", b"1. ", b"2. ", b"@", b"<", b">", b"=?utf-8?q?=?=",
    b"31/02/2026", b"99:99:99", b"-1", b"1e999", b"NaN", b"\xe2\x80\xae", b"=cmd|' /C calc'!A0", b"{", b"[", b"9" * 400, b"\xed\xa0\x80", b"sep=,\n",
)  # fmt: skip


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
        assert error.message
        return
    assert isinstance(found, Found)
    lines = data.count(b"\n") + data.count(b"\r") + 1
    if not data.startswith((b"\x1f\x8b", b"PK")):
        assert all(one.line <= lines for one in (*found.people, *found.skipped, *found.events))
    everybody = [*found.people, *(one for event in found.events for one in event.people)]
    assert all(one.name.strip() or one.emails for one in everybody)
    assert all(one.minutes is None or one.minutes >= 0 for one in everybody)


common = settings(deadline=None, suppress_health_check=list(HealthCheck))


@settings(common, max_examples=150)
@given(spoilt(), hints)
def test_a_spoilt_file_is_found_or_refused(data: bytes, said: Hints) -> None:
    found_or_refused(data, said)


@pytest.mark.long
@settings(common, max_examples=10_000)
@given(spoilt(), hints)
def test_ten_thousand_spoilt_files_are_found_or_refused(data: bytes, said: Hints) -> None:
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


def test_a_fixture_is_read_as_a_whole() -> None:
    """None of the files from which spoilt ones are made is refused to begin with."""
    for data in FILES:
        assert read(data, Hints(today="2026-11-20", day_first=True))
