"""An answer that is a fact becomes the fact: by the step, and by what the form of a field takes."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from msgspec import UNSET
from msgspec.structs import replace

from coptui.checklists.facts import ADDED, fact_of, misfit
from coptui.checklists.load import read_checklist
from coptui.checklists.run import answer_of
from coptui.checklists.shelf import find_checklists
from coptui.checklists.template import NOT_APPLICABLE, UNKNOWN, Fact, Step, Template
from coptui.core.model.community import Community
from coptui.core.model.edits import Edit, update
from coptui.core.model.records import Subject
from coptui.core.writing.meaning import Jotting
from coptui.evidence.registry import LINES
from coptui.session import Session
from coptui.store.memory import MemoryStore

TODAY = date(2026, 11, 22)
TABLES: dict[str, Any] = {
    "community": {"1": {"name": "Circle"}},
    "members": {
        "1": {"name": "Ann Lee"},
        "2": {"name": "Bo Kim", "offers": ["charts"], "onboarding": {"day 0": "2026-11-01"}},
    },
    "topics": {"1": {"title": "Silence"}, "2": {"title": "Handover", "state": "parked"}},
    "events": {
        "1": {"title": "Clinic", "starts_at": "2026-12-03T18:00"},
        "2": {"title": "Call", "starts_at": "2026-11-12", "attendance": {"2": {"rsvp": "yes"}}},
    },
}
SHIPPED = [
    (template, step)
    for template in find_checklists((), {line.id: () for line in LINES.values()}).templates.values()
    for step in template.steps()
    if step.fact is not None
]
PAST = "2026-11-01"
ANSWERS: dict[str, Any] = {
    "date": "2026-12-08", "yes-no": True, "people": (1,), "topics": (1,), "events": (2,), "text": "a rota",
}  # fmt: skip


def session() -> Session:
    store = MemoryStore(json.dumps(TABLES).encode())
    return Session(store, by="ann", clock=lambda: datetime(2026, 11, 22, tzinfo=UTC), today=TODAY)


def community() -> Community:
    return session().community


def after(*edits: Edit) -> Community:
    here = session()
    for edit in edits:
        here.edit(edit)
    return here.community


def made(step: Step, value: Any, subject: Subject, known: Community | None = None) -> Any:
    at = Jotting(known or community(), TODAY, "ann", event=1 if subject.kind == "event" else None)
    return fact_of(step, answer_of(step, value), subject, at)


def subject_of(template: Template) -> Subject:
    number = {"event": 1, "member": 2, "topic": 1}.get(template.for_)
    return Subject(kind=template.for_, id=number)


@pytest.mark.parametrize(("template", "step"), SHIPPED, ids=lambda one: one.id)
def test_every_fact_of_a_shipped_checklist_is_offered_once_and_undoable(
    template: Template, step: Step
) -> None:
    subject, here = subject_of(template), session()
    if step.fact is not None and step.fact.with_ == {"state": "open"}:
        topic = here.community.topics[1]
        here.edit(update(topic, replace(topic, state="done")))
    answer = PAST if step.id == "purpose-reread" else ANSWERS[step.answer]
    edit = made(step, answer, subject, here.community)
    assert edit is not None
    assert edit.label
    here.edit(edit)
    assert made(step, answer, subject, here.community) is None, "recorded already"
    here.undoing.undo()
    assert made(step, answer, subject, here.community) == edit


@pytest.mark.parametrize(("template", "step"), SHIPPED, ids=lambda one: one.id)
def test_no_other_answer_is_a_fact(template: Template, step: Step) -> None:
    for value in (NOT_APPLICABLE, UNKNOWN, UNSET, None):
        assert made(step, value, subject_of(template)) is None
    if step.answer == "yes-no":
        assert made(step, False, subject_of(template)) is None
    if step.answer in ("people", "topics", "events"):
        assert made(step, (), subject_of(template)) is None


def saved(fact: Fact, answer: str, value: Any, subject: Subject) -> Community:
    return after(made(Step(id="s", ask="?", answer=answer, fact=fact), value, subject))


def test_who_hosts_are_the_hosts_of_the_event() -> None:
    here = Subject(kind="event", id=1)
    kept = saved(Fact(of="this", fills="hosts"), "people", (2, 1), here)
    assert kept.events[1].hosts == (2, 1)


def test_the_day_of_the_last_reading_is_the_community_s() -> None:
    fact = Fact(of="community", fills="charter_reviewed_on")
    kept = saved(fact, "date", "2026-11-01", Subject())
    assert kept.profile.charter_reviewed_on == date(2026, 11, 1)
    assert saved(fact, "yes-no", True, Subject()).profile.charter_reviewed_on == TODAY


def test_a_day_to_come_is_not_when_something_was_last_done() -> None:
    step = Step(id="s", ask="?", answer="date", fact=Fact(of="community", fills="charter_reviewed_on"))  # fmt: skip
    assert made(step, "2026-11-22", Subject()) is not None
    assert made(step, "2026-11-23", Subject()) is None


def test_a_stage_that_is_chosen_keeps_the_one_before() -> None:
    step = Step(id="s", ask="?", answer="choice", choices=("maturing",), fact=Fact(of="community", fills="stage"))  # fmt: skip
    here = session()
    here.edit(made(step, "maturing", Subject()))
    later = replace(step, choices=("stewardship",))
    here.edit(made(later, "stewardship", Subject(), here.community))
    profile = here.community.profile
    assert profile.stage == "stewardship"
    assert [entry.stage for entry in profile.stage_history] == ["maturing"]


def test_topics_named_are_parked_each_with_its_day_and_those_parked_stay_untouched() -> None:
    fact = Fact(of="each", with_={"state": "parked"})
    kept = saved(fact, "topics", (1, 2), Subject())
    assert {topic.state for topic in kept.topics.values()} == {"parked"}
    assert (kept.topics[1].touched_on, kept.topics[2].touched_on) == (TODAY, None)


def test_a_next_date_is_an_event_unless_one_is_planned_that_day() -> None:
    fact = Fact(of="new event", fills="starts_at", with_={"title": "Renewal"})
    kept = saved(fact, "date", "2026-12-08", Subject())
    assert [event.title for event in kept.events.values() if event.day == date(2026, 12, 8)]
    step = Step(id="s", ask="?", answer="date", fact=fact)
    assert made(step, "2026-12-03", Subject()) is None


def test_the_first_event_of_a_newcomer_keeps_what_they_replied() -> None:
    newcomer = Subject(kind="member", id=2)
    kept = saved(Fact(of="each", with_={"attendance": "attended"}), "events", (2,), newcomer)
    entry = kept.events[2].attendance[2]
    assert (entry.status, entry.rsvp) == ("attended", "yes")


def test_what_somebody_offers_is_added_to_what_they_offered() -> None:
    newcomer = Subject(kind="member", id=2)
    kept = saved(Fact(of="this", fills="offers"), "text", "a rota", newcomer)
    assert kept.members[2].offers == ("charts", "a rota")


def test_a_buddy_is_one_person() -> None:
    step = Step(id="s", ask="?", answer="people", fact=Fact(of="this", fills="buddy"))
    newcomer = Subject(kind="member", id=2)
    assert made(step, (1,), newcomer) is not None
    assert made(step, (1, 2), newcomer) is None


def test_what_is_written_down_in_a_walk_about_an_event_belongs_to_it() -> None:
    here = Subject(kind="event", id=1)
    for of, table in (("new request", "asks"), ("new story", "stories")):
        fact = Fact(of=of, fills="text")
        assert [
            record.event for record in saved(fact, "text", "a", here).table(table).values()
        ] == [1]


def test_a_text_too_long_for_the_field_is_not_offered() -> None:
    step = Step(id="s", ask="?", answer="text", fact=Fact(of="this", fills="offers"))
    assert made(step, "x" * 501, Subject(kind="member", id=2)) is None


STEP = """\
id: mine
version: 1
title: Mine
for: {about}
sections:
  - title: One
    steps:
      - id: one
        ask: Which?
        answer: {answer}
        fact: {fact}
"""


@pytest.mark.parametrize(
    ("about", "answer", "fact"),
    [
        ("event", "people", "{of: this, fills: title}"),
        ("event", "scale", "{of: this, fills: title}"),
        ("event", "people", "{of: this, fills: hots}"),
        ("community", "people", "{of: this, fills: hosts}"),
        ("event", "people", "{of: this}"),
        ("event", "text", "{of: each, with: {state: parked}}"),
        ("event", "topics", "{of: each, with: {state: asleep}}"),
        ("event", "topics", "{of: each, with: {stewards: Ann}}"),
        ("event", "topics", "{of: each, fills: tags}"),
        ("event", "events", "{of: each, with: {attendance: attended}}"),
        ("event", "people", "{of: somebody, fills: hosts}"),
        ("event", "people", "hosts"),
        ("event", "topics", "{of: each, with: parked}"),
    ],
)
def test_a_fact_that_cannot_be_is_a_mistake_with_its_place(
    about: str, answer: str, fact: str
) -> None:
    text = STEP.format(about=about, answer=answer, fact=fact)
    template, mistakes = read_checklist(text, "f.yaml")
    assert template is None
    assert [mistake.line for mistake in mistakes] == [11]


def test_answers_kept_in_the_notebook_go_nowhere_else() -> None:
    text = STEP.format(about="event", answer="people", fact="{of: this, fills: hosts}")
    assert read_checklist(text, "f.yaml")[1] == ()
    assert read_checklist(text.replace("for:", "keep: notebook\nfor:"), "f.yaml")[0] is None


def test_whatever_an_answer_may_add_has_a_shipped_step() -> None:
    """So that no way is kept which no one walks."""
    used = {step.fact.of for _, step in SHIPPED if step.fact is not None}
    assert used == {"community", "this", "each", *ADDED}
    assert all(misfit(step.fact, step, template.for_) == "" for template, step in SHIPPED if step.fact)  # fmt: skip


def test_two_who_were_introduced_know_each_other_from_then_on() -> None:
    fact = Fact(of="new conversation", fills="members", with_={"kind": "introduction"})
    found = saved(fact, "people", (1, 2), Subject())
    assert 2 in found.members[1].knows and 1 in found.members[2].knows
    assert max(found.touches.items())[1].kind == "introduction"
