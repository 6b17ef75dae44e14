"""What in a community's file cannot be read or cannot be right, for `coptui check` and its screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from msgspec.structs import fields

from coptui.core.copies.mending import Mend, mend
from coptui.core.copies.soundness import unknown_fields, unsound
from coptui.core.meetings.occasions import question, waiting
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.edits import Edit
from coptui.core.model.fault import Fault
from coptui.core.model.labels import counted_records, label_of
from coptui.core.model.records import TABLES
from coptui.core.model.settings import settings_faults
from coptui.exchange.planning.duplicates import likely_duplicates
from coptui.expressions.expression import nearest
from coptui.language import tr
from coptui.store.protocol import Keeper


@dataclass(frozen=True)
class Findings:
    """`faults` are wrong; `questions` are events that wait to be closed; `kept` are lines about
    what may well be right.
    """

    faults: tuple[Fault, ...]
    questions: tuple[Fault, ...]
    kept: tuple[str, ...]
    tables: dict[str, Any]

    @cached_property
    def mending(self) -> tuple[Edit, tuple[Mend, ...]]:
        """The edit that puts right what has one reading, and each field that it changes."""
        return mend(self.tables, self.faults)


def check(store: Keeper, today: date, real_day: date) -> Findings:
    """Look through all of a file; `today` is the day being looked at."""
    community, tables = store.load().community, store.tables()
    faults = [*store.check(), *unsound(community, real_day)]
    kept = []
    for (table, name), ids in unknown_fields(tables).items():
        known = [info.encode_name for info in fields(TABLES[table])]
        meant = nearest(name, known)
        if meant and len(name) > 2:
            message = tr(
                "coptui doesn't know this field and leaves it alone. Did you mean {meant}?",
                meant=meant,
            )
            faults += [Fault(table, number, name, message) for number in ids]
        else:
            count = counted_records(len(ids), table)
            kept.append(
                tr(
                    "{table}: {count} with the field {name}, which coptui doesn't know and leaves alone.",
                    table=table,
                    count=count,
                    name=name,
                )
            )
    kept += [
        tr("settings: {name} is ignored ({why}).", name=name, why=why)
        for name, why in settings_faults(community.profile)
    ]
    twice, perhaps = _duplicates(community)
    kept += perhaps
    return Findings((*faults, *twice), _questions(community, today), tuple(kept), tables)


def _duplicates(community: Community) -> tuple[list[Fault], list[str]]:
    """Return people who are certainly listed twice, and a line about those who may be."""
    pairs = likely_duplicates(community)
    twice = []
    for pair in pairs:
        if pair.sure == "sure":
            other = f"{label_of(community.members[pair.kept])} ({pair.kept})"
            message = tr(
                "This may be the same person as {other} ({why}). With coptui open, "
                "type `:merge` to merge them.",
                why=pair.why,
                other=other,
            )
            twice.append(Fault("members", pair.other, "", message))
    # Two people may have the same name.
    perhaps = sum(pair.sure != "sure" for pair in pairs)
    if not perhaps:
        return twice, []
    pairs_said = counted(perhaps, "{count} pair of people", "{count} pairs of people")
    return twice, [
        tr(
            "members: {pairs_said} may be duplicates; with coptui open, type `:duplicates` to see them.",
            pairs_said=pairs_said,
        )
    ]


def _questions(community: Community, today: date) -> tuple[Fault, ...]:
    """Return the past events of which no one said yet whether they took place: nothing is wrong
    with them.
    """
    return tuple(
        Fault("events", event.id, "status", f"{label_of(event)}, {question(event, today)}")
        for event in waiting(community, today)
    )
