"""Reads the keys and values of a checklist file by the types they should have, and notes every mistake."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Any

import msgspec

from coptui.checklists.nodes import ListNode, MapNode, Mistake, Node, TextNode
from coptui.core.model.counting import counted
from coptui.core.model.sentences import is_empty
from coptui.core.model.text import clean
from coptui.expressions.arithmetic import ExpressionFault
from coptui.expressions.expression import Expression, compile_expression, nearest
from coptui.language import tr

LONG = 8000
"""A text that may be so long keeps its line breaks."""

_NOT_IN_FILES = ("origin", "language")

_CALLED = {
    "Template": tr("checklist"),
    "OwnLine": tr("line"),
    "OwnLines": tr("file of evidence lines"),
}
"""What a map is called in a mistake."""


@cache
def _fields(kind: type[msgspec.Struct]) -> dict[str, tuple[bool, Any]]:
    """Return the keys that a map may have: whether each is required, and its type."""
    return {
        field.encode_name: (field.required, msgspec.inspect.type_info(field.type))
        for field in msgspec.structs.fields(kind)
        if field.name not in _NOT_IN_FILES
    }


class Reader:
    """Reads nodes by the types of the template, collecting mistakes instead of stopping at the
    first."""

    def __init__(self, file: str, figures: dict[str, Collection[str]] | None) -> None:
        self.file = file
        self.figures = figures
        self.mistakes: list[Mistake] = []

    def note(self, node: Node, message: str) -> None:
        self.mistakes.append(Mistake(self.file, node.line, node.column, message))

    def struct(self, node: Node, kind: type[msgspec.Struct]) -> dict[str, Any] | None:
        what = _CALLED.get(kind.__name__, kind.__name__.lower())
        if not isinstance(node, MapNode):
            self.note(
                node, tr("A {what} needs keys and values here, written as `key: value`.", what=what)
            )
            return None
        fields = _fields(kind)
        values: dict[str, Any] = {}
        for key, value in node.entries:
            field = fields.get(key.value)
            if field is None:
                self.note(
                    key,
                    with_meant(
                        tr("A {what} has no key {key!r}", what=what, key=key.value),
                        key.value,
                        fields,
                    ),
                )
                continue
            empty = isinstance(value, TextNode) and value.plain and not value.value
            if empty and not field[0]:
                continue
            read = self.value(value, field[1], key.value)
            if read is not None:
                values[key.value] = read
        missing = [
            name for name, (required, _) in fields.items() if required and not node.get(name)
        ]
        if missing:
            self.note(
                node,
                tr("Add what this {what} needs: {missing}.", what=what, missing=", ".join(missing)),
            )
        return values

    def value(self, node: Node, kind: Any, key: str) -> Any:
        """Return one value of the type that the schema wants, or None and note a mistake."""
        inspect = msgspec.inspect
        if isinstance(kind, inspect.Metadata):
            return self.value(node, kind.type, key)
        if isinstance(kind, inspect.UnionType):
            return self.value(node, kind.types[0], key)
        if isinstance(kind, inspect.StructType):
            return self.struct(node, kind.cls)
        if isinstance(kind, inspect.DictType):
            return self.named(node, kind, key)
        if isinstance(kind, inspect.VarTupleType):
            return self.several(node, kind, key)
        if not isinstance(node, TextNode):
            self.note(node, tr("`{key}:` takes one value, not several.", key=key))
            return None
        if isinstance(kind, inspect.LiteralType):
            known = [str(value) for value in kind.values]
            if node.value in known:
                return node.value
            self.note(
                node,
                with_meant(
                    tr("`{key}:` cannot be {value!r}", key=key, value=node.value), node.value, known
                ),
            )
            return None
        if isinstance(kind, inspect.BoolType):
            return self.truth(node, key)
        if isinstance(kind, inspect.IntType):
            return self.number(node, kind, key)
        return self.text(node, kind, key)

    def several(self, node: Node, kind: Any, key: str) -> list[Any] | None:
        if not isinstance(node, ListNode):
            self.note(
                node,
                tr(
                    "`{key}:` must be a list: write `[one, two]`, or each value on a separate line with `-` in front.",
                    key=key,
                ),
            )
            return None
        if kind.max_length is not None and len(node.items) > kind.max_length:
            self.note(
                node,
                tr(
                    "`{key}:` lists {count}; the limit is {most}.",
                    key=key,
                    count=len(node.items),
                    most=kind.max_length,
                ),
            )
        if kind.min_length and len(node.items) < kind.min_length:
            few = (
                tr(
                    "must list at least {least}, not only {count}",
                    count=len(node.items),
                    least=kind.min_length,
                )
                if node.items
                else tr("is empty")
            )
            self.note(node, f"`{key}:` {few}.")
        return [self.value(item, kind.item_type, key) for item in node.items]

    def named(self, node: Node, kind: Any, key: str) -> dict[str, Any] | None:
        if not isinstance(node, MapNode):
            self.note(
                node,
                tr("`{key}:` must hold keys and values, for example `state: parked`.", key=key),
            )
            return None
        values = {
            name.value: self.value(item, kind.value_type, name.value) for name, item in node.entries
        }
        return {name: value for name, value in values.items() if value is not None}

    def truth(self, node: TextNode, key: str) -> bool | None:
        if node.value in ("true", "yes", "false", "no"):
            return node.value in ("true", "yes")
        self.note(
            node, tr("`{key}:` must be true or false, not {value!r}.", key=key, value=node.value)
        )
        return None

    def number(self, node: TextNode, kind: Any, key: str) -> int | None:
        if not re.fullmatch(r"-?[0-9]{1,9}", node.value, re.ASCII):
            self.note(
                node,
                tr("`{key}:` must be a whole number, not {value!r}.", key=key, value=node.value),
            )
            return None
        number = int(node.value)
        if kind.ge is not None and number < kind.ge:
            self.note(node, tr("`{key}:` must be at least {ge}.", key=key, ge=kind.ge))
        if kind.le is not None and number > kind.le:
            self.note(node, tr("`{key}:` must be at most {le}.", key=key, le=kind.le))
        return number

    def text(self, node: TextNode, kind: Any, key: str) -> str:
        value = clean(node.value, lines=kind.max_length == LONG)
        if kind.min_length and not value:
            self.note(node, is_empty(f"`{key}:`"))
        elif kind.max_length is not None and len(value) > kind.max_length:
            self.note(
                node,
                tr(
                    "`{key}:` is {characters} long; the limit is {most}.",
                    key=key,
                    characters=counted(len(value), "{count} character", "{count} characters"),
                    most=kind.max_length,
                ),
            )
        elif kind.pattern and not re.search(kind.pattern, value):
            self.note(
                node,
                tr(
                    "`{key}:` can only have lower-case letters, digits and hyphens, not {value!r}.",
                    key=key,
                    value=node.value,
                ),
            )
        return value

    def expression(self, node: TextNode, key: str) -> Expression | None:
        """Return the expression; note a mistake at its own place in the text, as far as that is
        known."""
        try:
            return compile_expression(node.value.strip(), self.figures)
        except ExpressionFault as fault:
            here = TextNode("", node.line, node.column + (0 if node.plain else 1))
            if "\n" not in node.value.strip() and fault.line == 1 and _inline(node):
                here = TextNode("", here.line, here.column + fault.column - 1)
            self.note(here, f"`{key}:` {fault.message}")
            return None


def _inline(text: TextNode) -> bool:
    """Return whether the value is written just as it is at its place, so that columns can be added
    up."""
    return text.value == text.value.strip() and "'" not in text.value and "\\" not in text.value


def with_meant(unknown: str, word: str, known: Collection[str]) -> str:
    """Return a sentence about an unknown word, with what was probably meant."""
    near = nearest(word, known)
    if near:
        return tr("{unknown}; did you mean {near}?", unknown=unknown, near=near)
    if known:
        return tr("{unknown}; choose from {known}.", unknown=unknown, known=", ".join(known))
    return f"{unknown}."


def maps(node: Node | None) -> list[MapNode]:
    """Return the maps in a list; none for anything else."""
    return [item for item in items(node) if isinstance(item, MapNode)]


def items(node: Node | None) -> tuple[Node, ...]:
    """Return the items of a list; none for anything else."""
    return node.items if isinstance(node, ListNode) else ()
