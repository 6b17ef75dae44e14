"""Sending a draft: letter by letter, each in the log before and after, so that none goes twice."""

from __future__ import annotations

import smtplib
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from email.message import EmailMessage
from functools import partial
from typing import Literal

from coptui.core.letters.template import Letter
from coptui.core.letters.writing import noted
from coptui.core.model.community import AllGroups
from coptui.core.model.edits import Edit
from coptui.errors import CoptError
from coptui.language import tr
from coptui.letters.carriers import Carrier, NotSent, Refused
from coptui.letters.draft import DraftLetters, messages
from coptui.store.sending_log import SendingLog

SettledAs = Literal["sent", "again"]
"""What someone says of a letter whose outcome isn't known: it was sent; or send it again."""
SendingProgress = Callable[[str, float], None]


class OutcomeUnknown(CoptError):
    """The connection broke at the very moment when a letter was handed over."""


@dataclass(frozen=True)
class SendingState:
    """How far a round of letters is: who has one, who is still to get one, and whose outcome no one
    knows; `on` is the moment of its latest letter, "" before the first."""

    number: int
    done: tuple[int, ...] = ()
    to_send: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()
    on: str = ""


@dataclass
class Report:
    """What came of sending: members by outcome, with the reason where a letter was refused."""

    sent: list[int] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)
    unknown: list[int] = field(default_factory=list)
    stopped: CoptError | None = None
    not_noted: CoptError | None = None
    to_send: int = 0


def state_of(
    log: SendingLog, draft: DraftLetters, *, again: bool = False, safe: bool = False
) -> SendingState:
    """Return how far the latest round of a draft is, or with `again` a new round.

    A letter that was refused is tried again with the next sending. A round that isn't finished goes on, even with `again`. With `safe` a letter without an outcome
    is simply taken again: its carrier repeats it without harm.
    """
    number = log.round_of(draft.key)
    outcomes = log.outcomes(draft.key, number)
    members = [one.member for one in draft.letters if one.member in draft.community.members]
    unknown = [] if safe else [m for m in members if outcomes.get(m) == "begun"]
    traced = _traced(draft) if number == 1 else {}
    done = [m for m in members if outcomes.get(m) == "sent" or m in traced]
    to_send = [m for m in members if m not in done and m not in unknown]
    if again and done and not to_send and not unknown:
        return SendingState(number + 1, to_send=tuple(members), on=log.last_day(draft.key, number))
    on = log.last_day(draft.key, number) or max(traced.values(), default="")
    return SendingState(number, tuple(done), tuple(to_send), tuple(unknown), on)


def _traced(draft: DraftLetters) -> dict[int, str]:
    """Return on whose records the letter is noted, and when: what is known of what left without this
    log, such as from another host, or before a file was moved."""
    event = draft.event.id if draft.event is not None else None
    # A letter that goes out each month or year is known by its month or year.
    period = draft.key.split(" ")[1] if draft.kind.again else ""
    if event is None and draft.kind.id != "newcomer" and not period:
        return {}
    return {
        letter.member: str(sent.on or "")
        for letter in draft.letters
        if letter.member in draft.community.members
        for sent in draft.community.members[letter.member].letters
        if (sent.kind, sent.event) == (draft.kind.id, event)
        and str(sent.on or "").startswith(period)
    }


def send(
    draft: DraftLetters,
    state: SendingState,
    carrier: Carrier,
    log: SendingLog,
    *,
    sender: str,
    sender_name: str,
    now: Callable[[], datetime],
    settled: Mapping[int, SettledAs] | None = None,
    told: SendingProgress = lambda what, share: None,
) -> Report:
    """Send what is still to be sent, in order; stop at the first letter that can't leave.

    `settled` says of letters without an outcome what became of them; others of those are left
    alone. `told` is called before each letter, and may raise to end it: that loses nothing.
    """
    settled = settled or {}
    report = Report(to_send=len(state.to_send))
    turn = {*state.to_send, *(m for m, said in settled.items() if said == "again")}

    def log_it(member: int, outcome: Literal["begun", "sent", "refused", "not sent"]) -> None:
        log.add(draft.key, state.number, member, outcome, now().isoformat(timespec="seconds"))

    for member, said in settled.items():
        if said == "sent":
            log_it(member, "sent")
            report.sent.append(member)
    share = 0
    mails = messages(
        draft.only(turn), sender=sender, sender_name=sender_name, at=now(), number=state.number
    )
    try:
        for letter, mail in mails:
            told(tr("{share} of {count}", share=share, count=len(turn)), share / len(turn))
            share += 1
            try:
                begin = partial(log_it, letter.member, "begun")
                if not _delivered(carrier, letter, mail, begin, report):
                    log_it(letter.member, "refused")
                    continue
                log_it(letter.member, "sent")
                report.sent.append(letter.member)
            except NotSent as error:
                if log.outcomes(draft.key, state.number).get(letter.member) == "begun":
                    log_it(letter.member, "not sent")
                report.stopped = error
                break
            except CoptError as error:
                report.unknown += [letter.member] if isinstance(error, OutcomeUnknown) else []
                report.stopped = error
                break
    finally:
        carrier.close()
    return report


def _delivered(
    carrier: Carrier, letter: Letter, mail: EmailMessage, begin: Callable[[], None], report: Report
) -> bool:
    """Hand a letter over; return False if it was refused. Raise OutcomeUnknown if no one can say."""
    try:
        carrier.deliver(letter, mail, begin)
    except Refused as error:
        report.refused[letter.member] = error.message
        return False
    except CoptError:
        raise
    except (OSError, smtplib.SMTPException, subprocess.SubprocessError) as error:
        raise OutcomeUnknown(
            tr(
                "The connection was lost while the letter to {name} was being sent.",
                name=letter.name,
            ),
            tr(
                "The letter may have been sent all the same: look in the sender's mailbox before you send it again."
            ),
        ) from error
    return True


def note(
    log: SendingLog,
    draft: DraftLetters,
    number: int,
    community: AllGroups,
    on: date,
    save: Callable[[Edit], object],
    at: str,
) -> int:
    """Save on the members' records what was sent and isn't noted there yet; return how many.

    What was interrupted between the two is noted with the next sending.
    """
    members = log.not_noted(draft.key, number)
    if not members:
        return 0
    edit = noted(community, draft.kind, draft.event, members, on)
    if edit:
        save(edit)
    log.note(draft.key, number, members, at)
    return len(members)
