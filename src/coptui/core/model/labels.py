"""What records and their tables are called, in the history, in lists and in sentences."""

from __future__ import annotations

from typing import NamedTuple

from coptui.core.model.counting import counted, forms
from coptui.core.model.records import Record
from coptui.language import tr

BEGINNING = 80
"""This many characters of a text stand for it in a label."""

SOMEONE = "someone"
"""What the file says in place of someone deleted or erased."""

SPOKE_BY: dict[str, str] = {
    "mail": tr("by e-mail"),
    "chat": tr("by chat message"),
    "call": tr("by phone"),
    "in person": tr("in person"),
}
"""How a conversation was held, by its `channel`."""

TALK_KINDS: dict[str, str] = {
    "check-in": tr("check-in"),
    "welcome": tr("welcome"),
    "introduction": tr("introduction"),
    "thanks": tr("thanks"),
    "sponsor": tr("with the sponsor"),
    "worry": tr("worry"),
}
"""What a conversation was for, by its `kind`."""


def how_spoken(kind: str | None, channel: str | None) -> str:
    """Return what a conversation was for and how it was held: "welcome, by phone"; "" if unsaid."""
    return ", ".join(filter(None, (TALK_KINDS.get(kind or ""), SPOKE_BY.get(channel or ""))))


class _Called(NamedTuple):
    """What the records of a table are called: one by its name, one of them, and several."""

    singular: str
    any_one: str
    counted: tuple[str, str]


_CALLED: dict[str, _Called] = {
    "community": _Called(
        tr("community"), tr("a community"), forms("{count} community", "{count} communities")
    ),
    "members": _Called(tr("member"), tr("a member"), forms("{count} member", "{count} members")),
    "topics": _Called(tr("topic"), tr("a topic"), forms("{count} topic", "{count} topics")),
    "events": _Called(tr("event"), tr("an event"), forms("{count} event", "{count} events")),
    "touches": _Called(
        tr("conversation"),
        tr("a conversation"),
        forms("{count} conversation", "{count} conversations"),
    ),
    "actions": _Called(
        tr("follow-up"), tr("a follow-up"), forms("{count} follow-up", "{count} follow-ups")
    ),
    "asks": _Called(tr("request"), tr("a request"), forms("{count} request", "{count} requests")),
    "stories": _Called(tr("story"), tr("a story"), forms("{count} story", "{count} stories")),
    "contributions": _Called(
        tr("contribution"),
        tr("a contribution"),
        forms("{count} contribution", "{count} contributions"),
    ),
    "library": _Called(
        tr("library item"),
        tr("a library item"),
        forms("{count} library item", "{count} library items"),
    ),
    "questions": _Called(
        tr("question"), tr("a question"), forms("{count} question", "{count} questions")
    ),
    "runs": _Called(
        tr("answered checklist"),
        tr("an answered checklist"),
        forms("{count} answered checklist", "{count} answered checklists"),
    ),
    "snapshots": _Called(
        tr("record of levels"),
        tr("a record of levels"),
        forms("{count} record of levels", "{count} records of levels"),
    ),
    "erased": _Called(
        tr("record of an erasure"),
        tr("a record of an erasure"),
        forms("{count} record of an erasure", "{count} records of erasures"),
    ),
    "history": _Called(
        tr("entry in the history"),
        tr("an entry in the history"),
        forms("{count} entry in the history", "{count} entries in the history"),
    ),
    # In a notebook.
    "notes": _Called(tr("note"), tr("a note"), forms("{count} note", "{count} notes")),
    "reminders": _Called(
        tr("reminder"), tr("a reminder"), forms("{count} reminder", "{count} reminders")
    ),
    "walks": _Called(
        tr("answered checklist"),
        tr("an answered checklist"),
        forms("{count} answered checklist", "{count} answered checklists"),
    ),
}
_UNKNOWN = _Called(tr("record"), tr("a record"), forms("{count} record", "{count} records"))
"""What is in a table that only another program, or a later coptui, knows."""


def singular_of(table: str) -> str:
    """Return what a record of a table is called: "follow-up"."""
    return _CALLED.get(table, _UNKNOWN).singular


def any_one_of(table: str) -> str:
    """Return a record of a table without its name: "a follow-up"."""
    return _CALLED.get(table, _UNKNOWN).any_one


def counted_records(count: int, table: str) -> str:
    """Return a number of records of a table in words: "3 follow-ups"."""
    return counted(count, *_CALLED.get(table, _UNKNOWN).counted)


def label_of(record: Record) -> str:
    """Return what to call a record: its name, its title, or the beginning of its text.

    Call a confidential topic or event by its code, in the history too.
    """
    if getattr(record, "confidential", False):
        return getattr(record, "code", "") or tr(
            "a confidential {singular}", singular=singular_of(record.table)
        )
    for field in ("name", "title", "checklist"):
        value = getattr(record, field, "")
        if value:
            return str(value)
    text = str(getattr(record, "text", ""))
    if text:
        first = text.split("\n", 1)[0]
        return first if len(first) <= BEGINNING and first == text else f"{first[:BEGINNING]}…"
    return tr("({kind} {id} without a name)", kind=singular_of(record.table), id=record.id)
