"""Tables of any origin, and what people paste."""

from __future__ import annotations

import pytest

from coptui.errors import UsageError
from coptui.exchange.formats import pasted
from coptui.exchange.reading import read
from coptui.exchange.tables.found import FoundPerson, Hints, UnknownLayout

HINTS = Hints(today="2026-11-20")


def test_a_table_is_understood_by_the_heads_of_its_columns() -> None:
    text = (
        "sep=;\r\n"
        "Full Name;E-Mail;Company;Department;City;Mobile;Member since;Interests;Tags;Shoe size\r\n"
        '"Hopper; Grace";mailto:grace@example.org, g.h@example.org;Navy;Research;Arlington;+1 555-0100;'
        "13/02/2020;compilers, ships;core|host;38\r\n"
        ";;;;;;;;;\r\n"
        "Ada Lovelace\r\n"
        ";;Acme\r\n"
    )
    found = read(text.encode("cp1252"), HINTS)
    assert (found.product, found.kind) == ("Table", "people")
    assert found.people == (
        FoundPerson(
            line=3,
            name="Hopper; Grace",
            emails=("grace@example.org", "g.h@example.org"),
            fields={
                "organisation": "Navy",
                "unit": "Research",
                "location": "Arlington",
                "phone": "+1 555-0100",
                "joined_on": "2020-02-13",
                "interests": ["compilers", "ships"],
                "tags": ["core", "host"],
                "more": {"Shoe size": "38"},
            },
        ),
        FoundPerson(line=5, name="Ada Lovelace"),
    )
    assert [(one.line, one.text) for one in found.skipped] == [(6, "Acme")]
    assert found.notes == ("These columns are kept as private text with each person: Shoe size.",)


@pytest.mark.parametrize(
    "heads",
    [
        "Vorname;Nachname;E-Mail-Adresse",
        "Prénom;Nom;Courriel",
        "Nombre de pila;Apellidos;Correo electrónico",
        "Förnamn;Efternamn;E-post",
        "first_name;LAST-NAME;e mail",
        "Etunimi;Sukunimi;Sähköposti",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_heads_in_other_languages(heads: str, encoding: str) -> None:
    found = read(f"{heads}\nZoë;Ångström;zoe@example.org\n".encode(encoding), HINTS)
    assert found.people == (FoundPerson(2, "Zoë Ångström", ("zoe@example.org",)),)


def test_a_person_on_two_rows_is_one_and_two_with_one_address_are_two() -> None:
    text = (
        "name,email,org\nGrace,g@x.org,\ngrace,G@x.org,Navy\nBo,g@x.org,\n,a@x.org,\nAda,a@x.org,\n"
    )
    assert read(text.encode()).people == (
        FoundPerson(2, "Grace", ("g@x.org", "G@x.org"), {"organisation": "Navy"}),
        FoundPerson(4, "Bo", ("g@x.org",)),
        FoundPerson(5, "Ada", ("a@x.org",)),
    )


def test_heads_further_down_and_twice() -> None:
    text = "Our list\n\nas of today\nName,Email,Email\nGrace,g@x.org,g2@x.org\n"
    assert read(text.encode()).people == (FoundPerson(5, "Grace", ("g@x.org", "g2@x.org")),)


def test_a_table_with_minutes_or_answers_is_of_a_meeting() -> None:
    text = "Name,Minutes,RSVP\nGrace,42,yes\nAda,,no\nBo,,\nCy,,perhaps\n"
    found = read(text.encode(), Hints(name="Rota 2026-05-28.csv"))
    assert found.kind == "attendance"
    (event,) = found.events
    assert event.starts_at == "2026-05-28"
    assert [(one.name, one.minutes, one.rsvp) for one in event.people] == [
        ("Grace", 42, "yes"),
        ("Ada", None, "no"),
        ("Cy", None, "maybe"),
    ]
    assert [(one.line, one.reason) for one in found.skipped] == [
        (4, "the file doesn't say when they were present")
    ]


def test_unknown_columns_are_asked_for_and_then_read_as_told() -> None:
    text = b"\nKennung,Wer,Adr,Seit\n1,Grace,g@x.org,03/04/2020\n2,Ada,,13/04/2020\n"
    with pytest.raises(UnknownLayout) as caught:
        read(text, HINTS)
    assert caught.value.columns == ("Kennung", "Wer", "Adr", "Seit")
    assert caught.value.rows[0] == ("1", "Grace", "g@x.org", "03/04/2020")
    assert caught.value.line == 2
    told = Hints(columns={"Wer": "name", "adr": "email", "Seit": "joined", "Kennung": "skip"})
    assert read(text, told).people == (
        FoundPerson(3, "Grace", ("g@x.org",), {"joined_on": "2020-04-03"}),
        FoundPerson(4, "Ada", (), {"joined_on": "2020-04-13"}),
    )
    with pytest.raises(UnknownLayout, match="aren't in this file"):
        read(text, Hints(columns={"Other": "name"}))


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            'Grace Hopper <grace@x.org>, "Doe, Jane" <jane@x.org>; bo@x.org',
            [("Grace Hopper", "grace@x.org"), ("Doe, Jane", "jane@x.org"), ("", "bo@x.org")],
        ),
        ("To: Doe, Jane <j@x.org>; Roe, Rick <mailto:r@x.org>", [("Doe, Jane", "j@x.org"), ("Roe, Rick", "r@x.org")]),
        ("a@x.org, b@x.org\nc@x.org", [("", "a@x.org"), ("", "b@x.org"), ("", "c@x.org")]),
        ("a@x.org, Bo Lee <b@x.org>", [("", "a@x.org"), ("Bo Lee", "b@x.org")]),
        ("“Grace Hopper” – grace@x.org", [("Grace Hopper", "grace@x.org")]),
        ("Grace Hopper (grace@x.org)\nAda: ada@x.org", [("Grace Hopper", "grace@x.org"), ("Ada", "ada@x.org")]),
        ("Grace Hopper,grace@x.org\nAda,ada@x.org", [("Grace Hopper", "grace@x.org"), ("Ada", "ada@x.org")]),
        ("Grace Hopper\tgrace@x.org", [("Grace Hopper", "grace@x.org")]),
        ("\ufeffO'Brien, Pat <pat.o'brien@x.org>", [("O'Brien, Pat", "pat.o'brien@x.org")]),
    ],
)  # fmt: skip
def test_pasted_lists(text: str, people: list[tuple[str, str]]) -> None:
    found = read(text.encode(), HINTS)
    assert found.product == "List of names and addresses"
    assert [(one.name, one.emails[0] if one.emails else "") for one in found.people] == people


def test_lines_of_a_pasted_list_that_name_nobody_are_told() -> None:
    found = read(b"Hello all, here is our list for 2026:\nGrace <g@x.org>\n\nAda <a@x.org>\n")
    assert [(one.line, one.name) for one in found.people] == [(2, "Grace"), (4, "Ada")]
    assert [(one.line, one.reason) for one in found.skipped] == [(1, "no name and no address")]


@pytest.mark.parametrize(
    "text",
    [
        "foo,bar\n1,2\n3,4\n",
        "2026-01-01,10\n2026-01-02,12\n",
        "The meeting went well: we spoke about 3 things, and will go on.\nSee https://x.org\n",
        "Kontakt;Adresse\nx;a@x.org\ny;b@x.org\n",
    ],
)
def test_what_names_nobody_is_no_list(text: str) -> None:
    with pytest.raises(UnknownLayout):
        read(text.encode())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1. Grace Hopper\n2) Ada Lovelace\n- Bo", ["Grace Hopper", "Ada Lovelace", "Bo"]),
        ("Ann Roe\nBo Lee\nCy Fox", ["Ann Roe", "Bo Lee", "Cy Fox"]),
        ("Milk\nBread\nCoffee beans", ["Milk", "Bread", "Coffee beans"]),
    ],
)
def test_lines_without_an_address_are_names_only_where_somebody_says_so(
    text: str, names: list[str]
) -> None:
    with pytest.raises(UnknownLayout) as caught:
        read(text.encode(), HINTS)
    assert caught.value.columns == ("column 1",)
    assert caught.value.meanings == ("name",)
    told = Hints(today=HINTS.today, columns=pasted.NAMES)
    assert [person.name for person in read(text.encode(), told).people] == names


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("From: A <a@x.org>\nTo: B <b@x.org>\nSubject: Rota\nDate: Thu, 5 Nov 2026 17:00:00 +0100\n\nHi\n", "This is a message"),
        ("Received: from x\nMessage-ID: <1@x>\nFrom: A <a@x.org>\nSubject: Rota\n\nHello all\n", "This is a message"),
        ("<!DOCTYPE html>\n<p>help@example.org</p>\n", "a web page"),
        ('<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "Excel workbook written as XML"),
        ("WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Nora>a@x.org</v>\n", "a transcript"),
        ("dn: cn=Nora,mail=a@x.org\ncn: Nora\nmail: a@x.org\n", "LDIF"),
        ("[format]\nprogram=abook\n\n[0]\nname=Nora\nemail=a@x.org\n", "abook"),
    ],
)  # fmt: skip
def test_what_is_no_list_of_anybody_is_named(text: str, what: str) -> None:
    with pytest.raises(UsageError, match=what) as caught:
        read(text.encode(), HINTS)
    assert not isinstance(caught.value, UnknownLayout)


def test_an_unknown_table_is_asked_about_from_what_is_known() -> None:
    text = "Wer;Beitrittszeit;Austrittszeit;Adr;Schuh\nAnn;17:00;18:00;a@x.org;38\nBo;17:05;18:00;b@x.org;41\n"
    with pytest.raises(UnknownLayout) as caught:
        read(text.encode(), HINTS)
    likely = dict(zip(caught.value.columns, caught.value.meanings, strict=True))
    assert likely == {
        "Wer": "name", "Beitrittszeit": "joined at", "Austrittszeit": "left at", "Adr": "email", "Schuh": "keep",
    }  # fmt: skip
    found = read(
        text.encode(), Hints(name="Call 2026-11-05.csv", today=HINTS.today, columns={"Wer": "name"})
    )
    (event,) = found.events
    assert [(one.name, one.emails, one.minutes) for one in event.people] == [
        ("Ann", ("a@x.org",), 60), ("Bo", ("b@x.org",), 55),
    ]  # fmt: skip
