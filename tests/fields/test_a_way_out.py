"""Every field of every record shows somewhere: when it alone is emptied, something that is shown differs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

from a_full_community import TABLES as FULL
from record_paths import PATHS, filled_paths, without

from coptui.checklists.run import outcome, walk_of
from coptui.core.lists.listing import SORTS, Listing
from coptui.core.meetings.rating import questions
from coptui.core.meetings.roll_call import roster
from coptui.core.people.person_file import as_text, held_about
from coptui.core.people.sponsor import sponsor_relation
from coptui.errors import CoptError
from coptui.evidence.agenda import agenda
from coptui.evidence.proof import proof
from coptui.evidence.registry import LINES, reading
from coptui.exports import EXPORTS, ExportChoices
from coptui.reports.markdown import markdown
from coptui.reports.meeting import brief_of, minutes_of
from coptui.reports.review import review
from coptui.reports.sponsor import sponsor
from coptui.session import Session
from coptui.store.store import Store
from coptui.tui.day.between_meetings_rows import between_rows
from coptui.tui.day.today_rows import today_rows
from coptui.tui.kit.rows import Rows, listed
from coptui.tui.meetings.calendar_rows import calendar_rows
from coptui.tui.meetings.rating_rows import rating_rows, said_rows
from coptui.tui.meetings.roll_call_rows import known_as, roster_rows
from coptui.tui.practice.learning_agenda_rows import learning_agenda_rows
from coptui.tui.practice.library_rows import library_rows
from coptui.tui.records.detail import detail_rows
from coptui.tui.records.item_detail import item_rows, question_rows
from coptui.tui.records.lists import list_rows
from coptui.tui.standing.history_rows import entry_rows, history_rows
from coptui.tui.standing.sponsor_rows import sponsor_rows
from coptui.tui.standing.value_rows import awaiting_rows, value_rows
from coptui.tui.walks.cultivate_rows import checklist_rows
from coptui.tui.walks.walk_end_rows import end_rows
from coptui.tui.walks.walk_rows import answer_rows

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
SINCE = date(2026, 8, 24)
W = 200


def told(session: Session) -> Iterator[str]:
    """Everything that screens, lines, reports and exports show of a community, but no form and not
    the file as it is."""
    community, settings = session.community, session.settings
    for table, sorts in SORTS.items():
        for sort in sorts:
            yield text(list_rows(community, Listing(table, sort=sort), TODAY, width=W))
        for number in community.table(table):
            yield text(
                detail_rows(
                    community,
                    (table, number),
                    TODAY,
                    settings,
                    width=W,
                    private=True,
                    unfolded=True,
                )
            )
    for item in community.library.values():
        yield text(listed(item_rows(community, item, TODAY, W)))
    for question in community.questions.values():
        yield text(listed(question_rows(community, question, TODAY, W)))
    yield text(learning_agenda_rows(community, TODAY))
    yield text(sponsor_rows(community, sponsor_relation(community, TODAY), TODAY, W))
    yield text(library_rows(community, TODAY, settings.look_back_days))
    yield text(between_rows(community, TODAY, settings, W))
    yield text(calendar_rows(community, TODAY, W))
    yield text(listed(today_rows(community, agenda(community, TODAY, settings), (), (), TODAY, W)))
    yield text(rating_rows(questions(community.profile), {}, "", W))
    yield text(said_rows(community.profile, TODAY.year, settings.few_raters, W))
    for event in community.events.values():
        expected = roster(community, event, TODAY, settings)
        yield text(
            roster_rows(
                community,
                event,
                expected,
                names=known_as(community, expected),
                query="",
                silent=False,
            )
        )
    shown = proof(community, TODAY, settings)
    yield text(value_rows(community, shown, W)) + text(awaiting_rows(community, shown, W))
    for line in LINES:
        read = reading(line, community, TODAY, settings)
        yield f"{read.now.text} {read.now.rows} {read.then.text} {read.word}"
    yield text(history_rows(community, TODAY))
    for entry in community.history.values():
        yield text(entry_rows(community, entry, TODAY, W, True))
    for run in session.runs():
        previous = session.previous(run)
        walk = walk_of(run)
        yield text(end_rows(community, walk, outcome(run, previous), previous, TODAY, W))
        for step in walk.steps:
            before = walk_of(previous).answers.get(step.id) if previous else None
            yield text(answer_rows(community, walk, step, before, "then", TODAY, W))
        its_walks = [other for other in session.runs() if other.checklist == walk.template.id]
        yield text(checklist_rows(community, walk.template, its_walks, TODAY, W))
    yield from map(markdown, papers(session))
    yield from person_pages(session)
    for export in EXPORTS:
        if export.id != "json":
            choices = ExportChoices(
                more=True, minutes=True, notes=True, attendees=True, repeat=True
            )
            yield export.make(community, TODAY, choices).text


def person_pages(session: Session) -> Iterator[str]:
    """What people are told of their levels as they were found; all else has a screen."""
    community = session.community
    for member in community.members.values():
        held = held_about(community, member, notes=True)
        levels = [one for one in held if one.table == "snapshots"]
        yield as_text(community, member, levels, TODAY)


def papers(session: Session) -> Iterator[Any]:
    yield review(session, SINCE)
    yield sponsor(session, SINCE)
    for event in session.community.events.values():
        yield minutes_of(session.community, event, TODAY)
        yield brief_of(session.community, event, TODAY, session.settings, shown=False)


def text(rows: Rows) -> str:
    cells = ["".join(span.text for span in rows.cells(at)) for at in range(len(rows))]
    return "\n".join((*cells, rows.count, *(span.text for span in rows.empty)))


def session_on(tables: Any, folder: Path) -> Session:
    path = folder / "full.json"
    path.write_text(json.dumps(tables), "utf-8")
    return Session(Store(path, read_only=True), by="ann", clock=lambda: NOW)


def test_every_field_is_filled_here() -> None:
    filled = {
        path
        for table, records in FULL.items()
        for document in records.values()
        for path in filled_paths(table, document)
    }
    assert sorted(set(PATHS) - filled) == []


def test_every_field_shows_somewhere(tmp_path: Path) -> None:
    whole = list(told(session_on(FULL, tmp_path)))
    hidden = []
    for path in PATHS:
        table = path.split(".")[0]
        if path in ELSEWHERE:
            continue
        emptied = {
            **FULL,
            table: {key: without(path, table, value) for key, value in FULL[table].items()},
        }
        try:
            # One difference is enough: what comes after it is not worked out.
            shown = zip_longest(told(session_on(emptied, tmp_path)), whole)
            if all(text == text_of_whole for text, text_of_whole in shown):
                hidden.append(path)
        except CoptError:
            pass
    assert not hidden, "\n".join(hidden)


ELSEWHERE = {
    "community.not_marked": "decides whether a roll call asks, and says what it did: test_roll_call_screen",
    "runs.group": "decides with which group a walk is shown, and heads it: test_groups_screen",
    "runs.log.evidence.value": "decides which questions a walk asks first: test_walking",
    "runs.log.evidence.n": "kept for programs, in the whole file as JSON: its text names its base",
    "snapshots.evidence": "kept for programs, in the whole file as JSON",
    "history.token": "by which a draft is known to be saved: test_drafts",
    "erased.mark": "by which imports and merges ask about new people: test_forgetting_whole",
    "erased.on": "by which imports and merges ask about new people: test_forgetting_whole",
    "erased.member": "by which merges know who stands for whom: test_copies",
}
"""What no page shows: who reads it instead, and the test that says so."""
