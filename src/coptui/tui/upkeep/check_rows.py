"""What was found in a file, as rows: what is wrong, what is asked, what can be fixed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from coptui.core.model.fault import Fault
from coptui.core.model.text import show
from coptui.language import tr
from coptui.tui.kit.rows import Row, Rows, Span, Tone, listed
from coptui.tui.records.words import heading, pad, text_rows, wrap

if TYPE_CHECKING:
    from coptui.checking import Findings

WHICH = 26
"""Cells for the record and field."""


def finding_rows(findings: Findings, width: int) -> Rows:
    """Return the rows; keys are (table, id, number)."""
    width = max(50, width - 3)
    rows: list[Row] = []
    if not findings.faults:
        rows += text_rows(tr("No problems found."), width, "good", " ")
    rows += _faults(tr("Problems"), findings.faults, "warn", width, 0)
    rows += _faults(
        tr("Past events to confirm"), findings.questions, "plain", width, len(findings.faults)
    )
    if findings.kept:
        rows += heading(" " + tr("Probably right, so left alone"))
        rows += _texts(findings.kept, width)
    mends = findings.mending[1]
    if mends:
        rows += heading(" " + tr("Press m to fix these: {count}", count=len(mends)))
        rows += _texts(
            (
                f"{each.table} {each.id}, {each.field}: {_value(each.was)} "
                f"{tr('is removed') if each.becomes is None else tr('becomes {value}', value=_value(each.becomes))}"
                for each in mends
            ),
            width,
        )
    return listed(rows)


def _faults(title: str, faults: Sequence[Fault], tone: Tone, width: int, first: int) -> list[Row]:
    rows = heading(f" {title} {len(faults)}") if faults else []
    for number, fault in enumerate(faults, first):
        which = " ".join(filter(None, (fault.table, str(fault.id or ""), fault.field)))
        lines = wrap(fault.message, max(20, width - WHICH - 3))
        for at, line in enumerate(lines):
            key = (fault.table, fault.id or 0, number) if at == 0 else None
            label = pad(show(which), WHICH) if at == 0 else " " * WHICH
            rows.append(Row(key, (Span(f" {label} ", tone), Span(line))))
    return rows


def _texts(lines: Iterable[str], width: int) -> list[Row]:
    return [row for line in lines for row in text_rows(line, width, "plain", "   ")]


def _value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
