"""Every text that coptui can show: in its source, its checklists, its settings and its pages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from coptui.checklists.new import STARTER

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "coptui"
LIBRARY = SOURCE / "checklists" / "library"
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
NOT_SHOWN = (
    "core/model/ordinary_words.py",
    "reports/style.py",
    "exchange/tables/bots.py",
    "store/postgres/statements.py",
)
"""Words that are looked for in other people's texts, styles, and SQL."""
HOLE = "{}"
"""What stands for a placeholder."""


PLACEHOLDER = re.compile(r"(?<!\{)\{\w+(?:![rs])?(?::[^{}]*)?\}(?!\})")
"""A named placeholder of a text that goes through `tr`."""


class Shown(NamedTuple):
    """A text, and where it stands."""

    where: str
    text: str


@cache
def of_the_source() -> tuple[Shown, ...]:
    """Each literal of the source that reads like words, but for docstrings."""
    return tuple(
        Shown(f"{name}:{line}", text)
        for path in sorted(SOURCE.rglob("*.py"))
        if not (name := path.relative_to(SOURCE).as_posix()).startswith(NOT_SHOWN)
        for line, text in literals(ast.parse(path.read_text("utf-8")))
        if reads_like_words(text)
    )


def literals(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, text) of each string, with `{}` for what is put in; no docstrings."""
    parts: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            parts.add(id(node.value))  # a docstring
        if isinstance(node, ast.JoinedStr):
            parts |= {id(part) for part in node.values}
            yield (
                node.lineno,
                "".join(
                    str(part.value) if isinstance(part, ast.Constant) else HOLE
                    for part in node.values
                ),
            )
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield node.lineno, PLACEHOLDER.sub(HOLE, node.value)


def reads_like_words(text: str) -> bool:
    """Whether a literal is words for people, and not a name, a pattern or a type."""
    words = re.findall(r"(?<![\w<.-])[A-Za-z][a-z']+(?![\w(=\[])", text)
    code = re.search(r"\\[bdws]|\(\?|\| None|</|^\s*[#.]", text)
    one_of = text.count("|") > 2  # words that are looked for in files
    return len(words) >= 2 and not code and not one_of


def of_the_starter() -> Iterator[Shown]:
    """What `coptui checklists new` writes: its comments, and the values that are words."""
    for number, line in enumerate(STARTER.splitlines(), 1):
        comment = line.partition("# ")[2] or line.partition(": ")[2] or line
        yield Shown(f"starter:{number}", comment.strip())


def of_the_command_line() -> Iterator[Shown]:
    """What `--help` says of each command: its docstring."""
    for path in sorted((SOURCE / "cli").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(
                re.search(r"command|group", ast.unparse(decorator))
                for decorator in node.decorator_list
            ):
                for paragraph in (ast.get_docstring(node) or "").split("\n\n"):
                    yield Shown(f"{path.stem}:{node.name}", " ".join(paragraph.split()))


def of_the_checklists() -> Iterator[Shown]:
    """Titles, questions, guidance, choices and suggested follow-ups of the shipped checklists."""
    for path in sorted(LIBRARY.glob("*.yaml")):
        template = yaml.safe_load(path.read_text("utf-8"))
        yield Shown(path.stem, template["title"])
        yield Shown(path.stem, template["about"])
        for section in template["sections"]:
            yield Shown(path.stem, section["title"])
            for step in section["steps"]:
                for key in ("ask", "help"):
                    yield Shown(f"{path.stem}:{step['id']}", step[key])
                for text in (*step.get("choices", ()), *step.get("suggest", ())):
                    yield Shown(f"{path.stem}:{step['id']}", str(text))


def of_the_pages() -> Iterator[Shown]:
    """The paragraphs of README and docs, without code."""
    for path in PAGES:
        text = re.sub(r"```.*?```|<!--.*?-->", "", path.read_text("utf-8"), flags=re.DOTALL)
        for number, paragraph in enumerate(re.split(r"\n\s*\n", text)):
            yield Shown(f"{path.name}:{number}", re.sub(r"`[^`]*`", "``", paragraph))
