"""Someone is forgotten in every file that coptui ever wrote, wherever it was cut off and repeated."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from coptui.core.copies.copies import reunite
from coptui.core.forgetting.documents import ANSWERS
from coptui.core.forgetting.request import InQuestion, Passage
from coptui.core.lists.listing import Listing, saved_lists, saved_under, to_keep
from coptui.core.model.by_name import stands_in
from coptui.core.model.changes import Change, Save
from coptui.core.model.edits import create, update
from coptui.core.model.history import taking_back
from coptui.core.model.records import Action, Member, Text, Topic
from coptui.core.people.one_person import merge_people
from coptui.core.writing.notebook import OwnNote
from coptui.errors import CoptError, SaveFailed, UsageError
from coptui.exchange.remembering import columns_key, dates_kept, dates_key, sheet_key
from coptui.session import Session, TypedText
from coptui.store import erasing, opening
from coptui.store.backup_folders import folder_of
from coptui.store.backups import list_backups, take
from coptui.store.drafts import Drafts
from coptui.store.erasing import begun
from coptui.store.layout import layout_of
from coptui.store.notebook import NotebookFile
from coptui.store.restoring import compare, differences, restore
from coptui.store.store import Store
from coptui.store.version import read
from tests.new_store import new_store
from whole_community import sentence, whole_community

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
PERSON = {
    "name": "Xylo Qwertz", "sort_name": "Qwertz Xylo", "phone": "+99 1234 5678",
    "aliases": ["Xy Zett"], "emails": ["xq@qwertz.example"], "handles": {"chat": "xqz77"},
    "notes": [{"on": "2026-01-01", "by": "x", "text": "vexillum"}],
}  # fmt: skip
TOKENS = ("xylo", "qwertz", "99 1234", "zett", "xqz77", "vexillum", "yvonnet", "früher")


class World:
    """A community in a file that was renamed, its backups, a notebook and drafts."""

    def __init__(self, folder: Path, seed: int = 0) -> None:
        self.folder = folder
        self.state = folder / "state"
        self.path = folder / "circle.json"
        self.clock = NOW - timedelta(days=3)
        random = Random(seed)

        def say(kind: Text | None) -> str:
            token = random.choice(["Xylo Qwertz", "xq@qwertz.example", "@xqz77", "+99 1234 5678"])
            if kind is Text.NAMED:
                return token
            return sentence(random, "" if kind is Text.LABEL else token)

        tables = whole_community(random, PERSON, say)
        tables["members"]["4"] = {"name": "Yvonnet Q", "notes": [{"text": "yvonnet sleeps badly"}]}
        tables["meta"]["1"]["next_id"]["members"] = 5
        (folder / "old.json").write_bytes(layout_of(tables).text())
        old = self.session(folder / "old.json")
        one = old.community.members[1]
        old.edit(update(one, replace(one, name="Früher Zett", aliases=("Xylo Qwertz",))))
        one = old.community.members[1]
        old.edit(update(one, replace(one, name="Xylo Qwertz", aliases=("Xy Zett",))))
        old.edit(merge_people(old.community, 1, 4))
        old.edit(create(Topic(title="x"), label=f"{'t' * 112} Xylo Qwertz"))
        old.close()
        (folder / "old.json").rename(self.path)
        here = self.session()
        here.edit(create(Topic(title="of Yvonnet Q")))
        here.notebook.edit(create(self.note(self.path, "Xylo Qwertz is fine", 1), label="a note"))
        here.notebook.edit(create(self.note(self.path, "ask xqz77", None), label="a note"))
        here.notebook.edit(
            create(self.note(Path("/elsewhere.json"), "Xylo Qwertz", 1, "Other"), label="a note")
        )
        here.close()
        drafts = self.drafts()
        drafts.save(f"{self.path} form members 1", {"phone": "+99 1234"})
        drafts.save(f"{self.path} mine 1", {"text": "private vexillum"})
        drafts.save(f"{self.path} note members 2", {"text": "half a line about Xylo Qw"})
        drafts.save("/elsewhere.json note members 1", {"text": "Otto is well"})
        saved = {"Those of Xylo Qwertz": Listing(query="Früher Zett, qwertz")}
        drafts.remembered.save(saved_under(str(self.path)), to_keep(saved))
        for name in ("People sent by Xylo Qwertz 2026.csv", "spring.csv"):
            drafts.remembered.save(dates_key(name), dates_kept(True))
            drafts.remembered.save(sheet_key(name), {"sheet": name})
        drafts.remembered.save(columns_key(["x", "Früher Zett"], ""), {"Früher Zett": "name"})
        (folder / ".circle.json.0011.coptui-tmp").write_text('{"members":{"1":{"name":"Xylo')
        for place in self.state.rglob("backups/*"):
            (place / ".x.0011.coptui-tmp").write_text("Xylo")
        (drafts.folder / ".x.draft.0011.coptui-tmp").write_text("Xylo")
        newest = list_backups(self.path, self.state)[0].path
        newest.with_name("20261120T000000000000Z-save.json").write_bytes(newest.read_bytes()[:900])

    def note(self, file: Path, text: str, member: int | None, community: str = "") -> OwnNote:
        return OwnNote(community=community, file=str(file), member=member, on=NOW.date(), text=text)

    def session(self, path: Path | None = None) -> Session:
        def clock() -> datetime:
            self.clock += timedelta(minutes=1)
            return self.clock

        store = Store(path or self.path, state=self.state, clock=clock)
        notebook = NotebookFile(self.folder / "notebook.json", state=self.state)
        opened = Session(store, by="otto", clock=clock, notebook=notebook)
        opened.drafts = self.drafts()
        return opened

    def drafts(self) -> Drafts:
        return Drafts(self.state / "drafts")

    def forget(self, session: Session | None = None) -> None:
        here = session or self.session()
        asked = here.in_question(1)
        done = here.forget(1, dict.fromkeys(asked, True))
        assert done.undone == ()
        here.close()

    def left(self) -> list[tuple[str, str]]:
        """Every file that holds what only the person had."""
        found = []
        for place in sorted(self.folder.rglob("*")):
            if place.is_file():
                text = place.read_text("utf-8", errors="replace")
                lines = [line for line in text.splitlines() if "/elsewhere.json" not in line]
                rest = "\n".join(lines).casefold()
                found += [(place.name, token) for token in TOKENS if token in rest]
        return found


def test_no_byte_of_them_is_in_any_file_and_nobody_elses_is_changed(tmp_path: Path) -> None:
    world = World(tmp_path)
    before = json.loads(world.path.read_bytes())
    assert {token for _, token in world.left()} == set(TOKENS)
    folders = {one.path.parent for one in list_backups(world.path, world.state)}
    assert len(folders) == 2, "also those of the file before it was renamed"
    world.forget()
    assert world.left() == []
    assert list(begun(world.path, world.state)) == []
    then = json.loads(world.path.read_bytes())
    for table, documents in before.items():
        if table not in ("meta", "erased", "history", "members"):
            assert documents.keys() == then[table].keys()
    assert then["members"]["2"]["name"] == "Otto Quast 2"
    notebook = json.loads((tmp_path / "notebook.json").read_bytes())
    assert [one["text"] for one in notebook["notes"].values()] == ["ask someone", "Xylo Qwertz"]
    drafts = dict(world.drafts().of_everyone())
    assert drafts[f"{world.path} note members 2"] == {"text": "half a line about someone"}
    assert drafts["/elsewhere.json note members 1"] == {"text": "Otto is well"}
    assert f"{world.path} form members 1" not in drafts
    answers = {key for key in world.drafts().remembered.all() if key.startswith(ANSWERS)}
    assert answers == {dates_key("spring.csv"), sheet_key("spring.csv")}
    lists = saved_lists(world.drafts().remembered.load(saved_under(str(world.path))))
    assert lists == {"Those of someone": Listing(query="someone, someone")}


def test_whom_another_session_erased_goes_from_my_drafts_and_my_notebook(tmp_path: Path) -> None:
    """Also from a draft that is kept after they were erased and before this window hears of it."""
    world = World(tmp_path)
    mine = world.session()
    world.forget()
    key = f"{world.path} note members 2"
    world.drafts().save(key, {"text": "Xylo Qwertz told Otto"})
    mine.notebook.edit(create(world.note(world.path, "ring Xylo Qwertz", None), label="a note"))
    assert world.left()
    assert mine.refresh()
    assert world.left() == []
    assert dict(world.drafts().of_everyone())[key] == {"text": "someone told Otto"}
    mine.close()


def test_what_another_began_and_only_they_can_finish_is_said_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(tmp_path)
    here = world.session()
    folder = folder_of(world.path, world.state)
    theirs = folder / "forgetting-00ff.json"
    theirs.write_text('{"members":{"1":{"name":"Xylo')
    read = erasing.read_file

    def refused(path: Path) -> bytes:
        if path == theirs:
            raise PermissionError(13, os.strerror(13), str(path))
        return read(path)

    monkeypatch.setattr(erasing, "read_file", refused)
    done = here.forget(1, dict.fromkeys(here.in_question(1), True))
    assert [one.place for one in done.undone] == [str(theirs)]
    (left,) = opening.begun_by_others(here.whereabouts, world.state)
    assert left in done.undone
    here.close()


def test_what_stands_for_someone_is_not_erased_once_more(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.forget()
    here = world.session()
    (someone,) = (one.id for one in here.community.members.values() if stands_in(one))
    before = world.path.read_bytes()
    with pytest.raises(UsageError):
        here.in_question(someone)
    with pytest.raises(UsageError):
        here.forget(someone, {})
    here.close()
    assert world.path.read_bytes() == before


CALLS = ("open", "write", "fsync", "replace", "unlink", "fchmod")


def killed_at(place: int, work: Callable[[], None]) -> bool:
    """Do something in another process that dies at its n-th call; False when it came to its end."""
    child = os.fork()
    if child == 0:
        try:
            left = place

            def deadly(real: Callable[..., Any]) -> Callable[..., Any]:
                def call(*given: Any, **named: Any) -> Any:
                    nonlocal left
                    left -= 1
                    if left == 0:
                        os._exit(9)
                    return real(*given, **named)

                return call

            for name in CALLS:
                setattr(os, name, deadly(getattr(os, name)))
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended in (0, 9)
    return ended == 9


def killed_and_repeated(folder: Path, place: int) -> bool:
    folder.mkdir()
    world = World(folder)
    meanwhile = world.session()
    if not killed_at(place, world.forget):
        return False
    # Another session saves between the two, and an older one still has all in its memory.
    other = world.session()
    other.edit(create(Topic(title="meanwhile")))
    other.close()
    again = world.session()
    if 1 in again.community.members or list(begun(world.path, world.state)):
        asked = again.in_question(1)
        assert again.forget(1, dict.fromkeys(asked, True)).undone == ()
    assert world.left() == [], place
    assert list(begun(world.path, world.state)) == []
    then = json.loads(world.path.read_bytes())
    assert "1" not in then["members"]
    assert sum(one["name"] == "someone" for one in then["members"].values()) == 1
    assert [one["title"] for one in then["topics"].values()].count("meanwhile") == 1
    with pytest.raises(CoptError):
        while True:
            meanwhile.undoing.undo()
    meanwhile.edit(create(Topic(title="later")))
    assert world.left() == [], place
    for backup in list_backups(world.path, world.state):
        if not backup.path.exists():
            continue
        restore(world.path, backup, state=world.state, now=NOW)
        assert world.left() == [], (place, backup)
    return True


def test_cut_off_at_some_calls_it_is_repeated_until_it_is_done(tmp_path: Path) -> None:
    places = [1, 9, 14, 20, 33, 60]
    assert all(killed_and_repeated(tmp_path / str(place), place) for place in places)
    assert not killed_and_repeated(tmp_path / "end", 100_000)


@pytest.mark.long
def test_cut_off_at_every_call_it_is_repeated_until_it_is_done(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    place = 1
    while killed_and_repeated(tmp_path / str(place), place):
        place += 1
    record_property("measured", f"killed at each of {place - 1} calls and repeated: no byte left")
    assert place > 80


@pytest.mark.parametrize("is_behind", [True, False], ids=["heard as it saves", "heard before"])
def test_what_stood_in_an_open_form_of_another_session_names_nobody(
    tmp_path: Path, is_behind: bool
) -> None:
    world = World(tmp_path)
    other = world.session()
    begun = TypedText("token", other.forgetting.heard)
    event = next(iter(other.community.events.values()))
    world.forget()
    if not is_behind:
        other.refresh()
        event = other.community.events[event.id]
    other.typed = begun
    other.edit(
        update(event, replace(event, summary="Xylo Qwertz told of it, write to xq@qwertz.example")),
        "mine",
    )
    other.edit(create(Action(text="call Xylo Qwertz", about=(1,))))
    assert world.left() == []
    assert "told of it" in other.community.events[event.id].summary
    member = Member(id=1, name="Xylo Qwertz")
    with pytest.raises(UsageError):
        other.edit(update(member, replace(member, pronouns="xe")))
    assert world.left() == []
    # Somebody else of that name, who came later and is written down on purpose.
    other.typed = None
    other.edit(create(Member(name="Xylo Qwertz")))
    assert "Xylo Qwertz" in [member.name for member in other.community.members.values()]


def test_what_another_session_says_of_them_is_said_of_no_one_who_joined_since(
    tmp_path: Path,
) -> None:
    world = World(tmp_path)
    other = world.session()
    other.typed = TypedText("token", other.forgetting.heard)
    world.forget()
    world.session().edit(create(Member(name="Newcomer Nell")))
    other.edit(create(Action(text="call them", about=(1,))))
    saved = world.session().community
    (call,) = (one for one in saved.actions.values() if one.text == "call them")
    assert [saved.members[number].name for number in call.about] == ["someone"]


def test_an_undo_that_was_on_its_way_brings_nobody_back(tmp_path: Path) -> None:
    world = World(tmp_path)
    other = world.session()
    history = other.whole.history
    world.forget()
    store = Store(world.path, state=world.state)
    kept = store.load().community.history
    for entry in history.values():
        edit = taking_back(entry, word="undo")
        if entry.id not in kept or kept[entry.id].changes != entry.changes:
            with pytest.raises(CoptError, match="changed in the meantime"):
                store.write(
                    Save(edit.changes, by="otto", at="2026-11-22", label="", undoes=entry.id)
                )
    assert world.left() == []


def test_what_cannot_be_done_is_said_with_its_place_and_goes_on_by_id_or_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(tmp_path)
    stuck = list_backups(world.path, world.state)[3].path
    real = os.replace

    def fail(source: Any, target: Any) -> None:
        if Path(target) == stuck:
            raise OSError(5, "Input/output error")
        real(source, target)

    here = world.session()
    decided = dict.fromkeys(here.in_question(1), True)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        done = here.forget(1, decided)
    assert [one.place for one in done.undone] == [str(stuck)]
    ((kept, act),) = begun(world.path, world.state)
    assert (act.member, act.person.mark) == (1, done.person.mark)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert {place for place, _ in world.left()} == {stuck.name, kept.name}
    assert here.forget(1, {}).undone == ()
    assert world.left() == []
    marks = json.loads(world.path.read_bytes())["erased"].values()
    assert [one["mark"] for one in marks].count(act.person.mark) == 1


def test_a_save_that_fails_forgets_nobody_and_leaves_no_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(tmp_path)
    here = world.session()
    decided = dict.fromkeys(here.in_question(1), True)
    before = world.path.read_bytes()
    real = os.replace

    def fail(source: Any, target: Any) -> None:
        if Path(target) == world.path:
            raise OSError(28, "No space left on device")
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        with pytest.raises(SaveFailed):
            here.forget(1, decided)
    assert world.path.read_bytes() == before
    assert list(begun(world.path, world.state)) == []
    world.forget()
    assert world.left() == []


def test_what_somebody_wrote_while_the_question_stood_is_forgotten_or_asked_about(
    tmp_path: Path,
) -> None:
    world = World(tmp_path)
    here = world.session()
    here.edit(create(Member(name="May Zimmerli")))
    (may,) = (one.id for one in here.community.members.values() if one.name == "May Zimmerli")
    decided = dict.fromkeys(here.in_question(may), False)
    other = world.session()
    other.edit(create(Topic(title="Zimmerli says: in May")))
    with pytest.raises(InQuestion) as met:
        here.forget(may, decided)
    title = "Zimmerli says: in May"
    number = max(other.community.topics)
    first, label = met.value.passages
    assert first == Passage("topics", number, "title", title, 18, "May")
    assert (label.table, label.words) == ("history", "May"), "and what the history calls it"
    assert may in Store(world.path).load().community.members
    here.forget(may, {**decided, first: False, label: False})
    assert here.community.topics[number].title == "someone says: in May"


def test_another_community_of_the_same_path_is_left_alone(tmp_path: Path) -> None:
    state, path = tmp_path / "state", tmp_path / "a.json"
    store = new_store(path, {"name": "First"}, state=state)
    store.write(
        Save([Change("members", 0, None, {"name": "Xylo First"})], by="", at="2026-01-01", label="")
    )
    store.write(
        Save([Change("topics", 0, None, {"title": "Xylo First"})], by="", at="2026-01-01", label="")
    )
    store.close()
    first = {one.path: one.path.read_bytes() for one in list_backups(path, state)}
    path.unlink()
    store = new_store(path, {"name": "Second"}, state=state)
    store.write(
        Save([Change("members", 0, None, {"name": "Xylo First"})], by="", at="2026-01-01", label="")
    )
    session = Session(store, by="x", clock=lambda: NOW)
    session.forget(1)
    assert {place: place.read_bytes() for place in first} == first
    assert len(list_backups(path, state)) == len(first) + 1


def test_counters_are_never_set_back_and_no_form_is_saved_onto_another(tmp_path: Path) -> None:
    state, path = tmp_path / "state", tmp_path / "a.json"
    session = Session(new_store(path, {"name": "C"}, state=state), by="x", clock=lambda: NOW)
    take(path, folder_of(path, state), NOW, "import")
    session.edit(create(Member(name="Ann")))
    (ann,) = session.community.members
    form = session.community.members[ann]
    generation = session._store.load().generation
    (backup,) = [one for one in list_backups(path, state) if one.reason == "import"]
    restore(path, backup, state=state, now=NOW)
    other = Session(Store(path, state=state), by="y", clock=lambda: NOW)
    assert other._store.load().generation == generation
    other.edit(create(Member(name="Zoe")))
    (zoe,) = other.community.members
    assert zoe > ann
    with pytest.raises(CoptError):
        session.edit(update(form, replace(form, phone="1")))
    assert other.refresh() or other.community.members[zoe].phone == ""
    assert json.loads(path.read_bytes())["members"][str(zoe)] == {"name": "Zoe"}


def test_a_backup_that_still_holds_them_is_restored_without_them(tmp_path: Path) -> None:
    world = World(tmp_path)
    old = tmp_path / "kept elsewhere.json"
    old.write_bytes(world.path.read_bytes())
    world.forget()
    put_back = list_backups(world.path, world.state)[0]
    put_back.path.write_bytes(old.read_bytes())
    old.unlink()
    present = read(world.path.read_bytes(), "").layout
    promised = compare(world.path, put_back, world.state)
    restore(world.path, put_back, state=world.state, now=NOW)
    put_back.path.unlink()
    assert promised == differences(read(world.path.read_bytes(), "").layout, present)
    then = json.loads(world.path.read_bytes())
    assert "1" not in then["members"]
    # Words in question are nobody's to decide here, and stay.
    assert not any("xylo qwertz" in line.casefold() for line in json.dumps(then).split('"'))


def test_a_copy_of_before_that_is_merged_brings_nobody_back(tmp_path: Path) -> None:
    world = World(tmp_path)
    base = json.loads(world.path.read_bytes())
    theirs = deepcopy(base)
    theirs["topics"]["3"]["outcome"] = "by Xylo Qwertz"
    world.forget()
    mine = json.loads(world.path.read_bytes())
    found = reunite(base, mine, theirs, lambda clash: "theirs")
    text = json.dumps(found.tables, ensure_ascii=False).casefold()
    assert "xylo qwertz" not in text
    assert found.tables["topics"]["3"]["outcome"] == "by someone"


def test_what_is_typed_in_another_session_is_kept_without_them(tmp_path: Path) -> None:
    world = World(tmp_path)
    other = world.session()
    other.refresh()
    world.forget()
    assert other.forgetting.draft(f"{world.path} touch", {"text": "Xylo"}) == {"text": "Xylo"}
    assert other.refresh()
    assert other.forgetting.draft(f"{world.path} touch", {"text": "ask Xylo Qw"}) == {
        "text": "ask someone"
    }
    for about in ("form members 1", "mine 1"):
        assert other.forgetting.draft(f"{world.path} {about}", {"text": "1"}) == {}
    for about in ("mine notes 1", "form members 11", "mine 2"):
        assert other.forgetting.draft(f"{world.path} {about}", {"text": "1"}) == {"text": "1"}
    assert other.forgetting.draft("/elsewhere.json touch", {"text": "Xylo"}) == {"text": "Xylo"}
    # Somebody of the same name who comes later is somebody else: a new session knows nobody.
    assert world.session().forgetting.draft(f"{world.path} touch", {"text": "Xylo"}) == {
        "text": "Xylo"
    }
