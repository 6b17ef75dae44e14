"""What nothing in the source uses is deleted: functions, classes, methods and parameters."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor
from gettext import NullTranslations
from html.parser import HTMLParser
from importlib.resources.abc import Traversable
from pathlib import Path

import click
import pytest
from textual._compositor import CompositorUpdate
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widgets import Input, TextArea

from coptui.tui.shell.commands import COMMANDS

SOURCE = Path(__file__).resolve().parents[2] / "src" / "coptui"
OF_LIBRARIES = (App, Screen, Input, TextArea, LinuxDriver, XTermParser, LineFilter)
OF_LIBRARIES += (CompositorUpdate, click.Group, click.HelpFormatter)
OF_LIBRARIES += (Executor, HTMLParser, NullTranslations, Traversable)
CALLED_BY_LIBRARIES = {name for kind in OF_LIBRARIES for name in dir(kind)} - {"__init__"}
"""Methods of theirs that ours take the place of."""
FOUND_BY_NAME = {f"action_{command.action}" for command in COMMANDS}
MAY_BE_UNUSED = {"AtomicStorage": "scripts of others read and write the file with it"}

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef


def names_in(*trees: ast.AST) -> Counter[str]:
    """How often each name is read: alone, as an attribute, or as a text such as `home:Home`."""
    names: Counter[str] = Counter()
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Name):
            names[node.id] += isinstance(node.ctx, ast.Load)
        elif isinstance(node, ast.Attribute):
            names[node.attr] += 1
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names[node.value.rpartition(":")[2]] += 1
    return names


def unused(*trees: ast.AST) -> Iterator[str]:
    """Each function, class, method and parameter that nothing uses."""
    nodes = [node for tree in trees for node in ast.walk(tree)]
    read = names_in(*trees)
    called = Counter(name_of(node.func) for node in nodes if isinstance(node, ast.Call))
    methods = Counter(
        part.name for node in nodes if isinstance(node, ast.ClassDef) for part in node.body
        if isinstance(part, Function) and part.name != "__init__"
    )  # fmt: skip
    for node in nodes:
        if not isinstance(node, Definition) or node.name in CALLED_BY_LIBRARIES | FOUND_BY_NAME:
            continue
        name, special = node.name, node.name.startswith(("__", "on_", "watch_"))
        # What decorates it may hand it on. What only calls itself is not used.
        few = read[name] < 4 and not special and not is_handed_on(node)
        if few and read[name] == names_in(node)[name]:
            yield name
        # Others decide on the parameters of what is handed on, and of a method of several classes.
        if not isinstance(node, Function) or node.decorator_list or methods[name] > 1:
            continue
        if read[name] == called[name] and (not special or name == "__init__"):
            taken = {"self", "cls", *names_in(*node.body)}
            given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            yield from (f"{name}({arg.arg})" for arg in given if arg.arg not in taken)


def name_of(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def is_handed_on(node: Definition) -> bool:
    return isinstance(node, Function) and any(
        isinstance(decorator, ast.Call) for decorator in node.decorator_list
    )


def test_all_that_stands_in_the_source_is_used() -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in sorted(SOURCE.rglob("*.py"))]
    assert set(unused(*trees)) == set(MAY_BE_UNUSED)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f(): ...", ["f"]),
        ("def f(): f()", ["f"]),
        ("def f(): ...\nf()", []),
        ("class A:\n    def g(self): ...\nA()", ["g"]),
        ("def f(a, b): return a\nf(1, 2)", ["f(b)"]),
        ("def f(a, b): return a\nmap(f, [])", []),
        ("class A:\n    def __init__(self, a): ...\nA(1)", ["__init__(a)"]),
        ("class A:\n    def g(self, a): ...\nclass B(A):\n    def g(self, a): ...\nB().g(A)", []),
    ],
)  # fmt: skip
def test_the_wall_sees_what_is_unused(source: str, names: list[str]) -> None:
    assert list(unused(ast.parse(source))) == names
