"""A list of what is kept, or of questions, becomes records once; what isn't understood is said."""

from __future__ import annotations

from datetime import date

from layouts import found_in

from coptui.core.model.community import Community
from coptui.core.model.records import LibraryItem, Member, Source, Topic, Use
from coptui.exchange.planning.plan import edit_of, plan
from coptui.exchange.planning.planned import ImportPlan

TODAY = date(2026, 11, 22)
HERE = Community(
    members={1: Member(id=1, name="Beth Moor"), 2: Member(id=2, name="Carl Nor")},
    topics={1: Topic(id=1, title="Triage")},
)


def planned(place: str, community: Community = HERE) -> ImportPlan:
    return plan(community, found_in(place), today=TODAY, source=Source(file="list.csv"))


def saved(made: ImportPlan, table: str) -> Community:
    records = {n: entry.record for n, entry in enumerate(made.entries, 1)}
    return HERE.with_records(table, dict(records))


def test_a_list_of_what_is_kept_is_imported_once() -> None:
    made = planned("library/clean")
    first, second = (entry.record for entry in made.entries)
    assert first == LibraryItem(
        title="Triage sheet", kind="template", link="https://example.org/triage", topic=1, keeper=1,
        added_on=date(2024, 1, 13), looked_on=date(2026, 10, 14),
        uses=(Use(on=date(2026, 11, 3), by=1, what="the night rota"),),
    )  # fmt: skip
    assert second == LibraryItem(title="Night numbers", kind="page", keeper="Fay Rand")
    assert (made.saved.items, made.saved.said) == (2, "2 library items")
    assert edit_of(made).label == "library from list.csv"
    assert not edit_of(planned("library/clean", saved(made, "library")))


def test_questions_keep_who_is_curious_and_the_rest_is_said() -> None:
    made = planned("learning-agenda/clean")
    assert [record.curious for record in (entry.record for entry in made.entries)] == [(1, 2), ()]
    assert made.saved.said == "2 questions"
    odd = planned("learning-agenda/hostile")
    assert odd.entries[0].record.curious == (1,)
    assert {difference.field for difference in odd.differences} == {"Curious", "Asked"}
    assert not edit_of(planned("learning-agenda/clean", saved(made, "questions")))


def test_a_row_that_is_wrong_costs_no_good_one() -> None:
    made = planned("library/hostile")
    names = [entry.name[:20] for entry in made.entries]
    assert names == ['=HYPERLINK("x")', "Triage sheet"]
    assert {difference.field for difference in made.differences} == {"Kind", "Added"}
    assert len(made.left) == 3
