"""Writers that are killed, and writers at once: nothing acknowledged is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from coptui.core.model.changes import Change, Save
from coptui.store.backups import list_backups
from coptui.store.layout import layout_of
from coptui.store.store import Store
from coptui.store.version import HISTORY_CAP, read

WRITERS = Path(__file__).with_name("writers.py")


Record = Callable[[str, object], None]


def start(*words: str | Path | int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, WRITERS, *map(str, words)], stdout=subprocess.PIPE, text=True
    )


def a_file(path: Path, members: int, note: int = 0) -> None:
    more = {"notes": [{"on": "2026-03-14", "text": "n" * note}]} if note else {}
    tables = {
        "meta": {"1": {"schema": 1}},
        "community": {"1": {"name": "C"}},
        "members": {
            str(number): {"name": f"Member {number} é", "phone": "0", "unit": "u" * 100, **more}
            for number in range(1, members + 1)
        },
        "topics": {"1": {"title": "T"}},
        "events": {"1": {"title": "E", "starts_at": "2026-03-14"}},
    }
    path.write_bytes(layout_of(tables).text())


def survive(
    tmp_path: Path, record: Record, members: int, rounds: int, seed: int, note: int = 0
) -> None:
    path = tmp_path / "data.json"
    a_file(path, members, note)
    size = path.stat().st_size
    found = ended(start("kills", path, rounds, seed))
    assert (found["corrupt"], found["lost"], found["strange"]) == (0, 0, 0)
    assert found["acknowledged"] > 0
    # A killed save may be in the file without having been acknowledged, never the other way round.
    assert found["counted"] >= found["acknowledged"]
    assert found["topics"] == found["counted"] + 1
    store = Store(path, state=tmp_path / "state")
    assert store.load().faults == ()
    assert not [one for one in tmp_path.iterdir() if one.name.endswith("-tmp")]
    record(
        "measured",
        f"{rounds} kills, a file of {size / 1e6:.1f} MB, {found['acknowledged']} saves "
        "acknowledged, 0 lost, 0 corrupt, no other record changed",
    )


def ended(running: subprocess.Popen[str]) -> dict[str, Any]:
    output, _ = running.communicate()
    assert running.returncode == 0
    found: dict[str, Any] = json.loads(output)
    return found


@pytest.mark.parametrize("seed", [1000, pytest.param(2000, marks=pytest.mark.long)])
def test_three_hundred_killed_writers_lose_nothing(
    tmp_path: Path, seed: int, record_property: Record
) -> None:
    survive(tmp_path, record_property, members=100, rounds=150, seed=seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", [3000, 4000, 5000])
def test_nine_hundred_killed_writers_of_a_large_file_lose_nothing(
    tmp_path: Path, seed: int, record_property: Record
) -> None:
    survive(tmp_path, record_property, members=10_000, rounds=300, seed=seed, note=110)


def at_once(tmp_path: Path, record: Record, writers: int, count: int) -> None:
    path = tmp_path / "data.json"
    a_file(path, writers)
    running = [start("edits", path, name, count) for name in range(1, writers + 1)]
    found = [ended(one) for one in running]
    given: list[int] = [number for one in found for number in one["ids"]]
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
        assert len(plain.table("history")) == min(HISTORY_CAP, writers * count)
    busy = sum(one["busy"] for one in found)
    assert busy <= 0.02 * writers * count
    record(
        "measured",
        f"{writers} processes x {count} saves at once: 0 lost, no id given twice, {busy} told "
        "that the file was busy",
    )


def test_four_writers_at_once_lose_nothing_and_give_no_id_twice(
    tmp_path: Path, record_property: Record
) -> None:
    at_once(tmp_path, record_property, writers=4, count=40)


@pytest.mark.long
@pytest.mark.parametrize("writers", [2, 8])
def test_two_and_eight_writers_at_once_lose_nothing(
    tmp_path: Path, writers: int, record_property: Record
) -> None:
    at_once(tmp_path, record_property, writers=writers, count=100)


@pytest.mark.parametrize("count", [40, pytest.param(120, marks=pytest.mark.long)])
def test_stale_forms_lose_nothing_in_silence(
    tmp_path: Path, count: int, record_property: Record
) -> None:
    """Whatever a save replaced, the person had seen: in the form, or in the question."""
    path = tmp_path / "data.json"
    a_file(path, 5)
    people = (1, 2, 3)
    running = [start("forms", path, name, count) for name in people]
    found = [ended(one) for one in running]
    knew = {save["entry"]: save for one in found for save in one["saves"]}
    history = json.loads(path.read_bytes())["history"]
    replaced = silent = tags = 0
    for key, entry in history.items():
        (changed,) = entry["changes"]
        save = knew[int(key)]
        assert save["member"] == changed["id"]
        for field in changed["after"]:
            if field == "tags+":
                tags += len(changed["after"][field])
                continue
            replaced += 1
            there = changed["before"].get(field) or ""
            silent += (save["knew"][field] or "") != there
    assert len(history) == sum(len(one["saves"]) for one in found) <= HISTORY_CAP
    assert silent == 0
    members = json.loads(path.read_bytes())["members"].values()
    assert sum(len(member.get("tags", [])) for member in members) == tags > 0
    asked = sum(one["asked"] for one in found)
    assert asked > 0
    record_property(
        "measured",
        f"{len(people)} processes x {count} stale forms: {replaced} fields replaced, {asked} "
        f"questions, 0 lost in silence; {tags} tags added, all there",
    )


@pytest.mark.parametrize("seconds", [6, pytest.param(60, marks=pytest.mark.long)])
def test_chaos_loses_nothing_and_nobody_reads_half_a_file(
    tmp_path: Path, seconds: int, record_property: Record
) -> None:
    path = tmp_path / "data.json"
    a_file(path, 100)
    found = ended(start("chaos", path, seconds, 7))
    assert (found["lost"], found["bad"]) == (0, 0)
    assert found["killed"] >= seconds and found["reads"] > 10 * seconds
    assert found["acknowledged"] > 0 and found["imports"] > 0
    store = Store(path, state=tmp_path / "state")
    assert store.load().faults == ()
    store.write(
        Save([Change("members", 99, {}, {"location": "x"})], by="", at="2026-03-14", label="last")
    )
    assert not list(tmp_path.glob("*-tmp")) and not list(tmp_path.glob(".*-tmp"))
    for backup in list_backups(path, tmp_path / "state"):
        read(backup.path.read_bytes(), "backup")
    record_property(
        "measured",
        f"chaos for {seconds} s: {found['killed']} of 4 writers' processes killed, "
        f"{found['acknowledged']} saves and {found['imports']} imports acknowledged, 0 lost; "
        f"{found['reads']} reads, 0 bad",
    )
