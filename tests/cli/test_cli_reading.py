"""`evidence`, `check`, `checklists` and `completion`."""

import json
import subprocess

import jsonschema
import pytest
from reading_circle import CHECKLIST, TABLES

from coptui.assets import folder
from coptui.evidence.registry import LINES


def test_evidence_in_json_has_exactly_the_documented_fields(coptui, file):
    found = coptui("-f", file, "evidence", "headcount", "level_mix", "--json").records
    assert [one["id"] for one in found] == ["headcount", "level_mix"]
    for one in found:
        assert list(one) == [
            "id", "title", "on", "value", "text", "n", "confidence", "figures", "unit", "base",
            "direction", "movement", "word", "then", "record", "rows", "no_data",
        ]  # fmt: skip
        assert list(one["then"]) == ["on", "value", "text", "n", "confidence", "figures"]
        assert one["rows"]
        assert all(list(row) == ["table", "id", "name", "why"] for row in one["rows"])
        line = LINES[one["id"]]
        assert (one["base"], one["record"]) == (line.base, line.needs)
        assert list(one["figures"]) == [name for name, _ in line.figures]
    assert (found[0]["on"], found[0]["then"]["on"]) == ("2026-03-14", "2025-12-14")
    assert found[0]["value"] == 3
    assert found[0]["no_data"] is False
    silent = coptui("-f", file, "evidence", "missed", "--json").records[0]
    assert (silent["value"], silent["no_data"]) == (None, True)


def test_evidence_lint_names_every_mistake_in_own_lines(coptui, tmp_path):
    own = tmp_path / "evidence.yaml"
    own.write_text("lines:\n  - id: mine\n    title: Mine\n    value: counts.stories\n")
    assert coptui("evidence", "lint", own).code == 0
    own.write_text("lines:\n  - id: Mine\n    title: Mine\n    value: counts.storeys\n")
    ended = coptui("evidence", "lint", own)
    assert ended.code == 1
    assert [line.split(":")[1] for line in ended.lines] == ["2", "4"]
    assert ended.lines == coptui("checklists", "lint", own).lines


def test_what_the_sample_says_of_lint_is_so(coptui):
    own = folder("sample_data") / "evidence.yaml"
    assert "coptui evidence lint FILE" in own.read_text("utf-8")
    assert coptui("evidence", "lint", own).code == 0


def test_evidence_without_a_name_is_every_line(coptui, file):
    assert [one["id"] for one in coptui("-f", file, "evidence", "--json").records] == list(LINES)
    lines = coptui("-f", file, "evidence").lines
    assert [line.split("\t")[0] for line in lines] == list(LINES)


def test_the_rows_behind_a_line(coptui, file):
    lines = coptui("-f", file, "evidence", "headcount", "--rows").lines
    assert lines[0].startswith("headcount\t3 members, 3 of them in touch in the last year\t")
    assert [line.split("\t")[1:4] for line in lines[1:]] == [
        ["members", "1", "Ann Lee"],
        ["members", "2", "Anna Berg"],
        ["members", "3", "Carlos Díaz"],
    ]


def test_an_unknown_line_is_met_with_the_nearest(coptui, file):
    ended = coptui("-f", file, "evidence", "headcont")
    assert ended.code == 2
    assert "headcount" in ended.err


def test_a_file_without_faults(coptui, file):
    ended = coptui("-f", file, "check")
    assert (ended.code, ended.out) == (0, "")
    assert coptui("check", file, "--json").records == []


def test_every_fault_is_listed_with_record_and_field_and_kept(coptui, file):
    held = json.loads(json.dumps(TABLES))
    held["members"]["3"]["joined_on"] = "soon"
    held["members"]["x"] = {"name": "Nobody"}
    held["topics"]["5"] = {"kind": "question"}
    held["events"]["1"]["hosts"] = [1, 99]
    held["cats"] = {"1": {}}
    text = json.dumps(held).replace('"Anna Berg"', '"Anna Berg", "unit": "one", "unit": "two"')
    file.write_text(text)
    ended = coptui("-f", file, "check")
    assert ended.code == 1
    places = {tuple(line.split("\t")[:3]) for line in ended.lines}
    assert places == {
        ("members", "3", "joined_on"),
        ("members", "x", ""),
        ("topics", "5", "title"),
        ("events", "1", "hosts"),
        ("cats", "", ""),
        ("members", "2", "unit"),
    }
    found = coptui("check", "--json", "-f", file)
    assert found.code == 1
    assert {(one["table"], one["field"]) for one in found.records} >= {("events", "hosts")}
    assert all(list(one) == ["table", "id", "field", "message"] for one in found.records)
    assert file.read_text() == text


def test_what_cannot_be_right_is_listed_and_what_is_unknown_is_told(coptui, file):
    held = json.loads(json.dumps(TABLES))
    held["members"]["5"] = {"name": "C. Díaz", "emails": ["a@x.org"], "organization": "Y"}
    held["members"]["6"] = {"name": "Anna Berg", "emails": ["a@x.org"]}
    held["members"]["3"] |= {"shoe_size": 43, "emails": ["A@x.org"]}
    held["events"]["1"]["ends_at"] = "2026-03-02T18:00"
    held["community"] = {"1": {"name": "X", "settings": {"activ_days": 3}}}
    file.write_text(json.dumps(held))
    ended = coptui("-f", file, "check")
    assert ended.code == 1
    rows = {tuple(line.split("\t")[:3]): line.split("\t")[3] for line in ended.lines}
    assert (
        rows[("events", "1", "ends_at")]
        == "2026-03-02T18:00 is before starts_at (2026-03-03T18:00)."
    )
    assert "Did you mean organisation?" in rows[("members", "5", "organization")]
    assert "Carlos Díaz (3) (same address)" in rows[("members", "5", "")]
    assert "members: 3 pairs of people may be duplicates" in ended.err
    assert (
        "members: 1 member with the field shoe_size, which coptui doesn't know and leaves alone."
        in ended.err
    )
    assert "settings: activ_days is ignored (unknown; did you mean active_days?)." in ended.err
    assert "--fix" not in ended.err


def test_fix_puts_right_what_has_one_reading_on_a_backup_and_can_be_undone(coptui, file, saved):
    held = json.loads(json.dumps(TABLES))
    held["members"]["3"] |= {
        "joined_on": "2025-3-1",
        "status": "Guest",
        "buddy": 99,
        "left_on": "3/4/2026",
    }
    held["events"]["1"]["hosts"] = [1, 99]
    file.write_text(json.dumps(held))
    looked = coptui("-f", file, "check")
    assert (looked.code, len(looked.lines)) == (1, 5)
    assert "`coptui check --fix` can fix 4 of them" in looked.err
    assert coptui("--read-only", "-f", file, "check", "--fix").code == 3
    assert json.loads(file.read_text()) == held
    ended = coptui("-f", file, "check", "--fix")
    assert ended.code == 1
    assert [line.split("\t")[:3] for line in ended.lines] == [["members", "3", "left_on"]]
    assert 'members 3, joined_on: "2025-3-1" is now "2025-03-01"' in ended.err
    assert "members 3, buddy: 99 was removed" in ended.err
    carlos = saved(file)["members"]["3"]
    assert (carlos["joined_on"], carlos["status"], carlos.get("buddy")) == (
        "2025-03-01",
        "guest",
        None,
    )
    assert saved(file)["events"]["1"]["hosts"] == [1]
    assert any("\trepair\t" in line for line in coptui("-f", file, "restore").lines)
    # One edit of the history, taken back like any other; nothing to mend is no edit.
    (entry,) = saved(file)["history"].values()
    assert entry["label"] == "repaired 4 fields"
    written = file.read_bytes()
    assert "0 fields were fixed" in coptui("-f", file, "check", "--fix").err
    assert file.read_bytes() == written
    assert coptui("-f", file, "history", "1", "--take-back").code == 0
    assert saved(file)["members"]["3"] == held["members"]["3"]


def test_the_schema_of_a_file_fits_the_file(coptui, file):
    schema = json.loads(coptui("check", "--schema").out)
    jsonschema.validate(TABLES, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"members": {"1": {"name": 5}}}, schema)


def test_checklists_are_listed_with_their_days(coptui, file):
    coptui(
        "-f", file, "walk", "monthly-check", "--plain", "--today", "2026-03-01", typed="\n" * 40 + "y\n"
    )  # fmt: skip
    coptui("-f", file, "walk", "small-round", "--plain", typed="3\n")
    rows = {line.split("\t")[0]: line.split("\t") for line in coptui("-f", file, "checklists", "list").lines}  # fmt: skip
    assert rows["monthly-check"][2:] == ["2026-03-01", "2026-04-01", "", ""]
    source = str(file.parent / "checklists" / "small-round.yaml")
    assert rows["small-round"] == ["small-round", "Small round", "", "", "open", source]
    found = coptui("checklists", "list", "-f", file, "--json").records
    mine = next(one for one in found if one["id"] == "small-round")
    assert mine["file"].endswith("checklists/small-round.yaml")
    assert mine["open_run"] == 2


def test_checklists_need_no_community(coptui):
    ended = coptui("checklists", "list")
    assert ended.code == 0
    assert "seven-principles\tThe seven principles\t\t\t\t" in ended.lines


def test_show_prints_the_source(coptui, file):
    assert coptui("-f", file, "checklists", "show", "small-round").out == CHECKLIST
    assert coptui("checklists", "show", "monthly-chek").code == 2
    one = coptui("-f", file, "checklists", "show", "small-round", "--json").records[0]
    assert one["title"] == "Small round"


def test_lint_names_the_place_of_every_mistake(coptui, file, home):
    ended = coptui("-f", file, "checklists", "lint")
    assert (ended.code, ended.out) == (0, "")
    bad = home / "bad.yaml"
    bad.write_text(CHECKLIST.replace("headcount", "headcont").replace("title: Small", "tilte: X"))
    ended = coptui("checklists", "lint", bad)
    assert ended.code == 1
    assert any(line.startswith("bad.yaml:") or line.startswith(f"{bad}:") for line in ended.lines)
    assert "headcount" in ended.out
    found = coptui("checklists", "lint", bad, "--json")
    assert found.code == 1
    assert list(found.records[0]) == ["file", "line", "column", "message"]
    assert coptui("checklists", "lint", "nowhere.yaml").code == 1
    broken = file.parent / "checklists" / "broken.yaml"
    broken.write_text("id: [")
    assert coptui("-f", file, "checklists", "lint").code == 1
    assert "broken.yaml" in coptui("-f", file, "checklists", "list").err


def test_the_starter_lints_clean(coptui, home):
    made = coptui("checklists", "new", "reading-circle", "Reading: a circle")
    (home / "mine.yaml").write_text(made.out)
    assert coptui("checklists", "lint", "mine.yaml").code == 0
    assert coptui("checklists", "new", "Not An Id").code == 2


def test_the_schema_of_a_checklist(coptui):
    schema = json.loads(coptui("checklists", "lint", "--schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("shell_name", ["bash", "zsh", "fish"])
def test_completion_scripts(coptui, shell_name):
    ended = coptui("completion", shell_name)
    assert ended.code == 0
    assert "_COPTUI_COMPLETE" in ended.out


def test_what_completion_offers(shell, file):
    def offered(words: str) -> list[str]:
        count = str(len(words.split(" ")) - 1)
        said = shell(
            _COPTUI_COMPLETE="bash_complete",
            COMP_WORDS=words,
            COMP_CWORD=count,
            COPTUI_FILE=str(file),
        )
        assert said.code == 0, said.err
        return [line.partition(",")[2] for line in said.lines]

    assert "find" in offered("coptui fi")
    assert offered("coptui evidence head") == ["headcount"]
    assert offered("coptui walk small") == ["small-round"]
    assert "--read-only" in offered("coptui find --re")


def test_bash_accepts_the_completion_script(coptui, home):
    (home / "complete.bash").write_text(coptui("completion", "bash").out)
    done = subprocess.run(["bash", "-n", home / "complete.bash"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
