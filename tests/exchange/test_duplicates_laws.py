"""What holds of every pair of people who may be listed twice, whoever they are."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from coptui.core.model.community import Community
from coptui.core.model.records import Member
from coptui.exchange.planning.duplicates import LikelyDuplicate, likely_duplicates
from coptui.exchange.planning.identity import people_of, who_is
from coptui.exchange.planning.likeness import likeness
from coptui.exchange.tables.found import FoundPerson
from coptui.exchange.tables.names import forms_of


def pairs(*members: Member) -> list[LikelyDuplicate]:
    return likely_duplicates(Community(members={member.id: member for member in members}))


def listed(*names: str) -> list[tuple[int, int, str, str]]:
    found = pairs(*(Member(id=number, name=name) for number, name in enumerate(names, 1)))
    return [(pair.kept, pair.other, pair.why, pair.sure) for pair in found]


@pytest.mark.parametrize(
    ("one", "other", "why", "sure"),
    [
        ("Ann Lee (github)", "Ann Lee", "same name", "likely"),
        ("Ann Lee - GitHub", "Ann Lee", "same name", "likely"),
        ("Ann Lee @annlee", "Lee, Ann", "same name", "likely"),
        ("Ann", "Ann Lee", "the only one here with this first name", "perhaps"),
        ("Lee Ann", "Ann Lee", "the same words in another order", "perhaps"),
        ("A. Lee", "Ann Lee", "same name, shortened", "perhaps"),
        ("Ann Maria Lee", "Ann Lee", "one name is part of the other", "perhaps"),
        ("Дмитрий Орлов", "Dmitri Orlov", "the same name in another script", "perhaps"),
        ("林志明", "Lin Zhiming", "the same name in another script", "perhaps"),
        ("نرگس صادقی", "Narges Sadeghi", "the same name in another script", "perhaps"),
        ("Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos", "the same name in another script", "perhaps"),
    ],
)  # fmt: skip
def test_what_an_import_would_suggest_is_listed(one: str, other: str, why: str, sure: str) -> None:
    assert listed(one, other) == listed(other, one) == [(1, 2, why, sure)]
    (member,) = [Member(id=1, name=other)]
    match = who_is(people_of([member]), FoundPerson(name=one))
    assert (match.member == 1 and match.why == why) or match.suggestions[0].why == why


@pytest.mark.parametrize(
    "names",
    [
        ("Ann Lee (github)", "Bob Ray (github)"),
        ("Ann", "Ann Lee", "Ann Roe"),
        ("Grace Kim", "Grace Lee"),
        ("Ann Roe", "Bob Roe"),
        ("Ирина", "Irina"),
    ],
)
def test_what_many_share_is_no_reason(names: tuple[str, ...]) -> None:
    assert listed(*names) == []


def test_an_address_that_reads_like_a_name_is_a_reason() -> None:
    here = (
        Member(id=1, name="lv", emails=("lena.voss@example.org",)),
        Member(id=2, name="Lena Voss"),
    )
    assert pairs(*here) == [LikelyDuplicate(1, 2, "the address reads like their name", "perhaps")]


def test_an_address_of_two_names_that_cannot_be_one_is_only_a_question() -> None:
    home = ("roe@example.org",)
    here = Member(id=1, name="Ann Roe", emails=home), Member(id=2, name="Bob Roe", emails=home)
    assert [(pair.why, pair.sure) for pair in pairs(*here)] == [("same address", "perhaps")]


WORDS = ("Ann", "Lee", "Roe", "A.", "Лена", "Lena", "Фосс", "Voss", "(github)", "@al")
names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
addresses = st.sampled_from(((), (), ("a@x.org",), ("b@x.org",), ("a@x.org", "b@x.org")))
people = st.lists(
    st.builds(
        Member,
        name=names,
        emails=addresses,
        aliases=st.sampled_from(((), ("Ann",), ("Lena Voss",))),
        handles=st.sampled_from(({}, {}, {"chat": "al"})),
    ),
    max_size=5,
)


def as_said(found: list[Member]) -> set[tuple[frozenset[int], str, str]]:
    """The pairs, by the place at which each stands in `found`."""
    said = pairs(*found)
    return {(frozenset((pair.kept, pair.other)), pair.why, pair.sure) for pair in said}


@given(people, st.data())
def test_it_does_not_matter_who_was_added_first(found: list[Member], data: st.DataObject) -> None:
    ids = data.draw(st.permutations(range(1, len(found) + 1)))
    first = as_said([replace(one, id=number) for number, one in enumerate(found, 1)])
    turned = as_said([replace(one, id=ids[place]) for place, one in enumerate(found)])
    back = {number: place for place, number in enumerate(ids, 1)}
    assert {(frozenset(back[one] for one in who), why, sure) for who, why, sure in turned} == first


@given(people)
def test_sure_needs_more_than_a_name_and_nothing_against_it(found: list[Member]) -> None:
    members = {number: replace(one, id=number) for number, one in enumerate(found, 1)}
    for pair in likely_duplicates(Community(members=members)):
        one, other = members[pair.kept], members[pair.other]
        shared = {*one.emails} & {*other.emails} or one.handles == other.handles != {}
        apart = one.emails and other.emails and not {*one.emails} & {*other.emails}
        assert pair.sure != "sure" or shared
        assert pair.sure == "perhaps" or not apart
        assert pair.kept < pair.other


forms = names.map(forms_of).filter(bool).map(lambda found: found[0])


@given(forms, forms)
def test_likeness_is_the_same_from_either_side(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)


def test_all_reasons_are_told_once_a_pair() -> None:
    for order in permutations(("Ann Lee", "Lee, Ann", "Ann Lee (GitHub)")):
        assert len(listed(*order)) == 3
