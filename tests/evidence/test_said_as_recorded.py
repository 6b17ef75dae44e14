"""What isn't recorded is never counted as none, and what is said is what was recorded."""

from __future__ import annotations

import re
from statistics import median

import pytest
from evidence_fixture import ANN, BETH, CARL, PEOPLE, TODAY, ago, by_id, circle, meeting, person
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.lists.last_times import last_seen
from coptui.core.model.records import Attendance, Event, OutsideGuest, Story, Topic
from coptui.evidence.registry import LINES, evidence
from coptui.evidence.wording import middle_of

GUEST = OutsideGuest(name="Lena Voss")
FULL = meeting(
    1, ago(87), [ANN, BETH], outside_guests=(GUEST,), hosts=(ANN,), speakers=(BETH,),
    format="talk", topics=(1,), summary="x", kind="visit", space="public",
)  # fmt: skip
BARE = tuple(
    Event(id=number, title="Call", series="Call", starts_at=ago(87 - 14 * number).isoformat(), status="held")
    for number in range(2, 7)
)  # fmt: skip
"""Events of which no one noted more than that they took place."""

WRITTEN = ("notes_kept", "echoes", "cadence", "seasons")
"""Lines about what was written about events, and on which days they were: none is then none."""


@pytest.mark.parametrize("line", sorted(set(LINES) - set(WRITTEN)))
def test_an_event_of_which_nothing_is_recorded_is_none_of_anything(line: str) -> None:
    topics = by_id(Topic(id=1, title="t", proposer=BETH, origin="inside", opened_on=ago(87)))
    stories = by_id(Story(id=1, on=ago(80), text="x", teller=ANN, event=1, cycle="applied"))
    seen = evidence(line, circle(events=by_id(FULL, *BARE), topics=topics, stories=stories), TODAY)
    if LINES[line].unit == "events":
        assert seen.no_data or seen.n == 1
    for part, whole in re.findall(r"\b(\d+) of (\d+) events?\b", seen.text):
        assert (int(part) <= 1, whole) == (True, "1")


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=6))
def test_guests_are_counted_where_it_is_known_who_came(
    kinds: list[tuple[bool, bool, bool]],
) -> None:
    """Each event: whether attendance was taken, whether a guest is named, whether one was present."""
    events = by_id(
        *(
            meeting(
                number, ago(40 - number), [ANN, *([6] if taken and present else [])],
                attendance_taken=taken, outside_guests=(GUEST,) if named else (),
            )
            for number, (taken, named, present) in enumerate(kinds, 1)
        )
    )  # fmt: skip
    seen = evidence("outside_voice", circle({**PEOPLE, 6: person(6, status="guest")}, events=events), TODAY)  # fmt: skip
    guests = sum(named or (taken and present) for taken, named, present in kinds)
    known = sum(taken or named for taken, named, _ in kinds)
    if not guests:
        assert seen.no_data
        return
    assert (seen.value, seen.n) == (guests, known)
    assert f"{guests} of {known} event" in seen.text
    assert ("not recorded who came" in seen.text) == (known < len(kinds))


def test_seen_means_that_they_came_and_no_line_says_it_of_anything_else() -> None:
    """An apology is a trace: in touch, and not seen."""
    apologies = {CARL: Attendance(status="excused")}
    given = circle(events=by_id(meeting(1, ago(10), [ANN, BETH], apologies)))
    assert (
        evidence("headcount", given, TODAY).text == "6 members, 3 of them in touch in the last year"
    )
    assert last_seen(given, CARL) is None
    for line in LINES.values():
        told = (line.rule, line.base, line.silent, line.needs, *(text for _, text in line.figures))
        said = evidence(line.id, given, TODAY)
        rows = (text for row in said.rows for text in (row.name, row.why))
        assert not re.search(r"\bseen\b", " ".join((*told, said.text, *rows))), line.id


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(["", "Leeds", "York"])), min_size=1, max_size=6))  # fmt: skip
def test_who_is_left_out_of_a_mix_is_counted(kinds: list[tuple[bool, str]]) -> None:
    """Each member: whether their joining date is recorded, and their employer."""
    people = by_id(
        *(
            person(number, joined_on=ago(400) if dated else None, organisation=employer)
            for number, (dated, employer) in enumerate(kinds, 1)
        )
    )
    given = circle(people, events=by_id(meeting(1, ago(10), sorted(people))))
    for line, known, missing in (
        ("tenure", sum(dated for dated, _ in kinds), "joining date not recorded for {} more"),
        ("boundary_spread", sum(bool(at) for _, at in kinds), "organisation not recorded for {} more"),
    ):  # fmt: skip
        seen = evidence(line, given, TODAY)
        assert seen.n == known
        left_out = len(kinds) - known
        assert (missing.format(left_out) in seen.text) == bool(known and left_out)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=7))
def test_a_number_that_stands_for_others_is_one_of_them_or_between_neighbours(
    values: list[int],
) -> None:
    told = [int(word) for word in re.findall(r"\d+", middle_of(values))]
    assert all(number in values for number in told)
    assert told[0] <= median(values) <= told[-1]
    assert sum(value <= told[-1] for value in values) * 2 >= len(values)
    assert sum(value >= told[0] for value in values) * 2 >= len(values)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=5))
def test_a_rhythm_is_said_by_gaps_that_there_were(gaps: list[int]) -> None:
    days = [ago(1 + sum(gaps[place:])) for place in range(len(gaps) + 1)]
    events = by_id(*(meeting(number, day, [ANN]) for number, day in enumerate(days, 1)))
    text = evidence("cadence", circle(events=events), TODAY).text
    said = re.match(r"(?:about every [^(]*\(|every )(\d+)(?: (?:or|to) (\d+))? days?\b", text)
    assert said, text
    low, high = int(said[1]), int(said[2] or said[1])
    assert (low, high) == (min(gaps), max(gaps))
    assert text.startswith("every ") == (high - low <= 1)


def test_two_gaps_that_differ_are_said_as_they_were() -> None:
    events = by_id(*(meeting(n, ago(day), [ANN]) for n, day in enumerate((90, 55, 7), 1)))
    assert evidence("cadence", circle(events=events), TODAY).text.startswith(
        "about every 6 weeks (35 to 48 days apart); last 7 days ago"
    )
