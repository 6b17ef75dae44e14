"""`log`: one line becomes a follow-up, a conversation, or both; or nothing at all."""

import subprocess
import sys

import pytest


def test_a_talk_word_makes_it_a_conversation(coptui, file, saved):
    ended = coptui("-f", file, "log", "@carlos talked about onboarding #onboarding")
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == "Conversation with Carlos Díaz, about Onboarding.\n"
    held = saved(file)
    assert held["touches"] == {
        "1": {
            "on": "2026-03-14",
            "by": "Ann Lee",
            "members": [3],
            "text": "Carlos Díaz talked about onboarding Onboarding",
            "topic": 1,
        }
    }
    assert "actions" not in held or held["actions"] == {}


def test_a_day_makes_a_follow_up_with_it(coptui, file, saved):
    assert coptui("-f", file, "log", "called @carlos about the sheet !fri").code == 0
    held = saved(file)
    assert held["touches"]["1"]["members"] == [3]
    assert held["actions"]["1"] == {
        "text": "called Carlos Díaz about the sheet",
        "owner": "Ann Lee",
        "due_on": "2026-03-20",
        "about": [3],
        "created_on": "2026-03-14",
    }
    assert len(held["history"]) == 1


@pytest.mark.parametrize(
    ("line", "owner", "about", "said"),
    [
        ("send the sheet to @carlos !fri", "Ann Lee", [3], "for you, about Carlos Díaz, due Fri"),
        ("@carlos: send the sheet !fri", 3, None, "for Carlos Díaz, due Fri"),
        ("@carlos sends @anna the sheet", 3, [2], "for Carlos Díaz, about Anna Berg."),
        ("call the venue", "Ann Lee", None, "for you."),
    ],
)
def test_a_follow_up_is_of_who_stands_first(coptui, file, saved, line, owner, about, said):
    ended = coptui("-f", file, "log", line)
    assert said in ended.err
    held = saved(file)
    assert not held.get("touches"), "no conversation is logged where nobody spoke"
    assert (held["actions"]["1"]["owner"], held["actions"]["1"].get("about")) == (owner, about)


def test_talk_makes_every_line_a_conversation(coptui, file, saved):
    assert coptui("-f", file, "log", "a long lunch with @carlos", "--talk").code == 0
    assert saved(file)["touches"]["1"]["members"] == [3]
    assert coptui("-f", file, "log", "a long lunch", "--talk").code == 2


def test_the_day_as_an_option(coptui, file, saved):
    assert coptui("-f", file, "log", "@carlos", "send it", "--when", "2w").code == 0
    assert saved(file)["actions"]["1"]["due_on"] == "2026-03-28"


def test_a_day_without_a_name_is_a_follow_up_alone(coptui, file, saved):
    assert coptui("-f", file, "log", "book the room !tomorrow").code == 0
    held = saved(file)
    assert held["actions"]["1"]["text"] == "book the room"
    assert not held.get("touches")


def test_kind_and_channel(coptui, file, saved):
    assert (
        coptui("-f", file, "log", "@carlos thanked", "--kind", "thanks", "--channel", "call").code
        == 0
    )
    touch = saved(file)["touches"]["1"]
    assert (touch["kind"], touch["channel"]) == ("thanks", "call")


def test_an_introduction_says_who_knows_whom_from_now_on(coptui, file, saved):
    ended = coptui("-f", file, "log", "introduced Carlos to Beth")
    assert ended.code == 2 and "coptui log --kind introduction" in ended.err
    made = coptui(
        "-f", file, "log", "@carlos and @ann.lee !fri", "--kind", "introduction", "--json"
    ).records
    assert [one["kind"] for one in made] == ["introduction", "follow-up"]
    one, other = made[0]["members"]
    members = saved(file)["members"]
    assert members[str(one)]["knows"] == [other] and members[str(other)]["knows"] == [one]


def test_json_tells_what_was_made(coptui, file):
    made = coptui("-f", file, "log", "asked @carlos for it !fri", "--json").records
    assert [(one["kind"], one["id"]) for one in made] == [("touch", 1), ("follow-up", 1)]
    assert made[1]["due_on"] == "2026-03-20"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["@ann hello"], "Ann Lee"),
        (["@zzz hello"], "zzz"),
        (["@carlos hello #nothing"], "nothing"),
        (["@carlos hello !someday"], "someday"),
        (["@carlos hello", "--when", "someday"], "someday"),
        (["!fri"], "Nothing typed yet"),
        (["@carlos " + "x" * 8001], "too long"),
        (["do " + "x" * 501, "--when", "fri"], "too long"),
        (["@carlos hi", "--kind", "gossip"], "gossip"),
    ],
)
def test_what_is_not_understood_writes_nothing(coptui, file, words, said):
    before = file.read_bytes()
    ended = coptui("-f", file, "log", *words)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert file.read_bytes() == before


def test_an_ambiguous_name_is_answered_with_its_candidates(coptui, file):
    err = coptui("-f", file, "log", "@ann hello").err
    assert "Ann Lee" in err
    assert "Anna Berg" in err
    assert coptui("-f", file, "log", "@anna.berg hello").code == 0


def test_the_day_that_is_looked_at_is_the_day_of_the_touch(coptui, file, saved):
    assert coptui("-f", file, "log", "spoke to @carlos", "--today", "2026-03-01").code == 0
    held = saved(file)
    assert held["touches"]["1"]["on"] == "2026-03-01"
    assert not held["history"]["1"]["at"].startswith("2026-03-01")


def test_control_characters_are_not_stored(coptui, file, saved):
    assert (
        coptui("-f", file, "log", "spoke to @carlos \x1b]52;c;aGk=\x07 and said hi\u202e").code == 0
    )
    text = saved(file)["touches"]["1"]["text"]
    assert text.isprintable()
    assert "\x1b" not in text


def test_four_processes_at_once_lose_nothing(file, saved):
    each = 5
    script = (
        "import sys; from coptui.cli.run import run\n"
        "for at in range(int(sys.argv[2])):\n"
        "    code = run(['-f', sys.argv[1], 'log', f'met @carlos {sys.argv[3]} {at} !fri'])\n"
        "    assert code == 0, code\n"
    )
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(file), str(each), f"writer{number}"],
            stderr=subprocess.PIPE,
        )
        for number in range(4)
    ]
    for writer in writers:
        _, err = writer.communicate(timeout=120)
        assert writer.returncode == 0, err
    held = saved(file)
    wanted = {f"met Carlos Díaz writer{number} {at}" for number in range(4) for at in range(each)}
    assert {touch["text"] for touch in held["touches"].values()} == wanted
    assert {action["text"] for action in held["actions"].values()} == wanted
    assert len(held["touches"]) == 4 * each


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("called Carlos, no answer", "An attempt isn't a conversation yet."),
        ("spoke to Carlos in January", "On which day was that?"),
        ("met Carlos on 30 Feb", "isn't a date I recognise"),
    ],
)
def test_a_conversation_that_was_not_is_asked_about(coptui, file, saved, line, why):
    before = file.read_bytes()
    ended = coptui("-f", file, "log", line)
    assert ended.code == 2 and why in ended.err
    assert file.read_bytes() == before


def test_a_day_and_a_person_in_words_and_news(coptui, file, saved):
    ended = coptui("-f", file, "log", "ring Carlos on friday")
    assert ended.err == "Follow-up for you, about Carlos Díaz, due Fri 20 Mar.\n"
    before = file.read_bytes()
    ended = coptui("-f", file, "log", "Tom moved to Leeds")
    assert ended.code == 2 and "reads as news" in ended.err
    assert file.read_bytes() == before
