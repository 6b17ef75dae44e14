"""Sending as both front doors do it: with the log open, and what was sent noted afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from coptui.core.letters.kinds import LetterKind
from coptui.core.model.counting import counted
from coptui.core.model.records import Event, day_written
from coptui.core.model.sentences import NOTHING_WRITTEN
from coptui.core.model.text import clean
from coptui.core.model.when import full_day
from coptui.core.views.privacy import fit_to_leave
from coptui.errors import CoptError, ReadOnly
from coptui.language import tr
from coptui.letters.account import Account
from coptui.letters.carriers import Carrier
from coptui.letters.draft import DraftLetters, draft
from coptui.letters.sending import (
    Report,
    SendingProgress,
    SendingState,
    SettledAs,
    note,
    send,
    state_of,
)
from coptui.letters.shelf import FOLDER, LetterShelf, find_letters
from coptui.session import Session
from coptui.store.sending_log import known_letters, log_of, sending_log


class Prepared(NamedTuple):
    """A draft and how far it is."""

    draft: DraftLetters
    state: SendingState


def shelf_of(session: Session) -> LetterShelf:
    """Return the letters of this session: shipped, the community's and one's own."""
    folders = [folder / FOLDER for folder in session.own_folders]
    return find_letters(folders, session.settings.language)


def prepare(
    session: Session,
    kind: LetterKind,
    *,
    state: Path | None,
    event: Event | None = None,
    listed: list[int] | None = None,
    list_name: str = "",
    again: bool = False,
    safe: bool = False,
) -> Prepared:
    """Return the letters of a kind, and who has one already; nothing is sent or written.

    `state` is the person's own state folder.
    """
    template = shelf_of(session).get(kind.id)
    drafted = draft(session, kind, template, event=event, listed=listed, list_name=list_name)
    log = known_letters(log_of(session.whereabouts, state))
    return Prepared(drafted, state_of(log, drafted, again=again, safe=safe))


def post(
    session: Session,
    drafted: DraftLetters,
    carrier: Carrier,
    account: Account,
    *,
    state: Path | None,
    again: bool = False,
    settled: Mapping[int, SettledAs] | None = None,
    told: SendingProgress = lambda what, share: None,
) -> Report:
    """Send a draft and note it; return what came of it. Raise what `sending_log` raises, and
    ReadOnly if nothing can be noted."""
    if session.read_only:
        raise ReadOnly(f"{session.whereabouts.name}: {session.read_only}", NOTHING_WRITTEN)

    def now() -> datetime:
        return datetime.fromisoformat(session.clock.stamp())

    with sending_log(log_of(session.whereabouts, state)) as log:
        # What others sent since the draft was made is noted on the members; who was erased is gone.
        session.refresh()
        as_it_is = replace(drafted, community=session.whole)
        so_far = state_of(log, as_it_is, again=again, safe=carrier.repeats_safely)
        report = Report()
        try:
            report = send(
                drafted, so_far, carrier, log,
                sender=account.sender, sender_name=sender_name(session, account), now=now,
                settled=settled, told=told,
            )  # fmt: skip
        finally:
            # Also where sending was ended from outside: what left is noted.
            try:
                note(log, drafted, so_far.number, session.whole, session.today, session.edit, session.clock.stamp())  # fmt: skip
            except CoptError as error:
                report.not_noted = error
        return report


def sender_name(session: Session, account: Account) -> str:
    """Return the name beside the sender's address."""
    return account.name or clean(fit_to_leave(session.community.profile).name)


def said_before(prepared: Prepared) -> str:
    """Return how far a draft is in a sentence; "" before the first letter."""
    state = prepared.state
    if not state.on:
        return ""
    day = full_day(day_written(state.on))
    if state.to_send or state.unknown:
        return tr(
            "Started on {day}: {letters} done, {count} to go.",
            day=day,
            letters=counted(len(state.done), "{count} letter", "{count} letters"),
            count=len(state.to_send),
        )
    return tr("Everyone already has this letter; the last one was sent or saved on {day}.", day=day)


def said_after(drafted: DraftLetters, report: Report, did: str) -> list[str]:
    """Return what came of sending, a sentence each; `did` is `Sent` or `Written`."""
    names = {letter.member: letter.name for letter in drafted.letters}
    stopped = report.stopped
    lines = (
        []
        if stopped
        else [
            counted(len(report.sent), "{did}: {count} letter.", "{did}: {count} letters.", did=did)
        ]
    )
    for member, why in report.refused.items():
        lines.append(
            tr("The letter to {name} was refused: {why}.", name=names.get(member, ""), why=why)
        )
    if stopped is not None:
        lines.append(
            tr(
                "Stopped after {count} of {to_send} letters: {said}",
                count=len(report.sent),
                to_send=report.to_send,
                said=stopped.message,
            )
        )
        lines.append(stopped.hint or tr("Send again: coptui carries on where it stopped."))
    if report.not_noted is not None:
        lines.append(
            tr(
                "These letters aren't noted on people's records yet: {said}",
                said=report.not_noted.message,
            )
        )
        lines.append(tr("coptui notes them when you next send a letter of this kind."))
    return lines
