"""Docstrings and comments speak like the screens: plain, British, without the habits of another language."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from shown_texts import NOT_SHOWN, SOURCE, literals

KINDS = {
    r"\b(?:[Nn]obody|[Ss]omebody|[Aa]nybody|[Ee]verybody)\b(?!`)": "no one, someone, anyone, everyone",
    r"\banew\b|\btill\b|\bhence\b|\bper cent\b": "again, until, so, percent",
    r"\b[Ss]o many\b": "this many",
    r"\bbut for\b": "except",
    r"\bbears?\b": "has",
    r"\bas it stands\b|\bmay stand in it\b": "as it is, may contain",
    r"\b[Tt]akes? in what\b|\bwere taken in\b": "merge, import",
    r"\bthat is looked at\b": "being looked at",
    r"\bbring(?:s|ing)? back\b(?! (?:as|to))|\bbrought back\b": "restore",
}
"""What is not English, or must be read twice; and what is said instead."""
READ_OF_PEOPLE = ("checklists/plain.py", "tui/walks/written.py", "exchange/")
"""Where "nobody" is a word that a person types, or a name in the code."""


def docstrings_and_comments(source: str) -> Iterator[tuple[int, str]]:
    """(line, text) of each docstring, of each text below a name that describes it, and of each comment."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.lineno, str(node.value.value)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def test_no_docstring_or_comment_must_be_read_twice() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{line}: {match[0]} ({better})"
        for path in sorted(SOURCE.rglob("*.py"))
        for line, text in docstrings_and_comments(path.read_text("utf-8"))
        for pattern, better in KINDS.items()
        if (match := re.search(pattern, text))
    ]
    assert not found


NO_ONE = r"(?:nobody|somebody|anybody|everybody)\b"


def test_no_one_is_never_called_nobody() -> None:
    """A single word is shown too, such as what an evidence line says of no people."""
    found = [
        f"{name}:{line}"
        for path in sorted(SOURCE.rglob("*.py"))
        if not (name := path.relative_to(SOURCE).as_posix()).startswith(
            (*NOT_SHOWN, *READ_OF_PEOPLE)
        )
        if re.search(NO_ONE, source := path.read_text("utf-8"))
        for line, text in literals(ast.parse(source))
        if re.match(NO_ONE, text)
    ]
    assert not found


SAYS_NO_ACTION = {"Whether", "What", "Who", "Whom", "Which", "Every", "All", "My", "Files"}
"""A function's docstring begins with a verb: ruff (D401) knows it of most other words."""


def test_a_docstring_says_what_a_function_does() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{node.lineno}: {docstring}"
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (docstring := ast.get_docstring(node)) and docstring.split()[0] in SAYS_NO_ACTION
        if not any("property" in ast.unparse(decorator) for decorator in node.decorator_list)
    ]
    assert not found


def test_a_comment_a_docstring_and_a_note_are_seen() -> None:
    source = '"""One."""\nA = 1\n"""Two."""\n# Three.\n'
    assert sorted(docstrings_and_comments(source)) == [(1, "One."), (3, "Two."), (4, "# Three.")]
