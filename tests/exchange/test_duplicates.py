"""Who may stand in the list twice."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from coptui.core.model.community import Community
from coptui.core.model.records import Member
from coptui.exchange.planning.duplicates import LikelyDuplicate, likely_duplicates


def pairs(*members: Member) -> list[LikelyDuplicate]:
    return likely_duplicates(Community(members={member.id: member for member in members}))


def test_reasons_the_surest_first() -> None:
    found = pairs(
        Member(id=1, name="Lena Voss", emails=("lena@example.org",)),
        Member(id=2, name="L. V.", emails=("LENA@example.org",)),
        Member(id=3, name="Voss, Lena (External)"),
        Member(id=4, name="Lena Vosss"),
        Member(id=5, name="Amara Okafor"),
    )
    assert found[0] == LikelyDuplicate(1, 2, "same address", "sure")
    assert LikelyDuplicate(1, 3, "same name", "likely") in found
    assert LikelyDuplicate(1, 4, "nearly the same name", "perhaps") in found
    assert not any(5 in (pair.kept, pair.other) for pair in found)


def test_two_of_one_first_name_are_two_people() -> None:
    assert pairs(Member(id=1, name="Grace Kim"), Member(id=2, name="Grace Lee")) == []


def test_an_alias_is_a_reason() -> None:
    found = pairs(Member(id=1, name="Ann Lee", aliases=("Annie L",)), Member(id=2, name="Annie L"))
    assert found == [LikelyDuplicate(1, 2, "also goes by this name", "likely")]


def test_those_who_were_forgotten_are_nobodys_double() -> None:
    gone = Member(id=1, name="someone", status="left", contact_ok=False)
    assert pairs(gone, replace(gone, id=2), Member(id=3, name="someone")) == []


@pytest.mark.parametrize("shared", ["name", "phone", "address", "beginning"])
def test_what_thousands_share_pairs_each_of_them_once(shared: str) -> None:
    """Not each with each, which would be twelve million pairs."""
    count = 5_000
    crowd = [
        Member(
            id=number,
            name="Guest" if shared == "name" else f"Anna {chr(97 + number % 20)}",
            phone="+44 20 7946 0000" if shared == "phone" else "",
            emails=("info@works.example",) if shared == "address" else (),
        )
        for number in range(1, count + 1)
    ]
    likely = likely_duplicates(Community(members={member.id: member for member in crowd}))
    assert {pair.other for pair in likely} >= set(range(22, count + 1))
    assert len(likely) < 3 * count
