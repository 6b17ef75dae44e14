"""Levels by behaviour: each rule, each exception, and what may never count."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from coptui.core.meetings.occasions import days_between, first_day, quarter_end
from coptui.core.model.community import Community
from coptui.core.model.records import (
    Action,
    Ask,
    Attendance,
    Break,
    Contribution,
    Event,
    LevelOverride,
    Member,
    Profile,
    Record,
    RoleHeld,
    Story,
    Topic,
    Touch,
)
from coptui.core.model.settings import DEFAULTS, settings_faults, settings_of
from coptui.core.people.levels import standing, standings
from coptui.core.people.levels_since import hold_since
from coptui.core.people.roles import holds_role
from coptui.errors import UsageError

TODAY = date(2026, 5, 20)
ANN, BETH = 1, 2


def by_id(*records: Record) -> dict[int, Any]:
    return {record.id: record for record in records}


def meeting(number: int, day: date, there: Iterable[int] = (), **more: Any) -> Event:
    entries = {who: Attendance(status="attended") for who in there}
    entries |= more.pop("entries", {})
    given = {"status": "held", "series": "Call", "attendance_taken": True, **more}
    return Event(id=number, title="Call", starts_at=day.isoformat(), attendance=entries, **given)


def calls(
    *there: Iterable[int], last: date = TODAY - timedelta(days=3), **more: Any
) -> dict[int, Event]:
    """Fortnightly calls, the last argument the latest."""
    start = last - timedelta(days=14 * (len(there) - 1))
    return by_id(
        *(
            meeting(place + 1, start + timedelta(days=14 * place), who, **more)
            for place, who in enumerate(there)
        )
    )


def community(member: Member | None = None, **tables: Any) -> Community:
    people = by_id(member or Member(id=ANN, name="Ann"), Member(id=BETH, name="Beth"))
    return Community(members=people, **tables)


def ann(given: Community, today: date = TODAY) -> Any:
    return standing(given, ANN, today)


def test_core_leads_and_comes() -> None:
    events = calls([ANN], [ANN], [BETH], [BETH], [ANN], [BETH])
    events[6] = meeting(6, events[6].day, [BETH], hosts=(ANN,))
    found = ann(community(events=events))
    assert (found.level, found.why) == ("core", "core: hosted 1 event, attended 3 of the last 6")


def test_core_contributes_three_times_and_comes() -> None:
    events = calls([ANN], [ANN], [ANN], [BETH], [BETH], [BETH])
    gifts = by_id(
        *(
            Contribution(id=n, on=TODAY - timedelta(days=n), member=ANN, kind="posted")
            for n in (1, 2, 3)
        )
    )
    found = ann(community(events=events, contributions=gifts))
    assert (found.level, found.why) == (
        "core",
        "core: contributed 3 times, attended 3 of the last 6",
    )
    fewer = ann(community(events=events, contributions={1: gifts[1], 2: gifts[2]}))
    assert fewer.level == "active"


def test_who_hosts_and_hardly_comes_is_active() -> None:
    events = calls([BETH], [BETH], [BETH], [BETH], [ANN], [ANN])
    events[6] = meeting(6, events[6].day, [ANN], hosts=(ANN,))
    found = ann(community(events=events))
    assert (found.level, found.why) == ("active", "active: attended 2 of the last 6")


def test_two_occasions_are_no_ground_for_core() -> None:
    events = calls([ANN], [ANN])
    events[2] = meeting(2, events[2].day, [ANN], hosts=(ANN,))
    assert ann(community(events=events)).level == "active"


def test_core_by_name() -> None:
    role = RoleHeld(role="steward", since=date(2026, 1, 1))
    assert ann(community(Member(id=ANN, name="Ann", roles=(role,)))).why == "core: steward"
    other = RoleHeld(role="expert", since=date(2026, 1, 1))
    assert ann(community(Member(id=ANN, name="Ann", roles=(other,)))).level is None


def test_a_role_has_its_days() -> None:
    member = Member(
        name="Ann",
        roles=(RoleHeld(role="host", since=date(2026, 1, 1), until=date(2026, 2, 1)),),
    )
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 1), date(2026, 2, 2))
    assert [holds_role(member, "host", day) for day in days] == [False, True, True, False]
    assert not holds_role(member, "staff", date(2026, 1, 5))


def test_active_by_attendance_or_by_one_contribution() -> None:
    twice = calls([BETH], [BETH], [ANN], [ANN], [BETH], [BETH])
    assert ann(community(events=twice)).level == "active"
    once = calls([BETH], [BETH], [BETH], [ANN], [BETH], [BETH])
    assert ann(community(events=once)).level == "peripheral"
    ask = Ask(id=1, asker=BETH, answered_by=(ANN,), asked_on=TODAY, first_answer_on=TODAY)
    found = ann(community(events=once, asks=by_id(ask)))
    assert (found.level, found.why) == ("active", "active: answered on 20 May")


LONG_AGO = date(2025, 9, 1)
EXCUSED = Attendance(status="excused")


@pytest.mark.parametrize(
    ("what", "tables"),
    [
        ("conversation", {"touches": by_id(Touch(id=1, on=LONG_AGO, by=BETH, members=(ANN,)))}),
        (
            "spoke to someone",
            {"touches": by_id(Touch(id=1, on=LONG_AGO, by=ANN, members=(BETH,)))},
        ),
        (
            "proposed a topic",
            {"topics": by_id(Topic(id=1, title="x", proposer=ANN, opened_on=LONG_AGO))},
        ),
        ("asked for help", {"asks": by_id(Ask(id=1, text="x", asker=ANN, asked_on=LONG_AGO))}),
        ("told a story", {"stories": by_id(Story(id=1, text="x", teller=ANN, on=LONG_AGO))}),
        (
            "did a follow-up",
            {"actions": by_id(Action(id=1, text="x", owner=ANN, state="done", done_on=LONG_AGO))},
        ),
        ("came", {"events": by_id(meeting(1, LONG_AGO, [ANN]))}),
        ("sent apologies", {"events": by_id(meeting(1, LONG_AGO, entries={ANN: EXCUSED}))}),
    ],
)
def test_each_trace_is_called_what_it_was(what: str, tables: dict[str, Any]) -> None:
    lately = meeting(90, date(2027, 5, 3), [BETH])
    given = community(**{**tables, "events": {**tables.get("events", {}), 90: lately}})
    assert ann(given).level == "peripheral"
    assert ann(given).why == f"occasional: {what} on 1 Sep 2025"
    assert ann(given, date(2025, 8, 31)).why == "nothing recorded yet"
    late = ann(given, date(2027, 5, 20))
    assert (late.level, late.since) == ("quiet", date(2025, 9, 1))
    assert late.why == f"quiet: {what} on 1 Sep 2025, nothing recorded since"
    # Where nobody noted who came for a year, the silence is not theirs.
    ours = ann(community(**tables), date(2027, 5, 20))
    assert ours.level is None
    assert ours.why == f"{what} on 1 Sep 2025; no attendance has been taken since 21 May 2026"


def test_what_was_recorded_as_absence_is_no_trace() -> None:
    entries = {ANN: Attendance(status="absent"), BETH: Attendance(status="no-show")}
    given = community(events=by_id(meeting(1, TODAY, entries=entries)))
    assert ann(given).why == "nothing recorded yet"


def test_further_only_at_a_quarters_end() -> None:
    events = by_id(
        meeting(1, date(2026, 2, 10), [ANN]),
        meeting(2, date(2026, 2, 24), [ANN]),
        *(meeting(n, date(2026, 4, 1) + timedelta(days=7 * n), [BETH]) for n in range(3, 9)),
    )
    given = community(events=events)
    assert ann(given, date(2026, 3, 31)).level == "active"
    kept = ann(given, date(2026, 6, 29))
    assert kept.level == "active"
    assert kept.why == "active: attended 2 of the last 2 (on 31 Mar)"
    assert ann(given, date(2026, 6, 30)).level == "peripheral"


def test_nearer_counts_at_once() -> None:
    events = calls([BETH], [BETH], [BETH], [BETH], [ANN], [ANN])
    given = community(events=events)
    last = events[6].day
    assert ann(given, last - timedelta(days=1)).level == "peripheral"
    assert ann(given, last).level == "active"


def test_by_hand_until_its_end() -> None:
    override = LevelOverride(level="core", reason="runs the archive", until=TODAY)
    given = community(Member(id=ANN, name="Ann", level_override=override))
    assert ann(given).why == "core: set by hand until 20 May, runs the archive"
    assert ann(given, TODAY + timedelta(days=1)).level is None


def test_who_is_away_is_left_in_peace() -> None:
    member = Member(
        id=ANN,
        name="Ann",
        status="paused",
        paused_on=date(2026, 4, 1),
        paused_until=date(2026, 8, 31),
        level_override=LevelOverride(level="core"),
    )
    events = calls(*[[ANN]] * 6)
    given = community(changed(member, level_override=None), events=events)
    assert ann(community(member)).level == "paused"
    found = ann(given)
    assert (found.level, found.since) == ("paused", date(2026, 4, 1))
    assert found.why == "paused since April, back after 31 Aug"
    assert ann(given, date(2026, 9, 1)).level == "active"


def changed(member: Member, **changes: Any) -> Member:
    return msgspec.structs.replace(member, **changes)


def test_who_left_or_is_not_here_yet_has_no_level() -> None:
    left = Member(id=ANN, name="Ann", status="left", left_on=date(2026, 3, 5))
    found = ann(community(left))
    assert (found.level, found.why, found.since) == (None, "left in March", date(2026, 3, 5))
    assert ann(community(left), date(2026, 3, 4)).why == "nothing recorded yet"
    later = Member(id=ANN, name="Ann", joined_on=TODAY + timedelta(days=1))
    assert ann(community(later)).level is None
    joined = ann(community(later), TODAY + timedelta(days=1))
    assert (joined.level, joined.seen) == (None, None)
    assert joined.why == "joined 21 May; nothing else recorded yet"


def test_guests_are_outside_whatever_they_do() -> None:
    for status in ("guest", "prospect"):
        member = Member(id=ANN, name="Ann", status=status)  # type: ignore[arg-type]
        assert ann(community(member, events=calls(*[[ANN]] * 6))).level == "outside"


def test_what_takes_no_part_in_a_rate() -> None:
    """Excused, paused and not yet joined: occasions that do not count against anyone."""
    host = {"hosts": (ANN,)}
    day = date(2026, 6, 30)  # a quarter's end: no other day has a say
    events = calls([ANN], [ANN], [ANN], [BETH], [BETH], [BETH], [BETH], last=day)
    events[3] = meeting(3, events[3].day, [ANN], **host)
    assert ann(community(events=events), day).level == "active"
    excused = dict(events)
    for n in (6, 7):
        excused[n] = meeting(n, events[n].day, [BETH], entries={ANN: Attendance(status="excused")})
    assert (
        ann(community(events=excused), day).why == "core: hosted 1 event, attended 2 of the last 4"
    )
    away = Member(id=ANN, name="Ann", paused_on=events[6].day, paused_until=events[7].day)
    assert (
        ann(community(away, events=events), day).why
        == "core: hosted 1 event, attended 2 of the last 4"
    )
    joined = calls([BETH], [BETH], [BETH], [ANN], [BETH], [ANN], last=day)
    joined[6] = meeting(6, joined[6].day, [ANN], **host)
    new = Member(id=ANN, name="Ann", joined_on=joined[4].day)
    assert (
        ann(community(new, events=joined), day).why
        == "core: hosted 1 event, attended 2 of the last 3"
    )


def test_an_event_without_attendance_changes_nothing() -> None:
    events = calls([ANN], [ANN], [BETH], [BETH], [BETH], [BETH])
    untaken = meeting(9, TODAY, (), attendance_taken=False)
    plain, more = community(events=events), community(events={**events, 9: untaken})
    assert ann(plain) == ann(more)


def test_the_future_does_not_exist_yet() -> None:
    """Whatever is dated after the day changes no level, though the file holds it."""
    events = calls([BETH], [ANN], [BETH], [ANN], [BETH], [BETH])
    after = TODAY + timedelta(days=1)
    later = {
        "events": {**events, 50: meeting(50, after, [ANN, BETH], hosts=(ANN, BETH))},
        "touches": by_id(Touch(id=1, on=after, by=BETH, members=(ANN,), kind="welcome")),
        "topics": by_id(Topic(id=1, proposer=BETH, opened_on=after)),
        "asks": by_id(Ask(id=1, asker=ANN, answered_by=(BETH,), asked_on=after, solved_on=after)),
        "contributions": by_id(Contribution(id=1, on=after, member=BETH, kind="led")),
        "stories": by_id(Story(id=1, on=after, teller=BETH)),
    }
    assert standings(community(events=events), TODAY) == standings(community(**later), TODAY)


def test_breaks_stop_the_clocks() -> None:
    pause = Break(from_=date(2026, 1, 1), to=date(2026, 3, 31))
    assert first_day(date(2026, 4, 10), 10) == date(2026, 4, 1)
    assert first_day(date(2026, 4, 10), 11, (pause,)) == date(2025, 12, 31)
    assert first_day(date(2026, 2, 1), 1, (pause,)) == date(2025, 12, 31)
    assert days_between(date(2025, 12, 31), date(2026, 4, 1), (pause,)) == 1
    assert days_between(date(2025, 12, 31), date(2026, 4, 1), (pause, pause)) == 1
    events = by_id(meeting(1, date(2025, 4, 1), [ANN]), meeting(2, date(2026, 6, 1), [BETH]))
    assert ann(community(events=events), date(2026, 6, 30)).level == "quiet"
    quiet = Community(
        profile=Profile(name="x", breaks=(pause,)),
        members=community().members,
        events=events,
    )
    assert ann(quiet, date(2026, 6, 28)).level == "peripheral"


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 5, 20), date(2026, 3, 31)),
        (date(2026, 3, 31), date(2026, 3, 31)),
        (date(2026, 1, 1), date(2025, 12, 31)),
        (date(2025, 12, 31), date(2025, 12, 31)),
    ],
)
def test_the_last_quarters_end(day: date, end: date) -> None:
    assert quarter_end(day) == end


def test_without_a_series_all_events_are_one() -> None:
    assert ann(community(events=calls([ANN], [ANN], series=""))).level == "active"
    mixed = calls([BETH], [BETH])
    for n in (8, 9):
        mixed[n] = meeting(n, TODAY - timedelta(days=n), [ANN], series="")
    assert ann(community(events=mixed)).level == "peripheral"


def test_an_unknown_member_is_said_to_be_unknown() -> None:
    with pytest.raises(UsageError, match="no member 99"):
        standing(community(), 99, TODAY)


def test_the_rules_are_settings() -> None:
    profile = Profile(
        settings={
            "active_attended": 1,
            "weights": {"posted": 2, "blogged": 4},
            "core_attended": 2,
            "activ_days": 10,
            "streak": True,
            "bands": {"core_low": 5, "noone": 1},
            "core_roles": "host",
        }
    )
    settings = settings_of(profile)
    assert (settings.active_attended, settings.weight("posted")) == (1, 2)
    assert (settings.weight("blogged"), settings.weight("unheard of")) == (4, 2)
    assert settings.band("core") == (5, 15)
    assert (settings.core_attended, settings.streak) == (DEFAULTS.core_attended, DEFAULTS.streak)
    assert [name for name, _ in settings_faults(profile)] == [
        "core_attended",
        "activ_days",
        "streak",
        "bands.noone",
        "core_roles",
    ]
    assert settings_faults(profile)[1][1] == "unknown; did you mean active_days?"
    once = community(events=calls([BETH], [BETH], [ANN]))
    assert standing(once, ANN, TODAY, settings).level == "active"
    assert settings_of(Profile()) is DEFAULTS


def test_a_weight_under_the_least_is_no_contribution() -> None:
    light = Contribution(id=1, on=TODAY, member=ANN, kind="liked")
    settings = settings_of(Profile(settings={"weights": {"liked": 1}}))
    assert (
        standing(community(contributions=by_id(light)), ANN, TODAY, settings).level == "peripheral"
    )
    heavy = Contribution(id=1, on=TODAY, member=ANN, kind="wrote a guide")
    found = ann(community(contributions=by_id(heavy)))
    assert found.why == "active: wrote a guide on 20 May"


def test_levels_are_worked_out_once() -> None:
    given = community(events=calls([ANN], [ANN]))
    assert standings(given, TODAY) is standings(given, TODAY)
    walked = given.with_records("runs", {})
    assert standings(walked, TODAY) is standings(given, TODAY)
    assert standings(given.with_records("touches", {}), TODAY) is not standings(given, TODAY)


def test_someone_just_added_without_a_day_of_joining_is_not_called_quiet() -> None:
    held = by_id(meeting(1, TODAY, [BETH]))
    new = ann(community(Member(id=ANN, name="Ann"), events=held))
    assert (new.level, new.why) == (None, "nothing recorded yet")
    known = Member(id=ANN, name="Ann", joined_on=date(2024, 1, 1))
    assert ann(community(known, events=held)).level is None, "joining is no trace of being here"


@pytest.mark.parametrize("led", [False, True])
@pytest.mark.parametrize("days", [0, 89, 91, 200, 364, 400, 500])
def test_a_level_by_events_says_up_to_when_if_the_last_was_not_lately(days: int, led: bool) -> None:
    events = calls([ANN], [ANN], [ANN], [ANN], last=TODAY)
    if led:
        events[4] = meeting(4, events[4].day, [ANN], hosts=(ANN,))
    day = TODAY + timedelta(days=days)
    given = community(events=events)
    why, since = ann(given, day).why, hold_since(given, day, DEFAULTS)
    assert ("up to 20 May" in why) == (since is not None)
    assert since == (TODAY if 91 <= days <= 400 else None)
    assert (": quiet" in why or why.startswith("quiet") or "no attendance" in why) == (days > 400)
