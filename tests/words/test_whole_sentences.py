"""Each sentence is said in one place, counts with its noun, and never shows "None"."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from shown_texts import HOLE, NOT_SHOWN, ROOT, SOURCE, literals, of_the_source

SENTENCE = re.compile(r"[A-Z“`{*&\"].{7,}[.?!]", re.DOTALL)
PARTS_OF_A_MANY = re.compile(
    r"^ ((?:[a-z-]+ )?)(events|pairs|days|members|people|times|stories|characters|seconds|weeks|changes"
    r"|questions|choices|signs|topics|months|years|records|notes|attendances|names|rows|minutes|walks"
    r"|requests|visits|copies|steps|follow-ups|conversations|files|folders|guests|passages|problems)\b"
    r"(?! (?:was|is|has)\b)"
)
"""What follows a number: perhaps a word, and a noun in the plural."""
NO_NUMBER = re.compile(r"^(?:'.*'\.join\(|counted\(|share\(|[A-Z][A-Z_]+$|path\b|repr\()")
"""A placeholder before such a noun that is no number, or a constant that is never 1."""


def f_strings(tree: ast.AST) -> list[ast.JoinedStr]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]


def counts_by_hand(tree: ast.AST) -> list[tuple[int, str]]:
    """(line, text) of each number before a plural that does not go through `counted`."""
    return [
        (node.lineno, ast.unparse(hole.value) + text.value[:30])
        for node in f_strings(tree)
        for hole, text in zip(node.values, node.values[1:], strict=False)
        if isinstance(hole, ast.FormattedValue)
        and hole.conversion == -1
        and isinstance(text, ast.Constant)
        and isinstance(text.value, str)
        and PARTS_OF_A_MANY.match(text.value)
        and not NO_NUMBER.match(ast.unparse(hole.value))
    ]


def test_a_whole_sentence_is_said_in_one_place() -> None:
    places = defaultdict(list)
    for where, text in of_the_source():
        if SENTENCE.fullmatch(text.strip()) and text.count(HOLE) < len(text.split()):
            places[text].append(where)
    assert not {text: where for text, where in places.items() if len(set(where)) > 1}


def test_a_number_and_its_noun_go_through_counted() -> None:
    """Nothing ever says "1 days"."""
    by_hand = {
        path.relative_to(SOURCE).as_posix(): found
        for path in SOURCE.rglob("*.py")
        if (found := counts_by_hand(ast.parse(path.read_text("utf-8"))))
    }
    assert not by_hand


def test_a_number_counted_by_hand_is_seen() -> None:
    assert counts_by_hand(ast.parse('f"{days} days ago"')) == [(1, "days days ago")]
    assert not counts_by_hand(ast.parse("f\"{counted(days, 'day')} ago\""))


# What is put into a text by `tr` or `counted` is never None by its type, `Part`: mypy sees to it. The few f-strings that
# put values side by side are looked at under `-m long`.


class _AsksForSomething(ast.NodeTransformer):
    """Makes each f-string a call that takes what its placeholders hold, so that mypy names the types."""

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        self.generic_visit(node)
        holes = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        if not holes:
            return node
        asked: list[ast.expr] = [
            ast.Call(ast.Name("_shown", ast.Load()), [hole], []) for hole in holes
        ]
        return ast.copy_location(ast.Call(ast.Name("_shown_all", ast.Load()), asked, []), node)

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        return node if isinstance(node.value, ast.Constant) else self.generic_visit(node)


ASKING = """

class _Nothing: ...
def _shown(value: _Nothing) -> str: return ""
def _shown_all(*values: str) -> str: return ""
"""


def placeholders_that_may_be_none(folder: Path) -> list[str]:
    """What mypy says of each placeholder under a folder whose type has None in it."""
    for path in folder.rglob("*.py"):
        tree = ast.fix_missing_locations(_AsksForSomething().visit(ast.parse(path.read_text())))
        path.write_text(ast.unparse(tree) + ASKING, encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), "--strict",
         "--hide-error-context", "--no-error-summary", "--cache-dir", os.devnull, str(folder)],
        capture_output=True, text=True, cwd=folder, check=False,
    )  # fmt: skip
    assert '"_shown"' in told.stdout, told.stdout + told.stderr
    return [
        line
        for line in told.stdout.splitlines()
        if '"_shown"' in line and re.search(r'type "(?:[^"]* \| )?None(?: \|[^"]*)?"', line)
    ]


@pytest.mark.long
def test_no_placeholder_may_become_none(tmp_path: Path) -> None:
    shutil.copytree(SOURCE, tmp_path / "coptui", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "coptui" / "seen_here.py").write_text(
        'def said(day: int | None) -> str:\n    return f"on {day}"\n', encoding="utf-8"
    )
    told = placeholders_that_may_be_none(tmp_path / "coptui")
    assert [line for line in told if "seen_here" in line], "an optional placeholder is not seen"
    assert not [line for line in told if "seen_here" not in line]


def test_what_is_not_shown_is_still_there() -> None:
    """A list of files left out does not outlive the files."""
    assert all((SOURCE / name).exists() for name in NOT_SHOWN)
    assert list(literals(ast.parse('"""A docstring."""\nsay("Well done.")'))) == [(2, "Well done.")]
