"""One odd part of a file costs no other: cards, entries of a calendar, letters, messages."""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coptui.exchange.reading import read
from coptui.exchange.tables.found import Found, Hints

HINTS = Hints(name="file", today="2026-11-29")
PROPERTY = st.text(st.characters(codec="ascii", categories=("L", "N")), min_size=1, max_size=12)
ODD = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=40)
NAMES = ("Jane Roe", "Bram Visser", "Ida Holt", "Ola Berg")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(PROPERTY, st.sampled_from("/;:= %"), ODD), max_size=4), st.integers(0, 3))
def test_an_odd_property_drops_no_card(odd: list[tuple[str, str, str]], place: int) -> None:
    lines = ["VERSION:3.0", "N:Roe;Jane;;;", "FN:Jane Roe", "EMAIL:jane@example.org"]
    lines[place:place] = [f"X-{name}{sign}{rest}" for name, sign, rest in odd]
    (person,) = read("\r\n".join(("BEGIN:VCARD", *lines, "END:VCARD", "")).encode(), HINTS).people
    assert (person.name, person.emails) == ("Jane Roe", ("jane@example.org",))


@pytest.mark.parametrize("broken", ["ADR;X", "TEL;;;=", "ORG", "N;ENCODING=B:***", "TZ;VALUE"])
def test_a_property_that_we_read_and_that_is_broken_drops_no_card(broken: str) -> None:
    card = f"BEGIN:VCARD\nVERSION:3.0\nFN:Jane Roe\n{broken}\nEMAIL:jane@example.org\nEND:VCARD\n"
    (person,) = read(card.encode(), HINTS).people
    assert (person.name, person.emails) == ("Jane Roe", ("jane@example.org",))


def calendar(*entries: str) -> Found:
    body = "".join(f"BEGIN:VEVENT\n{entry}\nEND:VEVENT\n" for entry in entries)
    return read(f"BEGIN:VCALENDAR\n{body}END:VCALENDAR\n".encode(), HINTS)


@given(st.permutations(range(4)))
def test_of_an_entry_the_form_with_the_highest_sequence_is_taken(versions: list[int]) -> None:
    found = calendar(
        *(f"UID:a\nSEQUENCE:{n}\nDTSTART:2026110{n + 1}T170000Z\nSUMMARY:{n}" for n in versions)
    )
    assert [(event.title, event.starts_at[:10]) for event in found.events] == [("3", "2026-11-04")]
    assert len(found.skipped) == 3


@pytest.mark.parametrize("interval", ["0", "00", "-1", "-7", ".5"])
@pytest.mark.parametrize("frequency", ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
def test_an_interval_below_1_is_refused_and_harms_no_other(frequency: str, interval: str) -> None:
    rule = f"RRULE:FREQ={frequency};INTERVAL={interval}"
    found = calendar(
        f"UID:a\nDTSTART:20261104T170000Z\n{rule}\nSUMMARY:Never",
        "UID:b\nDTSTART:20261105T170000Z\nSUMMARY:Once",
    )
    assert [event.title for event in found.events] == ["Once"]
    assert [skip.text for skip in found.skipped] == ["Never"]


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 23), st.integers(0, 99)), max_size=9, unique=True))  # fmt: skip
def test_letters_without_an_id_are_told_apart_and_known_again(
    letters: list[tuple[str, int, int]],
) -> None:
    text = "".join(
        f"From x@example.org Thu Nov  5 17:00:00 2026\nFrom: {name} <{name.split()[0].lower()}@example.org>\n"
        f"Date: Thu, 05 Nov 2026 {hour:02}:00:00 +0100\nSubject: {subject}\n\nHello\n\n"
        for name, hour, subject in letters
    )  # fmt: skip
    if not letters:
        return
    first, second = (read(text.encode(), HINTS) for _ in range(2))
    assert len({post.key for post in first.posts}) == len(first.posts) == len(letters)
    assert first == second


@pytest.mark.parametrize(
    "sender", ["notifications", "noreply", "no-reply", "replies+a1b2", "reply+9f", "bounces+x=y"]
)
def test_who_writes_through_a_program_has_no_address_of_it(sender: str) -> None:
    text = "".join(
        f"From x@y Thu Nov  5 17:00:00 2026\nFrom: {name} via Forum <{sender}@forum.example>\n"
        f"Reply-To: Forum <{sender}@forum.example>\nMessage-ID: <{name[0]}{n}@x>\nDate: Thu, 05 Nov 2026 17:00:00 +0100\n\nHello\n\n"
        for n in range(2)
        for name in NAMES
    )  # fmt: skip
    posts = read(text.encode(), HINTS).posts
    assert Counter(post.author.name for post in posts) == dict.fromkeys(NAMES, 2)
    assert not any(post.author.emails for post in posts)


@st.composite
def messages(draw: st.DrawFn) -> dict[str, Any]:
    """A message as an archive of Slack may hold it."""
    message: dict[str, Any] = {"type": "message", "text": "x"}
    if draw(st.booleans()):
        message["ts"] = f"17939{draw(st.integers(10000, 99999))}.0001"
    if user := draw(st.sampled_from(("U1", "U2", "U9", ""))):
        message["user"] = user
    if user == "U9" and draw(st.booleans()):
        message["user_profile"] = {"real_name": "Ida Holt"}
    if subtype := draw(st.sampled_from(("", "bot_message", "huddle_thread", "thread_broadcast"))):
        message["subtype"] = subtype
    return message


@settings(deadline=None)
@given(st.lists(messages(), max_size=12), st.sampled_from(("general", "renamed", "D1", "mpdm-a-b")))
def test_every_message_is_taken_or_counted_with_its_reason(
    written: list[dict[str, Any]], folder: str
) -> None:
    users = [
        {"id": "U1", "name": "nlind", "real_name": "Nora Lind"},
        {"id": "U2", "name": "bot", "is_bot": True},
    ]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("users.json", json.dumps(users))
        archive.writestr("channels.json", json.dumps([{"id": "C1", "name": "general"}]))
        archive.writestr(f"{folder}/2026-11-05.json", json.dumps(written))
    found = read(file.getvalue(), HINTS)
    counted = sum(
        int(skip.text.split()[0]) for skip in found.skipped if skip.text.split()[-1:] in (["message"], ["messages"])
    )  # fmt: skip
    assert len(found.posts) + counted == len(written)
    if folder in ("D1", "mpdm-a-b"):
        assert not found.posts
