"""Checklist files: from YAML to nodes to a template, each mistake with its line and column.

Check the parser's events before building anything from them: refuse aliases, anchors, tags,
duplicate keys, keys that aren't text, and whatever is too large or nested too deep. Scalars stay
text until the schema says what they are, so that `no` is a word and `12:30:45` isn't a number.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from coptui.checklists.lint import lint
from coptui.checklists.nodes import ListNode, MapNode, Mistake, Node, TextNode
from coptui.checklists.template import Template
from coptui.core.model.sentences import (
    LINE_DOES_NOT_FIT,
    LIST_INCOMPLETE,
    NEW_LINE_AFTER_BAR,
    QUOTE_NOT_CLOSED,
    nested_deeper,
    not_yaml,
)
from coptui.files import opened
from coptui.language import tr

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LARGEST = 256 * 1024
DEEPEST = 12
MOST_EVENTS = 20_000

# Control, direction-override and surrogate characters, which no question needs.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)

try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # PyYAML built without libyaml

    class _Parser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):  # type: ignore[no-redef]
        def __init__(self, stream: str) -> None:
            yaml.reader.Reader.__init__(self, stream)
            yaml.scanner.Scanner.__init__(self)
            yaml.parser.Parser.__init__(self)


def read_checklist(
    text: str | bytes, file: str, known_evidence: Collection[str] | None = None
) -> tuple[Template | None, tuple[Mistake, ...]]:
    """Return the checklist in a YAML text (None if it has any mistake), and every mistake in file
    order.

    `known_evidence` are the ids of evidence lines, or a mapping from them to their further figures;
    with None, evidence isn't checked.
    """
    root, mistakes = read_nodes(text, file)
    if root is None:
        return None, mistakes
    template, faults = lint(root, file, known_evidence)
    found = tuple(sorted({*mistakes, *faults}, key=lambda it: (it.line, it.column, it.message)))
    return (None if found else template), found


def read_file(
    path: Traversable, known_evidence: Collection[str] | None = None
) -> tuple[Template | None, tuple[Mistake, ...]]:
    """Read a checklist as `read_checklist` does; a file that can't be read has a mistake at its
    first line."""
    data = read_bytes(path)
    if isinstance(data, Mistake):
        return None, (data,)
    return read_checklist(data, str(path), known_evidence)


def read_bytes(path: Traversable) -> bytes | Mistake:
    """Return the content of a file, up to the largest size allowed, or why it can't be read."""
    try:
        # A pipe or a folder is refused below, by what it is.
        if not (path.exists() if isinstance(path, Path) else path.is_file()):
            return Mistake(str(path), 1, 1, tr("There is no such file."))
        with opened(path) if isinstance(path, Path) else path.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or str(fault)
        return Mistake(str(path), 1, 1, tr("The file cannot be read: {why}.", why=why))


def read_nodes(text: str | bytes, file: str) -> tuple[MapNode | None, tuple[Mistake, ...]]:
    """Return the file's outermost map, and what is wrong with it as YAML."""
    try:
        source = _decoded(text, file)
        return _Builder(source, file).build()
    except _Stop as stop:
        return None, (*stop.earlier, stop.mistake)


class _Stop(Exception):
    """A mistake after which reading can't go on."""

    def __init__(self, mistake: Mistake, earlier: tuple[Mistake, ...] = ()) -> None:
        super().__init__(str(mistake))
        self.mistake = mistake
        self.earlier = earlier


def _decoded(text: str | bytes, file: str) -> str:
    size = len(text) if isinstance(text, bytes) else len(text.encode(errors="replace"))
    if size > LARGEST:
        raise _Stop(
            Mistake(file, 1, 1, tr("The file is larger than {most} kB.", most=LARGEST // 1024))
        )
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            line, column = _spot(fault.object[: fault.start].decode(errors="replace"))
            message = tr("This isn't UTF-8; save the file as UTF-8.")
            raise _Stop(Mistake(file, line, column, message)) from None
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    found = _FORBIDDEN.search(text)
    if found:
        raise _Stop(Mistake(file, *_spot(text[: found.start()]), _unseen(found[0])))
    return text


def _unseen(sign: str) -> str:
    return tr("There is an invisible character (U+{code:04X}) here; remove it.", code=ord(sign))


def _spot(before: str) -> tuple[int, int]:
    """Return the line and column, from 1, of what follows this text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


class _Builder:
    """Builds nodes from events one by one, and stops at anything that would be dangerous to build."""

    def __init__(self, source: str, file: str) -> None:
        self.source = source
        self.file = file
        self.parser = _Parser(source)
        self.mistakes: list[Mistake] = []
        self.count = 0

    def build(self) -> tuple[MapNode | None, tuple[Mistake, ...]]:
        events = self._events()
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self._stop(
                        event, tr("A second document starts here; use a separate file for each.")
                    )
                if event.tags:
                    self._stop(event, tr("%TAG lines aren't supported; remove it."))
                root = self._node(next(events), events, 1)
        if root is None or (isinstance(root, TextNode) and not root.value):
            raise _Stop(Mistake(self.file, 1, 1, tr("The file is empty.")))
        if not isinstance(root, MapNode):
            message = tr("The file must consist of keys and values, such as `title: My checklist`.")
            self.mistakes.append(Mistake(self.file, root.line, root.column, message))
            return None, tuple(self.mistakes)
        return root, tuple(self.mistakes)

    def _events(self) -> Iterator[Any]:
        while True:
            try:
                event = self.parser.get_event()
            except yaml.MarkedYAMLError as fault:
                raise self._fault(fault) from None
            except (yaml.YAMLError, UnicodeError, ValueError) as fault:
                message = not_yaml(fault)
                raise _Stop(Mistake(self.file, 1, 1, message), tuple(self.mistakes)) from None
            if event is None:
                return
            self.count += 1
            if self.count > MOST_EVENTS:
                self._stop(event, tr("The file has too many keys and values; split it in two."))
            if isinstance(event, yaml.StreamEndEvent):
                return
            yield event

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            self._stop(
                event,
                tr(
                    "`*{anchor}` stands for text from another place in the file; write that text out here instead.",
                    anchor=event.anchor or "",
                ),
            )
        if event.anchor:
            self._stop(
                event,
                tr(
                    "`&{anchor}` marks text to be used again; remove it, and write the text out wherever you need it.",
                    anchor=event.anchor or "",
                ),
            )
        if event.tag:
            self._stop(event, tr("Tags aren't supported; remove {tag}.", tag=event.tag))
        if depth > DEEPEST:
            self._stop(event, nested_deeper(DEEPEST))
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, yaml.ScalarEvent):
            self._look(event, line, column)
            return TextNode(event.value, line, column, plain=event.style in (None, ""))
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            for inner in events:
                if isinstance(inner, yaml.SequenceEndEvent):
                    break
                items.append(self._node(inner, events, depth + 1))
            return ListNode(tuple(items), line, column)
        return self._mapping(events, depth, line, column)

    def _mapping(self, events: Iterator[Any], depth: int, line: int, column: int) -> MapNode:
        entries: dict[str, tuple[TextNode, Node]] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, TextNode) or not key.value:
                self._note(key.line, key.column, tr("A key must be a word, as in `title: …`"))
            elif key.value in entries:
                first = entries[key.value][0].line
                self._note(
                    key.line,
                    key.column,
                    tr(
                        "{value} appears twice (first on line {first}).",
                        value=key.value,
                        first=first,
                    ),
                )
            else:
                entries[key.value] = (key, value)
        return MapNode(tuple(entries.values()), line, column)

    def _look(self, event: Any, line: int, column: int) -> None:
        """Refuse characters that the file itself may not hold: an escape such as "\\e" can make
        them too."""
        found = _FORBIDDEN.search(event.value)
        if found:
            self._note(line, column, _unseen(found[0]))

    def _note(self, line: int, column: int, message: str) -> None:
        self.mistakes.append(Mistake(self.file, line, column, message))

    def _stop(self, event: Any, message: str) -> None:
        mark = event.start_mark
        mistake = Mistake(self.file, mark.line + 1, mark.column + 1, message)
        raise _Stop(mistake, tuple(self.mistakes))

    def _fault(self, fault: yaml.MarkedYAMLError) -> _Stop:
        """Return the scanner's complaint in plain words."""
        mark = fault.problem_mark or fault.context_mark
        lines = self.source.split("\n")
        row = min(mark.line, len(lines) - 1) if mark else 0
        column = mark.column + 1 if mark else 1
        written = lines[row]
        indent = written[: len(written) - len(written.lstrip())]
        problem = fault.problem or ""
        if "nesting depth" in problem:
            # Newer readers count for themselves, and look further ahead before they say so.
            mistake = Mistake(self.file, row + 1, column, nested_deeper(DEEPEST))
            return _Stop(mistake, tuple(self.mistakes))
        if "\t" in indent or written[column - 1 : column] == "\t":
            column = written.index("\t") + 1
            message = tr("Line {row} is indented with a tab; use spaces.", row=row + 1)
            if "\t" not in indent:
                message = tr("There is a tab here; use spaces.")
        else:
            message = next(
                (plain for part, plain in _PLAIN if part in problem),
                not_yaml(problem or tr("it is incomplete")),
            )
        return _Stop(Mistake(self.file, row + 1, column, message), tuple(self.mistakes))


# The complaints of libyaml and of PyYAML's own scanner, and what they mean to the person writing.
_PLAIN: tuple[tuple[str, str], ...] = (
    (
        "mapping values are not allowed",
        tr('There is one ": " too many. Check the indentation, or put the text in "quotes".'),
    ),
    (
        "could not find expected ':'",
        tr("A key has no colon after it, or a line isn't indented enough."),
    ),
    ("did not find expected key", LINE_DOES_NOT_FIT),
    ("expected <block end>", LINE_DOES_NOT_FIT),
    ("did not find expected '-' indicator", tr("Every `-` in a list must be in the same column.")),
    (
        "block sequence entries are not allowed",
        tr('There is one `-` too many; remove it, or put the text in "quotes".'),
    ),
    ("did not find expected ',' or", LIST_INCOMPLETE),
    ("expected ',' or", LIST_INCOMPLETE),
    ("unexpected end of stream", QUOTE_NOT_CLOSED),
    ("unexpected document indicator", QUOTE_NOT_CLOSED),
    (
        "unknown escape",
        tr("The letter after \\ has no meaning here; put the text in '…' instead of \"…\"."),
    ),
    (
        "cannot start any token",
        tr('Text can\'t start with this character; put the text in "quotes".'),
    ),
    ("undefined tag handle", tr('Tags (!) aren\'t supported; put the text in "quotes".')),
    ("indentation indicator", NEW_LINE_AFTER_BAR),
    ("expected comment or line break", NEW_LINE_AFTER_BAR),
    ("expected a comment or a line break", NEW_LINE_AFTER_BAR),
)
