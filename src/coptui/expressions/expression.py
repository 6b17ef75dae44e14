"""The safe expression language of checklists and of a community's own evidence lines.

An expression compares and combines figures of evidence lines: `level_mix.n >= 5 and not
missed.no_data`. What it may contain:

- figures, written `line.figure`; every line has `value`, `n` and `no_data`, some have more;
- numbers, 'texts', True, False, None;
- comparisons (== != < <= > >=), and, or, not, + - * /, brackets;
- min(...), max(...), abs(x), round(x) and round(x, digits).

No data is never 0: a figure without data is None, arithmetic with it gives None, and **every
comparison with it is False**, != included (and so `not line.value > 3` is True: ask
`line.no_data` where that matters). Division by zero gives no data too.

The text is parsed, never run: each node of the syntax tree is checked against this list before
simpleeval sees it, and length, depth and the size of numbers are bounded.
"""

from __future__ import annotations

import ast
import math
import re
import warnings
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coptui.core.model.sentences import no_line
from coptui.expressions.arithmetic import CALLS, LARGEST, OPERATORS, ExpressionFault
from coptui.language import tr

FIGURES = ("value", "n", "no_data")
"""What every evidence line has: its value, how many stand behind it, whether there is none."""

PLACE = re.compile(r"\{([^{}]*)\}")
"""Where a text is to be filled in: {value}, {n}, {attendance.value}."""

LONGEST = 500
DEEPEST = 30


@dataclass(frozen=True)
class Expression:
    """A checked expression; `figures` are the pairs of line and figure that it uses."""

    text: str
    figures: frozenset[tuple[str, str]]
    _tree: ast.expr

    @property
    def names(self) -> frozenset[str]:
        """Return the ids of the evidence lines it uses."""
        return frozenset(line for line, _ in self.figures)

    def evaluate(self, values: Mapping[str, Mapping[str, Any]]) -> Any:
        """Return the result: a number, a truth value, a text, or None for no data.

        `values` holds the figures by line id; a missing line or figure is no data. Raise
        ExpressionFault if texts and numbers are mixed or a number grows too large.
        """
        from simpleeval import InvalidExpression, SimpleEval

        def figure(node: ast.Attribute) -> Any:
            assert isinstance(node.value, ast.Name)
            return _figure(values.get(node.value.id), node.attr)

        worker = SimpleEval(operators=OPERATORS, functions=CALLS, names={})
        worker.nodes[ast.Attribute] = figure
        try:
            return worker.eval(self.text, previously_parsed=self._tree)
        except InvalidExpression as fault:
            raise ExpressionFault(
                tr("{text!r} can't be worked out: {fault}", text=self.text, fault=fault)
            ) from None

    def holds(self, values: Mapping[str, Mapping[str, Any]]) -> bool:
        """Return whether the result counts as true; no data doesn't."""
        return bool(self.evaluate(values))


def compile_expression(text: str, names: Mapping[str, Collection[str]] | None = None) -> Expression:
    """Read and check an expression.

    `names` are the known evidence lines with their figures; None allows any. Raise ExpressionFault
    with the place of the first thing that doesn't belong there.
    """
    if len(text) > LONGEST:
        raise ExpressionFault(tr("The expression is longer than {most} characters.", most=LONGEST))
    if not text.strip():
        raise ExpressionFault(tr("The expression is empty."))
    tree = _parse(text)
    used: set[tuple[str, str]] = set()
    for node, depth in _nodes(tree, 1):
        position = _place(text, node)
        if depth > DEEPEST:
            raise ExpressionFault(
                tr("The expression has more than {most} parts inside each other.", most=DEEPEST),
                *position,
            )
        wrong = _refusal(node)
        if wrong:
            raise ExpressionFault(wrong, *position)
        if isinstance(node, ast.Attribute):
            used.add((_known(node, names, position), node.attr))
    return Expression(text, frozenset(used), tree)


def nearest(word: str, known: Collection[str]) -> str:
    """Return the known word most like this one, or "" if none comes close."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=60)
    return str(found[0]) if found else ""


def _parse(text: str) -> ast.expr:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text.strip(), mode="eval").body
    except SyntaxError as fault:
        before = len(text) - len(text.lstrip())
        column = (fault.offset or len(text.strip()) + 1) + (
            before if (fault.lineno or 1) == 1 else 0
        )
        raise ExpressionFault(
            tr("The expression is incomplete here, or has one character too many."),
            fault.lineno or 1,
            column,
        ) from None
    except (ValueError, MemoryError, RecursionError):
        raise ExpressionFault(tr("The expression cannot be read.")) from None


def _nodes(node: ast.expr, depth: int) -> Iterator[tuple[ast.expr, int]]:
    """Yield the node and those inside it, outermost first, with their depth.

    Function names and the line of a figure are parts of their call or figure, not nodes.
    """
    yield node, depth
    if depth > DEEPEST or isinstance(node, ast.Attribute):
        return
    parts = list(node.args) if isinstance(node, ast.Call) else list(ast.iter_child_nodes(node))
    for part in parts:
        if isinstance(part, ast.expr):
            yield from _nodes(part, depth + 1)


def _refusal(node: ast.expr) -> str:
    """Return why this node isn't allowed in an expression; "" if it is."""
    match node:
        case ast.BoolOp() | ast.UnaryOp(op=ast.Not() | ast.USub() | ast.UAdd()):
            return ""
        case ast.BinOp(op=sign):
            return (
                "" if type(sign) in OPERATORS else tr("Only `+ - * /` can be used in arithmetic.")
            )
        case ast.Compare(ops=signs):
            if any(type(sign) not in OPERATORS for sign in signs):
                return tr("To compare, only `==`, `!=`, `<`, `<=`, `>` and `>=` can be used.")
            sides = (node.left, *node.comparators)
            if any(isinstance(side, ast.Constant) and side.value is None for side in sides):
                return tr(
                    "Nothing can be compared with None; to ask whether anything is recorded, write line.no_data."
                )
            return ""
        case ast.Constant(value=value):
            if value is None or isinstance(value, bool | str):
                return ""
            if not isinstance(value, int | float):
                return tr(
                    "{name} values can't be used in an expression.", name=type(value).__name__
                )
            return "" if abs(value) <= LARGEST else tr("The number is too large.")
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in CALLS:
            return _miscounted(name, len(args))
        case ast.Call(func=ast.Name(id=name), keywords=[]):
            return tr(
                "There is no function {name}; there are {functions}.",
                name=name,
                functions=", ".join(CALLS),
            )
        case ast.Call():
            return tr("Only the functions min, max, abs and round can be used, as in max(1, 2).")
        case ast.Attribute(value=ast.Name()):
            return ""
        case ast.Name(id=line):
            return tr(
                "{line} on its own isn't a figure; write {line}.value or {line}.n.", line=line
            )
    return _UNWANTED.get(type(node), tr("This can't be used in an expression."))


def _miscounted(name: str, count: int) -> str:
    if name == "round" and count not in (1, 2):
        return tr("`round` takes a value and, if you like, a number of digits.")
    if name == "abs" and count != 1:
        return tr("`abs` takes one value.")
    return "" if count else tr("`{name}` needs at least one value.", name=name)


_UNWANTED: dict[type[ast.expr], str] = {
    ast.Attribute: tr("Write a figure as a line, a dot and its figure, such as attendance.value."),
    ast.Subscript: tr("Brackets [ ] can't be used in an expression."),
    ast.List: tr("Lists can't be used in an expression."),
    ast.Tuple: tr("Commas can only separate the values of a function."),
    ast.Lambda: tr("`lambda` can't be used in an expression."),
    ast.IfExp: tr("`if` can't be used in an expression; use `and`, `or` and `not`."),
    ast.JoinedStr: tr("f-strings can't be used in an expression."),
    ast.Starred: tr("`*` can only go between two numbers."),
}


def _known(
    node: ast.Attribute, names: Mapping[str, Collection[str]] | None, position: tuple[int, int]
) -> str:
    assert isinstance(node.value, ast.Name)
    line, figure = node.value.id, node.attr
    if line.startswith("_") or figure.startswith("_"):
        raise ExpressionFault(
            tr("There is no figure {line}.{figure}.", line=line, figure=figure), *position
        )
    if names is None:
        return line
    if line not in names:
        unknown = no_line(line)
        if near := nearest(line, names):
            unknown = tr(
                "There is no evidence line {line}; did you mean {near}?", line=line, near=near
            )
        raise ExpressionFault(unknown, *position)
    figures = {*FIGURES, *names[line]}
    if figure not in figures:
        near = nearest(figure, figures)
        unknown = (
            tr(
                "{line} has no figure {figure}; did you mean {near}?",
                line=line,
                figure=figure,
                near=near,
            )
            if near
            else tr(
                "{line} has no figure {figure}; its figures are {figures}.",
                line=line,
                figure=figure,
                figures=", ".join(sorted(figures)),
            )
        )
        raise ExpressionFault(unknown, *position)
    return line


def _place(text: str, node: ast.expr) -> tuple[int, int]:
    """Return the line and column, from 1, of a node in the text as it was written."""
    start = len(text) - len(text.lstrip())
    lines = text.strip().splitlines() or [""]
    row = min(node.lineno, len(lines))
    column = len(lines[row - 1].encode()[: node.col_offset].decode(errors="replace"))
    return row, column + 1 + (start if row == 1 else 0)


def _figure(line: Mapping[str, Any] | None, figure: str) -> Any:
    if figure == "no_data":
        if line is None:
            return True
        return bool(line.get("no_data", line.get("value") is None))
    found = None if line is None else line.get(figure)
    if isinstance(found, float) and not math.isfinite(found):
        return None
    return found if isinstance(found, int | float | str) else None
