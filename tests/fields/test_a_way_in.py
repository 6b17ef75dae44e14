"""Every field of every record can be filled outside the samples: by a form, a line, a key or a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
from record_paths import PATHS, filled_paths

from coptui.checklists.run import answer_of, begin
from coptui.checklists.template import Section, Step, Template
from coptui.core.letters.kinds import BY_ID
from coptui.core.letters.writing import noted
from coptui.core.meetings.roll_call import accept, add_pulse, mark
from coptui.core.meetings.yearly import add_yearly
from coptui.core.model.community import Community
from coptui.core.model.days_kept import with_days
from coptui.core.model.edits import (
    Edit,
    add_event_note,
    add_note,
    begin_run,
    finish_run,
    log_answer,
    set_action_state,
    update,
)
from coptui.core.model.records import (
    TABLES,
    Action,
    Ask,
    Event,
    Frozen,
    Member,
    Profile,
    Snapshot,
    Subject,
    Topic,
    Touch,
    Window,
)
from coptui.core.people.tending import answered, came_of_it, solved, welcome
from coptui.core.writing.form_fields import FIELDS
from coptui.core.writing.jottings import KINDS
from coptui.core.writing.meaning import Jotting, meaning

TODAY = date(2026, 11, 22)
HERE = Community(
    profile=Profile(
        id=1, name="Circle", stage="maturing", stage_since=date(2026, 1, 1), stage_note="slowly"
    ),
    members={1: Member(id=1, name="Ann Lee"), 2: Member(id=2, name="Beth Moss")},
    topics={1: Topic(id=1, title="Triage")},
    events={1: Event(id=1, title="Call", starts_at="2026-11-20T18:00")},
)


def by_form() -> Iterator[str]:
    """A field of a form fills itself, and what it has inside."""
    for table, fields in FIELDS.items():
        for field in fields:
            path = f"{table}.{field.name}"
            yield from (one for one in PATHS if one == path or one.startswith(f"{path}."))


def edits() -> Iterator[Edit]:
    """What a line, a key or a walk makes: each through the very function that the screens call."""
    ann, beth, event = HERE.members[1], HERE.members[2], HERE.events[1]
    at = Jotting(HERE, TODAY, "ann", event=1)
    for kind in KINDS:
        yield kind.make(kind.example.replace("Amara", "Ann"), at)  # fmt: skip
    for line in ("called @ann about rotas #triage", "@ann: send the sheet about @beth !fri"):
        yield meaning(line, at).edit(HERE)
    yield add_event_note(event, "we met", on=TODAY)
    yield set_action_state(Action(id=1, text="ask"), "done", on=TODAY)
    topic = HERE.topics[1]
    parked = msgspec.structs.replace(topic, state="parked")
    yield Edit("", _changes(topic, with_days(topic, parked, TODAY)))
    yield add_note(ann, "tired", by="ann", on=TODAY)
    yield noted(HERE, BY_ID["invite"], event, [1], TODAY)
    yield welcome(ann, TODAY)
    ask, touch = Ask(id=1, text="a rota"), Touch(id=1, on=TODAY, by=1, members=(1,))
    yield answered(ask, [1], TODAY)
    yield solved(ask, TODAY)
    yield came_of_it(touch, "they met")
    yield mark(event, beth, "attended", spoke=True)
    yield accept(event, TODAY, HERE.profile, "unknown")
    yield add_pulse(event, ["laughter"], "member", [1, 2, 3, 4], "loud")
    yield add_yearly(HERE.profile, 2026, "member", {"voice": 3}, "loud")
    moved = msgspec.structs.replace(HERE.profile, stage="stewardship")
    yield Edit("", _changes(HERE.profile, with_days(HERE.profile, moved, TODAY)))
    step = Step(id="one", ask="How?", scale=("a", "b", "c", "d", "e"))
    template = Template(id="own", version=1, title="Own", sections=(Section(title="All", steps=(step,)),))  # fmt: skip
    run = msgspec.structs.replace(
        begin(template, subject=Subject(kind="event", id=1), by="ann", at="2026-11-22T10:00:00"),
        id=1, window=Window(from_=TODAY, to=TODAY), pair=2,
    )  # fmt: skip
    yield begin_run(run, "Own")
    seen = {"headcount": Frozen(value=1, text="1 member", n=1)}
    told = answer_of(step, 2, note="well", evidence=seen)
    told = msgspec.structs.replace(told, at="2026-11-22T10:01:00")
    yield log_answer(run, told, label="answer", follow_up=Action(text="ask"))
    yield log_answer(run, answer_of(step, "n/a", waived="no time"), label="answer")
    shot = Snapshot(on=TODAY, levels={1: "core"}, evidence={"headcount": 1})
    yield finish_run(run, "Own", at="2026-11-22T10:02:00", snapshot=shot)


def _changes(old: Any, new: Any) -> Any:
    return update(old, new).changes


def by_edits() -> Iterator[str]:
    for edit in edits():
        for change in edit.changes:
            yield from filled_paths(change.table, _whole(change))


def _whole(change: Any) -> Any:
    """What a change sets, as a document: a patch names what it adds to a list and sets in a map."""
    said: dict[str, Any] = {}
    for key, value in (change.after or {}).items():
        name, _, inside = key.removesuffix("+").partition("/")
        if inside:
            said.setdefault(name, {})[inside] = value
        else:
            said[name] = value
    return said


IMPORTED = {
    *(f"{table}.source.{part}" for table in ("members", "events", "contributions") for part in ("kind", "file", "row", "at")),
    "members.more", "events.all_day", "events.uid", "events.invited", "events.attendance.rsvp",
    "events.attendance.minutes", "events.attendance.role", "events.attendance.mode",
    "events.unmatched.name", "events.unmatched.email", "events.unmatched.minutes",
    "contributions.link", "events.answers_taken", "community.answers_taken",
}  # fmt: skip
"""What files of other programs bring: tests/exchange tries each format."""
BY_COMMAND = {
    "community.settings": "checklists for this series, in the palette: test_do_not_nag",
    "members.paused_on": "l in a review: test_review_screen",
    "members.level_override.level": "set a level by hand: test_level_by_hand",
    "members.level_override.reason": "set a level by hand: test_level_by_hand",
    "members.level_override.until": "set a level by hand: test_level_by_hand",
    "members.verified_on": "o in a review: test_review_screen",
    "runs.group": "a walk begun while a group is shown: test_groups_screen",
    "members.roles.until": "a role taken off in the form ends: test_fields",
}
BY_ITSELF = {"history", "erased"}
"""Tables that saving and forgetting write: test_history, test_forgetting."""


def ways_in() -> set[str]:
    return {*by_form(), *by_edits(), *IMPORTED, *BY_COMMAND}


def test_every_field_has_a_way_in() -> None:
    known = ways_in()
    without = [path for path in PATHS if path not in known and path.split(".")[0] not in BY_ITSELF]
    assert not without, "\n".join(without)


def test_no_way_in_is_named_for_a_field_that_is_gone() -> None:
    assert sorted({*IMPORTED, *BY_COMMAND} - set(PATHS)) == []
    assert set(TABLES) >= BY_ITSELF
