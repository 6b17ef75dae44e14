"""Zoom, Teams and Meet: who was there, exactly."""

from __future__ import annotations

from pathlib import Path

import pytest

from coptui.exchange import read
from coptui.exchange.found import Ambiguous, Found, FoundEvent, FoundPerson, Hints

FIXTURES = Path(__file__).parent / "fixtures"
TODAY = "2026-11-20"


def found_in(name: str, encoding: str = "", **hints: object) -> Found:
    data = (FIXTURES / name).read_bytes()
    if encoding:
        data = data.decode("utf-8").encode(encoding)
    return read(data, Hints(name=name, today=TODAY, **hints))  # type: ignore[arg-type]


def who(event: FoundEvent) -> list[tuple[str, tuple[str, ...], float | None]]:
    return [(one.name, one.emails, one.minutes) for one in event.people]


def test_zoom_meeting_with_rejoins_renames_and_blank_addresses() -> None:
    found = found_in("zoom_meeting.csv")
    assert (found.product, found.kind, found.skipped) == ("Zoom participants", "attendance", ())
    (event,) = found.events
    assert event == FoundEvent(
        line=4,
        title="Heroes meeting",
        starts_at="2021-11-19T10:00",
        ends_at="2021-11-19T12:00",
        uid="zoom:60245167821:2021-11-19T10:00",
        people=(
            FoundPerson(
                line=5,
                name="Grace Hopper",
                emails=("grace@example.org",),
                minutes=125,
                joined_at="2021-11-19T09:54:15",
                left_at="2021-11-19T11:59:15",
                role="host",
            ),
            FoundPerson(
                line=6,
                name="Ada Lovelace",
                emails=("ada@example.org",),
                minutes=60,
                joined_at="2021-11-19T10:00",
                left_at="2021-11-19T11:00",
                outside=True,
            ),
            FoundPerson(
                line=8,
                name="Annie (Annie Easley)",
                fields={"aliases": ["Annie Easley"]},
                minutes=25.5,
                joined_at="2021-11-19T11:00",
                left_at="2021-11-19T11:45:30",
                outside=True,
            ),
        ),
    )


def test_zoom_in_its_newer_spelling_with_everything_that_goes_wrong() -> None:
    found = found_in("zoom_newer_hostile.csv")
    (event,) = found.events
    assert event.title == 'Rota, and "swaps"'
    assert event.uid == "zoom:96024516782:2026-09-03T18:00"
    assert who(event) == [
        ("Doe, Jane", ("jane@example.org",), 42),
        ("Grace (she/her)", (), 60),
        ("two\nlines", (), 10),
        ('=HYPERLINK("http://x.example")', (), 1),
        ("Mary Jackson", (), 12),
    ]
    assert [one.line for one in event.people] == [6, 7, 8, 10, 14]
    assert [(one.line, one.reason) for one in found.skipped] == [
        (12, "in the waiting room"),
        (13, "neither a name nor an address"),
    ]


def test_zoom_one_row_a_person_without_times() -> None:
    (event,) = found_in("zoom_unique.csv").events
    assert who(event) == [
        ("Grace Hopper", ("grace@example.org",), 61),
        ("Dorothy Vaughan", (), 12),
    ]
    assert event.starts_at == ""
    assert [one.outside for one in event.people] == [False, True]


def test_zoom_webinar_tells_who_registered_and_did_not_come() -> None:
    (event,) = found_in("zoom_webinar.csv").events
    assert (event.title, event.starts_at, event.ends_at) == (
        "Open evening",
        "2026-05-19T18:00",
        "2026-05-19T19:30",
    )
    assert [(one.name, one.role, one.minutes, one.rsvp, one.status) for one in event.people] == [
        ("Grace Hopper", "host", 100, None, None),
        ("Ada Lovelace", "panelist", 60, None, None),
        ("Jane Doe", "", 30, None, None),
        ("Mary Jackson", "", None, "yes", "no-show"),
        ("Annie Easley", "", None, "no", None),
    ]


def test_zoom_roll_up_has_many_meetings_in_one_table() -> None:
    found = found_in("zoom_rollup.csv")
    assert [(event.line, event.title, event.starts_at) for event in found.events] == [
        (2, "Rota", "2021-01-21T20:58:30"),
        (4, "Rota", "2021-02-18T20:58:30"),
    ]
    assert who(found.events[0]) == [
        ("Grace Hopper", ("grace@example.org",), 60),
        ("Ada Lovelace", (), 30),
    ]
    assert who(found.events[1]) == [("Ada Lovelace", (), 30)]


def test_day_and_month_are_asked_for_when_nothing_tells() -> None:
    data = b"Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\nAnn,,03/04/2026 10:00:00 AM,03/04/2026 11:00:00 AM,60\n"
    with pytest.raises(Ambiguous):
        read(data, Hints(today=TODAY))
    for day_first, day in ((True, "2026-04-03"), (False, "2026-03-04")):
        found = read(data, Hints(today=TODAY, day_first=day_first))
        assert found.events[0].starts_at == f"{day}T10:00"


@pytest.mark.parametrize("encoding", ["", "utf-16", "utf-16-le", "utf-16-be"])
def test_teams_sections_in_every_encoding(encoding: str) -> None:
    found = found_in("teams_sections.tsv", encoding)
    (event,) = found.events
    assert (event.title, event.starts_at, event.ends_at) == (
        "Rota and swaps",
        "2022-11-15T09:30:17",
        "2022-11-15T10:30",
    )
    # The sessions of the third section are counted once: 20 minutes, not the span of 40.
    assert who(event) == [
        ("Grace Hopper", ("grace@example.org",), 59.72),
        ("Doe, Jane (External)", (), 20),
    ]
    assert [(one.role, one.outside) for one in event.people] == [
        ("Organizer", False),
        ("Presenter", True),
    ]


def test_teams_in_two_meetings_one_after_another() -> None:
    found = found_in("teams_actions.tsv", "utf-16")
    assert [(event.starts_at, who(event)) for event in found.events] == [
        ("2020-10-28T18:00", [("Grace Hopper", (), 50), ("Doe, Jane (Guest)", (), 55)]),
        ("2020-10-29T18:00", [("Grace Hopper", (), 10)]),
    ]
    assert found.notes == ("Who never left was there at least until the last entry.",)


def test_teams_actions_in_german_and_without_heads() -> None:
    found = found_in("teams_actions_german.tsv")
    assert [who(event) for event in found.events] == [
        [("Hopper, Grace", (), 30), ("Lovelace, Ada", (), 20)]
    ]
    assert [one.line for one in found.skipped] == [5]
    text = (FIXTURES / "teams_actions_german.tsv").read_text("utf-8").split("\n", 1)[1]
    assert who(read(text.encode()).events[0]) == who(found.events[0])


def test_teams_in_one_table() -> None:
    (event,) = found_in("teams_summary.tsv", "utf-16").events
    assert (event.title, event.starts_at, event.uid) == (
        "Rota and swaps",
        "2021-10-13T18:00",
        "teams:0d3c-11",
    )
    assert who(event) == [
        ("Grace Hopper", ("grace@example.org",), 62),
        ("Jane Doe (Guest)", ("jane@example.com",), 10),
    ]


HEADS = {
    "de": "Name|Erster Beitritt|Letztes Verlassen|Dauer der Besprechung|E-Mail|Rolle",
    "en": "Name|First join|Last leave|In-meeting duration|Email|Role",
    "es": "Nombre|Hora de unión|Hora de salida|Duración|Correo electrónico|Rol",
    "fr": "Nom|Heure d'arrivée|Heure de départ|Durée|E-mail|Rôle",
    "it": "Nome|Ora di ingresso|Ora di uscita|Durata|Email|Ruolo",
    "nl": "Naam|Tijd van deelname|Tijd van vertrek|Duur|E-mail|Rol",
    "pt": "Nome Completo|Hora de entrada|Hora de saída|Duração|Email|Função",
    "pl": "Nazwa|Dołączenie|Opuszczenie|Czas trwania|Adres|Rola",
    "fi": "Nimi|Liittyminen|Poistuminen|Kesto|Sähköposti|Rooli",
}


@pytest.mark.parametrize("language", HEADS)
def test_teams_in_nine_languages(language: str) -> None:
    row = "Zoë Ångström|06.10.26, 18:01:00|06.10.26, 19:06:00|65 min 0 s|zoe@example.org|X"
    text = f"{HEADS[language]}\r\n{row}\r\n".replace("|", "\t")
    found = read(text.encode("utf-16"))
    assert found.product == "Teams attendance"
    assert who(found.events[0]) == [("Zoë Ångström", ("zoe@example.org",), 65)]
    assert found.events[0].people[0].role == "X"


@pytest.mark.parametrize(
    ("name", "title", "starts", "people"),
    [
        (
            "teams_sections_german.tsv",
            "Dienstplan",
            "2026-10-06T18:01",
            [("Jörg Müller", ("joerg@example.org",), 65), ("Zoë Ångström", (), 59)],
        ),
        (
            "teams_sections_finnish.tsv",
            "Vuorot",
            "2026-07-22T07:05:12",
            [("Aino Ackté", ("aino@example.org",), 20)],
        ),
    ],
)
def test_teams_sections_in_other_languages(
    name: str, title: str, starts: str, people: list[object]
) -> None:
    (event,) = found_in(name, "utf-16").events
    assert (event.title, event.starts_at, who(event)) == (title, starts, people)


def test_a_live_event_counts_in_utc() -> None:
    found = found_in("teams_live_event.csv")
    assert found.product == "Teams live event"
    assert found.events[0].starts_at == "2020-10-28T18:00+00:00"
    assert who(found.events[0]) == [("Grace Hopper", (), 30)]


def test_meet_takes_its_day_from_the_name_of_the_file() -> None:
    data = (FIXTURES / "meet.csv").read_bytes()
    found = read(data, Hints(name="Weekly call 2026-05-28.csv"))
    assert [(one.joined_at, one.left_at) for one in found.events[0].people] == [
        ("2026-05-28T18:00", "2026-05-28T19:02"),
        ("2026-05-28T23:30", "2026-05-29T00:28"),
    ]
    assert who(found.events[0]) == [("Grace Hopper", ("grace@example.org",), 62), ("Ada", (), 58)]
    without = read(data)
    assert without.events[0].starts_at == ""
    assert without.notes == ("The file does not say its day.",)


def test_ten_thousand_rows_are_read_in_a_moment() -> None:
    head = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
    rows = "".join(
        f"Person {n},p{n % 5000}@example.org,11/19/2021 9:{n % 60:02}:15 AM,11/19/2021 11:{n % 60:02}:00 AM,60,No\n"
        for n in range(10_000)
    )
    from time import process_time

    begun = process_time()
    found = read((head + rows).encode())
    assert len(found.events[0].people) == 5000
    assert process_time() - begun < 3
