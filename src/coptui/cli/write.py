"""`coptui write`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from coptui.cli import output, which_file
from coptui.cli.options import Chosen, Verb, chosen
from coptui.core.letters.kinds import KINDS, LetterKind, goes_to_nobody, kind_named
from coptui.core.model.counting import counted
from coptui.core.model.sentences import NO_LETTER, USE_ONE
from coptui.errors import FINDINGS, UsageError
from coptui.language import tr

if TYPE_CHECKING:
    from coptui.core.model.records import Event
    from coptui.letters.account import Account
    from coptui.letters.carriers import Carrier
    from coptui.letters.posting import Prepared
    from coptui.letters.sending import SettledAs
    from coptui.session import Session


@click.command(
    cls=Verb,
    name="write",
    of_a_group=True,
    short_help=tr("Write letters: invitations, reminders, thanks."),
)
@click.argument("letter", metavar="|".join(kind.id for kind in KINDS))
@click.argument("event", metavar="[EVENT|LIST]", nargs=-1)
@click.option("--list", "list_name", metavar="NAME", help=tr("Write to the people in the list saved as NAME."))  # fmt: skip
@click.option("--show", is_flag=True, help=tr("Print the text of the letters too."))
@click.option(
    "--send",
    is_flag=True,
    help=tr("Send the letters as set up in the setting `mail` (asks first)."),
)
@click.option("--eml", metavar="FOLDER", type=click.Path(), help=tr("Write a file for each letter, to open in a mail program."))  # fmt: skip
@click.option("--mbox", metavar="FILE", type=click.Path(), help=tr("Write all the letters to a single mailbox file."))  # fmt: skip
@click.option("--yes", is_flag=True, help=tr("Send without asking."))
@click.option(
    "--again", is_flag=True, help=tr("Send another letter to those who have one already.")
)
@click.option("--unsure", type=click.Choice(["sent", "again"]), help=tr("Say what to do about letters that may or may not have been sent: `sent` counts them as sent, `again` sends them again."))  # fmt: skip
@chosen
def command(
    chosen: Chosen,
    letter: str,
    event: tuple[str, ...],
    list_name: str | None,
    show: bool,
    send: bool,
    eml: str | None,
    mbox: str | None,
    yes: bool,
    again: bool,
    unsure: SettledAs | None,
) -> int:
    """Write one letter to each person, and show who gets it and why, and who doesn't.

    EVENT is an id, a date or part of the title; without it, the next event (invite, remind) or
    the last one (ask, thanks, minutes). For newcomer, members, yearly and sponsor, LIST is a saved list.
    People who asked for no contact, are away or have left get no letter, and no one gets one during
    a break. Nothing is sent or written unless you say --send, --eml or --mbox; no one gets the same
    letter twice, and sending that was interrupted carries on where it stopped. It exits with 1 if
    any letter is still to be sent.
    """
    kind = kind_named(letter)
    words = " ".join(event)
    if kind.about == "people" and words:
        if list_name is not None:
            raise UsageError(tr("You gave two lists."), USE_ONE)
        list_name, words = words, ""
    wanted = Wanted(show, send, eml, mbox, yes, again, unsure)
    if wanted.ways > 1:
        raise UsageError(tr("--send, --eml and --mbox can't be used together."), USE_ONE)
    if wanted.ways and chosen.read_only:
        raise UsageError(
            tr("--read-only sends and writes nothing."), tr("Leave out --send, --eml and --mbox.")
        )
    session = which_file.session(chosen, writing=bool(wanted.ways))
    try:
        return _write(chosen, session, kind, words, list_name, wanted)
    finally:
        session.close()


class Wanted(NamedTuple):
    """What was asked for by options."""

    show: bool
    send: bool
    eml: str | None
    mbox: str | None
    yes: bool
    again: bool
    unsure: SettledAs | None

    @property
    def ways(self) -> int:
        """How many ways out were named."""
        return self.send + (self.eml is not None) + (self.mbox is not None)


def _write(
    chosen: Chosen,
    session: Session,
    kind: LetterKind,
    words: str,
    list_name: str | None,
    wanted: Wanted,
) -> int:
    from coptui.letters.posting import post, prepare, said_before, shelf_of

    which_file.say_left_out(*shelf_of(session).broken)
    listed = None if list_name is None else which_file.people_in_list(chosen, session, list_name)
    state = which_file.places_of(chosen).state
    prepared = prepare(
        session,
        kind,
        state=state,
        event=_event(session, kind, words, listed),
        listed=listed,
        list_name=list_name or "",
        again=wanted.again,
        safe=wanted.eml is not None or wanted.mbox is not None,
    )
    _print(chosen, prepared, wanted.show)
    for sentence in (said_before(prepared), *_warnings(prepared)):
        if sentence:
            output.say(sentence)
    if not wanted.ways:
        return 0
    account = _account(chosen, sends=wanted.send)
    carrier = _carrier(account, wanted)
    settled = _settled(prepared, wanted.unsure)
    many = len(prepared.state.to_send) + sum(said == "again" for said in settled.values())
    if not many and not settled:
        # What an earlier sending could not note is noted all the same.
        post(session, prepared.draft.only(()), carrier, account, state=state)
        return _nothing_to_send(prepared)
    if wanted.send and many and not wanted.yes and not _agreed(many):
        return FINDINGS
    return _post(
        session, prepared, carrier, account, state=state, again=wanted.again, settled=settled
    )


def _post(
    session: Session,
    prepared: Prepared,
    carrier: Carrier,
    account: Account,
    *,
    state: Path,
    again: bool,
    settled: dict[int, SettledAs],
) -> int:
    from coptui.letters.posting import post, said_after

    with output.progress() as told:
        report = post(session, prepared.draft, carrier, account, state=state, again=again, settled=settled, told=told)  # fmt: skip
    did = tr("Sent") if carrier.leaves == "send" else tr("Written")
    for sentence in said_after(prepared.draft, report, did):
        output.say(sentence)
    left = [member for member in prepared.state.unknown if member not in settled]
    unfinished = report.stopped or report.not_noted or report.refused or left
    return FINDINGS if unfinished else 0


def _event(
    session: Session, kind: LetterKind, words: str, listed: Sequence[int] | None
) -> Event | None:
    from coptui.letters.draft import event_for

    if not words and listed is not None and kind.id == "thanks":
        return None
    return event_for(session, kind, words)


def _account(chosen: Chosen, *, sends: bool) -> Account:
    from coptui.letters.account import account_of

    if sends and chosen.sandbox is not None:
        raise UsageError(
            tr("The demo sends no letters."), tr("To look at the letters, use --eml or --mbox.")
        )
    places = which_file.places_of(chosen)
    return account_of(which_file.settings(places).mail, places.config)


def _carrier(account: Account, wanted: Wanted) -> Carrier:
    from coptui.letters.carriers import Folder, Mailbox, carrier_of

    if wanted.eml is not None:
        return Folder(Path(wanted.eml))
    return Mailbox(Path(wanted.mbox)) if wanted.mbox is not None else carrier_of(account)


def _settled(prepared: Prepared, unsure: SettledAs | None) -> dict[int, SettledAs]:
    """Return what is said of letters without an outcome; ask on a terminal, otherwise leave them."""
    names = {letter.member: letter.name for letter in prepared.draft.letters}
    settled: dict[int, SettledAs] = {}
    for member in prepared.state.unknown:
        answer = unsure
        if answer is None and output.interactive():
            said = output.ask(tr("The letter to {names} may have been sent. Send it again? [y/N]", names=names[member]))  # fmt: skip
            answer = "again" if said is not None and said.strip().casefold() in ("y", "yes") else "sent"  # fmt: skip
        if answer is None:
            output.say(tr("The letter to {names} may or may not have been sent. If it was, add --unsure sent; to send it again, add --unsure again.", names=names[member]))  # fmt: skip
        else:
            settled[member] = answer
    return settled


def _agreed(many: int) -> bool:
    if not output.interactive():
        raise UsageError(tr("Nothing was sent: coptui needs a terminal to ask whether to send {letters}.", letters=counted(many, '{count} letter', '{count} letters')), tr("Add --yes to send without being asked."))  # fmt: skip
    said = output.ask(
        tr("Send {letters}? [y/N]", letters=counted(many, "{count} letter", "{count} letters"))
    )
    return said is not None and said.strip().casefold() in ("y", "yes")


def _nothing_to_send(prepared: Prepared) -> int:
    if prepared.state.unknown:
        return FINDINGS
    output.say(
        tr(
            "No one is left to write to. To send the letter again to those who have it, add --again."
        )
        if prepared.state.done
        else NO_LETTER
    )
    return 0


def _warnings(prepared: Prepared) -> list[str]:
    if not prepared.draft.letters:
        return [goes_to_nobody(prepared.draft.kind)]
    names = ", ".join(member.name for member in prepared.draft.named)
    return [tr("Read the letters first: they may refer to {names}, who asked not to be contacted.", names=names)] if names else []  # fmt: skip


def _print(chosen: Chosen, prepared: Prepared, show: bool) -> None:
    rows = list(_rows(prepared))
    if chosen.json:
        output.records(rows)
        return
    for row in rows:
        output.cells(_STATES[row["state"]], row["name"], row["address"], row["why"])
    if show:
        for letter in prepared.draft.letters:
            output.text(tr("\nTo: {name} <{address}>\nSubject: {subject}\n\n{text}", name=letter.name, address=letter.address, subject=letter.subject, text=letter.text))  # fmt: skip


_STATES = {
    "done": tr("done"),
    "may have been sent": tr("may have been sent"),
    "to be sent": tr("to be sent"),
    "no letter": tr("no letter"),
}
"""The states as they are printed; JSON has them as they are, for programs."""


def _rows(prepared: Prepared) -> list[dict[str, Any]]:
    draft, state = prepared.draft, prepared.state
    states = {
        **dict.fromkeys(state.done, "done"),
        **dict.fromkeys(state.unknown, "may have been sent"),
        **dict.fromkeys(state.to_send, "to be sent"),
    }
    rows = [
        {
            "state": states[letter.member], "name": letter.name, "address": letter.address,
            "why": draft.why(letter.member), "member": letter.member,
            "subject": letter.subject, "text": letter.text,
        }
        for letter in draft.letters
    ]  # fmt: skip
    for withheld in draft.to.withheld:
        name = draft.community.members[withheld.member].name
        rows.append(
            {"state": "no letter", "name": name, "address": "", "why": withheld.why,
             "member": withheld.member, "subject": "", "text": ""}
        )  # fmt: skip
    return rows
