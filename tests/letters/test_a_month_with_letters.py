"""A month with letters, from the invitation to the page for members, over a mail server and a maildir."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import vobject
from answers import (
    answer_by_calendar,
    box_of,
    filled_letter,
    form_sent_back,
    other_mail,
    reply_to,
)
from ical.calendar_stream import IcsCalendarStream
from mail_server import Kept, Server

from coptui.core.meetings.roll_call import add_pulse
from coptui.session import Session
from coptui.store.store import Store

Ran = Callable[..., tuple[int, str, str]]
Saved = Callable[[], dict[str, Any]]
AFTER = ("--today", "2026-12-06")
"""Two days after the winter meeting."""
GUESTS = {
    str(number): {"name": f"Guest {number} Roe", "emails": [f"g{number}@example.org"], "status": "guest"}
    for number in (201, 202, 203)
}  # fmt: skip


def test_a_month_with_letters(
    mail: Server, kept: Kept, coptui: Ran, saved: Saved, circle: Path, tmp_path: Path
) -> None:
    """Invite 40, 25 answer by calendar and in words, remind 15, hold, thank, ask, 18 say how it was."""
    with_guests(circle)
    assert coptui("write", "invite", "--send", "--yes")[0] == 0
    invitations = taken(kept)
    assert len(invitations) == 40
    every_letter_reads_well(invitations)
    for letter in invitations:
        other_programs_read_the_invitation(letter)

    replies = [answer_by_calendar(letter, "ACCEPTED") for letter in invitations[:6]]
    replies += [answer_by_calendar(letter, "DECLINED") for letter in invitations[6:10]]
    replies += [reply_to(letter, "Yes, see you there!") for letter in invitations[10:16]]
    replies += [
        reply_to(letter, "Hallo Ann,\n\nja, ich komme gern.\n\nViele Grüße")
        for letter in invitations[16:20]
    ]
    replies += [reply_to(letter, "Leider nein.") for letter in invitations[20:25]]
    unclear = [reply_to(invitations[25], "Who else is coming?"), other_mail()]
    code, out, said = coptui("import", box_of(tmp_path / "replies", *replies, *unclear))
    assert code == 0
    assert "diagnosis" not in out + said
    answers = Counter(entry["rsvp"] for entry in saved()["events"]["1"]["attendance"].values())
    assert answers == {"yes": 16, "no": 9}

    assert coptui("write", "remind", "--send", "--yes")[0] == 0
    assert len(taken(kept)) == 15

    hold(coptui, tmp_path)
    assert coptui("write", "thanks", "1", "--send", "--yes", *AFTER)[0] == 0
    assert len(taken(kept)) == 23
    assert coptui("write", "ask", "1", "--send", "--yes", *AFTER)[0] == 0
    forms = taken(kept)
    assert len(forms) == 23
    every_letter_reads_well(forms)

    members, guests = parted(forms)
    by_mail = [form_sent_back(form, filled_letter(form, 3, 4, 3), n) for n, form in enumerate(members[:5])]  # fmt: skip
    by_mail += [form_sent_back(form, "2 3 2", n) for n, form in enumerate(members[5:9], 10)]
    by_mail += [form_sent_back(form, "1 1 2", n) for n, form in enumerate(guests, 20)]
    answered = box_of(tmp_path / "answers", *by_mail)
    assert coptui("import", answered, *AFTER)[0] == 0
    assert coptui("import", answered, *AFTER)[0] == 0
    type_in_slips(circle, 6)
    ratings = saved()["events"]["1"]["pulse"]
    assert Counter(rating["source"] for rating in ratings) == {"member": 15, "visitor": 3}
    assert_no_one_is_named(ratings)

    (line,) = json.loads(coptui("evidence", "aliveness", "--json", *AFTER)[1])
    assert (line["n"], line["value"], line["figures"]["visitors"]) == (15, 3, 1)

    code, out, _ = coptui("report", "--members", *AFTER)
    assert code == 0
    assert "Winter meeting: 23 present" in out
    assert_no_one_is_named(out)
    assert coptui("write", "members", "--send", "--yes", *AFTER)[0] == 0
    news = taken(kept)
    assert len(news) == 40
    every_letter_reads_well(news)
    assert coptui("write", "members", "--send", "--yes", *AFTER)[0] == 0
    assert taken(kept) == []
    assert coptui("write", "members", "--send", "--yes", "--today", "2027-01-03")[0] == 0
    # One who was away until Christmas is back.
    assert len(taken(kept)) == 41


def with_guests(circle: Path) -> None:
    tables = json.loads(circle.read_text("utf-8"))
    tables["members"] |= GUESTS
    circle.write_text(json.dumps(tables), "utf-8")


def taken(kept: Kept) -> list[EmailMessage]:
    """The letters that came since the last time; each to one person."""
    letters, to = list(kept.letters), list(kept.to)
    kept.letters.clear()
    kept.to.clear()
    assert {len(each) for each in to} <= {1}
    assert len({each[0] for each in to}) == len(to)
    return letters


def hold(coptui: Ran, folder: Path) -> None:
    """Twenty members and three guests come, by a sheet kept at the door."""
    rows = [f"Member {number:02d} Lee,m{number}@example.org,yes" for number in range(1, 21)]
    rows += [f"{guest['name']},{guest['emails'][0]},yes" for guest in GUESTS.values()]  # type: ignore[index]
    sheet = folder / "door.csv"
    sheet.write_text("Name,Email,Attended\n" + "\n".join(rows) + "\n", "utf-8")
    assert coptui("import", sheet, "--event", "1", *AFTER)[0] == 0


def parted(forms: list[EmailMessage]) -> tuple[list[EmailMessage], list[EmailMessage]]:
    members = [form for form in forms if "Member" in str(form["To"])]
    return members, [form for form in forms if form not in members]


def type_in_slips(circle: Path, many: int) -> None:
    """What the screen for slips saves: three keys and Enter for each."""
    session = Session(Store(circle), by="ann", clock=lambda: datetime(2026, 12, 6, 10).astimezone())
    for _ in range(many):
        session.edit(add_pulse(session.community.events[1], (), "member", [4, 3, 3]))
    session.close()


def every_letter_reads_well(letters: list[EmailMessage]) -> None:
    """Read with Python's email library: no part of it is odd, and no word is left unfilled."""
    for letter in letters:
        assert not [defect for part in letter.walk() for defect in part.defects]
        assert len(letter["To"].addresses) == 1
        plain = letter.get_body(("plain",))
        assert plain is not None
        text = plain.get_content()
        assert "{" not in text
        assert "None" not in text


def other_programs_read_the_invitation(letter: EmailMessage) -> None:
    """vobject, and ical, which checks each property by RFC 5545."""
    part = next(part for part in letter.walk() if part.get_content_type() == "text/calendar")
    address = letter["To"].addresses[0].addr_spec
    calendar = vobject.readOne(part.get_content())
    assert calendar.method.value == "REQUEST"
    (guest,) = calendar.vevent.attendee_list
    assert guest.value.removeprefix("mailto:") == address
    assert calendar.vevent.dtstart.value.isoformat().startswith("2026-12-04T1")
    strict = IcsCalendarStream.calendar_from_ics(part.get_content())
    (event,) = strict.events
    assert event.dtstart.isoformat().startswith("2026-12-04T1")
    assert event.dtend > event.dtstart
    assert [str(guest.uri).removeprefix("mailto:") for guest in event.attendees] == [address]
    assert event.organizer is not None
    assert str(event.uid)


def assert_no_one_is_named(what: Any) -> None:
    text = json.dumps(what)
    for name in ("Member ", "Guest ", "example.org", "Hal", "Dana"):
        assert name not in text
