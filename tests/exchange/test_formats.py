"""What a file alone does not show: encodings, languages, what is asked for, what stays out."""

from __future__ import annotations

import gzip
from time import process_time

import pytest
from layouts import FILES, TODAY, bytes_of, found_in

from coptui.errors import UsageError
from coptui.exchange.reading import read
from coptui.exchange.tables.found import AmbiguousDates, FoundEvent, Hints


def text_of(name: str) -> str:
    """A fixture as it lies here."""
    (path,) = [one for one in FILES if f"{one.parent.name}/{one.name}".startswith(f"{name}.")]
    return path.read_text("utf-8")


def who(event: FoundEvent) -> list[tuple[str, tuple[str, ...], float | None]]:
    return [(one.name, one.emails, one.minutes) for one in event.people]


# Meetings


def test_day_and_month_are_asked_for_when_nothing_tells() -> None:
    data = b"Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\nAnn,,03/04/2026 10:00:00 AM,03/04/2026 11:00:00 AM,60\n"
    with pytest.raises(AmbiguousDates) as caught:
        read(data, Hints(name="participants.csv", today=TODAY))
    assert caught.value.message.startswith("participants.csv, line 2: '03/04/2026")
    for day_first, day in ((True, "2026-04-03"), (False, "2026-03-04")):
        found = read(data, Hints(today=TODAY, day_first=day_first))
        assert found.events[0].starts_at == f"{day}T10:00"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_teams_in_every_encoding(encoding: str) -> None:
    data = text_of("teams-report/clean").replace("\n", "\r\n").encode(encoding)
    assert read(data, Hints(today=TODAY)) == found_in("teams-report/clean")


def test_a_list_taken_in_a_meeting_without_its_heads() -> None:
    text = text_of("teams-list/german").split("\n", 1)[1]
    found = found_in("teams-list/german")
    assert who(read(text.encode()).events[0]) == who(found.events[0])


HEADS = {
    "de": ("1. Zusammenfassung", "2. Teilnehmer", "Name|Erster Beitritt|Letztes Verlassen|Dauer der Besprechung|E-Mail|Teilnehmer-ID (UPN)|Rolle"),
    "en": ("1. Summary", "2. Participants", "Name|First join|Last leave|In-meeting duration|Email|Participant ID (UPN)|Role"),
    "es": ("1. Resumen", "2. Participantes", "Nombre|Hora de unión|Hora de salida|Duración|Correo electrónico|Id. de participante (UPN)|Rol"),
    "fr": ("1. Résumé", "2. Participants", "Nom|Heure d'arrivée|Heure de départ|Durée|E-mail|ID du participant (UPN)|Rôle"),
    "it": ("1. Riepilogo", "2. Partecipanti", "Nome|Ora di ingresso|Ora di uscita|Durata|Email|ID partecipante (UPN)|Ruolo"),
    "nl": ("1. Samenvatting", "2. Deelnemers", "Naam|Tijd van deelname|Tijd van vertrek|Duur|E-mail|Deelnemer-id (UPN)|Rol"),
    "pt": ("1. Resumo", "2. Participantes", "Nome Completo|Hora de entrada|Hora de saída|Duração|Email|ID do participante (UPN)|Função"),
    "pl": ("1. Podsumowanie", "2. Uczestnicy", "Nazwa|Dołączenie|Opuszczenie|Czas trwania|Adres e-mail|Identyfikator (UPN)|Rola"),
    "fi": ("1. Yhteenveto", "2. Osallistujat", "Nimi|Liittyminen|Poistuminen|Kesto|Sähköposti|Osallistujatunnus (UPN)|Rooli"),
}  # fmt: skip
LENGTHS = {"de": "1 Std. 5 Min.", "pl": "1 godz. 5 min 0 sek.", "fi": "65 min 0 s"}


@pytest.mark.parametrize("language", HEADS)
def test_teams_in_nine_languages(language: str) -> None:
    first, second, heads = HEADS[language]
    length = LENGTHS.get(language, "1h 5m 0s")
    row = f"Zoë Ångström|06.10.26, 18:01:00|06.10.26, 19:06:00|{length}|zoe@example.org|z@example.org|X"
    report = f"{first}\r\nT|Rota\r\n\r\n{second}\r\n{heads}\r\n{row}\r\n"
    for text in (report, f"{heads}\r\n{row}\r\n"):
        found = read(text.replace("|", "\t").encode("utf-16"))
        assert found.product == "Teams attendance"
        assert who(found.events[0]) == [("Zoë Ångström", ("zoe@example.org",), 65)]
        assert found.events[0].people[0].role == "X"
    assert read(report.replace("|", "\t").encode()).events[0].title == "Rota"


def test_meet_says_when_it_does_not_know_its_day() -> None:
    found = found_in("meet/clean", name="attendance.csv")
    assert found.events[0].starts_at == ""
    assert found.notes == ("The file doesn't say on which day the event was.",)


def test_ten_thousand_rows_are_read_in_a_moment() -> None:
    head = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
    rows = "".join(
        f"Person {n},p{n % 5000}@example.org,11/19/2021 9:{n % 60:02}:15 AM,11/19/2021 11:{n % 60:02}:00 AM,60,No\n"
        for n in range(10_000)
    )
    begun = process_time()
    found = read((head + rows).encode())
    assert len(found.events[0].people) == 5000
    assert process_time() - begun < 3


# People and posts


def test_what_people_wrote_stays_out() -> None:
    for name in ("slack-archive/clean", "discourse-archive/clean", "mbox/clean"):
        said = repr(found_in(name))
        for word in ("swaps on Friday", "I do", "Words", "Secret"):
            assert word not in said, name
    assert "Lovely" not in repr(found_in("luma/clean"))
    assert "192.0.2" not in repr(found_in("discourse-users/clean"))


def test_notes_of_an_address_book_are_read_on_request() -> None:
    for name in ("google-contacts", "google-contacts-newer", "outlook", "vcard"):
        assert not any("notes" in one.fields for one in found_in(f"{name}/clean").people)
        noted = found_in(f"{name}/clean", notes=True).people
        assert any("notes" in one.fields for one in noted), name


def test_the_archive_of_one_person_says_whose_it_is_by_its_name() -> None:
    with pytest.raises(UsageError, match="doesn't say whose"):
        found_in("discourse-archive/hostile", name="download.csv")


def test_an_archive_of_several_tables_is_refused(tmp_path) -> None:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("a.csv", "b.csv"):
            archive.writestr(name, "x")
    with pytest.raises(UsageError, match="holds 2 tables"):
        read(out.getvalue())
    with pytest.raises(UsageError, match="from a program that coptui doesn't know"):
        read(b'{"a": 1}')
    with pytest.raises(UsageError, match="of coptui's own files") as caught:
        read(b'{"meta": {}, "members": {}}')
    assert "coptui FILE" in caught.value.hint


@pytest.mark.parametrize("name", ["pipermail", "mbox", "hyperkitty"])
def test_an_archive_is_the_same_packed_and_with_other_line_ends(name: str) -> None:
    (path,) = [one for one in FILES if one.parent.name == name and one.name.startswith("clean.")]
    data = bytes_of(path)
    plain = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
    assert read(gzip.compress(plain)) == read(plain)
    assert len(read(plain.replace(b"\n", b"\r\n")).posts) == len(read(plain).posts)


# Calendars


def test_a_series_is_told_within_the_horizon_with_its_exceptions() -> None:
    found = found_in("calendar/series", today="2026-03-20", horizon_days=30)
    assert [(one.title, one.starts_at) for one in found.events] == [
        ("Weekly", "2026-03-18T18:00"),
        ("Too often", "2026-03-18T18:00+00:00"),
        ("Weekly, moved", "2026-04-02T20:00"),
        ("Weekly", "2026-04-08T18:00"),
        ("Weekly", "2026-04-15T18:00"),
    ]
    near = found_in("calendar/series", today="2026-03-20", horizon_days=14)
    assert [one.title for one in near.events] == ["Weekly", "Too often", "Weekly, moved"]
