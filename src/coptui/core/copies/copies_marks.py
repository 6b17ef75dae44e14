"""The marks of people who were forgotten: whose they are, and who stands for them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from coptui.core.forgetting.request import SIGN, is_mark_of
from coptui.core.model.by_name import is_stand_in
from coptui.core.model.counting import counted
from coptui.errors import DataInvalid
from coptui.language import tr

Tables = dict[str, Any]


def marks(tables: Tables) -> dict[str, dict[str, Any]]:
    """Return the marks of forgotten people by their sign, leaving out any that can't be read."""
    marks_by_sign = {}
    for mark in documents_in(tables, "erased").values():
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
        and is_stand_in(document.get("name"), document.get("contact_ok"))
    )


def whose_marks(
    base: Tables, side: Tables
) -> tuple[list[tuple[int, dict[str, Any]]], list[dict[str, Any]]]:
    """Return whom in BASE a side has forgotten since, each with the mark, and the marks that fit no
    one there."""
    known = marks(base)
    return whose_of_these(
        base, side, [mark for sign, mark in marks(side).items() if sign not in known]
    )


def stands_for(side: Tables, mark: dict[str, Any]) -> int | None:
    """Return the member that a side has in the place of whoever a mark is for."""
    number = marks(side).get(mark["mark"], mark).get("member")
    document = documents_in(side, "members").get(str(number))
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
        here, there = stands_for(mine, one), stands_for(theirs, other)
        if here is not None and there is not None:
            alike[there] = here
    return alike


def whose_of_these(
    base: Tables, side: Tables, new: Sequence[dict[str, Any]]
) -> tuple[list[tuple[int, dict[str, Any]]], list[dict[str, Any]]]:
    """Return whom in BASE a side's new marks are for, and the marks that fit no one there."""
    members = documents_in(side, "members")
    gone = [
        int(key) for key in documents_in(base, "members") if key.isdecimal() and key not in members
    ]
    whose = [(number, mark) for mark in new for number in gone if is_mark_of(mark["mark"], number)]
    fitting = {mark["mark"] for _, mark in whose}
    silent = [mark for mark in new if says_nothing(mark)]
    deleted = {change["id"] for change in deletions(side)} | {number for number, _ in whose}
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


def says_nothing(mark: dict[str, Any]) -> bool:
    """Return whether a mark of an earlier version can't be compared with an id."""
    return len(mark["mark"]) != 2 * SIGN


def deletions(side: Tables) -> Iterator[dict[str, Any]]:
    """Yield each change of the history that deleted a member."""
    for entry in documents_in(side, "history").values():
        changes = entry.get("changes") if isinstance(entry, dict) else None
        for change in changes if isinstance(changes, list) else ():
            if (
                isinstance(change, dict)
                and change.get("table") == "members"
                and change.get("after") is None
                and type(change.get("id")) is int
            ):
                yield change


def documents_in(tables: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = tables.get(name)
    return found if isinstance(found, dict) else {}
