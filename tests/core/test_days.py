"""Days from between 1900 and 2200, whatever is asked, written or counted."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.cli.run import run
from coptui.config import chosen_day
from coptui.core.model.community import Community
from coptui.core.model.days import (
    FIRST,
    LAST,
    day_numbered,
    is_day,
    later,
    monday_of,
    months_later,
    outside,
    read_day,
)
from coptui.core.model.days_in_text import leading_day, marked_day
from coptui.core.model.records import TABLES, Profile, day_of
from coptui.core.model.typed_days import parse_since, parse_when
from coptui.core.writing.fields import read_field
from coptui.core.writing.form_fields import FIELDS
from coptui.errors import CoptError, UsageError
from coptui.store.codec import record_of
from coptui.store.layout import layout_of

ANY = st.dates()
COUNTS = st.one_of(st.integers(), st.floats(allow_nan=False))
STRANGE = ("0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31")


@given(day=ANY, days=COUNTS)
def test_no_count_leaves_the_days_that_there_are(day: date, days: float) -> None:
    assert is_day(later(day, days)) and is_day(day_numbered(days))
    assert is_day(monday_of(day)) or not is_day(day)


@given(day=ANY, months=st.integers())
def test_no_count_of_months_does(day: date, months: int) -> None:
    assert is_day(months_later(day, months)) or not is_day(day)


@given(day=st.dates(FIRST, LAST), days=st.integers(-400, 400))
def test_inside_it_is_plain_counting(day: date, days: int) -> None:
    expected = min(max(day.toordinal() + days, FIRST.toordinal()), LAST.toordinal())
    assert later(day, days) == date.fromordinal(expected)


@given(text=st.one_of(ANY.map(str), st.sampled_from(STRANGE)), today=st.dates(FIRST, LAST))
def test_what_is_typed_is_a_day_here_or_refused(text: str, today: date) -> None:
    for read in (lambda: parse_when(text, today), lambda: chosen_day(text), lambda: day_of(text)):
        try:
            assert is_day(read() or today)
        except (UsageError, ValueError):
            assert not is_day(date.fromisoformat(text))


@pytest.mark.parametrize("words", ["999y", "999m", "999w", "999d"])
def test_a_span_that_is_typed_and_leads_outside_is_refused(words: str) -> None:
    with pytest.raises(UsageError):
        parse_when(words, LAST)
    assert is_day(parse_since(words, FIRST)), "from as early as there is anything"


FORMS = (
    "29 Feb", "31 Dec", "1 Jan", "31st", "1st", "fri", "fri week", "last", "second Tuesday", "fifth Monday of Feb",
    "end of Dec", "end of next month", "start of Jan", "next week", "next month", "next year", "tomorrow", "yesterday",
    "a week ago", "in a fortnight", "31.12.", "1/1", "end of Feb 2200", "start of Jan 1900", "last Friday",
)  # fmt: skip


@pytest.mark.parametrize("today", [FIRST, date(1900, 2, 28), date(2199, 12, 31), date(2200, 3, 1), LAST])  # fmt: skip
@pytest.mark.parametrize("words", FORMS)
@pytest.mark.parametrize("year", ["coming", "nearest", "past"])
def test_no_form_of_a_day_leads_outside(words: str, today: date, year: Any) -> None:
    for read in (parse_when, leading_day, lambda text, day, _: marked_day(text, day)):
        with suppress(UsageError):
            found = read(words, today, year)
            assert is_day(found[0] if isinstance(found, tuple) else found)


def test_a_day_outside_is_said_with_what_can_be() -> None:
    with pytest.raises(UsageError) as caught:
        parse_when("0001-01-01", date(2026, 3, 1))
    assert "between 1900 and 2200" in caught.value.hint
    with pytest.raises(ValueError, match="between 1900 and 2200"):
        read_day("9999-12-31")


DAYS = [
    (table, info)
    for table, kind in TABLES.items()
    for info in msgspec.structs.fields(kind)
    if "date" in str(info.type) or info.encode_name in ("starts_at", "ends_at")
]


@pytest.mark.parametrize("strange", STRANGE)
@pytest.mark.parametrize(("table", "info"), DAYS, ids=[f"{t}.{i.name}" for t, i in DAYS])
def test_every_field_with_a_day_is_read_without_a_strange_one_and_listed(
    table: str, info: Any, strange: str
) -> None:
    body = json.dumps({"name": "n", info.encode_name: strange}).encode()
    record, faults = record_of(table, 1, body)
    assert record is not None and outside(record) is None
    assert [fault.message for fault in faults if fault.field == info.encode_name]


DEEP = {
    ("members", "roles"): [{"role": "host", "since": "X"}],
    ("members", "level_override"): {"level": "core", "until": "X"},
    ("members", "notes"): [{"on": "X", "text": "t"}],
    ("members", "onboarding"): {"welcomed": "X"},
    ("community", "stage_history"): [{"stage": "maturing", "since": "X"}],
    ("community", "breaks"): [{"from": "X", "to": "2026-01-01"}],
    ("runs", "window"): {"from": "X", "to": "2026-01-01"},
}


@pytest.mark.parametrize("place", DEEP, ids=str)
def test_days_deeper_in_a_record_too(place: tuple[str, str]) -> None:
    table, field = place
    for strange in STRANGE:
        value = json.loads(json.dumps(DEEP[place]).replace('"X"', f'"{strange}"'))
        record, faults = record_of(table, 1, json.dumps({"name": "n", field: value}).encode())
        assert record is not None and outside(record) is None
        assert any(fault.field == field and strange in fault.message for fault in faults)
        good = json.loads(json.dumps(DEEP[place]).replace('"X"', '"2026-01-01"'))
        _, faults = record_of(table, 1, json.dumps({"name": "n", field: good}).encode())
        assert not any(fault.field == field for fault in faults)


TODAY = (
    "today",
    "evidence",
    "brief",
    "report",
    "minutes",
    "check",
    "find a",
    "history",
    "export md",
)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1900-01-01", "2200-12-31"])
def test_no_day_in_a_file_ends_a_command(
    day: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every field with a day holds it, in every table; and days at the very ends are read."""
    for name in ("HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    tables: dict[str, Any] = {}
    for table, info in DAYS:
        value: Any = day
        if (table, info.encode_name) in DEEP:
            value = json.loads(json.dumps(DEEP[table, info.encode_name]).replace('"X"', f'"{day}"'))
        record = tables.setdefault(table, {"1": dict(FILLED.get(table, {}))})["1"]
        record[info.encode_name] = value
    tables["history"] = {}
    path = tmp_path / "days.json"
    path.write_bytes(layout_of(tables).text())
    for words in TODAY:
        for option in ([], ["--today", "1900-01-01"], ["--today", "2200-12-31"]):
            code = run(["-f", str(path), *option, *words.split()])
            told = capsys.readouterr()
            assert code in (0, 1, 2), (words, option, told.err)
            assert "fault of ours" not in told.err


FILLED: dict[str, dict[str, Any]] = {
    "community": {"name": "C"},
    "members": {"name": "Ann", "status": "active"},
    "topics": {"title": "Rota", "state": "open"},
    "events": {"title": "Meeting", "status": "held", "attendance": {"1": {"status": "attended"}}},
    "touches": {"by": 1, "members": [1]},
    "actions": {"text": "call", "owner": 1, "state": "open"},
    "asks": {"text": "help", "asker": 1},
    "stories": {"text": "it helped", "teller": 1},
    "contributions": {"member": 1},
    "library": {"title": "Rota", "keeper": 1},
    "questions": {"text": "why?", "curious": [1]},
    "runs": {"checklist": "monthly", "version": 1, "started_at": "2026-01-01"},
}


@pytest.mark.parametrize("day", STRANGE)
def test_no_command_takes_such_a_day(
    day: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    path = tmp_path / "days.json"
    path.write_bytes(layout_of({"community": {"1": {"name": "C"}}}).text())
    before = path.read_bytes()
    for words in (
        ["--today", day, "today"],
        ["log", "call", "--when", day],
        ["log", f"call !{day}"],
    ):
        assert run(["-f", str(path), *words]) == 2, words
        assert "between 1900 and 2200" in capsys.readouterr().err or words[-1].startswith("call !")
    assert path.read_bytes() == before


WRITTEN = {"day": "X", "moment": "X 18:00", "breaks": "X to X holidays"}


def test_every_form_refuses_such_a_day() -> None:
    community = Community(profile=Profile(id=1))
    asked = [
        (table, field, text.replace("X", day))
        for table, form in FIELDS.items()
        for field in form
        for kind, text in WRITTEN.items()
        if field.kind == kind
        for day in STRANGE
    ]
    assert len(asked) > 40
    for table, field, text in asked:
        with pytest.raises(CoptError):
            read_field(field, text, TABLES[table](id=1), community, date(2026, 3, 1))


@pytest.mark.parametrize(
    "written", ["{day} {month} {year}", "{month} {day}, {year}", "{day}.12.{year}", "end of {month} {year}"]
)  # fmt: skip
@given(st.integers(1, 28), st.sampled_from(["Dec", "December"]), st.one_of(st.integers(1000, 1899), st.integers(2201, 9999)))  # fmt: skip
def test_a_year_out_of_range_is_no_word_of_the_text(
    written: str, day: int, month: str, year: int
) -> None:
    """Without its year it would be a day of this one, and no one would notice."""
    text = written.format(day=day, month=month, year=year)
    for read in (parse_when, marked_day, leading_day):
        with pytest.raises(UsageError, match="1900"):
            read(text, date(2026, 11, 30))
