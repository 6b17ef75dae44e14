"""The results of a search as rows."""

from __future__ import annotations

from collections import Counter
from datetime import date

from coptui.core.finding.search import Hit, sign_of
from coptui.core.model.community import Community
from coptui.core.model.records import Event
from coptui.core.model.sentences import NO_MATCH
from coptui.core.model.text import show
from coptui.language import tr
from coptui.tui.kit.rows import Column, Row, Rows, Span, listed
from coptui.tui.records.lists import event_day
from coptui.tui.records.words import name_of


def found_rows(community: Community, hits: list[Hit], today: date, *, query: str) -> Rows:
    """Return a line for each result: its name, and what matched or when it is."""
    rows = []
    times = Counter(hit.name for hit in hits if hit.table == "members")
    for hit in hits:
        record = community.table(hit.table).get(hit.id)
        remark = show(hit.why)
        if isinstance(record, Event):
            # Events of one name are told apart by their days.
            text = ", ".join(filter(None, (event_day(record, today), remark)))
            rows.append(Row((hit.table, hit.id), (Span(name_of(record)), Span(text, "quiet"))))
            continue
        kind = {
            "members": "",
            "topics": tr("topic"),
            "library": tr("library"),
            "questions": tr("question"),
        }[hit.table]
        if record is not None and times[hit.name] > 1 and not hit.why:
            # Namesakes are told apart as in a question.
            remark = show(sign_of(record))
        text = " ".join(part for part in (kind, remark) if part)
        rows.append(Row((hit.table, hit.id), (Span(name_of(record)), Span(text, "quiet"))))
    empty = NO_MATCH if query.strip() else tr("Type part of a name.")
    return listed(
        rows,
        columns=(Column("", 0), Column("", 17)),
        count=str(len(hits)) if query.strip() else "",
        empty=(Span(empty, "quiet"),),
    )
