"""How often an event repeats, in words and read back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.recurrence import check_rule, day_after, keeps_to
from coptui.core.model.rule_words import in_words, rule_of, rule_said
from coptui.errors import UsageError

TOLD = {
    "weekly": "FREQ=WEEKLY",
    "Every week": "FREQ=WEEKLY",
    "every 2 weeks": "FREQ=WEEKLY;INTERVAL=2",
    "every other week": "FREQ=WEEKLY;INTERVAL=2",
    "fortnightly": "FREQ=WEEKLY;INTERVAL=2",
    "every Tuesday": "FREQ=WEEKLY;BYDAY=TU",
    "Tuesdays": "FREQ=WEEKLY;BYDAY=TU",
    "weekly on tue and thu": "FREQ=WEEKLY;BYDAY=TU,TH",
    "every 2 weeks on Tuesday": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    "monthly": "FREQ=MONTHLY",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "every 3 months": "FREQ=MONTHLY;INTERVAL=3",
    "yearly": "FREQ=YEARLY",
    "2nd Tuesday of the month": "FREQ=MONTHLY;BYDAY=2TU",
    "second Tuesday": "FREQ=MONTHLY;BYDAY=2TU",
    "the second Tuesday of every month": "FREQ=MONTHLY;BYDAY=2TU",
    "monthly on the second Tuesday": "FREQ=MONTHLY;BYDAY=2TU",
    "last friday of each month": "FREQ=MONTHLY;BYDAY=-1FR",
    "first and third Tuesday of the month": "FREQ=MONTHLY;BYDAY=1TU,3TU",
    "every 2 months on the first monday": "FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO",
    "15th of the month": "FREQ=MONTHLY;BYMONTHDAY=15",
    "monthly on the 1st": "FREQ=MONTHLY;BYMONTHDAY=1",
    "FREQ=WEEKLY;COUNT=8": "FREQ=WEEKLY;COUNT=8",
    "RRULE:FREQ=MONTHLY;BYDAY=2TU": "FREQ=MONTHLY;BYDAY=2TU",
    "": "",
}


@pytest.mark.parametrize("text", TOLD)
def test_words_are_a_rule(text: str) -> None:
    assert check_rule(text) == TOLD[text]


@pytest.mark.parametrize(
    "text",
    [
        "sometimes",
        "every 0 weeks",
        "second friend",
        "32nd of the month",
        "every",
        "FREQ=HATS",
        "=",
        "INTERVAL=0",
    ],
)
def test_what_says_nothing_of_how_often_is_refused_in_words(text: str) -> None:
    with pytest.raises(UsageError) as told:
        check_rule(text)
    assert told.value.hint and "(" not in told.value.message


def test_every_second_tuesday_is_asked_about() -> None:
    with pytest.raises(UsageError) as told:
        check_rule("every second Tuesday")
    assert "every 2 weeks on Tuesday" in told.value.hint
    assert "second Tuesday of the month" in told.value.hint


codes = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])
nths = st.sampled_from(["1", "2", "3", "4", "-1"])
rules = st.one_of(
    st.builds(
        "FREQ=WEEKLY;BYDAY={}".format,
        st.lists(codes, min_size=1, max_size=3, unique=True).map(",".join),
    ),
    st.builds("FREQ=MONTHLY;INTERVAL={};BYDAY={}{}".format, st.integers(2, 12), nths, codes),
    st.builds("FREQ=MONTHLY;BYMONTHDAY={}".format, st.integers(1, 31)),
    st.builds(
        "FREQ={};INTERVAL={}".format,
        st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
        st.integers(2, 40),
    ),
)


@given(rules)
def test_a_rule_in_words_is_that_rule(rule: str) -> None:
    assert rule_of(in_words(rule)) == rule


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;COUNT=8",
        "FREQ=MONTHLY;BYDAY=5TU",
        "FREQ=YEARLY;BYMONTH=3",
        "FREQ=MONTHLY;BYDAY=MO",
    ],
)
def test_what_words_do_not_tell_whole_stays_a_rule(rule: str) -> None:
    assert in_words(rule) == ""


@given(st.text(max_size=20))
def test_anything_typed_is_a_rule_or_a_plain_error(text: str) -> None:
    try:
        check_rule(text)
    except UsageError as error:
        assert error.hint


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.sampled_from(["second Tuesday of the month", "weekly on Monday", "every 2 weeks on Friday", "15th of the month", "last Thursday of the month", "every 2 months on the first Monday"]))  # fmt: skip
def test_the_days_of_a_rule_keep_to_it_and_the_days_beside_them_do_not(
    day: date, words: str
) -> None:
    rule = check_rule(words)
    on = day_after(rule, day)
    assert on is not None and keeps_to(rule, on)
    assert not keeps_to(rule, on - timedelta(days=1)) and not keeps_to(rule, on + timedelta(days=1))


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.sampled_from(["weekly", "monthly", "every 3 days", "yearly"]))  # fmt: skip
def test_a_rule_that_names_no_day_fits_any(day: date, words: str) -> None:
    assert keeps_to(check_rule(words), day)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=MONTHLY;COUNT=6;BYDAY=2TU", "monthly on the second Tuesday, 6 times in all"),
        ("FREQ=WEEKLY;UNTIL=20261231T235959Z;BYDAY=TU", "weekly on Tuesday, until Thu 31 Dec 2026"),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", "monthly on the second Tuesday"),
        ("FREQ=YEARLY;BYMONTH=3", "a rule coptui doesn't put into words: FREQ=YEARLY;BYMONTH=3"),
        ("FREQ=WEEKLY;COUNT=x", "a rule coptui doesn't put into words: FREQ=WEEKLY;COUNT=x"),
    ],
)
def test_every_rule_is_said_or_named_as_one_that_is_not(rule: str, said: str) -> None:
    assert rule_said(rule) == said
