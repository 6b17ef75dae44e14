"""Days as people type them and read them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.days_in_text import leading_day, marked_day
from coptui.core.model.typed_days import parse_when
from coptui.core.model.typed_times import split_clock
from coptui.core.model.when import ago, coming_day, day_text, full_day, span_text
from coptui.errors import UsageError

TODAY = date(2026, 11, 22)  # a Sunday
days = st.dates(date(1900, 1, 1), date(2199, 1, 1))
NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", TODAY),
        ("!today", TODAY),
        (" Tomorrow ", date(2026, 11, 23)),
        ("fri", date(2026, 11, 27)),
        ("!FRIDAY", date(2026, 11, 27)),
        ("sun", date(2026, 11, 29)),
        ("tu", date(2026, 11, 24)),
        ("thurs", date(2026, 11, 26)),
        ("0d", TODAY),
        ("3d", date(2026, 11, 25)),
        ("2w", date(2026, 12, 6)),
        ("1m", date(2026, 12, 22)),
        ("1y", date(2027, 11, 22)),
        ("2026-12-01", date(2026, 12, 1)),
        ("!2024-02-29", date(2024, 2, 29)),
    ],
)
def test_days_that_are_known(text: str, day: date) -> None:
    assert parse_when(text, TODAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "", "!", "!!today", "t", "someday", "frid ay", "fridays", "frx", "3", "d", "-3d", "3dd",
        "1000d", "2026-13-01", "2026-02-30", "2026-2-3", "20261201", "9999999999y", "todayy",
    ],
)  # fmt: skip
def test_other_words_are_refused_with_a_hint(text: str) -> None:
    with pytest.raises(UsageError) as told:
        parse_when(text, TODAY)
    assert repr(text) in told.value.message
    assert "2026-12-01" in told.value.hint


@pytest.mark.parametrize("text", ["tomorrow", "fri", "1d", "1m", "999y"])
def test_the_end_of_the_calendar_is_no_crash(text: str) -> None:
    with pytest.raises(UsageError):
        parse_when(text, date.max)


@pytest.mark.parametrize(
    ("today", "text", "day"),
    [
        (date(2026, 1, 31), "1m", date(2026, 2, 28)),
        (date(2028, 1, 31), "1m", date(2028, 2, 29)),
        (date(2026, 8, 31), "6m", date(2027, 2, 28)),
        (date(2028, 2, 29), "1y", date(2029, 2, 28)),
        (date(2026, 12, 31), "1d", date(2027, 1, 1)),
    ],
)
def test_a_month_later_at_the_end_of_a_month(today: date, text: str, day: date) -> None:
    assert parse_when(text, today) == day


@given(days, st.integers(0, 6), st.integers(2, 9))
def test_a_weekday_is_the_next_one_and_never_today(today: date, number: int, letters: int) -> None:
    day = parse_when(NAMES[number][:letters], today)
    assert day.weekday() == number
    assert 1 <= (day - today).days <= 7


@given(days, days)
def test_an_iso_day_is_itself(day: date, today: date) -> None:
    assert parse_when(f"!{day.isoformat()}", today) == day


@given(st.text(max_size=12), days)
def test_anything_typed_is_a_day_or_a_plain_error(text: str, today: date) -> None:
    try:
        assert isinstance(parse_when(text, today), date)
    except UsageError as error:
        assert error.hint


def later(days: int) -> date:
    return TODAY + timedelta(days=days)


def test_a_day_in_a_narrow_column() -> None:
    assert day_text(None, TODAY) == "-"
    assert day_text(date.max, TODAY) == "-"
    assert day_text(TODAY, TODAY) == "22 Nov"
    assert day_text(later(-300), TODAY) == "26 Jan"
    assert day_text(later(-301), TODAY) == "Jan 2026"
    assert day_text(later(301), TODAY) == "Sep 2027"
    assert full_day(TODAY) == "Sun 22 Nov 2026"


@pytest.mark.parametrize(
    ("ahead", "text"),
    [(-1, "21 Nov"), (0, "today"), (1, "tomorrow"), (2, "Tue"), (6, "Sat"), (7, "29 Nov")],
)
def test_a_day_to_come(ahead: int, text: str) -> None:
    assert coming_day(later(ahead), TODAY) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (-1, "today"), (0, "today"), (1, "1 day"), (13, "13 days"), (14, "2 weeks"),
        (59, "8 weeks"), (60, "2 months"), (365, "12 months"), (729, "24 months"),
        (730, "2 years"), (1094, "2 years"), (1095, "3 years"),
    ],
)  # fmt: skip
def test_a_span_as_a_person_says_it(count: int, text: str) -> None:
    assert span_text(count) == text


@given(st.integers(1, 20_000))
def test_a_span_is_not_far_off_and_never_one_of_the_longer_units(days: int) -> None:
    count, unit = span_text(days).split()
    length = {"day": 1, "week": 7, "month": 30, "year": 365}[unit.removesuffix("s")]
    assert int(count) * length <= days < (int(count) + 1) * length
    assert unit in ("day", "days") or int(count) >= 2


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (None, "never"),
        (TODAY, "today"),
        (later(-1), "1 day ago"),
        (later(-21), "3 weeks ago"),
        (later(5), "in 5 days"),
    ],
)
def test_how_long_ago(day: date | None, text: str) -> None:
    assert ago(day, TODAY) == text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("8 Sep", date(2027, 9, 8)),
        ("8th of September", date(2027, 9, 8)),
        ("Sept 8", date(2027, 9, 8)),
        ("22 nov", TODAY),
        ("12 December 2026", date(2026, 12, 12)),
        ("december 12, 2026", date(2026, 12, 12)),
        ("8 Sep 26", date(2026, 9, 8)),
        ("Tue 8 Sep 2026", date(2026, 9, 8)),
        ("8.9.2026", date(2026, 9, 8)),
        ("8.9.", date(2027, 9, 8)),
        ("28/9/2026", date(2026, 9, 28)),
        ("9/28/2026", date(2026, 9, 28)),
        ("second Tuesday", date(2026, 12, 8)),
        ("the 2nd tue of the month", date(2026, 12, 8)),
        ("last friday", date(2026, 11, 20)),
        ("last friday of the month", date(2026, 11, 27)),
        ("last friday of december", date(2026, 12, 25)),
        ("first monday of next month", date(2026, 12, 7)),
        ("end of the month", date(2026, 11, 30)),
        ("next tue", date(2026, 11, 24)),
        ("in 2 weeks", date(2026, 12, 6)),
        ("a week", date(2026, 11, 29)),
        ("3 days", date(2026, 11, 25)),
        ("29 Feb", date(2028, 2, 29)),
        ("yesterday", date(2026, 11, 21)),
        ("next week", date(2026, 11, 23)),
        ("next month", date(2026, 12, 1)),
        ("a fortnight", date(2026, 12, 6)),
        ("tue week", date(2026, 12, 1)),
        ("a week on Tuesday", date(2026, 12, 1)),
        ("the 12th", date(2026, 12, 12)),
        ("31st", date(2026, 12, 31)),
        ("28/9", date(2027, 9, 28)),
    ],
)
def test_days_as_people_write_them(text: str, day: date) -> None:
    assert parse_when(text, TODAY) == day
    assert parse_when(f"!{text.upper()}", TODAY) == day
    for after in ("", " please", ", please", ": please", "!"):
        assert marked_day(f"{text}{after}", TODAY) == (day, len(text)), (
            "no more and no less than it"
        )


@given(days, days, st.sampled_from(["{:%a} {}", "{:%a}, {}", "on {1}", "{1}"]))
def test_a_marked_day_is_taken_whole(day: date, today: date, form: str) -> None:
    text = form.format(day, f"{day.day} {day:%b} {day.year}")
    assert marked_day(f"{text} ring them", today) == (day, len(text))


def test_a_marked_day_that_contradicts_itself_is_not_cut_short() -> None:
    for text in ("Mon 8 Sep 2026 please", "3/4 of it"):
        with pytest.raises(UsageError):
            marked_day(text, TODAY)


def test_a_day_without_a_year_may_be_the_nearest() -> None:
    assert parse_when("8 Sep", TODAY, "nearest") == date(2026, 9, 8)
    assert parse_when("8 Jan", TODAY, "nearest") == date(2027, 1, 8)


@pytest.mark.parametrize(
    "text", ["3/4/2026", "Mon 8 Sep 2026", "31 Feb", "second friend", "8 Seq", "1/2"]
)
def test_what_could_be_two_days_or_none_is_asked(text: str) -> None:
    with pytest.raises(UsageError) as told:
        parse_when(text, TODAY)
    assert told.value.hint


@given(days, days)
def test_a_day_as_the_screen_shows_it_is_read(day: date, today: date) -> None:
    assert parse_when(full_day(day), today) == day
    assert parse_when(f"{day.day} {day:%B} {day.year}", today) == day
    near = parse_when(f"{day.day} {day:%b}", today, "nearest")
    assert (near.day, near.month) == (day.day, day.month)
    # Before 1900 there is no day, so that the nearest may be the one after.
    assert abs((near - today).days) <= 183 or (day.day, day.month) == (29, 2) or today.year == 1900
    ahead = parse_when(f"{day.day} {day:%b}", today)
    assert (ahead.day, ahead.month) == (day.day, day.month) and ahead >= today


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("tue 19:00", ("tue", "19:00")),
        ("8 Sep 2026 7pm", ("8 Sep 2026", "19:00")),
        ("8 Sep at 7.30 pm", ("8 Sep", "19:30")),
        ("second Tuesday 12am", ("second Tuesday", "00:00")),
        ("2026-03-14T18:30", ("2026-03-14", "18:30")),
        ("19h30", ("", "19:30")),
        ("8 Sep", ("8 Sep", "")),
        ("8.9.2026", ("8.9.2026", "")),
    ],
)
def test_a_time_of_day_stands_at_the_end(text: str, parts: tuple[str, str]) -> None:
    assert split_clock(text) == parts


@pytest.mark.parametrize("text", ["tue 25:00", "13pm", "0am", "tue 7:60"])
def test_what_no_clock_shows_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        split_clock(text)


def test_a_comma_apart_belongs_to_what_follows_the_day() -> None:
    assert leading_day("2000-01-01 , or so", TODAY) == (date(2000, 1, 1), ", or so")
    assert leading_day("8 Sep, holidays", TODAY)[1] == "holidays"
