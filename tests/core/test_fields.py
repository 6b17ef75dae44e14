"""What stands in a form is what stands in the record; what is typed is taken or explained."""

from __future__ import annotations

import typing
from datetime import date
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coptui.core.model.community import Community
from coptui.core.model.edits import with_fields
from coptui.core.model.records import (
    TABLES,
    Break,
    Consent,
    Event,
    HoursKept,
    Measure,
    Member,
    Membership,
    OutsideGuest,
    Profile,
    PulseWording,
    Record,
    Role,
    RoleHeld,
    Stage,
    Story,
    Topic,
    Use,
    document,
)
from coptui.core.model.saying import stage_name
from coptui.core.model.text import clean
from coptui.core.writing.field_readers import joined, split
from coptui.core.writing.fields import complete_moment, read_field, write_field
from coptui.core.writing.form_fields import FIELDS, Field
from coptui.errors import UsageError

TODAY = date(2026, 11, 22)
PEOPLE = Community(
    members={
        1: Member(id=1, name="Ann Lee"),
        2: Member(id=2, name="Ann Lee"),
        3: Member(id=3, name="Lee, Ann"),
        4: Member(id=4, name='"Bee" Okafor'),
        5: Member(id=5, name="José  Díaz"),
        6: Member(id=6, name="B. Traven"),
    },
    topics={
        1: Topic(id=1, title="Endings, and beginnings"),
        2: Topic(id=2, title="The Miller family", confidential=True, code="case 14"),
        3: Topic(id=3, title="Silence"),
    },
    stories={
        1: Story(id=1, text="The sheet saved an hour\nevery night"),
        2: Story(id=2, text="The sheet went to the clinic"),
        3: Story(id=3, text="A" * 300),
    },
)
EVERY = [(table, field) for table, fields in FIELDS.items() for field in fields]


def field(table: str, name: str) -> Field:
    return next(one for one in FIELDS[table] if one.name == name)


words = st.text(st.sampled_from("abcé,\":' -@#\n") | st.characters(), max_size=12).map(clean)
some = words.filter(bool)
days = st.dates(date(1950, 1, 1), date(2100, 1, 1))
moments = st.one_of(
    days.map(date.isoformat),
    days.map(lambda day: f"{day}T18:30"),
    days.map(lambda day: f"{day}T18:30:00+01:00"),
    days.map(lambda day: f"{day} 09:05Z"),
)


def values(table: str, one: Field) -> st.SearchStrategy[Any]:
    """Values that a field may hold, as records hold them."""
    optional = getattr(TABLES[table](), one.name) is None
    strategy: st.SearchStrategy[Any]
    match one.kind:
        case "line":
            strategy = some if one.required else words
        case "note":
            strategy = st.text(max_size=30).map(lambda text: clean(text, lines=True))
            strategy = strategy.filter(str.strip) if one.required else strategy
        case "day":
            strategy = days
        case "moment":
            strategy = moments if one.required else moments | st.just("")
        case "choice":
            strategy = st.sampled_from(one.choices)
        case "flag":
            strategy = st.booleans()
        case "number":
            strategy = st.integers(0, 9999)
        case "lines" | "interests":
            strategy = st.lists(some, max_size=3, unique=True).map(tuple)
        case "addresses":
            addresses = st.lists(st.emails(), max_size=3, unique=True)
            strategy = addresses.map(tuple)
        case "pairs":
            names = some.filter(lambda text: ":" not in text)
            strategy = st.dictionaries(names, some, max_size=3)
        case "zone":
            strategy = st.sampled_from(["", "Europe/Berlin", "America/New_York"])
        case "rule":
            strategy = st.sampled_from(["", "FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=2TU"])
        case "roles":
            roles = st.builds(
                RoleHeld,
                role=st.sampled_from(get_args(Role)),
                since=st.none() | days,
                until=st.none() | days,
            )
            strategy = st.lists(roles, max_size=3).map(tuple)
        case "groups":
            memberships = st.builds(Membership, group=some, since=st.none() | days, until=st.none() | days)  # fmt: skip
            strategy = st.lists(memberships, max_size=3).map(tuple)
        case "members":
            strategy = st.lists(st.sampled_from([1, 2, 3, 4, 5, 6, 99]), unique=True).map(tuple)
        case "words":
            strategy = st.builds(PulseWording, excitement=words, relevance=words, value=words)
        case "answer":
            strategy = st.booleans()
        case "consent":
            said = st.none() | st.booleans()
            strategy = st.builds(Consent, directory=said, photos=said, quotes=said)
        case "guests":
            guests = st.builds(OutsideGuest, name=some, organisation=words)
            strategy = st.lists(guests, max_size=3).map(tuple)
        case "breaks":
            both = st.tuples(days, days).map(sorted)
            made = st.builds(lambda two, why: Break(from_=two[0], to=two[1], why=why), both, words)
            strategy = st.lists(made, max_size=3).map(tuple)
        case "measure":
            numbers = st.integers(-9999, 9999).map(float) | st.just(2.5)
            strategy = st.builds(Measure, value=numbers, unit=words)
        case "uses":
            who = st.none() | st.sampled_from([1, 2, 3, 4, 5, 6, 99])
            strategy = st.lists(
                st.builds(Use, on=st.none() | days, by=who, what=words), max_size=3
            ).map(tuple)
        case "hours":
            spent = st.integers(0, 999).map(float) | st.just(2.5)
            strategy = st.lists(
                st.builds(HoursKept, on=st.none() | days, hours=spent), max_size=3
            ).map(tuple)
        case "person":
            strategy = st.sampled_from([1, 2, 3, 4, 5, 6, 99]) | some
        case "topic" | "story":
            strategy = st.sampled_from([1, 2, 3, 99])
        case "topics":
            strategy = st.lists(st.sampled_from([1, 2, 3, 99]), unique=True).map(tuple)
        case _:
            strategy = st.sampled_from([1, 2, 3, 4, 5, 6, 99])
    return st.none() | strategy if optional else strategy


@pytest.mark.parametrize(("table", "one"), EVERY, ids=[f"{t}-{f.name}" for t, f in EVERY])
def test_what_is_written_is_read_back(table: str, one: Field) -> None:
    @settings(max_examples=40)
    @given(values(table, one), words)
    def law(value: Any, other: str) -> None:
        record = TABLES[table](id=7)
        if table == "events":
            record = Event(id=7, title="E", starts_at="2026-01-01")
        record = msgspec.structs.replace(record, **{one.name: value})
        text = write_field(one, record, PEOPLE)
        read = read_field(one, text, record, PEOPLE, TODAY)
        kept = with_fields(record, {one.name: read})
        assert document(kept) == document(record)

    law()


TYPED = [
    (t, f)
    for t, f in EVERY
    if f.kind
    in (
        "lines",
        "addresses",
        "pairs",
        "day",
        "choice",
        "number",
        "flag",
        "words",
        "breaks",
        "measure",
    )
]


@pytest.mark.parametrize(("table", "one"), TYPED, ids=[f"{t}-{f.name}" for t, f in TYPED])
def test_what_is_written_says_the_same_in_another_record(table: str, one: Field) -> None:
    """The text itself carries the value: nothing is remembered from the record."""

    @settings(max_examples=40)
    @given(values(table, one))
    def law(value: Any) -> None:
        blank = Event(title="E", starts_at="2026-01-01") if table == "events" else TABLES[table]()
        record = msgspec.structs.replace(blank, **{one.name: value})
        text = write_field(one, record, PEOPLE)
        if not text and one.kind == "choice":
            return
        read = read_field(one, text, blank, PEOPLE, TODAY)
        assert document(with_fields(blank, {one.name: read})) == document(record)

    law()


def test_every_field_is_one_of_its_record() -> None:
    for table, one in EVERY:
        known = typing.get_type_hints(TABLES[table])
        assert one.name in known
        if one.kind == "choice":
            kind = known[one.name]
            kinds = get_args(kind)
            assert one.choices == (kinds if isinstance(kinds[0], str) else get_args(kinds[0]))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a, b,,c ", ["a", "b", "c"]),
        ('"a, b", c', ["a, b", "c"]),
        ('"say ""no""", b', ['say "no"', "b"]),
        ('5" disk, 3" disk', ['5" disk', '3" disk']),
        ('"open, b', ['"open', "b"]),
        ("", []),
        (" , ", []),
    ],
)
def test_parts_with_commas_between(text: str, parts: list[str]) -> None:
    assert split(text) == parts


def read(table: str, name: str, text: str, record: Record | None = None) -> Any:
    blank = record or (Event(starts_at="2026-01-01") if table == "events" else TABLES[table]())
    return read_field(field(table, name), text, blank, PEOPLE, TODAY)


@pytest.mark.parametrize(
    ("table", "name", "text", "value"),
    [
        ("members", "name", "  Ann \x1b Lee ", "Ann Lee"),
        ("members", "joined_on", "today", "2026-11-22"),
        ("members", "joined_on", "", None),
        ("members", "status", "pa", "paused"),
        ("members", "status", "LEFT", "left"),
        ("members", "contact_every_days", "30", 30),
        ("members", "emails", "a@b.c,d@e.f, a@b.c", ["a@b.c", "d@e.f"]),
        ("members", "handles", "github: ann, x: https://x.org/a", {"github": "ann", "x": "https://x.org/a"}),
        ("members", "knows", '"Lee, Ann", b.traven, jose', [3, 6, 5]),
        ("members", "introduced_by", "traven", 6),
        ("members", "introduced_by", "", None),
        ("topics", "edge", "Y", True),
        ("topics", "edge", "", False),
        ("topics", "origin", "", None),
        ("topics", "notes", "a\r\nb\t c", "a\nb  c"),
        ("events", "topics", "silence, case 14", [3, 2]),
        ("events", "starts_at", "fri 18:30", "2026-11-27T18:30"),
        ("events", "starts_at", "2026-12-01 9:05", "2026-12-01T09:05"),
        ("events", "starts_at", "2026-12-01T18:30+01:00", "2026-12-01T18:30+01:00"),
        ("events", "starts_at", "tomorrow", "2026-11-23"),
        ("events", "ends_at", "20:00", "20:00"),
        ("events", "ends_at", "9:30", "09:30"),
        ("events", "ends_at", "", ""),
        ("community", "words", "value: Worth it?", {"value": "Worth it?"}),
        ("community", "sponsor", "traven", 6),
        ("community", "sponsor", "Dr Quill", "Dr Quill"),
        ("community", "breaks", "2026-12-20 to 2027-01-04 holidays, all\n\n2027-05-01",
         [{"from": "2026-12-20", "to": "2027-01-04", "why": "holidays, all"},
          {"from": "2027-05-01", "to": "2027-05-01"}]),
        ("stories", "measure", "15 minutes saved per call", {"value": 15.0, "unit": "minutes saved per call"}),
        ("stories", "measure", "2,5", {"value": 2.5}),
        ("stories", "measure", "", None),
        ("stories", "topic", "silence", 3),
        ("stories", "previous", "saved an HOUR every", 1),
        ("stories", "previous", "", None),
    ],
)  # fmt: skip
def test_what_is_typed(table: str, name: str, text: str, value: Any) -> None:
    assert read(table, name, text) == value


@pytest.mark.parametrize(
    ("table", "name", "text", "said"),
    [
        ("members", "name", " ", "Name cannot be empty"),
        ("members", "name", "x" * 121, "Name is too long: at most 120"),
        ("members", "joined_on", "soon", "isn't a date"),
        ("members", "status", "", "Status must be one of active, paused"),
        ("members", "status", "p", "Status must be one of active, paused"),
        ("members", "status", "gone", "Status must be one of active, paused"),
        ("members", "contact_every_days", "often", "number of days"),
        ("members", "contact_every_days", "-3", "number of days"),
        ("members", "emails", "x" * 255 + "@x.org", "at most 254"),
        ("members", "emails", "ann at x.org", "isn't an address"),
        ("members", "handles", "ann", "should be like github: ann"),
        ("members", "handles", "github:", "should be like github: ann"),
        ("members", "handles", "x: a, x: b", "x appears twice"),
        ("members", "handles", "x: " + "a" * 255, "at most 254"),
        ("members", "roles", "king", "'king' isn't a role; the roles are coordinator"),
        ("members", "knows", "ann", "matches"),
        ("members", "knows", "zebedee", "zebedee"),
        ("members", "introduced_by", "zebedee", "zebedee"),
        ("topics", "edge", "maybe", "yes or no"),
        ("topics", "outcome", "x" * 8001, "at most 8000"),
        ("events", "starts_at", "", "Starts cannot be empty"),
        ("events", "starts_at", "20:00", "Which day"),
        ("events", "starts_at", "2026-12-01 25:00", "isn't a time of day"),
        ("events", "starts_at", "2026-12-01 half past six", "isn't a time of day"),
        ("events", "topics", "miller", "miller"),
        ("community", "name", "", "Name cannot be empty"),
        ("community", "words", "joy: Fun?", "'joy' isn't a rating question"),
        ("community", "sponsor", "ann", "matches"),
        ("community", "breaks", "2027-01-04 to 2026-12-20 back", "ends before it starts"),
        ("community", "breaks", "holidays", "'holidays' isn't a date"),
        ("community", "breaks", "2026-12-20 " + "x" * 501, "at most 500"),
        ("stories", "measure", "many minutes", "must start with a number"),
        ("stories", "measure", "1 " + "x" * 121, "at most 120"),
        ("stories", "previous", "the sheet", "matches 2 stories"),
        ("stories", "previous", "nothing", "No other story contains"),
    ],
)
def test_what_is_refused_says_what_is_taken(table: str, name: str, text: str, said: str) -> None:
    with pytest.raises(UsageError) as told:
        read(table, name, text)
    assert said in told.value.message


@pytest.mark.parametrize("tag", ["#a", ";#a", "a;#b", "a; b", "a;", '"a', "a #b", ",", "a;b"])
def test_a_tag_is_read_back_whatever_signs_are_in_it(tag: str) -> None:
    assert split(joined([tag, "x"])) == [tag, "x"]
    one = next(one for table, one in EVERY if (table, one.name) == ("members", "tags"))
    member = Member(id=7, name="Ann", tags=(tag, "x"))
    assert read_field(one, write_field(one, member, PEOPLE), member, PEOPLE, TODAY) == (tag, "x")


def test_namesakes_in_a_list_stay_who_they_are() -> None:
    ann = Member(id=7, knows=(2, 1, 3))
    text = write_field(field("members", "knows"), ann, PEOPLE)
    assert text == 'Ann Lee, Ann Lee, "Lee, Ann"'
    assert read("members", "knows", f"{text}, b.traven", ann) == [2, 1, 3, 6]
    assert read("members", "knows", "Ann Lee, traven", ann) == [2, 6]


def test_a_name_that_is_gone_keeps_its_place() -> None:
    ann = Member(id=7, knows=(99, 3), introduced_by=99)
    text = write_field(field("members", "knows"), ann, PEOPLE)
    assert read("members", "knows", f"traven, {text}", ann) == [6, 99, 3]
    assert read("members", "introduced_by", "(deleted: 99)", ann) == 99


def test_a_confidential_topic_stands_in_a_form_as_its_code() -> None:
    event = Event(id=1, title="E", starts_at="2026-01-01", topics=(2, 3))
    text = write_field(field("events", "topics"), event, PEOPLE)
    assert text == "case 14, Silence"
    assert read("events", "topics", "Silence, case 14", event) == [3, 2]


def test_roles_keep_their_dates() -> None:
    member = Member(
        roles=(
            RoleHeld(role="host", since=date(2024, 1, 1)),
            RoleHeld(role="mentor", since=date(2023, 1, 1), until=date(2023, 6, 1)),
            RoleHeld(role="steward"),
        )
    )
    assert write_field(field("members", "roles"), member, PEOPLE) == "host, steward"
    assert read("members", "roles", "Host, librarian, librarian, mentor", member) == [
        {"role": "host", "since": "2024-01-01"},
        {"role": "mentor", "since": "2023-01-01", "until": "2023-06-01"},
        {"role": "steward", "until": "2026-11-22"},
        {"role": "librarian", "since": "2026-11-22"},
        {"role": "mentor", "since": "2026-11-22"},
    ]


def test_someone_who_moves_stays_known_where_they_were() -> None:
    member = Member(
        groups=(
            Membership(group="Lisbon desk", since=date(2024, 1, 1)),
            Membership(group="Porto desk", since=date(2023, 1, 1), until=date(2023, 6, 1)),
            Membership(group="Night desk"),
        )
    )
    assert write_field(field("members", "groups"), member, PEOPLE) == "Lisbon desk, Night desk"
    assert list(read("members", "groups", "porto desk, NIGHT DESK, porto desk", member)) == [
        {"group": "Lisbon desk", "since": "2024-01-01", "until": "2026-11-22"},
        {"group": "Porto desk", "since": "2023-01-01", "until": "2023-06-01"},
        {"group": "Night desk"},
        {"group": "porto desk", "since": "2026-11-22"},
    ]


@pytest.mark.parametrize(
    ("start", "end", "whole"),
    [
        ("2026-03-14T18:30", "20:00", "2026-03-14T20:00"),
        ("2026-03-14T18:30+01:00", "20:00", "2026-03-14T20:00+01:00"),
        ("2026-12-31T22:00", "01:00", "2027-01-01T01:00"),
        ("2026-03-14", "20:00", "2026-03-14T20:00"),
        ("2026-03-14T18:30", "2026-03-15T02:00", "2026-03-15T02:00"),
        ("2026-03-14T18:30", "", ""),
        ("", "20:00", "20:00"),
    ],
)
def test_an_end_written_as_a_time(start: str, end: str, whole: str) -> None:
    assert complete_moment(start, end) == whole


@given(st.sampled_from(EVERY), st.text(max_size=20))
def test_anything_typed_is_taken_or_explained(which: tuple[str, Field], text: str) -> None:
    table, one = which
    blank = Event(title="E", starts_at="2026-01-01") if table == "events" else TABLES[table]()
    try:
        value = read_field(one, text, blank, PEOPLE, TODAY)
        if one.name != "ends_at":
            with_fields(blank, {one.name: value})
    except UsageError as error:
        assert error.message


def test_a_zone_and_a_rule_are_read_or_explained() -> None:
    event = Event(title="x", starts_at="2026-11-24T18:00")
    fields = {field.name: field for field in FIELDS["events"]}
    today = date(2026, 11, 24)

    def read(name: str, text: str) -> object:
        return read_field(fields[name], text, event, Community(), today)

    for text in ("Europe/Berlin", "europe/berlin", "Berlin"):
        assert read("time_zone", text) == "Europe/Berlin"
    assert read("recurrence", "RRULE:FREQ=WEEKLY") == "FREQ=WEEKLY"
    assert read("recurrence", "every week") == "FREQ=WEEKLY"
    for name, text in (("time_zone", "Atlantis"), ("recurrence", "now and then")):
        with pytest.raises(UsageError):
            read(name, text)


@pytest.mark.parametrize(
    ("table", "name", "text", "value"),
    [
        ("members", "consent", "directory: yes, quotes: n", {"directory": True, "quotes": False}),
        ("members", "contact_ok", "no", False),
        ("members", "contact_ok", "", None),
        ("members", "bridges_to", "the harbour, night shifts", ["the harbour", "night shifts"]),
        (
            "events",
            "outside_guests",
            "Ida Webb (Harbour clinic), Mo Lee",
            [{"name": "Ida Webb", "organisation": "Harbour clinic"}, {"name": "Mo Lee"}],
        ),
    ],
)
def test_consent_guests_and_bridges_have_a_way_in(
    table: str, name: str, text: str, value: Any
) -> None:
    record = Event(id=7, starts_at="2026-01-01") if table == "events" else TABLES[table](id=7)
    assert read_field(field(table, name), text, record, PEOPLE, TODAY) == value


@pytest.mark.parametrize("text", ["directory", "hats: yes", "quotes: perhaps"])
def test_what_cannot_be_consented_to_is_said(text: str) -> None:
    with pytest.raises(UsageError):
        read_field(field("members", "consent"), text, Member(id=7), PEOPLE, TODAY)


@pytest.mark.parametrize("stage", get_args(Stage))
def test_a_stage_is_read_by_the_name_that_is_shown_and_by_the_files(stage: str) -> None:
    one = next(one for table, one in EVERY if (table, one.name) == ("community", "stage"))
    profile = Profile(id=1, stage=stage)
    said = write_field(one, profile, PEOPLE)
    assert said == stage_name(stage) and said in one.shown_choices
    for text in (said, said.upper(), said[:5], stage):
        assert read_field(one, text, Profile(id=1), PEOPLE, TODAY) == stage
