"""`coptui introductions` and `coptui sponsor`: what the screens show, in lines and records."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from coptui.cli.commands import commands

TABLES = {
    "meta": {"1": {"schema": 1}},
    "community": {"1": {"name": "Circle", "sponsor": 3, "hours": [{"on": "2026-11-01", "hours": 6.5}]}},
    "members": {
        "1": {"name": "Ann Lee", "offers": ["supervision"]},
        "2": {"name": "Beth Moor", "seeks": ["supervision"]},
        "3": {"name": "Vera Wolf"},
    },
    "touches": {
        "1": {"on": "2026-09-01", "by": 1, "members": [1, 3], "kind": "introduction", "led_to": "lunch"},
        "2": {"on": "2026-09-02", "by": 1, "members": [2, 3], "kind": "introduction"},
        "3": {"on": "2026-10-01", "by": 1, "members": [3], "kind": "worry", "text": "the nights"},
    },
    "actions": {
        "1": {"text": "find a room", "owner": 3, "due_on": "2026-11-01"},
        "2": {"text": "send the page", "owner": 1, "about": [3], "due_on": "2026-11-01", "done_on": "2026-10-30", "state": "done"},
    },
    "events": {"1": {"title": "Talk", "starts_at": "2026-12-04T10:00", "kind": "one-to-one", "invited": [3]}},
}  # fmt: skip


def ran(tmp_path: Path, *words: str) -> tuple[str, str]:
    path = tmp_path / "circle.json"
    path.write_text(json.dumps(TABLES), "utf-8")
    result = CliRunner().invoke(commands, ["--today", "2026-11-22", "-f", str(path), *words])
    assert result.exit_code == 0, result.output
    return result.stdout, result.stderr


def test_pairs_come_with_reasons_and_the_hit_rate(tmp_path: Path) -> None:
    out, err = ran(tmp_path, "introductions")
    lines = [line.split("\t") for line in out.splitlines()]
    assert lines[0] == ["could meet", "1 2", "Ann Lee, Beth Moor", lines[0][3], ""]
    assert lines[0][3].startswith("Ann Lee offers supervision")
    assert [line[:2] for line in lines[1:]] == [["introduced", "2 3"], ["introduced", "1 3"]]
    assert "1 of 2" in err
    out, _ = ran(tmp_path, "--json", "introductions")
    records = json.loads(out)
    assert records[0]["members"] == [1, 2]
    assert records[-1] == {"kind": "hit rate", "led_to_something": 1, "of": 2}


def test_what_to_know_before_a_talk(tmp_path: Path) -> None:
    out, _ = ran(tmp_path, "--json", "sponsor")
    records = {record["kind"]: record for record in json.loads(out)}
    assert set(records) == {"next talk", "worry", "our promise", "their promise", "talk", "hours"}
    kept = records["our promise"]
    assert (kept["state"], kept["day"]) == ("kept", "2026-10-30"), "the day it was kept, not due"
    promise = records["their promise"]
    assert (promise["state"], promise["day"]) == ("open", "2026-11-01"), "no words, for programs"
    assert (records["worry"]["text"], records["worry"]["state"]) == ("the nights", "open")
    assert records["next talk"]["day"] == "2026-12-04T10:00"
    assert records["hours"]["text"] == "6.5"
    out, _ = ran(tmp_path, "sponsor")
    assert out.startswith("next talk\t1\tTalk\t")
    assert " late\t2026-11-01" in out
