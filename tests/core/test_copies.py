"""Two copies of one file, changed apart: nothing of either is lost, and nobody comes back."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coptui.core.copies.copies import Clash, reunite
from coptui.core.copies.copies_marks import is_nobody
from coptui.core.model.by_name import stands_in
from coptui.core.model.changes import Change, Save
from coptui.core.model.edits import delete
from coptui.core.model.labels import SOMEONE
from coptui.core.model.records import TABLES, Member, document
from coptui.core.model.references import references
from coptui.core.people.one_person import merge_people
from coptui.errors import CoptError, DataInvalid
from coptui.session import Session
from coptui.store.memory import MemoryStore

Tables = dict[str, Any]

BASE: Tables = {
    "meta": {"1": {"schema": 1, "generation": 4, "next_id": {"members": 4, "events": 2}}},
    "community": {"1": {"name": "Circle"}},
    "members": {
        "1": {"name": "Ann", "emails": ["ann@example.org"], "shoe_size": 39},
        "2": {"name": "Beth Lindqvist", "emails": ["beth@example.org"], "tags": ["north"]},
        "3": {"name": "Carlos", "knows": [2]},
    },
    "events": {"1": {"title": "Call", "starts_at": "2026-01-01", "attendance": {"1": {"status": "attended"}}}},
    "runs": {"1": {"checklist": "x", "version": 1, "started_at": "2026-01-02T10:00:00+00:00",
                   "log": [{"step": "a", "value": 1, "at": "2026-01-02T10:01:00+00:00"}]}},
    "history": {},
}  # fmt: skip


def changed(
    tables: Tables, *changes: Change, by: str = "x", at: str = "2026-02-01T10:00:00+00:00"
) -> Tables:
    store = MemoryStore(deepcopy(tables))
    store.load()
    store.write(Save(changes, by=by, at=at, label=f"by {by}"))
    return json.loads(store.data)


def session(tables: Tables, by: str) -> Session:
    return Session(
        MemoryStore(deepcopy(tables)), by=by, clock=lambda: datetime(2026, 3, 1, tzinfo=UTC)
    )


def without_counters(tables: Tables) -> Tables:
    return {name: table for name, table in tables.items() if name != "meta" and table}


def test_of_one_changed_copy_nothing_is_left_out_and_nothing_is_counted_twice() -> None:
    theirs = changed(
        BASE,
        Change("members", 1, {}, {"phone": "1"}),
        Change("members", 0, None, {"name": "Dana"}),
        Change("members", 3, {"name": "Carlos", "knows": [2]}, None),
    )
    found = reunite(BASE, BASE, theirs)
    assert without_counters(found.tables) == without_counters(theirs)
    assert found.open == ()
    again = reunite(BASE, theirs, BASE)
    assert again.tables == theirs
    assert reunite(BASE, theirs, theirs).tables == theirs


def test_fields_lists_and_unknown_fields_of_both_sides_stay() -> None:
    mine = changed(BASE, Change("members", 2, {}, {"phone": "1", "tags+": ["m"]}))
    theirs = changed(BASE, Change("members", 2, {}, {"organisation": "City", "tags+": ["t"]}))
    theirs["members"]["1"]["shoe_size"] = 40
    theirs["tallies"] = {"1": {"of": "a later version"}}
    found = reunite(BASE, mine, theirs)
    beth = found.tables["members"]["2"]
    assert (beth["phone"], beth["organisation"], beth["tags"]) == ("1", "City", ["north", "m", "t"])
    assert found.tables["members"]["1"]["shoe_size"] == 40
    assert found.tables["tallies"] == {"1": {"of": "a later version"}}
    assert not found.open


def test_who_moved_on_both_sides_is_in_both_groups_and_left_the_one_once() -> None:
    """Nothing tells which move is the right one; none is lost, and anyone sees both."""
    base = changed(BASE, Change("members", 2, {}, {"groups+": [{"group": "Rota"}]}))
    left = {"group": "Rota", "until": "2026-11-22"}

    def moved(name: str) -> dict[str, Any]:
        gone, come = [{"group": "Rota"}], [left, {"group": name, "since": "2026-11-22"}]
        return changed(base, Change("members", 2, {"groups+": gone}, {"groups+": come}))

    lisbon, porto = ({"group": name, "since": "2026-11-22"} for name in ("Lisbon", "Porto"))
    found = reunite(base, moved("Lisbon"), moved("Porto"))
    assert found.tables["members"]["2"]["groups"] == [left, lisbon, porto]
    assert found.open == ()
    # On one side alone, a move is a move.
    assert reunite(base, base, moved("Porto")).tables["members"]["2"]["groups"] == [left, porto]


def test_a_field_changed_on_both_sides_is_a_clash_and_each_may_be_chosen() -> None:
    mine = changed(BASE, Change("members", 2, {"name": "Beth Lindqvist"}, {"name": "Beth L"}))
    theirs = changed(
        BASE, Change("members", 2, {"name": "Beth Lindqvist"}, {"name": "Beth Q", "unit": "u"})
    )
    found = reunite(BASE, mine, theirs)
    assert found.open == (Clash("members", 2, "name", "Beth L", "Beth Q", "Beth Lindqvist"),)
    assert found.tables["members"]["2"]["name"] == "Beth L"
    assert found.tables["members"]["2"]["unit"] == "u"
    found = reunite(BASE, mine, theirs, lambda clash: "theirs")
    assert found.open == ()
    assert found.tables["members"]["2"]["name"] == "Beth Q"
    # Settled once, it is settled: the same merge again asks about the same field only.
    assert len(reunite(BASE, reunite(BASE, mine, theirs).tables, theirs).open) == 1


def test_changed_here_and_deleted_there_is_a_clash_and_stays_until_it_is_settled() -> None:
    gone = changed(BASE, Change("members", 3, BASE["members"]["3"], None))
    edited = changed(BASE, Change("members", 3, {}, {"phone": "1"}))
    for mine, theirs, stays in ((gone, edited, False), (edited, gone, True)):
        found = reunite(BASE, mine, theirs)
        assert [(one.table, one.id, one.key) for one in found.open] == [("members", 3, "")]
        assert ("3" in found.tables["members"]) is stays
        other = reunite(BASE, mine, theirs, lambda clash: "theirs")
        assert ("3" in other.tables["members"]) is not stays


def test_ids_given_twice_are_told_apart_and_all_that_names_them_follows() -> None:
    mine = changed(BASE, Change("members", 0, None, {"name": "Dana"}))
    theirs = changed(
        BASE,
        Change("members", 0, None, {"name": "Emil", "introduced_by": 2}),
        Change("events", 0, None, {"title": "Clinic", "starts_at": "2026-02-01", "hosts": [4],
                                   "attendance": {"4": {"status": "attended"}}}),
        Change("actions", 0, None, {"text": "ring", "about": [4], "origin": {"kind": "event", "id": 2}}),
        Change("runs", 0, None, {"checklist": "newcomer", "version": 1, "started_at": "2026-02-01T10:00",
                                 "subject": {"kind": "member", "id": 4},
                                 "log": [{"step": "a", "type": "people", "value": [4, 1]}]}),
    )  # fmt: skip
    mine = changed(mine, Change("events", 0, None, {"title": "Walk", "starts_at": "2026-02-02"}))
    found = reunite(BASE, mine, theirs).tables
    assert {key: one["name"] for key, one in found["members"].items()}["5"] == "Emil"
    assert found["members"]["4"]["name"] == "Dana"
    assert (found["events"]["2"]["title"], found["events"]["3"]["title"]) == ("Walk", "Clinic")
    assert found["events"]["3"]["hosts"] == [5]
    assert list(found["events"]["3"]["attendance"]) == ["5"]
    (action,) = found["actions"].values()
    assert (action["about"], action["origin"]["id"]) == ([5], 3)
    assert found["runs"]["2"]["subject"]["id"] == 5
    assert found["runs"]["2"]["log"][0]["value"] == [5, 1]
    told = [change for entry in found["history"].values() for change in entry["changes"]]
    assert [one["id"] for one in told if one["table"] == "members"] == [4, 5]
    assert found["meta"]["1"]["next_id"]["members"] == 6


def test_an_id_that_mine_gave_and_took_back_is_not_given_again() -> None:
    mine = changed(BASE, Change("members", 0, None, {"name": "Dana"}))
    mine = changed(mine, Change("members", 4, {"name": "Dana"}, None))
    theirs = changed(BASE, Change("members", 0, None, {"name": "Emil"}))
    found = reunite(BASE, mine, theirs).tables
    assert found["members"]["5"]["name"] == "Emil"
    assert "4" not in found["members"]


def test_what_was_added_and_taken_out_again_comes_back_by_undo_as_itself() -> None:
    mine = changed(BASE, Change("members", 0, None, {"name": "Dana"}))
    theirs = changed(BASE, Change("members", 0, None, {"name": "Emil"}))
    theirs = changed(
        theirs, Change("members", 4, {"name": "Emil"}, None), at="2026-02-02T10:00:00+00:00"
    )
    here = session(reunite(BASE, mine, theirs).tables, "x")
    assert here.undoing.undo() == "undo: by x"
    assert sorted(one.name for one in here.community.members.values()) == [
        "Ann", "Beth Lindqvist", "Carlos", "Dana", "Emil",
    ]  # fmt: skip


def test_twins_keep_their_order_however_often_they_are_merged() -> None:
    mine = done([("add", "Dana"), ("meet", 1)], "m")
    theirs = done([("add", "Emil"), ("meet", 4), ("meet", 4)], "t")
    once = reunite(BASE, mine, theirs).tables
    assert reunite(BASE, once, theirs).tables == once


def test_two_that_look_alike_but_name_others_are_two() -> None:
    event = {"title": "Clinic", "starts_at": "2026-02-01", "hosts": [4]}
    mine = changed(
        BASE, Change("members", 0, None, {"name": "Dana"}), Change("events", 0, None, event)
    )
    theirs = changed(
        BASE, Change("members", 0, None, {"name": "Emil"}), Change("events", 0, None, event)
    )
    found = reunite(BASE, mine, theirs).tables
    assert [one["hosts"] for one in found["events"].values() if "hosts" in one] == [[4], [5]]
    # The same on both sides is one, also where they name each other, and under other ids.
    pair = (
        Change("members", -1, None, {"name": "Fay", "knows": [-2]}),
        Change("members", -2, None, {"name": "Gil", "knows": [-1]}),
    )
    mine = changed(BASE, *pair)
    assert reunite(BASE, mine, mine).tables == mine
    theirs = changed(
        changed(BASE, Change("members", 0, None, {"name": "Hana"})),
        Change("members", 0, None, {"name": "Dana"}),
    )
    mine = changed(BASE, Change("members", 0, None, {"name": "Dana"}))
    names = [one["name"] for one in reunite(BASE, mine, theirs).tables["members"].values()]
    assert sorted(names) == ["Ann", "Beth Lindqvist", "Carlos", "Dana", "Hana"]


def test_whom_one_side_deleted_and_the_other_names_stays() -> None:
    mine = changed(BASE, *delete(session(BASE, "x").community, "members", 2).changes)
    assert "2" not in mine["members"]
    theirs = changed(BASE, Change("asks", 0, None, {"text": "help", "asker": 2}))
    found = reunite(BASE, mine, theirs)
    assert found.tables["members"]["2"]["name"] == "Beth Lindqvist"
    assert found.back == (("members", 2),)
    other = reunite(BASE, theirs, mine)
    assert other.tables["members"]["2"]["name"] == "Beth Lindqvist"


def test_the_history_is_one_in_the_order_of_time_and_undo_takes_back_the_latest() -> None:
    mine = changed(BASE, Change("members", 1, {}, {"phone": "1"}), at="2026-02-03T10:00:00+00:00")
    theirs = changed(BASE, Change("members", 2, {}, {"phone": "2"}), at="2026-02-01T10:00:00+00:00")
    theirs = changed(
        theirs, Change("members", 3, {}, {"phone": "3"}), at="2026-02-04T12:00:00+02:00"
    )
    found = reunite(BASE, mine, theirs).tables
    assert [entry["at"][:10] for entry in found["history"].values()] == [
        "2026-02-01",
        "2026-02-03",
        "2026-02-04",
    ]
    here = session(found, "x")
    for number in (3, 1, 2):
        here.undoing.undo()
        assert here.community.members[number].phone == ""
    # What an undo took back is still what it takes back.
    once = session(theirs, "x")
    once.undoing.undo()
    undone = once._store.tables()
    found = reunite(BASE, mine, undone).tables
    there = session(found, "x")
    there.undoing.redo()
    assert there.community.members[3].phone == "3"


def test_of_answers_on_both_sides_the_later_one_counts() -> None:
    def answered(value: int, at: str) -> Tables:
        return changed(
            BASE, Change("runs", 1, {}, {"log+": [{"step": "a", "value": value, "at": at}]})
        )

    late, early = answered(3, "2026-02-01T10:00:00+01:00"), answered(2, "2026-02-01T08:00:00+00:00")
    for mine, theirs in ((late, early), (early, late)):
        log = reunite(BASE, mine, theirs).tables["runs"]["1"]["log"]
        assert [one["value"] for one in log] == [1, 2, 3]


def test_a_snapshot_of_one_day_is_not_taken_twice() -> None:
    mine = changed(BASE, Change("snapshots", 0, None, {"on": "2026-02-01", "evidence": {"a": 1}}))
    theirs = changed(BASE, Change("snapshots", 0, None, {"on": "2026-02-01", "evidence": {"a": 2}}))
    theirs = changed(theirs, Change("snapshots", 0, None, {"on": "2026-02-02", "evidence": {}}))
    found = reunite(BASE, mine, theirs).tables["snapshots"]
    assert [(one["on"], one.get("evidence")) for one in found.values()] == [
        ("2026-02-01", {"a": 1}), ("2026-02-02", {})
    ]  # fmt: skip


@pytest.mark.parametrize("forgetful", ["mine", "theirs"])
def test_who_was_forgotten_on_one_side_does_not_come_back(forgetful: str) -> None:
    one = session(BASE, "x")
    one.forget(2)
    forgot = one._store.tables()
    other = changed(
        BASE,
        Change("members", 2, {}, {"aliases+": ["Betty Q"], "unit": "Beth Lindqvist's desk"}),
        Change(
            "events", 0, None, {"title": "With Betty Q", "starts_at": "2026-02-01", "hosts": [2]}
        ),
        Change("members", 0, None, {"name": "Emil", "knows": [2]}),
    )
    sides = (forgot, other) if forgetful == "mine" else (other, forgot)
    found = reunite(BASE, *sides)
    text = json.dumps(found.tables)
    for trace in ("Beth", "Lindqvist", "Betty", "beth@example.org"):
        assert trace not in text
    assert len(found.tables["erased"]) == 1
    store = MemoryStore(found.tables)
    store.load()
    assert store.check() == ()
    assert loose(found.tables) == set()
    event = next(one for one in found.tables["events"].values() if one["title"] == "With someone")
    assert found.tables["members"][str(event["hosts"][0])]["name"] == "someone"


def forgot(tables: Tables, member: int) -> Tables:
    one = session(tables, "x")
    one.forget(member)
    found: Tables = one._store.tables()
    return found


@pytest.mark.parametrize("name", [SOMEONE, "Someone", "Ann"])
@pytest.mark.parametrize("status", ["active", "left"])
@pytest.mark.parametrize("contact_ok", [None, False, True])
def test_what_stands_for_someone_forgotten_is_told_alike_in_records_and_in_files(
    name, status, contact_ok
) -> None:
    member = Member(id=1, name=name, status=status, contact_ok=contact_ok)
    assert is_nobody("members", document(member)) is stands_in(member)
    assert stands_in(member) is ((name, contact_ok) == (SOMEONE, False))
    assert not is_nobody("topics", document(member))


def test_when_it_cannot_be_told_who_was_forgotten_nothing_is_merged() -> None:
    forgetful = forgot(BASE, 2)
    # Taken out in an editor, without a word in the history.
    del forgetful["members"]["3"]
    assert "Beth" not in json.dumps(reunite(BASE, forgetful, BASE).tables)
    # A mark of an earlier version says of no id whether it was it.
    forgetful["erased"]["1"]["mark"] = "5f"
    with pytest.raises(DataInvalid, match="can't tell"):
        reunite(BASE, forgetful, BASE)


ROSTER = (
    Change("members", -1, None, {"name": "Zora Zimmerli", "emails": ["z@example.org"]}),
    Change("members", -2, None, {"name": "Emil"}),
)


def imported() -> Tables:
    return changed(BASE, *ROSTER, at="2026-02-03T10:00:00+00:00")


def another() -> Tables:
    """The same list taken in elsewhere, after somebody else: other ids, another record."""
    other = changed(BASE, Change("members", 0, None, {"name": "Hana"}))
    return changed(
        other, *ROSTER, Change("asks", 0, None, {"text": "ask Zora Zimmerli", "asker": -1})
    )


@pytest.mark.parametrize("forgetful", ["mine", "theirs"])
@pytest.mark.parametrize("other", [imported, another])
def test_whom_a_mark_fits_that_base_never_had_is_asked_of_every_newcomer(
    forgetful: str, other: Any
) -> None:
    first = imported()
    if other is imported:
        # BASE is older than the person, whom both copies have from a later one.
        second = changed(first, Change("asks", 0, None, {"text": "ask Zora Zimmerli", "asker": 4}))
    else:
        second = other()
    gone = forgot(first, 4)
    sides = (gone, second) if forgetful == "mine" else (second, gone)
    before = deepcopy(sides)
    found = reunite(BASE, *sides)
    asked = {one.name for one in found.newcomers}
    assert "Zora Zimmerli" in asked and "Emil" not in asked
    assert {one.copy for one in found.newcomers} == {"theirs" if forgetful == "mine" else "mine"}

    def say(newcomers: Any) -> Any:
        return [one for one in newcomers if one.name == "Zora Zimmerli"]

    found = reunite(BASE, *sides, identify=say)
    assert sides == before
    assert found.newcomers == ()
    text = json.dumps(found.tables)
    assert "Zora" not in text and "z@example.org" not in text
    assert [one["text"] for one in found.tables["asks"].values()] == ["ask someone"]
    names = [one["name"] for one in found.tables["members"].values()]
    assert names.count("Emil") == 1 and names.count("someone") == 1
    assert names.count("Hana") == (1 if other is another else 0)
    assert loose(found.tables) == set()
    assert len(found.tables["erased"]) == 1
    # Nobody of them: then they all stay.
    stays = reunite(BASE, *sides, identify=lambda newcomers: [])
    assert "Zora Zimmerli" in json.dumps(stays.tables)
    # Merged once more, it is asked again, and changes nothing.
    if forgetful == "mine":
        assert reunite(BASE, found.tables, sides[1], identify=say).tables == found.tables


NAMESAKES = [
    {"name": "Beth Lindqvist"},
    {"name": "beth  lindqvist"},
    {"name": "Dr. Beth Lindqvist"},
    {"name": "B. L.", "emails": ["Beth@example.org"]},
    {"name": "B. L.", "aliases": ["Beth Lindqvist"]},
]


@pytest.mark.parametrize("forgetful", ["mine", "theirs"])
@pytest.mark.parametrize("namesake", NAMESAKES)
def test_whoever_was_added_with_the_name_of_someone_forgotten_is_asked_about(
    forgetful: str, namesake: dict[str, Any]
) -> None:
    gone = forgot(BASE, 2)
    other = changed(
        BASE, Change("members", -1, None, namesake), Change("members", -2, None, {"name": "Emil"})
    )
    sides = (gone, other) if forgetful == "mine" else (other, gone)
    found = reunite(BASE, *sides)
    assert [one.name for one in found.newcomers] == [namesake["name"]]
    asked: list[Any] = []
    found = reunite(BASE, *sides, identify=lambda newcomers: asked.extend(newcomers) or newcomers)
    assert [one.name for one in asked] == [namesake["name"]]
    names = [one["name"] for one in found.tables["members"].values()]
    assert (names.count("someone"), names.count("Emil")) == (2, 1)
    assert not {"beth", "lindqvist"} & {*re.findall(r"\w+", json.dumps(found.tables).casefold())}
    assert loose(found.tables) == set()
    stays = reunite(BASE, *sides, identify=lambda newcomers: [])
    names = [one["name"] for one in stays.tables["members"].values()]
    assert (names.count("someone"), names.count(namesake["name"])) == (1, 1)


def test_whoever_was_deleted_here_and_erased_there_cannot_be_brought_back() -> None:
    """In the history of MINE they are whole: with BASE older than them, it is asked about them."""
    added = changed(BASE, Change("members", 0, None, {"name": "Zora Zimmerli"}))
    (zora,) = added["members"].keys() - BASE["members"].keys()
    mine = changed(added, Change("members", int(zora), added["members"][zora], None))
    theirs = forgot(added, int(zora))
    for base in (BASE, added):
        found = reunite(base, mine, theirs, identify=lambda newcomers: newcomers)
        assert "Zora" not in json.dumps(found.tables)
        assert [number for number, _ in found.erased] == [int(zora)]
    assert [one.name for one in reunite(BASE, mine, theirs).newcomers] == ["Zora Zimmerli"]


def test_both_copies_are_asked_about_at_once() -> None:
    """So that one answer can name people of either."""
    mine = changed(forgot(BASE, 2), Change("members", 0, None, {"name": "Carlos"}))
    theirs = changed(forgot(BASE, 3), Change("members", 0, None, {"name": "Beth Lindqvist"}))
    calls: list[set[str]] = []
    reunite(BASE, mine, theirs, identify=lambda some: calls.append({one.name for one in some}))
    assert calls == [{"Carlos", "Beth Lindqvist"}]


def test_words_that_may_mean_someone_else_stay_and_are_told() -> None:
    base = changed(BASE, Change("members", 0, None, {"name": "May Zimmerli"}))
    (may,) = (int(key) for key, one in base["members"].items() if one["name"] == "May Zimmerli")
    mine = changed(base, Change("topics", 0, None, {"title": "In May, says Zimmerli"}))
    found = reunite(base, mine, forgot(base, may))
    assert [one["title"] for one in found.tables["topics"].values()] == ["In May, says someone"]
    assert [(one.table, one.words) for one in found.passages] == [("topics", "May")]


def test_two_who_were_forgotten_apart_are_two() -> None:
    event = {"title": "Call", "starts_at": "2026-01-05", "attendance": {
        str(who): {"status": "attended"} for who in (1, 2, 3)}}  # fmt: skip
    base = changed(BASE, Change("events", 0, None, event))
    found = reunite(base, forgot(base, 2), forgot(base, 3)).tables
    assert len(found["events"]["2"]["attendance"]) == 3
    assert len(found["erased"]) == 2
    assert loose(found) == set()


def test_a_table_that_is_none_is_refused_by_name() -> None:
    with pytest.raises(DataInvalid, match="members"):
        reunite(BASE, BASE, {**BASE, "members": [1]})


def loose(tables: Tables) -> set[tuple[str, int]]:
    return {
        (target, number)
        for name, table in tables.items()
        if name in TABLES and name not in ("history", "runs", "snapshots")
        for document in table.values()
        for _, target, number in references(name, document)
        if str(number) not in tables.get(target, {})
    }


step = st.one_of(
    st.tuples(st.just("set"), st.integers(1, 4), st.sampled_from(("phone", "unit", "found_us")), st.integers(1, 3)),
    st.tuples(st.just("tag"), st.integers(1, 4), st.sampled_from("abc")),
    st.tuples(st.just("add"), st.sampled_from(("Dana", "Emil"))),
    st.tuples(st.just("meet"), st.integers(1, 5)),
    st.tuples(st.just("delete"), st.integers(1, 4)),
)  # fmt: skip


def done(steps: list[tuple[Any, ...]], by: str, tables: Tables = BASE) -> Tables:
    store = MemoryStore(deepcopy(tables))
    for number, (what, *rest) in enumerate(steps):
        community = store.load().community
        changes: tuple[Change, ...] = ()
        if what == "add":
            changes = (Change("members", 0, None, {"name": rest[0], "tags": [by]}),)
        elif rest[0] not in community.members:
            continue
        elif what == "set":
            old = getattr(community.members[rest[0]], rest[1])
            before = {rest[1]: old} if old else {}
            changes = (Change("members", rest[0], before, {rest[1]: f"{by}{rest[2]}"}),)
        elif what == "tag":
            changes = (Change("members", rest[0], {}, {"tags+": [f"{by}{rest[1]}"]}),)
        elif what == "meet":
            changes = (
                Change(
                    "events",
                    0,
                    None,
                    {"title": f"of {by}", "starts_at": "2026-02-01", "hosts": [rest[0]]},
                ),
            )
        elif what == "delete":
            changes = delete(community, "members", rest[0]).changes
        store.write(
            Save(
                changes,
                by=by,
                at=f"2026-02-01T10:{number:02}:{ord(by[0]) % 60:02}+00:00",
                label=what,
            )
        )
    return json.loads(store.data)


@settings(max_examples=150)
@given(st.lists(step, max_size=8), st.lists(step, max_size=8))
def test_whatever_was_done_on_both_sides_is_there(ours: list[Any], others: list[Any]) -> None:
    mine, theirs = done(ours, "m"), done(others, "t")
    kept = deepcopy((mine, theirs))
    found = reunite(BASE, mine, theirs)
    assert (mine, theirs) == kept
    tables, clashes = found.tables, {(one.table, one.id) for one in found.open}
    store = MemoryStore(tables)
    store.load()
    assert store.check() == ()
    assert loose(tables) == set()
    # Every event and newcomer of either side, with its host.
    for side in (mine, theirs):
        for table in ("members", "events"):
            for key, content in side[table].items():
                if key in BASE[table]:
                    continue
                like = [one for one in tables[table].values() if label(one) == label(content)]
                assert len(like) >= sum(
                    label(one) == label(content) for one in side[table].values()
                )
                if table == "events" and content.get("hosts"):
                    host = side["members"][str(content["hosts"][0])]["name"]
                    assert any(
                        one.get("hosts") and tables["members"][str(one["hosts"][0])]["name"] == host
                        for one in like
                    )
    # Every field that one side alone changed has that side's value.
    for key, base in BASE["members"].items():
        here, there, now = (side["members"].get(key) for side in (mine, theirs, tables))
        if here is None or there is None or now is None or ("members", int(key)) in clashes:
            continue
        for field in ("phone", "unit", "found_us"):
            for one, other in ((here, there), (there, here)):
                if one.get(field) != base.get(field) and other.get(field) == base.get(field):
                    assert now.get(field) == one.get(field)
        assert set(here.get("tags", [])) | set(there.get("tags", [])) == set(now.get("tags", []))
    assert len(tables["history"]) == len(mine["history"]) + len(theirs["history"])
    for table in ("members", "events", "history"):
        ids = [int(key) for side in (mine, theirs, tables) for key in side.get(table, {})]
        assert tables["meta"]["1"]["next_id"].get(table, 1) > max(ids, default=0)
    # Merged once more, nothing comes twice.
    again = reunite(BASE, tables, theirs)
    if not found.open:
        assert again.tables == tables


ATTENDED = changed(
    BASE,
    Change("events", 0, None, {"title": "All", "starts_at": "2026-01-05", "attendance": {
        str(who): {"status": "attended"} for who in (1, 2, 3)}}),
)  # fmt: skip
erased = st.lists(st.sampled_from((1, 2, 3)), unique=True, max_size=3)
kept_steps = st.lists(step.filter(lambda one: one[0] not in ("delete", "set")), max_size=4)


@settings(max_examples=100, deadline=None)
@given(erased, erased, kept_steps, kept_steps)
def test_whoever_is_erased_on_either_side_or_both_is_one_person_however_often_it_is_merged(
    ours: list[int], others: list[int], my_steps: list[Any], their_steps: list[Any]
) -> None:
    mine, theirs = done(my_steps, "m", ATTENDED), done(their_steps, "t", ATTENDED)
    for number in ours:
        mine = forgot(mine, number)
    for number in others:
        theirs = forgot(theirs, number)
    found = reunite(ATTENDED, mine, theirs)
    assert found.newcomers == ()
    tables = found.tables
    store = MemoryStore(tables)
    store.load()
    assert store.check() == ()
    assert loose(tables) == set()
    names = [one["name"] for one in tables["members"].values()]
    assert names.count("someone") == len({*ours, *others})
    assert not {str(number) for number in (*ours, *others)} & tables["members"].keys()
    (call,) = (one for one in tables["events"].values() if one["title"] == "All")
    assert len(call["attendance"]) == 3
    again = reunite(ATTENDED, tables, theirs)
    if not found.open:
        assert again.tables == tables


@pytest.mark.parametrize("forgetful", ["mine", "theirs"])
def test_whoever_base_knows_as_erased_is_asked_about(forgetful: str) -> None:
    """BASE is newer than one of the copies, or is the very copy that erased them."""
    newer = forgot(ATTENDED, 2)
    sides = (newer, ATTENDED) if forgetful == "mine" else (ATTENDED, newer)
    found = reunite(newer, *sides)
    assert [(one.copy != forgetful, one.name) for one in found.newcomers] == [
        (True, "Beth Lindqvist")
    ]
    tables = reunite(newer, *sides, identify=lambda newcomers: newcomers).tables
    assert "Lindqvist" not in json.dumps(tables)
    assert [one["name"] for one in tables["members"].values()].count("someone") == 1
    assert loose(tables) == set()


@pytest.mark.parametrize("forgetful", ["mine", "theirs"])
@pytest.mark.parametrize("kept", [4, 5])
@pytest.mark.parametrize("number", [4, 5])
def test_whoever_was_merged_in_one_copy_and_erased_in_the_other_is_erased_with_both_halves(
    forgetful: str, kept: int, number: int
) -> None:
    base = changed(
        BASE,
        Change("members", -1, None, {"name": "Zora Quast", "emails": ["zq@quast.example"]}),
        Change("members", -2, None, {"name": "Z. Halvorsen", "emails": ["zh@halv.example"]}),
        Change(
            "topics", 0, None, {"title": "of Zora Quast and Z. Halvorsen", "stewards": [-1, -2]}
        ),
    )
    here = session(base, "x")
    here.edit(merge_people(here.community, kept, 9 - kept))
    merged = here._store.tables()
    gone = forgot(base, number)
    sides = (gone, merged) if forgetful == "mine" else (merged, gone)
    if kept != number:
        # Nothing but that history says that they are one.
        assert [one.id for one in reunite(base, *sides).newcomers] == [kept]
    found = reunite(base, *sides, identify=lambda newcomers: newcomers)
    text = json.dumps(found.tables)
    assert not [one for one in ("Zora", "Quast", "Halvorsen", "zq@", "zh@") if one in text]
    assert [one["name"] for one in found.tables["members"].values()].count("someone") == 1
    assert loose(found.tables) == set()


def label(document: dict[str, Any]) -> tuple[Any, ...]:
    return document.get("name"), document.get("title"), *document.get("tags", [])[:1]


@settings(max_examples=100)
@given(st.lists(step, max_size=6))
def test_a_side_that_did_nothing_changes_nothing(steps: list[Any]) -> None:
    one = done(steps, "m")
    assert reunite(BASE, one, BASE).tables == one
    assert without_counters(reunite(BASE, BASE, one).tables) == without_counters(one)


ODD = (None, 5, -1, 1.5, True, "x", "", [], {}, [1], [None], {"a": 1}, {"1": {"on": 5}}, "2026-01-01", {"kind": "event", "id": 1})  # fmt: skip
NAMES = ("name", "knows", "buddy", "attendance", "log", "subject", "origin", "changes", "at", "undoes", "mark", "on", "next_id", "generation")  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value if isinstance(value, list) else ())
    )
    return [path, *(place for key, one in inner for place in places(one, (*path, key)))]


@st.composite
def spoilt(draw: st.DrawFn, by: str) -> Tables:
    """A copy in which odd values stand where others belong."""
    tables = done(draw(st.lists(step, max_size=3)), by)
    if draw(st.booleans()):
        tables["erased"] = {"1": {"mark": by, "on": "2026-01-01"}}
    for _ in range(draw(st.integers(0, 3))):
        path = draw(st.sampled_from([place for place in places(tables) if len(place) > 1]))
        holder = tables
        for key in path[:-1]:
            holder = holder[key]
        if draw(st.booleans()):
            holder[path[-1]] = deepcopy(draw(st.sampled_from(ODD)))
        elif isinstance(holder[path[-1]], dict):
            holder[path[-1]][draw(st.sampled_from(NAMES))] = deepcopy(draw(st.sampled_from(ODD)))
    return tables


@settings(max_examples=200)
@given(spoilt("b"), spoilt("m"), spoilt("t"))
def test_whatever_stands_in_them_they_are_merged_or_refused_in_words(
    base: Tables, mine: Tables, theirs: Tables
) -> None:
    try:
        found = reunite(base, mine, theirs)
        MemoryStore(found.tables).load()
    except CoptError as error:
        assert error.message and error.hint
