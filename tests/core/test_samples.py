"""The shipped samples: sound, believable in their figures, and alive on any day."""

from __future__ import annotations

import json
import os
import re
import stat
import sys
import unicodedata
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import tinydb
from hypothesis import given, settings
from hypothesis import strategies as st

from coptui.assets import folder
from coptui.checklists.outcome import outcome
from coptui.checklists.walk import walk_of
from coptui.core.model.community import Community
from coptui.core.model.records import TABLES, Ask, day_of
from coptui.core.model.references import references
from coptui.core.model.settings import settings_faults, settings_of
from coptui.core.model.text import clean
from coptui.core.people.levels import standings
from coptui.core.views.as_of import as_of
from coptui.errors import CoptError, UsageError
from coptui.evidence.registry import LINES, evidence, reading
from coptui.samples import SAMPLES, copy_sample, moved
from coptui.session import Session
from coptui.store.layout import layout_of
from coptui.store.memory import MemoryStore
from coptui.store.store import Store
from coptui.walking import Walks

TODAY = date(2026, 11, 22)
NAMES = tuple(SAMPLES)
each = pytest.mark.parametrize("name", NAMES)
days = st.dates(date(1995, 1, 1), date(2190, 1, 1))


@cache
def text_of(name: str) -> str:
    return (folder("sample_data") / SAMPLES[name].file).read_text(encoding="utf-8")


def community_on(name: str, today: date) -> Community:
    return as_of(MemoryStore(moved(text_of(name), today).encode()).load().community, today)


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [found for key, item in value.items() for found in (str(key), *texts(item))]
    if isinstance(value, list):
        return [found for item in value for found in texts(item)]
    return [value] if isinstance(value, str) else []


@each
def test_the_shipped_file_is_one_document_a_line_and_small(name: str) -> None:
    text = text_of(name)
    tables = json.loads(text)
    assert text.encode() == layout_of(tables).text()
    assert len(text.encode()) < 600_000
    assert text.count("\n") > sum(len(table) for table in tables.values())
    for table, documents in tables.items():
        if table != "meta" and documents:
            assert tables["meta"]["1"]["next_id"][table] == max(map(int, documents)) + 1


@each
def test_a_copy_has_no_faults_and_no_dangling_references(name: str, tmp_path: Path) -> None:
    path = copy_sample(name, tmp_path, TODAY)
    store = Store(path, state=tmp_path)
    assert store.load().faults == ()
    assert store.check() == ()
    store.close()
    tables = json.loads(path.read_text(encoding="utf-8"))
    dangling = [
        (table, key, field, target)
        for table in TABLES
        for key, document in tables.get(table, {}).items()
        for field, target, number in references(table, document)
        if str(number) not in tables[target]
    ]
    assert dangling == []
    for action in tables["actions"].values():
        if origin := action.get("origin"):
            assert str(origin["id"]) in tables[origin["kind"] + "s"]
    for run in tables["runs"].values():
        for entry in run["log"]:
            table = {"people": "members", "topics": "topics"}.get(entry["type"])
            if table and isinstance(entry["value"], list):
                assert all(str(number) in tables[table] for number in entry["value"])


@each
def test_plain_tinydb_reads_a_copy(name: str, tmp_path: Path) -> None:
    with tinydb.TinyDB(copy_sample(name, tmp_path, TODAY)) as db:
        assert db.tables() >= {"members", "events", "topics"}
        assert len(db.table("members").search(tinydb.where("status") == "active")) >= 40


@each
def test_a_copy_is_private_and_never_replaces_a_file(name: str, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = copy_sample(name, tmp_path, TODAY)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text("mine")
    with pytest.raises(UsageError, match="already"):
        copy_sample(name, tmp_path, TODAY)
    assert path.read_text() == "mine"
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="already"):
        copy_sample(name, tmp_path, TODAY)
    with pytest.raises(CoptError, match="cannot be written"):
        copy_sample(name, tmp_path / "absent", TODAY)


def test_an_unknown_sample_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no sample") as caught:
        copy_sample("helpline", tmp_path, TODAY)
    assert "help-line" in caught.value.hint


@each
def test_counts(name: str) -> None:
    found = community_on(name, TODAY)
    assert 40 <= len(found.members) <= 70
    assert 20 <= len(found.topics) <= 30
    assert (TODAY - found.held[0].day).days >= 730
    assert len({event.series for event in found.held if event.series}) >= 3
    assert any(event.status == "cancelled" for event in found.events.values())
    assert any(event.kind == "renewal" for event in found.held)
    assert any(event.outside_guests for event in found.held)
    ahead = [event for event in found.events.values() if event.day > TODAY]
    assert 2 <= len(ahead) <= 4
    assert all(event.attendance for event in ahead)
    assert all(event.attendance_taken for event in found.held)
    states = {member.status for member in found.members.values()}
    assert states >= {"active", "paused", "left", "guest"}
    assert all(m.left_on and m.left_reason for m in found.members.values() if m.status == "left")
    assert {action.state for action in found.actions.values()} == {"open", "done", "dropped"}
    assert any(a.state == "open" and a.due_on and a.due_on < TODAY for a in found.actions.values())
    assert any(topic.confidential and topic.code for topic in found.topics.values())
    assert found.profile.breaks
    assert settings_faults(found.profile) == []


@each
def test_three_monthly_checks_a_month_apart_say_what_changed(name: str) -> None:
    found = community_on(name, TODAY)
    runs = sorted(
        (run for run in found.runs.values() if run.checklist == "monthly-check"),
        key=lambda run: run.started_at,
    )
    assert len(runs) == 3
    assert all(run.finished_at for run in runs)
    on = [day_of(run.started_at) for run in runs]
    assert all(25 <= (later - earlier).days <= 35 for earlier, later in pairwise(on))
    assert 25 <= (TODAY - on[-1]).days <= 40
    begun = [run for run in found.runs.values() if not run.finished_at]
    assert [run.checklist for run in begun] == ["seven-principles"]
    assert walk_of(begun[0]).open
    for run in runs:
        assert len(run.log) == 13
        assert sum(entry.value == "unknown" for entry in run.log) <= 2
        assert all(entry.evidence for entry in run.log)
        assert any(entry.actions for entry in run.log)
    said = outcome(runs[2], runs[1])
    assert said.better
    assert said.worse
    finished = [run for run in found.runs.values() if run.finished_at]
    assert {shot.on for shot in found.snapshots.values()} == {
        day_of(run.started_at) for run in finished
    }


@each
def test_records_agree_with_each_other(name: str) -> None:
    found = community_on(name, TODAY)
    for event in found.events.values():
        for number in event.topics:
            topic = found.topics[number]
            assert topic.opened_on is not None
            assert topic.opened_on <= event.day, (topic.title, event.starts_at)
            assert topic.closed_on is None or event.day <= topic.closed_on, topic.title
        for who in event.there:
            member = found.members[who]
            assert (member.joined_on or date.min) <= event.day <= (member.left_on or date.max)
    for touch in found.touches.values():
        for who in touch.members:
            assert (found.members[who].joined_on or date.min) <= (touch.on or date.min)
    for topic in found.topics.values():
        brought = found.members[topic.proposer].joined_on if topic.proposer else None
        assert (brought or date.min) <= (topic.opened_on or date.max), topic.title
    for asked in (*found.asks.values(), *found.stories.values()):
        on = asked.asked_on if isinstance(asked, Ask) else asked.on
        who = asked.asker if isinstance(asked, Ask) else asked.teller
        assert on is not None
        assert who is None or (found.members[who].joined_on or date.min) <= on, asked.text
        if asked.topic is not None:
            assert (found.topics[asked.topic].opened_on or date.max) <= on, asked.text
    for story in found.stories.values():
        before = found.stories[story.previous] if story.previous else story
        assert (before.on or date.min) <= (story.on or date.min)
    levels = {seen.level for seen in standings(found, TODAY, settings_of(found.profile)).values()}
    assert levels == {"core", "active", "peripheral", "quiet", "paused", "outside", None}


@each
def test_what_a_walk_froze_is_what_was_there_to_see(name: str) -> None:
    made_on = date.fromisoformat(json.loads(text_of(name))["meta"]["1"]["sample_made_on"])
    whole = MemoryStore(text_of(name).encode()).load().community
    compared = 0
    for run in whole.runs.values():
        day = day_of(run.started_at)
        assert day < made_on
        view = as_of(whole, day)
        to_come = [number for entry in run.log for number in entry.actions]
        for entry in run.log:
            seen = view.with_records("actions", dict.fromkeys(to_come))
            for line, frozen in entry.evidence.items():
                now = evidence(line, seen, day)
                assert (frozen.value, frozen.text, frozen.n) == (now.value, now.text, now.n)
                compared += 1
            to_come = to_come[len(entry.actions) :]
    assert compared > 40


@each
def test_frozen_days_in_words_move_along(name: str) -> None:
    for today in (TODAY, date(2027, 1, 3), date(2031, 7, 9)):
        whole = MemoryStore(moved(text_of(name), today).encode()).load().community
        for run in whole.runs.values():
            day = day_of(run.started_at)
            for entry in run.log:
                if "cadence" in entry.evidence:
                    now = evidence("cadence", as_of(whole, day), day)
                    assert entry.evidence["cadence"].text == now.text


@each
@pytest.mark.parametrize("today", [TODAY, date(2027, 2, 10), date(2028, 6, 30)])
def test_every_line_of_evidence_speaks(name: str, today: date) -> None:
    found = community_on(name, today)
    readings = {line: reading(line, found, today) for line in LINES}
    assert [line for line, seen in readings.items() if seen.now.no_data] == []
    assert len([line for line, seen in readings.items() if seen.then.no_data]) <= 3
    moves = {seen.movement for seen in readings.values()}
    assert moves >= {"better", "worse"}


def test_the_two_communities_tell_different_stories() -> None:
    gentle, loud = (community_on(name, TODAY) for name in ("help-line", "circuit-designers"))

    def value(line: str, community: Community) -> float:
        found = evidence(line, community, TODAY).value
        assert found is not None
        return found

    def per_cent(line: str, figure: str, community: Community) -> float:
        found = evidence(line, community, TODAY)
        return 100 * (found.figures[figure] or 0) / found.n

    assert per_cent("private_contact", "covered", gentle) > 50
    assert per_cent("private_contact", "covered", loud) < 15
    assert value("attendance", loud) > value("attendance", gentle)
    assert value("newcomers", loud) < value("newcomers", gentle) < 100
    assert value("lead_rotation", loud) <= 4
    core = reading("level_mix", gentle, TODAY)
    assert core.now.value is not None
    assert core.then.value is not None
    assert core.now.value < core.then.value
    assert reading("concentration", gentle, TODAY).word.endswith("higher")
    # Whoever stays away from a call there comes to another series, or was spoken to since.
    assert evidence("missed", gentle, TODAY).value == 0
    assert value("missed", loud) > 0


@each
@settings(max_examples=15)
@given(today=days)
def test_weekdays_stay_and_the_next_event_is_near(name: str, today: date) -> None:
    before, after = json.loads(text_of(name)), json.loads(moved(text_of(name), today))
    ahead = []
    for key, event in after["events"].items():
        day = day_of(event["starts_at"])
        assert day.weekday() == day_of(before["events"][key]["starts_at"]).weekday()
        assert event["starts_at"][10:] == before["events"][key]["starts_at"][10:]
        if event["status"] in ("held", "cancelled"):
            assert day <= today
        else:
            ahead.append((day - today).days)
    assert 1 <= min(ahead) <= 7
    years = {answers["year"] for answers in after["community"]["1"]["yearly"]}
    assert today - timedelta(days=7) < day_of(after["meta"]["1"]["sample_made_on"]) <= today
    assert max(years) == day_of(after["meta"]["1"]["sample_made_on"]).year
    for table, field in (("touches", "on"), ("stories", "on"), ("actions", "created_on")):
        assert all(date.fromisoformat(doc[field]) <= today for doc in after[table].values())
    assert all(day_of(run["log"][-1]["at"]) <= today for run in after["runs"].values())


@each
@settings(max_examples=10)
@given(first=days, second=days)
def test_moved_twice_is_moved_once(name: str, first: date, second: date) -> None:
    text = text_of(name)
    assert moved(moved(text, first), second) == moved(text, second)


@each
def test_a_sample_cannot_be_moved_out_of_the_calendar(name: str) -> None:
    with pytest.raises(UsageError, match=r"can't be set"):
        moved(text_of(name), date(1, 1, 1))


@each
def test_every_iso_day_moves_and_prose_names_no_season(name: str) -> None:
    before, after = (
        json.loads(text_of(name)),
        json.loads(moved(text_of(name), TODAY + timedelta(70))),
    )
    by = timedelta(70 + (TODAY - date.fromisoformat(before["meta"]["1"]["sample_made_on"])).days)
    weeks = timedelta(weeks=by.days // 7)
    iso = re.compile(r"\d{4}-\d\d-\d\d")
    old = [day for text in texts(before) for day in iso.findall(text)]
    new = [day for text in texts(after) for day in iso.findall(text)]
    assert [date.fromisoformat(day) + weeks for day in old] == [date.fromisoformat(d) for d in new]
    season = re.compile(
        r"\b(spring|summer|autumn|winter|january|february|march|april|june|july|august|september"
        r"|october|november|december|christmas|thanksgiving|20\d\d)\b",
        re.IGNORECASE,
    )
    templates = [run.pop("template") for run in before["runs"].values()]
    assert len(templates) == (5 if name == "help-line" else 4)
    prose = [text for text in texts(before) if not iso.search(text)]
    assert [text for text in prose if season.search(text)] == []


@each
def test_nothing_in_a_sample_is_real_or_unclean(name: str) -> None:
    tables = json.loads(text_of(name))
    found = texts(tables)
    for text in found:
        assert clean(text, lines=True) == text
        assert not any(unicodedata.category(c) == "Cc" and c != "\n" for c in text)
        for domain in re.findall(r"@([\w.-]+)|https?://([\w.-]+)", text):
            host = "".join(domain)
            assert host.split(".")[-2:] in (["example", "org"], ["example", "com"]), text
    phones = [m["phone"] for m in tables["members"].values() if "phone" in m]
    assert phones
    assert all(re.fullmatch(r"\+1 \d{3} 555 01\d\d", phone) for phone in phones)
    for field in ("emails", "phone", "name"):
        known = [str(m[field]) for m in tables["members"].values() if field in m]
        assert len(known) == len(set(known)), field


@each
def test_names_are_of_many_kinds(name: str) -> None:
    names = [member["name"] for member in json.loads(text_of(name))["members"].values()]
    assert any(" " not in found and found.isascii() for found in names)
    assert any("-" in found for found in names)
    kinds = {unicodedata.bidirectional(found[0]) for found in names}
    assert kinds & {"R", "AL"}
    assert any(unicodedata.east_asian_width(found[0]) == "W" for found in names)
    assert any(not found.isascii() and found[0].isascii() for found in names)


@each
def test_a_copy_can_be_worked_with(name: str, tmp_path: Path) -> None:
    from coptui.checklists.shelf import find_checklists

    def clock() -> datetime:
        return datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    store = Store(copy_sample(name, tmp_path, TODAY), state=tmp_path)
    session = Session(store, by="Someone", clock=clock)
    assert session.faults == ()
    assert session.read_only == ""
    assert session.community is session.whole
    run_id = Walks(session).begin(find_checklists().get("monthly-check"))
    walk = Walks(session).at(run_id)
    before = session.previous(walk.run)
    assert before is not None
    seen = session.readings(walk.steps[0].evidence)
    assert all(not found.then.no_data for found in seen.values())
    session.undoing.undo()
    assert run_id not in session.community.runs
    session.close()


def test_the_shipped_files_are_what_their_descriptions_say() -> None:
    make = folder("sample_data") / "make"
    if not make.is_dir():
        pytest.skip("the descriptions are not part of an installation")
    sys.path.insert(0, str(make))
    try:
        import circuit_designers
        import circuit_designers_walks
        import help_line
        import help_line_walks
        from walks import walked
    finally:
        sys.path.remove(str(make))
    for community, walks, name in (
        (help_line, help_line_walks, "help-line"),
        (circuit_designers, circuit_designers_walks, "circuit-designers"),
    ):
        made = walked(community.fill(), community.BY, walks.WALKS)
        assert made.decode() == text_of(name), "make them anew: python sample_data/make"
