"""Which checklists there are, and which stands in for which."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coptui.checklists.shelf import find_checklists
from coptui.errors import UsageError


def put(folder: Path, name: str, id: str, version: int, more: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(
        f"id: {id}\nversion: {version}\ntitle: Mine\n{more}"
        "sections: [{title: S, steps: [{id: a, ask: How?}]}]\n"
    )
    return path


def test_a_higher_version_stands_in_for_the_shipped_one(tmp_path: Path) -> None:
    path = put(tmp_path, "a.yaml", "monthly-check", 99)
    shelf = find_checklists([tmp_path])
    assert shelf.get("monthly-check").version == 99
    assert shelf.get("monthly-check").origin == str(path)
    assert shelf.get("newcomer").origin == ""
    assert shelf.source("monthly-check") == path
    assert shelf.source("newcomer").read_text().startswith("id: newcomer\n")
    assert shelf.broken == ()


def test_the_same_version_does_not_and_is_told_so(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", "monthly-check", 1)
    shelf = find_checklists([tmp_path])
    assert shelf.get("monthly-check").origin == ""
    shipped = shelf.get("monthly-check").version
    told = f"with version {shipped}: give this one version {shipped + 1}"
    assert told in shelf.broken[0].message


def test_one_broken_file_hides_no_other(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", "mine", 1)
    (tmp_path / "b.yaml").write_text("id: [")
    (tmp_path / "c.yml").write_bytes(b"\xff")
    (tmp_path / "notes.txt").write_text("not a checklist")
    os.mkfifo(tmp_path / "d.yaml")
    shelf = find_checklists([tmp_path, tmp_path / "absent"])
    assert shelf.get("mine").title == "Mine"
    assert {Path(mistake.file).name for mistake in shelf.broken} == {"b.yaml", "c.yml", "d.yaml"}


def test_a_folder_named_twice_counts_once(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", "mine", 1)
    assert find_checklists([tmp_path, tmp_path]).broken == ()


def test_checklists_for_a_stage_are_offered_in_it(tmp_path: Path) -> None:
    put(tmp_path, "a.yaml", "mine", 1, "stages: [maturing]\n")
    shelf = find_checklists([tmp_path])
    assert "mine" in [template.id for template in shelf.of("maturing")]
    assert "mine" not in [template.id for template in shelf.of("potential")]
    assert "mine" not in [template.id for template in shelf.of(None)]
    assert "monthly-check" in [template.id for template in shelf.of(None)]


def test_an_unknown_one_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="Did you mean monthly-check"):
        find_checklists().get("montly-chek")
