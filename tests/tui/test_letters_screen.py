"""Letters from the full screen: who gets one and why, what stands in it, and where it went."""

from __future__ import annotations

import asyncio
import json
import os
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest

from tests.until import until

SETTINGS = "mail:\n  from: circle@example.org\n"


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    """The folder of the settings, with an address that letters come from."""
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "config.yaml").write_text(SETTINGS)
    return folder


@pytest.fixture
def path(path: Path) -> Path:
    """Everyone has an address, one asked for no contact."""
    content = json.loads(path.read_text())
    for number, member in content["members"].items():
        member["emails"] = [f"m{number}@example.org"]
    content["members"]["3"]["contact_ok"] = False
    path.write_text(json.dumps(content))
    return path


async def test_an_invitation_is_read_and_saved_as_files(
    open_app, screen_text, on_disk, mail, tmp_path, monkeypatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "L", "i")
        await app.workers.wait_for_complete()
        await pilot.pause()
        text = screen_text(app)
        assert "Invitation  Community call" in text
        assert "You are invited to Community call" in text
        await pilot.press("end")
        await pilot.pause()
        assert "asked not to be contacted" in screen_text(app)
        await pilot.press("w", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "Written:" in screen_text(app)
        (folder,) = (tmp_path / "here").iterdir()
        letters = [message_from_bytes(file.read_bytes(), policy=SMTP) for file in folder.iterdir()]
        assert letters
        assert "m3@example.org" not in {str(letter["To"]) for letter in letters}
        noted = {number for number, member in on_disk("members").items() if member.get("letters")}
        assert len(noted) == len(letters)
        await pilot.press("u")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert not any(member.get("letters") for member in on_disk("members").values())


async def test_sending_asks_first_and_no_is_no(
    open_app, screen_text, on_disk, mail, tmp_path
) -> None:
    sendmail = tmp_path / "sendmail"
    sendmail.write_text(f"#!/bin/sh\ncat >> {tmp_path}/sent\n")
    sendmail.chmod(0o700)
    (mail / "config.yaml").write_text(f"{SETTINGS}  sendmail: {sendmail}\n")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "L", "i")
        await app.workers.wait_for_complete()
        await pilot.press("s", "n")
        await app.workers.wait_for_complete()
        assert not (tmp_path / "sent").exists()
        await pilot.press("s", "y")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert (tmp_path / "sent").read_text().count("Message-ID") == len(
            [one for one in on_disk("members").values() if one.get("letters")]
        )
        before = (tmp_path / "sent").read_text()
        await pilot.press("s")
        await pilot.pause()
        assert "no letter to send" in screen_text(app)
        assert (tmp_path / "sent").read_text() == before


async def test_without_settings_it_says_what_to_do(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "L", "i", "s")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "setting `mail`" in screen_text(app)


async def test_to_the_person_under_the_cursor_or_those_marked(open_app, screen_text, mail) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "L", "t")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "1 letter to send" in screen_text(app)
        await pilot.press("q", "m", "m", "L", "t")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "2 letters to send" in screen_text(app)


async def test_while_presenting_there_are_no_letters(open_app, screen_text, mail) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("z", "3", "L")
        await pilot.pause()
        assert "Which letter" not in screen_text(app)


async def test_leaving_ends_the_sending_and_the_next_one_goes_on(
    open_app, screen_text, on_disk, mail, tmp_path
) -> None:
    """The third letter is held until the screen was left."""
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    sendmail = tmp_path / "sendmail"
    sendmail.write_text(
        f"#!/bin/sh\ncat >> {tmp_path}/sent\n"
        f'[ "$(grep -c ^Message-ID {tmp_path}/sent)" = 3 ] && cat {gate} > /dev/null\nexit 0\n'
    )
    sendmail.chmod(0o700)
    (mail / "config.yaml").write_text(f"{SETTINGS}  sendmail: {sendmail}\n")

    def sent() -> int:
        file = tmp_path / "sent"
        return file.read_text().count("\nMessage-ID") if file.exists() else 0

    def noted() -> int:
        return sum(bool(member.get("letters")) for member in on_disk("members").values())

    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "L", "i")
        await app.workers.wait_for_complete()
        await pilot.press("s", "y")
        await until(lambda: sent() == 3)
        await pilot.press("q")
        await pilot.pause()
        await asyncio.to_thread(gate.write_text, "go")
        await until(lambda: noted() == 3)
        assert (sent(), noted()) == (3, 3)
        await pilot.press("L", "i")
        await app.workers.wait_for_complete()
        await pilot.press("s", "y")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert sent() == noted() == 5


async def test_only_the_letters_that_are_listed_are_answers(open_app, screen_text, mail) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "home", "L")
        question = app.screen
        assert "i invitation" in screen_text(app) and "t thanks" not in screen_text(app)
        await pilot.press("a")
        assert app.screen is question
        assert "Press i or r." in screen_text(app)


async def test_about_a_cancelled_event_there_is_no_letter(
    open_app, path, screen_text, mail
) -> None:
    tables = json.loads(path.read_text("utf-8"))
    tables["events"]["7"]["status"] = "cancelled"
    path.write_text(json.dumps(tables), "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        while app.screen.shown != ("events", 7):
            await pilot.press("down")
        home = app.screen
        await pilot.press("L")
        assert app.screen is home
        assert "Community call is cancelled, and there is no letter" in screen_text(app)
