"""Each dependency is declared, used, and justified."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
IMPORTED_AS = {
    "pyyaml": "yaml",
    "python-dateutil": "dateutil",
    "charset-normalizer": "charset_normalizer",
    "recurring-ical-events": "recurring_ical_events",
    "python-calamine": "python_calamine",
}
COMES_WITH = {"rich": "textual"}


def name_of(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found is not None, requirement
    return found[0]


RUNTIME = [name_of(requirement) for requirement in PROJECT["dependencies"]]
OPTIONAL = PROJECT["optional-dependencies"]
EXTRA = [name_of(one) for extra in ("ties", "workbooks", "postgres") for one in OPTIONAL[extra]]
# The tests use what is optional, too.
DEVELOPMENT = [
    name for one in (*OPTIONAL["dev"], *OPTIONAL["fuzz"]) if (name := name_of(one)) not in EXTRA
]


def imported() -> set[str]:
    """What the program imports from outside itself and the standard library."""
    found = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {name.name.partition(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"coptui"}


@pytest.mark.parametrize("package", [*RUNTIME, *EXTRA, *DEVELOPMENT])
def test_each_is_justified_in_a_line(package: str) -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("|") and f"`{package}`" in line]
    assert len(rows) == 1, f"{package}: one line with its reason in CONTRIBUTING.md"
    assert len(rows[0].split("|")[2].strip()) > 10


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    declared = {IMPORTED_AS.get(package, package) for package in (*RUNTIME, *EXTRA)}
    brought = {name for name, by in COMES_WITH.items() if by in declared}
    assert imported() - brought == declared


def test_no_row_is_about_a_package_that_is_not_asked_for() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Dependencies")[2]
    named = set(
        re.findall(r"`([\w-]+)`", "\n".join(re.findall(r"^\|([^|]*)\|", page, re.MULTILINE)))
    )
    assert named == {*RUNTIME, *EXTRA, *DEVELOPMENT}
