"""Who gets a letter and why, what stands in it, and that nothing else does."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any, cast, get_args

import icalendar
import pytest
from forty import TODAY, tables
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from coptui.core.letters.kinds import KINDS, kind_named
from coptui.core.letters.recipients import WITHHELD, is_address, recipients
from coptui.core.letters.template import LetterTemplate, filled_line, filled_text, words_in
from coptui.core.letters.words import WORDS
from coptui.core.model.community import Community
from coptui.core.model.records import Break, Channel, Event, Seen
from coptui.core.model.saying import PREFERS
from coptui.core.model.settings import DEFAULTS
from coptui.letters.draft import DraftLetters, draft, event_for, messages
from coptui.letters.shelf import find_letters, read_letter
from coptui.session import Session
from coptui.store.store import Store

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "reports"))
from test_private_by_default import Filled

DAY = date.fromisoformat(TODAY)
NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
KIND = {kind.id: kind for kind in KINDS}


class Source:
    """A community as a letter is made from it."""

    def __init__(self, community: Community, today: date = DAY) -> None:
        self.community, self.today, self.settings, self.by = community, today, DEFAULTS, "Ann Lee"
        self.all_groups = community

    evidence_lines: Any = None

    def readings(self, ids: Any) -> dict[str, Any]:
        return {}

    def previous(self, run: Any) -> None:
        return None


@pytest.fixture
def community(tmp_path: Path) -> Community:
    return _community(tmp_path, tables())


def _community(folder: Path, content: dict[str, Any]) -> Community:
    path = folder / "circle.json"
    path.write_text(json.dumps(content), "utf-8")
    return Session(Store(path, read_only=True), by="Ann Lee", clock=lambda: NOW).whole


def written(
    community: Community, kind: str, today: date = DAY, event: Event | None = None
) -> DraftLetters:
    source = Source(community, today)
    chosen = event or event_for(source, KIND[kind], "")
    return draft(source, KIND[kind], find_letters().get(kind), event=chosen)


def mails(whole: DraftLetters) -> Iterator[EmailMessage]:
    for _, mail in messages(whole, sender="circle@example.org", sender_name="Harbour circle", at=NOW, number=1):  # fmt: skip
        yield cast("EmailMessage", message_from_bytes(mail.as_bytes(), policy=SMTP))


def everything(whole: DraftLetters) -> str:
    """Every header and every part of every letter, decoded."""
    parts = []
    for mail in mails(whole):
        parts += [f"{name}: {value}" for name, value in mail.items()]
        parts += [part.get_content() for part in mail.walk() if not part.is_multipart()]
    return "\n".join(str(part).replace("\r\n ", "") for part in parts)


# Who gets one


def test_everybody_is_either_written_to_or_said_why_not(community: Community) -> None:
    who = recipients(community, KIND["invite"], DAY, DEFAULTS, event=community.events[1])
    assert [one.member for one in who.get] == list(range(1, 41))
    assert {one.why for one in who.get} == {"invited", "member"}
    # Whoever is away or has left isn't a member now; named by hand they would be told apart.
    assert {one.member for one in who.withheld} == {101, 104, 105}
    named = recipients(community, KIND["invite"], DAY, DEFAULTS, event=community.events[1], listed=[101, 102, 103, 104, 105, 1])  # fmt: skip
    assert [one.member for one in named.get] == [1]
    assert {one.member: one.why.split(" ")[0] for one in named.withheld} == {
        101: "asked", 102: "away", 103: "has", 104: "no", 105: "no",
    }  # fmt: skip


@pytest.mark.parametrize("way", get_args(Channel))
def test_who_prefers_another_way_gets_none_and_is_listed_with_it(
    way: Any, community: Community
) -> None:
    member = replace(community.members[1], prefers=way)
    asked = replace(community, members={**community.members, 1: member})
    who = recipients(asked, KIND["thanks"], DAY, DEFAULTS, listed=[1])
    assert [one.why for one in who.withheld] == ([] if way == "mail" else [PREFERS[way]])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_no_kind_of_letter_goes_to_who_must_be_left_alone(kind: Any, community: Community) -> None:
    everyone = [*community.members]
    event = None if kind.about == "people" else community.events[1 if kind.about == "coming" else 2]
    who = recipients(community, kind, DAY, DEFAULTS, event=event, listed=everyone)
    for one in who.get:
        member = community.members[one.member]
        assert not any(rule(community, member, DAY) for rule in WITHHELD)
        assert is_address(one.address)
    assert {one.member for one in who.get} | {one.member for one in who.withheld} == {*everyone}


def test_in_a_break_nobody_is_written_to(community: Community) -> None:
    pause = Break(from_=date(2026, 11, 20), to=date(2026, 11, 30))
    quiet = replace(community, profile=replace(community.profile, breaks=(pause,)))
    who = recipients(quiet, KIND["invite"], DAY, DEFAULTS, event=quiet.events[1])
    assert not who.get
    assert any("break" in one.why for one in who.withheld)


def test_a_reminder_goes_to_those_who_have_not_answered(tmp_path: Path) -> None:
    content = tables()
    content["events"]["1"]["invited"] = [1, 2, 3, 4]
    content["events"]["1"]["attendance"] = {"2": {"rsvp": "yes"}, "3": {"rsvp": "no"}, "5": {}}
    content["members"]["6"]["letters"] = [{"on": "2026-11-01", "kind": "invite", "event": 1}]
    content["members"]["7"]["letters"] = [{"on": "2026-11-01", "kind": "invite", "event": 2}]
    community = _community(tmp_path, content)
    who = recipients(community, KIND["remind"], DAY, DEFAULTS, event=community.events[1])
    assert [one.member for one in who.get] == [1, 4, 6]


def test_thanks_go_to_those_who_came_and_minutes_to_those_invited_too(community: Community) -> None:
    assert [letter.member for letter in written(community, "thanks").letters] == [1, 2]
    assert [letter.member for letter in written(community, "minutes").letters] == [1, 2, 3]


# What stands in one


def test_an_invitation_is_accepted_by_a_calendar(community: Community) -> None:
    for number, mail in enumerate(mails(written(community, "invite")), 1):
        assert mail["To"].addresses[0].addr_spec == f"m{number}@example.org"
        assert len(mail["To"].addresses) == 1
        assert mail["Cc"] is None and mail["Bcc"] is None
        part = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
        assert part.get_param("method") == "REQUEST"
        calendar = icalendar.Calendar.from_ical(part.get_content())
        assert calendar["METHOD"] == "REQUEST"
        (entry,) = calendar.walk("VEVENT")
        assert entry["ORGANIZER"] == "mailto:circle@example.org"
        assert entry["ATTENDEE"] == f"mailto:m{number}@example.org"
        assert entry["ATTENDEE"].params["RSVP"] == "TRUE"
        assert entry.decoded("dtstart").isoformat() == "2026-12-04T18:00:00+01:00"
        assert "the quay" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_a_confidential_event_goes_by_its_code(tmp_path: Path) -> None:
    content = tables()
    content["events"]["1"] |= {"title": "The Okafor case", "confidential": True, "code": "case 15"}
    said = everything(written(_community(tmp_path, content), "invite"))
    assert "case 15" in said
    for hidden in ("Okafor", "the quay", "silent calls", "Silent calls", "Member 01 Lee,"):
        assert hidden not in said


def test_a_line_with_nothing_in_it_is_left_out() -> None:
    text = filled_text("Dear {name},\n\nWhere: {place}\n{link}\n\nBye\n", {"name": "{link}", "link": ""})  # fmt: skip
    assert text == "Dear {link},\n\nBye\n"


def test_who_asked_for_no_contact_is_in_no_letter(tmp_path: Path) -> None:
    content = tables()
    content["members"]["101"] |= {"aliases": ["Halla Teyson"], "phone": "0300 111 222"}
    content["events"]["1"] |= {"hosts": [101, 1], "agenda": "Hal Tey shows a sheet, ask hal@example.org or 0300 111 222 or halla teyson", "place": "at Hal Tey's"}  # fmt: skip
    content["events"]["2"] |= {"hosts": [101], "summary": "Hal Tey spoke. Hal was fine."}
    content["actions"] = {
        "1": {
            "text": "Hal Tey brings the sheet",
            "owner": 101,
            "origin": {"kind": "event", "id": 2},
        }
    }
    content["stories"] = {
        "1": {
            "on": "2026-11-11",
            "text": "Hal Tey saved an hour",
            "teller": 101,
            "consent": "public",
        }
    }
    content["members"]["101"]["consent"] = {"quotes": True}
    community = _community(tmp_path, content)
    for kind in KINDS:
        said = everything(written(community, kind.id)).casefold()
        for hidden in ("hal tey", "halla", "0300 111", "hal@"):
            assert hidden not in said, kind.id
    # A first name alone may be anybody's: whoever writes is told to look.
    assert [member.id for member in written(community, "minutes").named] == [101]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_nothing_private_is_in_any_letter(kind: Any) -> None:
    filled = Filled()
    members = {
        number: replace(
            member,
            emails=(f"m{number}@example.org",),
            status="active",
            prefers="mail",
            joined_on=date(2026, 11, 1),
        )
        for number, member in filled.community.members.items()
    }
    community = replace(filled.community, members=members)
    words = "\n".join(f"{{{word}}}" for word in WORDS)
    template = LetterTemplate(kind=kind.id, subject=words.replace("\n", " "), text=words)
    event = None if kind.about == "people" else community.events[2 if kind.about == "coming" else 1]
    source = Source(community, date(2026, 11, 25))
    whole = draft(source, kind, template, event=event, listed=[1, 2])
    assert whole.letters
    said = everything(whole)
    for token, path in filled.hidden_from(Seen.AWAY).items():
        assert token not in said, path
    # The law would be empty if nothing of an event stood there at all.
    if kind.about == "coming":
        assert filled.tokens_of("events.place")[1] in said


hostile = st.text(max_size=80) | st.sampled_from(
    ["a\r\nBcc: x@evil.org", "\nX-Evil: 1", "=?utf-8?q?a=0ABcc:_x?=", '"a" <b@c.org>, d@e.org', "a\u2028b", "\x00", "{name}", ".\r\n."]
)  # fmt: skip
HEADERS = ["from", "to", "subject", "date", "message-id", "list-unsubscribe", "mime-version", "content-type"]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(name=hostile, title=hostile, place=hostile, agenda=hostile, writer=hostile, circle=hostile)
def test_no_text_adds_a_header_or_a_recipient(
    name: str, title: str, place: str, agenda: str, writer: str, circle: str
) -> None:
    from coptui.core.model.records import Member, Profile

    event = Event(id=1, title=title, starts_at="2026-12-04T18:00", place=place, agenda=agenda)
    community = Community(
        profile=Profile(id=1, name=circle),
        members={1: Member(id=1, name=name, emails=("m1@example.org",))},
        events={1: event},
    )
    source = Source(community)
    source.by = writer
    whole = draft(source, KIND["invite"], find_letters().get("invite"), event=event)
    ((_, made),) = messages(
        whole, sender="circle@example.org", sender_name=circle, at=NOW, number=1
    )
    mail = cast("EmailMessage", message_from_bytes(made.as_bytes(), policy=SMTP))
    assert [header.casefold() for header in mail] == HEADERS
    assert [one.addr_spec for one in mail["To"].addresses] == ["m1@example.org"]
    assert [one.addr_spec for one in mail["From"].addresses] == ["circle@example.org"]
    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    (entry,) = icalendar.Calendar.from_ical(part.get_content()).walk("VEVENT")
    assert entry["ATTENDEE"] == "mailto:m1@example.org"


@given(st.text(max_size=60))
def test_an_address_is_one_address(text: str) -> None:
    if is_address(text):
        assert text.count("@") == 1
        assert text.isascii() and text.isprintable()
        assert not set(text) & set(' ,;:<>()[]"\\?%')


@given(st.text(max_size=60), st.dictionaries(st.sampled_from(["name", "event"]), hostile))
def test_a_subject_is_one_line(template: str, words: dict[str, str]) -> None:
    line = filled_line(template, words)
    assert line.splitlines() in ([line], [])


# Templates


@pytest.mark.parametrize("language", ["", "de"])
def test_each_kind_has_its_shipped_letter(language: str) -> None:
    shelf = find_letters((), language)
    assert {*shelf.templates} == {kind.id for kind in KINDS}
    assert not shelf.broken
    plain = find_letters()
    for kind, template in shelf.templates.items():
        assert (template != plain.get(kind)) == bool(language)
        words = {name for name, _ in words_in(template.text)}
        assert words - {"name", "first_name"} == {
            name for name, _ in words_in(plain.get(kind).text)
        } - {"name", "first_name"}


def test_own_letters_replace_shipped_ones_by_version(tmp_path: Path) -> None:
    own = tmp_path / "letters"
    own.mkdir()
    (own / "invite.yaml").write_text("letter: invite\nversion: 2\nsubject: Come\ntext: Hi {name}\n")
    (own / "thanks.yaml").write_text("letter: thanks\nversion: 1\nsubject: Ta\ntext: Ta\n")
    (own / "ask.de.yaml").write_text(
        "letter: ask\nversion: 2\nsubject: Wie war es?\ntext: Hallo {name}\n"
    )
    shelf = find_letters((own,))
    assert shelf.get("invite").subject == "Come"
    assert shelf.get("thanks").origin == ""
    assert [str(mistake).partition(":")[0] for mistake in shelf.broken] == [
        str(own / "thanks.yaml")
    ]
    assert find_letters((own,), "de").get("ask").subject == "Wie war es?"
    assert shelf.get("ask").origin == ""


@pytest.mark.parametrize(("text", "line"), [
    ("letter: invite\nsubject: a\ntext: |\n  Dear\n  {nmae}\n", 5),
    ("letter: invit\nsubject: a\ntext: b\n", 1),
    ("letter: invite\nsubject: a\n", 1),
    ("letter: invite\nsubject: a\ntext: b\nbcc: x@y.org\n", 4),
    ("letter: invite\nsubject: a\ntext: [b]\n", 3),
    ("letter: invite\nversion: one\nsubject: a\ntext: b\n", 2),
    ("- a\n", 1), ("", 1), ("letter: &a invite\nsubject: *a\ntext: b\n", 1),
])  # fmt: skip
def test_a_mistake_in_a_letter_is_named_with_its_line(text: str, line: int) -> None:
    template, mistakes = read_letter(text, "a.yaml")
    assert template is None
    assert mistakes[0].line == line


def test_an_unknown_letter_names_the_nearest() -> None:
    with pytest.raises(Exception, match="invit") as error:
        kind_named("invit")
    assert "invite" in str(error.value)


def test_a_day_is_written_in_the_language_of_the_letter(community: Community) -> None:
    source = Source(community)
    source.settings = replace(DEFAULTS, language="de")
    template = find_letters((), "de").get("invite")
    whole = draft(source, KIND["invite"], template, event=community.events[1])
    assert "Freitag, 4. Dezember 2026, 18:00–20:00" in whole.letters[0].text
