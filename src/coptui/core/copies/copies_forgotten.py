"""Who was forgotten in one copy of a file is forgotten in the other, and in what is restored. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from coptui.core.copies.copies_marks import (
    deletions,
    documents_in,
    is_nobody,
    marks,
    says_nothing,
    stands_for,
    whose_marks,
    whose_of_these,
)
from coptui.core.forgetting.documents import StoredDocument
from coptui.core.forgetting.in_copies import Copy
from coptui.core.forgetting.name_patterns import plain_name
from coptui.core.forgetting.plan import Plan, documents_of, plan
from coptui.core.forgetting.request import Passage, Request, is_mark_of
from coptui.core.forgetting.who import called_in, made_one, strings
from coptui.core.model.references import free_id

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
            asked |= {
                keeper: [(mark, stands_for(sides[copy], mark))]
                for keeper in _merged_into(sides[other], other, number)
            }
            forgetting = _forget(sides, number, mark, stands_for(sides[copy], mark))
            called = {_plain(name) for name in forgetting.person.called()}
            asked |= {one: [(mark, None)] for one, names in newcomers.items() if called & names}
            plans.append(forgetting)
        if left:
            marks_left = [(mark, stands_for(sides[copy], mark)) for mark in left]
            asked = dict.fromkeys(newcomers, marks_left) | asked
        # An older file is in the place of a copy, or BASE is newer than it.
        for mark in marks(base).values():
            if mark["mark"] in marks(sides[other]):
                continue
            asked |= {
                newcomer: [(mark, stands_for(base, mark))]
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
        for key in documents_in(then, "members")
        for mark in new
        if key.isdecimal() and is_mark_of(mark["mark"], int(key))
    ]
    every += whose_of_these(then, now, [mark for mark in new if says_nothing(mark)])[0]
    sides = {"then": then}
    for number, mark in every:
        _forget(sides, number, mark, None, now)
    return sides["then"]


def plans_for(erased: Sequence[ErasedMember], was: Sequence[Tables]) -> list[Plan]:
    """Return what forgetting members whom a merge erased does to what lies beside the file.

    One of `was` still has them.
    """
    someone = max(free_id(tables, "members") for tables in was)
    return [
        plan(
            documents_of(*was),
            _living(*was),
            Request(number, mark["on"], mark["mark"]),
            mark.get("member", someone),
        )
        for number, mark in erased
    ]


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


def _newcomers(sides: Mapping[str, Tables], copy: str, other: str) -> dict[Newcomer, set[str]]:
    """Return the people added in `other` whom `copy`, which forgot someone, doesn't have, and what
    each is called; also those whom `other` has deleted since: undo would restore them."""
    known = {*documents_in(sides["base"], "members"), *documents_in(sides[copy], "members")}
    there = {**_deleted_there(sides[other]), **documents_in(sides[other], "members")}
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


def _merged_into(side: Tables, copy: str, number: int) -> Iterator[Newcomer]:
    """Yield whom a copy merged someone with: they are one person there."""
    members = documents_in(side, "members")
    for entry in documents_in(side, "history").values():
        if str(number) in members or not any(
            change["id"] == number for change in deletions({"history": {"": entry}})
        ):
            continue
        for change in entry["changes"]:
            document = members.get(str(change.get("id"))) if isinstance(change, dict) else None
            if isinstance(document, dict) and change.get("table") == "members":
                keeper = replace(called_in(document), ids=(change["id"],))
                if number in made_one(entry, keeper):
                    name = str(document.get("name", ""))
                    yield Newcomer(copy, change["id"], name, _about(document))


def _deleted_there(side: Tables) -> dict[str, Any]:
    """Return the members whose deletion is in the history, as they were."""
    return {str(change["id"]): change.get("before") for change in deletions(side)}


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
    known = _living(sides.get("base", {}))
    those = [_living(tables) for name, tables in sides.items() if name != "base"]
    # Whoever one side deleted may have been merged with them there.
    living = {
        one for one in set().union(*those) if one not in known or all(one in ids for ids in those)
    }
    forgetting = plan(documents_of(*every), living | {number}, request, someone)
    for name, tables in sides.items():
        theirs = forgetting.someone.keys() & _living(tables)
        if theirs or mark["mark"] not in marks(tables):
            sides[name] = forgetting.tables(tables, mark=True)
    return forgetting


def _living(*files: Tables) -> set[int]:
    """Return the numbers of all members."""
    return {
        int(key) for tables in files for key in documents_in(tables, "members") if key.isdecimal()
    }
