"""A community's own evidence lines: YAML, read like checklists, each mistake with its place."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta, Struct

from coptui.checklists.load import read_bytes, read_checklist, read_nodes
from coptui.checklists.nodes import ListNode, MapNode, Mistake, Node, TextNode
from coptui.checklists.reader import Reader
from coptui.checklists.shelf import files_in
from coptui.checklists.template import Good
from coptui.core.model.records import Name, ShortText
from coptui.expressions.expression import PLACE
from coptui.language import tr

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_END = sys.maxsize
"""The line up to which the last of the lines may go."""
ID = re.compile(r"[a-z][a-z0-9_]{0,59}")


class OwnLine(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line as it is written; `coptui.evidence.own` works out its value."""

    id: Annotated[str, Meta(min_length=1, max_length=60)]
    title: Annotated[Name, Meta(min_length=1, description="The name shown beside a question.")]
    value: Annotated[
        str,
        Meta(
            min_length=1, max_length=500, description="For example: counts.stories / counts.events"
        ),
    ]
    unit: Annotated[Name, Meta(description="What the figure counts, such as stories.")] = ""
    good: Annotated[
        Good, Meta(description="`high` if more is better, `low` if less is, `none` if neither.")
    ] = "none"
    text: Annotated[
        ShortText,
        Meta(
            description="What is shown as the figure; {value}, {n} and {line.figure} are replaced by their values."
        ),
    ] = "{value}"


class OwnLines(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A file of own lines."""

    lines: Annotated[tuple[OwnLine, ...], Meta(min_length=1, max_length=50)]


@dataclass(frozen=True)
class ReadLines:
    """Own lines by id, in the order of the files, and the mistakes in those that couldn't be read."""

    lines: dict[str, OwnLine]
    broken: tuple[Mistake, ...] = ()


def find_own_lines(
    folders: Sequence[Traversable], figures: Mapping[str, Collection[str]]
) -> ReadLines:
    """Return the lines in `evidence.yaml` and in `evidence/*.yaml` of each folder.

    `figures` are the shipped lines, and counts, with their further figures. Leave out each line
    with a mistake; of two with the same id keep the first and report the other as a mistake.
    """
    lines: dict[str, OwnLine] = {}
    broken: list[Mistake] = []
    for path in own_line_files(folders):
        data = read_bytes(path)
        if isinstance(data, Mistake):
            broken.append(data)
            continue
        found, mistakes = read_own_lines(data, str(path), figures)
        broken += mistakes
        for line in found:
            if line.id in lines:
                broken.append(
                    Mistake(
                        str(path),
                        1,
                        1,
                        tr("There is already an evidence line with the id {id}.", id=line.id),
                        line.id,
                    )
                )
            else:
                lines[line.id] = line
    return ReadLines(lines, tuple(broken))


def own_line_files(folders: Sequence[Traversable]) -> list[Traversable]:
    """Return the files to search for own lines."""
    files: list[Traversable] = []
    for folder in folders:
        single = folder / "evidence.yaml"
        there = [single] if _is_there(single) else []
        for path in there + files_in([folder / "evidence"]):
            if path not in files:
                files.append(path)
    return files


def _is_there(path: Traversable) -> bool:
    """Return whether there is something; a folder that may not be entered holds nothing for us."""
    try:
        return path.is_file() or path.is_dir()
    except OSError:
        return False


def lint_file(
    path: Traversable, known: Mapping[str, Collection[str]], figures: Mapping[str, Collection[str]]
) -> tuple[Mistake, ...]:
    """Return every mistake in a file: with `lines:` it holds evidence lines, otherwise a checklist.

    `known` are the lines a checklist may name, `figures` those an own line may use.
    """
    data = read_bytes(path)
    if isinstance(data, Mistake):
        return (data,)
    root, _ = read_nodes(data, str(path))
    if root is not None and root.get("lines"):
        return read_own_lines(data, str(path), figures)[1]
    return read_checklist(data, str(path), known)[1]


def read_own_lines(
    text: str | bytes, file: str, figures: Mapping[str, Collection[str]]
) -> tuple[tuple[OwnLine, ...], tuple[Mistake, ...]]:
    """Return the lines in a YAML text that have no mistake, and every mistake.

    A mistake outside the lines leaves them all out: it isn't known what they would be without it.
    """
    root, mistakes = read_nodes(text, file)
    if root is None:
        return (), mistakes
    known: dict[str, Collection[str]] = {line: tuple(more) for line, more in figures.items()}
    reader = _Reader(file, known)
    reader.struct(root, OwnLines)
    items = root.get("lines")
    nodes = items.items if isinstance(items, ListNode) else ()
    of_lines: set[Mistake] = set()
    sound, ids = [], dict[str, int]()
    for node, following in zip_longest(nodes, nodes[1:]):
        last = following.line - 1 if following is not None else _END
        within = {mistake for mistake in mistakes if node.line <= mistake.line <= last}
        single = _Reader(file, known)
        values = single.struct(node, OwnLine)
        if isinstance(node, MapNode):
            single.line(node, ids)
        named = _called(node)
        own = {replace(mistake, name=named) for mistake in (*single.mistakes, *within)}
        of_lines |= own
        if not own:
            sound.append(msgspec.convert(values, OwnLine))
    of_file = {*mistakes, *reader.mistakes} - of_lines
    every = sorted(of_file | of_lines, key=lambda it: (it.line, it.column, it.message))
    return (() if of_file else tuple(sound)), tuple(every)


def _called(node: Node) -> str:
    """Return the id of a line as it is written, or ""."""
    named = node.get("id") if isinstance(node, MapNode) else None
    return named.value.strip() if isinstance(named, TextNode) else ""


class _Reader(Reader):
    def line(self, line: MapNode, seen: dict[str, int]) -> None:
        """Check the id, the expression and the placeholders in the text of a line; `seen` are the
        ids before it."""
        name, value, text = line.get("id"), line.get("value"), line.get("text")
        if isinstance(name, TextNode):
            self._named(name, seen)
        if isinstance(value, TextNode) and value.value.strip():
            expression = self.expression(value, "value")
            if expression is not None and not expression.figures:
                self.note(value, tr("`value:` uses no figure; add one, such as attendance.value."))
        if isinstance(text, TextNode):
            self._placed(text)

    def _named(self, name: TextNode, seen: dict[str, int]) -> None:
        word = name.value.strip()
        if not ID.fullmatch(word):
            self.note(
                name,
                tr(
                    "`id:` can only have lower-case letters, digits and _, not {value!r}.",
                    value=name.value,
                ),
            )
        elif word in (self.figures or {}):
            self.note(
                name,
                tr("{word} is the id of a built-in evidence line; choose another id.", word=word),
            )
        elif word in seen:
            self.note(
                name,
                tr(
                    "The evidence line on line {seen} already has the id {word}.",
                    seen=seen[word],
                    word=word,
                ),
            )
        else:
            seen[word] = name.line

    def _placed(self, text: TextNode) -> None:
        """Check that each pair of curly brackets holds {value}, {n} or a figure."""
        for placeholder in PLACE.finditer(text.value):
            if placeholder[1] in ("value", "n"):
                continue
            offset = placeholder.start() + 1 + (0 if text.plain else 1)
            here = TextNode(placeholder[1], text.line, text.column + offset)
            expression = self.expression(here, "text")
            if expression is not None and not re.fullmatch(r"[a-z_]+\.[a-z_]+", placeholder[1]):
                self.note(
                    here,
                    tr(
                        "In `text:`, {placeholder} isn't a figure; write it as {{line.figure}}.",
                        placeholder=placeholder[0],
                    ),
                )
        if any(sign in PLACE.sub("", text.value) for sign in "{}"):
            self.note(
                text,
                tr(
                    "In `text:`, there is a { without a } or a } without a {; write {value} or {line.figure}."
                ),
            )
