"""Everything as JSON, in the form of a coptui file, without what must not leave.

Its JSON Schema is that of the file (docs/data-model.md), and coptui opens what is written here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from msgspec.structs import replace

from coptui.core.model.community import Community
from coptui.core.model.consent import is_withdrawn
from coptui.core.model.records import (
    TABLES,
    Action,
    Event,
    Record,
    Run,
    Seen,
    Source,
    Topic,
    document,
)
from coptui.core.views.presenting import fit_to_show
from coptui.core.views.privacy import all_seen
from coptui.exchange.writers.written import Written
from coptui.language import tr

R = TypeVar("R", bound=Record)

KEPT_BACK = tr(
    "private notes, extra columns of imported lists, notes on topics, aftercare, "
    "conversations, reasons for leaving, ratings, levels set by hand, answers to "
    "checklists, earlier levels and evidence, follow-ups about people, stories whose "
    "tellers haven't agreed to share them, names in imports that match no one, and who used "
    "which item of the library"
)
_RELEASED = ("public", "core")


def everything(community: Community, *, schema: int, private: bool = False) -> Written:
    """Write every table, one record a line, ordered by id. `schema` is the form of the file.

    Without `private`, what is not marked to leave (`Seen`) stays here, and what KEPT_BACK names. In either case confidential topics and
    events are their code, what is tied to them stays here, and so does the history.
    """
    leaving = _without_confidential(community)
    if not private:
        leaving = _without_private(leaving)
    tables = [_table("meta", {1: {"schema": schema}})]
    count = 0
    for name in TABLES:
        if name == "history":
            continue
        documents = {key: document(leaving.table(name)[key]) for key in sorted(leaving.table(name))}
        count += len(documents)
        tables.append(_table(name, documents))
    left_out = (
        tr("the history"),
        tr("everything about confidential topics and events except their codes"),
    )
    return Written(
        "{" + ",\n".join(tables) + "}\n",
        count,
        left_out if private else (KEPT_BACK, *left_out),
        option="" if private else "--private",
    )


def _table(name: str, documents: dict[int, dict[str, object]]) -> str:
    lines = ",\n".join(f'"{key}":{_json(value)}' for key, value in documents.items())
    return f'"{name}":' + ("{\n" + lines + "\n}" if lines else "{}")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _without_confidential(community: Community) -> Community:
    shown = fit_to_show(community)
    topics = {
        number: shown.topics[number] if topic.confidential else topic
        for number, topic in community.topics.items()
    }
    events = {
        number: shown.events[number] if event.confidential else event
        for number, event in community.events.items()
    }

    def told(record: Record) -> bool:
        topic = topics.get(getattr(record, "topic", None) or 0)
        event = events.get(getattr(record, "event", None) or 0)
        return not (topic and topic.confidential) and not (event and event.confidential)

    # The file that such a meeting came from may be called what it was about.
    files = {
        event.source.file
        for event in community.events.values()
        if event.confidential and event.source is not None
    }

    def unnamed(record: R) -> R:
        source: Source | None = getattr(record, "source", None)
        if source is None or source.file not in files:
            return record
        return replace(record, source=replace(source, file=""))

    return replace(
        community,
        members={record.id: unnamed(record) for record in community.members.values()},
        topics=topics,
        events={number: unnamed(event) for number, event in events.items()},
        touches=_those(community.touches.values(), told),
        asks=_those(community.asks.values(), told),
        stories=_those(community.stories.values(), told),
        contributions={
            record.id: unnamed(record)
            for record in community.contributions.values()
            if told(record)
        },
        library=_those(community.library.values(), told),
        questions=_those(community.questions.values(), told),
        actions=_those(community.actions.values(), lambda record: not _from(record, events)),
        runs=_those(community.runs.values(), lambda record: not _about(record, topics, events)),
        history={},
    )


def _those(records: Iterable[R], keep: Callable[[R], bool]) -> dict[int, R]:
    return {record.id: record for record in records if keep(record)}


def _from(action: Action, events: Mapping[int, Event]) -> bool:
    origin = action.origin
    event = events.get(origin.id) if origin and origin.kind == "event" else None
    return event is not None and event.confidential


def _about(run: Run, topics: Mapping[int, Topic], events: Mapping[int, Event]) -> bool:
    tables: dict[str, Mapping[int, Topic] | Mapping[int, Event]] = {
        "topic": topics,
        "event": events,
    }
    record = tables.get(run.subject.kind, {}).get(run.subject.id or 0)
    return record is not None and record.confidential


def _without_private(community: Community) -> Community:
    leaving = replace(
        community,
        actions=_those(
            community.actions.values(),
            lambda one: not one.about and not (one.origin and one.origin.kind == "touch"),
        ),
        stories=_those(
            community.stories.values(),
            lambda one: one.consent in _RELEASED and not is_withdrawn(community, one),
        ),
    )
    return all_seen(leaving, Seen.AWAY)
