"""Writers that are killed, and writers at once: nothing acknowledged is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tinydb import TinyDB

from coptui.store.layout import layout_of
from coptui.store.store import Store

WRITERS = Path(__file__).with_name("writers.py")


def start(*words: str | Path | int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, WRITERS, *map(str, words)], stdout=subprocess.PIPE, text=True
    )


def a_file(path: Path, members: int) -> None:
    tables = {
        "meta": {"1": {"schema": 1}},
        "community": {"1": {"name": "C"}},
        "members": {
            str(number): {"name": f"Member {number} é", "phone": "0", "unit": "u" * 100}
            for number in range(1, members + 1)
        },
        "topics": {"1": {"title": "T"}},
        "events": {"1": {"title": "E", "starts_at": "2026-03-14"}},
    }
    path.write_bytes(layout_of(tables).text())


def survive(tmp_path: Path, members: int, rounds: int, seed: int) -> None:
    path = tmp_path / "data.json"
    a_file(path, members)
    with start("kills", path, rounds, seed) as running:
        output, _ = running.communicate()
    assert running.returncode == 0
    found = json.loads(output)
    assert found["corrupt"] == 0
    assert found["lost"] == 0
    assert found["acknowledged"] > 0
    # A killed save may be in the file without having been acknowledged, never the other way round.
    assert found["counted"] >= found["acknowledged"]
    assert found["topics"] == found["counted"] + 1
    store = Store(path, state=tmp_path / "state")
    assert store.load().faults == ()
    assert not [one for one in tmp_path.iterdir() if one.name.endswith("-tmp")]


@pytest.mark.parametrize("seed", [1000, 2000])
def test_three_hundred_killed_writers_lose_nothing(tmp_path: Path, seed: int) -> None:
    survive(tmp_path, members=100, rounds=150, seed=seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", [3000, 4000, 5000])
def test_nine_hundred_killed_writers_of_a_large_file_lose_nothing(
    tmp_path: Path, seed: int
) -> None:
    survive(tmp_path, members=10_000, rounds=300, seed=seed)


def at_once(tmp_path: Path, writers: int, count: int) -> None:
    path = tmp_path / "data.json"
    a_file(path, writers)
    running = [start("edits", path, name, count) for name in range(1, writers + 1)]
    given: list[int] = []
    for one in running:
        output, _ = one.communicate()
        assert one.returncode == 0
        given += json.loads(output)["ids"]
    assert len(set(given)) == len(given) == writers * count
    wanted = {f"{name}{number}" for name in range(1, writers + 1) for number in range(count)}
    with TinyDB(path) as plain:
        members = plain.table("members").all()
        assert {member["name"] for member in members if member.doc_id in given} == wanted
        assert len(members) == writers * count + writers
        event = plain.table("events").get(doc_id=1)
        topic = plain.table("topics").get(doc_id=1)
        assert {int(key) for key in event["attendance"]} == set(given)
        assert set(topic["tags"]) == wanted and set(topic["interested"]) == set(given)
        for name in range(1, writers + 1):
            assert plain.table("members").get(doc_id=name)["location"] == str(count - 1)
        meta = plain.table("meta").get(doc_id=1)
        assert meta["generation"] == writers * count
        assert len(plain.table("history")) == writers * count


def test_four_writers_at_once_lose_nothing_and_give_no_id_twice(tmp_path: Path) -> None:
    at_once(tmp_path, writers=4, count=50)


@pytest.mark.long
def test_eight_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    at_once(tmp_path, writers=8, count=60)
