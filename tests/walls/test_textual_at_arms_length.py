"""Only `tui/kit` reaches into Textual, and no name of ours means something else to it."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import textual
from textual.message_pump import MessagePump

SOURCE = Path(__file__).resolve().parents[2] / "src" / "coptui"
TUI = SOURCE / "tui"
KIT = TUI / "kit"


def private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


@cache
def private_names_of(path: Path) -> frozenset[str]:
    """The private names that a file gives to something."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                for part in ast.walk(target):
                    if isinstance(part, ast.Attribute):
                        names.add(part.attr)
                    elif isinstance(part, ast.Name):
                        names.add(part.id)
    return frozenset(filter(private, names))


@cache
def private_names_of_textual() -> frozenset[str]:
    return frozenset().union(
        *(private_names_of(path) for path in Path(textual.__file__).parent.rglob("*.py"))
    )


def test_only_the_kit_names_a_private_part_of_textual() -> None:
    for path in sorted(SOURCE.rglob("*.py")):
        if KIT in path.parents:
            continue
        own = private_names_of(path)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("textual._"):
                raise AssertionError(f"{path}:{node.lineno} imports {node.module}")
            if isinstance(node, ast.Attribute) and private(node.attr) and node.attr not in own:
                assert TUI not in path.parents or node.attr not in private_names_of_textual(), (
                    f"{path}:{node.lineno} names {node.attr}"
                )


def our_classes() -> Iterator[type]:
    """Every class of ours that is one of Textual's, outside the kit."""
    for path in sorted(TUI.rglob("*.py")):
        if KIT in path.parents or path.name == "__init__.py":
            continue
        module = import_module(".".join(path.relative_to(SOURCE.parent).with_suffix("").parts))
        for kind in vars(module).values():
            ours = inspect.isclass(kind) and kind.__module__ == module.__name__
            if ours and issubclass(kind, MessagePump):
                yield kind


def test_no_private_name_of_ours_means_something_to_textual() -> None:
    """A field of ours called `_name` or `_title` would change what Textual does."""
    checked = 0
    for kind in our_classes():
        files = {
            Path(inspect.getfile(base))
            for base in kind.__mro__
            if base.__module__.startswith("textual")
        }
        known = frozenset().union(*map(private_names_of, files))
        tree = ast.parse(inspect.getsource(kind).expandtabs())
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert not private(node.name) or node.name not in known, (kind, node.name)
            elif (
                isinstance(node, ast.Attribute)
                and isinstance(node.ctx, ast.Store)
                and isinstance(node.value, ast.Name)
                and node.value.id == "self"
                and private(node.attr)
            ):
                assert node.attr not in known, (kind, node.attr)
        checked += 1
    assert checked > 30
