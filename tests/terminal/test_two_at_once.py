"""Two people, two terminals, one file: what one saves is on the other's screen by itself."""

from __future__ import annotations

import json
import time

import pytest

SOON = 3.0
"""Seconds within which a change made elsewhere is on the screen."""


@pytest.fixture
def both(start, circle):
    found = [
        start("-f", str(circle), COPTUI_USER=name, XDG_STATE_HOME=str(circle.parent / name))
        for name in ("ann", "beth")
    ]
    for terminal in found:
        terminal.wait_for("Members 3")
        terminal.read()
    return found


def member(circle, number: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(circle.read_bytes())["members"][number]
    return found


def test_a_change_appears_within_three_seconds_with_who_made_it(
    both, circle, record_property
) -> None:
    ann, beth = both
    ann.type("nA secret word\r")
    ann.wait_for("Noted: Ilse Brandt")
    saved = time.monotonic()
    beth.wait_for("ann changed Ilse Brandt, 1 field.", limit=SOON)
    took = time.monotonic() - saved
    assert "secret" not in beth.text()
    record_property("measured", f"a change made elsewhere was told after {took:.1f} s")
    # And nothing more is sent until a key is pressed.
    beth.read()
    before = len(beth.sent)
    beth.read(quiet=2.5, limit=2.5)
    assert len(beth.sent) == before
    beth.press("j")
    beth.wait_for("/ filter")


def open_form(terminal, text: str) -> None:
    terminal.press("e")
    terminal.wait_for("Edit Ilse Brandt")
    terminal.press("tab", "tab", "\x15")
    terminal.type(text)
    terminal.wait_for(text)


@pytest.mark.parametrize(("key", "kept"), [("m", "Hers"), ("t", "His")])
def test_two_edits_of_one_field_are_chosen_by_key(both, circle, key, kept) -> None:
    ann, beth = both
    open_form(ann, "His")
    open_form(beth, "Hers")
    ann.press("enter")
    ann.wait_for("Saved: ")
    beth.press("enter")
    beth.wait_for("Changed elsewhere")
    # The title may come before the rest.
    beth.wait_for("His, by ann")
    beth.wait_for("Hers")
    beth.press(key)
    beth.wait_for("Members 3")
    assert member(circle, "1")["organisation"] == kept
    if key == "m":
        ann.wait_for("beth changed Ilse Brandt, 1 field.", limit=SOON)


def test_a_person_deleted_there_comes_back_with_what_was_typed_here(both, circle) -> None:
    ann, beth = both
    open_form(beth, "Hers")
    ann.press("D")
    ann.wait_for("Delete Ilse Brandt?")
    ann.press("y")
    ann.wait_for("Members 2")
    beth.press("enter")
    beth.wait_for("deleted, by ann")
    beth.press("m")
    beth.wait_for("Saved.")
    assert member(circle, "1") == {
        "name": "Ilse Brandt", "organisation": "Hers", "offers": ["listening"],
    }  # fmt: skip
    ann.wait_for("Members 3", limit=SOON)


def test_an_answer_of_a_walk_and_a_roll_call_at_once_are_both_kept(
    both, circle, answers_in
) -> None:
    ann, beth = both
    ann.press("r")
    ann.wait_for("Open its roll call now?")
    ann.press("y")
    ann.wait_for("Roll call")
    beth.press("c")
    beth.wait_for("Checklists ")
    beth.press("enter")
    beth.wait_for(" 1 of ")
    for number in range(3):
        ann.press(" ")
        beth.press(str(number))
        beth.wait_for(f"[{number} ")
    ann.press("q")
    ann.wait_for("Members 3")
    found = json.loads(circle.read_bytes())
    assert len(found["events"]["1"]["attendance"]) == 3
    assert answers_in(circle) == [0, 1, 2]


def test_two_windows_of_one_person_share_no_draft(start, circle) -> None:
    first = start("-f", str(circle))
    first.wait_for("Members 3")
    first.press("n")
    first.wait_for("Note")
    first.type("half a sentence")
    first.wait_for("half a sentence")
    first.read(quiet=0.8, limit=2)
    second = start("-f", str(circle))
    second.wait_for("Members 3")
    assert "Unsaved" not in second.text()
    second.press("n")
    second.wait_for("Note")
    second.type("another thought")
    second.wait_for("another thought")
    assert "half a sentence" not in second.text()
    second.press("enter")
    second.wait_for("Noted")
    first.type(" more")
    first.wait_for("half a sentence more")
    first.press("enter")
    first.wait_for("Noted")
    notes = json.loads(circle.read_text())["members"]["1"]["notes"]
    assert [note["text"] for note in notes] == ["another thought", "half a sentence more"]


def test_presenter_mode_of_one_window_is_not_that_of_the_next_but_outlasts_a_kill(
    start, circle
) -> None:
    first = start("-f", str(circle))
    first.wait_for("Members 3")
    first.press("z")
    first.wait_for("PRESENTING")
    second = start("-f", str(circle))
    second.wait_for("Members 3")
    assert "PRESENTING" not in second.text()
    first.kill()
    first.wait(5)
    third = start("-f", str(circle))
    third.wait_for("PRESENTING")
