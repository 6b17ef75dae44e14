"""What records and their tables are called, in the history, in lists and in sentences."""

from __future__ import annotations

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


SINGULAR: dict[str, str] = {
    "community": tr("community"),
    "members": tr("member"),
    "topics": tr("topic"),
    "events": tr("event"),
    "touches": tr("conversation"),
    "actions": tr("follow-up"),
    "asks": tr("request"),
    "stories": tr("story"),
    "contributions": tr("contribution"),
    "library": tr("library item"),
    "questions": tr("question"),
    "runs": tr("answered checklist"),
    "snapshots": tr("record of levels"),
    "erased": tr("record of an erasure"),
}


_COUNTED: dict[str, tuple[str, str]] = {
    "community": forms("{count} community", "{count} communities"),
    "members": forms("{count} member", "{count} members"),
    "topics": forms("{count} topic", "{count} topics"),
    "events": forms("{count} event", "{count} events"),
    "touches": forms("{count} conversation", "{count} conversations"),
    "actions": forms("{count} follow-up", "{count} follow-ups"),
    "asks": forms("{count} request", "{count} requests"),
    "stories": forms("{count} story", "{count} stories"),
    "contributions": forms("{count} contribution", "{count} contributions"),
    "library": forms("{count} library item", "{count} library items"),
    "questions": forms("{count} question", "{count} questions"),
    "runs": forms("{count} answered checklist", "{count} answered checklists"),
    "snapshots": forms("{count} record of levels", "{count} records of levels"),
    "erased": forms("{count} record of an erasure", "{count} records of erasures"),
}


def counted_records(count: int, table: str) -> str:
    """Return a number of records of a table in words: "3 follow-ups"."""
    return counted(count, *_COUNTED.get(table, ("{count} " + table,) * 2))


def label_of(record: Record) -> str:
    """Return what to call a record: its name, its title, or the beginning of its text.

    Call a confidential topic or event by its code, in the history too.
    """
    if getattr(record, "confidential", False):
        return getattr(record, "code", "") or tr(
            "a confidential {singular}", singular=SINGULAR[record.table]
        )
    for field in ("name", "title", "checklist"):
        value = getattr(record, field, "")
        if value:
            return str(value)
    text = str(getattr(record, "text", ""))
    if text:
        first = text.split("\n", 1)[0]
        return first if len(first) <= BEGINNING and first == text else f"{first[:BEGINNING]}…"
    return tr(
        "({kind} {id} without a name)", kind=SINGULAR.get(record.table, record.table), id=record.id
    )
