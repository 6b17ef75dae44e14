"""Whatever stands in a known column of a list is in the record, in its kept text, or named."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coptui.core.model.community import Community
from coptui.core.model.records import Member, Profile, Source
from coptui.core.model.text import fold
from coptui.errors import UsageError
from coptui.exchange.planning.plan import edit_of, plan
from coptui.exchange.reading import read
from coptui.exchange.tables.found import Found, Hints

TODAY = date(2026, 11, 30)
KNOWN = Community(
    profile=Profile(id=1, name="Circle"),
    members={1: Member(id=1, name="Ann Lee", emails=("ann@example.org",), phone="+44 20 1234")},
)
CELLS = (
    "", "ann@example.org", "bo@example.org; b2@example.org", "+44 771 2200", "pam AT x.de", "ring the office", "3.4.26", "4.13.26",
    "14 Mar 2026", "noreply@example.org", "ann@…", "<ann@example.org>", "Al Ash", "yes", "perhaps", "frozen", "https://example.org/x",
    "bo@example.org, +44 771 2201", "46115", "1.5E+10", "core; host", "12:30", "left", "n/a",
)  # fmt: skip
HEADS = (
    "Email", "E-mail", "Phone", "Email / phone", "Joined", "First name", "Last name", "Organisation", "Tags", "Interests", "Location",
    "Position", "Status", "Contact", "Pronouns",
)  # fmt: skip


def said_of(text: str, name: str = "members.csv", **hints: object) -> Found:
    return read(text.encode(), Hints(name=name, today=str(TODAY), **hints))  # type: ignore[arg-type]


def words(text: str) -> set[str]:
    return {*re.findall(r"\w+", fold(text))}


@given(
    st.lists(st.sampled_from(HEADS), min_size=1, max_size=6, unique=True),
    st.lists(st.lists(st.sampled_from(CELLS), min_size=6, max_size=6), min_size=1, max_size=4),
    st.booleans(),
)
def test_every_text_in_a_known_column_is_kept_or_named(
    heads: list[str], rows: list[list[str]], day_first: bool
) -> None:
    names = ("Al Ash", "Bo Birch", "Ann Lee", "Cy Dunn")
    lines = [["Full name", *heads]]
    lines += [[name, *row[: len(heads)]] for name, row in zip(names, rows, strict=False)]
    text = "\n".join("\t".join(cells) for cells in lines) + "\n"
    try:
        found = said_of(text, day_first=day_first)
    except UsageError:
        assume(False)
    planned = plan(KNOWN, found, today=TODAY, source=Source(file="members.csv"))
    kept = words(
        repr(
            (
                edit_of(planned).changes,
                planned.rows,
                planned.differences,
                planned.left,
                found.notes,
                KNOWN.members,
            )
        )
    )
    spoken = " ".join(note for note in planned.notes if "left out" in note)
    asked = {row.name for row in planned.open}
    for row in lines[1:]:
        if row[0] in asked:
            continue  # Nothing of it is saved before someone says who it is.
        for head, cell in zip(lines[0], row, strict=True):
            if head in spoken or cell in ("n/a", ""):
                continue
            if not words(cell) <= kept:
                # A day is kept as one, whatever it looked like.
                assert head == "Joined", (head, cell)
                person = next(one for one in found.people if one.name == row[0])
                assert person.fields.get("joined_on"), (head, cell)


def test_a_cell_that_is_no_address_is_kept_and_named() -> None:
    found = said_of("Full name,Email\nAl Ash,pam AT x.de\nBo Birch,bo@example.org\n")
    assert found.people[0].fields == {"more": {"Email": "pam AT x.de"}}
    assert found.notes == ("1 cell under 'Email' can't be read, so the text is kept: pam AT x.de.",)


@pytest.mark.parametrize("head", ["Email", "Email / phone", "Phone or e-mail", "Telefon / E-Mail"])
def test_a_phone_number_among_addresses_is_a_phone_number(head: str) -> None:
    found = said_of(f"Full name,{head}\nAl Ash,+44 771 22 33\nBo Birch,bo@example.org\n")
    assert [(one.emails, one.fields) for one in found.people] == [
        ((), {"phone": "+44 771 22 33"}),
        (("bo@example.org",), {}),
    ]
    assert found.notes == ()


@pytest.mark.parametrize("head", ["Email", "Email / phone", "Phone or e-mail", "Joined", "Tags"])
def test_perhaps_under_what_holds_no_replies_is_none(head: str) -> None:
    found = said_of(f"Full name\t{head}\nAl Ash\t\nBo Birch\t\nCy Dunn\tperhaps\n")
    assert [one.name for one in found.people] == ["Al Ash", "Bo Birch", "Cy Dunn"]
    assert not found.events


def test_both_in_one_cell_are_told_apart() -> None:
    found = said_of(
        "Full name,Email\nAl Ash,al@example.org / +44 771 22 33\nBo Birch,bo@example.org\n"
    )
    assert found.people[0].emails == ("al@example.org",)
    assert found.people[0].fields == {"phone": "+44 771 22 33"}


def test_a_second_number_is_kept_as_text() -> None:
    found = said_of(
        "Full name,Email,Phone,Mobile\nAl Ash,al@example.org,+44 771 22 33,+44 771 99 99\n"
        "Bo Birch,bo@example.org,+44 771 22 34,\n"
    )
    assert found.people[0].fields["phone"] == "+44 771 22 33"
    assert "+44 771 99 99" in found.people[0].fields["more"].values()


def test_two_rows_of_one_person_keep_what_both_say() -> None:
    found = said_of(
        "Full name,Email,Phone,Tags\nAl Ash,al@example.org,+44 771 22 33,core\n"
        "Al Ash,al@example.org,+44 771 99 99,host\n"
    )
    (person,) = found.people
    assert person.fields["tags"] == ["core", "host"]
    assert person.fields["more"] == {"Phone": "+44 771 99 99"}


def test_a_sign_up_names_what_it_can_not_read() -> None:
    found = said_of(
        "Name,Email,RSVP,Attended\nAl Ash,pam AT x.de,declined,x\nBo Birch,bo@example.org,if it rains,\n"
        "Cy Dunn,cy@example.org,accepted,x\nDi Ely,di@example.org,accepted,x\n"
    )
    assert "1 cell under 'Email' can't be read: pam AT x.de." in found.notes
    assert "Taken as \"maybe\" under 'RSVP': if it rains (1 cell)." in found.notes


def test_our_own_table_keeps_what_its_fields_can_not_hold() -> None:
    found = said_of(
        "Name,Email,Status,Joined,Contact,Offers,Seeks,Pronouns\nAl Ash,nowhere,frozen,soon,perhaps\n"
        "Bo Birch,bo@example.org,active,14/3/2026,yes\nCy Dunn,cy@example.org,active,5/4/2026,no\n"
    )
    texts = {"Email": "nowhere", "Status": "frozen", "Joined": "soon", "Contact": "perhaps"}
    assert found.people[0].fields == {"more": texts}
    assert [one.fields["joined_on"] for one in found.people[1:]] == ["2026-03-14", "2026-04-05"]
    assert sum("can't be read" in note for note in found.notes) == len(texts)
