"""Words for the screen: safe names, days and wrapped text."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence

from rich.cells import cell_len, set_cell_size

from coptui.core.model import saying
from coptui.core.model.community import Community
from coptui.core.model.records import Member, Record
from coptui.core.model.text import show
from coptui.tui.kit.rows import Row, Span, Tone
from coptui.tui.kit.signs import signs

Key = tuple[str, int]
"""A record on the screen: its table and id."""

LABEL = 10
"""Cells for the label of a line such as `Offers    supervision`."""


INDENT = 2
"""Cells before a text that needs the width of its label."""
ROOM = 24
"""Cells that a text needs beside something else."""
BAR = 20
"""Cells of a progress bar."""


def key_of(record: Record) -> Key:
    return (record.table, record.id)


def name_of(record: Record | None) -> str:
    """Return a record's name, safe to draw; only the code if it is confidential."""
    return show(saying.name_of(record))


def person(community: Community, who: int | str | None) -> str:
    """Return the name of a member by id, or a name given as such."""
    return show(saying.person(community, who))


def people(community: Community, ids: Iterable[int]) -> str:
    return show(saying.people(community, ids))


def first_name(member: Member) -> str:
    return show(member.name).split(" ")[0]


def wrap(text: str, width: int) -> list[str]:
    """Return text in lines of at most `width` cells; longer words are broken."""
    lines: list[str] = []
    for paragraph in show(text, lines=True).split("\n"):
        line = ""
        for word in paragraph.split(" "):
            while cell_len(word) > width:
                room = width - cell_len(line) - (1 if line else 0)
                if room < 4 and line:
                    lines.append(line)
                    line, room = "", width
                head = set_cell_size(word, room).rstrip(" ")
                lines.append(f"{line} {head}" if line else head)
                line, word = "", word[len(head) :]
            if not line:
                line = word
            elif cell_len(line) + 1 + cell_len(word) <= width:
                line += " " + word
            else:
                lines.append(line)
                line = word
        lines.append(line)
    return lines


def flowing(text: str) -> str:
    """Return a text without the line ends that its file has within paragraphs; lists keep theirs."""
    return re.sub(r"(?<!\n)\n(?!\n|\s*[-*\d])", " ", text.strip())


def text_rows(text: str, width: int, tone: Tone = "plain", indent: str = "") -> list[Row]:
    """Return wrapped text as rows without keys."""
    return [
        Row(None, (Span(indent + line, tone),)) for line in wrap(text, max(8, width - len(indent)))
    ]


def labelled(label: str, text: str, width: int, tone: Tone = "plain") -> list[Row]:
    """Return `Label     text`, the text wrapped beside the label, or below it if there is no room, such as
    for an address; nothing if there is no text."""
    if not text:
        return []
    longest = max(map(cell_len, show(text, lines=True).split()), default=0)
    indent = LABEL if longest <= width - LABEL else INDENT
    beside = cell_len(label) < indent
    rows = [] if beside else [Row(None, (Span(label, "quiet"),))]
    for number, line in enumerate(wrap(text, max(8, width - indent))):
        head = label if beside and number == 0 else ""
        rows.append(Row(None, (Span(head.ljust(indent), "quiet"), Span(line, tone))))
    return rows


def text_between(
    key: Hashable | None,
    text: str,
    tail: Sequence[Span],
    width: int,
    lead: Sequence[Span] = (Span("  "),),
) -> list[Row]:
    """Return a text between spans, on as many lines as it takes: nothing that people wrote is cut off."""
    before = sum(cell_len(span.text) for span in lead)
    after = [Span(f" {span.text}", span.tone) for span in tail]
    room = width - before - sum(cell_len(span.text) for span in after)
    if after and room < ROOM:
        # Too narrow for both: what comes after it comes below it.
        below = Row(None, (Span(" " * (before - 1)), *after))
        return [*text_between(key, text, (), width, lead), below]
    room = max(10, room)
    first, *more = wrap(text, room)
    cells = (*lead, Span(pad(first, room)), *after)
    return [Row(key, cells), *(Row(None, (Span(" " * before), Span(line))) for line in more)]


def heading(text: str) -> list[Row]:
    return [Row(None, ()), Row(None, (Span(text, "heading"),))]


def pad(text: str, width: int) -> str:
    """Return the text in exactly `width` cells; if it is cut off, a mark shows it."""
    if cell_len(text) > width > 1:
        return set_cell_size(text, width - 1) + signs().more
    return set_cell_size(text, width)


def progress_bar(what: str, share: float) -> str:
    """Return `matching ▰▰▰▰▱▱▱▱▱▱`; `share` is from 0 to 1."""
    full = int(share * BAR)
    return f"{what} {signs().full * full}{signs().empty * (BAR - full)}"


def bar(value: float | None) -> tuple[Span, ...]:
    """Return `▰▰▰▱ 3` for 0 to 4; a dash if nothing is known."""
    if value is None:
        return (Span("-     ", "quiet"),)
    full = max(0, min(4, round(value)))
    return (
        Span(signs().full * full, "accent"),
        Span(signs().empty * (4 - full), "quiet"),
        Span(f" {value:g}"),
    )
