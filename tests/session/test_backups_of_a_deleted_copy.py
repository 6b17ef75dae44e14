"""A deleted copy of the community leaves backups, in which a number may be another person's."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coptui.core.copies.copies import reunite
from coptui.core.model.edits import Edit, create
from coptui.core.model.records import Member, PrivateNote, Topic
from coptui.errors import DataInvalid
from coptui.session import Session
from coptui.store.backup_folders import folder_of
from coptui.store.backups import list_backups
from coptui.store.layout import layout_of
from coptui.store.opening import someone_returned
from coptui.store.protocol import silent
from coptui.store.restoring import restore
from coptui.store.sides import FileSide
from coptui.store.store import Store
from coptui.whereabouts import of_file

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
ZOE = Member(name="Zoe Quill", emails=("zoe@quill.example",))
WIM = Member(name="Wim Korr", emails=("wim@korr.example",), phone="+99 765 4321")


class Copies:
    """A community in `circle.json`, and a copy of it, each with its backups."""

    def __init__(self, folder: Path) -> None:
        self.state = folder / "state"
        self.here, self.there = folder / "circle.json", folder / "copy.json"
        self._minutes = count(1)
        self.here.write_bytes(layout_of({"meta": {"1": {"schema": 1, "uid": "c0ffee"}}}).text())
        self.save(self.here, create(Member(name="Ann Lee")), create(Member(name="Bob Reed")))
        shutil.copy(self.here, self.there)

    def clock(self) -> datetime:
        return START + timedelta(minutes=next(self._minutes))

    @contextmanager
    def session(self, path: Path) -> Iterator[Session]:
        store = Store(path, state=self.state, clock=self.clock)
        opened = Session(store, by="otto", clock=self.clock)
        yield opened
        opened.close()

    def save(self, path: Path, *edits: Edit) -> None:
        with self.session(path) as here:
            for edit in edits:
                here.edit(edit)

    def forget(self, number: int, path: Path | None = None) -> None:
        with self.session(path or self.here) as here:
            assert here.in_question(number) == []
            assert here.forget(number, {}).undone == ()

    def backups_of_the_copy(self) -> Iterator[dict[str, Any]]:
        folder = folder_of(self.there, self.state)
        for backup in sorted(folder.glob("*.json")):
            yield json.loads(backup.read_bytes())

    def text_here(self) -> str:
        return self.here.read_text("utf-8")


@pytest.fixture
def copies(tmp_path: Path) -> Copies:
    return Copies(tmp_path)


def test_whoever_had_their_number_there_keeps_record_and_name(copies: Copies) -> None:
    copies.save(
        copies.here,
        create(ZOE),
        create(Topic(title="Wim Korr's drills, and Zoe Quill's")),
    )
    copies.save(copies.there, create(WIM), create(Topic(title="of Wim")), create(Topic(title="x")))
    copies.there.unlink()
    copies.forget(3)
    assert "Wim Korr's drills, and someone's" in copies.text_here()
    *_, newest = copies.backups_of_the_copy()
    assert newest["members"]["3"]["name"] == "Wim Korr"
    assert newest["topics"]["1"]["title"] == "of Wim"


@pytest.mark.parametrize("earlier", [(), (WIM,)], ids=["same number", "another number"])
def test_they_are_gone_from_there_too(copies: Copies, earlier: tuple[Member, ...]) -> None:
    copies.save(copies.here, create(ZOE))
    called_there = Member(
        name="Zoe Quill",
        emails=ZOE.emails,
        aliases=("Zed",),
        notes=(PrivateNote(text="sleeps badly"),),
    )
    copies.save(
        copies.there,
        *map(create, earlier),
        create(called_there),
        create(Topic(title="Zed's way")),
        create(Topic(title="x")),
    )
    copies.there.unlink()
    copies.forget(3)
    for backup in copies.backups_of_the_copy():
        text = json.dumps(backup).casefold()
        assert [word for word in ("zoe", "quill", "zed", "badly") if word in text] == [], backup
        if earlier and "3" in backup["members"]:
            assert backup["members"]["3"]["name"] == "Wim Korr"
    assert "Wim" not in copies.text_here()


@pytest.mark.parametrize("by_merging", [False, True], ids=["here", "by a merge"])
def test_in_the_file_s_own_backups_their_number_is_theirs_whatever_they_were_called(
    copies: Copies, by_merging: bool
) -> None:
    """The history may have forgotten their earlier name: it keeps the latest entries."""
    copies.save(copies.here, create(Topic(title="Rota of Ann Lee")))
    tables = json.loads(copies.here.read_bytes())
    tables["members"]["1"] = {"name": "Mira Lindholm", "emails": ["mira@lind.example"]}
    tables["topics"]["1"]["title"] = "Rota"
    tables["history"] = {}
    copies.here.write_bytes(layout_of(tables).text())
    copies.save(copies.here, create(Topic(title="Later")))
    if by_merging:
        base = copies.here.read_bytes()
        copies.there.write_bytes(base)
        copies.forget(1, copies.there)
        side = FileSide(copies.here)
        merged = reunite(json.loads(base), json.loads(base), json.loads(copies.there.read_bytes()))
        side.write(layout_of(merged.tables), state=copies.state, alone=True, waits=silent)
        was = (json.loads(base), json.loads(base))
        assert side.erase(merged.erased, was, copies.state) == []
        side.close()
    else:
        copies.forget(1)
    kept = [one.path.read_text("utf-8") for one in list_backups(copies.here, copies.state)]
    assert kept
    for text in (*kept, copies.text_here()):
        assert "Ann Lee" not in text and "Mira" not in text


def test_a_namesake_who_is_still_here_stays_there_too(copies: Copies) -> None:
    """Two of one name: who was here before the copy was made is known by their number."""
    copies.save(copies.here, create(Member(name="Ann Lee", emails=("another@lee.example",))))
    copies.save(copies.there, create(WIM), create(Topic(title="x")))
    copies.there.unlink()
    with copies.session(copies.here) as here:
        asked = here.in_question(3)
        here.forget(3, dict.fromkeys(asked, False))
    *_, newest = copies.backups_of_the_copy()
    assert [member["name"] for member in newest["members"].values()] == [
        "Ann Lee", "Bob Reed", "Wim Korr",
    ]  # fmt: skip


def test_restoring_it_loses_no_one_and_finds_no_one_again(copies: Copies) -> None:
    copies.save(copies.here, create(ZOE))
    copies.save(copies.there, create(WIM), create(ZOE), create(Topic(title="x")))
    copies.there.unlink()
    copies.forget(3)
    newest = sorted(folder_of(copies.there, copies.state).glob("*.json"))[-1]
    backup = next(one for one in list_backups(copies.here, copies.state) if one.path == newest)
    restore(copies.here, backup, state=copies.state, now=copies.clock())
    now = json.loads(copies.here.read_bytes())
    assert now["members"]["3"]["name"] == "Wim Korr"
    assert "Quill" not in copies.text_here()
    with copies.session(copies.here) as here:
        here.edit(create(Member(name="Last")))
        assert max(here.community.members) > 4


def test_deleted_after_the_erasing_it_is_not_restored(copies: Copies) -> None:
    """It was its own then; who of it was erased here can't be told any more."""
    copies.save(copies.here, create(ZOE))
    copies.save(copies.there, create(WIM), create(ZOE), create(Topic(title="x")))
    copies.forget(3)
    copies.there.unlink()
    newest = sorted(folder_of(copies.there, copies.state).glob("*.json"))[-1]
    backup = next(one for one in list_backups(copies.here, copies.state) if one.path == newest)
    was = copies.here.read_bytes()
    with pytest.raises(DataInvalid):
        restore(copies.here, backup, state=copies.state, now=copies.clock())
    assert copies.here.read_bytes() == was


def test_cut_off_and_repeated_it_still_knows_who_is_who(
    copies: Copies, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies.save(copies.here, create(ZOE))
    copies.save(copies.there, create(WIM), create(ZOE), create(Topic(title="Zoe Quill's")))
    copies.save(copies.there, create(Topic(title="x")))
    copies.there.unlink()

    class Killed(BaseException):
        pass

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("coptui.store.erasing._put", killed)
        with pytest.raises(Killed):
            copies.forget(3)
    copies.forget(3)
    *_, newest = copies.backups_of_the_copy()
    assert newest["members"]["3"]["name"] == "Wim Korr"
    assert "Quill" not in json.dumps(newest)


names = st.sampled_from(["Zoe Quill", "Wim Korr", "Ann Lee", "Ivo Bask", "Una Moss"])


@settings(max_examples=25, deadline=None)
@given(
    st.lists(names, min_size=1, max_size=4, unique=True),
    st.lists(names, min_size=1, max_size=4, unique=True),
    st.data(),
)
def test_of_any_two_copies_only_the_one_is_erased(
    tmp_path_factory: pytest.TempPathFactory, here: list[str], there: list[str], data: st.DataObject
) -> None:
    """Whoever each of them added, in whatever order: everyone else is as before, everywhere."""
    copies = Copies(tmp_path_factory.mktemp("copies"))

    def member(name: str) -> Member:
        return Member(
            name=name, emails=(f"{name.split()[-1].lower()}-{name.split()[0].lower()}@x.example",)
        )

    copies.save(
        copies.here, *(create(member(name)) for name in here), create(Topic(title="; ".join(there)))
    )
    copies.save(
        copies.there,
        *(create(member(name)) for name in there),
        create(Topic(title="; ".join(there))),
        create(Topic(title="x")),
    )
    copies.there.unlink()
    gone = data.draw(st.sampled_from(range(len(here))))
    before = [*copies.backups_of_the_copy(), json.loads(copies.here.read_bytes())]
    with copies.session(copies.here) as session:
        asked = session.in_question(gone + 3)
        session.forget(gone + 3, {one: here[gone] in one.words for one in asked})
    after = [*copies.backups_of_the_copy(), json.loads(copies.here.read_bytes())]
    assert before != after
    for old, new in zip(before, after, strict=True):
        assert here[gone] not in json.dumps(new) or here[gone] == "Ann Lee"
        for key, document in old["members"].items():
            if document["name"] != here[gone]:
                assert new["members"][key] == document
        for key, document in old.get("topics", {}).items():
            assert new["topics"][key] == {
                **document,
                "title": document["title"].replace(here[gone], "someone"),
            }


def test_an_older_file_put_back_by_hand_is_known_at_opening(copies: Copies) -> None:
    """With one backup read, and exactly where the check of the whole file names someone."""

    def returned() -> bool:
        with copies.session(copies.here) as here:
            known = someone_returned(of_file(copies.here), copies.state, here.whole)
            assert known == any(fault.table == "members" for fault in here.check().faults)
            return known

    copies.save(copies.here, create(ZOE))
    before = copies.here.read_bytes()
    assert not returned()
    copies.forget(3)
    copies.save(copies.here, create(Topic(title="x")))
    assert not returned()
    copies.here.write_bytes(before)
    assert returned()
    copies.forget(3)
    assert not returned()
