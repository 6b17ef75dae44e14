"""`coptui history`: who changed what, and one change taken back."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def circle(tmp_path, coptui):
    path = tmp_path / "circle.json"
    path.write_text(
        json.dumps({"community": {"1": {"name": "Circle"}}, "members": {"1": {"name": "Ann"}}})
    )
    for line in ("send the sheet !fri", "@ann spoke about nights"):
        assert coptui("-f", path, "log", line).code == 0
    return path


def test_the_latest_first(coptui, circle) -> None:
    lines = [line.split("\t") for line in coptui("-f", circle, "history").lines]
    assert [line[0] for line in lines] == ["2", "1"]
    assert lines[0][3] == "conversation with Ann"
    assert len(coptui("-f", circle, "history", "--last", "1").lines) == 1
    (entry, _) = json.loads(coptui("-f", circle, "history", "--json").out)
    assert entry["records"] == [{"table": "touches", "id": 1}]
    (change,) = json.loads(coptui("-f", circle, "history", "1").out)
    assert change["after"]["text"] == "send the sheet"


def test_one_is_taken_back(coptui, circle) -> None:
    assert coptui("-f", circle, "history", "1", "--take-back").code == 0
    tables = json.loads(circle.read_text("utf-8"))
    assert not tables.get("actions")
    assert tables["touches"]
    again = coptui("-f", circle, "history", "1", "--take-back")
    assert (again.code, "Already" in again.err) == (2, True)
    assert coptui("-f", circle, "history", "--take-back").code == 2
    assert coptui("-f", circle, "history", "77").code == 2
