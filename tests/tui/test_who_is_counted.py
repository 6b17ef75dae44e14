"""Each count of people says who it counts: members, guests, people who left."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from coptui.core.lists.listing import Listing
from coptui.core.model.community import Community
from coptui.core.model.records import Erased, Member
from coptui.core.model.settings import DEFAULTS
from coptui.evidence.registry import evidence
from coptui.exchange.writers.members import members as exported
from coptui.tui.people.groups_rows import group_rows
from coptui.tui.records.chosen_list import chosen_rows
from coptui.tui.records.lists import list_rows

TODAY = date(2026, 11, 30)
STATUSES = ("active", "guest", "prospect", "paused", "left", "erased")


def person(number: int, status: str) -> Member:
    if status == "erased":
        return Member(id=number, name="someone", status="left", contact_ok=False)
    return Member(id=number, name=f"P {number}", status=status)


@given(st.lists(st.sampled_from(STATUSES), max_size=8))
def test_the_counts_of_people_add_up_to_the_members(statuses: list[str]) -> None:
    """The list says how many of its people are members now, and that is the headcount."""
    people = {number: person(number, status) for number, status in enumerate(statuses, 1)}
    gone = {1: Erased(id=1, mark="m", on=TODAY)} if "erased" in statuses else {}
    community = Community(members=people, erased=gone)
    current = statuses.count("active")
    shown = list_rows(community, Listing("members"), TODAY, width=80).count
    assert (
        shown
        == chosen_rows(
            community,
            Listing("members", columns=("seen",)),
            TODAY,
            settings=DEFAULTS,
            here="",
            width=80,
        ).count
    )
    whole, *with_us = map(int, re.findall(r"\d+", shown))
    assert whole == len(statuses) - statuses.count("erased")
    assert with_us == ([current] if current != whole else [])
    everyone = group_rows(community, (), "", TODAY, 80).cells(0)
    assert f"{current} member" in "".join(span.text for span in everyone)
    headcount = evidence("headcount", community, TODAY)
    assert headcount.no_data or headcount.value == current
    # The exported list has guests and those who are away, and says so.
    assert exported(community, TODAY).records == whole - statuses.count("left")


def test_a_filtered_list_says_of_how_many() -> None:
    community = Community(members={1: person(1, "active"), 2: person(2, "guest")})
    assert list_rows(community, Listing("members", query="P 1"), TODAY, width=80).count == "1 of 2"
