"""What a review says: what moved, what became of follow-ups, and whose walks are left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from told import SINCE, TODAY, session_on

from coptui.core.model.community import Community
from coptui.core.model.records import Answer, Frozen, Member, Run, Topic
from coptui.core.views import privacy
from coptui.reports.document import ReportDocument, records
from coptui.reports.markdown import markdown
from coptui.reports.review import review
from coptui.reports.words import nameless

STEPS = {"far": "scale", "alike": "scale", "who": "people", "why": "text", "left": "scale"}


def run(on: str, answers: dict[str, Any], **more: Any) -> dict[str, Any]:
    steps = [
        {"id": name, "ask": f"How {name}?", "answer": kind, "good": "low" if name == "alike" else "high"}
        for name, kind in STEPS.items()
    ]  # fmt: skip
    return {
        "checklist": "own", "version": 1, "started_at": f"{on}T10:00:00", "by": "ann",
        "finished_at": f"{on}T11:00:00",
        "template": {
            "id": "own", "version": 1, "title": "Our own",
            "sections": [{"title": "All", "principle": "value", "steps": steps}],
        },
        "log": [
            {
                "step": name, "question": f"How {name}?", "type": STEPS[name], "value": value,
                "note": "between us", "at": f"{on}T10:30:00",
                **({"waived": "she is ill"} if value == "n/a" else {}),
                **({"actions": [1, 2, 3]} if name == "far" else {}),
                "evidence": {"headcount": {"value": 9, "text": "9 active; new: Ann Lee, Bo", "n": 9}},
            }
            for name, value in answers.items()
        ],
        **more,
    }  # fmt: skip


BEFORE = run("2026-10-01", {"far": 1, "alike": 1, "who": [2], "why": "She told me", "left": 2})
AFTER = run("2026-11-01", {"far": 3, "alike": 3, "who": [1, 2], "why": "He said", "left": "n/a"})
MEMBERS = {"1": {"name": "Ann Lee"}, "2": {"name": "Bo"}}
ACTIONS = {
    "1": {"text": "print the card", "owner": 1, "due_on": "2026-11-20"},
    "2": {"text": "ring Bo at home", "owner": 1, "about": [2]},
    "3": {"text": "book the room", "owner": "the host", "state": "done", "done_on": "2026-11-05"},
}


def tables(**runs: Any) -> dict[str, Any]:
    return {
        "community": {"1": {"name": "Ours"}}, "members": MEMBERS, "actions": ACTIONS,
        "runs": {str(n): one for n, one in enumerate(runs.values(), 1)},
    }  # fmt: skip


@pytest.fixture(autouse=True)
def _the_marks_are_read_afresh() -> Iterator[None]:
    yield
    privacy._rule.cache_clear()


def told(document: ReportDocument) -> str:
    return "\n".join(f"{one.get('name', '')}: {one}" for one in records(document))


def parts(document: ReportDocument) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for record in records(document):
        found.setdefault(record["part"], []).append(record)
    return found


def test_what_moved_and_what_became_of_the_follow_ups(tmp_path: Path) -> None:
    found = parts(review(session_on(tables(a=BEFORE, b=AFTER), tmp_path), SINCE))
    assert [one["text"] for one in found["What got better"]] == ["How far? 3 solid, was 1 weak"]
    assert [one["text"] for one in found["What got worse"]] == ["How alike? 3 solid, was 1 weak"]
    assert [tuple(one.values())[1:] for one in found["Follow-ups"]] == [
        ("print the card", "Ann Lee", "Fri 20 Nov 2026", "open"),
        ("book the room", "the host", "", "done Thu 5 Nov 2026"),
        ("Not listed here: 1 more follow-up about people.",),
    ]
    answers = {one["name"]: one for one in found["All answers: Our own"]}
    assert answers["How far?"]["text"] == "3 solid"
    assert answers["How far?"]["word"] == "better"
    assert answers["How who?"]["text"] == "2 people"
    assert answers["How who?"]["was"] == "1 person"
    assert answers["How why?"]["text"] == "(text answer not shown)"
    assert answers["How left?"]["text"] == "not applicable"
    assert [one["Now"] for one in found["The seven principles"]] == ["2"]


@pytest.mark.parametrize(
    ("part", "field", "text"),
    [(Answer, "value", "3 solid"), (Frozen, "text", "9 active"), (Run, "log", "9 active")],
)
def test_what_loses_its_mark_is_in_no_review(
    part: type, field: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = session_on(tables(a=BEFORE, b=AFTER), tmp_path)
    assert text in told(review(session, SINCE))
    marked = part.__annotations__[field]
    assert get_args(marked)[1:], "it has a mark"
    monkeypatch.setitem(part.__annotations__, field, get_args(marked)[0])
    privacy._rule.cache_clear()
    assert text not in told(review(session, SINCE))


def test_only_walks_of_the_span_and_the_last_of_a_checklist(tmp_path: Path) -> None:
    session = session_on(tables(a=BEFORE, b=AFTER), tmp_path)
    assert "Sun 1 Nov 2026, compared with Thu 1 Oct 2026" in markdown(review(session, SINCE))
    late = review(session, date(2026, 11, 10))
    assert "No checklist has been finished since Tue 10 Nov 2026." in markdown(late)
    assert "How far?" not in markdown(late)
    first = session_on(tables(a=BEFORE), tmp_path)
    assert "first time through" in markdown(review(first, SINCE))


@pytest.mark.parametrize(
    "more",
    [
        {"finished_at": ""},
        {"subject": {"kind": "member", "id": 2}},
        {"pair": 9},
    ],
    ids=["not finished", "about a person", "one of a blind pair"],
)
def test_walks_that_are_nobody_elses_business(more: dict[str, Any], tmp_path: Path) -> None:
    held = tables(a={**AFTER, **more})
    held["runs"]["9"] = {**BEFORE, "finished_at": "", "by": "bo"}
    text = markdown(review(session_on(held, tmp_path), SINCE))
    assert "How far?" not in text
    assert "No checklist has been finished" in text


def test_a_walk_that_cannot_be_read_stops_nothing(tmp_path: Path) -> None:
    broken = {**AFTER, "template": {"id": "x"}}
    text = markdown(review(session_on(tables(a=BEFORE, b=broken), tmp_path), SINCE))
    assert "How far?" in text


def test_later_walks_do_not_exist_yet(tmp_path: Path) -> None:
    session = session_on(tables(a=BEFORE, b=AFTER), tmp_path, today=date(2026, 10, 15))
    text = markdown(review(session, SINCE))
    assert "Thu 1 Oct 2026, first time through" in text


PEOPLE = Community(
    members={
        1: Member(id=1, name="Ann Lee"), 2: Member(id=2, name="Bo"), 3: Member(id=3, name="Bo (x)"),
    },
    topics={
        1: Topic(id=1, title="The Miller family", confidential=True, code="case 14"),
        2: Topic(id=2, title="Rota", confidential=True, code="case 15"),
        3: Topic(id=3, title="Rota"),
    },
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("3 people: Ann Lee, Bo and 1 more", "3 people"),
        (
            "44 % by 3 people: Ann Lee and 2 more; half by 4 people",
            "44 % by 3 people; half by 4 people",
        ),
        ("core 2 (Ann Lee, Bo), active 3", "core 2, active 3"),
        ("9 active, 1 joined (net +1); new: Bo", "9 active, 1 joined (net +1)"),
        ("16 % spoken to; not yet: Bo (x), Ann Lee", "16 % spoken to"),
        ("Bo hosted 3 of 6, Boston none", "someone hosted 3 of 6, Boston none"),
        ("2 days on The Miller family and Rota", "2 days on case 14 and Rota"),
        ("every 14 days; next: 24 Nov", "every 14 days; next: 24 Nov"),
    ],
)
def test_evidence_without_names(text: str, left: str) -> None:
    assert nameless(PEOPLE)(text) == left


def test_nobody_there_takes_nothing_out() -> None:
    assert nameless(Community())("3 people: Ann") == "3 people: Ann"


def test_it_is_made_for_the_day(tmp_path: Path) -> None:
    document = review(session_on(tables(a=AFTER), tmp_path), SINCE)
    assert document.title == "Ours: review"
    assert document.under == "Mon 24 Aug 2026 to Sun 22 Nov 2026"
    assert session_on(tables(), tmp_path).today == TODAY
