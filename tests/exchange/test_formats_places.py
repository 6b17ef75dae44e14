"""Chats, forums, lists, sign-ups and address books of named products, exactly."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from coptui.errors import UsageError
from coptui.exchange import read
from coptui.exchange.found import Found, FoundPerson, FoundPost, Hints

FIXTURES = Path(__file__).parent / "fixtures"


def found_in(name: str, **hints: object) -> Found:
    data = (FIXTURES / name).read_bytes()
    return read(data, Hints(name=name, today="2026-11-20", **hints))  # type: ignore[arg-type]


def reasons(found: Found) -> list[tuple[int, str]]:
    return [(one.line, one.reason) for one in found.skipped]


def zipped(files: dict[str, object]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in files.items():
            archive.writestr(name, value if isinstance(value, str) else json.dumps(value))
    return out.getvalue()


def test_slack_members() -> None:
    found = found_in("slack_members.csv")
    assert (found.product, found.kind) == ("Slack members", "people")
    assert found.people == (
        FoundPerson(
            2,
            "Grace Hopper",
            ("grace@example.org",),
            {"handles": {"slack": "grace"}, "aliases": ["Amazing Grace"]},
        ),
        FoundPerson(3, "Ada Lovelace", ("ada@example.org",), {"handles": {"slack": "ada"}}),
    )
    assert reasons(found) == [
        (4, "deactivated"),
        (5, "a bot"),
        (6, "neither a name nor an address"),
    ]


def test_slack_analytics() -> None:
    found = found_in("slack_analytics.csv")
    assert [(one.name, one.fields["joined_on"]) for one in found.people] == [
        ("Grace Hopper", "2024-03-14"),
        ("Ada Lovelace", "2024-03-15"),
    ]


SLACK: dict[str, object] = {
    "users.json": [
        {"id": "U1", "name": "grace", "profile": {"real_name": "Grace Hopper", "email": "grace@example.org"}},
        {"id": "U2", "name": "ada", "real_name": "Ada Lovelace", "profile": {"display_name": "ada"}},
        {"id": "U3", "name": "rota", "is_bot": True, "profile": {"real_name": "Rota"}},
        {"id": "U4", "name": "old", "deleted": True, "profile": {"real_name": "Old Timer"}},
        {},
    ],
    "channels.json": [{"name": "general", "is_general": True}, {"name": "rota"}],
    "dms.json": [{"id": "D1", "members": ["U1", "U2"]}],
    "general/2024-09-10.json": [
        {"type": "message", "subtype": "channel_join", "user": "U1", "ts": "1726000000.000100"},
        {"type": "message", "user": "U1", "ts": "1726000060.000100", "text": "secret words"},
        {"type": "message", "subtype": "bot_message", "bot_id": "B1", "user": "U1", "ts": "1726000061.0"},
        "nonsense",
        {"type": "message", "user": "U3", "ts": "1726000062.0"},
        {"type": "message", "user": "U2", "ts": "nonsense"},
    ],
    "rota/2024-09-11.json": [
        {"type": "message", "user": "U2", "ts": "1726086400.0", "thread_ts": "1726000060.000100"},
        {"type": "message", "subtype": "channel_join", "user": "U2", "ts": "1726086300.0"},
    ],
    "rota/2024-09-12.json": "{broken",
    "D1/2024-09-11.json": [{"type": "message", "user": "U1", "ts": "1726086400.0"}],
}  # fmt: skip


def test_a_slack_archive_tells_who_wrote_when_and_not_what() -> None:
    found = read(zipped(SLACK))
    grace = FoundPerson(
        0,
        "Grace Hopper",
        ("grace@example.org",),
        {"handles": {"slack": "grace"}, "joined_on": "2024-09-10"},
    )
    ada = FoundPerson(0, "Ada Lovelace", (), {"handles": {"slack": "ada"}})
    assert (found.product, found.kind, found.people) == ("Slack archive", "posts", (grace, ada))
    ts, later = "1726000060.000100", "1726086400.0"
    assert found.posts == (
        FoundPost(0, grace, "2024-09-10", f"#general {ts}", False, f"slack:general:{ts}"),
        FoundPost(0, ada, "2024-09-11", f"#rota {ts}", True, f"slack:rota:{later}"),
    )
    assert [(one.text, one.reason) for one in found.skipped] == [
        ("rota/2024-09-12.json", "a day that cannot be read"),
        ("Rota", "a bot"),
        ("Old Timer", "deactivated"),
    ]
    assert "secret" not in repr(found)


def test_discourse_users_as_a_table_and_in_its_archive() -> None:
    found = found_in("discourse_users.csv")
    assert found.people == (
        FoundPerson(
            2,
            "Doe, Jane",
            ("jane@example.org", "j@example.com", "jd@example.com"),
            {
                "handles": {"discourse": "jane"},
                "joined_on": "2019-05-04",
                "location": "Paris, France",
                "tags": ["staff"],
                "more": {"Employer": "Navy"},
            },
        ),
        FoundPerson(
            3,
            "ada",
            ("ada@example.org",),
            {"handles": {"discourse": "ada"}, "joined_on": "2020-05-04"},
        ),
    )
    assert found.notes == ("Kept as text with each person, privately: Employer.",)
    assert "192.0.2" not in repr(found)
    text = (FIXTURES / "discourse_users.csv").read_text("utf-8")
    assert read(zipped({"user-export.csv": text})) == found
    with pytest.raises(UsageError, match="holds 2 tables"):
        read(zipped({"a.csv": text, "b.csv": text}))


def test_discourse_json() -> None:
    found = found_in("discourse_directory.json")
    assert found.people == (
        FoundPerson(0, "Grace Hopper", (), {"handles": {"discourse": "grace"}}),
    )
    assert len(found.skipped) == 1
    found = found_in("discourse_active.json")
    assert [(one.name, one.emails, one.fields["joined_on"]) for one in found.people] == [
        ("grace", ("grace@example.org", "g@example.com"), "2019-05-04")
    ]
    with pytest.raises(UsageError, match="no program known here"):
        read(b'{"a": 1}')


def test_a_mailing_list_tells_who_wrote_and_what_is_an_answer() -> None:
    found = found_in("pipermail.txt")
    assert (found.product, found.kind) == ("Mailing list", "posts")
    assert found.posts == (
        FoundPost(
            1,
            FoundPerson(1, "Jane Doe", ("jane@example.org",)),
            "2026-03-03",
            "<one@example.org>",
            False,
            "<one@example.org>",
        ),
        FoundPost(
            11,
            FoundPerson(11, "Jörg Müller", ("joerg@example.org",)),
            "2026-03-04",
            "<one@example.org>",
            True,
            "<two@example.org>",
            "https://lists.example.org/two",
        ),
        FoundPost(
            23,
            FoundPerson(23, "", ("bo@example.org",)),
            "2026-03-05",
            "<one@example.org>",
            True,
            "Thu Mar  5 12:00:00 2026 bo@example.org",
        ),
    )
    assert [one.reason for one in found.skipped] == [
        "a letter that is here twice",
        "an automatic answer",
        "a letter of the list itself",
    ]
    data = (FIXTURES / "pipermail.txt").read_bytes()
    assert read(gzip.compress(data)) == found
    assert len(read(data.replace(b"\n", b"\r\n")).posts) == 3


def test_meetup_members_have_american_dates_and_no_addresses() -> None:
    found = found_in("meetup_members.xls")
    assert [(one.line, one.name, one.fields) for one in found.people] == [
        (2, "Grace Hopper", {"handles": {"meetup": "111"}, "location": "Arlington", "joined_on": "2020-03-04"}),
        (4, "Ada", {"handles": {"meetup": "222"}, "location": "London", "joined_on": "2021-01-02"}),
    ]  # fmt: skip
    assert found.notes == ("Dates are read with the month first, as in 03/04/2020.",)


def test_meetup_attendees() -> None:
    (event,) = found_in("meetup_attendees.csv").events
    assert [(one.name, one.rsvp, one.status, one.role) for one in event.people] == [
        ("Grace Hopper", "yes", "attended", "host"),
        ("Ada", "yes", "no-show", ""),
        ("Bo", "no", None, ""),
        ("Cy", "maybe", None, ""),
    ]


def test_eventbrite_leaves_the_address_of_an_order_to_the_buyer() -> None:
    found = found_in("eventbrite.csv")
    assert [(one.name, one.emails, one.rsvp, one.status) for one in found.events[0].people] == [
        ("Grace Hopper", ("grace@example.org",), "yes", "attended"),
        ("Ada Lovelace", (), "yes", None),
        ("Bo Lee", (), "no", None),
    ]
    assert found.events[0].people[0].fields == {"organisation": "Navy"}
    assert len(found.notes) == 1 and reasons(found) == [(5, "neither a name nor an address")]


def test_luma_guests() -> None:
    found = found_in("luma.csv")
    people = found.events[0].people
    assert [(one.name, one.rsvp, one.status, one.joined_at) for one in people] == [
        ("Grace Hopper", "yes", "attended", "2026-05-19T18:01+00:00"),
        ("Ada Lovelace", "yes", None, ""),
        ("Bo", "no", None, ""),
        ("Di", "maybe", None, ""),
    ]
    assert reasons(found) == [(5, "invited, and has not answered")]
    assert found.notes == ("What guests wrote afterwards was not taken in.",)


def test_linkedin_connections_below_their_preamble() -> None:
    found = found_in("linkedin.csv")
    assert found.people == (
        FoundPerson(6, "Grace Hopper", (), {"organisation": "Navy", "more": {"Position": "Admiral"}, "handles": {"linkedin": "https://example.org/in/grace"}}),
        FoundPerson(7, "Ada Lovelace", ("ada@example.org",), {"handles": {"linkedin": "https://example.org/in/ada"}}),
    )  # fmt: skip
    assert reasons(found) == [(8, "neither a name nor an address")]


def test_address_books_and_their_notes_on_request() -> None:
    old, new, outlook = (
        found_in(f"{name}.csv") for name in ("google_old", "google_new", "outlook")
    )
    assert old.people == (
        FoundPerson(
            2,
            "Grace Hopper",
            ("grace@example.org", "g@example.com", "h@example.net"),
            {"organisation": "Navy", "unit": "Research", "phone": "+1 555-0100", "tags": ["Rota"]},
        ),
    )
    assert new.people == (
        FoundPerson(
            2,
            "Ada Lovelace",
            ("ada@example.org",),
            {"organisation": "Engines", "aliases": ["Countess"], "tags": ["Rota"]},
        ),
        FoundPerson(3, "", ("bo@example.org",)),
    )
    assert outlook.people == (
        FoundPerson(
            2,
            "Grace M. Hopper",
            ("grace@example.org", "g@example.com"),
            {
                "organisation": "Navy",
                "unit": "Research",
                "phone": "+1 555-0100",
                "location": "Arlington",
                "tags": ["Rota", "Ships"],
            },
        ),
    )
    for name in ("google_old.csv", "google_new.csv", "outlook.csv"):
        assert found_in(name, notes=True).people[0].fields["notes"] == [{"text": "secret"}]


def test_a_google_form_has_a_meeting_for_each_day() -> None:
    found = found_in("google_form.csv")
    assert [
        (event.starts_at, [(one.name, one.emails, one.status) for one in event.people])
        for event in found.events
    ] == [
        ("2026-05-28", [("Grace Hopper", ("grace@example.org",), "attended")]),
        ("2026-06-04", [("Ada Lovelace", (), "attended")]),
    ]
    assert reasons(found) == [(5, "neither a name nor an address"), (6, "no time of signing in")]
    assert found.notes == ("Kept as text with each person, privately: Anything else?.",)
