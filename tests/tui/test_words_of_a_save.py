"""The full screen says "saved" when it is, "not" when it is not, and what went wrong beside it."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coptui.core.model.edits import add_note
from coptui.errors import CoptError
from coptui.store.data_file import DataFile
from coptui.tui.shell.key_bar import KeyBar
from failing_calls import Failing

CODES = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EDQUOT, errno.EINTR)


def said(app: Any) -> str:
    return "".join(span.text for span in app.screen.query_one(KeyBar).spans(0))


async def walk_over(
    app: Any, folder: Path, notes: Callable[[], list[str]], codes: Callable[[int], tuple[int, ...]]
) -> int:
    """Save a note, with each call of the system failing in turn; how many failures there were."""
    runs = 0
    async with app.run_test(size=(200, 40)):
        place, more = 0, True
        while more:
            place += 1
            for code in codes(place):
                for late in (False, True):
                    before = notes()
                    member = app.session.community.members[1]
                    text = f"note {place} {code} {late}"
                    edit = add_note(member, text, by="amara", on=app.session.today)
                    failing = Failing(folder, place, code, late)
                    refused = ""
                    with pytest.MonkeyPatch.context() as patch:
                        failing.patch(patch)
                        app.desk.notice.forget()  # as keys do once it was read
                        app.screen.say()
                        try:
                            await app.screen.save(edit)
                        except CoptError as error:
                            refused = error.message
                    more = bool(failing.hit)
                    runs += more
                    what = f"{failing.hit} {place} {errno.errorcode[code]}: {refused or said(app)}"
                    if refused:
                        assert notes() == before, what
                        assert "Saved" not in said(app), what
                    else:
                        assert notes() == [*before, text], what
                        assert "Saved: " in said(app), what
                    if failing.hit == "fsync" and not refused:
                        assert "Saved, but: " in said(app), what
    return runs


@pytest.fixture
def notes(on_disk: Callable[[str], Any]) -> Callable[[], list[str]]:
    return lambda: [note["text"] for note in on_disk("members")["1"].get("notes", ())]


async def test_it_says_saved_when_it_is(open_app, path, notes) -> None:
    runs = await walk_over(open_app(), path.parent, notes, lambda place: (CODES[place % 5],))
    assert runs > 60


@pytest.mark.long
async def test_it_says_saved_when_it_is_whatever_the_reason(
    open_app, path, notes, record_property
) -> None:
    runs = await walk_over(open_app(), path.parent, notes, lambda place: CODES)
    record_property("measured", f"{runs} failing calls of the full screen's save, 0 told wrongly")


async def test_a_warning_stands_beside_what_is_said_until_the_next_key(
    open_app, path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = DataFile.write_bytes

    def with_a_doubt(self: DataFile, data: bytes, saving: Any, before: Any = None) -> None:
        write(self, data, saving, before)
        saving.warn("The disk did not confirm it: The disk reports an error.")

    app = open_app()
    async with app.run_test(size=(200, 40)) as pilot:
        with monkeypatch.context() as doubtful:
            doubtful.setattr(DataFile, "write_bytes", with_a_doubt)
            await pilot.press("n", *"a note", "enter")
            await pilot.pause()
        assert "Saved, but: The disk did not confirm it" in said(app)
        assert "Noted: Amara Okafor" in said(app)
        await pilot.press("n", *"another", "enter")
        await pilot.pause()
        assert "Noted: Amara Okafor" in said(app) and "but" not in said(app)
        monkeypatch.setattr(DataFile, "write_bytes", with_a_doubt)
        # What says nothing by itself, and what is written into the notebook.
        await app.desk.keep_own(_mine(app))
        assert "Saved, but: The disk did not confirm it" in said(app)


def _mine(app: Any) -> Any:
    from coptui.core.model.edits import create
    from coptui.core.writing.notebook import OwnNote

    whose = app.session.notebook.whose
    return create(
        OwnNote(community=whose.community, file=whose.file, text="mine", on=app.session.today),
        label="mine",
    )
