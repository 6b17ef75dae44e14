"""What people really type: every example in a hint is taken, and nothing that looks like a date, a
name or "none" is taken for something else or used in part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.finding.search import one
from coptui.core.model.community import Community
from coptui.core.model.edits import create
from coptui.core.model.records import TABLES, Event, Member, Profile, Record, Story, Topic, Touch
from coptui.core.model.typed_days import parse_when
from coptui.core.model.typed_times import split_clock, split_span
from coptui.core.people.sponsor import settled
from coptui.core.people.tending import came_of_it, came_of_story
from coptui.core.writing.capture import capture
from coptui.core.writing.fields import read_field
from coptui.core.writing.form_fields import FIELDS, Field
from coptui.core.writing.jottings import KINDS, event, follow_up, guest_of, touch
from coptui.core.writing.meaning import Jotting
from coptui.core.writing.understood import understood
from coptui.errors import Ambiguous, UsageError

TODAY = date(2026, 11, 29)  # a Sunday
NAMES = ("Ann Lee", "Beth Lindqvist", "Malik Joubert", "Amara Okafor", "Dr Ines Carvalho")
COMMUNITY = Community(
    profile=Profile(id=1, name="Circle"),
    members={
        **{number: Member(id=number, name=name) for number, name in enumerate(NAMES, 1)},
        6: Member(id=6, name="Cy Roe", organisation="Mill Creek", interests=("night shifts",)),
        7: Member(id=7, name="Cy Roe", organisation="Harbour"),
    },
    topics={
        1: Topic(id=1, title="One triage sheet"),
        2: Topic(id=2, title="What night shifts do to us"),
    },
    stories={1: Story(id=1, text="The sheet saved an hour")},
)
AT = Jotting(COMMUNITY, TODAY, "me")
EVERY = [(table, field) for table, fields in FIELDS.items() for field in fields]
IDS = [f"{table}-{field.name}" for table, field in EVERY]

RULES = re.compile(
    r"(?:names |titles )?separated by commas|one per line|part of (?:the name|the title|each|an earlier"
    r" story|a member's name)|any name|leave .*|members' interests it fits|and so on|only a date|the date|days"
    r"|another name moves them there|from imported lists|yes: only the code is shown|no to stop asking"
    r"|where it is kept|the name that all its events share|whose event it is|empty: everyone's"
)
"""What in a hint is a rule instead of an example."""


def blank(table: str) -> Record:
    return Event(title="E", starts_at="2026-01-01") if table == "events" else TABLES[table]()


def examples(hint: str) -> Iterator[str]:
    """Yield the examples of a hint, each as it would be typed."""
    for part in re.split(r"[,;] (?:or )?| or |e\.g\. ", hint):
        said = part.removesuffix(" and so on").strip()
        if said and not RULES.fullmatch(said):
            yield said


@pytest.mark.parametrize(("table", "field"), EVERY, ids=IDS)
def test_every_example_in_a_hint_is_accepted_by_its_field(table: str, field: Field) -> None:
    for example in examples(field.hint):
        value = read_field(field, example, blank(table), COMMUNITY, TODAY)
        assert value or example == "no", example
        if "@" in example:
            assert value[0]["by"] == 1, "the person named is taken as a person"


WRONG = (
    "xyzzy!", "half past six", "12 Dec 7-9pm", "Sept 2024", "2019", "12 Dec 6.30", "monthly except August",
    "Beth at home", "12 Dec 1900", "7pm", "every second Tuesday", "approx 3 hrs", "TBC",
)  # fmt: skip
_SUCH = re.compile(
    r"(?:.*such as|Write(?: it| the time| the day)?(?: too)?(?: as)?:?|For example:) (.*?)\.?(?: Use .*)?$"
)
_IN_WORDS = (
    "only the start",
    "only the time it starts",
    "the month as a word",
    "a full date",
    "your name as it is in the list of members",
)


@pytest.mark.parametrize(("table", "field"), EVERY, ids=IDS)
def test_every_example_in_an_error_is_accepted_by_the_field_that_gave_it(
    table: str, field: Field
) -> None:
    for wrong in WRONG:
        try:
            read_field(field, wrong, blank(table), COMMUNITY, TODAY)
        except UsageError as error:
            such = _SUCH.search(error.hint)
            for example in re.split(r",? or |, ", such[1]) if such else ():
                if example in _IN_WORDS or "add that month" in example:
                    continue
                # A time alone has its day before it.
                whole = f"8 Sep {example}" if re.fullmatch(r"[\d.:]+(am|pm)?", example) and field.kind == "moment" else example  # fmt: skip
                assert read_field(field, whole, blank(table), COMMUNITY, TODAY) is not None, (
                    wrong,
                    example,
                )


@pytest.mark.parametrize("wrong", ["soon", "weds the 10th", "end of it", "2019", "7/12", "TBC"])
def test_every_example_in_an_error_about_a_marked_day_works_behind_the_mark(wrong: str) -> None:
    with pytest.raises(UsageError) as told:
        capture(f"ring them !{wrong}", COMMUNITY, TODAY)
    such = _SUCH.search(told.value.hint)
    for example in re.split(r",? or |, ", such[1]) if such else ():
        if example not in _IN_WORDS:
            taken = capture(f"ring them !{example}", COMMUNITY, TODAY)
            assert taken.when and taken.text == "ring them"


DATES = (
    "fri", "Thurs", "Weds", "next weds", "weds 9 Dec", "mon 7 dec", "Mon, 7 Dec", "7 Dec.", "12 Dec", "Dec. 12",
    "Dec 12th", "12th", "the 12th", "Sat 12th", "Sat 12 Dec 2026", "1st of March", "1 March '27", "end of Jan",
    "end of January 2027", "end of the month", "start of Feb", "mid Jan", "first Tuesday in Jan",
    "first tues of Dec", "last Thursday of the month", "last Thursday in January", "second tues", "in two weeks",
    "in 2 weeks", "in three weeks' time", "a fortnight", "in a fortnight", "3 days", "3 days before",
    "2 weeks before the meeting", "2 weeks ago", "last tues", "yesterday", "tonight", "tomorrow evening",
    "a week today", "tomorrow week", "Tues week", "a week on Tuesday", "Monday fortnight", "12/12/26", "7/12",
    "12-12-2026", "13.12.26", "2026/12/12", "fri or sat", "fri and sat", "Fri to Sun", "12-13 Dec", "by Fri",
    "every other Tuesday", "half past six", "TBC", "asap", "31 Nov", "8 Sep", "fri in March", "March", "2027",
    "fri 4th Dec", "week of 7 Dec", "Christmas", "first thing Monday", "end of it",
)  # fmt: skip
TIMES = (
    "7pm", "7 pm", "7.30 p.m.", "at 7pm", "18:30", "18.30", "at 18:30", "7-9pm", "7pm-9pm", "7pm to 9pm",
    "18:30-20:00", "19:00–20:30", "noon", "6.30", "at 7", "half past six", "7-9", "6pm for 6.30pm",
)  # fmt: skip


@pytest.mark.parametrize("text", DATES)
def test_a_text_that_looks_like_a_date_is_never_partly_used(text: str) -> None:
    """Behind the mark a date is taken whole, or refused."""
    for line in (f"ring them !{text}", f"ring them ! {text}", f"ring them !{text.upper()}"):
        try:
            taken = capture(line, COMMUNITY, TODAY)
        except UsageError as error:
            assert error.hint
        else:
            assert taken.when is None or taken.text.rstrip(".") == "ring them", line
    for table, field in EVERY:
        if field.kind in ("day", "moment"):
            try:
                value = read_field(field, text, blank(table), COMMUNITY, TODAY)
            except UsageError as error:
                assert error.hint
            else:
                assert date.fromisoformat(str(value)[:10])


@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("day", ["12 Dec", "tues", "second Tuesday"])
def test_a_time_behind_a_day_is_never_left_in_a_title(day: str, time: str) -> None:
    try:
        made = event(f"Case clinic !{day} {time}", AT).changes[0].after
    except UsageError as error:
        assert error.hint
    else:
        assert made and made["title"] == "Case clinic" and "T" in made["starts_at"]
        assert ("ends_at" in made) == bool(re.search(r"\d(pm)?[-–]|to", time))


@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from(["{}:{:02}", "at {}:{:02}"]))
def test_a_time_is_read_before_or_behind_its_day(hour: int, minute: int, form: str) -> None:
    time = form.format(hour, minute)
    assert split_clock(f"12 Dec {time}") == ("12 Dec", f"{hour:02}:{minute:02}")
    assert split_clock(f"{time} on 12 Dec") == ("12 Dec", f"{hour:02}:{minute:02}")
    assert split_span(f"12 Dec {hour}:{minute:02}-23:59")[1:] == (f"{hour:02}:{minute:02}", "23:59")


def test_a_weekday_alone_is_the_last_one_where_something_has_been() -> None:
    assert parse_when("thurs", TODAY) == date(2026, 12, 3)
    assert parse_when("thurs", TODAY, "past") == date(2026, 11, 26)
    assert parse_when("next thurs", TODAY, "past") == date(2026, 12, 3)
    away = next(field for field in FIELDS["members"] if field.name == "paused_until")
    assert read_field(away, "8 Sep", Member(), COMMUNITY, TODAY) == "2027-09-08"


@pytest.mark.parametrize(("table", "field"), EVERY, ids=IDS)
def test_none_and_its_like_mean_nothing_in_every_field(table: str, field: Field) -> None:
    if field.required:
        return
    record = blank(table)
    try:
        empty = read_field(field, "", record, COMMUNITY, TODAY)
    except UsageError:  # a choice that must be made
        return
    for text in ("n/a", "N/A", "none", "-", "–"):
        if text not in field.choices:
            assert (read_field(field, text, record, COMMUNITY, TODAY) or None) == (empty or None)


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("spoke to @beth about @malik", (2,)),
        ("told @beth about @malik !fri", (2,)),
        ("talked about @malik with @beth", (2,)),
        ("discussed @beth with @malik", (3,)),
        ("Discussed @beth's proposal with @malik", (3,)),
        ("asked @beth to ring @malik", (2,)),
        ("heard from @beth that @malik is ill", (2,)),
        ("heard @beth is leaving", ()),
        ("heard Beth is leaving", ()),
        ("saw @beth's talk", ()),
        ("spoke to @beth’s manager", ()),
        ("@beth wrote up the sheet", ()),
        ("@beth met the deadline", ()),
        ("@beth wrote to me about it", (2,)),
        ("@beth rang me", (2,)),
        ("spoke to @beth, @malik and @amara", (2, 3, 4)),
        ("spoke to @beth and to @malik", (2, 3)),
        ("thanked @beth and @malik for the cake", (2, 3)),
        ("spoke to @Beth Lindqvist about the rota", (2,)),
        ("Spoke to Dr. Beth", (2,)),
        ("Spoke to Mrs Lindqvist", (2,)),
        ("rang Dr Ines Carvalho", (5,)),
        ("Spoke to ‘Beth’ about it", (2,)),
        ("told Beth I'd send it", (2,)),
        ("had a long chat with Beth about @malik", (2,)),
        ("caught up with @beth and @malik", (2, 3)),
        ("I've spoken to Beth", (2,)),
        ("didn't speak to @beth", ()),
    ],
)
def test_a_conversation_was_with_those_spoken_to_and_no_one_else(
    line: str, people: tuple[int, ...]
) -> None:
    if not people:
        with pytest.raises(UsageError):
            follow_up(line, AT)
        return
    spoken = [c.after for c in follow_up(line, AT).changes if c.table == "touches" and c.after]
    assert tuple(spoken[0]["members"]) == people


def test_a_day_that_is_past_is_when_they_spoke_and_no_follow_up() -> None:
    edit = touch("spoke to @beth !last tues", AT)
    assert [change.table for change in edit.changes] == ["touches"]
    assert edit.changes[0].after and edit.changes[0].after["on"] == "2026-11-24"
    assert "Tue 24 Nov" in understood(edit, COMMUNITY, TODAY, "me")
    with pytest.raises(UsageError, match="past"):
        follow_up("call @beth !1 Dec 1900", AT)


def test_a_name_in_a_line_is_as_long_as_it_was_written() -> None:
    for line, text in (
        ("see @Beth Lindqvist at ten", "see Beth Lindqvist at ten"),
        ("see @beth lindqvist's talk", "see Beth Lindqvist's talk"),
        ("see @Ann Lee. Then @malik", "see Ann Lee. Then Malik Joubert"),
        ("see @Beth Adeyemi", "see Beth Lindqvist Adeyemi"),
        ("read #night shifts again", "read What night shifts do to us again"),
    ):
        assert capture(line, COMMUNITY, TODAY).text == text


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_was_understood_is_said_for_every_kind_and_its_own_example(kind) -> None:
    assert understood(kind.make(kind.example, AT), COMMUNITY, TODAY, "me")


def test_what_was_understood_is_said_of_every_record_that_a_line_makes() -> None:
    for line in ("@beth brought chairs", "@beth and @malik"):
        for kind in KINDS:
            try:
                edit = kind.make(line, AT)
            except UsageError:
                continue
            assert understood(edit, COMMUNITY, TODAY, "me")
    assert create(Member(name="x")).changes


def test_a_name_that_a_question_offers_is_taken_as_an_answer() -> None:
    with pytest.raises(Ambiguous) as told:
        one(COMMUNITY, "Cy Roe")
    assert [one(COMMUNITY, offered).id for offered in told.value.candidates] == [6, 7]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lena Voss via Amara", "Lena Voss"),
        ("Lena Voss (via Amara)", "Lena Voss"),
        ("Lena Voss, brought by @amara", "Lena Voss"),
        ("Lena Voss, a friend of Amara Okafor", "Lena Voss"),
    ],
)
def test_whoever_brought_a_guest_is_no_part_of_the_name(text: str, name: str) -> None:
    assert guest_of(text, COMMUNITY) == (name, 4)


@pytest.mark.parametrize("text", ["lena@x.org", "Lena Voss <lena@x.org>", "Lena Voss and Mo Lee"])
def test_what_is_no_name_is_no_guest(text: str) -> None:
    with pytest.raises(UsageError):
        guest_of(text, COMMUNITY)


@pytest.mark.parametrize(
    "said", ["nothing yet", "Nothing yet.", "Not yet", "n/a", "none", "-", "no", ""]
)
def test_nothing_yet_is_never_counted_as_something(said: str) -> None:
    """It stands as an example in the hint of the question, and led to nothing."""
    met = Touch(id=1, on=TODAY, by=1, members=(2, 3), kind="introduction")
    for edit in (came_of_it(met, said), settled(met, said)):
        assert not any((change.after or {}).get("led_to") for change in edit.changes)
    told = COMMUNITY.stories[1]
    assert [change.before for change in came_of_story(told, said, TODAY).changes] != [None]
    assert len(came_of_story(told, said, TODAY).changes) == 1, "asked again, and no story added"
    added = came_of_story(told, "nothing yet but a call", TODAY).changes
    assert added[0].before is None, "more than that is what came of it"
