"""docs/data-model.md, made from the record types: `python tests/docs/data_model_page.py` writes it."""

from __future__ import annotations

import types
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import UNSET, Meta, UnsetType

from coptui.core.model.labels import singular_of
from coptui.core.model.records import REFERENCES, TABLES, Record, RecordPart
from coptui.core.writing.notebook import NOTEBOOK
from coptui.store.migrate import SCHEMA
from coptui.store.version import HISTORY_CAP

PAGE = Path(__file__).parents[2] / "docs" / "data-model.md"

INTRODUCTION = f"""\
# Data model

What a coptui file holds. This page and the JSON Schema (`coptui check --schema`) are made from the record types in
`src/coptui/core/model/records.py`.

A coptui file is a plain [TinyDB](https://tinydb.readthedocs.io) file: a JSON object of tables, each an object of
documents by id. Any TinyDB script can read it. It is UTF-8 with one document per line, so that `git diff` shows a
change to one member as one line.

```json
{{"meta":{{
"1":{{"schema":{SCHEMA},"generation":2,"next_id":{{"community":2,"members":2}}}}
}},
"community":{{
"1":{{"name":"Reading circle","purpose":"We read together."}}
}},
"members":{{
"1":{{"name":"Ann Lee","joined_on":"2026-03-14","offers":["tea"]}}
}}}}
```

## What is true of every record

- A document's key is its id. Tables refer to each other by these numbers. An id is never used twice, not even after its
  record was deleted.
- Only fields marked * are required. A missing field means unknown: never 0, never an empty text.
- Fields and tables that this version doesn't know are kept as they are.
- Days are ISO 8601 (`2026-03-14`), from 1900 to 2200. Times have an offset or are read in the community's `time_zone`; a day alone
  means that day at an unknown time.
- If something can't be read, `coptui check` lists it with its table, id and field, and it stays in the file as it is. The
  rest of the file opens.
- coptui locks the file and replaces it as a whole: [reliability](reliability.md). A script should only write while no one
  else does, or while it holds `FILE.lock`.

## meta

One document. `schema`: the version of the file's structure, {SCHEMA} at present; a file with a newer one isn't opened.
`generation`: how often the file has been saved. `next_id`: the next free id of each table. `uid`: a random code from the
first save, by which the backups of a file are found after it has moved.
"""

ABOUT = {
    "community": "The community itself: one document.",
    "members": "Members, guests, prospects and people who have left. `notes` are private.",
    "topics": "What the community talks about.",
    "events": "Events, past and coming.",
    "touches": "Conversations outside events. Every coordinator who can open the file can read them.",
    "actions": "Follow-ups.",
    "asks": "Requests for help.",
    "stories": "Stories of value.",
    "contributions": "What a member gave, if events, requests, conversations and topics don't show it.",
    "library": "What the community keeps: pages, recordings, templates and cases.",
    "questions": "The learning agenda: what the community wants to know next.",
    "runs": "Walks through a checklist. For each step the latest entry in `log` counts, so `log` also says how "
    "far the walk is.",
    "snapshots": "Levels and evidence at the end of a walk; at most one per day.",
    "history": f"Who changed what and when, for undo. The latest {HISTORY_CAP} entries are kept.",
    "erased": "Marks of people who were erased: a random code, a day and the member that stands for them, so that an import asks first. The second "
    "half of the code is made from the first half and the old id, so that another copy knows who it was.",
}

MEANINGS = {
    "community.audience": "who it is for",
    "community.breaks": "holidays, which no figure counts; both days included",
    "community.character": "what a good event feels like here, in the community's own words",
    "community.settings": "what differs from the [defaults](evidence.md#settings)",
    "community.signs": "three to five signs of a good event, the community's own",
    "community.spark": "what started it",
    "community.words": "its own wording for the three questions after an event",
    "members.aliases": "their other names, such as those in imported lists",
    "members.bridges_to": "other groups they link us to",
    "members.contact_every_days": "how often to keep in touch; depends on the level if missing",
    "members.contact_ok": "false: asked to be left alone",
    "members.handles": "as service: handle",
    "members.letters": "private; the letters that they were sent",
    "members.level_override": "a level set by hand, with its reason",
    "members.more": "private; columns of imported lists that have no field here, as heading: text",
    "members.notes": "private; the person may ask to read them",
    "members.onboarding": "as step: the day it was done",
    "members.sort_name": "the name to sort by, if not the name itself",
    "members.verified_on": "when these details were last checked",
    "topics.closed_on": "if missing for a topic that is done, `touched_on` counts",
    "topics.code": "what is shown in place of a confidential title",
    "topics.confidential": "shown by its code only",
    "topics.edge": "controversial or new",
    "topics.origin": "where it came from",
    "topics.tested_by": "what would show that an assumption is wrong",
    "events.aftercare": "what people were left with, and who looks after it",
    "events.attendance": "`attended` and `late` count as present",
    "events.attendance_taken": "an event only counts in percentages if this is true",
    "events.code": "what is shown in place of a confidential title",
    "events.confidential": "shown by its code only",
    "events.mood": "more of the same, or something new",
    "events.pulse": "ratings of the event, without names",
    "community.yearly": "answers to the members' checklist, without names",
    "community.answers_taken": "marks of the answers to it that were read from mail and files, as those of an event",
    "events.answers_taken": "marks of the answers read from mail and files, so that none counts twice; nothing in them says who answered, or what",
    "events.recurrence": "an RFC 5545 RRULE",
    "events.series": "the name that all its events share",
    "events.starts_at": "a day, or a day and time",
    "events.uid": "its iCalendar UID",
    "events.unmatched": "people who were there and don't match anyone here",
    "touches.led_to": "what came of it",
    "actions.about": "the members it is about",
    "actions.origin": "the event, walk or touch it came from",
    "actions.owner": "a member, or the name of someone else",
    "stories.cycle": "which kind of value it tells of",
    "stories.previous": "the story that this one grew out of",
    "library.added_on": "the day it was added",
    "library.keeper": "who looks after it: a member, or the name of someone else",
    "library.link": "where it is",
    "library.looked_on": "the last day on which someone looked whether it still holds",
    "questions.kind": "a question, or a gap that someone sees",
    "questions.season": "when to work on it, in the community's own words",
    "questions.topic": "what became of it",
    "library.uses": "who used it and for what is private",
    "runs.pair": "the colleague's walk, if both answer independently: see [checklists](checklists.md)",
    "runs.subject": "what the walk is about",
    "runs.template": "the checklist as it was then, so that later edits don't change the past",
    "runs.window": "the days the evidence looked at",
    "history.undoes": "the entry that this one undoes",
}


NOTEBOOK_INTRODUCTION = """\
## My notebook

Your notebook is another file, `notebook.json` in your own data folder. Nothing in it is ever in a community's file. It is
written in the same way and has the tables below, `meta` and its own history. In each, `community` is the name of the
community an entry is about, `file` is the full path of its file, and `member` is an id in that file.
"""

ABOUT_NOTEBOOK = {
    "notes": "Your private notes.",
    "reminders": "Your private reminders, from the day `on` until they are done.",
    "walks": "Walks through a checklist with `keep: notebook`. They have the fields of [runs](#runs), and:",
}


def page() -> str:
    parts = [INTRODUCTION, *(_table(name) for name in TABLES)]
    parts += [NOTEBOOK_INTRODUCTION, *(_own_table(name) for name in NOTEBOOK), "## Parts\n"]
    parts += [_part(part) for part in dict.fromkeys(_parts())]
    return "\n".join(parts)


def _table(name: str) -> str:
    return "\n".join([f"## {name}", "", ABOUT[name], "", *_fields(TABLES[name], name), ""])


def _own_table(name: str) -> str:
    """A table of the notebook; of one made from a community's, only what it adds."""
    record = NOTEBOOK[name]
    base = next((kind for kind in TABLES.values() if issubclass(record, kind)), Record)
    known = {entry.name for entry in msgspec.structs.fields(base)}
    lines = list(_fields(record, name))
    added = [
        line
        for line, entry in zip(lines[2:], _shown(record), strict=True)
        if entry.name not in known
    ]
    return "\n".join([f"### {name}", "", ABOUT_NOTEBOOK[name], "", *lines[:2], *added, ""])


def _shown(record: type[Record]) -> list[msgspec.structs.FieldInfo]:
    return [entry for entry in msgspec.structs.fields(record) if entry.name != "id"]


def _part(part: type[RecordPart]) -> str:
    about = (part.__doc__ or "").partition("\n")[0]
    # A dataclass-like signature is no description.
    told = [] if about.startswith(part.__name__) or not about else [about, ""]
    return "\n".join([f"### {part.__name__}", "", *told, *_fields(part, ""), ""])


def _fields(record: type[Record] | type[RecordPart], table: str) -> Iterator[str]:
    hints = get_type_hints(record, include_extras=True)
    required = getattr(record, "required", ())
    yield "| field | holds | |"
    yield "|---|---|---|"
    for entry in msgspec.structs.fields(record):
        if table and entry.name == "id":
            continue
        name = entry.encode_name
        star = "*" if name in required or (not table and entry.required) else ""
        target = REFERENCES.get(table, {"member": "members"} if table in NOTEBOOK else {})
        holds = _words(hints[entry.name], target.get(name, ""), target.get(f"{name}.*", ""))
        usual = entry.default
        if isinstance(usual, str | bool) and usual != "" and not isinstance(usual, UnsetType):
            holds += f"; {_constant(usual)} if missing"
        yield f"| `{name}`{star} | {holds} | {MEANINGS.get(f'{table}.{name}', '')} |"


def _constant(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _words(kind: Any, target: str = "", keys: str = "") -> str:
    """A type in words; `target` is the table of its ids, `keys` that of its keys."""
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Annotated:
        limits = [part for part in inside[1:] if isinstance(part, Meta)]
        return _limited(inside[0], limits[0]) if limits else _words(inside[0], target, keys)
    if origin is Literal:
        return "one of: " + ", ".join(inside)
    if origin in (Union, types.UnionType):
        named = [_words(one, target) for one in inside if one not in (types.NoneType, UnsetType)]
        return " or ".join(dict.fromkeys(named))
    if origin is tuple:
        return "list of " + _words(inside[0], target)
    if origin is dict:
        by = f"{singular_of(keys)} id" if keys else "id" if inside[0] is int else "text"
        return f"object: {by} to {_words(inside[1])}"
    if isinstance(kind, type) and issubclass(kind, RecordPart):
        return f"[{kind.__name__}](#{kind.__name__.lower()})"
    if kind is int:
        return f"{singular_of(target)} id" if target else "whole number"
    return {str: "text", bool: "true or false", float: "number", date: "day", Any: "anything"}[kind]


def _limited(kind: Any, limits: Meta) -> str:
    if kind is str:
        return f"text, up to {limits.max_length} characters"
    return f"{limits.ge} to {limits.le}"


def _parts() -> Iterator[type[RecordPart]]:
    """Every part of a record, and of a part, in the order of the tables."""
    waiting: list[Any] = list(TABLES.values())
    while waiting:
        found = waiting.pop(0)
        for kind in get_type_hints(found, include_extras=True).values():
            for part in _within(kind):
                yield part
                waiting.append(part)


def _within(kind: Any) -> Iterator[type[RecordPart]]:
    if isinstance(kind, type) and issubclass(kind, RecordPart):
        yield kind
    for inside in get_args(kind):
        if inside is not UNSET:
            yield from _within(inside)


def field_names() -> set[str]:
    """Every field of every table, as `table.field`."""
    return {
        f"{table}.{entry.encode_name}"
        for table, record in TABLES.items()
        for entry in msgspec.structs.fields(record)
        if entry.name != "id"
    }


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
