"""Two people in one file: what the other did is told quietly, and nothing typed is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from coptui.core.model.edits import add_note, create, delete, update
from coptui.core.model.records import Ask, Member
from coptui.session import Session
from coptui.store.store import Store
from coptui.tui.shell import asking


def path_of(session: Session) -> Path:
    """The file that a session has open."""
    assert session.whereabouts.file is not None
    return session.whereabouts.file


def deletes(session: Session, member: int) -> None:
    session.refresh()
    session.edit(delete(session.community, "members", member))


def changes(session: Session, member: int, **fields: object) -> None:
    session.refresh()
    now = session.community.members[member]
    session.edit(update(now, replace(now, **fields)))


# What the other did


def two_fields(beth: Session) -> None:
    changes(beth, 6, organisation="Harbour", pronouns="she")


def a_newcomer(beth: Session) -> None:
    beth.edit(create(Member(name="Aaron New")))


def a_deletion(beth: Session) -> None:
    deletes(beth, 6)


def a_request(beth: Session) -> None:
    beth.edit(create(Ask(text="A secret worry", asker=6)))


def a_secret_topic(beth: Session) -> None:
    now = beth.community.topics[3]
    beth.edit(update(now, replace(now, title="The Miller family again")))


def a_note(beth: Session) -> None:
    from datetime import date

    beth.edit(
        add_note(beth.community.members[6], "A secret worry", by="beth", on=date(2026, 11, 22))
    )


def several(beth: Session) -> None:
    a_newcomer(beth)
    a_request(beth)
    two_fields(beth)


def nobody_named(beth: Session) -> None:
    text = path_of(beth).read_text("utf-8").replace("Emil Sørensen", "Emil Soerensen")
    path_of(beth).write_text(text, "utf-8")


TOLD: dict[Callable[[Session], None], str] = {
    two_fields: "beth changed Farah Aziz, 2 fields.",
    a_newcomer: "beth added Aaron New.",
    a_deletion: "beth deleted Farah Aziz",
    a_request: "beth added a request.",
    a_secret_topic: "beth changed case 14, 1 field.",
    a_note: "beth changed Farah Aziz, 1 field.",
    several: "beth changed Farah Aziz, 2 fields, and 2 more.",
    nobody_named: "The file was changed by another program.",
}


@pytest.mark.parametrize("what", TOLD, ids=lambda what: what.__name__)
async def test_what_the_other_did_is_told_in_one_quiet_line(
    what, open_app, beth, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("j", "j")
        what(beth)
        await app._lookout.look()
        await pilot.pause()
        assert TOLD[what] in screen_text(app).splitlines()[-1]
        assert "secret" not in screen_text(app) and "Miller" not in screen_text(app)
        await pilot.press("j")
        await pilot.pause()
        assert "filter" in screen_text(app).splitlines()[-1]


async def test_two_others_are_counted(open_app, beth, path, screen_text) -> None:
    hana = Session(Store(path), by="hana", clock=lambda: datetime(2026, 11, 22, tzinfo=UTC))
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        two_fields(beth)
        changes(hana, 2, location="Pier")
        await app._lookout.look()
        await pilot.pause()
        assert "beth and hana made 2 changes." in screen_text(app)


async def test_it_is_told_beside_a_save_of_mine(open_app, beth, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("j", "j")
        two_fields(beth)
        await pilot.press("n", *"A word", "enter")
        await pilot.pause()
        assert "Noted" in screen_text(app).splitlines()[-1]
        await app._lookout.look()
        await pilot.pause()
        assert f"Noted: Carlos Díaz  {TOLD[two_fields]}" in screen_text(app)


async def test_it_waits_until_nothing_is_being_typed(open_app, beth, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("n", *"Half a sent")
        two_fields(beth)
        await app._lookout.look()
        await pilot.pause()
        assert "beth changed" not in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        await app._lookout.look()
        await pilot.pause()
        assert TOLD[two_fields] in screen_text(app)


async def test_a_room_that_looks_on_is_told_nothing(open_app, beth, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("z")
        two_fields(beth)
        await app._lookout.look()
        await pilot.pause()
        assert "beth" not in screen_text(app).splitlines()[-1].casefold()
        await app.present(False)
        await pilot.press("j")
        await app._lookout.look()
        await pilot.pause()
        assert "beth changed" not in screen_text(app)


# The same field


@pytest.mark.parametrize(("key", "kept"), [("m", "Mine"), ("t", "Theirs")])
async def test_two_edits_of_one_field_stand_side_by_side(
    key, kept, open_app, beth, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "j", "e", "tab", "tab", "ctrl+u", *"Mine")
        changes(beth, 3, organisation="Theirs")
        await pilot.press("enter")
        await pilot.pause()
        said = screen_text(app)
        assert "member Carlos Díaz: Employer" in said
        assert "mine      Mine" in said and "theirs    Theirs, by beth" in said
        await pilot.press(key)
        await pilot.pause()
        assert on_disk("members")["3"]["organisation"] == kept
        assert type(app.screen).__name__ == "HomeScreen"


async def test_what_changes_again_while_it_is_read_is_shown_again(
    open_app, beth, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("j", "j", "e", "tab", "tab", "ctrl+u", *"Mine")
        changes(beth, 3, organisation="Theirs")
        await pilot.press("enter")
        await pilot.pause()
        changes(beth, 3, organisation="Later")
        await pilot.press("m")
        await pilot.pause()
        assert "theirs    Later, by beth" in screen_text(app)
        assert on_disk("members")["3"]["organisation"] == "Later"
        await pilot.press("m")
        await pilot.pause()
        assert on_disk("members")["3"]["organisation"] == "Mine"


async def test_what_was_theirs_and_what_was_mine_is_said(
    open_app, beth, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("j", "j", "e", "tab", *"he", "tab", "ctrl+u", *"Mine")
        changes(beth, 3, organisation="Theirs")
        await pilot.press("enter", "t")
        await pilot.pause()
        assert "Kept theirs: Employer. Saved yours: Pronouns." in screen_text(app)
    assert (on_disk("members")["3"]["organisation"], on_disk("members")["3"]["pronouns"]) == (
        "Theirs",
        "he",
    )


async def test_what_i_did_in_another_window_is_said_as_mine(open_app, beth, screen_text) -> None:
    app = open_app()
    beth.by = app.session.by
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("j", "j", "e", "tab", "tab", "ctrl+u", *"Mine")
        changes(beth, 3, organisation="Theirs")
        await pilot.press("enter")
        await pilot.pause()
        assert "theirs    Theirs, by you, in another window" in screen_text(app)


async def left_unsettled(pilot, beth) -> None:
    """Carlos's organisation becomes "Mine" in a form, met "Theirs", and nothing was chosen."""
    await pilot.press("j", "j", "e", "tab", "tab", "ctrl+u", *"Mine")
    changes(beth, 3, organisation="Theirs")
    await pilot.press("enter", "q")
    await pilot.pause()


async def test_going_back_keeps_the_form_and_the_screens_below_are_new(
    open_app, beth, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await left_unsettled(pilot, beth)
        assert app.screen.texts()["organisation"] == "Mine"
        assert app.session.community.members[3].organisation == "Theirs"
        assert on_disk("members")["3"]["organisation"] == "Theirs"


# Deleted there while it is edited here


@pytest.mark.parametrize("key", ["m", "t", "q"])
async def test_a_person_deleted_elsewhere_loses_nothing_typed(
    key, open_app, beth, on_disk, screen_text
) -> None:
    before = on_disk("members")["6"]
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        app.screen.show_record(("members", 6))
        await pilot.press("e", "tab", "tab", "ctrl+u", *"Mine")
        deletes(beth, 6)
        await app._lookout.look()
        await pilot.press("enter")
        await pilot.pause()
        said = screen_text(app)
        assert "member Farah Aziz" in said and "deleted, by beth" in said
        assert "Employer: Mine" in said
        assert "m restore my version" in said and "t leave it deleted" in said
        await pilot.press(key)
        await pilot.pause()
        if key == "m":
            assert on_disk("members")["6"] == {**before, "organisation": "Mine"}
            assert app.screen.shown == ("members", 6)
            await app._lookout.look()
            assert "beth deleted" not in screen_text(app)
        else:
            assert "6" not in on_disk("members")
        if key == "q":
            assert app.screen.texts()["organisation"] == "Mine"


async def test_a_person_restored_meanwhile_is_not_saved_over(
    open_app, beth, on_disk, screen_text
) -> None:
    before = on_disk("members")["6"]
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        app.screen.show_record(("members", 6))
        await pilot.press("e", "tab", "tab", "ctrl+u", *"Mine")
        deletes(beth, 6)
        await pilot.press("enter")
        await pilot.pause()
        beth.undoing.undo()
        await pilot.press("t")
        await pilot.pause()
        assert on_disk("members")["6"] == before
        assert "Nothing was saved" in screen_text(app)
        assert app.screen.texts()["organisation"] == "Mine"


@pytest.mark.parametrize("key", ["m", "t", "q"])
async def test_a_note_on_somebody_deleted_elsewhere_is_not_lost(
    key, open_app, beth, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        app.screen.show_record(("members", 6))
        await pilot.press("n", *"Not lost")
        deletes(beth, 6)
        await app._lookout.look()
        await pilot.press("enter")
        await pilot.pause()
        assert "Not lost" in screen_text(app) and "deleted, by beth" in screen_text(app)
        await pilot.press(key)
        await pilot.pause()
        if key == "m":
            (note,) = on_disk("members")["6"]["notes"]
            assert note["text"] == "Not lost"
        if key == "q":
            assert app.screen.query_one("CoptInput").value == "Not lost"


async def test_while_a_room_looks_on_no_side_is_shown(open_app, beth, on_disk, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        app.screen.show_record(("members", 6))
        await pilot.press("z", "n", *"A secret worry")
        deletes(beth, 6)
        await app._lookout.look()
        await pilot.press("enter")
        await pilot.pause()
        said = screen_text(app)
        assert "Changed elsewhere" in said and "hidden in presenter mode" in said
        assert "secret" not in said and "beth" not in said
        await pilot.press("m")
        await pilot.pause()
        assert "secret" not in screen_text(app)
    (note,) = on_disk("members")["6"]["notes"]
    assert note["text"] == "A secret worry"


async def test_somebody_whom_i_delete_and_the_other_changed_is_asked_about(
    open_app, beth, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        app.screen.show_record(("members", 6))
        await pilot.press("D")
        two_fields(beth)
        await pilot.press("y")
        await pilot.pause()
        said = screen_text(app)
        assert "delete anyway" in said and "changed since you saw it, by beth" in said
        await pilot.press("t")
        await pilot.pause()
        assert on_disk("members")["6"]["organisation"] == "Harbour"


WAYS = {
    "note": ("n",), "touch": ("t",), "follow-up": ("f",), "form": ("e", "tab", "tab"),
    "level": ("colon", *"level by hand", "enter"), "an ask": ("plus", "a"),
    "an idea": ("plus", "i"), "a story": ("plus", "s"), "an introduction": ("plus", "n"),
    "only for me": ("plus", "k"), "a guest": ("plus", "m"), "remove": ("colon", *"remove", "enter", "2"),
    "forget": ("colon", *"remove", "enter", "3"), "handover": ("colon", *"hand over", "enter"),
    "review": ("w", "n"), "delete": ("D",), "merge": ("colon", *"merge", "enter"),
    "check in": ("exclamation_mark",), "brief": ("3", "b"), "roll call": ("r", "y"), "walk": ("c", "enter"),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
async def test_whatever_is_done_with_somebody_deleted_elsewhere_ends_in_words(
    way, open_app, beth
) -> None:
    """No fault, whatever screen is open; a line that was typed is saved, asked about or kept."""
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        app.screen.show_record(("members", 6))
        await pilot.press(*WAYS[way])
        asked = type(app.screen).__name__ == "QuestionScreen"
        await pilot.press(*([] if asked else "@farah, core words !fri"))
        deletes(beth, 6)
        await app._lookout.look()
        await pilot.press("y" if asked else "enter")
        await pilot.pause()
        assert app.fault is None
        if type(app.screen).__name__ == "ConflictScreen":
            await pilot.press("m")
            await pilot.pause()
        assert app.fault is None
    json.loads(path_of(beth).read_bytes())


async def test_a_choice_is_never_offered_for_another_edit(open_app, beth, screen_text) -> None:
    """One that was left with q is over; what meets something later is not taken for it."""
    from coptui.core.model.changes import Conflict, Conflicted

    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await left_unsettled(pilot, beth)
        app.screen.close()
        await app.screen.settle(Conflicted([Conflict("runs", 1, "by", "a", "b")]))
        await pilot.pause()
        assert type(app.screen).__name__ == "HomeScreen"
        assert "Someone else changed this at the same time" in screen_text(app)


async def nothing() -> None:
    """What is asked here does nothing."""


async def test_what_changes_below_two_overlays_is_seen_through_both(
    open_app, beth, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.screen.show_record(("members", 1))
        await pilot.press("n")
        await app.open(asking.yes_or_no("Is that so?", nothing))
        await pilot.pause()
        assert "Zenobia" not in screen_text(app)
        changes(beth, 1, name="Zenobia Quill")
        await app._lookout.look()
        await pilot.pause()
        assert "Zenobia Quill" in screen_text(app)
