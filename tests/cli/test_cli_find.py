"""`find`: its columns, its JSON, and that nobody's name can harm the reader."""

import json
import os
import subprocess
import sys
import unicodedata
from datetime import date

import pytest
from reading_circle import TODAY

from coptui.core.lists.last_times import last_seen, last_up
from coptui.core.model.saying import name_of
from coptui.store.store import Store

HOSTILE = [
    "\x1b]0;owned\x07Eve",
    "\x1b[31mEve\x1b[0m",
    "Eve\x9b31m",
    "Eve\u202egnp.exe",
    "Eve\tcore\t2020-01-01",
    "Eve\nmember\t9\tForged",
    "Eve\x00\x7f",
    "Eve\u2028line",
    "[@click=app.quit]Eve[/]",
]


def test_columns_are_kind_id_name_level_and_last_seen(coptui, file):
    assert coptui("-f", file, "find", "carlos").lines == [
        "member\t3\tCarlos Díaz\toccasional\t2026-03-03"
    ]


def test_what_is_only_spelt_nearly_so_says_so(coptui, file):
    assert coptui("-f", file, "find", "crlos").lines == [
        "member\t3\tCarlos Díaz\toccasional\t2026-03-03\tnearly"
    ]
    assert coptui("-f", file, "find", "crlos", "--json").records[0]["nearly"] is True


def test_a_topic_was_seen_when_it_was_last_on_the_table(coptui, file):
    assert "topic\t1\tOnboarding\t\t2026-03-03" in coptui("-f", file, "find", "onboarding").lines


def test_days_are_those_of_the_lists(coptui, file):
    tables = json.loads(file.read_text())
    tables["topics"]["3"] = {"title": "Only begun", "opened_on": "2026-01-05"}
    file.write_text(json.dumps(tables))
    assert "topic\t3\tOnly begun\t\t2026-01-05" in coptui("-f", file, "find", "begun").lines
    community = Store(file, read_only=True).load().community
    for member in (community.members[number] for number in (1, 2, 3)):
        (hit, *_) = coptui("-f", file, "find", member.name, "--json").records
        seen = last_seen(community, member.id)
        assert (hit["id"], hit["last_seen"]) == (member.id, seen and seen.isoformat())
    for topic in community.topics.values():
        (hit, *_) = coptui("-f", file, "find", name_of(topic), "--json").records
        up = last_up(community, topic, date.fromisoformat(TODAY))
        assert (hit["id"], hit["last_seen"]) == (topic.id, up and up.isoformat())


def test_an_event_is_seen_on_its_own_day(coptui, file):
    assert sorted(coptui("-f", file, "find", "round", "table").lines) == [
        "event\t1\tRound table\t\t2026-03-03",
        "event\t2\tRound table\t\t2026-04-07",
    ]


def test_json_is_a_list_of_records(coptui, file):
    assert coptui("-f", file, "find", "carlos", "--json").records == [
        {
            "kind": "member",
            "id": 3,
            "name": "Carlos Díaz",
            "level": "peripheral",
            "last_seen": "2026-03-03",
            "nearly": False,
        }
    ]
    assert coptui("-f", file, "find", "nosuchname", "--json").records == []


def test_nothing_found_is_said_and_is_no_fault(coptui, file):
    found = coptui("-f", file, "find", "xyzzy")
    assert (found.code, found.out) == (0, "")
    assert "No match" in found.err


def test_an_employer_an_offer_and_an_at_sign_find_people(coptui, file):
    assert coptui("find", "harbour", "-f", file).lines[0].startswith("member\t2\t")
    assert coptui("find", "supervision", "-f", file).lines[0].startswith("member\t3\t")
    assert coptui("find", "@carlos", "-f", file).lines[0].startswith("member\t3\t")


@pytest.mark.parametrize("place", range(3))
def test_options_work_before_and_after_the_verb(coptui, file, place):
    words = ["find", "carlos"]
    for option in (["-f", str(file)], ["--today", "2026-03-14"], ["--json"], ["--read-only"]):
        words[place:place] = option
        if place == 1:
            words = [*words[1 : 1 + len(option)], words[0], *words[1 + len(option) :]]
    found = coptui(*words)
    assert (found.code, found.err) == (0, "")
    assert found.records[0]["name"] == "Carlos Díaz"


def test_later_records_do_not_exist_yet(coptui, file):
    assert coptui("-f", file, "find", "zebedee").out == ""
    assert "Zebedee Late" in coptui("-f", file, "find", "zebedee", "--today", "2026-03-20").out


def test_a_confidential_topic_shows_its_code_only(coptui, file):
    assert "case 14" in coptui("-f", file, "find", "case").out
    assert "Okafor" not in coptui("-f", file, "find", "okafor").out


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("how", [(), ("--json",)])
def test_no_name_reaches_the_terminal_as_anything_but_text(shell, file, name, how):
    held = json.loads(file.read_text())
    held["members"]["9"] = {"name": name}
    file.write_text(json.dumps(held))
    found = shell("-f", file, "find", "eve", *how)
    assert found.code == 0
    raw = found.out.replace("\n", "").replace("\t", "")
    assert not [sign for sign in raw if unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp")]
    if how:
        assert [record["name"] for record in found.records] == [name]
    else:
        assert len(found.lines) == 1
        assert len(found.lines[0].split("\t")) == 5


def test_nobody_reading_any_more_is_quiet(file):
    process = subprocess.Popen(
        [sys.executable, "-m", "coptui", "-f", str(file), "evidence", "--rows"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == b""
    assert process.wait() == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_output_that_cannot_be_written_is_said(file):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "coptui", "-f", str(file), "find", "ann"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 3
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_terminal_without_the_letters_still_gets_a_line(shell, file):
    found = shell("-f", file, "find", "carlos", PYTHONIOENCODING="ascii:strict", PYTHONUTF8="0")
    assert (found.code, found.err) == (0, "")
    assert found.lines == ["member\t3\tCarlos D?az\toccasional\t2026-03-03"]


def test_reading_takes_no_lock_and_leaves_nothing_behind(coptui, file, home):
    before = sorted(home.rglob("*"))
    for words in (["find", "ann"], ["evidence"], ["check"], ["checklists", "list"], ["restore"]):
        assert coptui("-f", file, *words).code == 0
    assert sorted(home.rglob("*")) == before
