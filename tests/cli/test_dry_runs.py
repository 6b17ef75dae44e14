"""A dry run of any command leaves every file as it is, also those in which answers are remembered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from every_command import every_command
from reading_circle import TABLES

WITH_DRY_RUN = {
    path
    for path, command in every_command().items()
    if any("--dry-run" in option.opts for option in command.params)
}


def every_file(folder: Path) -> dict[Path, tuple[int, bytes]]:
    """What each file holds, and when it was written."""
    return {
        path: (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


DRY_RUNS = {
    "an answer about columns": ("import", "people.csv", "--column", "Gathered=name"),
    "an answer about days": ("import", "joined.csv", "--day-first"),
    "an answer about a code page": ("import", "joined.csv", "--day-first", "--code-page", "cp1250"),
    "new people": ("import", "joined.csv", "--month-first", "--new", "--json"),
    "a folder": ("import", "--all", "weekly"),
    "a folder with new people": ("import", "--all", "weekly", "--new", "--json"),
    "copies": ("merge", "base.json", "circle.json", "theirs.json"),
    "copies in which something clashes": ("merge", "base.json", "circle.json", "clash.json", "--prefer", "theirs"),
}  # fmt: skip
"""What each would write if it were no dry run."""


@pytest.fixture
def papers(file: Path, home: Path) -> None:
    """Files to import and to merge, in the folder in which the command runs."""
    (home / "people.csv").write_text("Gathered,Basket\nAnn Lee,nuts\nLena Voss,figs\n")
    (home / "joined.csv").write_text("Name,Joined\nAnn Lee,03/04/2026\nLena Voss,05/06/2026\n")
    (home / "weekly").mkdir()
    (home / "weekly" / "a.csv").write_text("Name,Email\nAnn Lee,ann@new.org\nLena Voss,l@v.org\n")
    (home / "weekly" / "b.csv").write_text("Gathered,Basket\nAnn Lee,nuts\n")
    (home / "weekly" / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    for name, phone in (("base", "0"), ("circle", "1"), ("theirs", "0"), ("clash", "2")):
        tables = json.loads(json.dumps(TABLES))
        tables["members"]["2"]["phone"] = phone
        if name == "theirs":
            tables["members"]["2"]["unit"] = "Finance"
        (home / f"{name}.json").write_text(json.dumps(tables))


def test_every_dry_run_is_tried() -> None:
    assert {(words[0],) for words in DRY_RUNS.values()} == WITH_DRY_RUN


@pytest.mark.parametrize("words", DRY_RUNS.values(), ids=DRY_RUNS)
def test_a_dry_run_changes_no_file(words, papers, coptui, file, home) -> None:
    before = every_file(home)
    done = coptui("-f", file, *words, "--dry-run")
    assert done.code in (0, 1), done.err
    assert every_file(home) == before
    done = coptui("-f", file, *words)
    assert done.code in (0, 1), done.err
    assert every_file(home) != before, "what was tried writes nothing"
