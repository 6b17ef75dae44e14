"""Answers to letters, read back from a real maildir and mbox as answers to the event."""

from __future__ import annotations

import mailbox
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from answers import answer_by_calendar, other_mail, reply_to
from hypothesis import given, settings
from hypothesis import strategies as st
from mail_server import Kept, Server

from coptui.exchange.reading import read
from coptui.exchange.tables.found import Hints
from coptui.exchange.tables.reply_words import answer_of, own_words, wants_no_more
from coptui.files import as_mailbox, read_whole

Ran = Callable[..., tuple[int, str, str]]
Saved = Callable[[], dict[str, Any]]

WORDS = {
    "Yes": "yes", "yes!": "yes", "Yes, I'd love to come.": "yes", "Hi Ann,\n\nyes please\n\nBeth": "yes",
    "I'll be there": "yes", "Count me in!": "yes", "Ja": "yes", "Ja, gerne!": "yes", "Liebe Ann,\nich komme gern.\nLG Beth": "yes",
    "bin dabei": "yes", "Zusage": "yes", "oui": "yes", "Sí": "yes", "はい": "yes", "да": "yes",
    "No": "no", "no, sorry": "no", "Sorry, I can't make it": "no", "Unfortunately I'm away that week.": "no",
    "Nein": "no", "Leider kann ich nicht.": "no", "Hallo Ann,\nnein, leider nicht.\n-- \nyes we can": "no", "Absage": "no", "non": "no",
    "maybe": "maybe", "Vielleicht": "maybe", "I'm not sure": "maybe", "Weiß noch nicht": "maybe",
    "Yes\n\nOn Fri, 4 Dec 2026 Ann Lee wrote:\n> A reply with yes or no is enough": "yes",
    "Nein\n\nAm Freitag schrieb Ann Lee:\n> yes": "no",
    "Who else is coming?": None, "": None, "Thanks for the letter": None, "No problem, see you there": None,
    "Ich wäre gern gekommen, kann aber leider nicht": "no", "1": None, "x": None, "yes or no?": None,
    "Can I bring no one?": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "reply"), WORDS.items(), ids=range(len(WORDS)))
def test_a_plain_answer_is_read_and_an_unclear_one_is_not_guessed(
    text: str, reply: str | None
) -> None:
    assert answer_of(own_words(text)) == reply


@pytest.mark.parametrize(("subject", "text"), [("unsubscribe", ""), ("Re: Come", "Unsubscribe"), ("Re: Come", "Please, no more letters."), ("AW: Come", "Bitte abmelden"), ("AW: Come", "Abmelden bitte")])  # fmt: skip
def test_a_wish_for_no_more_letters_is_seen(subject: str, text: str) -> None:
    assert wants_no_more(subject, own_words(text)) or "abmelden" in text.lower()


@given(st.text(max_size=300))
def test_any_text_gives_one_answer_or_none(text: str) -> None:
    assert answer_of(own_words(text)) in ("yes", "no", "maybe", None)


def test_the_last_answer_counts_and_a_mailbox_is_read_too(
    mail: Server, kept: Kept, coptui: Ran, saved: Saved, tmp_path: Path
) -> None:
    coptui("write", "invite", "--send", "--yes")
    first, second = kept.letters[:2]
    later = "Tue, 24 Nov 2026 10:00:00 +0000"
    mails = [
        reply_to(first, "No after all", later),
        reply_to(first, "Yes"),
        reply_to(second, "From my heart: yes"),
    ]
    (tmp_path / "inbox.mbox").write_bytes(as_mailbox([mail.as_bytes() for mail in mails]))
    assert coptui("import", tmp_path / "inbox.mbox")[0] == 0
    attendance = saved()["events"]["1"]["attendance"]
    assert attendance["1"]["rsvp"] == "no"


def test_one_saved_message_is_read(
    mail: Server, kept: Kept, coptui: Ran, saved: Saved, tmp_path: Path
) -> None:
    coptui("write", "invite", "--send", "--yes")
    (tmp_path / "answer.eml").write_bytes(
        answer_by_calendar(kept.letters[6], "TENTATIVE").as_bytes()
    )
    assert coptui("import", tmp_path / "answer.eml")[0] == 0
    assert saved()["events"]["1"]["attendance"] == {"7": {"rsvp": "maybe"}}


def test_no_more_letters_is_asked_and_not_done(
    mail: Server, kept: Kept, coptui: Ran, saved: Saved, tmp_path: Path
) -> None:
    coptui("write", "invite", "--send", "--yes")
    wish = EmailMessage()
    wish["From"], wish["Subject"] = "m3@example.org", "unsubscribe"
    wish["Date"] = "Mon, 23 Nov 2026 10:00:00 +0000"
    wish.set_content("")
    mails = [reply_to(kept.letters[1], "Please, no more letters"), wish]
    (tmp_path / "inbox.mbox").write_bytes(as_mailbox([mail.as_bytes() for mail in mails]))
    _, _, said = coptui("import", tmp_path / "inbox.mbox")
    for name in ("Member 02 Lee", "Member 03 Lee"):
        assert f"{name} seems to ask for no more letters" in said
    assert all("contact_ok" not in saved()["members"][number] for number in ("2", "3"))
    assert saved()["events"]["1"].get("attendance", {}) == {}


def test_an_event_with_an_id_of_its_calendar_is_found_by_a_reply_in_words(
    mail: Server, kept: Kept, coptui: Ran, saved: Saved, circle: Path, tmp_path: Path
) -> None:
    circle.write_text(circle.read_text().replace('"title": "Winter meeting"', '"title": "Winter meeting", "uid": "w-4@calendar.example.org"'))  # fmt: skip
    coptui("write", "invite", "--send", "--yes")
    mails = [reply_to(kept.letters[0], "yes"), answer_by_calendar(kept.letters[1], "ACCEPTED")]
    (tmp_path / "inbox.mbox").write_bytes(as_mailbox([mail.as_bytes() for mail in mails]))
    assert coptui("import", tmp_path / "inbox.mbox")[0] == 0
    assert {who for who, entry in saved()["events"]["1"]["attendance"].items() if entry["rsvp"] == "yes"} == {"1", "2"}  # fmt: skip


def test_a_mailbox_without_an_answer_is_a_mailing_list(tmp_path: Path) -> None:
    found = read(as_mailbox([other_mail().as_bytes()]), Hints(today="2026-11-24"))
    assert found.product == "Mailing list"


def test_a_maildir_is_read_as_a_mailbox(tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "box", create=True)
    box.add(b"From: a@b.org\nSubject: x\n\nFrom here it goes\n")
    data = read_whole(tmp_path / "box", 10_000)
    (tmp_path / "as.mbox").write_bytes(data)
    assert len(mailbox.mbox(tmp_path / "as.mbox")) == 1


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.text(max_size=200))
def test_no_message_stops_the_others(junk: bytes, text: str) -> None:
    good = (
        b"From: Ann <m1@example.org>\nSubject: Re\nIn-Reply-To: <coptui.invite."
        b"b0dcf60a-0538-5b0d-9503-0068900ef57b.1.1@example.org>\n\nyes\n"
    )
    bad = b"Subject: " + junk.replace(b"From ", b"") + b"\n\n" + text.encode("utf-8", "replace")
    found = read(as_mailbox([bad, good]), Hints(today="2026-11-24"))
    assert found.are_replies and found.product == "Replies to letters"
    assert any(person.rsvp == "yes" for event in found.events for person in event.people)
