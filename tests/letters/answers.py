"""What mail and calendar programs send back when someone answers a letter."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage
from pathlib import Path

import icalendar


def reply_to(
    letter: EmailMessage, text: str, at: str = "Mon, 23 Nov 2026 10:00:00 +0000"
) -> EmailMessage:
    """What a mail program sends when somebody answers in words."""
    mail = EmailMessage()
    mail["From"], mail["To"] = letter["To"], letter["From"]
    mail["Subject"], mail["Date"] = f"Re: {letter['Subject']}", at
    mail["In-Reply-To"] = mail["References"] = str(letter["Message-ID"])
    plain = letter.get_body(("plain",))
    quoted = "\n".join(f"> {line}" for line in (plain.get_content() if plain else "").splitlines())
    mail.set_content(f"{text}\n\nOn Sun, 22 Nov 2026 Harbour circle wrote:\n{quoted}\n")
    return mail


def answer_by_calendar(letter: EmailMessage, status: str) -> EmailMessage:
    """What a calendar program sends when somebody presses Accept or Decline."""
    part = next(part for part in letter.walk() if part.get_content_type() == "text/calendar")
    calendar = icalendar.Calendar.from_ical(part.get_content())
    calendar["METHOD"] = "REPLY"
    (entry,) = calendar.walk("VEVENT")
    entry["ATTENDEE"].params["PARTSTAT"] = status
    entry["SUMMARY"] = f"{status}: {entry['SUMMARY']}"
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = letter["To"], letter["From"], "Accepted"
    mail["Date"] = "Mon, 23 Nov 2026 11:00:00 +0000"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("Beth has answered.")
    mail.add_alternative(calendar.to_ical(), maintype="text", subtype="calendar", params={"method": "REPLY"})  # fmt: skip
    return mail


def other_mail() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "m1@example.org", "my secret diagnosis"
    mail["Date"] = "Mon, 23 Nov 2026 12:00:00 +0000"
    mail.set_content("yes")
    return mail


def form_sent_back(
    letter: EmailMessage, text: str, number: int, *, sender: str = ""
) -> EmailMessage:
    """What a mail program sends when somebody fills in the form of a letter."""
    mail = EmailMessage()
    mail["From"], mail["To"] = sender or str(letter["To"]), letter["From"]
    mail["Subject"] = f"Re: {letter['Subject']}"
    mail["Date"] = f"Wed, 11 Nov 2026 10:{number:02d}:00 +0000"
    mail["Message-ID"] = f"<{number}.a81f@mail.example.org>"
    mail["In-Reply-To"] = str(letter["Message-ID"])
    mail.set_content(text)
    return mail


def box_of(path: Path, *mails: EmailMessage) -> Path:
    box = mailbox.Maildir(path, create=True)
    for mail in mails:
        box.add(mail.as_bytes())
    return path


def filled_letter(letter: EmailMessage, *scores: int) -> str:
    """The letter as it is quoted, with numbers in its brackets."""
    plain = letter.get_body(("plain",))
    assert plain is not None
    text, rest = "", iter(scores)
    for line in plain.get_content().splitlines():
        text += f"> {line.replace('[ ]', f'[{next(rest)}]') if '[ ]' in line else line}\n"
    return text
