"""Where a community is kept: what it is known by outlasts its file's name and place."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.lists.listing import saved_under
from coptui.core.writing.notebook import write_down
from coptui.errors import UsageError
from coptui.session import Session
from coptui.store.drafts import Drafts
from coptui.store.new_file import new_community
from coptui.store.notebook import NotebookFile
from coptui.store.opening import is_address, keeper, opened
from coptui.whereabouts import Whereabouts, of_file

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)


def session_of(path: Path, home: Path) -> Session:
    return Session(
        keeper(opened(str(path)), state=home),
        by="ann",
        clock=lambda: NOW,
        notebook=NotebookFile(home / "notebook.json", state=home),
    )


def test_a_moved_file_keeps_its_drafts_lists_and_notebook(tmp_path: Path) -> None:
    path, moved = tmp_path / "one.json", tmp_path / "elsewhere" / "two.json"
    new_community(path, "Circle", "")
    session = session_of(path, tmp_path)
    book = session.notebook
    book.edit(write_down("a private line", session.community, book.whose, date(2026, 11, 22), None))
    drafts = Drafts(tmp_path / "drafts", person="ann")
    drafts.save(f"{session.whereabouts.key} note members 1", {"text": "half a"})
    drafts.remembered.save(saved_under(session.whereabouts.key), {"text": "{}"})
    drafts.close()
    session.close()
    moved.parent.mkdir()
    path.rename(moved)
    # Another community of the same name comes into its place.
    new_community(path, "Circle", "")
    again, other = session_of(moved, tmp_path), session_of(path, tmp_path)
    drafts = Drafts(tmp_path / "drafts", person="ann")
    assert [entry.text for entry in again.notebook.entries()] == ["a private line"]
    assert other.notebook.entries() == []
    assert drafts.load(f"{other.whereabouts.key} note members 1") is None
    assert drafts.remembered.load(saved_under(other.whereabouts.key)) is None
    assert drafts.load(f"{again.whereabouts.key} note members 1") == {"text": "half a"}
    assert drafts.remembered.load(saved_under(again.whereabouts.key)) == {"text": "{}"}


def test_a_file_without_a_sign_is_known_by_its_path_until_it_has_one(tmp_path: Path) -> None:
    """What was kept under the path is found by the sign that the first save gives it."""
    path = tmp_path / "by-hand.json"
    path.write_text(json.dumps({"community": {"1": {"name": "C"}}}))
    before = session_of(path, tmp_path)
    assert before.whereabouts.key == str(path)
    drafts = Drafts(tmp_path / "drafts", person="ann")
    drafts.save(f"{path} note members 1", {"text": "half a"}, "token")
    drafts.remembered.save(saved_under(str(path)), {"text": "{}"})
    drafts.close()
    from coptui.core.model.edits import create
    from coptui.core.model.records import Member

    before.edit(create(Member(name="Ada")))
    before.close()
    where = session_of(path, tmp_path).whereabouts
    assert where.uid and where.owns(f"{path} note") and where.owns(f"{where.key} note")
    drafts = Drafts(tmp_path / "drafts", person="ann")
    for older in where.keys[1:]:
        drafts.adopt(older, where.key)
    assert drafts.load(f"{path} note members 1") is None
    assert drafts.load(f"{where.key} note members 1") == {"text": "half a"}
    assert drafts.remembered.load(saved_under(where.key)) == {"text": "{}"}


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20))
def test_whatever_is_no_address_is_a_file_of_that_name(text: str) -> None:
    if is_address(text):
        return
    assert opened(text).file == Path(text)


@given(st.from_regex(r"[a-z][a-z0-9+.-]{0,9}", fullmatch=True), st.text(max_size=9))
def test_a_kind_of_address_that_nobody_knows_is_refused(kind: str, rest: str) -> None:
    if kind in ("postgres", "postgresql"):
        return
    with pytest.raises(UsageError, match="can't open"):
        opened(f"{kind}://{rest}")


def test_nothing_of_a_user_is_shown() -> None:
    where = opened("postgresql://ann@db.example.org:5433,db2.example.org/circles#helpline")
    assert where.shown == "helpline at db.example.org, db2.example.org"
    assert (where.file, where.folder, where.title) == (None, None, where.shown)
    assert opened("service=main#x").shown == "x at main"
    assert opened("postgresql:///circles").shown == "community at this computer"


def test_two_ways_to_one_file_are_one(tmp_path: Path) -> None:
    (tmp_path / "it.json").write_text("{}")
    (tmp_path / "link.json").symlink_to(tmp_path / "it.json")
    assert of_file(tmp_path / "link.json").is_at(of_file(tmp_path / "it.json"))
    assert not Whereabouts("a", "a").is_at(Whereabouts("b", "a"))
