"""Answers to our own letters, from a mailbox: by calendar (iTIP REPLY), in plain words, or on the
form that asks how it was.

A letter of ours is known by its Message-ID, which a reply names. What else is in the mailbox is
counted and left alone: not even a subject of it is told.
"""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from msgspec.structs import replace

from coptui.core.model.counting import counted
from coptui.core.model.labels import SOMEONE
from coptui.core.model.text import clean
from coptui.exchange.formats.calendar import read as read_calendar
from coptui.exchange.tables.addresses import address
from coptui.exchange.tables.decoding import decoded
from coptui.exchange.tables.filled_forms import filled_form
from coptui.exchange.tables.found import (
    Found,
    FoundEvent,
    FoundPerson,
    FoundRating,
    Hints,
    Skipped,
)
from coptui.exchange.tables.mailboxes import parts_of
from coptui.exchange.tables.reply_words import answer_of, own_words, wants_no_more
from coptui.exchange.writers.written import OURS
from coptui.language import tr

_OURS = re.compile(r"<coptui\.([a-z]+)\.([0-9a-f-]{36}|all)\.(\d+)\.(\d+)@[^<>\s]+>")
_INVITING = ("invite", "remind")
_TAG = re.compile(r"<(?:style|script|head)\b.*?</(?:style|script|head)>|<blockquote\b.*|<[^<>]*>", re.IGNORECASE | re.DOTALL)  # fmt: skip
_BREAK = re.compile(r"<(?:br|/p|/div)\b[^<>]*>", re.IGNORECASE)
LONGEST = 2_000_000
"""Bytes of one message; what is longer is no plain answer."""


class _Answer(NamedTuple):
    """One answer: when it was written, about which event, and by whom."""

    at: float
    uid: str
    person: FoundPerson


class _HowItWas(NamedTuple):
    """One filled form: when it was written, by whom, and its answers, which name no one."""

    at: float
    writer: str
    rating: FoundRating


def read(data: bytes, hints: Hints) -> Found:
    """Return the answers by event, the latest of each person last; what is unclear is skipped."""
    answers: list[_Answer] = []
    forms: list[_HowItWas] = []
    skipped: list[Skipped] = []
    no_more: list[FoundPerson] = []
    others = 0
    parser = BytesParser(policy=policy.default)
    for part in parts_of(data):
        try:
            mail = parser.parsebytes(part.content[:LONGEST])
            read_from_it = _read_one(mail, part.line, hints)
        except Exception:
            # The library raises whatever a header does; the other messages are as good as before.
            skipped.append(Skipped(part.line, "", tr("a message that cannot be read")))
            continue
        if isinstance(read_from_it, list):
            answers += read_from_it
        elif isinstance(read_from_it, _HowItWas):
            forms.append(read_from_it)
        elif isinstance(read_from_it, FoundPerson):
            no_more.append(read_from_it)
        elif isinstance(read_from_it, Skipped):
            skipped.append(read_from_it)
        else:
            others += 1
    answers.sort(key=lambda answer: answer.at)
    by_event: dict[str, list[FoundPerson]] = {}
    for answer in answers:
        by_event.setdefault(answer.uid, []).append(answer.person)
    events = (
        FoundEvent(line=people[0].line, uid=uid, people=tuple(people))
        for uid, people in by_event.items()
    )
    left = counted(
        others,
        "{count} message that answers none of your letters was left alone.",
        "{count} messages that answer none of your letters were left alone.",
    )
    return Found(
        tr("Replies to letters"),
        "events",
        events=tuple(events),
        ratings=_once(forms),
        skipped=tuple(skipped),
        notes=(left,) if others else (),
        are_replies=True,
        no_more_letters=tuple(no_more),
    )


def _read_one(
    mail: EmailMessage, line: int, hints: Hints
) -> list[_Answer] | _HowItWas | FoundPerson | Skipped | None:
    """Return the answers of one message, who asks for no more letters, why it isn't clear, or None
    for a message that is about none of our letters."""
    at = _sent(mail)
    by_calendar = _by_calendar(mail, line, at, hints)
    if by_calendar is not None:
        why = tr("a calendar's reply that can't be read")
        return by_calendar or Skipped(line, _shown(_writer(mail, line)), why)
    letter = _letter(mail)
    subject = _header(mail, "Subject")
    person = _writer(mail, line)
    if letter is None and not subject.casefold().strip().startswith("unsubscribe"):
        return None
    if _header(mail, "Auto-Submitted").casefold() not in ("", "no"):
        return Skipped(line, _shown(person), tr("an automatic reply"))
    if person is None:
        return Skipped(line, "", tr("a reply without a sender"))
    words = own_words(_text(mail))
    if wants_no_more(subject, words):
        return person
    if letter is not None and letter.kind in ("ask", "yearly"):
        return _how_it_was(mail, letter, person, line, at, hints) or Skipped(
            line, _shown(person), tr("an answer without numbers from 0 to 4: read it yourself")
        )
    if letter is None or letter.kind not in _INVITING or letter.event == "all":
        return Skipped(line, _shown(person), tr("a reply to read yourself"))
    reply = answer_of(words)
    if reply is None:
        return Skipped(line, _shown(person), tr("a reply that says neither yes nor no: read it yourself"))  # fmt: skip
    return [_Answer(at, f"{letter.event}{OURS}", replace(person, rsvp=reply))]


def _by_calendar(mail: EmailMessage, line: int, at: float, hints: Hints) -> list[_Answer] | None:
    """Return the answers that a calendar sent; None if it sent none."""
    for part in mail.walk():
        if part.get_content_type() != "text/calendar":
            continue
        payload = part.get_payload(decode=True)
        text = decoded(payload)[0] if isinstance(payload, bytes) else ""
        if re.search(r"^METHOD:\s*REPLY\s*$", text, re.IGNORECASE | re.MULTILINE):
            return [
                _Answer(at, event.uid, replace(person, line=line))
                for event in read_calendar(text, replace(hints, today="")).events
                for person in event.people
                if person.rsvp is not None and event.uid
            ]
    return None


def _how_it_was(
    mail: EmailMessage, letter: _Letter, person: FoundPerson, line: int, at: float, hints: Hints
) -> _HowItWas | None:
    """Return the answers on the form, without a word that names whoever filled it in."""
    text = _text(mail)
    yearly = letter.kind == "yearly"
    form = filled_form(text, hints.yearly if yearly else hints.questions)
    if form is None:
        return None
    # The message's own id is as good as random: no one can tell from its mark whose it was.
    origin = _header(mail, "Message-ID").strip() or f"{_header(mail, 'Date')}\n{text[:LONGEST]}"
    rating = FoundRating(
        line=line,
        uid="" if yearly else f"{letter.event}{OURS}",
        yearly=yearly,
        sender=letter.member,
        scores=form.scores,
        note=_without_their_name(form.note, person),
        origin=f"mail {origin}",
    )
    return _HowItWas(at, person.emails[0], rating)


def _without_their_name(note: str, person: FoundPerson) -> str:
    names = set(re.findall(r"\w{2,}", f"{person.name} {person.emails[0].partition('@')[0]}"))  # fmt: skip
    if not names:
        return note
    sought = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)
    return sought.sub(SOMEONE, note.replace(person.emails[0], SOMEONE))


def _once(forms: list[_HowItWas]) -> tuple[FoundRating, ...]:
    """Return the last answers of each person about each event, in an order that tells nothing."""
    last: dict[tuple[str, str], FoundRating] = {}
    for form in sorted(forms, key=lambda form: form.at):
        about = (form.writer.casefold(), form.rating.uid)
        before = last.get(about)
        earlier = (*before.earlier, before.origin) if before is not None else ()
        last[about] = replace(form.rating, earlier=earlier)
    return tuple(sorted(last.values(), key=lambda rating: rating.origin))


class _Letter(NamedTuple):
    """A letter of ours: its kind, the id of its event ("all" for none), and who got it."""

    kind: str
    event: str
    member: int


def _letter(mail: EmailMessage) -> _Letter | None:
    """Return which letter of ours a message replies to."""
    for name in ("In-Reply-To", "References"):
        named = _OURS.findall(" ".join(_header(mail, name).split()))
        if named:
            kind, event, member, _ = named[-1]
            return _Letter(kind, event, int(member))
    return None


def _writer(mail: EmailMessage, line: int) -> FoundPerson | None:
    header = mail["From"]
    for one in getattr(header, "addresses", ()):
        email = address(one.addr_spec)
        if email:
            return FoundPerson(line, clean(one.display_name), (email,))
    return None


def _shown(person: FoundPerson | None) -> str:
    return (person.name or person.emails[0]) if person is not None else ""


def _header(mail: EmailMessage, name: str) -> str:
    return str(mail.get(name) or "")[:4000]


def _sent(mail: EmailMessage) -> float:
    try:
        return parsedate_to_datetime(_header(mail, "Date")).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain", "html"))
    if body is None:
        return ""
    payload = body.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        text = payload.decode(body.get_content_charset("utf-8"), "replace")
    except LookupError:
        text = payload.decode("utf-8", "replace")
    if body.get_content_subtype() == "html":
        import html

        text = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    return text
