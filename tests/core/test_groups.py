"""A group seen as a community of its own: what is in it, and that nothing in it leads out of it."""

from __future__ import annotations

import json
from datetime import date
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coptui.core.lists.listing import Listing, ids_in
from coptui.core.model.community import Community, all_groups
from coptui.core.model.groups import (
    group_called,
    group_names,
    groups_of,
    groups_on,
    is_for,
    is_in,
    put_in_groups,
    renamed,
)
from coptui.core.model.records import (
    TABLES,
    Action,
    ActionOrigin,
    Answer,
    Ask,
    Attendance,
    Event,
    HoursKept,
    LibraryItem,
    Member,
    Membership,
    Profile,
    Record,
    RoleHeld,
    Run,
    Snapshot,
    Story,
    Subject,
    Topic,
    Touch,
    document,
)
from coptui.core.model.references import named
from coptui.core.people.pairs import before_both, to_stand_beside
from coptui.core.views.of_group import of_group
from coptui.core.views.view import without_walks_of_groups
from coptui.errors import UsageError
from coptui.exchange.writers.cards import cards
from coptui.exchange.writers.members import addresses, members
from coptui.exchange.writers.written import stable_id
from whole_community import whole_community

TODAY = date(2026, 11, 22)
CAME = Attendance(status="attended")


def in_group(name: str, since: date | None = None, until: date | None = None) -> Any:
    return (Membership(group=name, since=since, until=until),)


CIRCLE = Community(
    profile=Profile(name="Circle", sponsor=4),
    members={
        1: Member(id=1, name="Ann", groups=in_group("Lisbon desk"), knows=(2, 3), buddy=4),
        2: Member(id=2, name="Beth", groups=in_group("Lisbon desk", date(2026, 3, 1)), joined_on=date(2025, 1, 1)),
        3: Member(id=3, name="Carl", groups=(*in_group("Lisbon desk", None, date(2026, 6, 1)), *in_group("Porto desk", date(2026, 6, 1)))),
        4: Member(id=4, name="Dana", emails=("dana@example.org",), roles=(RoleHeld(role="coordinator"),)),
        5: Member(id=5, name="Ed", groups=in_group("Porto desk")),
    },
    topics={
        1: Topic(id=1, title="Silence", interested=(1, 5), stewards=(5,)),
        2: Topic(id=2, title="Porto's own", interested=(5,)),
    },
    events={
        1: Event(id=1, title="Lisbon call", starts_at="2026-10-06", status="held", groups=("Lisbon desk",), hosts=(4,), invited=(1, 5),
                 attendance={1: CAME, 5: CAME, 3: Attendance(status="absent"), 4: Attendance(status="excused")}),
        2: Event(id=2, title="Porto call", starts_at="2026-10-07", status="held", groups=("Porto desk",), attendance={5: CAME, 1: CAME}),
        3: Event(id=3, title="All of us", starts_at="2026-10-08", status="held", attendance={1: CAME}),
        4: Event(id=4, title="Lisbon call", starts_at="2026-12-01", groups=("lisbon desk",)),
    },
    touches={
        1: Touch(id=1, on=TODAY, by=4, members=(1, 5), event=2),
        2: Touch(id=2, on=TODAY, by=1, members=(5,)),
    },
    actions={
        1: Action(id=1, text="ring", owner=4, about=(1, 5), origin=ActionOrigin(kind="event", id=2)),
        2: Action(id=2, text="book", owner=5),
        3: Action(id=3, text="write", owner=5, origin=ActionOrigin(kind="event", id=1)),
    },
    asks={1: Ask(id=1, text="a rota?", asker=1, answered_by=(5,)), 2: Ask(id=2, text="b?", asker=5)},
    stories={1: Story(id=1, text="it helped", teller=1, previous=2), 2: Story(id=2, text="before", teller=5)},
    library={1: LibraryItem(id=1, title="Sheet", keeper=4, topic=1), 2: LibraryItem(id=2, title="Other", keeper=5)},
    runs={1: Run(id=1, subject=Subject(kind="member", id=1)), 2: Run(id=2, subject=Subject(kind="member", id=5)), 3: Run(id=3)},
    snapshots={1: Snapshot(id=1, levels={1: "core"})},
)  # fmt: skip


@pytest.fixture(scope="module")
def lisbon() -> Community:
    return of_group(CIRCLE, "Lisbon desk", TODAY)


def test_it_has_its_people_its_events_and_what_belongs_to_them(lisbon: Community) -> None:
    assert set(lisbon.events) == {1, 4}
    assert set(lisbon.topics) == {1}
    assert (set(lisbon.touches), set(lisbon.asks), set(lisbon.stories)) == ({1}, {1}, {1})
    assert (set(lisbon.actions), set(lisbon.library), set(lisbon.runs)) == ({1, 3}, {1}, {1})
    assert lisbon.profile.name == "Circle, Lisbon desk"


def test_who_left_or_joined_the_group_has_left_or_joined_it_that_day(lisbon: Community) -> None:
    assert (lisbon.members[3].status, lisbon.members[3].left_on) == ("left", date(2026, 6, 1))
    assert lisbon.members[2].joined_on == date(2026, 3, 1)
    assert of_group(CIRCLE, "Lisbon desk", date(2026, 5, 31)).members[3].status == "active"


def test_people_of_other_groups_who_took_part_are_guests_by_name_alone(lisbon: Community) -> None:
    outside = {n: member for n, member in lisbon.members.items() if n not in (1, 2, 3)}
    assert {member.name: member.status for member in outside.values()} == {"Dana": "guest", "Ed": "guest"}  # fmt: skip
    assert outside[4].emails == () and outside[4].roles
    assert set(lisbon.events[1].attendance) == {1, 3, 5}
    assert lisbon.events[1].hosts == (4,)


def test_a_name_stays_where_a_field_takes_one() -> None:
    lisbon = of_group(CIRCLE, "Lisbon desk", TODAY)
    alone = of_group(msgspec.structs.replace(CIRCLE, events={}, members={**CIRCLE.members, 1: msgspec.structs.replace(CIRCLE.members[1], buddy=None)}), "Lisbon desk", TODAY)  # fmt: skip
    assert (lisbon.profile.sponsor, alone.profile.sponsor) == (4, "Dana")
    assert (alone.touches[1].by, alone.actions[1].owner, alone.library[1].keeper) == ("Dana",) * 3


def test_the_community_itself_stays_as_it_was() -> None:
    before = {table: dict(CIRCLE.table(table)) for table in TABLES}
    of_group(CIRCLE, "Lisbon desk", TODAY)
    assert {table: dict(CIRCLE.table(table)) for table in TABLES} == before


def test_groups_say_who_is_in_them_and_what_is_next() -> None:
    assert [(g.name, g.members, g.next_event and g.next_event.id) for g in groups_on(CIRCLE, TODAY)] == [
        ("Lisbon desk", (1, 2), 4), ("Porto desk", (3, 5), None),
    ]  # fmt: skip


def test_a_group_is_known_however_it_is_written_and_the_nearest_is_offered() -> None:
    assert group_called(CIRCLE, "LISBON DESK") == group_called(CIRCLE, "lis") == "Lisbon desk"
    with pytest.raises(UsageError) as said:
        group_called(CIRCLE, "Lisbn desk")
    assert "Lisbon desk" in said.value.hint
    with pytest.raises(UsageError):
        group_called(Community(), "Lisbon desk")


def test_no_list_or_export_of_people_has_those_of_other_groups(lisbon: Community) -> None:
    assert lisbon.guests == {4, 5}
    assert sorted(ids_in(lisbon, Listing(), TODAY)) == [1, 2, 3]
    for query in ("dana", "guest", "ed"):
        assert not {4, 5} & set(ids_in(lisbon, Listing(query=query), TODAY))
    written = members(lisbon, TODAY)
    assert written.records == 2 and written.left_out == (
        "1 person who has left or hasn't joined yet",
    )
    for text in (written.text, addresses(lisbon, TODAY).text, cards(lisbon, TODAY).text):
        assert "Dana" not in text and "Ed" not in text


def test_a_group_and_everyone_have_the_same_ids_in_other_programs(lisbon: Community) -> None:
    nameless = msgspec.structs.replace(CIRCLE, profile=Profile())
    for community in (CIRCLE, nameless):
        group = of_group(community, "Lisbon desk", TODAY)
        assert stable_id(group, "events", 1) == stable_id(community, "events", 1)


WALKED = Run(checklist="round", version=1, started_at="2026-11-01", finished_at="2026-11-01", group="lisbon desk")  # fmt: skip


def test_a_walk_of_a_group_is_of_that_group_alone() -> None:
    of_lisbon = msgspec.structs.replace(WALKED, id=4, log=(Answer(step="who", type="people", value=(5,)),))  # fmt: skip
    of_ann = msgspec.structs.replace(WALKED, id=1, subject=Subject(kind="member", id=1))
    walked = msgspec.structs.replace(CIRCLE, events={}, runs={1: of_ann, 3: Run(id=3), 4: of_lisbon})  # fmt: skip
    lisbon = of_group(walked, "Lisbon desk", TODAY)
    assert set(lisbon.runs) == {1, 4}
    assert lisbon.members[5].name == "Ed" and 5 in lisbon.guests
    assert set(of_group(walked, "Porto desk", TODAY).runs) == set()
    # About Ann, it is seen wherever she is.
    assert set(without_walks_of_groups(walked).runs) == {1, 3}
    assert without_walks_of_groups(CIRCLE) is CIRCLE


def test_neither_of_a_pair_is_seen_alone() -> None:
    pair = {4: msgspec.structs.replace(WALKED, id=4), 5: msgspec.structs.replace(WALKED, id=5, group="", pair=4)}  # fmt: skip
    assert set(of_group(msgspec.structs.replace(CIRCLE, runs=pair), "Lisbon desk", TODAY).runs) == set()  # fmt: skip


def test_before_is_the_same_groups_last_walk() -> None:
    runs = [
        msgspec.structs.replace(WALKED, id=number, group=group, started_at=f"2026-11-0{number}")
        for number, group in ((1, "Lisbon desk"), (2, ""), (3, "Porto desk"), (4, "LISBON desk"), (5, ""))
    ]  # fmt: skip
    assert [[run.id for run in before_both(now, runs)] for now in runs[3:]] == [[1], [2]]
    of_another = msgspec.structs.replace(WALKED, by="beth", started_at="2026-11-21")
    assert to_stand_beside(of_another, runs, date(2026, 11, 9)).id == 4


def test_a_group_is_renamed_wherever_it_is_named() -> None:
    walked = msgspec.structs.replace(CIRCLE, runs={4: msgspec.structs.replace(WALKED, id=4)})
    edit = renamed(all_groups(walked), "Lisbon desk", "Lisbon circle")
    assert {(change.table, change.id) for change in edit.changes} == {
        ("members", 1), ("members", 2), ("members", 3), ("events", 1), ("events", 4), ("runs", 4),
    }  # fmt: skip
    assert all("isbon desk" not in str(change.after) for change in edit.changes)
    assert renamed(all_groups(CIRCLE), "Lisbon desk", "LISBON DESK").changes
    for text in ("", "porto desk", "x" * 5000):
        with pytest.raises(UsageError):
            renamed(all_groups(CIRCLE), "Lisbon desk", text)


def test_an_event_of_a_group_is_for_who_is_in_it_that_day() -> None:
    may, october = (Event(starts_at=f"2026-{month}-01", groups=("Lisbon desk",)) for month in ("05", "10"))  # fmt: skip
    carl = CIRCLE.members[3]
    assert is_for(may, carl) and not is_for(october, carl) and is_for(Event(), carl)


names = st.lists(st.sampled_from(["Lisbon desk", "LISBON DESK", "Porto desk", "Night"]), max_size=3)
days = st.dates(date(2026, 1, 1), date(2026, 1, 9))
people = st.builds(
    Member,
    groups=st.lists(
        st.builds(Membership, group=names.map(lambda n: n[0] if n else "Night"), since=st.none() | days, until=st.none()),
        max_size=2, unique_by=lambda each: each.group.casefold(),
    ).map(tuple),
)  # fmt: skip


@given(people, names, days)
def test_moving_puts_someone_into_these_groups_alone_and_loses_no_past(
    member: Member, wanted: list[str], day: date
) -> None:
    moved = put_in_groups(member, wanted, day)
    held = {each.group.casefold() for each in moved.groups if each.until is None}
    assert held == {name.casefold() for name in wanted}
    assert put_in_groups(moved, wanted, day) == moved
    for each in member.groups:
        if each.since is None or each.since < day:
            assert is_in(moved, each.group, each.since or date(2025, 1, 1))
    assert all(is_in(moved, name, day) for name in wanted)
    assert {name.casefold() for name in groups_of(moved, date(2027, 1, 1))} == held


def drawn(seed: int) -> Community:
    """A community with every field of every table filled, of which some is a group's."""
    random = Random(seed)
    tables = whole_community(random, {"name": "Ann Lee"}, lambda kind: random.choice(["Lisbon", "Porto", "1"]))  # fmt: skip
    for record in (*tables["members"].values(), *tables["events"].values()):
        record["groups"] = []
    for table in ("members", "events"):
        for record in tables[table].values():
            if random.random() < 0.6:
                group = random.choice(["Lisbon", "Porto"])
                until = random.choice([{}, {"until": "2026-01-02"}])
                record["groups"] = [{"group": group, **until} if table == "members" else group]
    made = {
        table: {int(key): msgspec.convert({**record, "id": int(key)}, TABLES[table], str_keys=True, strict=False) for key, record in records.items()}
        for table, records in json.loads(json.dumps(tables)).items() if table in TABLES
    }  # fmt: skip
    profile = next(iter(made.pop("community").values()))
    return Community(profile=profile, **made)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_nothing_in_a_group_leads_out_of_it(seed: int) -> None:
    community = drawn(seed)
    group = of_group(community, "Lisbon", TODAY)
    for table in TABLES:
        if table == "history":
            continue
        for record in group.table(table).values():
            for target, number in named(table, document(record)):
                assert target not in TABLES or number in group.table(target), (
                    table,
                    record.id,
                    target,
                )
    assert named_people(community) >= named_people(group)


def named_people(community: Community) -> set[str]:
    return {member.name for member in community.members.values()}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_of_someone_of_no_group_of_ours_nothing_but_the_name_is_there(seed: int) -> None:
    community = drawn(seed)
    group = of_group(community, "Lisbon", TODAY)
    open_fields = {"id", "name", "sort_name", "pronouns", "status", "left_on", "roles", "contact_ok", "consent"}  # fmt: skip
    blank = Member()
    for number, member in group.members.items():
        if not any(each.group == "Lisbon" for each in community.members[number].groups):
            said = {f for f in member.__struct_fields__ if getattr(member, f) != getattr(blank, f)}
            assert said <= open_fields


def test_a_community_without_groups_names_none() -> None:
    assert group_names(Community(members={1: Member(id=1, name="Ann")})) == ()


def test_every_table_has_its_place_in_a_group() -> None:
    """A new table belongs to a group by a decision, not by accident."""
    decided = {"community", "members", "topics", "events", "touches", "actions", "asks", "stories", "contributions",
               "library", "questions", "runs", "snapshots"}  # fmt: skip
    kept_whole = {"history", "erased"}
    assert decided | kept_whole == set(TABLES)
    assert issubclass(TABLES["members"], Record)


def test_what_is_kept_for_everyone_is_no_group_s_own() -> None:
    hours = (HoursKept(on=date(2026, 5, 1), hours=3),)
    whole = msgspec.structs.replace(
        CIRCLE, profile=msgspec.structs.replace(CIRCLE.profile, hours=hours)
    )
    assert of_group(whole, "Lisbon desk", date(2026, 6, 1)).profile.hours == ()
