"""Presenter mode: one key, and no screen shows what is private or confidential."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from test_sizes import OPENED, WAYS
from textual.widgets import Input, TextArea

from coptui.samples import SAMPLES, copy_sample
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.shell.where import TYPED_IN


def secrets(tables: dict) -> set[str]:
    """Every private and confidential string of a file, whole and in its first words."""
    found: set[str] = set()
    for member in tables["members"].values():
        found |= {*member.get("emails", ()), *member.get("handles", {}).values()}
        found |= {member.get("phone", ""), member.get("left_reason", "")}
        found |= {note["text"] for note in member.get("notes", ())}
        found |= {member.get("level_override", {}).get("reason", "")}
    for touch in tables["touches"].values():
        found.add(touch.get("text", ""))
    for action in tables["actions"].values():
        if action.get("about") or isinstance(action.get("owner"), int):
            found.add(action["text"])
    for ask in tables["asks"].values():
        found.add(ask["text"])
    for table in ("topics", "events"):
        for record in tables[table].values():
            private = ("notes", "aftercare")
            if record.get("confidential"):
                private = (*private, "title", "outcome", "next_step", "agenda", "summary")
            found |= {record.get(field, "") for field in private}
            found |= {entry.get("note", "") for entry in record.get("pulse", ())}
    for story in tables["stories"].values():
        if story.get("consent") != "public":
            found.add(story["text"])
    for run in tables["runs"].values():
        for answer in run["log"]:
            found |= {answer.get("note", ""), answer.get("waived", "")}
            if isinstance(answer.get("value"), str) and len(answer["value"]) > 7:
                found.add(answer["value"])
    # Lines are cut and wrapped on the screen: the first words give a secret away already. What
    # stands in an open record too, such as the name of a series, is none.
    told = json.dumps(
        [
            [record.get(field, "") for field in ("title", "series", "summary", "agenda", "outcome")]
            for table in ("topics", "events")
            for record in tables[table].values()
            if not record.get("confidential")
        ],
        ensure_ascii=False,
    )
    return {text[:22] for text in found if len(text) > 3 and text[:22] not in told}


@pytest.mark.parametrize("name", sorted(SAMPLES))
async def test_no_screen_shows_anything_private(
    name, tmp_path: Path, open_app, screen_text
) -> None:
    path = copy_sample(name, tmp_path, date(2026, 11, 22))
    hidden = secrets(json.loads(path.read_text("utf-8")))
    assert len(hidden) > 100
    app = open_app(path)
    async with app.run_test(size=(120, 50)) as pilot:
        seen: list[str] = []

        async def look(*keys: str) -> str:
            await pilot.press(*keys)
            text = " ".join(screen_text(app).split())
            seen.append(text)
            assert "PRESENTING" in text, keys
            return text

        await look("z")
        for pane, table in (("1", "members"), ("2", "topics"), ("3", "events")):
            await look(pane)
            records = app.session.community.table(table)
            keys = [key for key in app.screen.panes[table].rows.keys if key]
            # Every confidential record and every third of the others.
            for key in {
                *keys[::3],
                *(key for key in keys if getattr(records[key[1]], "confidential", False)),
            }:
                app.screen.show_record(key)
                await pilot.pause()
                await look()
            app.screen.panes[table].focus()
            await look("s", "s")
        await look("1", "enter", "end", "enter", "q")
        await look("4", "pageup", "pageup")
        await look("end", "home")
        await look("1")
        for event in ("3", "3"):
            await look(event, "down", "down", "b")
            await look("pagedown")
            await look("b")
            await look("q")
        await look("2", "T", *"comm")
        await look("escape")
        await look("1")
        for blocked in ("0", "c", "p", "w", "e", "D", "5", "B"):
            assert "Hidden in presenter mode" in await look(blocked)
        for word in ("@example", "555", "case", "core", "notes"):
            await look("g", *word, "down", "enter")
            await look("q")
        await look("colon", *"undo")
        await look("backspace", "backspace", "backspace", "backspace", "backspace")
        await look("question_mark", "pagedown", "q")
        await look("v")
        await look("a", "q")
        await look("r", "space", "full_stop")
        await look("question_mark", "q")
        await look("plus", "m", *"Lena Voss", "enter")
        await look("u")
        await look("q")
        await look("1", "t", *"quiet word", "enter")
        await look("u")
        await look("a")
        await look("escape")
        text = "\n".join(seen)
        told = {secret for secret in hidden if " ".join(secret.split()) in text}
        assert told == set()
        for level in ("core", "active", "peripheral", "quiet", "no trace"):
            assert f"Why {level}" not in text
        assert "private line" not in text


async def test_leaving_asks_and_it_outlasts_a_lost_line(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("z")
        await pilot.pause()
        assert "PRESENTING" in screen_text(app)
        assert "amara@example.org" not in screen_text(app)
        await pilot.press("z", "n")
        await pilot.pause()
        assert app.presenting
    app.desk.drafts.close()
    again = open_app()
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "PRESENTING" in screen_text(again)
        assert "amara@example.org" not in screen_text(again)
        await pilot.press("z", "y")
        await pilot.pause()
        assert not again.presenting
        assert "PRESENTING" not in screen_text(again)
        assert "amara@example.org" in screen_text(again)
    third = open_app()
    async with third.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert not third.presenting


async def test_what_is_written_meanwhile_loses_nothing(open_app, on_disk, path) -> None:
    document = json.loads(path.read_text("utf-8"))
    document["events"]["7"]["starts_at"] = "2026-11-22T18:00"
    path.write_text(json.dumps(document))
    before = on_disk("members")["1"]
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("z", "n", *"said in the room", "enter")
        await pilot.pause()
        await pilot.press("r", "space", "enter")
        await pilot.pause()
    member = on_disk("members")["1"]
    assert [note["text"] for note in member["notes"]] == [
        "Tired of late shifts.",
        "said in the room",
    ]
    assert {**member, "notes": before["notes"]} == before
    assert on_disk("events")["7"]["attendance"]["1"] == {"rsvp": "yes", "status": "attended"}
    assert on_disk("touches")


async def test_from_a_walk_it_goes_home_first(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "enter", "3", "z")
        await pilot.pause()
        assert "1 Members" in screen_text(app)
        assert "[3 " not in screen_text(app)


async def test_a_draft_is_not_laid_open(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"about her divorce")
        app.screen.keep_draft()
        await pilot.press("ctrl+c")
    again = open_app()
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.press("z", "n")
        await pilot.pause()
        assert "divorce" not in screen_text(again)
        assert "Amara" not in screen_text(again).split("Private note")[1]


@pytest.mark.parametrize("way", sorted(WAYS))
async def test_its_key_works_over_every_screen_and_question(way, open_app) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press(*WAYS[way])
        if way in OPENED:
            await app.open(await OPENED[way][1](app))
        await pilot.pause()
        if isinstance(app.screen.focused, Input | TextArea) or not TYPED_IN.isdisjoint(
            app.screen.where()
        ):
            return  # z is a letter there.
        await pilot.press("z")
        await pilot.pause()
        assert app.presenting


WRITTEN = {
    "a note": ("1", "n"),
    "a topic's note": ("2", "n"),
    "a conversation": ("t",),
    "a follow-up": ("f",),
    "a request": ("plus", "a"),
    "a topic idea": ("plus", "i"),
    "a story": ("plus", "s"),
    "an introduction": ("plus", "n"),
}


@pytest.mark.parametrize("entry", sorted(WRITTEN))
async def test_what_is_typed_is_not_shown_to_the_room(entry, open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("z", *WRITTEN[entry], *"quiet worry @dan")
        await pilot.pause()
        said = screen_text(app)
        assert "worry" not in said and "****" in said
        assert "Private note" in said and "hidden from the room" in said
        await pilot.press("enter")
        await pilot.pause()
        # The idea itself becomes a topic, which a room may see.
        assert "worry" not in screen_text(app) or entry == "a topic idea"


async def test_a_note_on_an_event_says_that_everyone_reads_it(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        for keys in (("3", "n"), ("escape", "z", "3", "n")):
            await pilot.press(*keys)
            await pilot.pause()
            assert "For everyone: it goes into the summary" in screen_text(app)


async def test_no_story_is_said_to_wait_while_they_are_hidden(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(100, 30)) as pilot:
        for keys in (("v", "a", "z"), ("v", "a")):
            await pilot.press(*keys)
            await pilot.pause()
            assert "No story is waiting" not in screen_text(app)


@pytest.mark.parametrize("keys_to", ["1", "4", "ry"])
async def test_the_key_line_offers_only_what_works(keys_to, open_app) -> None:
    app = open_app()
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.press("z", *keys_to)
        await pilot.pause()
        keys = app.screen.query_one(KeyBar).render_line(0).text
        hidden = [c for c in app.screen.commands(app.screen.BAR) if not c.fit_to_show]
        words = {command.word for command in hidden}
        assert not words & set(keys.split()), keys
        assert app.session.presenting
