"""Names: a local one says what its value is if it lives for more than a few lines; a class has its own."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "coptui"
SAY_NOTHING = {"found", "one", "who", "made", "place"}
MOST_LINES = 5
"""From the first to the last use; a name that is gone sooner is read with its origin in sight."""
A_PLACE = {"Place", "places.Place"}
"""A `place` that is annotated so says what it holds: one of the places of the full screen."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def is_a_place(annotation: ast.expr | None) -> bool:
    return annotation is not None and ast.unparse(annotation) in A_PLACE


def long_lived(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """(function, name) for each parameter and variable of these names that lives too long."""
    for function in ast.walk(tree):
        if not isinstance(function, Function):
            continue
        lines: dict[str, list[int]] = defaultdict(list)
        bound, annotated = set(), set()
        for node in ast.walk(function):
            if isinstance(node, ast.Name) and node.id in SAY_NOTHING:
                lines[node.id].append(node.lineno)
                if isinstance(node.ctx, ast.Store):
                    bound.add(node.id)
            elif isinstance(node, ast.arg) and node.arg in SAY_NOTHING:
                lines[node.arg].append(node.lineno)
                bound.add(node.arg)
            if isinstance(node, ast.arg) and is_a_place(node.annotation):
                annotated.add(node.arg)
            elif isinstance(node, ast.AnnAssign) and is_a_place(node.annotation):
                annotated.add(ast.unparse(node.target))
        for name in bound - annotated:
            if max(lines[name]) - min(lines[name]) > MOST_LINES:
                yield function.name, name


def test_a_name_that_lives_long_says_what_it_holds() -> None:
    long_names = [
        (path.relative_to(SOURCE).as_posix(), *use)
        for path in sorted(SOURCE.rglob("*.py"))
        for use in long_lived(ast.parse(path.read_text("utf-8")))
    ]
    assert not long_names


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f():\n    found = 1\n" + "    pass\n" * 5 + "    return found", [("f", "found")]),
        ("def f():\n    found = 1\n" + "    pass\n" * 4 + "    return found", []),
        ("def f(who):\n" + "    pass\n" * 6 + "    return who", [("f", "who")]),
        ("def f():\n    for one in a:\n" + "        pass\n" * 5 + "        one", [("f", "one")]),
        ("def f():\n    place = 1\n" + "    pass\n" * 5 + "    place", [("f", "place")]),
        ("def f():\n    place: Place = 1\n" + "    pass\n" * 5 + "    place", []),
        ("def f(place: places.Place):\n" + "    pass\n" * 6 + "    place", []),
        ("def f(place: int):\n" + "    pass\n" * 6 + "    place", [("f", "place")]),
        ("def f():\n    place.begin()\n" + "    pass\n" * 5 + "    place.end()", []),
    ],
)
def test_the_wall_sees_names_that_live_long(source: str, names: list[tuple[str, str]]) -> None:
    assert list(long_lived(ast.parse(source))) == names


WITH_THEIR_MODULE = "tui/shell/places.py"
"""Always written `places.Backups`: the place, and not what it shows."""
SAME_TYPE = {"Ids", "Tables"}
"""Plain dicts of the same shape, wherever they are named."""


def classes_and_types(tree: ast.Module) -> Iterator[str]:
    """The name of each class and type of a file that isn't private to it."""
    for node in tree.body:
        names = [node.name] if isinstance(node, ast.ClassDef) else []
        if isinstance(node, ast.Assign):
            names = [ast.unparse(target) for target in node.targets]
        yield from (name for name in names if re.fullmatch("[A-Z]+[a-z]\\w*", name))


def test_no_two_classes_or_types_share_a_name() -> None:
    names = Counter(
        name
        for path in sorted(SOURCE.rglob("*.py"))
        if path != SOURCE / WITH_THEIR_MODULE
        for name in classes_and_types(ast.parse(path.read_text("utf-8")))
    )
    assert {name for name, times in names.items() if times > 1} == SAME_TYPE


THE_COMMUNITY = {"AllGroups", "Community"}
OF_A_SHARE = "int"


def other_wholes(tree: ast.AST) -> Iterator[int]:
    """Lines of parameters, functions and attributes called `whole` that aren't a community."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg) and node.arg == "whole":
            kind = node.annotation
        elif isinstance(node, Function) and node.name == "whole":
            kind = node.returns
        elif isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "self.whole":
            kind = node.annotation
        else:
            continue
        if kind is None or ast.unparse(kind) not in {*THE_COMMUNITY, OF_A_SHARE}:
            yield node.lineno


def test_the_whole_is_the_community_as_the_file_holds_it() -> None:
    assert not [
        f"{path.relative_to(SOURCE)}:{line}"
        for path in sorted(SOURCE.rglob("*.py"))
        for line in other_wholes(ast.parse(path.read_text("utf-8")))
    ]
