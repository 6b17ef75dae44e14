"""The records behind evidence lines, as rows."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from rich.cells import cell_len

from coptui.core.model.text import show
from coptui.evidence.line import EvidenceLine, Reading
from coptui.language import tr
from coptui.tui.kit.rows import Row, Rows, Span, Tone, listed
from coptui.tui.kit.signs import signs
from coptui.tui.records.words import Key, pad, text_rows, wrap


def behind_rows(readings: Sequence[Reading], lines: Mapping[str, EvidenceLine], width: int) -> Rows:
    """Return for each line a heading with what it says and its rule, then its records and why they
    count.
    """
    width = max(20, width - 3)
    rows: list[Row] = []
    for reading in readings:
        now = reading.now
        rows += [Row(None, ()), Row(None, (Span(show(lines[now.id].title), "heading"),))]
        rows += text_rows(now.text, width)
        rows += text_rows(lines[now.id].rule, width, "quiet")
        for number, behind in enumerate(now.rows):
            key = (now.id, number, behind.table, behind.id)
            rows += _record_rows(key, show(behind.name), show(behind.why), width)
        if not now.rows:
            rows += text_rows(tr("No records."), width, "quiet", "  ")
    return listed(rows[1:])


def _record_rows(key: Hashable, name: str, why: str, width: int) -> list[Row]:
    """Return a record with why it counts at the right, or below if that does not fit."""
    room = width - 2 - cell_len(why)
    if cell_len(name) + 2 <= room:
        return [Row(key, (Span(f"  {pad(name, room)}", "link"), Span(why, "quiet")))]
    first, *more = wrap(name, width - 2)
    rows = [Row(key, (Span(f"  {first}", "link"),))]
    rows += [Row(None, (Span(f"  {line}", "link"),)) for line in more]
    return rows + (text_rows(why, width, "quiet", "    ") if why else [])


def key_behind(key: Hashable | None) -> Key | None:
    """Return the record of a row of `behind_rows`, if the detail view can show it."""
    if (
        isinstance(key, tuple)
        and len(key) == 4
        and key[2] in ("members", "topics", "events", "library", "questions")
    ):
        return (str(key[2]), int(key[3]))
    return None


def movement(reading: Reading) -> tuple[str, Tone]:
    """Return `▲ 3 more people`, `▼ less mixed`, or only a word where no direction is good."""
    if reading.movement == "unknown":
        return "", "quiet"
    if reading.movement == "better":
        return f"{signs().better} {show(reading.word)}", "good"
    if reading.movement == "worse":
        return f"{signs().worse} {show(reading.word)}", "warn"
    return show(reading.word), "quiet"


def trend_signs(values: Sequence[float | None]) -> str:
    """Return a small chart of the latest windows, one cell high; "" with fewer than three."""
    known = [value for value in values if value is not None]
    if len(known) < 3:
        return ""
    low, high = min(known), max(known)
    steps = signs().steps
    top = len(steps) - 1
    return "".join(
        " "
        if value is None
        else steps[round((value - low) / (high - low) * top) if high > low else top // 2]
        for value in values
    )
