"""Check every key, value and id of a checklist file, and make a template of it."""

from __future__ import annotations

import re
from collections.abc import Collection
from collections.abc import Mapping as Figures
from functools import cache
from typing import Any

import msgspec

from coptui.checklists.facts import misfit
from coptui.checklists.nodes import Listing, Mapping, Mistake, Node, Text
from coptui.checklists.template import EVERY, NOT_APPLICABLE, UNKNOWN, Template
from coptui.core.model.counting import counted
from coptui.core.model.sentences import is_empty
from coptui.core.model.text import clean
from coptui.expressions import Expression, ExpressionFault, compile_expression, nearest
from coptui.language import tr

FURTHER_FIGURES = {"level_mix": ("core", "active", "peripheral", "quiet")}
"""Figures beyond those that every line has, where only the ids of the lines are known."""

LONG = 8000
"""A text that may be so long keeps its line breaks."""

_NOT_IN_FILES = ("origin", "language")

_CALLED = {"Template": "checklist", "OwnLine": "line", "OwnLines": tr("file of evidence lines")}
"""What a map is called in a mistake."""


def lint(
    root: Mapping, file: str, known_evidence: Collection[str] | None
) -> tuple[Template | None, list[Mistake]]:
    """Return the template (None if it has a mistake that prevents one), and every mistake."""
    reader = Reader(file, _figures(known_evidence))
    values = reader.struct(root, Template)
    reader.whole(root)
    if reader.mistakes or values is None:
        return None, reader.mistakes
    try:
        template = msgspec.convert(values, Template)
    except msgspec.ValidationError as fault:
        return None, [Mistake(file, root.line, root.column, f"{fault}.")]
    reader.facts(root, template)
    return (None if reader.mistakes else template), reader.mistakes


def _figures(known: Collection[str] | None) -> dict[str, Collection[str]] | None:
    if known is None:
        return None
    if isinstance(known, Figures):
        return {line: (*FURTHER_FIGURES.get(line, ()), *known[line]) for line in known}
    return {line: FURTHER_FIGURES.get(line, ()) for line in known}


@cache
def _fields(kind: type[msgspec.Struct]) -> dict[str, tuple[bool, Any]]:
    """The keys that may stand in a map: whether each is required, and its type."""
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
        if not isinstance(node, Mapping):
            self.note(
                node, tr("A {what} needs keys and values here, for example ask: …", what=what)
            )
            return None
        fields = _fields(kind)
        values: dict[str, Any] = {}
        for key, value in node.entries:
            field = fields.get(key.value)
            if field is None:
                self.note(
                    key,
                    tr(
                        "A {what} has no {value!r}{meant}",
                        what=what,
                        value=key.value,
                        meant=_meant(key.value, fields),
                    ),
                )
                continue
            empty = isinstance(value, Text) and value.plain and not value.value
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
                tr(
                    "This {what} has no {missing}.", what=what, missing=tr(" and no ").join(missing)
                ),
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
        if not isinstance(node, Text):
            self.note(node, tr("{key} takes one value, not several.", key=key))
            return None
        if isinstance(kind, inspect.LiteralType):
            known = [str(value) for value in kind.values]
            if node.value in known:
                return node.value
            self.note(
                node,
                tr(
                    "{key} cannot be {value!r}{meant}",
                    key=key,
                    value=node.value,
                    meant=_meant(node.value, known),
                ),
            )
            return None
        if isinstance(kind, inspect.BoolType):
            return self.truth(node, key)
        if isinstance(kind, inspect.IntType):
            return self.number(node, kind, key)
        return self.text(node, kind, key)

    def several(self, node: Node, kind: Any, key: str) -> list[Any] | None:
        if not isinstance(node, Listing):
            self.note(
                node,
                tr(
                    "{key} must be a list: write [one, two], or one per line with - in front.",
                    key=key,
                ),
            )
            return None
        if kind.max_length is not None and len(node.items) > kind.max_length:
            self.note(
                node,
                tr(
                    "{key} holds {count}; the limit is {max_length}.",
                    key=key,
                    count=len(node.items),
                    max_length=kind.max_length,
                ),
            )
        if kind.min_length and len(node.items) < kind.min_length:
            few = (
                tr(
                    "has {count}; at least {min_length} needed",
                    count=len(node.items),
                    min_length=kind.min_length,
                )
                if node.items
                else tr("is empty")
            )
            self.note(node, f"{key} {few}.")
        return [self.value(item, kind.item_type, key) for item in node.items]

    def named(self, node: Node, kind: Any, key: str) -> dict[str, Any] | None:
        if not isinstance(node, Mapping):
            self.note(
                node, tr("{key} must be keys and values, for example state: parked.", key=key)
            )
            return None
        values = {
            name.value: self.value(item, kind.value_type, name.value) for name, item in node.entries
        }
        return {name: value for name, value in values.items() if value is not None}

    def truth(self, node: Text, key: str) -> bool | None:
        if node.value in ("true", "yes", "false", "no"):
            return node.value in ("true", "yes")
        self.note(
            node, tr("{key} must be true or false, not {value!r}.", key=key, value=node.value)
        )
        return None

    def number(self, node: Text, kind: Any, key: str) -> int | None:
        if not re.fullmatch(r"-?[0-9]{1,9}", node.value, re.ASCII):
            self.note(
                node, tr("{key} must be a whole number, not {value!r}.", key=key, value=node.value)
            )
            return None
        number = int(node.value)
        if kind.ge is not None and number < kind.ge:
            self.note(node, tr("{key} must be at least {ge}.", key=key, ge=kind.ge))
        if kind.le is not None and number > kind.le:
            self.note(node, tr("{key} must be at most {le}.", key=key, le=kind.le))
        return number

    def text(self, node: Text, kind: Any, key: str) -> str:
        value = clean(node.value, lines=kind.max_length == LONG)
        if kind.min_length and not value:
            self.note(node, is_empty(key))
        elif kind.max_length is not None and len(value) > kind.max_length:
            self.note(
                node,
                tr(
                    "{key} is {characters} long; the limit is {max_length}.",
                    key=key,
                    characters=counted(len(value), "{count} character", "{count} characters"),
                    max_length=kind.max_length,
                ),
            )
        elif kind.pattern and not re.search(kind.pattern, value):
            self.note(
                node,
                tr(
                    "{key} needs lower-case letters, digits and hyphens, not {value!r}.",
                    key=key,
                    value=node.value,
                ),
            )
        return value

    def whole(self, root: Mapping) -> None:
        """Check what no single value shows: ids, references, and keys that don't go together."""
        every = root.get("every")
        if isinstance(every, Text) and every.value and not re.fullmatch(EVERY, every.value):
            self.note(
                every,
                (
                    tr(
                        "every must be a length of time such as 2 weeks or 1 month, not {value!r}.",
                        value=every.value,
                    )
                ),
            )
        about = root.get("for")
        dated = isinstance(about, Text) and about.value in ("event", "member")
        seen: dict[str, int] = {}
        for section in maps(root.get("sections")):
            steps = maps(section.get("steps"))
            pick = section.get("pick")
            picked = isinstance(pick, Text) and pick.value.isascii() and pick.value.isdigit()
            if picked and int(pick.value[:9]) > len(steps):  # type: ignore[union-attr]
                higher = tr("pick is higher than the number of steps ({count}).", count=len(steps))
                self.note(pick, higher)  # type: ignore[arg-type]
            for step in steps:
                self.identity(step, seen)
                self.together(step, dated, bool(pick))
                self.references(step)

    def identity(self, step: Mapping, seen: dict[str, int]) -> None:
        name = step.get("id")
        if not isinstance(name, Text):
            return
        word = name.value.strip()
        if word in seen:
            self.note(
                name,
                tr(
                    "The step in line {seen} already has the id {word}.", seen=seen[word], word=word
                ),
            )
        else:
            seen[word] = name.line

    def together(self, step: Mapping, dated: bool, picked: bool) -> None:
        kind = _word(step, "answer") or "scale"
        choices, good = step.get("choices"), step.get("good")
        if kind == "choice" and (not isinstance(choices, Listing) or len(choices.items) < 2):
            self.note(step, tr("answer: choice needs at least two choices."))
        if kind != "choice" and choices is not None:
            self.note(
                choices, tr("choices only work with answer: choice, not with {kind}.", kind=kind)
            )
        if kind != "scale" and (scale := step.get("scale")) is not None:
            self.note(scale, tr("scale only works with answer: scale, not with {kind}.", kind=kind))
        if kind not in ("scale", "yes-no") and good is not None:
            self.note(
                good, tr("good only works with scale and yes-no, not with {kind}.", kind=kind)
            )
        words = [item for item in items(choices) if isinstance(item, Text)]
        for at, item in enumerate(words):
            if item.value.strip() in (NOT_APPLICABLE, UNKNOWN, "-", "d"):
                self.note(
                    item,
                    tr("{value!r} is offered at every step anyway; remove it.", value=item.value),
                )
            elif item.value.strip() in [other.value.strip() for other in words[:at]]:
                self.note(item, tr("The choice {value!r} appears twice.", value=item.value))
        after = step.get("after_days")
        if after is not None and not dated:
            self.note(after, tr("after_days goes with checklists for: event or for: member."))
        if picked and _word(step, "required") in ("true", "yes"):
            self.note(
                step, tr("A step in a section with pick may be left out, so it can't be required.")
            )

    def facts(self, root: Mapping, template: Template) -> None:
        """Check where answers are put, once the checklist can be read."""
        nodes = (
            step for section in maps(root.get("sections")) for step in maps(section.get("steps"))
        )
        for node, step in zip(nodes, template.steps(), strict=True):
            if step.fact is None:
                continue
            wrong = misfit(step.fact, step, template.for_)
            if template.keep == "notebook":
                wrong = tr(
                    "fact: doesn't work with keep: notebook, because those answers stay private."
                )
            if wrong:
                self.note(node.get("fact") or node, wrong)

    def references(self, step: Mapping) -> None:
        if self.figures is not None:
            for item in items(step.get("evidence")):
                if isinstance(item, Text) and item.value not in self.figures:
                    known = _meant(item.value, self.figures)
                    self.note(
                        item,
                        tr(
                            "There is no evidence line {value!r}{known}",
                            value=item.value,
                            known=known,
                        ),
                    )
        when = step.get("when")
        if isinstance(when, Text) and when.value.strip():
            self.expression(when, "when")

    def expression(self, node: Text, key: str) -> Expression | None:
        """Return the expression; note a mistake at its own place in the text, as far as that is
        known."""
        try:
            return compile_expression(node.value.strip(), self.figures)
        except ExpressionFault as fault:
            here = Text("", node.line, node.column + (0 if node.plain else 1))
            if "\n" not in node.value.strip() and fault.line == 1 and _inline(node):
                here = Text("", here.line, here.column + fault.column - 1)
            self.note(here, f"{key}: {fault.message}")
            return None


def _inline(text: Text) -> bool:
    """Return whether the value is written just as it is at its place, so that columns can be added
    up."""
    return text.value == text.value.strip() and "'" not in text.value and "\\" not in text.value


def _meant(word: str, known: Collection[str]) -> str:
    """Return the end of a sentence about an unknown word: what was probably meant."""
    near = nearest(word, known)
    if near:
        return tr("; did you mean {near}?", near=near)
    return tr("; there are {known}.", known=", ".join(known)) if known else "."


def maps(node: Node | None) -> list[Mapping]:
    """Return the maps in a list; none for anything else."""
    return [item for item in items(node) if isinstance(item, Mapping)]


def items(node: Node | None) -> tuple[Node, ...]:
    """Return the items of a list; none for anything else."""
    return node.items if isinstance(node, Listing) else ()


def _word(step: Mapping, key: str) -> str:
    node = step.get(key)
    return node.value if isinstance(node, Text) else ""
