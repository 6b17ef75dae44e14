"""The parts of a vCard or iCalendar file, each with its line: a broken one harms no other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coptui.exchange.tables.progress import EVERY, tell
from coptui.exchange.tables.sheets import lines_of

MOST_LINES, MOST_LETTERS = 20_000, 2_000_000
"""Of one part; the libraries take ever longer for each line that goes on."""
_EDGE = re.compile(r"\s*(BEGIN|END):\s*([A-Za-z-]+)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Component:
    """The lines from `BEGIN:name` to its end, including those of parts inside it."""

    name: str
    line: int
    lines: tuple[str, ...]

    @property
    def is_endless(self) -> bool:
        """Whether the part is longer than any that a program writes."""
        return len(self.lines) > MOST_LINES or sum(map(len, self.lines)) > MOST_LETTERS

    @property
    def text(self) -> str:
        return "\r\n".join(self.lines) + "\r\n"


def components(text: str, *names: str) -> Iterator[Component]:
    """Yield the parts with these names in order; an unclosed one ends where the next begins."""
    begun: int | None = None
    name = ""
    lines = lines_of(text)
    for number, line in enumerate(lines):
        if number % EVERY == 0:
            tell("reading", number, len(lines))
        edge = _EDGE.match(line) if line[:1] not in (" ", "\t") else None
        if edge is None or edge[2].upper() not in names:
            continue
        begins = edge[1].upper() == "BEGIN"
        if begun is not None and (begins or edge[2].upper() == name):
            end = number if begins else number + 1
            part = tuple(lines[begun:end])
            yield Component(name, begun + 1, part if not begins else (*part, f"END:{name}"))
            begun = None
        if begins:
            begun, name = number, edge[2].upper()
    if begun is not None:
        yield Component(name, begun + 1, (*lines[begun:], f"END:{name}"))


def line_of(part: Component, name: str) -> str:
    """Return the raw value of a property, with folded lines joined."""
    property_line = ""
    for line in part.lines:
        if property_line and line[:1] in (" ", "\t"):
            property_line += line[1:]
        elif property_line:
            break
        elif line.upper().startswith((f"{name}:", f"{name};")):
            property_line = line
    return property_line.partition(":")[2].strip()


def by_version(group: Sequence[Component]) -> tuple[list[Component], list[Component]]:
    """Return the latest forms of an entry and its exceptions, by SEQUENCE, and the earlier ones."""
    versions = [
        int(text) if (text := line_of(part, "SEQUENCE")).isdecimal() else 0 for part in group
    ]
    latest: dict[str, int] = {}
    for part, version in zip(group, versions, strict=True):
        which = line_of(part, "RECURRENCE-ID")
        latest[which] = max(version, latest.get(which, 0))
    now: list[Component] = []
    earlier: list[Component] = []
    for part, version in zip(group, versions, strict=True):
        (now if version == latest[line_of(part, "RECURRENCE-ID")] else earlier).append(part)
    return now, earlier


def properties_of(lines: Sequence[str]) -> list[list[str]]:
    """Return the lines of a card by the property that they are of."""
    properties: list[list[str]] = []
    for line in lines:
        if re.match(r"(?:BEGIN|END|VERSION)[;:]", line, re.IGNORECASE):
            continue
        if properties and not re.match(r"[\w.-]+[;:]", line):
            properties[-1].append(line)
        else:
            properties.append([line])
    return properties
