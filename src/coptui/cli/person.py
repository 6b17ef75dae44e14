"""`coptui person export|forget`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coptui.cli import output, which_file
from coptui.cli.options import Chosen, VerbGroup, chosen
from coptui.config import folders
from coptui.core.model.counting import counted
from coptui.core.model.sentences import DO_NOT_ASK, INCLUDE_NOTES, NOTHING_CHANGED
from coptui.errors import LOCKED_OR_INVALID, UsageError
from coptui.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coptui.core.forgetting.request import Erasure, Passage
    from coptui.core.model.records import Member
    from coptui.session import Session


@click.group(
    cls=VerbGroup, name="person", short_help=tr("Handle a data access or erasure request.")
)
def command() -> None:
    """Give one person everything held about them, or erase them."""


@command.command(name="export", short_help=tr("Print everything held about one person."))
@click.argument("name", metavar="NAME...", nargs=-1, required=True)
@click.option("--notes", is_flag=True, help=INCLUDE_NOTES)
@chosen
def export(chosen: Chosen, name: tuple[str, ...], notes: bool) -> None:
    """Print everything held about one person, as text or with --json.

    What others said and did is left out, and confidential topics and events appear by code
    only. --notes adds private notes. Your own notebook is left out.
    """
    from coptui.core.people.person_file import as_text, held_about

    session = which_file.session(chosen, writing=False)
    member = _member(session, name)
    held_records = held_about(session.all_groups, member, notes=notes)
    if chosen.json:
        output.records(
            {"table": held.table, "id": held.id, "why": held.why, "content": held.content}
            for held in held_records
        )
    else:
        output.text(as_text(session.all_groups, member, held_records, session.today).rstrip("\n"))
    if member.notes and not notes:
        output.say(
            tr(
                "Left out: {private_notes}; --notes adds them.",
                private_notes=counted(
                    len(member.notes), "{count} private note", "{count} private notes"
                ),
            )
        )
    session.close()


@command.command(name="forget", short_help=tr("Erase one person, for good."))
@click.argument("name", metavar="NAME|ID|MARK...", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help=DO_NOT_ASK)
@click.option(
    "--passages",
    type=int,
    metavar="N",
    help=tr("Confirm that you have looked at this many unclear passages."),
)
@click.option(
    "--keep", metavar="NUMBERS", help=tr("Leave these passages as they are, such as 2,4-6, or all.")
)
@chosen
def forget(
    chosen: Chosen, name: tuple[str, ...], yes: bool, passages: int | None, keep: str | None
) -> int:
    """Erase one person; this can't be undone.

    They become "someone" with a new id, and events still count the same number of people. Name, addresses, handles
    and other names are removed from the file, its history, every backup, your notebook and your
    drafts.

    Ordinary words and short numbers may mean something else. Each such passage is printed:
    number, table, id, field, the words and the sentence, separated by tabs. --passages says how
    many there are, and --keep which of them to leave as they are; in all the others the words
    become "someone".

    If erasing was interrupted, by a power cut or a full disk, run it again with the person's ID.
    The MARK that `coptui check` prints will do as well.
    """
    from coptui.store.drafts import Drafts

    session = which_file.session(chosen, writing=True)
    member, called = _whom(session, " ".join(name))
    if session.read_only:
        # Said by the session, before anyone is asked.
        session.forget(member)
    session.drafts = Drafts(folders().state / "drafts")
    in_question = session.in_question(member)
    _list(chosen, in_question)
    asking = output.interactive()
    if not asking and not yes:
        raise UsageError(
            tr("No one was erased: coptui needs a terminal to ask you."), tr("Add --yes.")
        )
    if in_question and passages is None and asking:
        output.say(
            tr(
                "{count} may refer to {called}, or mean something else.",
                count=_count(in_question),
                called=called,
            )
        )
        keep = output.ask(
            tr(
                "Which passages should stay as they are? Type numbers such as 2,4-6, or all, or press Enter for none:"
            )
        )
        said = output.ask(
            tr(
                'In all other passages, the words become "someone". To continue, type how many passages there are ({count}):',
                count=len(in_question),
            )
        )
        passages = int(said) if said is not None and said.strip().isdecimal() else -1
    if len(in_question) != (passages or 0):
        stays = f" --keep {keep}" if keep else ""
        raise UsageError(
            tr(
                "{count} may refer to {called}, or mean something else. Nothing was changed.",
                count=_count(in_question),
                called=called,
            ),
            tr(
                "Look at these passages, then run: coptui person forget {member} --yes --passages "
                "{count}{stays} (to leave some of them as they are, add --keep 2,4-6 or "
                "--keep all)",
                member=member,
                count=len(in_question),
                stays=stays,
            ),
        )
    stay = _numbers(keep or "", len(in_question))
    decided = {passage: number not in stay for number, passage in enumerate(in_question, 1)}
    if not yes:
        output.say(tr("{called} will be erased for good; this cannot be undone.", called=called))
        said = output.ask(tr("Type their name to continue:")) or ""
        if said.strip().casefold() != called.casefold():
            output.say(NOTHING_CHANGED)
            return 0
    done = session.forget(member, decided)
    output.say(report(session.whereabouts.name, done))
    session.close()
    return LOCKED_OR_INVALID if done.undone else 0


def report(name: str, done: Erasure) -> str:
    """Print what was done, what couldn't be done, and what is out of our reach."""
    copies = counted(done.backups, "{count} backup", "{count} backups")
    lines = [
        tr(
            'Erased from {name}, its history and {backups}. Events still count this person, as "someone".',
            name=name,
            backups=copies,
        )
    ]
    if done.removed:
        lines.append(
            counted(
                done.removed,
                "{count} backup couldn't be read and was removed.",
                "{count} backups couldn't be read and were removed.",
            )
        )
    lines += [one for one in (done.warning,) if one]
    if done.undone:
        lines += [one.said() for one in done.undone]
        lines.append(
            tr("Put that right, then run: coptui person forget {mark} --yes", mark=done.person.mark)
        )
    lines.append(
        tr(
            "coptui can't reach other copies of the file, git, mailboxes or other people's "
            "notebooks and drafts. If a later import contains the name, you will be asked."
        )
    )
    return "\n".join(lines)


def _whom(session: Session, said: str) -> tuple[int, str]:
    """Return the id that is meant, and what to call them: from a mark, an id, or a name."""
    from coptui.store.opening import begun

    for act in begun(session.whereabouts, folders().state):
        if said == act.person.mark:
            return act.member, said
    if said.isdecimal():
        member = session.all_groups.members.get(int(said))
        return int(said), member.name if member is not None else said
    member = _member(session, (said,))
    return member.id, member.name


def _list(chosen: Chosen, found: Sequence[Passage]) -> None:
    rows = [{"number": number, **one._asdict()} for number, one in enumerate(found, 1)]
    if chosen.json:
        output.records(rows)
        return
    for row in rows:
        cells = (row[name] for name in ("number", "table", "id", "field", "words", "sentence"))
        output.cells(*map(str, cells))


def _count(found: Sequence[Passage]) -> str:
    return counted(len(found), "{count} passage", "{count} passages")


def _numbers(said: str, last: int) -> set[int]:
    """Return `2,4-6` as numbers. Raise UsageError for anything that isn't in the list."""
    if said.strip().casefold() == "all":
        return set(range(1, last + 1))
    chosen_numbers: set[int] = set()
    for piece in filter(None, said.replace(" ", "").split(",")):
        first, _, then = piece.partition("-")
        if not (first.isdecimal() and (then or first).isdecimal()):
            raise UsageError(
                tr("{piece!r} isn't a number in the list.", piece=piece),
                tr("Write, for example, 2,4-6."),
            )
        numbers = set(range(int(first), min(int(then or first), last + 1) + 1))
        if not numbers or not numbers <= set(range(1, last + 1)):
            raise UsageError(
                tr("{piece!r} isn't in the list.", piece=piece),
                tr("The numbers in the list go from 1 to {last}.", last=last),
            )
        chosen_numbers |= numbers
    return chosen_numbers


def _member(session: Session, name: tuple[str, ...]) -> Member:
    from coptui.core.finding.search import one

    hit = one(session.all_groups, " ".join(name))
    return session.all_groups.members[hit.id]
