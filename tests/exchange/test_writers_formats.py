"""What leaves, as others read it: Python's csv, vobject, icalendar; and what never leaves."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import jsonschema
import pytest
import vobject

from coptui.core.model.community import Community
from coptui.core.model.records import Action, Member, Profile, Topic
from coptui.exchange.writers.attendance import attendance
from coptui.exchange.writers.calendar import calendar
from coptui.exchange.writers.cards import cards
from coptui.exchange.writers.members import addresses, members
from coptui.exchange.writers.whole import everything
from coptui.exports import BY_ID, EXPORTS, ExportChoices
from coptui.store.layout import parse
from coptui.store.reading import community_of
from coptui.store.schema import json_schema
from coptui.store.version import read as read_version

TODAY = date(2026, 11, 22)
SECRETS = (
    "Tired of late shifts", "quarrel at work", "needs rest", "The Miller family", "Miller clinic",
    "how Mrs Miller", "rang her twice", "look after Beth", "flat meeting", "worried about tone",
    "who told nobody", "stranger@example.org", "Miller is well", "ward seven", "afterwards", "no nuts",
)  # fmt: skip


def tables() -> dict[str, Any]:
    return {
        "community": {"1": {"name": "Help-line circle", "time_zone": "Europe/Berlin"}},
        "members": {
            "1": {
                "name": "Amara Okafor", "emails": ["amara@example.org", "a@example.net"],
                "phone": "+49 30 1", "organisation": "Boston, General; West", "unit": "Triage",
                "tags": ["night, late"], "offers": ["supervision"], "joined_on": "2023-03-01",
                "notes": [{"on": "2026-10-01", "by": "beth", "text": "Tired of late shifts."}],
                "level_override": {"level": "quiet", "reason": "needs rest"},
                "more": {"Diet": "no nuts", "=Cost": "+1"},
            },
            "2": {"name": "Beth Lindqvist", "emails": ["beth@example.org"], "contact_ok": False},
            "3": {"name": "=HYPERLINK(1)", "seeks": ["@SUM(1)"], "consent": {"directory": False}},
            "4": {"name": "Ivo", "status": "left", "left_reason": "quarrel at work"},
            "5": {"name": "Lena Voss", "status": "guest", "emails": ["lena@example.org"]},
            "6": {
                "name": "Łucja Nowak", "emails": ["LUCJA@example.org"],
                "source": {"kind": "Zoom participants", "file": "ward seven.csv", "row": 3},
            },
        },
        "topics": {
            "1": {"title": "Silence on the line", "stewards": [1, 3], "notes": "worried about tone"},
            "2": {
                "title": "The Miller family", "confidential": True, "code": "case 14",
                "outcome": "how Mrs Miller is",
            },
        },
        "events": {
            "1": {
                "title": "Community call", "starts_at": "2026-11-12T18:00", "status": "held",
                "ends_at": "2026-11-12T19:30", "attendance_taken": True, "place": "Room; 4",
                "attendance": {
                    "1": {"status": "attended", "minutes": 88.5},
                    "4": {"status": "late"}, "2": {"rsvp": "yes"},
                },
                "aftercare": "afterwards", "pulse": [{"source": "member", "note": "flat meeting"}],
                "unmatched": [{"name": "X", "email": "stranger@example.org"}],
            },
            "2": {
                "title": "Miller clinic", "confidential": True, "code": "case 14",
                "starts_at": "2026-11-19T10:00", "status": "held", "attendance_taken": True,
                "attendance": {"6": {"status": "attended"}}, "place": "ward seven",
                "source": {"kind": "Zoom participants", "file": "ward seven.csv", "row": 2},
            },
            "3": {
                "title": "Community call", "starts_at": "2027-06-08T18:00", "series": "call",
                "recurrence": "FREQ=MONTHLY;BYDAY=2TU", "invited": [1, 2],
                "attendance": {"1": {"rsvp": "yes"}},
            },
            "4": {"title": "Two days", "starts_at": "2026-12-05", "ends_at": "2026-12-06"},
            "5": {"title": "Picnic", "starts_at": "2027-01-01", "status": "idea"},
            "6": {"title": "Visit", "starts_at": "2026-12-20T10:00", "status": "cancelled"},
        },
        "touches": {"1": {"on": "2026-11-01", "by": 1, "members": [2], "text": "rang her twice"}},
        "actions": {
            "1": {"text": "look after Beth", "about": [2]}, "2": {"text": "book the room"},
        },
        "stories": {
            "1": {"on": "2026-10-01", "text": "A rota that holds.", "consent": "public"},
            "2": {"on": "2026-10-02", "text": "who told nobody"},
            "3": {"on": "2026-10-03", "text": "Miller is well", "consent": "public", "topic": 2},
        },
        "history": {
            "7": {
                "at": "2026-11-20T09:00:00+01:00", "changes": [
                    {"table": "events", "id": 3, "before": {"starts_at": "2027-06-01T18:00"},
                     "after": {"starts_at": "2027-06-08T18:00"}},
                    {"table": "events", "id": 1, "before": {}, "after": {"summary": "Fine."}},
                    {"table": "topics", "id": 2, "before": {"title": "The Miller family"},
                     "after": {"title": "x"}},
                ],
            }
        },
    }  # fmt: skip


@pytest.fixture
def community() -> Community:
    return community_of(parse(json.dumps(tables()).encode(), "circle.json"))[0]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_members_for_a_spreadsheet(community: Community) -> None:
    written = members(community, TODAY, bom=True)
    assert written.text.startswith("\ufeffName,Pronouns,Organisation,")
    found = {row["Name"]: row for row in rows(written.text)}
    assert list(found) == [
        "'=HYPERLINK(1)", "Amara Okafor", "Beth Lindqvist", "Lena Voss", "Łucja Nowak",
    ]  # fmt: skip
    amara = found["Amara Okafor"]
    assert amara["Email"] == "amara@example.org; a@example.net"
    assert amara["Phone"] == "'+49 30 1"
    assert amara["Organisation"] == "Boston, General; West"
    assert found["'=HYPERLINK(1)"]["Seeks"] == "'@SUM(1)"
    assert found["Beth Lindqvist"]["Contact"] == "no"
    assert found["Lena Voss"]["Status"] == "guest"
    assert written.left_out == (
        "1 person who has left or hasn't joined yet", "2 columns from imported lists",
    )  # fmt: skip
    assert "Diet" not in amara
    asked = members(community, TODAY, more=True)
    (amara, *_) = [row for row in rows(asked.text) if row["Name"] == "Amara Okafor"]
    assert (amara["Diet"], amara["'=Cost"]) == ("no nuts", "'+1")
    assert asked.left_out == ("1 person who has left or hasn't joined yet",)


def test_attendance_for_a_spreadsheet(community: Community) -> None:
    written = attendance(community, TODAY)
    found = {row["Name"]: row for row in rows(written.text)}
    head = "2026-11-12 Community call"
    assert [*found["Ivo"]] == ["Name", "coptui id", head]
    assert {name: row[head] for name, row in found.items()} == {
        "'=HYPERLINK(1)": "", "Amara Okafor": "attended", "Beth Lindqvist": "", "Ivo": "late",
        "Łucja Nowak": "",
    }  # fmt: skip
    assert written.left_out == ("1 confidential event",)
    timed = rows(attendance(community, TODAY, minutes=True).text)
    assert [row[head] for row in timed if row[head]] == ["88.5"]


def test_two_meetings_of_one_day_and_title_keep_two_columns() -> None:
    event = {"title": "Call", "starts_at": "2026-11-12", "status": "held", "attendance_taken": True}
    data = {"members": {"1": {"name": "Ann"}}, "events": {"1": event, "2": event}}
    found, _ = community_of(parse(json.dumps(data).encode(), "x"))
    heads = attendance(found, TODAY).text.splitlines()[0]
    assert heads == "Name,coptui id,2026-11-12 Call (1),2026-11-12 Call (2)"


def test_addresses_of_those_who_may_be_written_to(community: Community) -> None:
    written = addresses(community, TODAY, between=";")
    assert written.text == "amara@example.org; LUCJA@example.org\n"
    assert written.records == 2
    assert written.left_out == (
        "1 person without a usable address", "1 person who asked for no contact",
    )  # fmt: skip


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_an_address_book(community: Community, version: Any) -> None:
    written = cards(community, TODAY, version=version)
    found = {card.fn.value: card for card in vobject.readComponents(written.text)}
    assert [*found] == ["=HYPERLINK(1)", "Amara Okafor", "Lena Voss", "Łucja Nowak"]
    amara = found["Amara Okafor"]
    assert amara.version.value == version
    assert (amara.n.value.given, amara.n.value.family) == ("Amara", "Okafor")
    assert [one.value for one in amara.email_list] == ["amara@example.org", "a@example.net"]
    assert amara.tel.value == "+49 30 1"
    assert amara.org.value == ["Boston, General; West", "Triage"]
    assert amara.categories.value == ["night, late"]
    assert amara.uid.value.startswith("urn:uuid:")
    assert not hasattr(amara, "note")
    assert written.left_out == ("1 person who asked for no contact", "1 private note")
    again = cards(community, TODAY, version=version, notes=True)
    (noted, *_) = [card for card in vobject.readComponents(again.text) if hasattr(card, "note")]
    assert noted.note.value == "2026-10-01 beth: Tired of late shifts."
    assert noted.uid.value == amara.uid.value
    assert all(len(line.encode()) <= 75 for line in again.text.split("\r\n"))


def events_of(text: str) -> dict[str, Any]:
    made = icalendar.Calendar.from_ical(text)
    assert made["METHOD"] == "PUBLISH"
    return {str(part["UID"]): part for part in made.walk("VEVENT")}


def test_a_calendar(community: Community) -> None:
    text = calendar(community, TODAY).text
    found = [*events_of(text).values()]
    assert [str(part["SUMMARY"]) for part in found] == [
        "Community call", "case 14", "Two days", "Visit", "Community call",
    ]  # fmt: skip
    held, clinic, days, _, summer = found
    berlin = ZoneInfo("Europe/Berlin")
    assert held["DTSTART"].dt == datetime(2026, 11, 12, 18, 0, tzinfo=berlin)
    assert held["DTEND"].dt == datetime(2026, 11, 12, 18, 30, tzinfo=UTC)
    # The clock on the wall stays through summer time.
    assert summer["DTSTART"].dt == datetime(2027, 6, 8, 16, 0, tzinfo=UTC)
    assert "TZID=Europe/Berlin:20270608T180000" in text
    assert (days["DTSTART"].dt, days["DTEND"].dt) == (date(2026, 12, 5), date(2026, 12, 7))
    assert [str(part["STATUS"]) for part in found] == [
        "CONFIRMED", "CONFIRMED", "TENTATIVE", "CANCELLED", "TENTATIVE",
    ]  # fmt: skip
    assert [int(part["SEQUENCE"]) for part in found] == [0, 0, 0, 0, 7]
    assert summer["DTSTAMP"].dt == datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    assert {"LOCATION", "URL", "DESCRIPTION"} & {*clinic} == set()
    assert "ATTENDEE" not in text and "RRULE" not in text
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert text == calendar(community, TODAY).text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_a_calendar_names_people_and_repeats_only_when_asked(community: Community) -> None:
    text = calendar(community, TODAY, attendees=True, repeat=True).text
    found = {part["DTSTART"].dt: part for part in events_of(text).values()}
    (summer,) = [part for part in found.values() if part.get("RRULE")]
    assert summer["RRULE"].to_ical() == b"FREQ=MONTHLY;BYDAY=2TU"
    assert str(summer["ATTENDEE"]) == "mailto:amara@example.org"
    assert summer["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert "beth@example.org" not in text
    assert "LUCJA" not in text


@pytest.mark.parametrize(
    ("rule", "starts_at", "zone"),
    [
        ("FREQ=MONTHLY;BYDAY=2TU", "2027-06-09T18:00", "Europe/Berlin"),
        ("FREQ=MONTHLY;BYDAY=2TU;COUNT=5", "2027-06-08T18:00", "Europe/Berlin"),
        ("FREQ=WEEKLY;UNTIL=20271231", "2027-06-08T18:00", "Europe/Berlin"),
        ("FREQ=HOURLY", "2027-06-08T18:00", "Europe/Berlin"),
        ("nonsense", "2027-06-08T18:00", "Europe/Berlin"),
        ("FREQ=MONTHLY;BYDAY=2TU", "2027-06-08T18:00+02:00", ""),
    ],
)
def test_a_rule_that_would_say_something_else_stays_here(rule: str, starts_at: str, zone: str) -> None:  # fmt: skip
    event = {"title": "Call", "series": "call", "recurrence": rule, "starts_at": starts_at}
    data = {"events": {"1": {**event, "time_zone": zone}}}
    found, _ = community_of(parse(json.dumps(data).encode(), "x"))
    assert "RRULE" not in calendar(found, TODAY, repeat=True).text


def test_meetings_of_one_entry_of_a_calendar_are_told_apart() -> None:
    event = {"title": "Call", "uid": "series@example.org"}
    days = {str(n): {**event, "starts_at": f"2026-12-0{n}T10:00:00Z"} for n in (1, 2)}
    found, _ = community_of(parse(json.dumps({"events": days}).encode(), "x"))
    text = calendar(found, TODAY).text
    assert text.count("UID:series@example.org") == 2
    assert "RECURRENCE-ID:20261201T100000Z" in text
    assert "RECURRENCE-ID:20261202T100000Z" in text


@pytest.mark.parametrize("private", [False, True])
def test_everything_fits_its_schema_and_opens_again(community: Community, private: bool) -> None:
    text = everything(community, schema=1, private=private).text
    jsonschema.validate(json.loads(text), json_schema())
    version = read_version(text.encode(), "again.json")
    again = version.community
    assert version.faults == ()
    assert again.members[5] == community.members[5]
    assert again.topics[2].title == "case 14"
    assert not again.history
    assert everything(again, schema=1, private=private).text == text
    if private:
        lucja = community.members[6]
        assert {**again.members, 6: lucja} == community.members
        assert again.touches == community.touches


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.id)
def test_nothing_private_or_confidential_leaves(export: Any, community: Community) -> None:
    text = export.make(community, TODAY, ExportChoices()).text
    unfolded = text.replace("\r\n ", "")
    assert [secret for secret in SECRETS if secret in unfolded] == []


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.id)
def test_what_is_confidential_leaves_with_no_choice(export: Any, community: Community) -> None:
    all_of_it = ExportChoices(notes=True, attendees=True, repeat=True, private=True, minutes=True)
    text = export.make(community, TODAY, all_of_it).text.replace("\r\n ", "")
    assert "Miller" not in text
    assert "ward seven" not in text


def test_the_secrets_would_be_found(community: Community) -> None:
    text = json.dumps(tables(), ensure_ascii=False)
    assert all(secret in text for secret in SECRETS)
    assert "Tired of late shifts" in everything(community, schema=1, private=True).text


def test_a_page_names_nobody_who_wants_no_directory(community: Community) -> None:
    text = BY_ID["md"].make(community, TODAY, ExportChoices()).text
    assert "- Amara Okafor, Boston, General; West; offers supervision" in text
    assert "HYPERLINK" not in text
    assert "And 1 member not listed." in text
    assert (
        "## Topics: open\n\n- case 14\n- Silence on the line; looked after by Amara Okafor" in text
    )
    assert "- Tue 8 Jun 2027 18:00: Community call" in text
    assert "@" not in text


def ran(*command: str, home: Path) -> str:
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=False,
        env={"HOME": str(home), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "Europe/Berlin"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(not shutil.which("khal"), reason="khal is not here")
def test_khal_shows_the_calendar(community: Community, tmp_path: Path) -> None:
    (tmp_path / "khal").mkdir()
    (tmp_path / "events").mkdir()
    config = tmp_path / "khal" / "config"
    config.write_text(
        f"[calendars]\n[[circle]]\npath = {tmp_path / 'events'}\n[locale]\ntimeformat = %H:%M\n"
        "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
        "longdatetimeformat = %Y-%m-%d %H:%M\n[sqlite]\n"
        f"path = {tmp_path / 'khal.db'}\n"
    )
    file = tmp_path / "events.ics"
    file.write_text(calendar(community, TODAY, attendees=True).text, newline="")
    ran("khal", "-c", str(config), "import", "--batch", "-a", "circle", str(file), home=tmp_path)
    said = ran(
        "khal", "-c", str(config), "list", "--format", "{start} {title}", "2026-11-01", "300d",
        home=tmp_path,
    )  # fmt: skip
    for line in (
        "2026-11-12 18:00 Community call", "2026-11-19 10:00 case 14", "2027-06-08 18:00 Community call",
    ):  # fmt: skip
        assert line in said
    assert said.count("Two days") == 2


@pytest.mark.skipif(not shutil.which("khard"), reason="khard is not here")
@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_khard_lists_the_address_book(community: Community, version: Any, tmp_path: Path) -> None:
    book = tmp_path / "book"
    book.mkdir()
    text = cards(community, TODAY, version=version).text
    for number, card in enumerate(text.split("END:VCARD\r\n")[:-1]):
        (book / f"{number}.vcf").write_text(card + "END:VCARD\r\n", newline="")
    config = tmp_path / "khard.conf"
    config.write_text(f"[addressbooks]\n[[circle]]\npath = {book}\n")
    said = "".join(
        ran("khard", "-c", str(config), *words, home=tmp_path)
        for words in (["list"], ["email", "--parsable"], ["phone", "--parsable"])
    )
    for word in ("Amara Okafor", "amara@example.org", "+49 30 1", "Łucja Nowak", "Lena Voss"):
        assert word in said


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_libreoffice_reads_the_tables_and_works_out_no_formula(
    community: Community, tmp_path: Path
) -> None:
    tables = {
        "members": members(community, TODAY, more=True),
        "attendance": attendance(community, TODAY),
        "minutes": attendance(community, TODAY, minutes=True),
    }
    for name, written in tables.items():
        (tmp_path / f"{name}.csv").write_text(written.text, newline="")
    ran(
        "soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to", "fods", "--infilter=CSV:44,34,76,1", "--outdir", str(tmp_path),
        *(str(tmp_path / f"{name}.csv") for name in tables), home=tmp_path,
    )  # fmt: skip
    made = {name: (tmp_path / f"{name}.fods").read_text("utf-8") for name in tables}
    for name, text in made.items():
        assert "table:formula" not in text, name
        assert "Łucja Nowak" in text
    assert "+49 30 1" in made["members"] and "no nuts" in made["members"]
    assert "2026-11-12 Community call" in made["attendance"]
    assert 'office:value="88.5"' in made["minutes"]


def test_follow_ups_are_tasks_but_for_those_about_people() -> None:
    community = Community(
        profile=Profile(id=1, name="Circle"),
        members={1: Member(id=1, name="Ann Lee")},
        topics={1: Topic(id=1, title="The Okafor family", confidential=True, code="case 14")},
        actions={
            1: Action(id=1, text="send the sheet", owner=1, due_on=date(2026, 12, 4)),
            2: Action(id=2, text="ring Beth", owner=1, about=(1,)),
            3: Action(id=3, text="book the room", state="done"),
            4: Action(id=4, text="file The Okafor family"),
        },
    )
    written = calendar(community, date(2026, 11, 22), follow_ups=True).text
    tasks = icalendar.Calendar.from_ical(written).walk("VTODO")
    assert [str(task["SUMMARY"]) for task in tasks] == ["send the sheet (Ann Lee)", "file case 14"]
    assert tasks[0].decoded("due") == date(2026, 12, 4)
    assert "VTODO" not in calendar(community, date(2026, 11, 22)).text
