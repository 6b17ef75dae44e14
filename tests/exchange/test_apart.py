"""Two people of a file never become one: they are two, or they are asked about."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.community import Community
from coptui.core.model.records import Source
from coptui.exchange.planning.apart import row_of, told_apart
from coptui.exchange.planning.plan import ImportChoices, edit_of, plan
from coptui.exchange.reading import read
from coptui.exchange.tables.found import Found, FoundEvent, FoundPerson, Hints
from coptui.session import Session
from coptui.store.memory import MemoryStore

TODAY = date(2026, 11, 20)


def taken(text: str, **choices: object) -> tuple[list[str], list[tuple[str, str]]]:
    """The names saved, and (state, name) of every row."""
    session = Session(
        MemoryStore({"community": {"1": {"name": "C"}}}),
        by="Rita",
        clock=lambda: datetime(2026, 11, 22, tzinfo=UTC),
        today=TODAY,
    )
    found = read(text.encode(), Hints(name="l.csv", today=TODAY.isoformat()))
    made = plan(
        session.whole,
        found,
        today=TODAY,
        source=Source(file="l.csv"),
        choices=ImportChoices(**choices),  # type: ignore[arg-type]
    )
    session.edit(edit_of(made))
    names = sorted(member.name for member in session.whole.members.values())
    return names, [(row.state, row.name) for row in made.rows]


def test_rows_of_one_name_and_other_details_are_asked_about() -> None:
    text = "Name,Phone,Organisation\nJan Novak,+420 111 222,North\nJan Novak,+420 333 444,South\nEva Lind,,A\n"
    assert taken(text) == (
        ["Eva Lind"],
        [("unknown", "Jan Novak"), ("unknown", "Jan Novak"), ("new", "Eva Lind")],
    )
    assert taken(text, take_new=True)[0] == ["Eva Lind", "Jan Novak", "Jan Novak"]


def test_one_address_of_several_names_is_a_question() -> None:
    text = "Name,Email\nAnn Roe,family@example.org\nBob Roe,family@example.org\nNora Lind,n@example.org\n"
    names, rows = taken(text)
    assert names == ["Nora Lind"]
    assert rows == [("unknown", "Ann Roe"), ("unknown", "Bob Roe"), ("new", "Nora Lind")]
    chosen = {"ann roe": "new", "bob roe": "new"}
    assert taken(text, people=chosen)[0] == ["Ann Roe", "Bob Roe", "Nora Lind"]


def test_a_program_that_sends_for_others_is_nobodys_address() -> None:
    text = "Name,Email\nAnn Roe,notifications@github.example\nBob Lee,notifications@github.example\n,no-reply@x.org\n"
    assert taken(text)[0] == ["Ann Roe", "Bob Lee"]


@pytest.mark.parametrize("phones", sorted(set(permutations(("", "1111111", "2222222")))))
def test_a_row_that_says_less_hides_nobody(phones: tuple[str, ...]) -> None:
    people = [
        FoundPerson(line=line, name="Ann Roe", emails=(), fields={"phone": phone} if phone else {})
        for line, phone in enumerate(phones, 2)
    ]
    keys = told_apart(people)
    one, other = (row_of(person) for person in people if person.fields)
    assert keys[one] != keys[other]


NAMES = ("Ann Roe", "Bob Roe", "Cy Fox", "Di Lee", "Eva Berg")


@given(
    st.lists(
        st.builds(
            FoundPerson,
            line=st.integers(2, 50),
            name=st.sampled_from(NAMES),
            emails=st.sampled_from([(), ("a@x.org",), ("b@x.org",)]),
            fields=st.sampled_from([{}, {"phone": "+49 30 1111"}, {"phone": "+49 30 2222"}]),
        ),
        max_size=8,
        unique_by=lambda person: person.line,
    ),
    st.booleans(),
)
def test_no_record_is_of_two_names(people: list[FoundPerson], at_a_meeting: bool) -> None:
    """Whoever is taken in has the name of every row that became them, and no other's telephone."""
    found = (
        Found("x", "attendance", events=(FoundEvent(starts_at="2026-11-05", people=tuple(people)),))
        if at_a_meeting
        else Found("Table", "people", people=tuple(people))
    )
    made = plan(
        Community(),
        found,
        today=TODAY,
        source=Source(file="f"),
        choices=ImportChoices(take_new=True),
    )
    added = [change.after for change in made.changes if change.table == "members"]
    # Whoever has the name of others and no address is asked about.
    asked = {row.line for row in made.open}
    certain = [person for person in people if person.line not in asked]
    assert {person.name for person in people} == {member["name"] for member in added if member}
    phones = {
        (person.name, person.fields["phone"])
        for person in certain
        if not person.emails and "phone" in person.fields
    }
    assert phones <= {(member["name"], member.get("phone")) for member in added if member} or any(
        person.emails for person in people
    )
