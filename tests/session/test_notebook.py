"""My notebook: a file of its own, of which not a byte is in what others can read."""

from __future__ import annotations

import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coptui.checklists.run import answer_of
from coptui.checklists.shelf import find_checklists
from coptui.core.model.edits import add_note
from coptui.core.model.records import Action
from coptui.core.writing.meaning import Meant
from coptui.core.writing.notebook import Reminder, naming, put_off, reworded, ticked, write_down
from coptui.errors import CoptError, ReadOnly, UsageError
from coptui.session import Session
from coptui.store.notebook import NotebookFile
from coptui.store.store import Store
from coptui.walking import Walks
from tests.new_store import new_store

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)
SECRET = "plum-coloured doubts"


def opened(folder: Path, name: str = "circle.json", **more: bool) -> Session:
    shared = folder / "shared"
    shared.mkdir(exist_ok=True)
    path = shared / name
    if not path.exists():
        new_store(path, {"name": name.removesuffix(".json").title()}).close()
    return Session(
        Store(path),
        by="ann",
        clock=lambda: NOW,
        today=TODAY,
        notebook=NotebookFile(folder / "data" / "notebook.json", state=folder / "state", **more),
    )


def with_members(session: Session) -> Session:
    from coptui.core.model.edits import create
    from coptui.core.model.records import Member

    for name in ("Ann Lee", "Beth Lindqvist"):
        session.edit(create(Member(name=name)))
    return session


def keep(session: Session, line: str, member: int | None = None) -> None:
    book = session.notebook
    book.edit(write_down(line, session.community, book.whose, session.today, member))


def test_reading_makes_no_file(tmp_path: Path) -> None:
    session = opened(tmp_path)
    assert session.notebook.entries() == session.notebook.due() == []
    assert session.runs() == []
    assert not (tmp_path / "data").exists()


def test_a_note_and_a_reminder_are_kept_for_me_alone(tmp_path: Path) -> None:
    session = with_members(opened(tmp_path))
    keep(session, SECRET, 2)
    keep(session, "ask @ann whether she is well !3d")
    path = tmp_path / "data" / "notebook.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    note, reminder = sorted(session.notebook.entries(), key=lambda entry: entry.table)
    assert (note.member, note.text, note.on) == (2, SECRET, TODAY)
    assert isinstance(reminder, Reminder)
    assert (reminder.member, reminder.on) == (1, date(2026, 11, 25))
    assert session.notebook.due() == []
    session.notebook.edit(put_off(reminder, TODAY))
    (due,) = session.notebook.due()
    session.notebook.edit(ticked(due, TODAY))
    assert session.notebook.due() == []
    assert len(session.notebook.entries()) == 1
    assert session.notebook.undo() == "undo: private reminder done"
    assert [entry.id for entry in session.notebook.due()] == [due.id]
    session.notebook.edit(reworded(note, "other words"))
    again = opened(tmp_path)
    assert "other words" in [entry.text for entry in again.notebook.entries()]


def test_no_byte_of_it_is_where_others_can_read(tmp_path: Path) -> None:
    """The shared file, its backups, its history, and whatever else lies beside it."""
    session = with_members(opened(tmp_path))
    keep(session, SECRET, 2)
    keep(session, f"{SECRET} !1d", 2)
    template = find_checklists().get("coordinator")
    run = Walks(session).begin(template)
    for step in Walks(session).at(run).steps:
        if step.answer == "text":
            Walks(session).answer(
                run, answer_of(step, SECRET), Meant(Action(text=SECRET, owner="ann"))
            )
        else:
            Walks(session).answer(run, answer_of(step, "n/a", waived=SECRET))
    Walks(session).finish(run)
    session.edit(add_note(session.community.members[1], "an open note", by="ann", on=TODAY))
    session.undoing.undo()
    beside = [path for path in (tmp_path / "shared").rglob("*") if path.is_file()]
    assert len(beside) > 1
    for path in beside:
        assert SECRET.encode() not in path.read_bytes(), path
        assert b"coordinator" not in path.read_bytes(), path
    mine = [path for path in tmp_path.rglob("*") if path.is_file() and path not in beside]
    assert any(SECRET.encode() in path.read_bytes() for path in mine)
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in mine)


def test_a_walk_in_it_goes_on_ends_and_is_compared(tmp_path: Path) -> None:
    session = with_members(opened(tmp_path))
    template = find_checklists().get("coordinator")
    run = Walks(session).begin(template)
    assert run < 0
    step = Walks(session).at(run).steps[0]
    Walks(session).answer(
        run, answer_of(step, 2), Meant(Action(text="rest", owner="ann", due_on=TODAY))
    )
    assert [reminder.text for reminder in session.notebook.due()] == ["rest"]
    again = opened(tmp_path)
    assert Walks(again).at(run).answers[step.id].value == 2
    Walks(again).finish(run)
    assert again.community.runs == {}
    assert again.community.snapshots == {}
    second = Walks(again).begin(template)
    earlier = again.previous(Walks(again).at(second).run)
    assert earlier is not None
    assert earlier.id == run
    with pytest.raises(UsageError, match="no answered checklist with the id -9"):
        Walks(again).at(-9)


def test_while_a_room_looks_on_it_is_empty_and_shut(tmp_path: Path) -> None:
    session = with_members(opened(tmp_path))
    keep(session, f"{SECRET} !today", 2)
    run = Walks(session).begin(find_checklists().get("coordinator"))
    session.present(True)
    assert session.notebook.entries() == session.notebook.due() == []
    assert session.runs() == []
    with pytest.raises(UsageError):
        Walks(session).at(run)
    with pytest.raises(UsageError, match="hidden in presenter mode"):
        keep(session, "more")
    session.present(False)
    assert len(session.notebook.due()) == 1


def test_each_community_has_its_own_part_and_a_moved_file_keeps_its_own(tmp_path: Path) -> None:
    session = opened(tmp_path)
    keep(session, "about the circle")
    session.close()
    other = opened(tmp_path, "readers.json")
    assert other.notebook.entries() == []
    keep(other, "about the readers")
    other.close()
    moved = tmp_path / "shared" / "circle-2027.json"
    (tmp_path / "shared" / "circle.json").rename(moved)
    assert [e.text for e in opened(tmp_path, moved.name).notebook.entries()] == ["about the circle"]


def test_who_is_named_in_it_can_be_found(tmp_path: Path) -> None:
    session = with_members(opened(tmp_path))
    keep(session, "she seems tired", 2)
    keep(session, "beth lindqvist and the keys")
    keep(session, "the keys")
    template = find_checklists().get("coordinator")
    run = Walks(session).begin(template)
    step = next(step for step in template.steps() if step.answer == "text")
    Walks(session).answer(run, answer_of(step, "What Beth Lindqvist said"))
    found = naming(session.notebook.content(), ["Beth Lindqvist"])
    assert sorted(record.table for record in found) == ["notes", "walks"]
    assert naming(session.notebook.content(), ["", "Nobody"]) == []


def test_later_notes_do_not_exist_yet_on_an_earlier_day(tmp_path: Path) -> None:
    keep(opened(tmp_path), "today's")
    path = tmp_path / "shared" / "circle.json"
    notebook = NotebookFile(tmp_path / "data" / "notebook.json")
    earlier = Session(
        Store(path), by="ann", clock=lambda: NOW, today=date(2026, 1, 1), notebook=notebook
    )
    assert earlier.notebook.entries() == []


def test_a_notebook_that_cannot_be_read_or_written_is_said(tmp_path: Path) -> None:
    session = opened(tmp_path, read_only=True)
    with pytest.raises(ReadOnly):
        keep(session, "something")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "notebook.json").write_text("{")
    broken = opened(tmp_path)
    assert "notebook.json" in broken.notebook.fault()
    assert broken.runs() == []
    with pytest.raises(CoptError):
        broken.notebook.entries()
    none = Session(Store(tmp_path / "shared" / "circle.json"), by="ann", clock=lambda: NOW)
    with pytest.raises(UsageError, match="no notebook"):
        keep(none, "something")


def test_who_is_forgotten_is_in_no_byte_of_it_nor_of_its_backups(tmp_path: Path) -> None:
    session = with_members(opened(tmp_path))
    keep(session, "@beth is worn out")
    keep(session, "ring @ann about Beth Lindqvist !1d")
    run = Walks(session).begin(find_checklists().get("coordinator"))
    step = next(one for one in Walks(session).at(run).steps if one.answer == "text")
    Walks(session).answer(run, answer_of(step, "Beth carries it all"))
    before = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert any(b"Lindqvist" in path.read_bytes() for path in before)
    session.forget(2)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            data = path.read_bytes().lower()
            assert b"beth" not in data and b"lindqvist" not in data, path
    (about_ann,) = session.notebook.entries()
    assert "someone" in about_ann.text
