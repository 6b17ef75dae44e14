"""Who was forgotten in one copy of a file is forgotten in the other, and in what is restored. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple

from coptui.core.model.counting import counted
from coptui.core.model.labels import SOMEONE
from coptui.core.model.references import free_id
from coptui.core.people.forgetting import Plan, documents_of, plan
from coptui.core.people.forgetting_copies import Copy
from coptui.core.people.forgetting_request import SIGN, Passage, Request, is_mark_of
from coptui.core.people.forgetting_texts import StoredDocument
from coptui.core.people.forgetting_who import strings
from coptui.core.people.name_patterns import plain_name
from coptui.errors import DataInvalid
from coptui.language import tr

Tables = dict[str, Any]


class Newcomer(NamedTuple):
    """Someone added in one copy (`copy`) whom the other may have forgotten.

    `about` is where they work and how to reach them, to tell apart people of one name.
    """

    copy: str
    id: int
    name: str
    about: str = ""


Who = Callable[[Sequence[Newcomer]], Collection[Newcomer] | None]
"""Which of these were forgotten; None: no one can say."""


def nobody_says(asked: Sequence[Newcomer]) -> None:
    """Leave open who was forgotten."""


ErasedMember = tuple[int, dict[str, Any]]
"""A member who was erased, and the mark that stands for them."""
_Mark = tuple[dict[str, Any], int | None]
"""A mark, and the member that stands in the place of whoever it was made for, if known."""


class Apart(NamedTuple):
    """The three states without the forgotten people.

    `open` are people of whom no one could say; `said` are those identified as forgotten. `erased`
    are members whom MINE had, each with the mark that stands for them. `passages` may mean one of
    the forgotten, and stay as they are.
    """

    base: Tables
    mine: Tables
    theirs: Tables
    open: tuple[Newcomer, ...]
    said: tuple[Newcomer, ...]
    erased: tuple[ErasedMember, ...]
    passages: tuple[Passage, ...]


def without_the_forgotten(base: Tables, mine: Tables, theirs: Tables, identify: Who) -> Apart:
    """Return the three states without the people forgotten in MINE or THEIRS since BASE.

    A mark that fits no one in BASE was made for someone who joined later, and the other copy may
    have them too: `identify` says which of the people it added. So it does of those it added who
    are called as someone forgotten was. Raise DataInvalid if more people are gone without a trace
    than there are marks with no known id, so that no one comes back.
    """
    sides = {"base": base, "mine": mine, "theirs": theirs}
    plans: list[Plan] = []
    erased: list[ErasedMember] = []
    asked: dict[Newcomer, list[_Mark]] = {}
    for copy, other in (("mine", "theirs"), ("theirs", "mine")):
        # Before anyone is forgotten in BASE, so that both copies may have erased the same person.
        whose, left = whose_marks(base, {"mine": mine, "theirs": theirs}[copy])
        left = [mark for mark in left if mark["mark"] not in marks(sides[other])]
        newcomers = _newcomers(sides, copy, other)
        erased += whose if copy == "theirs" else []
        for number, mark in whose:
            forgetting = _forget(sides, number, mark, _stands_for(sides[copy], mark))
            called = {_plain(name) for name in forgetting.person.called()}
            asked |= {one: [(mark, None)] for one, names in newcomers.items() if called & names}
            plans.append(forgetting)
        if left:
            marks_left = [(mark, _stands_for(sides[copy], mark)) for mark in left]
            asked = dict.fromkeys(newcomers, marks_left) | asked
        # An older file is in the place of a copy, or BASE is newer than it.
        for mark in marks(base).values():
            if mark["mark"] in marks(sides[other]):
                continue
            asked |= {
                newcomer: [(mark, _stands_for(base, mark))]
                for newcomer in newcomers
                if is_mark_of(mark["mark"], newcomer.id)
            }
    said = identify(tuple(asked)) if asked else ()
    for newcomer in said or ():
        # Which of several marks is whose makes no difference.
        known_marks = asked[newcomer]
        mark, someone = known_marks.pop(0) if len(known_marks) > 1 else known_marks[0]
        erased += [(newcomer.id, mark)] if newcomer.copy == "mine" else []
        plans.append(_forget(sides, newcomer.id, mark, someone))
    return Apart(
        sides["base"],
        sides["mine"],
        sides["theirs"],
        tuple(asked) if said is None else (),
        tuple(said or ()),
        tuple(erased),
        tuple(_in_question(plans, documents_of(sides["mine"], sides["theirs"]))),
    )


def _in_question(plans: Sequence[Plan], documents: Sequence[StoredDocument]) -> dict[Passage, None]:
    """Return the passages that may still mean someone; not those of the history, which repeat them."""
    passages: dict[Passage, None] = {}
    for forgetting in plans:
        forgetting.open.clear()
        forgetting.look(documents)
        passages |= dict.fromkeys(one for one in forgetting.open if one.table != "history")
    return passages


def without_the_marked(then: Tables, now: Tables) -> Tables:
    """Return an earlier state of a file without the people forgotten since.

    Raise DataInvalid if nothing tells who they are. A mark that it has already was made when they
    were erased from it.
    """
    known = marks(then)
    new = [one for sign, one in marks(now).items() if sign not in known]
    every = [
        (int(key), mark)
        for key in _documents(then, "members")
        for mark in new
        if key.isdecimal() and is_mark_of(mark["mark"], int(key))
    ]
    every += _whose(then, now, [mark for mark in new if _says_nothing(mark)])[0]
    sides = {"then": then}
    for number, mark in every:
        _forget(sides, number, mark, None, now)
    return sides["then"]


def without_these(
    then: Tables, erased: Sequence[ErasedMember], was: Sequence[Tables], *, is_earlier: bool
) -> Tables:
    """Return a backup, an earlier state of the file or of another copy of it, without members who
    were erased.

    One of `was` still has them.
    """
    for number, mark in erased:
        request = Request(number, mark["on"], mark["mark"])
        someone = max(free_id(tables, "members") for tables in (then, *was))
        copy = Copy(documents_of(then), is_earlier)
        planned = plan(documents_of(*was), _living(*was), request, someone, [copy])
        then = planned.copies[0].tables(then, mark=True)
    return then


def marks(tables: Tables) -> dict[str, dict[str, Any]]:
    """Return the marks of forgotten people by their sign, leaving out any that can't be read."""
    marks_by_sign = {}
    for mark in _documents(tables, "erased").values():
        if isinstance(mark, dict) and isinstance(mark.get("mark"), str):
            with suppress(ValueError):
                date.fromisoformat(str(mark.get("on")))
                marks_by_sign[mark["mark"]] = mark
    return marks_by_sign


def is_nobody(table: str, document: Any) -> bool:
    """Return whether a document stands in for someone who was forgotten."""
    return (
        table == "members"
        and isinstance(document, dict)
        and (document.get("name"), document.get("status")) == (SOMEONE, "left")
    )


def whose_marks(
    base: Tables, side: Tables
) -> tuple[list[tuple[int, dict[str, Any]]], list[dict[str, Any]]]:
    """Return whom in BASE a side has forgotten since, each with the mark, and the marks that fit no
    one there."""
    known = marks(base)
    return _whose(base, side, [mark for sign, mark in marks(side).items() if sign not in known])


def _stands_for(side: Tables, mark: dict[str, Any]) -> int | None:
    """Return the member that a side has in the place of whoever a mark is for."""
    number = marks(side).get(mark["mark"], mark).get("member")
    document = _documents(side, "members").get(str(number))
    return number if is_nobody("members", document) else None


def stand_ins(base: Tables, mine: Tables, theirs: Tables) -> dict[int, int]:
    """Return what in THEIRS stands for someone forgotten whom something in MINE stands for too."""
    in_mine, in_theirs = whose_marks(base, mine)[0], whose_marks(base, theirs)[0]
    pairs = [(mark, mark) for sign, mark in marks(theirs).items() if sign in marks(mine)]
    pairs += [
        (one, other) for number, other in in_theirs for same, one in in_mine if same == number
    ]
    alike = {}
    for one, other in pairs:
        here, there = _stands_for(mine, one), _stands_for(theirs, other)
        if here is not None and there is not None:
            alike[there] = here
    return alike


def _whose(
    base: Tables, side: Tables, new: Sequence[dict[str, Any]]
) -> tuple[list[tuple[int, dict[str, Any]]], list[dict[str, Any]]]:
    """Return whom in BASE a side's new marks are for, and the marks that fit no one there."""
    members = _documents(side, "members")
    gone = [
        int(key) for key in _documents(base, "members") if key.isdecimal() and key not in members
    ]
    whose = [(number, mark) for mark in new for number in gone if is_mark_of(mark["mark"], number)]
    fitting = {mark["mark"] for _, mark in whose}
    silent = [mark for mark in new if _says_nothing(mark)]
    deleted = {change["id"] for change in _deletions(side)} | {number for number, _ in whose}
    traceless = [number for number in gone if number not in deleted]
    if silent and len(traceless) > len(silent):
        raise DataInvalid(
            (
                counted(
                    len(traceless),
                    "{count} person is missing in one copy and {erased} was erased there, "
                    "but coptui can't tell who.",
                    "{count} people are missing in one copy, {erased} of them erased for "
                    "good, but coptui can't tell which.",
                    erased=len(silent),
                )
            ),
            tr("Nothing was written. Run `coptui person forget` in the other copies too."),
        )
    if silent:
        whose += zip(traceless, silent, strict=False)
        fitting |= {mark["mark"] for mark in silent[: len(traceless)]}
    return whose, [mark for mark in new if mark["mark"] not in fitting]


def _says_nothing(mark: dict[str, Any]) -> bool:
    """Return whether a mark of an earlier version can't be compared with an id."""
    return len(mark["mark"]) != 2 * SIGN


def _newcomers(sides: Mapping[str, Tables], copy: str, other: str) -> dict[Newcomer, set[str]]:
    """Return the people added in `other` whom `copy`, which forgot someone, doesn't have, and what
    each is called; also those whom `other` has deleted since: undo would restore them."""
    known = {*_documents(sides["base"], "members"), *_documents(sides[copy], "members")}
    there = {**_deleted_there(sides[other]), **_documents(sides[other], "members")}
    return {
        Newcomer(other, int(key), str(document.get("name", "")), _about(document)): {
            _plain(name) for name in _names(document)
        }
        for key, document in there.items()
        if key.isdecimal()
        and key not in known
        and isinstance(document, dict)
        and not is_nobody("members", document)
    }


def _deleted_there(side: Tables) -> dict[str, Any]:
    """Return the members whose deletion is in the history, as they were."""
    return {str(change["id"]): change.get("before") for change in _deletions(side)}


def _about(member: Mapping[str, Any]) -> str:
    said = (*strings(member.get("organisation")), *strings(member.get("emails")))
    return ", ".join(filter(None, said))


def _names(member: Mapping[str, Any]) -> Iterator[str]:
    for field in ("name", "sort_name", "phone", "aliases", "emails", "handles"):
        yield from strings(member.get(field))


def _plain(name: str) -> str:
    """Return a name, address or number for comparison: without titles, signs and capitals."""
    letters = "".join(filter(str.isalnum, plain_name(name).casefold()))
    return letters or name


def _forget(
    sides: dict[str, Tables],
    number: int,
    mark: dict[str, Any],
    someone: int | None,
    *beside: Tables,
) -> Plan:
    """Forget a member in every copy that still has them, by every name any copy has for them."""
    every = [*sides.values(), *beside]
    someone = someone or max(free_id(tables, "members") for tables in every)
    request = Request(number, mark["on"], mark["mark"])
    living = _living(*(tables for name, tables in sides.items() if name != "base"))
    forgetting = plan(documents_of(*every), living | {number}, request, someone)
    for name, tables in sides.items():
        if mark["mark"] not in marks(tables) or str(number) in _documents(tables, "members"):
            sides[name] = forgetting.tables(tables, mark=True)
    return forgetting


def _living(*files: Tables) -> set[int]:
    """Return the numbers of all members."""
    return {
        int(key) for tables in files for key in _documents(tables, "members") if key.isdecimal()
    }


def _deletions(side: Tables) -> Iterator[dict[str, Any]]:
    """Yield each change of the history that deleted a member."""
    for entry in _documents(side, "history").values():
        changes = entry.get("changes") if isinstance(entry, dict) else None
        for change in changes if isinstance(changes, list) else ():
            if (
                isinstance(change, dict)
                and change.get("table") == "members"
                and change.get("after") is None
                and type(change.get("id")) is int
            ):
                yield change


def _documents(tables: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = tables.get(name)
    return found if isinstance(found, dict) else {}
