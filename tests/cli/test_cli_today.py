"""`coptui today`: the day's page for pipes and slow lines."""

import json

from reading_circle import TABLES


def test_today_prints_kind_id_name_text_and_day(coptui, file):
    tables = json.loads(json.dumps(TABLES))
    tables["actions"] = {
        "1": {"text": "send the sheet", "owner": 1, "due_on": "2026-03-12"},
        "2": {"text": "far away", "due_on": "2026-06-01"},
    }
    tables["touches"] = {"1": {"on": "2025-06-01", "by": 1, "members": [2]}}
    file.write_text(json.dumps(tables))
    rows = [line.split("\t") for line in coptui("-f", file, "today").lines]
    assert ["event", "2", "Round table", "in 3 weeks", "2026-04-07"] in rows
    assert ["follow-up", "1", "send the sheet", "Ann Lee, 2 days late", "2026-03-12"] in rows
    assert not any("far away" in row for row in rows)
    contact = next(row for row in rows if row[0] == "contact" and row[1] == "2")
    assert contact[2] == "Anna Berg"
    assert contact[3].endswith("it's been a while")
    assert any(row[:3] == ["walk", "monthly-check", "Monthly health check"] for row in rows)


def test_today_in_json_is_a_list_of_records(coptui, file):
    found = coptui("today", "-f", file, "--json").records
    assert all(list(one) == ["kind", "id", "name", "text", "day"] for one in found)
    assert found[0]["kind"] == "event"


def test_today_takes_no_lock_and_changes_nothing(coptui, file):
    before = file.read_bytes()
    assert coptui("-f", file, "today").code == 0
    assert file.read_bytes() == before
    assert not file.with_name(file.name + ".lock").exists()


def test_a_confidential_event_shows_its_code(coptui, file):
    tables = json.loads(json.dumps(TABLES))
    tables["events"]["2"] |= {"confidential": True, "code": "clinic 3", "title": "The Okafor case"}
    file.write_text(json.dumps(tables))
    out = coptui("-f", file, "today").out
    assert "clinic 3" in out
    assert "Okafor" not in out


def test_a_checklist_about_a_newcomer_or_an_event_waits_on_the_day_of_its_steps(coptui, file):
    tables = json.loads(json.dumps(TABLES))
    tables["members"]["3"]["joined_on"] = "2026-03-12"
    tables["events"]["1"]["starts_at"] = "2026-03-12T18:00"
    file.write_text(json.dumps(tables))

    def walks() -> list[list[str]]:
        rows = [line.split("\t") for line in coptui("-f", file, "today").lines]
        return [row[1:] for row in rows if row[0] == "walk" and ":" in row[2]]

    newcomer = "A newcomer's first ninety days: Carlos Díaz"
    assert ["newcomer", newcomer, "due, 3 questions", "2026-03-12"] in walks()
    assert any(row[0] == "after-event" and "Round table" in row[1] for row in walks())
    coptui("-f", file, "walk", "newcomer", "--about", "Carlos", "--plain", typed="y\nq\n")
    assert ["newcomer", newcomer, "due, 2 questions", "2026-03-12"] in walks()


def test_a_past_event_that_nobody_closed_is_asked_for(coptui, file):
    tables = json.loads(json.dumps(TABLES))
    tables["events"]["2"] |= {"starts_at": "2026-03-11T18:00", "status": "confirmed"}
    file.write_text(json.dumps(tables))
    asked = ["unclosed", "2", "Round table", "Wed 11 Mar: did it take place?", "2026-03-11"]
    assert asked in [line.split("\t") for line in coptui("-f", file, "today").lines]
    assert ["unclosed"] not in [
        line.split("\t")[:1] for line in coptui("-f", file, "today", "--today", "2026-03-11").lines
    ]


def test_check_asks_for_it_and_finds_nothing_wrong(coptui, file):
    tables = json.loads(json.dumps(TABLES))
    tables["events"]["2"] |= {"starts_at": "2026-03-11T18:00", "status": "confirmed"}
    file.write_text(json.dumps(tables))
    checked = coptui("-f", file, "--today", "2026-03-14", "check")
    assert checked.code == 1
    assert "events\t2\tstatus\tRound table, Wed 11 Mar: did it take place?" in checked.lines
    assert "1 past event still needs its roll call" in checked.err
    assert "no other problems found" in checked.err
    before = file.read_bytes()
    coptui("-f", file, "--today", "2026-03-14", "check", "--fix")
    assert file.read_bytes() == before
