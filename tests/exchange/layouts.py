"""Every layout that is read, each with files in its exact shape: one clean, one with all that goes wrong.

`fixtures/LAYOUT/clean….csv` and `hostile….csv` are files as a program writes them; what is told of each stands
beside it, in `clean….csv.found`. Between the dots of a name stands what the program makes of the text: `utf-16`,
`utf-16le` (no byte order mark), `cp1252`, `crlf`, `gzip`. A folder `….zip` is an archive of what is in it, and
`{100,000}` in a text so many letters.

`python tests/exchange/layouts.py` writes what is told anew: look at every line of it that changed.
"""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zipfile
from pathlib import Path

import msgspec

from coptui.core.meetings.yearly import yearly_asked
from coptui.errors import CoptError
from coptui.exchange.reading import read
from coptui.exchange.tables.found import Found, FoundEvent, FoundPerson, FoundRating, Hints

FIXTURES = Path(__file__).parent / "fixtures"
TODAY = "2026-11-20"
LONG = "{100,000}"

LAYOUT_OF = {
    "own-members": "own.members", "own-attendance": "own.attendance",
    "library": "practice.library", "learning-agenda": "practice.learning_agenda",
    "zoom-meeting": "products.zoom_meeting", "zoom-newer": "products.zoom_meeting", "zoom-roll-up": "products.zoom_meeting",
    "zoom-unique": "products.zoom_unique", "zoom-webinar": "products.zoom_webinar",
    "teams-list": "teams_actions.actions", "teams-live-event": "teams_actions.live_event",
    "teams-summary": "teams.summary", "teams-report": "teams.sections", "meet": "products.meet",
    "discourse-users": "discourse.users", "discourse-archive": "discourse.user_archive",
    "discourse-directory": "discourse.read_json", "discourse-admin": "discourse.read_json",
    "discourse-report": "generic.read",
    "ratings": "ratings.read", "members-checklist": "ratings.read",
    "replies": "replies.read", "mbox": "mailing_list.read", "pipermail": "mailing_list.read", "hyperkitty": "mailing_list.read",
    "meetup-members": "products.meetup_members", "meetup-attendees": "products.meetup_attendees",
    "eventbrite": "products.eventbrite", "luma": "products.luma", "google-forms": "products.forms",
    "slack-members": "products.slack_members", "slack-analytics": "products.slack_analytics", "slack-archive": "slack.archive",
    "linkedin": "products.linkedin", "google-contacts": "address_books.google",
    "google-contacts-newer": "address_books.google", "outlook": "products.outlook",
    "vcard": "vcard.read", "calendar": "calendar.read", "table": "generic.read", "list": "pasted.read",
}  # fmt: skip
"""Folder of fixtures to the reader that its files come to."""

CALLED = {
    "meet": "Weekly call 2026-05-28.csv",
    "discourse-archive": "user-archive-jane-260312-101112.zip",
}
"""Names of files that tell something; others are called like their folder."""

QUESTIONS = (("useful", "How useful was it?"), ("welcome", "How welcome did you feel?"))
"""What the community asks after its meetings."""

FILES = sorted(
    path
    for folder in FIXTURES.iterdir()
    for path in folder.iterdir()
    if path.suffix != ".found"
)  # fmt: skip


def bytes_of(path: Path) -> bytes:
    """A fixture as its program writes it."""
    if path.is_dir():
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in sorted(path.rglob("*")):
                if part.is_file():
                    archive.writestr(str(part.relative_to(path)), _bytes(part, ()))
        return out.getvalue()
    return _bytes(path, path.name.split(".")[1:-1])


def _bytes(path: Path, made: tuple[str, ...] | list[str]) -> bytes:
    text = path.read_bytes().decode("utf-8").replace(LONG, "x" * 100_000)
    if "crlf" in made:
        text = text.replace("\n", "\r\n")
    if "utf-16" in made:
        data = codecs.BOM_UTF16_LE + text.encode("utf-16-le")
    else:
        data = text.encode(
            "utf-16-le" if "utf-16le" in made else "cp1252" if "cp1252" in made else "utf-8"
        )
    return gzip.compress(data, mtime=0) if "gzip" in made else data


def hints_of(path: Path) -> Hints:
    layout = path.parent.name
    name = CALLED.get(layout, f"{layout}.csv")
    return Hints(name=name, today=TODAY, questions=QUESTIONS, yearly=yearly_asked())


def found_in(place: str, **hints: object) -> Found:
    """What a fixture says; `place` begins its name, as in `zoom-meeting/clean`."""
    (path,) = [one for one in FILES if str(one.relative_to(FIXTURES)).startswith(f"{place}.")]
    said = {**msgspec.structs.asdict(hints_of(path)), **hints}
    return read(bytes_of(path), Hints(**said))  # type: ignore[arg-type]


def told(path: Path) -> str:
    """All that is found in a fixture, a line each; or why it is refused."""
    try:
        found = read(bytes_of(path), hints_of(path))
    except CoptError as error:
        return f"refused\n  {error.message}\n  {error.hint}\n"
    lines = [f"{found.product}: {found.kind}"]
    for event in found.events:
        lines += ["", _event(event), *(f"  {_person(one)}" for one in event.people)]
    if found.people:
        lines += ["", *map(_person, found.people)]
    if found.posts:
        lines.append("")
    for entry in found.entries:
        texts = "; ".join(f"{field} {text!r}" for field, text in entry.fields.items())
        lines.append(f"{entry.line} {entry.table}: {entry.name}; {texts}")
    for post in found.posts:
        what = "answers" if post.is_reply else "writes"
        more = " ".join(filter(None, (post.key, post.url)))
        lines.append(f"{post.line} {post.on} {_who(post.author)} {what} in {post.thread} as {more}")
    lines += [_rating(answers) for answers in found.ratings]
    if found.skipped or found.notes:
        lines.append("")
    lines += [f"left out {one.line}: {one.reason}: {one.text}" for one in found.skipped]
    lines += [f"note: {note}" for note in found.notes]
    lines += [f"no more letters: {_person(one)}" for one in found.no_more_letters]
    return "".join(f"{_short(line)}\n" for line in lines)


def _event(event: FoundEvent) -> str:
    parts = [f"{event.line} {event.title or 'no title'}, from {event.starts_at or '?'}"]
    parts += [f"to {event.ends_at}"] if event.ends_at else []
    for name in ("time_zone", "uid", "place", "url", "recurrence", "text"):
        if value := getattr(event, name):
            parts.append(f"{name} {value!r}")
    parts += [word for word in ("all_day", "cancelled") if getattr(event, word)]
    return "; ".join(parts)


def _rating(answers: FoundRating) -> str:
    parts = [f"{answers.line} answers by {answers.rater or '?'}"]
    parts += ["the members' checklist"] if answers.yearly else []
    parts += [f"{question} {score}" for question, score in answers.scores.items()]
    parts += [f"note {answers.note!r}"] if answers.note else []
    return "; ".join(parts)


def _person(one: FoundPerson) -> str:
    parts = [f"{one.line} {_who(one)}"]
    parts += [f"{one.minutes:g} min"] if one.minutes is not None else []
    parts += (
        [f"{one.joined_at or '?'} to {one.left_at or '?'}"] if one.joined_at or one.left_at else []
    )
    for name in ("status", "rsvp", "role"):
        if value := getattr(one, name):
            parts.append(f"{name} {value}")
    parts += ["from outside"] if one.outside else []
    parts += [f"{name} {value!r}" for name, value in sorted(one.fields.items())]
    return "; ".join(parts)


def _who(one: FoundPerson) -> str:
    return " ".join([repr(one.name), *(f"<{email}>" for email in one.emails)])


def _short(line: str) -> str:
    """A line without the letters of a cell that goes on and on."""
    return re.sub(r"x{100,}", lambda run: f"{{{len(run[0]):,}}}", line).replace("\n", "\\n")


def kept(path: Path) -> Path:
    """Where it is written what is told of a fixture."""
    return path.with_name(f"{path.name}.found")


if __name__ == "__main__":
    for path in FILES:
        kept(path).write_text(told(path), encoding="utf-8")
