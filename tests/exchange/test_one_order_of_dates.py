"""One order of day and month for all dates of a file: what doesn't fit it is not read, and named."""

from __future__ import annotations

from coptui.exchange.reading import read
from coptui.exchange.tables.found import Found, Hints


def said_of(text: str) -> Found:
    return read(text.encode(), Hints(name="members.csv", today="2026-11-30"))


def test_an_order_of_day_and_month_holds_for_the_whole_column() -> None:
    found = said_of(
        "Full name,Email,Joined\nAl Ash,a@example.org,3/14/26\nBo Birch,b@example.org,3/15/26\n"
        "Cy Dunn,c@example.org,14/3/26\nDi Ely,d@example.org,5/4/26\n"
    )
    days = [one.fields.get("joined_on") for one in found.people]
    assert days == ["2026-03-14", "2026-03-15", None, "2026-05-04"]
    assert found.people[2].fields["more"] == {"Joined": "14/3/26"}
    assert any("14/3/26" in note and "can't be read" in note for note in found.notes)


def test_days_with_dots_are_read_in_one_order_too() -> None:
    found = said_of("Full name,Email,Joined\nA B,a@example.org,3.4.26\nC D,c@example.org,4.13.26\n")
    assert [one.fields["joined_on"] for one in found.people] == ["2026-03-04", "2026-04-13"]
    found = said_of(
        "Full name,Email,Joined\nA B,a@example.org,24.3.26\nC D,c@example.org,4.13.26\n"
        "E F,e@example.org,25.3.26\n"
    )
    assert [one.fields.get("joined_on") for one in found.people] == [
        "2026-03-24",
        None,
        "2026-03-25",
    ]
