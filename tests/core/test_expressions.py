"""The expression language: what it works out, and that nothing else gets through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.errors import CoptError
from coptui.expressions.arithmetic import LARGEST, ExpressionFault
from coptui.expressions.expression import compile_expression

VALUES = {
    "level_mix": {"value": 12.0, "n": 40, "core": 6, "peripheral": None},
    "missed": {"value": None, "n": 0},
    "cadence": {"value": 1.5, "n": 2},
}
NAMES = {"level_mix": ("core", "active", "peripheral", "quiet"), "missed": (), "cadence": ()}


def worked_out(text: str) -> object:
    return compile_expression(text, NAMES).evaluate(VALUES)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("level_mix.n >= 5", True),
        ("level_mix.n < 5 or cadence.value > 1", True),
        ("not (level_mix.n >= 5)", False),
        ("1 < cadence.n <= 2", True),
        ("level_mix.core * 2 - 1", 11),
        ("-cadence.value", -1.5),
        ("level_mix.core / level_mix.n", 0.15),
        ("max(level_mix.core, 3, cadence.n)", 6),
        ("min(level_mix.core, 3)", 3),
        ("round(level_mix.core / level_mix.n, 1)", 0.1),
        ("round(cadence.value)", 2),
        ("abs(0 - 4) == 4", True),
        ("'a' == 'a' and True", True),
        ("'a' < 'b'", True),
        ("  level_mix.n >= 5  ", True),
    ],
)
def test_it_works_out(text: str, result: object) -> None:
    assert worked_out(text) == result


@pytest.mark.parametrize("sign", ["==", "!=", "<", "<=", ">", ">="])
@pytest.mark.parametrize(
    "figure", ["missed.value", "level_mix.peripheral", "level_mix.quiet", "1 / missed.n"]
)
def test_a_comparison_with_no_data_is_false(sign: str, figure: str) -> None:
    assert worked_out(f"{figure} {sign} 3") is False
    assert worked_out(f"3 {sign} {figure}") is False


def test_no_data_stays_no_data_in_arithmetic_and_can_be_asked_for() -> None:
    assert worked_out("missed.value + 1") is None
    assert worked_out("max(missed.value, 1)") is None
    assert worked_out("round(missed.value)") is None
    assert worked_out("missed.no_data") is True
    assert worked_out("cadence.no_data") is False
    assert compile_expression("missed.no_data").evaluate({}) is True
    assert compile_expression("missed.value > 0").evaluate({}) is False
    assert compile_expression("a.value > 0").evaluate({"a": {"value": float("nan")}}) is False


def test_it_says_which_lines_it_looks_at() -> None:
    found = compile_expression("level_mix.n > 1 and (missed.no_data or level_mix.core > 2)")
    assert found.names == {"level_mix", "missed"}


@pytest.mark.parametrize(
    ("text", "says", "column"),
    [
        ("level_mx.n >= 5", "did you mean level_mix?", 1),
        ("cadence.n > 1 and level_mix.cor > 1", "did you mean core?", 19),
        ("  level_mx.n >= 5", "did you mean level_mix?", 3),
        ("'ä' == 'ä' and level_mx.n > 1", "did you mean level_mix?", 16),
        ("cadence.n >", "is incomplete", 12),
        ("cadence.n == None", "line.no_data", 1),
        ("cadence > 3", "cadence.value", 1),
        ("sum(cadence.n)", "min, max, abs, round", 1),
    ],
)
def test_a_fault_has_its_place_and_a_way_out(text: str, says: str, column: int) -> None:
    with pytest.raises(ExpressionFault) as caught:
        compile_expression(text, NAMES)
    assert says in caught.value.message
    assert (caught.value.line, caught.value.column) == (1, column)


ESCAPES = [
    "().__class__",
    "().__class__.__bases__[0].__subclasses__()",
    "__import__('os').system('true')",
    "level_mix.__class__",
    "level_mix.n.__class__",
    "level_mix._n",
    "_a.n",
    "'{0.__class__}'.format(1)",
    "f'{level_mix.n}'",
    "lambda: 1",
    "(lambda: 1)()",
    "[x for x in (1,)]",
    "{x for x in (1,)}",
    "{1: 2}",
    "[1, 2]",
    "(1, 2)",
    "level_mix.n[0]",
    "level_mix['n']",
    "9 ** 9",
    "9 ** 9 ** 9 ** 9",
    "9 // 2",
    "9 % 2",
    "1 << 9",
    "~1",
    "1 | 2",
    "'a' in 'abc'",
    "1 is 1",
    "1 if True else 2",
    "(x := 1)",
    "x = 1",
    "import os",
    "1; 2",
    "level_mix.n\n5",
    "open('x')",
    "eval('1')",
    "getattr(level_mix, 'n')",
    "max(*level_mix.n)",
    "max(level_mix.n, key=abs)",
    "max()",
    "abs(1, 2)",
    "round(1, 2, 3)",
    "max",
    "level_mix",
    "max.n(1)",
    "b'x'",
    "1j",
    "...",
    "9" * 400,
    "1e999",
    "10000000000000000",
    "",
    "   ",
    "\0",
    "\ud800",
    "#",
    "yield 1",
    "await x",
    "(" * 240 + "1" + ")" * 240,
    "-" * 400 + "1",
    "not " * 100 + "1",
    "1+" * 249 + "1",
    "1" * 501,
]


@pytest.mark.parametrize("text", ESCAPES, ids=range(len(ESCAPES)))
def test_what_does_not_belong_there_is_refused_before_it_is_worked_out(text: str) -> None:
    with pytest.raises(ExpressionFault):
        compile_expression(text)


@pytest.mark.parametrize(
    "text",
    [
        "'a' * 9",
        "'a' + 'b'",
        "'a' < 1",
        "'a' == cadence.n",
        "max('a', 1)",
        "-'a'",
        "1000000 * 1000000 * 1000000",
        "round(1, 99)",
        "round(1.5, 0.5)",
    ],
)
def test_mixed_and_growing_values_are_a_fault_when_worked_out(text: str) -> None:
    with pytest.raises(ExpressionFault):
        worked_out(text)


words = st.sampled_from(
    [
        "level_mix",
        "missed",
        "cadence",
        ".",
        "n",
        "value",
        "no_data",
        "core",
        "__class__",
        "_",
        "min",
        "max",
        "abs",
        "round",
        "(",
        ")",
        "[",
        "]",
        ",",
        "+",
        "-",
        "*",
        "/",
        "**",
        "//",
        "%",
        "<",
        ">",
        "==",
        "!=",
        "<=",
        "and",
        "or",
        "not",
        "if",
        "else",
        "lambda",
        ":",
        "for",
        "in",
        "1",
        "0",
        "9",
        "0.5",
        "1e9",
        "None",
        "True",
        "'a'",
        "{",
        "}",
    ]
)


@given(st.lists(words, max_size=24).map(" ".join) | st.text(max_size=60))
def test_whatever_is_written_only_a_kind_error_comes_out(text: str) -> None:
    try:
        result = compile_expression(text).evaluate(VALUES)
    except CoptError as fault:
        assert fault.message
        return
    assert result is None or isinstance(result, bool | int | float | str)


figures = st.none() | st.integers(-(10**6), 10**6) | st.floats() | st.booleans()
sums = st.recursive(
    st.sampled_from(["a.value", "b.n", "2", "0.5"]),
    lambda inner: st.builds(
        lambda left, sign, right: f"({left} {sign} {right})",
        inner,
        st.sampled_from(["+", "-", "*", "/"]),
        inner,
    ),
    max_leaves=8,
)


@given(sums, figures, figures)
def test_numbers_stay_bounded(text: str, a: object, b: object) -> None:
    try:
        result = compile_expression(text).evaluate({"a": {"value": a}, "b": {"n": b}})
    except ExpressionFault:
        return
    assert result is None or isinstance(result, int | float)
    if isinstance(result, int | float) and text not in ("a.value", "b.n"):
        assert abs(result) <= LARGEST
