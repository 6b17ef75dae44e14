"""`coptui person`: all that is held about someone, and forgetting them in every byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coptui.config import folders
from coptui.store.backups import list_backups
from coptui.store.drafts import Drafts


@pytest.fixture
def circle(tmp_path: Path) -> Path:
    path = tmp_path / "circle.json"
    path.write_text(
        json.dumps(
            {
                "meta": {"1": {"schema": 1}},
                "community": {"1": {"name": "Circle"}},
                "members": {
                    "1": {"name": "Lena Voss", "emails": ["lena@example.org"], "handles": {"slack": "lvoss"},
                          "notes": [{"on": "2026-01-01", "by": "x", "text": "worn out"}],
                          "more": {"Desk next to": "by the window"}},
                    "2": {"name": "Beth", "knows": [1]},
                },
                "events": {
                    "1": {"title": "Call", "starts_at": "2026-01-02", "status": "held", "attendance_taken": True,
                          "attendance": {"1": {"status": "attended"}, "2": {"status": "excused"}}},
                    "2": {"title": "The Hale family", "confidential": True, "code": "case 3",
                          "starts_at": "2026-01-03", "hosts": [1]},
                },
                "touches": {"1": {"on": "2026-01-04", "by": "x", "members": [1], "text": "Lena is well"}},
                "runs": {"1": {"checklist": "c", "version": 1, "started_at": "2026-01-05", "subject": {"kind": "member", "id": 1},
                               "log": [{"step": "a", "note": "ask @lvoss", "type": "people", "value": [1]}]}},
                "snapshots": {"1": {"on": "2026-01-05", "levels": {"1": "core"}, "evidence": {"lena@example.org": 1}}},
                "planets": {"1": {"of": "Lena Voss"}},
            }
        )
    )  # fmt: skip
    return path


def test_all_that_is_held(coptui, circle) -> None:
    done = coptui("-f", circle, "person", "export", "lena", "--json")
    found = {(one["table"], one["id"]): one for one in json.loads(done.out)}
    assert found["events", 1]["content"] == {
        "title": "Call", "starts_at": "2026-01-02", "attendance": {"status": "attended"},
    }  # fmt: skip
    assert found["events", 2]["content"] == {"code": "case 3"}
    assert found["touches", 1]["content"]["text"] == "Lena is well"
    assert found["members", 2]["content"] == {"name": "Beth"}
    assert "worn out" not in done.out
    assert "1 private note;" in done.err
    text = coptui("-f", circle, "person", "export", "lena", "--notes").out
    assert "worn out" in text
    assert "Hale" not in text
    assert "excused" not in text, "what others did is theirs"


def test_forgotten_in_every_byte(coptui, circle, tmp_path) -> None:
    drafts = Drafts(folders().state / "drafts")
    drafts.save(f"{circle} form members 1", {"text": "Lena is about to"})
    drafts.save(f"{circle} form members 2", {"text": "Beth is well"})
    for line in ("@lena called about nights !fri", "@beth asked after Lena Voss"):
        assert coptui("-f", circle, "log", line).code == 0
    before = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(b"Voss" in path.read_bytes() for path in before if path != circle), "in backups"
    done = coptui("-f", circle, "person", "forget", "lena", "--yes")
    assert done.code == 0
    assert "backup" in done.err
    assert "later import" in done.err
    for path in tmp_path.rglob("*"):
        if path.is_file():
            data = path.read_bytes().lower()
            for word in (b"voss", b"lena", b"example.org", b"lvoss", b"worn out"):
                assert word not in data, (path, word)
    tables = json.loads(circle.read_text("utf-8"))
    assert tables["events"]["1"]["attendance"].keys() == {"3", "2"}
    assert tables["erased"]["1"].keys() == {"mark", "on", "member"}
    assert tables["planets"] == {"1": {"of": "someone"}}, "a table that nobody knows"
    assert [*drafts.all().values()] == [{"text": "Beth is well"}]
    assert coptui("-f", circle, "check").lines == [
        "planets\t\t\tcoptui has no table of this name.",
        "events\t2\tstatus\tcase 3, Sat 3 Jan: did it take place?",
    ]


def test_a_roster_and_an_old_backup_bring_nobody_back_unasked(coptui, circle, tmp_path) -> None:
    assert coptui("-f", circle, "log", "@lena called about nights !fri").code == 0
    assert coptui("-f", circle, "person", "forget", "lena", "--yes").code == 0
    roster = tmp_path / "roster.csv"
    roster.write_text("Name,E-mail\nLena Voss,lena@example.org\nBeth,\n")
    for number in ("", "1"):
        if number:
            assert coptui("-f", circle, "restore", number, "--yes").code == 0
        before = circle.read_bytes()
        assert b"Voss" not in before
        done = coptui("-f", circle, "import", roster)
        assert (
            "unknown\t2\tLena Voss\t\tnot among your members: someone new, or someone who was erased"
            in done.out
        )
        assert "asked to be erased here" in done.err
        assert circle.read_bytes() == before


def test_ordinary_words_are_listed_and_counted_before_anything_is_done(coptui, circle) -> None:
    tables = json.loads(circle.read_text())
    tables["members"]["3"] = {"name": "May Quast", "phone": "2025", "aliases": ["Guest"]}
    tables["topics"] = {"1": {"title": "In May 2025, with May", "notes": "Guest list. Quast!"}}
    circle.write_text(json.dumps(tables))
    before = circle.read_bytes()
    done = coptui("-f", circle, "person", "forget", "May Quast", "--yes")
    assert (done.code, circle.read_bytes()) == (2, before)
    assert [line.split("\t") for line in done.lines] == [
        ["1", "topics", "1", "title", "May", "In May 2025, with May"],
        ["2", "topics", "1", "title", "2025", "In May 2025, with May"],
        ["3", "topics", "1", "title", "May", "In May 2025, with May"],
        ["4", "topics", "1", "notes", "Guest", "Guest list."],
    ]
    assert "coptui person forget 3 --yes --passages 4" in done.err
    for wrong in (
        ("--passages", "3"),
        ("--passages", "4", "--keep", "5"),
        ("--passages", "4", "--keep", "x"),
    ):
        assert coptui("-f", circle, "person", "forget", "3", "--yes", *wrong).code == 2
        assert circle.read_bytes() == before
    assert [one["words"] for one in coptui("-f", circle, "person", "forget", "3", "--json").records] == [
        "May", "2025", "May", "Guest",
    ]  # fmt: skip
    done = coptui(
        "-f", circle, "person", "forget", "3", "--yes", "--passages", "4", "--keep", "1-2,4"
    )
    assert done.code == 0
    topic = json.loads(circle.read_text())["topics"]["1"]
    assert topic == {"title": "In May 2025, with someone", "notes": "Guest list. someone!"}


def test_on_a_terminal_the_passages_are_asked_about(coptui, circle, monkeypatch) -> None:
    from coptui.cli import output

    tables = json.loads(circle.read_text())
    tables["members"]["3"] = {"name": "May Quast"}
    tables["topics"] = {"1": {"title": "May in May"}}
    circle.write_text(json.dumps(tables))
    before = circle.read_bytes()
    monkeypatch.setattr(output, "interactive", lambda: True)
    for typed in ("2\n1\nMay Quast\n", "2\n2\nsomebody\n", "2\n", ""):
        coptui("-f", circle, "person", "forget", "3", typed=typed)
        assert circle.read_bytes() == before
    assert coptui("-f", circle, "person", "forget", "3", typed="2\n2\nmay quast\n").code == 0
    assert json.loads(circle.read_text())["topics"]["1"]["title"] == "someone in May"


def test_what_could_not_be_done_is_said_and_goes_on_by_its_mark(
    coptui, circle, monkeypatch
) -> None:
    import os

    for line in ("@lena called about nights !fri", "@beth asked after Lena Voss"):
        assert coptui("-f", circle, "log", line).code == 0
    stuck = list_backups(circle, folders().state)[0].path
    real = os.replace

    def fail(source, target) -> None:
        if Path(target) == stuck:
            raise OSError(30, "Read-only file system")
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        done = coptui("-f", circle, "person", "forget", "lena", "--yes")
    assert done.code == 3
    assert f"Not erased yet from {stuck}: Read-only file system" in done.err
    (mark,) = (one["mark"] for one in json.loads(circle.read_text())["erased"].values())
    assert f"coptui person forget {mark} --yes" in done.err
    assert b"Voss" in stuck.read_bytes()
    assert f"coptui person forget {mark} --yes" in coptui("check", circle).err
    assert coptui("-f", circle, "person", "forget", mark, "--yes").code == 0
    assert b"Voss" not in stuck.read_bytes()
    assert coptui("-f", circle, "person", "forget", "1", "--yes").code == 2, (
        "nothing of them is left"
    )


def test_nobody_there_to_ask_and_nobody_of_that_name(coptui, circle) -> None:
    before = circle.read_bytes()
    done = coptui("-f", circle, "person", "forget", "lena")
    assert (done.code, circle.read_bytes()) == (2, before)
    assert "--yes" in done.err
    assert coptui("-f", circle, "person", "export", "nobody").code == 2
    done = coptui("-f", circle, "--read-only", "person", "forget", "lena", "--yes")
    assert (done.code, circle.read_bytes()) == (3, before)
