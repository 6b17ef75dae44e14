"""Several communities of mine: `today --all`, and which of them a line was saved in."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from coptui.cli import which_file


@pytest.fixture
def two(file: Path, home: Path) -> Path:
    other = home / "other.json"
    shutil.copy(file, other)
    tables = json.loads(other.read_text())
    tables["community"]["1"]["name"] = "Other circle"
    other.write_text(json.dumps(tables))
    folder = home / "config" / "coptui"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.yaml").write_text(
        f"file: {file}\nfiles:\n  - {file}\n  - {other}\n  - {home / 'gone.json'}\n"
    )
    which_file._loaded.cache_clear()
    return other


def test_today_of_all_stands_under_each_name(two: Path, coptui) -> None:
    alone = coptui("today")
    done = coptui("today", "--all")
    assert done.code == 0
    heads = [line for line in done.lines if "\t" not in line]
    assert heads[-1] == "Other circle"
    assert len(heads) == 2
    assert len(done.lines) == 2 * len(alone.lines) + 2
    assert "gone.json" in done.err
    records = coptui("today", "--all", "--json").records
    assert [next(iter(record)) for record in records] == ["community"] * len(records)
    assert {record["community"] for record in records} == set(heads)
    assert all("community" not in record for record in coptui("today", "--json").records)


def test_a_saved_line_says_in_which_community(two: Path, file: Path, coptui) -> None:
    done = coptui("-f", str(two), "log", "ring someone !fri")
    assert done.err.startswith("Saved in Other circle: Follow-up for you, due")


def test_the_only_community_is_all(file: Path, coptui) -> None:
    done = coptui("-f", str(file), "today", "--all")
    assert done.code == 0
    assert len([line for line in done.lines if "\t" not in line]) == 1
    assert not coptui("-f", str(file), "log", "ring someone !fri").err.startswith("Saved in")
