"""My notebook on the command line: a walk into it, and its reminders on `today`."""

from __future__ import annotations

import json
from pathlib import Path


def test_the_coordinators_walk_leaves_the_shared_file_as_it_was(
    file: Path, home: Path, coptui
) -> None:
    before = file.read_bytes()
    answers = "3 | a plum-coloured note | '!today rest for once'\nsinging, filing\nq\n"
    done = coptui("-f", str(file), "walk", "coordinator", "--plain", typed=answers)
    assert done.code == 0, done.err
    assert file.read_bytes() == before
    kept = json.loads((home / "data" / "coptui" / "notebook.json").read_text("utf-8"))
    (walk,) = kept["walks"].values()
    assert [answer["value"] for answer in walk["log"]] == [3, "singing, filing"]
    shown = coptui("-f", str(file), "today", "--json")
    (mine,) = [line for line in shown.records if line["kind"] == "reminder"]
    assert mine["name"] == "rest for once"
    assert "private" in mine["text"]
    assert ("walk", "coordinator", "open") in {
        (line["kind"], line["id"], line["text"]) for line in shown.records
    }


def test_a_broken_notebook_is_one_line_and_today_goes_on(file: Path, home: Path, coptui) -> None:
    place = home / "data" / "coptui"
    place.mkdir(parents=True)
    (place / "notebook.json").write_text("[")
    shown = coptui("-f", str(file), "today")
    assert shown.code == 0
    assert "Your notebook cannot be read" in shown.err


def test_a_walk_in_the_notebook_is_seen_in_the_list(file: Path, coptui) -> None:
    coptui("-f", str(file), "walk", "coordinator", "--plain", typed="3\nq\n")
    shown = coptui("-f", str(file), "checklists", "list", "--json")
    (mine,) = [line for line in shown.records if line["id"] == "coordinator"]
    assert mine["open_run"] is not None
    steps = "d\n" * 40
    coptui("-f", str(file), "walk", "coordinator", "--plain", typed=steps)
    shown = coptui("-f", str(file), "checklists", "list", "--json")
    (mine,) = [line for line in shown.records if line["id"] == "coordinator"]
    assert mine["open_run"] is None
    assert mine["last"] == "2026-03-14"
