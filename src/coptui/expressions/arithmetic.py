"""What an expression can work out: comparisons, arithmetic and its four functions, in which no data stays no data."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

from coptui.errors import CoptError
from coptui.language import tr

LARGEST = 1e15
"""The greatest size of a number."""

_HINT = tr("An expression compares figures of evidence lines, for example level_mix.n >= 5")


class ExpressionFault(CoptError):
    """An expression that can't be read or worked out; `line` and `column` count from 1."""

    def __init__(self, message: str, line: int = 1, column: int = 1, hint: str = _HINT) -> None:
        super().__init__(message, hint)
        self.line = line
        self.column = column


def _comparing(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def work(left: Any, right: Any) -> bool:
        if left is None or right is None:
            return False
        if isinstance(left, str) != isinstance(right, str):
            raise ExpressionFault(tr("Words can't be compared with a number."))
        return compare(left, right)

    return work


def _counting(count: Callable[..., Any]) -> Callable[..., Any]:
    """Make arithmetic on numbers return no data for no data, and refuse to grow without bound."""

    def work(*values: Any) -> Any:
        if any(value is None for value in values):
            return None
        if not all(isinstance(value, int | float) for value in values):
            raise ExpressionFault(tr("Only numbers can be used in arithmetic."))
        try:
            result = count(*values)
        except ZeroDivisionError:
            return None
        except (OverflowError, ValueError, TypeError):
            raise ExpressionFault(tr("This can't be worked out with these numbers.")) from None
        if abs(result) > LARGEST:
            raise ExpressionFault(tr("The result is too large."))
        return result

    return work


def _rounded(value: float, digits: float = 0) -> float:
    if digits != int(digits) or not 0 <= digits <= 9:
        raise ExpressionFault(tr("`round` takes 0 to 9 digits."))
    return round(value, int(digits)) if digits else round(value)


OPERATORS: dict[type, Callable[..., Any]] = {
    ast.Eq: _comparing(operator.eq),
    ast.NotEq: _comparing(operator.ne),
    ast.Lt: _comparing(operator.lt),
    ast.LtE: _comparing(operator.le),
    ast.Gt: _comparing(operator.gt),
    ast.GtE: _comparing(operator.ge),
    ast.Add: _counting(operator.add),
    ast.Sub: _counting(operator.sub),
    ast.Mult: _counting(operator.mul),
    ast.Div: _counting(operator.truediv),
    ast.USub: _counting(operator.neg),
    ast.UAdd: _counting(operator.pos),
    ast.Not: operator.not_,
}

CALLS: dict[str, Callable[..., Any]] = {
    "min": _counting(lambda *values: min(values)),
    "max": _counting(lambda *values: max(values)),
    "abs": _counting(abs),
    "round": _counting(_rounded),
}
