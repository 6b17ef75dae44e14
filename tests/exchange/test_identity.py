"""Who is meant by a name in a file: certain, or a suggestion with its reason, or nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.records import Member
from coptui.exchange.planning.identity import SUGGESTED, PersonMatch, people_of, who_is, who_key
from coptui.exchange.tables.found import FoundPerson
from coptui.exchange.tables.names import forms_of, may_be_one, plain_name

LENA = Member(
    id=1, name="Lena Voss", emails=("Lena@Example.org",), organisation="Harbour School",
    aliases=("Lenchen",), handles={"slack": "@lv"}, phone="+49 40 1234567",
)  # fmt: skip
CARLOS = Member(id=2, name="Carlos Díaz", emails=("office@example.org",))
DANA = Member(id=3, name="Dana Whitfield", emails=("office@example.org",))
ANN_1 = Member(id=4, name="Ann Berg", location="Oslo")
ANN_2 = Member(id=5, name="Ann Berg", organisation="Harbour School")
PEOPLE = people_of((LENA, CARLOS, DANA, ANN_1, ANN_2))


def who(name: str = "", *emails: str, **fields) -> PersonMatch:
    return who_is(PEOPLE, FoundPerson(name=name, emails=emails, fields=fields))


@pytest.mark.parametrize(
    "written",
    [
        "Lena Voss",
        "lena  VOSS",
        "Voss, Lena",
        "Lena Voss (External)",
        "Voss, Lena (Guest)",
        "Lena Voss (Unverified)",
        "Lena Voss (EXT)",
        "Lena Voss (she/her)",
        "Lena Voss she/her",
        "Lena Voss [they/them]",
        "Lena Voss (123456)",
        "Lena Voss - 123456",
        "Lena Voss #E12345",
        "Ｌena Voss",
        "Léna Voss",
        "L's tablet (Lena Voss)",
        "Lena Voss (L's tablet)",
        "Lena Voss (GitHub)",
        "Lena Voss (@lv)",
        "Lena Voss @lv@example.social",
        "Lena Voss - Slack",
        "Lena Voss on GitHub",
        "Lena Voss | github.com/lenav",
    ],
)
def test_decorations_do_not_matter(written: str) -> None:
    assert who(written) == PersonMatch(1, "same name", by_name=True)


def test_the_surest_sign_comes_first() -> None:
    assert who("Lena Other", "lena@example.ORG") == PersonMatch(1, "same address")
    assert who("", "lena@example.ORG") == PersonMatch(1, "same address")
    assert who("Galaxy S22", "lena@example.ORG") == PersonMatch(1, "same address")
    assert who("lenchen") == PersonMatch(1, "also goes by this name")
    assert who("Nobody", handles={"slack": "LV"}) == PersonMatch(
        1, "same user name in another program"
    )
    assert who("Carlos Diaz") == PersonMatch(2, "same name", by_name=True)


def test_an_address_under_a_name_that_cannot_be_theirs_is_a_question() -> None:
    match = who("Somebody Else", "lena@example.org")
    assert match.member is None
    assert match.why == "someone else here has this address"
    assert [one.member for one in match.suggestions] == [1]


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("Ann Roe", "Bob Roe", False),
        ("Nora Lind", "Bram Visser", False),
        ("Ann Roe", "Roe, Ann", True),
        ("J. Doe", "Jane Doe", True),
        ("Alex Lee", "Alexander Lee", True),
        ("Dr Ida Holt", "Ida Holt", True),
        ("Jane", "Jane Doe", True),
        ("", "Jane Doe", True),
    ],
)
def test_whether_two_names_can_be_those_of_one_person(first: str, second: str, one: bool) -> None:
    assert may_be_one(first, second) is one
    assert may_be_one(second, first) is one


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Voss, Lena", "Lena Voss"),
        ("LIND, NORA", "NORA LIND"),
        ("van der Berg, Ida", "Ida van der Berg"),
        ("Dana Whitfield, LICSW", "Dana Whitfield, LICSW"),
        ("Ann Roe, MD, MPH", "Ann Roe, MD, MPH"),
        ("King, Martin, Jr.", "Martin King, Jr."),
        ("Smith, PhD", "Smith, PhD"),
        ("Sam Lee, Boston", "Sam Lee, Boston"),
        ("Bram (he/him), Boston", "Bram, Boston"),
        ("23XY9B07L3(Gita Rao)", "Gita Rao"),
        ("12345_Omar Bek", "Omar Bek"),
        ("Maya Roe_4411", "Maya Roe"),
        ("(22) Sam Lee", "Sam Lee"),
        ("Maria Slack", "Maria Slack"),
        ("Prof.Ann Lee", "Prof.Ann Lee"),
    ],
)
def test_what_stands_around_a_name(written: str, plain: str) -> None:
    assert plain_name(written) == plain


def test_a_credential_behind_a_comma_is_no_other_name() -> None:
    assert who("Lena Voss, LICSW") == PersonMatch(1, "same name", by_name=True)


def test_a_shared_address_is_told_apart_by_the_name() -> None:
    assert who("Dana Whitfield", "office@example.org").member == 3
    both = who("The office", "office@example.org")
    assert both.ambiguous and both.member is None
    assert {one.member for one in both.suggestions} == {2, 3}


def test_two_of_one_name_are_never_chosen_between() -> None:
    found = who("Ann Berg")
    assert found.member is None and found.ambiguous
    assert found.why == "2 people here match: same name"
    assert [(one.member, one.why) for one in found.suggestions] == [
        (4, "same name, in Oslo"),
        (5, "same name, works at Harbour School"),
    ]


def test_an_alias_that_is_the_name_of_another_is_no_proof() -> None:
    people = people_of((LENA, Member(id=9, name="Sam Poe", aliases=("Lena Voss",))))
    assert who_is(people, FoundPerson(name="Lena Voss")).ambiguous


def test_a_renamed_guest_is_found_by_either_name() -> None:
    assert who("Table 3 (Carlos Díaz)").member == 2
    both = who("Carlos Díaz (Dana Whitfield)")
    assert both.member is None and both.ambiguous


@pytest.mark.parametrize(
    ("written", "emails", "member", "why"),
    [
        ("Lena Vos", (), 1, "nearly the same name, works at Harbour School"),
        ("Lena V.", (), 1, "same name, shortened, works at Harbour School"),
        ("Lena", (), 1, "the only one here with this first name, works at Harbour School"),
        ("Voss Lena", (), 1, "the same words in another order, works at Harbour School"),
        ("Lena Maria Voss", (), 1, "one name is part of the other, works at Harbour School"),
        ("Grete Voss", (), 1, "same surname, works at Harbour School"),
        ("lv home", ("lena.voss@home.example",), 1, "the address reads like their name, works at Harbour School"),
        ("0049401234567", (), 1, "same phone number, works at Harbour School"),
    ],
)  # fmt: skip
def test_what_is_only_alike_is_a_suggestion_with_its_reason(written, emails, member, why) -> None:
    found = who(written, *emails)
    assert found.member is None and not found.ambiguous
    assert (found.suggestions[0].member, found.suggestions[0].why) == (member, why)


def test_a_stranger_resembles_nobody() -> None:
    assert who("Zebedee Quux") == PersonMatch(None, "no one here has this name")
    assert who("") == PersonMatch(None, "no one here has this name")


def test_one_person_has_one_key_in_a_file() -> None:
    assert who_key(FoundPerson(name="A", emails=("A@X.org",))) == "a@x.org"
    assert who_key(FoundPerson(name="Díaz")) == who_key(FoundPerson(name="DIAZ ", line=4))
    assert who_key(FoundPerson(name="Voss, Lena (Guest)")) == "lena voss"
    assert who_key(FoundPerson(name="Table 3 (Ann)")) != who_key(FoundPerson(name="Table 3 (Dana)"))
    assert who_key(FoundPerson(line=7)) == "line 7"


def test_a_name_without_what_programs_add() -> None:
    assert plain_name("Voss, Lena (External)") == "Lena Voss"
    assert plain_name("New Name (Old Name)") == "New Name"
    assert plain_name("(Lena)") == "Lena"
    assert forms_of("New Name (Old Name)") == ("new name", "old name")


@given(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=2))
def test_any_text_has_an_answer_and_guesses_are_few(name: str, emails: list[str]) -> None:
    found = who(name, *emails)
    assert len(found.suggestions) <= SUGGESTED
    assert found.member is None or not found.suggestions


@given(st.lists(st.sampled_from(["Lena Voss", "Ann Berg", "Voss Lena", "Lena"]), max_size=6))
def test_nobody_is_ever_merged_on_a_guess(names: list[str]) -> None:
    """Whoever is meant carries the very name, and nobody else here does."""
    members = [Member(id=n, name=name) for n, name in enumerate(names, 1)]
    for name in ("Lena Voss", "Ann Berg", "Lena"):
        found = who_is(people_of(members), FoundPerson(name=name))
        bearers = [member.id for member in members if member.name == name]
        assert found.member == (bearers[0] if len(bearers) == 1 else None)
