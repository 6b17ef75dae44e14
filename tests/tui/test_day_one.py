"""A community on its first day: of people who were only put on a list, nothing is said that is not known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from coptui.core.lists.listing import SORTS, Listing
from coptui.core.meetings.roll_call import roster
from coptui.core.model.community import Community
from coptui.core.model.records import Event, Member, Profile, RoleHeld, Source, Stage, Touch
from coptui.core.model.settings import DEFAULTS
from coptui.core.people.levels import standings
from coptui.evidence.agenda import agenda
from coptui.evidence.registry import LINES, reading
from coptui.tui.day.between_meetings_rows import between_rows
from coptui.tui.day.today_rows import today_rows
from coptui.tui.kit.rows import Row, Rows
from coptui.tui.meetings.roll_call_rows import known_as, roster_rows
from coptui.tui.records.lists import list_rows
from coptui.tui.records.member_detail import member_rows

TODAY = date(2026, 11, 22)
NOT_KNOWN = re.compile(
    r"\b(quiet|last here|here before|never|missed|we miss|0 ?%|inactive|not spoken to)",
    re.IGNORECASE,
)

joined = st.lists(
    st.none() | st.integers(0, 4000).map(lambda back: TODAY - timedelta(days=back)),
    min_size=25,
    max_size=25,
)
stages = st.sampled_from([None, "potential", "stewardship"])


def listed(days: Iterable[date | None], imported: bool, stage: Stage | None) -> Community:
    source = Source(kind="csv", file="people.csv", at=f"{TODAY}T09:00") if imported else None
    people = {
        number: Member(id=number, name=f"Person {number}", joined_on=day, source=source)
        for number, day in enumerate(days, 1)
    }
    people[26] = Member(id=26, name="Cora", roles=(RoleHeld(role="coordinator"),))
    return Community(profile=Profile(name="New", stage=stage), members=people)


def said(rows: Iterable[Row]) -> list[str]:
    return ["".join(span.text for span in row.cells) for row in rows]


def listing(rows: Rows) -> list[str]:
    return ["".join(span.text for span in rows.cells(place)) for place in range(len(rows))]


def everything_said(community: Community) -> list[str]:
    found = [standing.why for standing in standings(community, TODAY, DEFAULTS).values()]
    for line in LINES:
        read = reading(line, community, TODAY)
        for seen in (read.now, read.then):
            found += [seen.text, seen.confidence, *(row.why for row in seen.rows)]
        found.append(read.word)
    for table in ("members", "events"):
        for sort in SORTS[table]:
            rows = list_rows(community, Listing(table, sort=sort), TODAY, width=100)
            found += listing(rows)
    for member in community.members.values():
        found += said(member_rows(community, member, TODAY, DEFAULTS, 60, True, True))
    page = agenda(community, TODAY, DEFAULTS)
    found += said(today_rows(community, page, (), (), TODAY, 100))
    between = between_rows(community, TODAY, DEFAULTS, 100)
    found += listing(between)
    for event in community.events.values():
        expected = roster(community, event, TODAY, DEFAULTS)
        names = known_as(community, expected)
        marks = roster_rows(community, event, expected, names=names, query="", silent=False)
        found += listing(marks)
    return found


@settings(max_examples=15)
@given(joined, st.booleans(), stages, st.booleans(), st.booleans())
def test_nothing_is_said_of_people_that_nobody_recorded(
    days: list[date | None], imported: bool, stage: Stage | None, planned: bool, spoken: bool
) -> None:
    community = listed(days, imported, stage)
    if planned:
        ahead = Event(
            id=1,
            title="First",
            series="Call",
            starts_at=str(TODAY + timedelta(days=9)),
            status="planned",
        )
        community = community.with_records("events", {1: ahead})
    if spoken:
        touch = Touch(id=1, on=TODAY, by=26, members=(1,))
        community = community.with_records("touches", {1: touch})
    for text in everything_said(community):
        assert not NOT_KNOWN.search(text), text


def test_a_day_of_joining_is_never_shown_as_having_been_here() -> None:
    community = listed([date(2025, 12, 12)] * 25, True, None)
    found = "\n".join(everything_said(community))
    assert "since 2025" in found, "the day of joining is told as what it is"
    assert not re.search(r"(seen|came|here)\W+(on )?12 Dec", found, re.IGNORECASE)
