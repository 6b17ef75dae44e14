"""A whole community: every table of its file is filled as years of work fill it.

Members with addresses, interests, offers, notes and handles; events with attendance, topics,
conversations, follow-ups, requests, stories, contributions, walks with the levels of everybody as
they were found, and a full history. The same at every run, moved to a day.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.communities import names, write

EVENTS, ATTENDANCES, TOPICS = 400, 16_000, 400
COMING = 12
"""So many of the events are still to come."""
TOUCHES, ACTIONS, ASKS, STORIES, CONTRIBUTIONS = 2_000, 400, 200, 100, 300
WALKS, HISTORY = 12, 500
SERIES = ("call", "clinic", "reading", "")
WORDS = (  # noqa: SIM905 - a page of words, not of quotation marks
    "rain gardens kerbs queue models shift rotas audits drains slopes grants archives minutes "
    "surveys tariffs pumps meters pipes permits sensors maps charts budgets tenders filters"
).split()

Document = dict[str, Any]
Table = dict[str, Document]


def whole_community(folder: Path, members: int, today: date) -> Path:
    """The file of a whole community with so many members, as it is on a day."""
    path = folder / f"whole-{members}.json"
    if not path.exists():
        write(path, tables(members, today))
    return path


def faulty_community(folder: Path, clean: Path, members: int) -> Path:
    """The same community, but of every member a field cannot be read."""
    path = folder / f"faulty-{members}.json"
    if not path.exists():
        found: dict[str, Table] = json.loads(clean.read_bytes())
        for member in found["members"].values():
            member["joined_on"] = "sometime"
        write(path, found)
    return path


def first_of_list(members: int) -> str:
    """The first words of the first row of its members: of who did not leave, the first by name."""
    here = (name for number, name in enumerate(names(members), 1) if _status(number) != "left")
    return min(here, key=str.casefold)[:12]


def tables(members: int, today: date) -> dict[str, Table]:
    """The tables of a whole community."""
    dice = random.Random(4)
    return {
        "community": {"1": _profile(today)},
        "members": _numbered(_members(dice, members, today)),
        "topics": _numbered(_topics(dice, members, today)),
        "events": _numbered(_events(dice, members, today)),
        "touches": _numbered(_touches(dice, members, today)),
        "actions": _numbered(_actions(dice, members, today)),
        "library": _numbered(
            {"title": _text(dice, 3), "kind": "page", "keeper": 1, "looked_on": _ago(today, 9 * n)}
            for n in range(60)
        ),
        "questions": _numbered(
            {"text": _text(dice, 5), "kind": "question", "curious": [1], "asked_on": _ago(today, n)}
            for n in range(60)
        ),
        "asks": _numbered(_asks(dice, members, today)),
        "stories": _numbered(_stories(dice, members, today)),
        "contributions": _numbered(_contributions(dice, members, today)),
        "runs": _numbered(_runs(today)),
        "snapshots": _numbered(_snapshots(dice, members, today)),
        "history": _numbered(_history(dice, members, today)),
    }


def _numbered(documents: Iterator[Document]) -> Table:
    return {str(number): document for number, document in enumerate(documents, 1)}


def _ago(today: date, days: int) -> str:
    return (today - timedelta(days=days)).isoformat()


def _text(dice: random.Random, words: int) -> str:
    return " ".join(dice.choices(WORDS, k=words))


def _some(dice: random.Random, members: int, most: int) -> list[int]:
    return sorted({dice.randint(1, members) for _ in range(dice.randint(0, most))})


def _profile(today: date) -> Document:
    return {
        "name": "Whole",
        "domain": "Everything that runs downhill.",
        "stage": "stewardship",
        "stage_since": _ago(today, 700),
        "founded_on": _ago(today, 2_500),
        "signs": ["someone new speaks", "a question from practice"],
    }


def _members(dice: random.Random, members: int, today: date) -> Iterator[Document]:
    for number, name in enumerate(names(members), 1):
        joined = number * 7 % 1_500 + 1
        yield {
            "name": name,
            "emails": [f"p{number}@example.org"],
            "handles": {"chat": f"@p{number}"} if number % 3 == 0 else {},
            "phone": f"+44 20 7946 {number % 10_000:04d}" if number % 4 == 0 else "",
            "organisation": f"Org {number % 50}",
            "unit": f"Unit {number % 9}" if number % 2 else "",
            "location": ("Leeds", "Lyon", "Łódź", "Lima")[number % 4],
            "status": _status(number),
            "joined_on": _ago(today, joined),
            "interests": [_text(dice, 2) for _ in range(number % 4)],
            "offers": [_text(dice, 2) for _ in range(number % 3)],
            "seeks": [_text(dice, 2)] if number % 5 == 0 else [],
            "knows": _some(dice, members, 3),
            "roles": [{"role": "mentor", "since": _ago(today, joined)}] if number % 50 == 0 else [],
            "tags": [WORDS[number % 7]] if number % 3 == 0 else [],
            "notes": [{"on": _ago(today, number % 300), "by": "Ann", "text": _text(dice, 12)}]
            if number % 3 == 0
            else [],
        }


def _status(number: int) -> str:
    return ("active", "active", "active", "paused", "left", "guest")[number % 6]


def _topics(dice: random.Random, members: int, today: date) -> Iterator[Document]:
    for number in range(1, TOPICS + 1):
        yield {
            "title": f"{_text(dice, 4)} {number}".capitalize(),
            "kind": ("question", "problem", "practice", "tool")[number % 4],
            "state": ("open", "open", "scheduled", "parked", "done")[number % 5],
            "proposer": dice.randint(1, members),
            "stewards": _some(dice, members, 2),
            "interested": _some(dice, members, 6),
            "opened_on": _ago(today, number * 5 % 900),
            "outcome": _text(dice, 15),
            "notes": _text(dice, 10),
        }


def _events(dice: random.Random, members: int, today: date) -> Iterator[Document]:
    each = ATTENDANCES // EVENTS
    for number in range(1, EVENTS + 1):
        held = number <= EVENTS - COMING
        days = (EVENTS - COMING - number) * 3 + 1
        who = [dice.randint(1, members) for _ in range(each)]
        entries = {
            str(one): {"status": ("attended", "attended", "late", "excused", "absent")[place % 5]}
            if held
            else {"rsvp": ("yes", "maybe", "no")[place % 3]}
            for place, one in enumerate(dict.fromkeys(who))
        }
        series = SERIES[number % len(SERIES)]
        yield {
            "title": f"{series or 'visit'} {number}".capitalize(),
            "series": series,
            "starts_at": f"{_ago(today, days)}T18:00",
            "ends_at": f"{_ago(today, days)}T19:30",
            "place": "Room 4",
            "kind": "community call",
            "status": "held" if held else "planned",
            "topics": [dice.randint(1, TOPICS)],
            "hosts": who[:1],
            "speakers": who[1:2],
            "agenda": _text(dice, 20),
            "summary": _text(dice, 40) if held else "",
            "attendance_taken": held,
            "attendance": entries,
            "pulse": [{"source": "member", "excitement": number % 5, "value": 3}] if held else [],
        }


def _touches(dice: random.Random, members: int, today: date) -> Iterator[Document]:
    for number in range(1, TOUCHES + 1):
        yield {
            "on": _ago(today, number % 400 + 1),
            "by": "Ann",
            "members": [dice.randint(1, members)],
            "channel": ("call", "mail", "chat", "in person")[number % 4],
            "kind": "check-in",
            "text": _text(dice, 14),
        }


def _actions(dice: random.Random, members: int, today: date) -> Iterator[Document]:
    for number in range(1, ACTIONS + 1):
        done = {"done_on": _ago(today, number % 120 + 5)} if number % 2 else {}
        yield {
            "text": f"send {_text(dice, 5)}",
            "owner": dice.randint(1, members),
            "about": [dice.randint(1, members)],
            "due_on": _ago(today, number % 120 - 30),
            "state": "done" if number % 2 else "open",
            "created_on": _ago(today, number % 120 + 20),
            **done,
        }


def _asks(dice: random.Random, members: int, today: date) -> Iterator[Document]:
    for number in range(1, ASKS + 1):
        yield {
            "text": f"Who knows about {_text(dice, 6)}?",
            "asker": dice.randint(1, members),
            "asked_on": _ago(today, number % 300 + 3),
            "answered_by": [dice.randint(1, members)],
            "first_answer_on": _ago(today, number % 300),
        }


def _stories(dice: random.Random, members: int, today: date) -> Iterator[Document]:
    for number in range(1, STORIES + 1):
        yield {
            "on": _ago(today, number * 3),
            "text": _text(dice, 40),
            "teller": dice.randint(1, members),
            "cycle": ("immediate", "potential", "applied")[number % 3],
        }


def _contributions(dice: random.Random, members: int, today: date) -> Iterator[Document]:
    for number in range(1, CONTRIBUTIONS + 1):
        yield {
            "on": _ago(today, number % 365 + 1),
            "member": dice.randint(1, members),
            "kind": "wrote",
        }


def _runs(today: date) -> Iterator[Document]:
    from coptui.checklists.shelf import find_checklists

    template = find_checklists().get("monthly-check")
    for number in range(WALKS, 0, -1):
        at = f"{_ago(today, number * 30)}T09:00:00+00:00"
        yield {
            "checklist": template.id,
            "version": template.version,
            "template": template.document(),
            "started_at": at,
            "finished_at": at,
            "by": "Ann",
            "log": [
                {
                    "step": step.id,
                    "question": step.ask,
                    "type": "scale",
                    "value": place % 5,
                    "note": "As we said last month.",
                    "evidence": {
                        line: {"value": 0.25, "text": "12 of 48 came twice or more.", "n": 48}
                        for line in step.evidence
                    },
                    "at": at,
                }
                for place, step in enumerate(template.steps())
            ],
        }


def _snapshots(dice: random.Random, members: int, today: date) -> Iterator[Document]:
    levels = ("core", "active", "peripheral", "quiet", "quiet", "quiet")
    for number in range(WALKS, 0, -1):
        yield {
            "on": _ago(today, number * 30),
            "levels": {str(who): dice.choice(levels) for who in range(1, members + 1)},
            "evidence": {"attendance": 0.25, "newcomers": None},
        }


def _history(dice: random.Random, members: int, today: date) -> Iterator[Document]:
    for number in range(HISTORY, 0, -1):
        who = dice.randint(1, members)
        yield {
            "at": f"{_ago(today, number // 8)}T10:{number % 60:02d}:00+00:00",
            "by": ("Ann", "Ben")[number % 2],
            "label": f"note on member {who}",
            "changes": [
                {
                    "table": "members",
                    "id": who,
                    "before": {"notes": [{"on": "2024-01-01", "text": _text(dice, 12)}]},
                    "after": {"notes": [{"on": "2024-01-01", "text": _text(dice, 14)}]},
                }
            ],
        }
