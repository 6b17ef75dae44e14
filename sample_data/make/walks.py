"""Walks through the shipped checklists, made by the program itself on the days they were made.

An answer to a question for people or topics is taken from the rows behind its evidence.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from meetings import Book

from coptui.checklists.run import answer_of
from coptui.checklists.shelf import find_checklists
from coptui.core.model.records import Action
from coptui.session import Session
from coptui.store.layout import layout_of
from coptui.store.memory import MemoryStore
from coptui.walking import Walks, frozen

ROWS_AT_MOST = 4


@dataclass(frozen=True)
class FollowUp:
    """Made at a step of a walk; `due` and `done` in days after it, `done` None while open."""

    text: str
    owner: str
    due: int
    done: int | None = None
    about: Sequence[str] = ()


@dataclass(frozen=True)
class Said:
    """The answer to one step; value None takes the people or topics of the evidence."""

    value: Any = None
    note: str = ""
    follow_up: FollowUp | None = None
    waived: str = ""


@dataclass(frozen=True)
class Walked:
    """One walk, so many days ago; left at the first step without an answer, or `finished`.

    Which questions a monthly check picks depends on the evidence, so `said` may hold answers to
    some that are not asked; one that has none is answered with "don't know".
    """

    ago: int
    said: Mapping[str, Said]
    checklist: str = "monthly-check"
    finished: bool = True


def walked(book: Book, by: str, walks: Sequence[Walked]) -> bytes:
    """The text of the file with these walks in it, as the program saves them."""
    store = MemoryStore(book.document())
    shelf = find_checklists()
    for walk in sorted(walks, key=lambda walk: -walk.ago):
        start = datetime.fromisoformat(f"{book.day(walk.ago)}T21:10:00").replace(tzinfo=UTC)
        clock = _Clock(start)
        session = Session(store, by=by, clock=clock, today=start.date())
        run_id = Walks(session).begin(shelf.get(walk.checklist))
        for step in Walks(session).at(run_id).steps:
            clock.now += timedelta(seconds=40 + 7 * (len(step.ask) % 9))
            seen = session.readings(step.evidence)
            if step.id not in walk.said and not walk.finished:
                break
            said = walk.said.get(step.id, Said("unknown"))
            value = said.value
            if value is None:
                rows = [row for reading in seen.values() for row in reading.now.rows]
                table = {"people": "members"}.get(step.answer, step.answer)
                value = [row.id for row in rows if row.table == table][:ROWS_AT_MOST]
            elif step.answer == "people" and isinstance(value, tuple):
                value = book.whom(value)
            elif step.answer == "topics" and isinstance(value, tuple):
                value = [book.keys[key] for key in value]
            elif step.answer == "date" and isinstance(value, int):
                value = book.day(value)
            follow_up = said.follow_up
            Walks(session).answer(
                run_id,
                answer_of(step, value, note=said.note, waived=said.waived, evidence=frozen(seen)),
                _action(book, walk, follow_up) if follow_up else None,
            )
        clock.now += timedelta(seconds=30)
        if walk.finished:
            Walks(session).finish(run_id)
        session.close()
    return _tidy(store.data, book)


def _action(book: Book, walk: Walked, made: FollowUp) -> Action:
    day = book.made_on - timedelta(days=walk.ago)
    return Action(
        text=made.text,
        owner=book.owner(made.owner),
        due_on=day + timedelta(days=made.due),
        state="open" if made.done is None else "done",
        about=tuple(book.whom(made.about)),
        created_on=day,
        done_on=None if made.done is None else day + timedelta(days=made.done),
    )


def _tidy(data: bytes, book: Book) -> bytes:
    """Without the history of the making, and with the ids that come next."""
    tables = json.loads(data)
    tables["history"] = {}
    made = {"schema": 1, "generation": 1, "sample_made_on": book.made_on.isoformat()}
    made["next_id"] = {
        name: max(map(int, table)) + 1 for name, table in tables.items() if name != "meta" and table
    }
    tables["meta"] = {"1": made}
    order = ("meta", *book.tables)
    return layout_of({name: tables[name] for name in order}).text()


class _Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now
