"""Attendance in any of 21 languages is read back exactly, or is asked about: never anything else.

Headings are drawn from our own table, times are written by CLDR's patterns; the order of columns, delimiter,
encoding, title rows and further columns are drawn, too.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from babel.dates import format_datetime
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coptui.errors import CoptError
from coptui.exchange.reading import read
from coptui.exchange.tables.found import Ambiguous, Hints, UnknownLayout

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
}  # fmt: skip
PEOPLE = ("Nora Lind", "Bram Visser", "Ida Holt", "Ola Berg", "Zoë Ångström", "Jörg Müller", "Anna Kowalska", "Pat O'Brien")  # fmt: skip
Stay = tuple[str, str, datetime, datetime]


@st.composite
def reports(draw: st.DrawFn) -> tuple[bytes, list[Stay]]:
    """A file, and who was there from when to when."""
    language = draw(st.sampled_from([*HEADINGS]))
    style = draw(st.sampled_from(("short", "medium")))
    begins = datetime(
        2026, draw(st.integers(1, 11)), draw(st.integers(1, 28)), draw(st.integers(0, 20))
    )
    stays: list[Stay] = []
    for person in draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=6, unique=True)):
        joined = begins + timedelta(minutes=draw(st.integers(0, 20)))
        left = begins + timedelta(minutes=draw(st.integers(21, 90)))
        stays.append((person, f"p{len(stays)}@example.org", joined, left))
    order = draw(st.permutations(range(4)))
    noise = draw(
        st.sampled_from(([], [("Schuhgröße", "38")], [("Color", "blue"), ("Team", "North")]))
    )
    delimiter = draw(st.sampled_from("\t;,"))

    def line(cells: tuple[str, ...]) -> str:
        quoted = [f'"{cell}"' if delimiter in cell else cell for cell in cells]
        return delimiter.join(quoted)

    rows = [line((*(HEADINGS[language][n] for n in order), *(head for head, _ in noise)))]
    for person, address, joined, left in stays:
        times = (format_datetime(one, style, locale=language) for one in (joined, left))
        cells = (person, address, *times)
        rows.append(line((*(cells[n] for n in order), *(cell for _, cell in noise))))
    title = draw(st.sampled_from(([], ["Our list"], ["Report", ""])))
    encoding = draw(st.sampled_from(("utf-8", "utf-8-sig", "utf-16")))
    return "\r\n".join((*title, *rows, "")).encode(encoding), stays


def told(data: bytes) -> list[Any] | None:
    """Who was there by what is read, or None where the file is asked about."""
    try:
        found = read(data, Hints(name="x.csv", today="2026-11-29"))
    except (UnknownLayout, Ambiguous):
        return None
    except CoptError as error:
        raise AssertionError(f"refused: {error}") from error
    (event,) = found.events
    assert not found.skipped
    assert not {person.status for person in event.people} & {"absent", "no-show", "excused"}
    return sorted(
        (one.name, *one.emails, one.joined_at[:16], one.left_at[:16]) for one in event.people
    )


def is_exact_or_asked(report: tuple[bytes, list[Stay]]) -> None:
    data, stays = report
    said = told(data)
    assert said is None or said == sorted(
        (name, address, joined.isoformat()[:16], left.isoformat()[:16])
        for name, address, joined, left in stays
    )


SLOW = [HealthCheck.too_slow]
test_a_report_in_any_language = settings(
    max_examples=300, deadline=None, suppress_health_check=SLOW
)(given(reports())(is_exact_or_asked))
test_many_reports_in_any_language = pytest.mark.long(
    settings(max_examples=10_000, deadline=None, suppress_health_check=SLOW)(
        given(reports())(is_exact_or_asked)
    )
)
