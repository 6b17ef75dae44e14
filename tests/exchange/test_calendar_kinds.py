"""What calendars of Outlook, Google and telephones do: their zones, whole days, rules and ends."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from coptui.exchange.reading import read
from coptui.exchange.tables.found import Found, FoundEvent, Hints

HINTS = Hints(name="c.ics", today="2026-11-20")
RULES = """BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:{summer}
TZOFFSETTO:{winter}
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:{winter}
TZOFFSETTO:{summer}
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
"""


def calendar(event: str, *, zone: str = "", method: str = "PUBLISH") -> Found:
    zones = ""
    if zone:
        rules = RULES.format(summer="+0200", winter="+0100")
        zones = f"BEGIN:VTIMEZONE\nTZID:{zone}\n{rules}END:VTIMEZONE\n"
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:{method}\n{zones}BEGIN:VEVENT\nUID:u\nSUMMARY:Call\n{event}END:VEVENT\nEND:VCALENDAR\n"
    return read(text.encode(), HINTS)


def only(found: Found) -> FoundEvent:
    (event,) = found.events
    return event


@pytest.mark.parametrize(
    "name", sorted(name for name, zone in WINDOWS_TO_OLSON.items() if "Etc/" not in zone)
)
def test_a_zone_of_windows_keeps_its_clock_whatever_rules_stand_beside_it(name: str) -> None:
    event = only(calendar(f"DTSTART;TZID={name}:20261106T090000\n", zone=name))
    assert (event.starts_at, event.time_zone) == ("2026-11-06T09:00", WINDOWS_TO_OLSON[name])


@given(st.integers(1, 12), st.integers(0, 23))
def test_a_zone_with_a_name_of_its_own_is_told_by_its_rules(month: int, hour: int) -> None:
    wall = datetime(2026, month, 15, hour)
    start = wall.strftime("%Y%m%dT%H%M%S")
    event = only(calendar(f"DTSTART;TZID=Our clock:{start}\n", zone="Our clock"))
    moment = datetime.fromisoformat(event.starts_at).replace(tzinfo=ZoneInfo(event.time_zone))
    assert moment == wall.replace(tzinfo=ZoneInfo("Europe/Berlin"))


def test_a_series_ends_with_its_last_day() -> None:
    found = calendar(
        "DTSTART;TZID=Pacific/Auckland:20261102T180000\nRRULE:FREQ=WEEKLY;UNTIL=20261116\n"
    )
    assert [event.starts_at[:10] for event in found.events] == [
        "2026-11-02",
        "2026-11-09",
        "2026-11-16",
    ]


def test_a_rule_takes_days_out_again() -> None:
    found = calendar(
        "DTSTART:20261102T180000\nRRULE:FREQ=DAILY;COUNT=6\nEXRULE:FREQ=DAILY;INTERVAL=2\n"
    )
    assert [event.starts_at[:10] for event in found.events] == [
        "2026-11-03",
        "2026-11-05",
        "2026-11-07",
    ]


def test_whole_days_of_outlook_are_days() -> None:
    flag = "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE\n"
    event = only(calendar(f"DTSTART:20261103T000000\nDTEND:20261105T000000\n{flag}"))
    assert (event.starts_at, event.ends_at, event.all_day) == ("2026-11-03", "2026-11-04", True)
    event = only(calendar(f"DTSTART:20261103T090000\nDTEND:20261103T100000\n{flag}"))
    assert (event.starts_at, event.all_day) == ("2026-11-03T09:00", False)


def test_a_calendar_is_no_guest_and_its_markup_no_text() -> None:
    event = only(
        calendar(
            "DTSTART:20261104T170000Z\nDESCRIPTION:Bring<br>a <b>case</b> &amp; a < b\n"
            "ATTENDEE;CN=Circle:mailto:c_188@group.calendar.google.com\n"
            "ATTENDEE;CN=Room:mailto:c_1@resource.calendar.google.com\n"
            "ATTENDEE;CN=Nora:mailto:nora@example.org\n"
        )
    )
    assert [person.name for person in event.people] == ["Nora"]
    assert event.text == "Bring\na case & a < b"


def test_what_is_called_off_is_told_so() -> None:
    assert only(calendar("DTSTART:20261104T170000Z\n", method="CANCEL")).cancelled


@pytest.mark.parametrize(
    "rule",
    ["FREQ=WEEKLY;COUNT=0", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;INTERVAL=0", "FREQ=MONTHLY;BYMONTH=4,6;BYMONTHDAY=31", "FREQ=WEEKLY;INTERVAL=-2"],
)  # fmt: skip
def test_a_rule_that_names_no_day_makes_no_event(rule: str) -> None:
    found = calendar(f"DTSTART:20261104T170000Z\nRRULE:{rule}\n")
    assert (len(found.events), len(found.skipped)) == (0, 1)
    also = calendar(f"DTSTART:20261104T170000Z\nDESCRIPTION:{rule}\n")
    assert len(also.events) == 1, "a description is no rule"


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Sydney"])
def test_an_hour_that_summer_time_skips_is_the_one_after_it(zone: str) -> None:
    day = {"Europe/Berlin": "20260329", "America/New_York": "20260308", "Australia/Sydney": "20261004"}[zone]  # fmt: skip
    event = only(calendar(f"DTSTART;TZID={zone}:{day}T023000\n"))
    assert (event.starts_at[11:16], event.time_zone) == ("03:30", zone)


@pytest.mark.parametrize(
    ("status", "told"),
    [("", (False, False)), ("CONFIRMED", (True, False)), ("CANCELLED", (False, True)), ("TENTATIVE", (False, False))],
)  # fmt: skip
def test_what_a_calendar_says_of_an_entry(status: str, told: tuple[bool, bool]) -> None:
    line = f"STATUS:{status}\n" if status else ""
    event = only(calendar(f"DTSTART:20261106T090000Z\n{line}"))
    assert (event.confirmed, event.cancelled) == told
