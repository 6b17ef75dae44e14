"""`walk --plain`: answers, the way back, and that a killed walk goes on at its next step."""

import json
import os
import signal
import subprocess
import sys

import pytest

from coptui.evidence.registry import LINES

ALL = "3\ny\n2\ncarlos, anna\nTwo words\n"


@pytest.fixture
def walk(coptui, file):
    """Walk the small checklist with these lines typed."""

    def walked(typed: str, *more: str):
        return coptui("-f", file, "walk", "small-round", "--plain", *more, typed=typed)

    return walked


def log(saved, file, run="1"):
    return saved(file)["runs"][run].get("log", [])


def test_a_whole_walk_keeps_every_answer_and_ends(walk, file, saved):
    ended = walk(ALL)
    assert (ended.code, ended.err) == (0, "")
    assert [(entry["step"], entry["value"]) for entry in log(saved, file)] == [
        ("heard", 3),
        ("dated", True),
        ("form", "a walk"),
        ("who", [3, 2]),
        ("what", "Two words"),
    ]
    held = saved(file)
    assert held["runs"]["1"]["finished_at"].startswith("2026-03-14")
    assert held["snapshots"]["1"]["on"] == "2026-03-14"
    assert "Small round is finished." in ended.lines
    assert "Follow-ups: none" in ended.lines


def test_each_question_comes_with_help_evidence_and_what_may_be_said(walk):
    out = walk("q\n").out
    assert "1 of 5. How we are" in out
    assert "How well were quiet people heard?" in out
    assert "Good looks like everyone having had a turn." in out
    title = LINES["headcount"].title
    assert f"  {title}: now 3 members, 3 of them in touch in the last year; on 14 Dec: 3" in out
    assert "Answer: 0 not at all, 1 weak, 2 partly, 3 solid, 4 strong" in out


def test_the_evidence_is_kept_with_the_answer(walk, file, saved):
    walk("3\n")
    assert log(saved, file)[0]["evidence"]["headcount"] == {
        "value": 3.0,
        "text": "3 members, 3 of them in touch in the last year",
        "n": 3,
    }


def test_note_and_follow_up_in_one_line(walk, file, saved):
    ended = walk("1 | fewer came | '!fri @carlos ask for help'\n")
    entry = log(saved, file)[0]
    assert (entry["value"], entry["note"], entry["actions"]) == (1, "fewer came", [1])
    assert saved(file)["actions"]["1"] == {
        "text": "Carlos Díaz ask for help",
        "owner": 3,
        "due_on": "2026-03-20",
        "created_on": "2026-03-14",
        "origin": {"kind": "run", "id": 1, "step": "heard"},
    }
    assert "Worth a follow-up?" not in ended.out


def test_a_low_answer_without_a_follow_up_is_offered_one(walk):
    lines = walk("0\n").lines
    at = lines.index(
        "To add a follow-up, press b to go back. Then type two bars and a number from this list (| | 2), or your own words:"
    )
    assert lines[at + 1] == "  1 Begin with a minute of writing"
    assert "Worth a follow-up?" not in walk("4\n").out


def test_a_suggestion_is_taken_by_its_number(walk, file, saved):
    checklist = file.parent / "checklists" / "small-round.yaml"
    one = "suggest: [Begin with a minute of writing]"
    checklist.write_text(checklist.read_text().replace(one, f"{one[:-1]}, Ask Beth]"))
    ended = walk("0 | | 2\nb\n | | 7 chairs\n")
    assert ended.code == 0, ended.err
    walk("0\n", "--anew")
    texts = [action["text"] for action in saved(file)["actions"].values()]
    assert texts == ["Ask Beth", "7 chairs"]


def test_not_applicable_and_unknown(walk, file, saved):
    walk("- | no meeting\nd\n")
    first, second = log(saved, file)
    assert (first["value"], first["waived"]) == ("n/a", "no meeting")
    assert second["value"] == "unknown"


def test_the_end_of_the_input_leaves_and_says_how_to_go_on(walk, file, saved):
    ended = walk("3\n")
    assert ended.code == 0
    assert ended.lines[-2:] == [
        "Stopped at question 2 of 5; 1 answered and saved.",
        f"Carry on with: coptui -f {file} walk small-round --plain",
    ]
    assert "finished_at" not in saved(file)["runs"]["1"]


def test_the_next_walk_goes_on_at_its_step(walk, file, saved):
    walk("3\ny\nq\n")
    ended = walk("1\nnone\nA line\n")
    assert "Carrying on where you stopped: 2 of 5 questions answered." in ended.lines
    assert "3 of 5. How we are" in ended.lines
    assert "1 of 5. How we are" not in ended.lines
    assert list(saved(file)["runs"]) == ["1"]
    assert saved(file)["runs"]["1"]["finished_at"]


def test_a_walk_that_somebody_else_began_says_so(walk, monkeypatch):
    walk("3\n")
    monkeypatch.setenv("COPTUI_USER", "Beth")
    assert "Carrying on where Ann Lee stopped: 1 of 5 questions answered." in walk("q\n").lines


def test_anew_begins_another_walk(walk, file, saved):
    walk("3\nq\n")
    assert "1 of 5. How we are" in walk("q\n", "--anew").lines
    assert list(saved(file)["runs"]) == ["1", "2"]


def test_back_changes_an_answer_and_shows_what_it_was(walk, file, saved):
    out = walk("3 | fine\nb\n1\nq\n").out
    assert 'This time: 3 solid. "fine"' in out
    assert [entry["value"] for entry in log(saved, file)] == [3, 1]


def test_a_note_alone_leaves_the_question_open(walk, file, saved):
    ended = walk("| only a note\n2\n")
    assert "Your note or follow-up is saved; the question isn't answered yet." in ended.lines
    assert [entry.get("value", "open") for entry in log(saved, file)] == ["open", 2]


def test_empty_lines_go_on_and_the_end_asks_before_it_ends(walk, file, saved):
    ended = walk("\n\n\n\n\nq\n")
    assert "That's the end. Questions not answered: 5" in ended.lines
    assert "finished_at" not in saved(file)["runs"]["1"]
    ended = walk("\n" * 5 + "y\n")
    assert "Small round is finished." in ended.lines
    assert saved(file)["runs"]["1"]["finished_at"]


def test_what_is_required_and_open_is_told_at_the_end(walk, file):
    checklist = file.parent / "checklists" / "small-round.yaml"
    text = checklist.read_text()
    checklist.write_text(text.replace("answer: yes-no", "answer: yes-no\n        required: true"))
    ended = walk("\n" * 5 + "y\n")
    wanted = [line for line in ended.lines if line.startswith("Required")]
    assert wanted == ["Required, not answered yet: Is the next meeting dated?"]
    assert "still open" not in walk("3\ny\n\n\n\ny\n").out


def test_the_second_walk_says_what_got_better_and_worse(walk, coptui):
    walk("3\nx\n2\nnone\nA\n")
    ended = walk("1 | | '!2w write first'\ny\n2\nnone\nB\n")
    at = ended.lines.index("Small round is finished.")
    assert ended.lines[at + 1 :] == [
        "Better: 1",
        "  Is the next meeting dated? Was: no; now: yes.",
        "Worse: 1",
        "  How well were quiet people heard? Was: 3 solid; now: 1 weak.",
        "Follow-ups: 1",
        "  write first (Ann Lee, due 28 Mar)",
    ]
    assert "Last time, 14 Mar: 3 solid." in ended.out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("7\n2\n", "heard: '7' isn't an answer to this question."),
        ("3\ny\nmaybe\n", "form: 'maybe' isn't an answer to this question."),
        ("3\ny\n1\nann\n", "Anna Berg"),
        ("3\ny\n1\nzzz\n", "zzz"),
        ("3 | note | !someday do\n", "someday"),
        ("3 | " + "x" * 8001 + "\n", "8000"),
    ],
)
def test_a_script_that_mistypes_ends_there_with_what_it_answered_kept(
    walk, file, saved, typed, said
):
    ended = walk(typed)
    assert ended.code == 2
    assert said in ended.err
    assert len(log(saved, file)) == typed.count("\n") - (2 if typed.startswith("7") else 1)


def test_a_walk_about_a_person_needs_to_know_whom(coptui, file, saved):
    assert coptui("-f", file, "walk", "newcomer", "--plain").code == 2
    ended = coptui("-f", file, "walk", "newcomer", "--plain", "--about", "carlos", typed="")
    assert ended.code == 0
    assert ended.lines[0].endswith(": Carlos Díaz")
    assert saved(file)["runs"]["1"]["subject"] == {"kind": "member", "id": 3}
    again = coptui("-f", file, "walk", "newcomer", "--plain", typed="")
    assert again.lines[0].endswith(": Carlos Díaz")
    other = coptui("-f", file, "walk", "newcomer", "--plain", "--about", "anna", typed="")
    assert other.lines[0].endswith(": Anna Berg")
    assert coptui("-f", file, "walk", "newcomer", "--plain", "--about", "ann").code == 2


def test_an_unknown_checklist_is_met_with_the_nearest(coptui, file):
    ended = coptui("-f", file, "walk", "smal-round", "--plain")
    assert ended.code == 2
    assert "small-round" in ended.err


def test_a_checklist_that_is_about_the_community_is_about_nobody(walk):
    assert walk("", "--about", "carlos").code == 2


def test_names_and_notes_cannot_harm_the_reader(walk, file, saved):
    held = json.loads(file.read_text())
    held["members"]["3"]["name"] = "Carl\x1b]0;x\x07os"
    file.write_text(json.dumps(held))
    out = walk("3\ny\n1\ncarl\nq\n", "--anew").out + walk("b\nq\n").out
    assert "\x1b" not in out
    assert "Carl\u241b" in out


@pytest.mark.parametrize("answered", range(1, 5))
def test_a_killed_walk_goes_on_at_its_next_step(walk, file, saved, answered):
    lines = ALL.splitlines(keepends=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "coptui", "-f", str(file), "walk", "small-round", "--plain"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    for at, line in enumerate(lines[:answered]):
        process.stdin.write(line.encode())
        process.stdin.flush()
        # The next question is asked only when the answer is on disk.
        while f"{at + 2} of 5." not in process.stdout.readline().decode():
            assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert [entry["step"] for entry in log(saved, file)] == ["heard", "dated", "form", "who"][
        :answered
    ]
    ended = walk("".join(lines[answered:]))
    assert f"Carrying on where you stopped: {answered} of 5 questions answered." in ended.lines
    assert f"{answered + 1} of 5. How we are" in ended.lines
    run = saved(file)["runs"]["1"]
    assert [entry["value"] for entry in run["log"]] == [3, True, "a walk", [3, 2], "Two words"]
    assert run["finished_at"]


def test_ctrl_c_ends_quietly_with_130(file):
    process = subprocess.Popen(
        [sys.executable, "-m", "coptui", "-f", str(file), "walk", "small-round", "--plain"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    while "Answer:" not in process.stdout.readline().decode():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, b"")


def test_a_person_who_mistypes_is_asked_again(walk, monkeypatch):
    from coptui.cli import output

    monkeypatch.setattr(output, "interactive", lambda: True)
    ended = walk("7\n3\nq\n")
    assert ended.code == 0
    assert "'7' isn't an answer to this question." in ended.err
    assert "Stopped at question 2 of 5; 1 answered and saved." in ended.lines


def test_an_answer_that_is_a_fact_is_recorded_line_by_line_too(coptui, file, saved):
    typed = "ask Ann\n4\nwarm\nanna\nb\nm\nq\n"
    out = coptui("-f", file, "walk", "before-event", "--plain", "--about", "apr", typed=typed)
    assert out.code == 0, out.err
    assert saved(file)["events"]["2"]["hosts"] == [2]
    assert any(line.startswith("Recorded: ") for line in out.lines)
