"""Undo and redo, derived from the history alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.changes import Change
from coptui.core.model.history import is_undo, last_redoable, last_undoable, taken_back, taking_back
from coptui.core.model.records import Changed, HistoryEntry

PEOPLE = ("amara", "beth")
steps = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(("edit", "undo", "redo"))))


class Desk:
    """One person's two stacks, as any editor keeps them."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.undone: list[str] = []

    def edit(self, name: str) -> None:
        self.done.append(name)
        self.undone.clear()

    def undo(self) -> None:
        self.undone.append(self.done.pop())

    def redo(self) -> None:
        self.done.append(self.undone.pop())


def plain(entry: HistoryEntry | None) -> str | None:
    return entry and entry.label.removeprefix("undo: ").removeprefix("redo: ")


@given(steps)
def test_the_stacks_are_those_of_any_editor(steps: list[tuple[str, str]]) -> None:
    history: list[HistoryEntry] = []
    desks = {who: Desk() for who in PEOPLE}

    def check(known: list[HistoryEntry]) -> None:
        for who, desk in desks.items():
            assert plain(last_undoable(known, {who})) == (desk.done[-1] if desk.done else None)
            assert plain(last_redoable(known, {who})) == (desk.undone[-1] if desk.undone else None)

    for who, step in steps:
        number = len(history) + 1
        if step == "edit":
            desks[who].edit(f"edit {number}")
            history.append(HistoryEntry(id=number, by=who, label=f"edit {number}"))
        else:
            entry = (last_undoable if step == "undo" else last_redoable)(history, who)
            if entry is None:
                continue
            getattr(desks[who], step)()
            label = taking_back(entry, word=step).label
            history.append(HistoryEntry(id=number, by=who, label=label, undoes=entry.id))
        check(history)
        check(history[::-1])


@given(steps, st.integers(0, 12))
def test_what_is_offered_stays_true_when_the_oldest_entries_are_dropped(
    steps: list[tuple[str, str]], kept: int
) -> None:
    """A capped history offers the same as the whole one, or less; never the wrong way round."""
    history: list[HistoryEntry] = []
    for number, (who, step) in enumerate(steps, 1):
        if step == "edit":
            history.append(HistoryEntry(id=number, by=who, label=f"edit {number}"))
            continue
        entry = (last_undoable if step == "undo" else last_redoable)(history, who)
        if entry is not None:
            label = taking_back(entry, word=step).label
            history.append(HistoryEntry(id=number, by=who, label=label, undoes=entry.id))
    short = history[max(0, len(history) - kept) :]
    for who in PEOPLE:
        for offered in (last_undoable, last_redoable):
            assert offered(short, who) in (offered(history, who), None)


@given(st.lists(st.one_of(st.none(), st.integers(0, 20)), max_size=25))
def test_an_edit_stands_after_every_second_time_it_was_taken_back(taken: list[int | None]) -> None:
    """Each step is an edit, or takes back what happened last to an edit: undo, redo, undo."""
    history: dict[int, HistoryEntry] = {}
    chains: list[list[int]] = []
    for number, step in enumerate(taken, 1):
        chain = chains[step % len(chains)] if step is not None and chains else []
        undoes = chain[-1] if chain else None
        history[number] = HistoryEntry(id=number, by="amara", undoes=undoes)
        chain.append(number)
        if undoes is None:
            chains.append(chain)
        assert is_undo(history, history[number]) is (len(chain) % 2 == 0)
        standing = {one for chain in chains for one in chain[::-2]}
        assert taken_back(history.values()) == history.keys() - standing


def test_a_redo_whose_undo_was_dropped_is_no_undo() -> None:
    redo = HistoryEntry(id=9, by="amara", label="redo: changes to member Ann", undoes=8)
    assert last_undoable([redo], {"amara"}) is redo
    assert last_redoable([redo], {"amara"}) is None


def test_taking_back_turns_every_change_round_last_first() -> None:
    entry = HistoryEntry(
        id=1,
        label="redo: changes to member Ann",
        changes=(
            Changed(table="members", id=1, before={"phone": "1"}, after={"phone": "2"}),
            Changed(table="members", id=2, before=None, after={"name": "B"}),
        ),
    )
    edit = taking_back(entry, word="undo")
    assert edit.label == "undo: changes to member Ann"
    assert edit.changes == (
        Change("members", 2, {"name": "B"}, None),
        Change("members", 1, {"phone": "2"}, {"phone": "1"}),
    )


def test_what_stands_and_what_stands_on_it() -> None:
    from coptui.core.model.history import depends
    from coptui.core.model.records import Changed, HistoryEntry

    def entry(number: int, field: str, undoes: int | None = None, label: str = "x") -> HistoryEntry:
        changed = Changed(table="events", id=1, before={field: 1}, after={field: 2})
        return HistoryEntry(id=number, at="", label=label, changes=(changed,), undoes=undoes)

    first, second, other = entry(1, "title"), entry(2, "title"), entry(3, "place")
    assert depends([first, second, other], first) == second
    assert depends([first, second, other], second) is None
    undone = entry(4, "title", undoes=2, label="undo: x")
    assert taken_back([first, second, other, undone]) == {2}
    assert depends([first, second, other, undone], first) is None
    redone = entry(5, "title", undoes=4, label="redo: x")
    assert taken_back([first, second, other, undone, redone]) == {4}
    assert depends([first, second, other, undone, redone], first) == second
    lists = [entry(1, "topics+"), entry(2, "topics+")]
    assert depends(lists, lists[0]) is None, "two items on one list"
    assert depends([entry(1, "attendance/3"), entry(2, "attendance")], entry(1, "attendance/3"))
    gone = HistoryEntry(id=9, at="", changes=(Changed(table="events", id=1, before={"a": 1}),))
    assert depends([first, gone], first) == gone
