"""`coptui groups` and `--group`: who is listed, who moves, and that nothing else is saved."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path

import pytest
from every_command import every_command, words_for
from reading_circle import TABLES

LISBON, PORTO = "Lisbon desk", "Porto desk"


@pytest.fixture
def groups(file: Path) -> Path:
    """The circle with two groups: Ann and Carlos in one, Anna in the other."""
    tables = deepcopy(TABLES)
    for number, name in (("1", LISBON), ("2", PORTO), ("3", LISBON)):
        tables["members"][number]["groups"] = [{"group": name}]
    for event in tables["events"].values():
        event["groups"] = [LISBON]
    file.write_text(json.dumps(tables))
    return file


def saved(path: Path) -> dict:
    """What the file holds, without what is drawn by lot or says when."""
    tables = json.loads(path.read_text("utf-8"))
    tables["meta"]["1"].pop("uid", None)
    for entry in tables.get("history", {}).values():
        entry.pop("token", None)
        entry.pop("at", None)
        entry.pop("changes", None)
    for run in tables.get("runs", {}).values():
        # A walk of a group says so, and keeps the group's figures.
        run.pop("group", None)
        run.pop("started_at")
        for answer in run["log"]:
            answer.pop("evidence", None)
            answer.pop("at")
    return tables


def test_they_are_listed_with_people_and_next_event(groups, coptui) -> None:
    rows = coptui("-f", groups, "groups", "--json").records
    assert rows == [
        {"group": LISBON, "people": 2, "next": "Round table", "day": "2026-04-07"},
        {"group": PORTO, "people": 1, "next": "", "day": ""},
    ]
    assert [line.split("\t")[0] for line in coptui("-f", groups, "groups").lines] == [LISBON, PORTO]


def test_without_groups_it_says_how_one_begins(file, coptui) -> None:
    said = coptui("-f", file, "groups")
    assert said.code == 0 and said.out == "" and "Groups" in said.err


def test_who_moves_leaves_the_one_today_and_joins_the_other(groups, coptui) -> None:
    assert coptui("-f", groups, "groups", "ann", "lee", "--to", PORTO).code == 0
    assert saved(groups)["members"]["1"]["groups"] == [
        {"group": LISBON, "until": "2026-03-14"}, {"group": PORTO, "since": "2026-03-14"},
    ]  # fmt: skip
    assert coptui("-f", groups, "groups", "ann lee", "--to", "").code == 0
    assert [row["people"] for row in coptui("-f", groups, "groups", "--json").records] == [1, 1]


def test_a_group_is_renamed_and_that_is_undone(groups, coptui) -> None:
    before = saved(groups)
    assert coptui("-f", groups, "groups", "lisbon", "--rename", "Harbour, by night").code == 0
    assert LISBON not in json.dumps([saved(groups)["members"], saved(groups)["events"]])
    assert [row["people"] for row in coptui("-f", groups, "groups", "--json").records] == [2, 1]
    assert coptui("-f", groups, "history", "1", "--take-back").code == 0
    assert (saved(groups)["members"], saved(groups)["events"]) == (before["members"], before["events"])  # fmt: skip


@pytest.mark.parametrize("words", [["lisbon", "--rename", ""], ["lisbon", "--rename", "porto desk"],
                                   ["--rename", "x"], ["lisbn desk", "--rename", "x"], ["lisbon", "--rename", "x", "--to", "y"]])  # fmt: skip
def test_a_name_that_means_nothing_renames_nothing(groups, coptui, words) -> None:
    before = groups.read_bytes()
    said = coptui("-f", groups, "groups", *words)
    assert said.code == 2 and said.err and groups.read_bytes() == before


def test_the_csv_of_a_group_has_its_people_alone(groups, coptui) -> None:
    tables = json.loads(groups.read_text("utf-8"))
    tables["events"]["1"]["attendance"]["2"] = {"status": "attended"}
    groups.write_text(json.dumps(tables))
    said = coptui("-f", groups, "--group", LISBON, "export", "csv")
    assert "Ann Lee" in said.out and "Anna Berg" not in said.out
    # She came, and the list of who came says so.
    assert "Anna Berg" in coptui("-f", groups, "--group", LISBON, "export", "attendance").out


def test_a_walk_of_a_group_is_resumed_and_due_under_it(groups, coptui) -> None:
    said = coptui("-f", groups, "--group", LISBON, "walk", "small-round", "--plain", typed="3\n")
    assert f"--group '{LISBON}' walk small-round" in said.out
    (run,) = saved(groups)["runs"].values()
    assert run["checklist"] == "small-round"

    def open_run(*option: str) -> object:
        rows = coptui("-f", groups, *option, "checklists", "list", "--json").records
        return next(row["open_run"] for row in rows if row["id"] == "small-round")

    assert (open_run("--group", LISBON), open_run("--group", PORTO), open_run()) == (1, None, None)
    coptui("-f", groups, "walk", "small-round", "--plain", typed="2\n")
    assert len(saved(groups)["runs"]) == 2
    coptui("-f", groups, "--group", "lisbon", "walk", "small-round", "--plain", typed="y\n")
    assert [len(run["log"]) for run in saved(groups)["runs"].values()] == [2, 1]


@pytest.mark.parametrize("words", [["ann lee"], ["--to", PORTO], ["nobody", "--to", PORTO]])
def test_half_a_move_saves_nothing(groups, coptui, words) -> None:
    before = groups.read_bytes()
    said = coptui("-f", groups, "groups", *words)
    assert said.code and said.err and groups.read_bytes() == before


def test_an_unknown_group_is_refused_with_the_nearest(groups, coptui) -> None:
    for words in (["find", "ann"], ["report"], ["groups"]):
        said = coptui("-f", groups, "--group", "Lisbn desk", *words)
        assert (said.code, said.out) == (2, ""), words
        assert LISBON in said.err


EVERY = every_command()
SAID: dict[str, tuple[str, ...]] = {
    "find": ("ann",), "evidence": ("headcount",), "groups": ("ann lee", "--to", PORTO),
    "write": ("thanks", "1", "--eml", "letters"), "walk": ("small-round", "--plain"),
    "export list": ("all",),
}  # fmt: skip
"""What is said to a command of which something is seen, or saved, in a group."""


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_a_command_refuses_a_group_or_saves_the_same_with_it(path, groups, coptui) -> None:
    """What can't be of one group says so; what can saves what it would save without."""
    tables = groups.read_bytes()
    command = EVERY[path]
    words = SAID.get(" ".join(path)) or words_for(command)
    if not command.of_a_group:
        context = coptui("-f", groups, "--group", LISBON, *path, *words)
        assert context.code == 2 and "--group" in context.err, context
        assert groups.read_bytes() == tables
        return
    kept = []
    for option in ([], ["--group", LISBON]):
        groups.write_bytes(tables)
        said = coptui("-f", groups, *option, *path, *words, typed="3\ny\n1\nanna berg\n")
        assert "always of the whole" not in said.err
        kept.append(saved(groups))
    assert kept[0] == kept[1]
    if path in (("groups",), ("walk",)):
        assert groups.read_bytes() != tables
