"""Everything held about one person, for that person: their own record, and what names them. Pure.

What others said about themselves is left out: of an event only their own part, of a walk only the
answers that name them. A confidential topic or event appears as its code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from coptui.core.model.changes import Document
from coptui.core.model.community import Community
from coptui.core.model.confidential import masked
from coptui.core.model.edits import mentions
from coptui.core.model.labels import label_of
from coptui.core.model.records import Event, Member, Record, Run, Topic, document
from coptui.core.model.when import full_day
from coptui.core.people.removal import mentions_of
from coptui.core.views.codes import coded
from coptui.language import tr


@dataclass(frozen=True)
class HeldRecord:
    """One record that holds something about them: why it does, in words, and which part is theirs."""

    table: str
    id: int
    why: str
    content: Document


def held_about(community: Community, member: Member, *, notes: bool) -> list[HeldRecord]:
    """Return everything, table by table; private notes on them only with `notes`."""
    own = document(member)
    if not notes:
        own.pop("notes", None)
    held_records = [HeldRecord("members", member.id, tr("their own record"), own)]
    seen = {("members", member.id)}
    named = {(one.record.table, one.record.id) for one in mentions_of(community, member)}
    for record in (
        *mentions(community, "members", member.id),
        *(one.record for one in mentions_of(community, member)),
    ):
        key = (record.table, record.id)
        if key in seen:
            continue
        seen.add(key)
        content, why = _theirs(record, member)
        if content:
            held_records.append(
                HeldRecord(
                    *key,
                    tr("{what_it_is}; mentions them", what_it_is=why) if key in named else why,
                    content,
                )
            )
    held_records += [
        HeldRecord(
            "runs",
            run.id,
            tr("a checklist about them"),
            {"checklist": run.checklist, "started_at": run.started_at},
        )
        for run in community.runs.values()
        if ("runs", run.id) not in seen
        and run.subject.kind == "member"
        and run.subject.id == member.id
    ]
    levels = [shot for shot in community.snapshots.values() if member.id in shot.levels]
    held_records += [
        HeldRecord(
            "snapshots",
            shot.id,
            tr("their level on that day"),
            {"on": str(shot.on), "level": shot.levels[member.id]},
        )
        for shot in levels
    ]
    held_records += list(_history(community, member))
    return [
        replace(held, content=coded(community, held.table, held.content)) for held in held_records
    ]


def _theirs(record: Record, member: Member) -> tuple[Document, str]:
    """Return what in a record is about them, and what it is to them."""
    if isinstance(record, Topic | Event) and record.confidential:
        return {"code": label_of(record)}, _part(record, member)
    if isinstance(record, Event):
        entry = document(record).get("attendance", {}).get(str(member.id))
        content: dict[str, Any] = {"title": record.title, "starts_at": record.starts_at}
        if entry is not None:
            content["attendance"] = entry
        return content, _part(record, member)
    if isinstance(record, Topic):
        return {"title": record.title, "state": record.state}, _part(record, member)
    if isinstance(record, Member):
        return {"name": record.name}, tr("another member's record that refers to them")
    if isinstance(record, Run):
        return {"checklist": record.checklist, "started_at": record.started_at}, tr("a checklist")
    return document(record), _part(record, member)


def _part(record: Record, member: Member) -> str:
    parts = [
        name.replace("_", " ")
        for name in type(record).__struct_fields__
        if _holds(getattr(record, name), member.id) and name not in ("id", "topics")
    ]
    return ", ".join(parts) or tr("a text")


def _holds(value: object, who: int) -> bool:
    if isinstance(value, tuple | list | dict):
        return who in value
    return type(value) is int and value == who


def _history(community: Community, member: Member) -> Iterator[HeldRecord]:
    for entry in community.history.values():
        if any((one.table, one.id) == ("members", member.id) for one in entry.changes):
            yield HeldRecord(
                "history",
                entry.id,
                tr("a change to their record"),
                {"at": entry.at, "by": entry.by, "label": masked(community, entry.label)},
            )


def as_text(community: Community, member: Member, held_records: list[HeldRecord], on: Any) -> str:
    """Return the same as a page for people to read."""
    lines = [
        tr(
            "# What {name} holds about {member_name}",
            name=community.profile.name or tr("this community"),
            member_name=member.name,
        ),
        "",
        full_day(on),
        "",
    ]
    table = ""
    for held in held_records:
        if held.table != table:
            table = held.table
            lines += ["", f"## {HEADS.get(table, table)}", ""]
        content = "; ".join(
            f"{name.replace('_', ' ')}: {_said(value)}" for name, value in held.content.items()
        )
        lines.append(
            f"- {held.why}: {content}"
            if table != "members" or held.id != member.id
            else f"- {content}"
        )
    return "\n".join(lines) + "\n"


HEADS = {
    "members": tr("People"),
    "topics": tr("Topics"),
    "events": tr("Events"),
    "touches": tr("Conversations"),
    "actions": tr("Follow-ups"),
    "asks": tr("Requests for help"),
    "stories": tr("Stories"),
    "contributions": tr("Contributions"),
    "library": tr("Library"),
    "questions": tr("Learning agenda"),
    "runs": tr("Checklists"),
    "snapshots": tr("How involved they were"),
    "history": tr("History of their record"),
}


def _said(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_said(item)}" for name, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_said(item) for item in value)
    return " ".join(str(value).split())
