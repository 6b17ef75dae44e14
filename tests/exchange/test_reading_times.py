"""Dates, durations and spans of time, as programs write them for people of many countries."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.exchange.tables.attendance import Stay, attendees, same_day
from coptui.exchange.tables.bots import kind_of_name
from coptui.exchange.tables.dates import Dates
from coptui.exchange.tables.durations import minutes_of, together
from coptui.exchange.tables.found import AmbiguousDates, Hints
from coptui.exchange.tables.moments import day_in, of_seconds

HINTS = Hints(today="2026-11-20")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("11/19/2021 9:54:15 AM", "2021-11-19T09:54:15"),
        ("01/21/2021 08:58:30 PM", "2021-01-21T20:58:30"),
        ("01/21/2021 12:00:00 AM", "2021-01-21T00:00"),
        ("7/22/26, 7:05:12 AM", "2026-07-22T07:05:12"),
        ("7/22/26, 7:05:12\u202fPM", "2026-07-22T19:05:12"),
        ("15/11/22, 09:30:17", "2022-11-15T09:30:17"),
        ("06.10.26, 18:01:00", "2026-10-06T18:01"),
        ("13.10.2021, 18:00:00", "2021-10-13T18:00"),
        ("22.7.2026 7.05.12", "2026-07-22T07:05:12"),
        ("Mar 22, 2025 19:13:27", "2025-03-22T19:13:27"),
        ("Sep 26, 2026 7:05 PM", "2026-09-26T19:05"),
        ("12 Mar 2024", "2024-03-12"),
        ("7-Feb-22", "2022-02-07"),
        ("7-Feb-99", "1999-02-07"),
        ("3 März 2024", "2024-03-03"),
        ("2026-09-03 18:00:00", "2026-09-03T18:00"),
        ("2026-09-03T18:00:00.123Z", "2026-09-03T18:00+00:00"),
        ("2019-05-04 10:11:12 UTC", "2019-05-04T10:11:12+00:00"),
        ("2026/05/28 7:01:33 PM GMT+2", "2026-05-28T19:01:33+02:00"),
        ("2026-05-28T19:01-03:30", "2026-05-28T19:01-03:30"),
        ("Tue, 3 Mar 2026", "2026-03-03"),
        ("18:14", ""),
        ("31/02/2026", ""),
        ("--", ""),
        ("", ""),
        ("99/99/9999 99:99", ""),
        ("2026-09-03 25:00", ""),
    ],
)
def test_dates_of_every_product(written: str, meant: str) -> None:
    assert Dates([written], HINTS).moment(written) == meant


def test_one_date_settles_the_order_of_all() -> None:
    assert Dates(["03/04/2026", "13/04/2026"], HINTS).day("03/04/2026") == "2026-04-03"
    assert Dates(["03/04/2026", "04/13/2026"], HINTS).day("03/04/2026") == "2026-03-04"
    # What has happened is not in the future.
    assert Dates(["02/12/2026"], HINTS).day("02/12/2026") == "2026-02-12"
    assert Dates(["02/12/2026"], Hints(day_first=True)).day("02/12/2026") == "2026-12-02"


def test_an_order_that_nothing_settles_is_asked_for_where_it_matters() -> None:
    with pytest.raises(AmbiguousDates) as caught:
        Dates(["05/05/2026", "03/04/2026"], HINTS)
    assert caught.value.example == "03/04/2026"
    assert Dates(["05/05/2026"], HINTS).day("05/05/2026") == "2026-05-05"
    american = Dates(["03/04/2026"], HINTS, usual=False)
    assert american.day("03/04/2026") == "2026-03-04"
    assert american.notes == ("Dates are read with the month first, as in 03/04/2026.",)


def test_a_time_alone_is_of_the_day_that_is_known() -> None:
    dates = Dates([], HINTS)
    assert dates.on("2026-05-28", "6:02 PM") == "2026-05-28T18:02"
    assert dates.on("", "18:02") == ""
    assert day_in("Weekly 2026-05-28 18_00.csv") == "2026-05-28"
    assert day_in("call_20260528.csv") == "2026-05-28"
    assert day_in("participants_96024516782.csv") == ""
    assert of_seconds(1726000000.0001) == "2024-09-10T20:26:40+00:00"
    assert of_seconds(1e30) == ""


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("11m 31s", 11.52),
        ("1h 2m 3s", 62.05),
        ("59 Min. 0 Sek.", 59),
        ("1 Std. 5 Min.", 65),
        ("1 godz. 5 min 30 sek.", 65.5),
        ("18 min 20 s", 18.33),
        ("1 hr 2 min", 62),
        ("58 min", 58),
        ("1 u 5 min", 65),
        ("1 ora 2 min", 62),
        ("2 t 3 min", 123),
        ("1時間2分", 62),
        ("1:02:30", 62.5),
        ("42", 42),
        ("1,5", 1.5),
        ("1 d 2 h", 1560),
        ("", None),
        ("--", None),
        ("3 apples", None),
        ("Grace 2m", None),
    ],
)
def test_durations_in_every_language(written: str, minutes: float | None) -> None:
    assert minutes_of(written) == minutes


NOON = datetime(2026, 3, 3, 12)
spans = st.lists(
    st.tuples(st.integers(0, 600), st.integers(0, 120)).map(
        lambda pair: (
            NOON + timedelta(minutes=pair[0]),
            NOON + timedelta(minutes=pair[0] + pair[1]),
        )
    ),
    max_size=12,
)


@given(spans)
def test_minutes_together_are_those_in_which_at_least_one_device_was_there(
    found: list[tuple[datetime, datetime]],
) -> None:
    covered = {
        number
        for start, end in found
        for number in range(int((start - NOON).total_seconds()) // 60, int((end - NOON).total_seconds()) // 60)
    }  # fmt: skip
    assert together(found) == len(covered)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Grace Hopper", "person"),
        ("Jane Otter", "person"),
        ("Hans Bot", "person"),
        ("Fred Fathom", "person"),
        ("Logi Einarsson", "person"),
        ("read.ai meeting notes", "bot"),
        ("Fireflies.ai Notetaker Grace", "bot"),
        ("Grace's OtterPilot", "bot"),
        ("Otter.ai", "bot"),
        ("Grace's iPhone", "device"),
        ("Grace’s iPad (2)", "device"),
        ("iPhone von Grace", "device"),
        ("Galaxy S21", "device"),
        ("DESKTOP-4F2K1LM", "device"),
        ("Conference Room 3", "device"),
        ("+1 555-0100", "phone"),
        ("1555*****00", "phone"),
        ("Call-In User_2", "phone"),
        ("", "person"),
    ],
)
def test_kinds_of_names(name: str, kind: str) -> None:
    assert kind_of_name(name) == kind


def test_times_that_no_meeting_has_are_none() -> None:
    assert Dates(["31/12/9999 10:00"], HINTS).moment("31/12/9999 10:00") == ""
    assert minutes_of("99999999 h") is None
    stays = [
        Stay(2, "Ann", joined_at="2026-03-03T10:00", left_at="2026-03-03T10:30"),
        # One of the clocks names its zone: they cannot be laid side by side.
        Stay(3, "Ann", joined_at="2026-03-03T10:00+01:00", left_at="2026-03-03T10:20+01:00"),
        Stay(4, "Bo", joined_at="2020-03-03T10:00", left_at="2026-03-03T10:00"),
    ]
    assert [one.minutes for one in attendees(stays)] == [None, None]
    assert same_day("2026-03-03T23:30", "2026-03-03T00:28") == "2026-03-04T00:28"
    assert same_day("2026-03-03T23:30+01:00", "2026-03-03T00:28") == "2026-03-03T00:28"
