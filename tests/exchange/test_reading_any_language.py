"""Attendance and lists in any of 26 locales are read back exactly, or asked about: never anything else.

Headings are drawn from our own table, days and times are written by CLDR's patterns; the order of columns, delimiter,
encoding or code page, title rows, totals and further columns are drawn, too.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from babel.dates import format_date, format_datetime
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coptui.errors import CoptError
from coptui.exchange.reading import read
from coptui.exchange.tables.found import AmbiguousDates, Hints, UnknownLayout

HEADINGS = {
    "en": ("Name", "Email", "Join time", "Leave time"), "de": ("Name", "E-Mail", "Beitrittszeit", "Austrittszeit"),
    "fr": ("Nom complet", "Courriel", "Heure d'arrivée", "Heure de départ"), "es": ("Nombre completo", "Correo electrónico", "Hora de entrada", "Hora de salida"),
    "pt": ("Nome completo", "Endereço de e-mail", "Hora de entrada", "Hora de saída"), "it": ("Nome completo", "Indirizzo email", "Ora di ingresso", "Ora di uscita"),
    "nl": ("Naam", "E-mailadres", "Tijd van deelname", "Tijd van vertrek"), "pl": ("Imię i nazwisko", "Adres e-mail", "Godzina dołączenia", "Godzina opuszczenia"),
    "cs": ("Celé jméno", "E-mailová adresa", "Čas připojení", "Čas odpojení"), "sv": ("Namn", "E-post", "Anslöt", "Lämnade"),
    "da": ("Navn", "E-mail", "Tilslutningstidspunkt", "Tidspunkt for afgang"), "nb": ("Navn", "E-post", "Ble med", "Forlot"),
    "fi": ("Nimi", "Sähköposti", "Liittymisaika", "Poistumisaika"), "hu": ("Név", "E-mail cím", "Csatlakozás ideje", "Távozás ideje"),
    "tr": ("Ad Soyad", "E-posta", "Katılma Zamanı", "Ayrılma Zamanı"), "ru": ("Имя", "Электронная почта", "Время входа", "Время выхода"),
    "uk": ("Повне ім'я", "Електронна пошта", "Час входу", "Час виходу"), "el": ("Όνομα", "Email", "Ώρα συμμετοχής", "Ώρα αποχώρησης"),
    "ja": ("氏名", "メールアドレス", "参加時刻", "退出時刻"), "ko": ("이름", "이메일", "참가 시간", "퇴장 시간"), "zh": ("姓名", "邮箱", "加入时间", "离开时间"),
    "zh_Hant_TW": ("姓名", "電子郵件", "加入時間", "離開時間"), "bg": ("Пълно име", "Имейл адрес", "Час на присъединяване", "Час на напускане"),
    "ro": ("Nume complet", "Adresă de email", "Ora intrării", "Ora ieșirii"), "sk": ("Celé meno", "E-mailová adresa", "Čas pripojenia", "Čas odpojenia"),
    "ca": ("Nom complet", "Correu electrònic", "Hora d'entrada", "Hora de sortida"),
}  # fmt: skip
CODE_PAGES = {
    **dict.fromkeys(("pl", "cs", "hu", "ro", "sk"), "cp1250"), **dict.fromkeys(("ru", "uk", "bg"), "cp1251"), "el": "cp1253", "tr": "cp1254",
    "ja": "cp932", "ko": "cp949", "zh": "gb18030", "zh_Hant_TW": "cp950",
}  # fmt: skip
PEOPLE = ("Nora Lind", "Bram Visser", "Ida Holt", "Ola Berg", "Zoë Ångström", "Jörg Müller", "Anna Kowalska", "Pat O'Brien")  # fmt: skip
NAMES = {
    "pl": "Łukasz Żak", "cs": "Jiří Šťastný", "hu": "Ödön Kőszegi", "ru": "Анна Кузнецова", "uk": "Олена Їжак", "bg": "Мария Петкова", "el": "Ελένη Παπά",
    "tr": "Şule Öztürk", "ja": "佐藤 花子", "ko": "김 민수", "zh": "王小明", "zh_Hant_TW": "陳大文", "ro": "Ștefan Țepeș", "sk": "Ľuboš Kráľ", "ca": "Núria Puig",
}  # fmt: skip
TOTALS = ("Total", "Summe", "Totaal", "Razem", "Итого", "合計", "总计", "Σύνολο", "Average")
NOISE = (("Schuhgröße", "38"), ("Color", "blue"), ("Team", "North"), ("Seat", "A7"), ("Paid", "12,50"), ("", ""), ("Link", "https://example.org/x"))  # fmt: skip
Stay = tuple[str, ...]


@st.composite
def reports(draw: st.DrawFn) -> tuple[bytes, list[Stay]]:
    """A file, and who was there from when to when, or who joined on which day."""
    language = draw(st.sampled_from([*HEADINGS]))
    listed = draw(st.booleans())
    begins = datetime(
        2026, draw(st.integers(1, 11)), draw(st.integers(1, 28)), draw(st.integers(0, 20))
    )
    encoding = draw(
        st.sampled_from(("utf-8", "utf-8-sig", "utf-16", CODE_PAGES.get(language, "cp1252")))
    )
    known = [*PEOPLE, *filter(None, [NAMES.get(language)])]
    people = [name for name in known if name == name.encode(encoding, "ignore").decode(encoding)]
    style = draw(st.sampled_from(("short", "medium")))
    stays: list[Stay] = []
    written: list[tuple[str, ...]] = []
    for person in draw(st.lists(st.sampled_from(people), min_size=1, max_size=6, unique=True)):
        address = f"p{len(stays)}@example.org"
        joined = begins + timedelta(minutes=draw(st.integers(0, 20)))
        left = begins + timedelta(minutes=draw(st.integers(21, 90)))
        if listed:
            stays.append((person, address, joined.date().isoformat(), ""))
            written.append((person, address, format_date(joined, style, locale=language)))
        else:
            stays.append((person, address, joined.isoformat()[:16], left.isoformat()[:16]))
            times = (format_datetime(one, style, locale=language) for one in (joined, left))
            written.append((person, address, *times))
    heads = (*HEADINGS[language][:2], "Joined") if listed else HEADINGS[language]
    order = draw(st.permutations(range(len(heads))))
    noise = draw(st.lists(st.sampled_from(NOISE), max_size=3, unique=True))
    delimiter = draw(st.sampled_from("\t;,"))

    def line(cells: tuple[str, ...]) -> str:
        quoted = [f'"{cell}"' if delimiter in cell else cell for cell in cells]
        return delimiter.join(quoted)

    rows = [line((*(heads[n] for n in order), *(head for head, _ in noise)))]
    for cells in written:
        rows.append(line((*(cells[n] for n in order), *(cell for _, cell in noise))))
    if draw(st.booleans()):
        rows.append(
            line(
                (
                    draw(
                        st.sampled_from(
                            TOTALS if encoding.startswith("utf") else ("Total", "Average")
                        )
                    ),
                    str(len(stays)),
                )
            )
        )
    title = draw(
        st.sampled_from(([], ["Our list"], ["Report", ""], ["Report", "Made for the board", ""]))
    )
    text = "\r\n".join((*title, *rows, ""))
    fits = text == text.encode(encoding, "ignore").decode(encoding)
    return text.encode(encoding if fits else "utf-8"), stays


UNREAD = "kept as text"
HINTS = Hints(name="x.csv", today="2026-11-29")


def told(data: bytes) -> list[Any] | None:
    """Who was there by what is read, or None where the file is asked about."""
    try:
        found = read(data, HINTS)
    except (UnknownLayout, AmbiguousDates):
        return None
    except CoptError as error:
        raise AssertionError(f"refused: {error}") from error
    # A total is left out, and nobody else.
    assert {one.reason for one in found.skipped} <= {"a total, not a person"}
    if found.kind == "people":
        # A day that can't be read is kept as text, and a note says so: `1 lis` is a month in two languages.
        unread = {one.name for one in found.people if "Joined" in one.fields.get("more", {})}
        assert not unread or any("text is kept" in note for note in found.notes)
        return sorted(
            (one.name, *one.emails, UNREAD if one.name in unread else one.fields["joined_on"], "")
            for one in found.people
        )
    (event,) = found.events
    assert not {person.status for person in event.people} & {"absent", "no-show", "excused"}
    return sorted(
        (one.name, *one.emails, one.joined_at[:16], one.left_at[:16]) for one in event.people
    )


def is_exact_or_asked(report: tuple[bytes, list[Stay]]) -> None:
    data, stays = report
    said, stays = told(data), sorted(stays)
    if said is None:
        return
    if any(UNREAD in stay for stay in said):
        said, stays = [stay[:2] for stay in said], [stay[:2] for stay in stays]
    if said != stays:
        # Of a code page a few letters may not tell it: it is said, and nothing else differs.
        assert sorted(map(in_ascii, said)) == sorted(map(in_ascii, stays))
        found = read(data, HINTS)
        assert any("code page" in note for note in found.notes), said


def test_a_month_that_a_wrong_code_page_hides_is_kept_as_text_and_both_are_said() -> None:
    data = "Ad Soyad\tE-posta\tJoined\r\nŞule Öztürk\tp0@example.org\t1 Şub 2026\r\n"
    stays = [("Şule Öztürk", "p0@example.org", "2026-02-01", "")]
    is_exact_or_asked((data.encode("cp1254"), stays))


def test_a_heading_that_is_known_tells_the_code_page_whatever_names_are_beside_it() -> None:
    data = "Our list\r\n姓名\t邮箱\tJoined\tSchuhgröße\r\nZoë Ångström\tp0@example.org\t2026/1/1\t38\r\n"
    stays = [("Zoë Ångström", "p0@example.org", "2026-01-01", "")]
    assert told(data.encode("gb18030")) == stays


def in_ascii(stay: Stay) -> Stay:
    return tuple(re.sub(r"[^\x00-\x7f]+", "?", part) for part in stay)


SLOW = [HealthCheck.too_slow]
test_a_report_in_any_language = settings(
    max_examples=300, deadline=None, suppress_health_check=SLOW
)(given(reports())(is_exact_or_asked))
test_many_reports_in_any_language = pytest.mark.long(
    settings(max_examples=10_000, deadline=None, suppress_health_check=SLOW)(
        given(reports())(is_exact_or_asked)
    )
)
