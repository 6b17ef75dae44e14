"""Mailing lists: mbox files and the monthly archives of Mailman; who wrote when, not what."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import HeaderParser
from email.utils import getaddresses, parseaddr, parsedate_to_datetime

from coptui.core.model.days import is_day
from coptui.core.model.text import fold
from coptui.exchange.tables.addresses import addresses_in, name_beside, sends_for_others
from coptui.exchange.tables.found import Found, FoundPerson, FoundPost, Hints, Skipped
from coptui.exchange.tables.mailboxes import END_OF_HEADERS, parts_of
from coptui.language import tr

_REPLY = re.compile(
    r"\s*(?:\[[^\]]*\]\s*){0,4}(?:re|aw|antw|sv|vs|odp|ynt|rif|r|tr)(?:\[\d+\])?\s*:\s*", re.I
)
_LIST_TAG = re.compile(r"\s*\[[^\]]{1,40}\]\s*")
_DIGEST = re.compile(r"\bdigest,? vol", re.IGNORECASE)
_VIA = re.compile(r"'?(.+?)'? (?:via|par|über|por|tramite) .+", re.IGNORECASE)
_SIGN = re.compile(r"([\w.+-]+)(?: at | AT | ?\[at\] ?| ?\(at\) ?|\(a\))([\w-]+(?:\.[\w-]+)+)")
_ID = re.compile(r"<[^<>\s]+>")
_MOST_HEADERS = 64 * 1024


@dataclass(frozen=True)
class _Letter:
    """The headers of one message; `line` is that of its separator."""

    line: int
    sent: str
    headers: Message


def read(data: bytes, hints: Hints) -> Found:
    """Return posts with authors and threads; digests and automatic answers are skipped."""
    posts: list[FoundPost] = []
    skipped: list[Skipped] = []
    roots: dict[str, str] = {}
    subjects: dict[str, str] = {}
    for letter in _letters(data):
        subject = _text(letter.headers, "Subject")
        if reason := _no_post(letter.headers, subject):
            skipped.append(Skipped(letter.line, subject[:200], reason))
            continue
        on = _day(letter)
        author = _author(letter)
        if not on or author is None:
            reason = tr("no date") if author else tr("no author")
            skipped.append(Skipped(letter.line, subject[:200], reason))
            continue
        writer = author.emails[0] if author.emails else author.name
        key = (_ids(letter.headers, "Message-ID") or [""])[0] or _known_by(letter, writer, subject)
        if key in roots:
            skipped.append(Skipped(letter.line, subject[:200], tr("a message that appears twice")))
            continue
        topic = fold(_bare(subject))
        before = [*_ids(letter.headers, "References"), *_ids(letter.headers, "In-Reply-To")]
        replies = bool(before) or bool(_REPLY.match(subject))
        thread = next((roots[message_id] for message_id in before if message_id in roots), "")
        if not thread:
            thread = before[0] if before else subjects.get(topic, key) if replies else key
        roots[key] = thread
        # Archives begin in the middle: an answer whose question is not here begins its thread.
        for message_id in before:
            roots.setdefault(message_id, thread)
        subjects.setdefault(topic, thread)
        url = _text(letter.headers, "Archived-At").strip("<> ")
        posts.append(
            FoundPost(
                line=letter.line,
                author=author,
                on=on,
                thread=thread,
                is_reply=replies,
                key=key,
                url=url if url.startswith(("http://", "https://")) else "",
            )
        )
    return Found("Mailing list", "posts", posts=tuple(posts), skipped=tuple(skipped))


def _letters(data: bytes) -> Iterator[_Letter]:
    parser = HeaderParser()
    for part in parts_of(data):
        head = part.content[:_MOST_HEADERS]
        blank = END_OF_HEADERS.search(head)
        head = head[: blank.start()] if blank else head
        try:
            text = head.decode("utf-8")
        except UnicodeDecodeError:
            text = head.decode("cp1252", errors="replace")
        yield _Letter(part.line, part.sent, parser.parsestr(text))


def _known_by(letter: _Letter, writer: str, subject: str) -> str:
    """Return what a letter without an id is known by; of its subject no word."""
    sent = _text(letter.headers, "Date") or letter.sent
    return f"{sent[:60]} {writer} {hashlib.sha256(subject.encode()).hexdigest()[:8]}"


def _no_post(headers: Message, subject: str) -> str:
    automatic = _text(headers, "Auto-Submitted").casefold()
    if automatic and not automatic.startswith("no"):
        return tr("an automatic reply")
    sender = _text(headers, "From").casefold()
    bulk = _text(headers, "Precedence").casefold() in ("bulk", "junk", "auto_reply")
    if bulk and re.search(r"-(?:request|bounces|owner)(?:@| at )|mailer-daemon|postmaster", sender):
        return tr("a message from the list itself")
    if _DIGEST.search(subject) and not _REPLY.match(subject):
        return tr("a digest of messages")
    return ""


def _author(letter: _Letter) -> FoundPerson | None:
    headers = letter.headers
    name, email = _address(_raw(headers, "From"))
    via = _VIA.fullmatch(name)
    if via and len(name) < 300:
        # The list put its own address there; the author's stands elsewhere.
        name = via[1].strip()
        email = _behind(headers, name, email)
    if sends_for_others(email):
        # Whoever wrote has no address here: a program sent it for them.
        email = ""
    if not name and not email:
        return None
    return FoundPerson(letter.line, name, (email,) if email else ())


def _behind(headers: Message, name: str, of_list: str) -> str:
    """Return the real sender of a letter sent in the list's name; "" if the headers don't say."""
    for head in ("X-Original-From", "X-Original-Sender", "Reply-To", "Cc"):
        candidates = [
            (_decoded(shown), address)
            for shown, address in _addresses(_raw(headers, head))
            if "@" in address
            and address.casefold() != of_list.casefold()
            and not sends_for_others(address)
        ]
        named = [address for shown, address in candidates if fold(shown) == fold(name)]
        if named or (len(candidates) == 1 and head != "Cc"):
            return named[0] if named else candidates[0][1]
    return ""


def _addresses(text: str) -> list[tuple[str, str]]:
    try:
        return getaddresses([_with_sign(text)])
    except (ValueError, IndexError, TypeError, RecursionError):
        return []


def _address(text: str) -> tuple[str, str]:
    """Return (name, address), also from `jane at example.org (Jane Doe)`."""
    text = _with_sign(text)
    try:
        name, email = parseaddr(text)
    except (ValueError, IndexError, TypeError, RecursionError):
        name, email = "", ""
    if "@" not in email:
        email = next(iter(addresses_in(text)), "")
        name = name_beside(text) if email else name or text
    return _decoded(name).strip(" '\"<>"), email


def _with_sign(text: str) -> str:
    """Restore the @ that archives write as ` at ` (Mailman 2) or `(a)` (HyperKitty)."""
    if "@" in text:
        return text
    return _SIGN.sub(r"\1@\2", text[:2000])


def _day(letter: _Letter) -> str:
    for text in (_text(letter.headers, "Date"), letter.sent):
        if moment := _moment(text):
            return moment.date().isoformat()
    return ""


def _moment(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.year >= 1970 and is_day(found.date()) else None


def _ids(headers: Message, name: str) -> list[str]:
    return [one for one in _ID.findall(_raw(headers, name))[:50] if len(one) < 500]


def _bare(subject: str) -> str:
    """Return a subject without reply prefixes and the list's tag."""
    for _ in range(8):
        shorter = _LIST_TAG.sub(" ", _REPLY.sub("", subject, count=1), count=1).strip()
        if shorter == subject:
            break
        subject = shorter
    return subject


def _raw(headers: Message, name: str) -> str:
    return " ".join(str(headers.get(name) or "").split())[:4000]


def _text(headers: Message, name: str) -> str:
    return _decoded(_raw(headers, name))


def _decoded(text: str) -> str:
    """Return text with its encoded words decoded, or as it is if they can't be."""
    if "=?" not in text:
        return text
    try:
        return " ".join(str(make_header(decode_header(text))).split())
    except (LookupError, ValueError, MessageError, AssertionError):
        return text
