"""How it was: forms filled in and sent back, and tables of any form product, become ratings without a name."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import msgspec
import pytest
from answers import box_of, filled_letter, form_sent_back
from forty import TODAY
from hypothesis import given, settings
from hypothesis import strategies as st
from mail_server import Kept, Server
from msgspec.structs import replace

from coptui.core.meetings.rating import asked_by_name, asked_in_lines
from coptui.core.model.community import Community
from coptui.core.model.records import Event, Profile, PulseEntry, Source
from coptui.exchange.planning.plan import ImportChoices, plan
from coptui.exchange.reading import read
from coptui.exchange.tables.filled_forms import filled_form
from coptui.exchange.tables.found import Hints, UnclearScale, UnknownLayout

Ran = Callable[..., tuple[int, str, str]]
Saved = Callable[[], dict[str, Any]]
PROFILE = Profile(id=1, name="Circle", signs=("Someone laughed.",))
ASKED = asked_by_name(PROFILE)
FORM = asked_in_lines(PROFILE)
HINTS = Hints(questions=ASKED, today=TODAY)


def form(*scores: int | str, quote: str = "") -> str:
    """The form with these answers in its brackets."""
    lines = FORM.split("\n")
    return "\n".join(f"{quote}{line.replace('[ ]', f'[{score}]')}" for line, score in zip(lines, scores, strict=True))  # fmt: skip


EMPTY = "\n".join(f"> {line}" for line in FORM.split("\n"))
MAILS: dict[str, tuple[int, ...] | None] = {
    form(3, 4, 2, 0): (3, 4, 2, 0),
    form(3, 4, 2, 0, quote="> "): (3, 4, 2, 0),
    form(" 3", "4 ", "", 1, quote="> > "): (3, 4, 1),
    f"3 4 2 1\n\nOn Sunday Ann wrote:\n{EMPTY}": (3, 4, 2, 1),
    f"3, 4, 2\n\nLovely evening!\n\n{EMPTY}": (3, 4, 2),
    f"3\n4\n2\n1\n{EMPTY}": (3, 4, 2, 1),
    "1. 4\n2. 3\n3: 2\n4) 1": (4, 3, 2, 1),
    "1. It was exciting.  very much\n2. gar nicht": (4, 0),
    "1. It was exciting. 0 1 2 [3] 4": (3,),
    "1. It was exciting.  4 (loved it)": (4,),
    "> 1. It was\n> exciting. [4]": (4,),
    "1. It was exciting. 0 1 2 3 4": None,
    EMPTY: None,
    "It was lovely, 4 of us stayed until 3.": None,
    "1. It was exciting. [5]": None,
    "1. 4\n1. 3": None,
    "3 4": None,
    f"1 1 1 1\n{form(3, 4, 2, 0, quote='> ')}": None,
    "": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "scores"), MAILS.items(), ids=range(len(MAILS)))
def test_a_filled_form_is_read_and_an_unclear_one_is_not_guessed(
    text: str, scores: tuple[int, ...] | None
) -> None:
    filled = filled_form(text, ASKED)
    assert (tuple(filled.scores.values()) if filled else None) == scores


@given(st.lists(st.integers(0, 4), min_size=4, max_size=4), st.sampled_from(["", "> ", ">> "]))
@settings(max_examples=40)
def test_every_form_comes_back_as_it_was_filled_in(scores: list[int], quote: str) -> None:
    filled = filled_form(f"Dear all,\n\n{form(*scores, quote=quote)}\n\nBest wishes\nAnn", ASKED)
    assert filled is not None
    assert list(filled.scores.values()) == scores


@given(st.text(max_size=300))
def test_any_text_gives_answers_on_the_scale_or_none(text: str) -> None:
    filled = filled_form(text, ASKED)
    assert filled is None or set(filled.scores.values()) <= {0, 1, 2, 3, 4}


@pytest.mark.parametrize("under", ["In a few words: warm and long", "> In a few words:\nwarm and long", "In a few words:\n\nwarm\nand long\n\nBest wishes\nBeth"])  # fmt: skip
def test_words_are_those_under_their_line_alone(under: str) -> None:
    filled = filled_form(f"{form(1, 1, 1, 1)}\n\n{under}\n> Best wishes\n> Ann", ASKED)
    assert filled is not None
    assert filled.note == "warm and long"


# Tables of form products

GOOGLE = (
    "Timestamp,Email Address,How was it? [It was exciting.],How was it? [It was about what I do.],Are you a member?,In a few words\n"
    "2026/11/11 9:03:12 PM GMT+1,m1@example.org,5,4,Member,warm\n"
    "2026/11/11 9:04:40 PM GMT+1,m2@example.org,1,2,Guest,\n"
)
TABLES: dict[str, list[tuple[dict[str, int], str]]] = {
    GOOGLE: [({"excitement": 4, "relevance": 3}, "member"), ({"excitement": 0, "relevance": 1}, "visitor")],
    "excitement;relevance;value\n0;4;2\n3;3;3\n": [({"excitement": 0, "relevance": 4, "value": 2}, ""), ({"excitement": 3, "relevance": 3, "value": 3}, "")],
    "Q1. Someone laughed.\tName\nvery much\tAnn\nhardly\tBeth\n": [({"Someone laughed.": 4}, ""), ({"Someone laughed.": 1}, "")],
    "It was exciting. (1 to 5),Comment\n2,x\n4,y\n": [({"excitement": 1}, ""), ({"excitement": 3}, "")],
    "It was exciting.,I got something out of it.\n4/5,3/5\n,\n": [({"excitement": 3, "value": 2}, "")],
}  # fmt: skip


@pytest.mark.parametrize(("table", "answers"), TABLES.items(), ids=range(len(TABLES)))
def test_a_table_of_answers_is_known_by_what_this_community_asks(
    table: str, answers: list[tuple[dict[str, int], str]]
) -> None:
    found = read(table.encode(), HINTS)
    assert found.kind == "ratings"
    assert [(dict(each.scores), each.rater) for each in found.ratings] == answers


def test_nothing_of_whoever_answered_is_taken_from_a_table() -> None:
    found = read(GOOGLE.encode(), HINTS)
    assert "example.org" not in str(found)
    assert "9:03" not in str(found)


def test_a_scale_that_nothing_tells_is_asked_about() -> None:
    table = b"It was exciting.,I got something out of it.\n2,3\n4,1\n"
    with pytest.raises(UnclearScale):
        read(table, HINTS)
    (first, _) = read(table, replace(HINTS, scale="1-5")).ratings
    assert first.scores == {"excitement": 1, "value": 2}


def test_a_question_that_is_not_ours_is_asked_about() -> None:
    table = b"Timestamp,How was it?\n11/11/2026 21:00,3\n11/11/2026 21:05,0\n"
    with pytest.raises(UnknownLayout):
        read(table, HINTS)
    told = replace(HINTS, columns={"How was it?": "value", "Timestamp": "skip"})
    assert [each.scores for each in read(table, told).ratings] == [{"value": 3}, {"value": 0}]


@pytest.mark.parametrize("table", ["Name,Email,Value\nAnn,ann@example.org,3\n", "Timestamp,Email Address,Your name\n2026/11/11 9:03:12 PM GMT+1,m1@example.org,Ann\n"])  # fmt: skip
def test_other_tables_are_what_they_were(table: str) -> None:
    assert read(table.encode(), HINTS) == read(table.encode(), Hints(today=TODAY))


# From the mailbox and the file to the event


def asked(coptui: Ran, kept: Kept) -> list[EmailMessage]:
    assert coptui("write", "ask", "2", "--send", "--yes")[0] == 0
    return list(kept.letters)


def ratings(saved: Saved, event: str = "2") -> list[dict[str, Any]]:
    return list(saved()["events"][event].get("pulse", []))


def test_a_form_sent_back_is_a_rating_once_and_without_a_name(
    mail: Server, kept: Kept, coptui: Ran, saved: Saved, tmp_path: Path
) -> None:
    first, second = asked(coptui, kept)
    note = "In a few words: m1 found it warm"
    box = box_of(
        tmp_path / "Maildir",
        form_sent_back(first, f"{filled_letter(first, 3, 4, 2)}\n{note}", 1),
        form_sent_back(second, "0 1 2", 2),
        form_sent_back(second, "4 4 4", 3),
    )
    code, out, said = coptui("import", box)
    assert code == 0, said
    assert "example.org" not in out + said
    assert sorted((each["excitement"], each["relevance"], each["value"]) for each in ratings(saved)) == [(3, 4, 2), (4, 4, 4)]  # fmt: skip
    assert {each["source"] for each in ratings(saved)} == {"member"}
    event = json.dumps(saved()["events"]["2"])
    assert "someone found it warm" in event
    for telling in ("a81f", "m1@", "10:01", "Member 01"):
        assert telling not in event
    before = saved()
    assert coptui("import", box)[0] == 0
    assert saved() == before


def test_who_writes_again_after_an_import_counts_once(
    mail: Server, kept: Kept, coptui: Ran, saved: Saved, tmp_path: Path
) -> None:
    first, _ = asked(coptui, kept)
    box = box_of(tmp_path / "Maildir", form_sent_back(first, "3 3 3", 1))
    assert coptui("import", box)[0] == 0
    box_of(box, form_sent_back(first, "1 1 1", 2))
    assert coptui("import", box)[0] == 0
    assert [rating["value"] for rating in ratings(saved)] == [3]


ROWS = st.lists(st.tuples(*[st.integers(0, 4)] * 2, st.sampled_from(["member", "guest"])), min_size=1, max_size=8)  # fmt: skip


@given(ROWS, st.randoms())
@settings(max_examples=40)
def test_the_order_of_the_answers_is_kept_nowhere(
    rows: list[tuple[int, int, str]], shuffled: random.Random
) -> None:
    """Whatever order a form's table is in, the event becomes the same; the table again adds nothing."""
    event = Event(id=1, title="Call", starts_at="2026-11-10", status="held")
    community = Community(profile=PROFILE, events={1: event})
    again = shuffled.sample(rows, len(rows))
    first, second = after_import(community, rows), after_import(community, again)
    assert first.events == second.events
    assert len(first.events[1].pulse) == len(rows)
    assert after_import(first, again).events == first.events


def after_import(community: Community, rows: list[tuple[int, int, str]]) -> Community:
    table = "excitement,value,I am\n" + "".join(f"{one},{two},{who}\n" for one, two, who in rows)
    hints = replace(HINTS, scale="0-4")
    planned = plan(
        community, read(table.encode(), hints), today=date.fromisoformat(TODAY),
        source=Source(file="form.csv"), choices=ImportChoices(events={0: 1}),
    )  # fmt: skip
    assert not planned.raters_unsaid
    (change,) = planned.changes or (None,)
    if change is None:
        return community
    fields = change.after or {}
    event = community.events[1]
    pulse = msgspec.convert(fields["pulse+"], tuple[PulseEntry, ...])
    event = replace(event, pulse=(*event.pulse, *pulse), answers_taken=(*event.answers_taken, *fields["answers_taken+"]))  # fmt: skip
    return replace(community, events={1: event})


def test_guests_and_members_are_apart(
    mail: Server, kept: Kept, coptui: Ran, saved: Saved, circle: Path, tmp_path: Path
) -> None:
    first, second = asked(coptui, kept)
    tables = saved()
    tables["members"]["2"]["status"] = "guest"
    circle.write_text(json.dumps(tables), "utf-8")
    box = box_of(
        tmp_path / "Maildir", form_sent_back(first, "3 3 3", 1), form_sent_back(second, "1 1 1", 2)
    )
    assert coptui("import", box)[0] == 0
    assert Counter(each["source"] for each in ratings(saved)) == {"member": 1, "visitor": 1}


def test_a_table_of_answers_is_taken_once_and_asks_who_answered_and_about_what(
    coptui: Ran, saved: Saved, tmp_path: Path
) -> None:
    table = tmp_path / "answers.csv"
    table.write_text("excitement,relevance,value\n0,4,2\n3,3,3\n3,3,3\n", "utf-8")
    before = saved()
    assert coptui("import", table)[0] == 0
    assert coptui("import", table, "--event", "2")[0] == 2
    assert saved() == before
    assert coptui("import", table, "--event", "2", "--raters", "members")[0] == 0
    assert len(ratings(saved)) == 3
    assert coptui("import", table, "--event", "2", "--raters", "members")[0] == 0
    assert len(ratings(saved)) == 3
    table.write_text(table.read_text("utf-8") + "3,3,3\n", "utf-8")
    assert coptui("import", table, "--event", "2", "--raters", "members")[0] == 0
    assert len(ratings(saved)) == 4


def test_an_event_to_come_has_no_ratings_yet(coptui: Ran, saved: Saved, tmp_path: Path) -> None:
    table = tmp_path / "answers.csv"
    table.write_text("excitement,relevance\n0,4\n", "utf-8")
    assert coptui("import", table, "--event", "1", "--raters", "members")[0] == 0
    assert ratings(saved, "1") == []
