"""The library and the learning agenda, exported and imported into an empty copy, are what they were."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from coptui.core.model.community import Community
from coptui.core.model.records import (
    ItemKind,
    LearningQuestion,
    LibraryItem,
    Member,
    QuestionKind,
    Record,
    Source,
    Topic,
    Use,
)
from coptui.core.model.text import clean, fold
from coptui.core.views.privacy import fit_to_leave
from coptui.exchange.planning.plan import plan
from coptui.exchange.reading import read
from coptui.exchange.tables.found import Hints
from coptui.exchange.writers.practice import learning_agenda, library

TODAY = date(2026, 11, 22)
HERE = Community(
    members={1: Member(id=1, name="Beth Moor"), 2: Member(id=2, name="Carl Nor")},
    topics={
        1: Topic(id=1, title="Triage"),
        2: Topic(id=2, title="A case", code="case 2", confidential=True),
    },
)
LETTERS = st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufeff")
TITLES = st.text(LETTERS, min_size=1, max_size=30).map(clean).filter(bool)
TEXTS = st.sampled_from(["", "=1+1", "'+1", "a, b", 'the "sheet"', "autumn 2026", "@home"])
DAYS = st.none() | st.dates(date(2020, 1, 1), TODAY)
USES = st.lists(st.builds(Use, on=DAYS, by=st.sampled_from([None, 1]), what=TEXTS), max_size=3).map(
    tuple
)
ITEMS = st.lists(
    st.builds(
        LibraryItem,
        title=TITLES,
        kind=st.none() | st.sampled_from(get_args(ItemKind)),
        link=st.sampled_from(["", "https://example.org/a?b=1,2", "=HYPERLINK(1)"]),
        topic=st.sampled_from([None, 1, 2]),
        keeper=st.sampled_from([None, 1, 2, "Fay Rand"]),
        added_on=DAYS,
        looked_on=DAYS,
        uses=USES,
    ),
    max_size=5,
    unique_by=lambda item: fold(item.title),
)
QUESTIONS = st.lists(
    st.builds(
        LearningQuestion,
        text=TITLES,
        kind=st.none() | st.sampled_from(get_args(QuestionKind)),
        curious=st.sampled_from([(), (1,), (2, 1)]),
        season=TEXTS,
        asked_on=DAYS,
        topic=st.sampled_from([None, 1, 2]),
    ),
    max_size=5,
    unique_by=lambda question: fold(question.text),
)


def imported(text: str, name: str) -> list[Record]:
    made = plan(HERE, read(text.encode(), Hints(name=name, today=str(TODAY))), today=TODAY, source=Source(file=name))  # fmt: skip
    assert (made.left, made.differences) == ([], ()) or not (made.left or made.differences)
    return [entry.record for entry in made.entries]


def may_leave(records: list[Any]) -> list[Any]:
    """What may leave of them, as an import into another copy would have it."""
    open_records = [fit_to_leave(record) for record in records if record.topic != 2]
    return [
        replace(record, uses=tuple(use for use in record.uses if use.on is not None))
        if isinstance(record, LibraryItem)
        else record
        for record in open_records
    ]


def holding(table: str, records: list[Any]) -> Community:
    numbered = {number: replace(record, id=number) for number, record in enumerate(records, 1)}
    return msgspec.structs.replace(HERE, **{table: numbered})


@given(ITEMS, st.booleans())
def test_the_library_is_read_back_as_it_was(items: list[LibraryItem], bom: bool) -> None:
    written = library(holding("library", items), bom=bom)
    expected = may_leave(items)
    assert written.records == len(expected)
    if expected:
        assert imported(written.text, "library.csv") == expected


@given(QUESTIONS, st.booleans())
def test_the_learning_agenda_is_read_back_as_it_was(
    questions: list[LearningQuestion], bom: bool
) -> None:
    written = learning_agenda(holding("questions", questions), bom=bom)
    expected = may_leave(questions)
    assert written.records == len(expected)
    if expected:
        assert imported(written.text, "agenda.csv") == expected


def test_what_is_about_a_confidential_topic_is_counted_and_left_out() -> None:
    written = library(holding("library", [LibraryItem(title="Notes", topic=2)]))
    assert (written.records, written.left_out) == (0, ("1 entry about confidential topics",))
    assert "Notes" not in written.text
