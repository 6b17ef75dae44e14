"""Two coordinators walk the same checklist blind, at the command line."""

import json

import pytest


@pytest.fixture
def walk(coptui, file, monkeypatch):
    """Walk the small checklist as somebody."""

    def walked(by: str, typed: str, *more: str):
        monkeypatch.setenv("COPTUI_USER", by)
        return coptui("-f", file, "walk", "small-round", "--plain", *more, typed=typed)

    return walked


OTHERS = "y\n2\nnone\nwords\n"


def test_neither_sees_the_other_s_answers_before_both_have_finished(walk, file, saved):
    walk("Ann", "4 | all well\n" + OTHERS)
    walk("Ann", "3 | quiet of late\nq\n")
    begun = walk("Beth", "0 | nobody was\n", "--blind")
    assert "1 of 5. How we are" in begun.out
    assert "quiet of late" not in begun.out
    assert 'Last time, 14 Mar: 4 strong. "all well"' in begun.out
    ended = walk("Beth", OTHERS, "--blind")
    assert "hidden from both of you until Ann has finished too." in ended.out
    again = walk("Ann", "b\nq\n")
    assert "Carrying on where you stopped: 1 of 5 questions answered." in again.out
    assert "nobody was" not in again.out
    last = walk("Ann", OTHERS)
    assert "Beth has finished too" in last.out
    runs = saved(file)["runs"]
    assert [runs[one].get("pair") for one in "123"] == [None, None, 2]


def test_another_s_open_blind_walk_is_not_gone_on_with(walk, file, saved):
    walk("Ann", "3\nq\n")
    walk("Beth", "0\nq\n", "--blind")
    walk("Cora", "2\nq\n")
    assert [run["by"] for run in saved(file)["runs"].values()] == ["Ann", "Beth", "Cora"]


def test_without_another_s_walk_there_is_nothing_to_stand_beside(walk):
    ended = walk("Beth", "", "--blind")
    assert ended.code == 2
    assert "No one else has started this checklist" in ended.err
    walk("Beth", "3\nq\n")
    assert walk("Beth", "", "--blind").out.startswith("Small round"), "it goes on with one's own"


def test_moved_first_stays_with_the_walk(coptui, file):
    first = coptui("-f", file, "walk", "monthly-check", "--plain", "--moved-first", typed="q\n")
    again = coptui("-f", file, "walk", "monthly-check", "--plain", typed="q\n")
    question = next(line for line in first.lines if line.endswith("?"))
    assert question in again.lines


def test_another_s_blind_walk_is_not_open_on_today(coptui, file, monkeypatch):
    tables = json.loads(file.read_text())
    begun = {"checklist": "monthly-check", "version": 1, "started_at": "2026-03-12T10:00:00+00:00"}
    tables["runs"] = {"1": {**begun, "by": "Ann"}, "2": {**begun, "by": "Beth", "pair": 1}}
    file.write_text(json.dumps(tables))

    def said_to(by: str) -> list[str]:
        monkeypatch.setenv("COPTUI_USER", by)
        rows = [line.split("\t") for line in coptui("-f", file, "today").lines]
        return [row[3] for row in rows if row[:2] == ["walk", "monthly-check"]]

    assert said_to("Ann") == said_to("Beth") == ["open"]
    assert said_to("Cora") == ["due"]
