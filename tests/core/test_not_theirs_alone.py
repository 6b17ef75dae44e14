"""A word of someone's name may be another's, a place or a thing: it is asked about, never changed unseen."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.forgetting.plan import Plan, documents_of, plan
from coptui.core.forgetting.request import Request
from coptui.core.model.labels import SOMEONE
from coptui.core.model.ordinary_words import NAMED_AFTER

BETH = "Beth Lindqvist"
NOT_MEMBERS = ("Tanner", "Carter", "Rowe", "O'Neil", "Nowak", "Wójcik", "Brown")


def planned(name: str, **tables: Any) -> tuple[dict[str, Any], Plan]:
    whole = {"members": {"1": {"name": name}, "2": {"name": "Otto Klein"}}, **tables}
    whole = {
        table: {"1": records} if table != "members" else records for table, records in whole.items()
    }
    made = plan(documents_of(whole), [1, 2], Request(1, "2026-11-22", "mark"), 9)
    return made.tables(whole), made


def becomes(sentence: str, name: str = BETH) -> tuple[str, int]:
    """What a note becomes, and how many passages of it are asked about."""
    tables, made = planned(name, touches={"on": "2026-01-01", "text": sentence})
    return tables["touches"]["1"]["text"], len(made.open)


@pytest.mark.parametrize(
    "sentence",
    [
        *(f"Beth {other} of the library presented" for other in NOT_MEMBERS),
        "then Beth Carter called", "with Beth van Dijk", "Otto Lindqvist came", "ask Otto Lindqvist",
        "met her. Otto Lindqvist too", "and Beth\tCarter",
    ],
)  # fmt: skip
def test_beside_another_name_a_word_is_asked_about(sentence: str) -> None:
    assert becomes(sentence) == (sentence, 1)


@pytest.mark.parametrize(
    ("sentence", "then"),
    [
        ("Beth rang about the rota", "someone rang about the rota"),
        ("Rang Beth about the rota", "Rang someone about the rota"),
        ("ring Beth Tuesday", "ring someone Tuesday"),
        ("on Tuesday Beth came", "on Tuesday someone came"),
        ("Beth's Rota", "someone's Rota"),
        ("asked Beth, Otto and Cy", "asked someone, Otto and Cy"),
        ("Otto said so. Beth agreed", "Otto said so. someone agreed"),
        ("Thanks Beth I owe you one", "Thanks someone I owe you one"),
        ("Dr Lindqvist came", "someone came"),
        ("Beth L. Lindqvist", "someone"),
        ("Beth Lindqvist Carter", "someone Carter"),
    ],
)
def test_alone_in_a_sentence_it_is_theirs(sentence: str, then: str) -> None:
    said, asked = becomes(sentence)
    assert (said.replace("Dr someone", SOMEONE).replace("someone L. someone", SOMEONE), asked) == (
        then,
        0,
    )


@given(st.sampled_from(NOT_MEMBERS), st.sampled_from(["owner", "by", "guest"]))
def test_whoever_is_no_member_keeps_their_name_and_the_first_name_is_asked_about(
    other: str, part: str
) -> None:
    name = f"Beth {other}"
    tables, made = planned(
        BETH,
        actions={"text": "Beth knows", "owner": name if part == "owner" else ""},
        touches={"on": "2026-01-01", "text": "x", "by": name if part == "by" else ""},
        events={"title": "Call", "unmatched": [{"name": name if part == "guest" else "Cy"}]},
    )
    assert tables["actions"]["1"]["text"] == "Beth knows"
    assert name in str(tables) and len(made.open) == 2


@given(
    st.sampled_from(sorted(NAMED_AFTER)),
    st.sampled_from(["{} in the ward", "Lines in {}", "old {} things"]),
)
def test_what_people_are_named_after_is_never_changed_unseen(word: str, sentence: str) -> None:
    """Also if the file never writes it in lower case."""
    said = sentence.format(word.capitalize())
    for name in (f"{word.capitalize()} Zzyzx", f"Xylo {word.capitalize()}", word.capitalize()):
        assert becomes(said, name)[0] == said


def test_two_such_words_side_by_side_are_a_name() -> None:
    assert becomes("Jordan Coffee rang", "Jordan Coffee") == ("someone rang", 0)
