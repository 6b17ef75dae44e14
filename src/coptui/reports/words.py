"""What a report may say about people: names only where they belong, and nothing confidential."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Protocol

from coptui.core.model import saying
from coptui.core.model.community import Community
from coptui.core.model.confidential import masked
from coptui.core.model.labels import label_of
from coptui.core.model.records import Action, Event, Run, Topic
from coptui.core.model.settings import Settings
from coptui.core.model.when import full_day
from coptui.core.views.privacy import fit_to_leave
from coptui.evidence.line import EvidenceLine, Reading
from coptui.language import tr
from coptui.reports.document import DocumentTable


class LinesById(Protocol):
    """Evidence lines by id, the community's own among them."""

    @property
    def lines(self) -> Mapping[str, EvidenceLine]: ...


class ReportSource(Protocol):
    """What a report is made from; a session is one."""

    @property
    def community(self) -> Community: ...
    @property
    def today(self) -> date: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def evidence_lines(self) -> LinesById: ...
    def readings(self, ids: Iterable[str]) -> dict[str, Reading]: ...
    def previous(self, run: Run) -> Run | None: ...


def name_of(community: Community, who: int | str | None) -> str:
    """Return a member's name by id, or a name that is written out; "" for no one."""
    if isinstance(who, int):
        member = community.members.get(who)
        return saying.name_of(fit_to_leave(member) if member is not None else None)
    return who or ""


def nameless(community: Community) -> Callable[[str], str]:
    """Return a function that takes members' names and confidential titles out of a line of
    evidence.

    "3 people: Ann, Beth and 1 more" becomes "3 people". A title becomes its code. Lines kept by
    earlier walks need this too, because a topic may have become confidential since.
    """
    records: tuple[Topic | Event, ...] = (*community.topics.values(), *community.events.values())
    codes = {
        record.title: label_of(record) for record in records if record.confidential and record.title
    }
    # A series may be confidential on some days only: then its name is no secret.
    told = {record.title for record in records if not record.confidential}
    hidden = [title for title in codes if title not in told]
    names = [member.name for member in community.members.values() if member.name]
    title = _any_of(hidden)
    name = _any_of(names)
    # The series in which someone is missed stands after the name: "Ann (Call)".
    named_person = rf"{name}(?: \([^()]*\))?"
    several = rf"{named_person}(?:, {named_person})*(?:, \.\.\.)?"
    # As evidence says it: "Ann, Beth and 2 more".
    and_more = re.escape(tr("{names} and {count} more", names="@NAMES", count="@COUNT"))
    some = and_more.replace("@NAMES", several).replace("@COUNT", r"\d+")
    listed = rf"(?:{some}|{several})"
    # A part without a number, such as "; not yet: Ann", says nothing without its names.
    groups = re.compile(rf"; [^;:\d]*: ?{listed}|: ?{listed}| \({listed}\)")

    def without(text: str) -> str:
        if hidden:
            text = re.sub(title, lambda found: codes[found[0]], text)
        if names:
            text = re.sub(name, tr("someone"), groups.sub("", text))
        return text

    return without


def _any_of(texts: Iterable[str]) -> str:
    found = "|".join(map(re.escape, sorted(texts, key=len, reverse=True)))
    return rf"(?<!\w)(?:{found})(?!\w)"


def follow_up_cells(community: Community, action: Action) -> tuple[str, str, str, str]:
    """Return what, who, by when, and its state."""
    action = fit_to_leave(action)
    due = full_day(action.due_on) if action.due_on else ""
    state: str = action.state
    if action.state == "done" and action.done_on:
        state = tr("done {day}", day=full_day(action.done_on))
    return (masked(community, action.text), name_of(community, action.owner), due, state)


def follow_up_table(caption: str, rows: tuple[tuple[str, str, str, str], ...]) -> DocumentTable:
    """Return a table of follow-ups, each row as `follow_up_cells` has it."""
    head = (tr("What"), tr("Who"), tr("By"), tr("State"))
    return DocumentTable(caption, head, rows, fields=("What", "Who", "By", "State"))


def days_of(first: date, last: date) -> str:
    """Return `Mon 24 Aug 2026 to Sun 22 Nov 2026`."""
    return tr("{day} to {last}", day=full_day(first), last=full_day(last))
