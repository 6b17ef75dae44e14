"""What a filter means, and what one change for several means."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.lists.columns import all_columns, text_in
from coptui.core.lists.conditions import LEVELS, fitting
from coptui.core.lists.last_times import may_be_on
from coptui.core.lists.listing import SORTS, Listing, ids_in, saved_lists, to_keep
from coptui.core.lists.many import change_all, put_in
from coptui.core.model.community import Community
from coptui.core.model.records import Attendance, Event, Member, Topic, Touch
from coptui.core.model.settings import DEFAULTS
from coptui.core.people.levels import standings
from coptui.errors import UsageError
from coptui.tui.records.event_detail import event_rows
from coptui.tui.records.lists import list_rows

TODAY = date(2026, 11, 22)
TABLES = ("members", "topics", "events")


@pytest.fixture(scope="module")
def community() -> Community:
    return Community(
        members={
            1: Member(id=1, name="Ann Lee", location="Leeds", joined_on=date(2024, 1, 1)),
            2: Member(id=2, name="Ben Ito", location="Near Leeds", more={"Chapter": "North"}),
            3: Member(id=3, name="Cy Active", location="York", tags=("quiet",)),
        },
        touches={
            1: Touch(id=1, members=(1,), on=date(2026, 6, 1)),
            2: Touch(id=2, members=(2,), on=date(2026, 5, 31)),
        },
        topics={
            1: Topic(id=1, title="Silence", tags=("nights",)),
            2: Topic(id=2, title="A name", confidential=True, code="case 2", next_step="told"),
        },
        events={
            1: Event(id=1, title="Call", starts_at="2026-12-01T18:00", ends_at="2026-12-01T19:00")
        },
    )


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("near leeds", {1, 2}),
        ("not spoken to since June", {2, 3}),
        ("not spoken to since 2 June 2026", {1, 2, 3}),
        ("near leeds, not spoken to since june", {2}),
        ("location: york", {3}),
        ("chapter: north", {2}),
        ("joined:", {2, 3}),
        ("ann", {1}),
        ("", {1, 2, 3}),
        (" , ,", {1, 2, 3}),
    ],
)
def test_a_filter_means_its_words(community, query, ids) -> None:
    assert fitting(community, query, "members", TODAY) == ids


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("joined in 2026", {2, 3}),
        ("joined 2026", {2, 3}),
        ("joined this year", {2, 3}),
        ("joined since 2026", {2, 3}),
        ("Joined since April", {2, 3}),
        ("joined before April", {1}),
        ("joined before 2027", {1, 2, 3}),
        ("joined after April", {3}),
        ("joined in April", {2}),
        ("joined in Apr 2026", {2}),
        ("joined in April 2025", set()),
        ("joined last year", set()),
        ("joined in 2024", {1}),
        ("joined on 3 April", {2}),
        ("joined since 4 April 2026", {3}),
        ("joined last month", {3}),
        ("not joined in 2026", {1, 4}),
        ("seen in 2026", {1}),
        ("seen before June", {1}),
        ("seen since June", set()),
        ("not seen since June", {1, 2, 3, 4}),
        ("not seen since May", {2, 3, 4}),
        ("spoken to in June", {2}),
        ("not spoken to in 2026", {1, 3, 4}),
        ("joined in 2026, spoken to since June", {2}),
        ("joined the loom", {4}),
        ("joined in xyz", set()),
    ],
)
def test_a_filter_takes_when_people_joined_and_were_seen(query, ids) -> None:
    community = Community(
        members={
            1: Member(id=1, name="Ann Lee", joined_on=date(2024, 1, 1)),
            2: Member(id=2, name="Ben Ito", joined_on=date(2026, 4, 3)),
            3: Member(id=3, name="Cy Roe", joined_on=date(2026, 10, 31)),
            4: Member(id=4, name="Dee Moss", tags=("joined the loom",)),
        },
        touches={1: Touch(id=1, members=(2,), on=date(2026, 6, 1))},
        events={
            1: Event(
                id=1, title="Call", starts_at="2026-05-02T18:00", status="held", attendance_taken=True,
                attendance={1: Attendance(status="attended")},
            )
        },
    )  # fmt: skip
    assert fitting(community, query, "members", TODAY) == ids


joined = st.dates(date(1990, 1, 1), TODAY)


@given(st.lists(joined, max_size=6), joined)
def test_before_in_and_after_a_time_are_all_who_joined(days, within) -> None:
    community = Community(
        members={n: Member(id=n, name=f"P {n}", joined_on=day) for n, day in enumerate(days, 1)}
    )
    for text in (f"{within.year}", f"{within:%B} {within.year}", f"{within:%d %b} {within.year}"):
        before, during, after, since = (
            fitting(community, f"joined {word} {text}", "members", TODAY)
            for word in ("before", "in", "after", "since")
        )
        assert before | during | after == set(community.members)
        assert not (before & during or during & after or before & after)
        assert since == during | after
        assert fitting(community, f"not joined in {text}", "members", TODAY) == before | after


def test_a_level_is_a_level_only_where_levels_may_be_seen(community) -> None:
    held = standings(community, TODAY, DEFAULTS)
    for level in LEVELS:
        having = {n for n, one in held.items() if one.level == level}
        if level != "occasional":
            assert fitting(community, level, "members", TODAY, DEFAULTS) == having
    assert fitting(community, "active", "members", TODAY) == {3}, "a word like others"


@given(
    parts=st.lists(st.sampled_from(["near leeds", "ann", "joined:", "quiet", "x y"]), max_size=3)
)
def test_each_part_narrows(community, parts) -> None:
    fits = fitting(community, ", ".join(parts), "members", TODAY, DEFAULTS)
    for part in parts:
        assert fits <= fitting(community, part, "members", TODAY, DEFAULTS)


@pytest.mark.parametrize("table", TABLES)
def test_every_column_can_be_shown_sorted_by_and_typed_back(community, table) -> None:
    """What a cell holds, typed into it again, changes nothing."""
    for column in all_columns(community, table):
        order = ids_in(community, Listing(table, sort=column), TODAY)
        assert sorted(order) == sorted(community.table(table))
        for record in community.table(table).values():
            text = text_in(community, record, column, TODAY)
            try:
                assert put_in(community, record, column, text, TODAY) == record
            except UsageError as refused:
                said = refused.message
                assert "worked out" in said or "confidential" in said or not text, said


def test_texts_of_what_is_confidential_are_in_no_column(community) -> None:
    secret = community.topics[2]
    assert text_in(community, secret, "Next step", TODAY) == ""
    assert text_in(community, secret, "Code", TODAY) == "case 2"
    with pytest.raises(UsageError):
        change_all(community, "topics", [2], "Next step: other", TODAY)


def test_a_start_typed_in_place_keeps_the_length(community) -> None:
    moved = put_in(community, community.events[1], "Starts", "8 dec 20:00", TODAY)
    assert (moved.starts_at, moved.ends_at) == ("2026-12-08T20:00", "2026-12-08T21:00")


@given(
    table=st.sampled_from(TABLES),
    query=st.text(max_size=20),
    names=st.lists(st.text(st.characters(exclude_characters="\n"), min_size=1)),
    name=st.text(min_size=1),
)
def test_a_list_is_kept_as_it_was(table, query, names, name) -> None:
    listing = Listing(table, query, SORTS[table][0], tuple(names))
    kept = to_keep({name: listing, f"{name} two": listing})
    assert saved_lists(kept) == {name: listing, f"{name} two": listing}
    assert {name, *([query] if query else [])} <= {*kept.values()}, "found again, to be forgotten"


def test_a_held_event_that_may_still_be_on_is_not_past() -> None:
    until_late = Event(id=1, title="Late", starts_at="2026-11-22T12:00", ends_at="2026-11-22T23:30", status="held")  # fmt: skip
    over_night = Event(id=2, title="Night", starts_at="2026-11-21T22:00", ends_at="2026-11-22T02:00", status="held")  # fmt: skip
    yesterday = Event(id=3, title="Before", starts_at="2026-11-21T18:00", status="held")
    coming = Event(id=4, title="Next", starts_at="2026-11-29T18:00")
    events = (until_late, over_night, yesterday, coming)
    assert [may_be_on(event, TODAY) for event in events] == [True, True, False, False]
    community = Community(events={event.id: event for event in events})
    listing = Listing("events")
    assert [*ids_in(community, listing, TODAY, DEFAULTS)] == [2, 1, 4, 3]
    rows = list_rows(community, listing, TODAY, width=60, settings=DEFAULTS)
    order = [rows.keys[at] for at in range(len(rows))]
    assert order == [("events", 2), ("events", 1), ("events", 4), None, ("events", 3)]
    shown = event_rows(community, until_late, TODAY, 60, private=False)
    assert "held" not in "".join(span.text for row in shown for span in row.cells)
