"""Names of one file that may be one person's are one or asked about; what a program adds is noise."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.community import Community
from coptui.core.model.records import Source
from coptui.exchange.planning.plan import ImportChoices, ImportPlan, plan
from coptui.exchange.reading import read
from coptui.exchange.tables.found import Found, FoundEvent, FoundPerson, Hints, UnknownLayout

TODAY = date(2026, 11, 29)
FIRST = ("Ida", "Nora", "Bram", "Zoë", "José")
LAST = ("Holt", "Lind", "Visser", "Núñez")
TITLES = ("Dr", "Dr.", "Prof.", "Prof. Dr.", "Frau", "Mrs", "Professor", "Dr. med.")


def planned(*names: str) -> ImportPlan:
    people = tuple(FoundPerson(2 + n, name, minutes=60.0) for n, name in enumerate(names))
    found = Found("Zoom", "attendance", events=(FoundEvent(starts_at="2026-11-05", people=people),))
    source, choices = Source(file="f"), ImportChoices(take_new=True)
    return plan(Community(), found, today=TODAY, source=source, choices=choices)


@given(st.sampled_from(FIRST), st.sampled_from(LAST), st.sampled_from(TITLES))
def test_a_title_makes_nobody_another_person(first: str, last: str, title: str) -> None:
    made = planned(f"{title} {first} {last}", f"{first} {last}")
    assert (made.saved.new_members, made.saved.not_matched) == (1, 0)


@given(
    st.sampled_from(FIRST), st.sampled_from(LAST), st.sampled_from(("{1} {0}", "{1} {0} @ North", "{0} {1}/North", "{0} {1} [North]")), st.booleans()
)  # fmt: skip
def test_a_name_that_may_be_anothers_is_asked_about(
    first: str, last: str, shape: str, turned: bool
) -> None:
    names = [f"{first} {last}", shape.format(first, last)]
    made = planned(*(names[::-1] if turned else names))
    assert (made.saved.new_members, made.saved.not_matched) == (1, 1)


def test_other_people_are_as_they_were() -> None:
    names = [" ".join(pair) for pair in zip(FIRST, LAST, strict=False)] + ["Holt Visser", "Ida"]
    assert planned(*names).saved.new_members == len(names)
    with_addresses = "Name,Email\nNora Lind,a@x.org\nLind Nora,b@x.org\n"
    found = read(with_addresses.encode(), Hints(name="l.csv"))
    made = plan(Community(), found, today=TODAY, source=Source(file="l.csv"))
    assert made.saved.new_members == 2, "two addresses are two people"


@pytest.mark.parametrize("part", ["First Name", "Last Name", "Email", "Phone", "Name"])
@pytest.mark.parametrize("other", ["Purchaser", "Buyer", "Order", "Referrer", "Sponsor"])
def test_at_a_meeting_nothing_of_another_person_is_kept(other: str, part: str) -> None:
    text = f"Name,RSVP,{other} {part},Are you new?\nNora Lind,yes,Bram,yes\nIda Holt,no,Bram,no\n"
    (event,) = read(text.encode(), Hints(name="g 2026-11-05.csv")).events
    assert {head for one in event.people for head in one.fields.get("more", {})} == {"Are you new?"}


def test_a_host_lends_nobody_their_department() -> None:
    heads = "Topic,Host Email,Department,Participant,Email,Duration (minutes)\n"
    rows = "Clinic,host@x.org,Care,Ida,ida@x.org,60\nClinic,host@x.org,Care,Bo,bo@x.org,60\n"
    (event,) = read((heads + rows).encode(), Hints(name="g 2026-11-05.csv")).events
    assert [(one.name, dict(one.fields)) for one in event.people] == [("Ida", {}), ("Bo", {})]


def test_names_above_a_table_are_asked_about() -> None:
    text = "# 5 Nov\n\n- Nora Lind\n- Bram Visser\n\nName,Email\nEva Roe,eva@example.org\n"
    with pytest.raises(UnknownLayout):
        read(text.encode(), Hints(name="l.csv"))
    told = read(text.encode(), Hints(name="l.csv", columns={"Name": "name", "Email": "email"}))
    assert [one.name for one in told.people] == ["Eva Roe"]
    assert len(told.skipped) == 2


def test_who_called_in_is_asked_about_by_their_number() -> None:
    text = "Name,Join Time,Leave Time\nIda,2026-11-05 17:00,2026-11-05 18:00\n15550100,2026-11-05 17:00,2026-11-05 18:00\n"
    found = read(text.encode(), Hints(name="g.csv", day_first=True))
    made = plan(Community(), found, today=TODAY, source=Source(file="g.csv"), choices=ImportChoices(take_new=True))  # fmt: skip
    assert [row.name for row in made.open] == ["15550100"]
