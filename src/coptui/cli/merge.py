"""`coptui merge BASE MINE THEIRS`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from coptui.cli import output
from coptui.cli.options import Chosen, Verb, chosen
from coptui.config import folders
from coptui.core.copies.in_words import counted_by_table
from coptui.core.model.counting import counted
from coptui.core.model.sentences import NOTHING_WRITTEN, PREVIEW_ONLY, USE_DRY_RUN
from coptui.errors import FINDINGS, ReadOnly, UsageError
from coptui.language import tr
from coptui.store.opening import opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coptui.core.copies.copies import Clash, Reunited
    from coptui.core.copies.copies_forgotten import Newcomer, Who
    from coptui.core.forgetting.plan import Plan
    from coptui.core.forgetting.request import Passage
    from coptui.core.model.changes import Choice
    from coptui.store.copies import Came, Copies
    from coptui.whereabouts import Whereabouts


@click.command(cls=Verb, name="merge", short_help=tr("Merge two copies of a file (three-way)."))
@click.argument("sides", metavar="[BASE] MINE THEIRS", type=click.Path(), nargs=-1)
@click.option(
    "--prefer",
    type=click.Choice(["mine", "theirs"]),
    help=tr("Choose whose value to keep where both copies changed it."),
)
@click.option(
    "--forgotten",
    metavar="NUMBERS",
    help=tr("Say which of the new people were erased in the other copy; `none` if none were."),
)
@click.option("--dry-run", is_flag=True, help=PREVIEW_ONLY)
@click.option(
    "--git", "driver", is_flag=True, help=tr("Run as git's merge driver: MINE is git's own file.")
)
@chosen
def command(
    chosen: Chosen,
    sides: tuple[str, ...],
    prefer: Choice | None,
    forgotten: str | None,
    dry_run: bool,
    driver: bool,
) -> int:
    """Merge what THEIRS changed since BASE into MINE, field by field.

    If both changed the same field, coptui asks in a terminal which value to keep, or --prefer
    decides. Otherwise these fields are listed, nothing is written, and the command exits with 1. It
    prints table, id, field, and the values in BASE, MINE and THEIRS, separated by tabs. MINE is
    backed up first.

    If one copy erased someone who isn't in BASE, coptui can't tell whether they are among the
    people the other copy added. It also can't if the other copy added someone with the same name
    or address. In a terminal, coptui asks about each, or --forgotten gives their numbers.
    Otherwise these people are listed, nothing is written, and the command exits with 1.

    BASE, MINE and THEIRS may each be the address of a server. If you copied a community from a
    server into a file with `coptui copy`, merge the file back with `coptui merge FILE ADDRESS`: the
    server knows what the community was like when you copied it.
    """
    from coptui.core.copies.copies_forgotten import nobody_says
    from coptui.store.copies import Copies

    base, mine, theirs = _sides(sides)
    if chosen.read_only and not dry_run:
        raise ReadOnly(tr("--read-only writes nothing."), USE_DRY_RUN)
    copies = Copies(base, mine, theirs)
    try:
        asking = output.interactive() and not dry_run
        identify = (
            _named(forgotten) if forgotten is not None else _ask_who if asking else nobody_says
        )
        reunited = copies.reunite(identify=identify)
        if reunited.newcomers:
            _list_newcomers(chosen, reunited.newcomers)
            return FINDINGS
        # What was said of these people holds for the second time, too.
        gone = reunited.forgotten
        if reunited.open and prefer:
            reunited = copies.reunite(lambda clash: prefer, lambda asked: gone)
        elif reunited.open and asking:
            settle = _Asked(copies, len(reunited.open)).settle
            reunited = copies.reunite(settle, lambda asked: gone)
        _list(chosen, reunited)
        if reunited.open:
            output.say(
                counted(
                    len(reunited.open),
                    "{count} field was changed in both copies; nothing was written. "
                    "Add --prefer mine or --prefer theirs to choose for it. In a terminal, coptui asks you.",
                    "{count} fields were changed in both copies; nothing was written. "
                    "Add --prefer mine or --prefer theirs to choose for all of them. In a terminal, coptui asks you.",
                )
            )
            return FINDINGS
        came = copies.came(reunited)
        warning = ""
        if came and not dry_run:
            # Said when it is so, and not before.
            copies.waits = output.say
            warning = copies.write(reunited, state=folders().state, alone=not driver)
            chosen.saved = True
            _forget_beside(replace(chosen, file=mine.address), copies.plans(reunited))
        output.say(_in_words(came, mine.shown))
        output.warn(warning)
        if came:
            _say_in_question(reunited.passages)
        for table, number in reunited.back:
            output.say(
                tr(
                    "{name} was deleted in one copy but is mentioned in the other, so it was kept.",
                    name=copies.name(table, number),
                )
            )
        if dry_run:
            output.say(NOTHING_WRITTEN)
    finally:
        copies.close()
    return 0


def _forget_beside(chosen: Chosen, plans: Sequence[Plan]) -> None:
    """Forget those whom the merge erased in the notebook and the drafts, too."""
    if not plans:
        return
    from coptui.cli.which_file import session
    from coptui.store.drafts import Drafts

    here = session(chosen, writing=True)
    try:
        here.drafts = Drafts(folders().state / "drafts")
        for undone in [one for plan in plans for one in here.forgetting.beside(plan)]:
            output.warn(undone.said())
    finally:
        here.close()


def _sides(sides: tuple[str, ...]) -> tuple[Whereabouts | None, Whereabouts, Whereabouts]:
    """Return BASE, MINE and THEIRS; of two the server is MINE, and knows what it was."""
    known = [opened(each) for each in sides]
    if len(known) == 3:
        return known[0], known[1], known[2]
    if len(known) == 2 and sum(each.file is None for each in known) == 1:
        server, file = sorted(known, key=lambda each: each.file is not None)
        return None, server, file
    raise UsageError(
        tr("Give three copies: the one that both started from, yours, and theirs."),
        tr(
            "coptui merge BASE MINE THEIRS; BASE can be left out if one of the other two is on a server."
        ),
    )


def _named(said: str) -> Who:
    """Return those who were named by their numbers."""
    numbers = {piece.strip() for piece in said.split(",")}

    def who(asked: Sequence[Newcomer]) -> list[Newcomer]:
        known = {str(newcomer.id) for newcomer in asked}
        if said.strip().casefold() == "none":
            return []
        if not numbers <= known:
            raise UsageError(
                (
                    tr(
                        "--forgotten {said} doesn't fit: the new people have the numbers {known}.",
                        said=said,
                        known=", ".join(sorted(known)),
                    )
                ),
                tr("Give one or more of these numbers, such as 4,7, or none."),
            )
        return [newcomer for newcomer in asked if str(newcomer.id) in numbers]

    return who


def _ask_who(asked: Sequence[Newcomer]) -> list[Newcomer]:
    """Ask about each; stop altogether at the end of the input."""
    output.say(tr("Someone was erased in one copy. Are they among these people of the other copy?"))
    copies = {"mine": tr("your copy (MINE)"), "theirs": tr("the other copy (THEIRS)")}
    forgotten = []
    for newcomer in asked:
        said = ""
        while said not in ("y", "n"):
            answer = output.ask(
                tr(
                    "{name}, in {copy}: is this the person who was erased? y or n, or q to stop:",
                    name=_who(newcomer),
                    copy=copies[newcomer.copy],
                )
            )
            said = ("q" if answer is None else answer).strip().casefold()[:1]
            if said == "q":
                raise click.Abort
        if said == "y":
            forgotten.append(newcomer)
    return forgotten


def _who(newcomer: Newcomer) -> str:
    return f"{newcomer.name} ({newcomer.about})" if newcomer.about else newcomer.name


def _list_newcomers(chosen: Chosen, newcomers: Sequence[Newcomer]) -> None:
    if chosen.json:
        output.records(newcomer._asdict() for newcomer in newcomers)
    else:
        for newcomer in newcomers:
            output.cells(newcomer.copy, str(newcomer.id), newcomer.name, newcomer.about)
    output.say(
        tr(
            "Someone was erased in one copy, and may be one of these people of the other "
            "copy. Nothing was written. Say which with --forgotten NUMBERS, such as "
            "--forgotten {id}, or --forgotten none. In a terminal, coptui asks you.",
            id=newcomers[0].id,
        )
    )


def _say_in_question(passages: Sequence[Passage]) -> None:
    """Say which words of MINE and THEIRS may mean someone who was erased."""
    if passages:
        output.say(
            counted(
                len(passages),
                "{count} passage may refer to someone who was erased, and stays as it is:",
                "{count} passages may refer to someone who was erased, and stay as they are:",
            )
        )
    for passage in passages:
        where = f"{passage.table} {passage.id} {passage.field}"
        output.say(f"  {where}: {passage.words} ({passage.sentence})")


class _Asked:
    """Asks once about each field; leaves it open at the end of the input."""

    def __init__(self, copies: Copies, count: int) -> None:
        self._copies = copies
        self._count = count
        self._number = 0

    def settle(self, clash: Clash) -> Choice:
        self._number += 1
        what = _what(clash, self._copies)
        output.say(
            tr(
                "{number} of {count}: {what} was changed in both copies",
                number=self._number,
                count=self._count,
                what=what,
            )
        )
        for whose, value in (
            (tr("before"), clash.base), (tr("mine"), clash.mine), (tr("theirs"), clash.theirs)
        ):  # fmt: skip
            output.say(f"  {whose:7} {_value(value)}")
        while True:
            said = output.ask(tr("Which one should be kept? m for mine, t for theirs, q to stop:"))
            answer = (said or "q").strip().casefold()
            if answer in ("m", "mine"):
                return "mine"
            if answer in ("t", "theirs"):
                return "theirs"
            if answer in ("q", "quit"):
                raise click.Abort


def _list(chosen: Chosen, reunited: Reunited) -> None:
    if chosen.json:
        output.records(
            {
                "table": clash.table,
                "id": clash.id,
                "field": clash.key or None,
                "base": clash.base,
                "mine": clash.mine,
                "theirs": clash.theirs,
            }
            for clash in reunited.open
        )
        return
    for clash in reunited.open:
        values = (_value(value) for value in (clash.base, clash.mine, clash.theirs))
        output.cells(clash.table, str(clash.id), clash.key, *values)


def _what(clash: Clash, copies: Copies) -> str:
    field = clash.key.replace("_", " ").replace("/", ", ") or tr("all of this record")
    return f"{copies.name(clash.table, clash.id)}: {field}"


def _value(value: Any) -> str:
    if value is None:
        return tr("(nothing)")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _in_words(came: tuple[Came, ...], mine: str) -> str:
    words = {
        tr("adds {records}"): "added",
        tr("changes {records}"): "changed",
        tr("removes {records}"): "gone",
    }
    marks = sum(one.added for one in came if one.table == "erased")
    erased = counted(marks, "{count} person stays erased", "{count} people stay erased")
    said = [counted_by_table(words, came), erased if marks else ""]
    return f"{mine}: {'; '.join(filter(None, said)) or tr('nothing to merge')}."
