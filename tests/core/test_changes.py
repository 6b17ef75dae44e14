"""The laws of changes: undone, repeated, merged."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from coptui.core.model.changes import Change, Conflict, Conflicted, Document, difference, inverse
from coptui.core.model.merge import apply
from coptui.core.model.references import references, renumber

words = st.text("abcé+/ ", min_size=1, max_size=5)
ids = st.integers(1, 9)
id_lists = st.lists(ids, unique=True, min_size=1, max_size=5)
word_lists = st.lists(words, unique=True, min_size=1, max_size=5)
roles = st.lists(
    st.fixed_dictionaries({"role": st.sampled_from(["mentor", "host"])}, optional={"odd": ids}),
    min_size=1,
    max_size=3,
)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "name": words,
    "unit": words,
    "contact_every_days": ids,
    "contact_ok": st.booleans(),
    "handles": st.dictionaries(words, words, min_size=1, max_size=3),
    "knows": id_lists,
    "tags": word_lists,
    "emails": word_lists,
    "roles": roles,
    "unknown": st.recursive(ids | words, lambda inner: st.lists(inner, max_size=2), max_leaves=4),
}
ODD_NAMES = ("likes+", "likes", "likes++", "and/or", "and", "and/or+", "/", "+")
"""Names of fields that we don't know, and that read like keys of a patch."""
odd_values = st.recursive(
    ids | st.booleans() | words,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=2)
        | st.dictionaries(words, inner, min_size=1, max_size=2)
    ),
    max_leaves=4,
)
documents = st.fixed_dictionaries({}, optional=FIELDS)
odd_documents = st.dictionaries(st.sampled_from(ODD_NAMES), odd_values)


def sorted_lists(document: Document | None) -> Document | None:
    """A document in which an empty map does not count, nor the order of a list that means none."""
    if document is None:
        return None
    return {
        name: sorted(value, key=lambda item: json.dumps(item, sort_keys=True))
        if isinstance(value, list) and name != "emails"
        else value
        for name, value in document.items()
        if value not in ([], {})
    }


def done(change: Change | None, current: Document | None) -> Document | None:
    if change is None:
        return current
    result = apply(change, current)
    assert result.conflicts == ()
    return result.document


@given(documents, documents)
def test_a_difference_turns_one_document_into_the_other(old: Document, new: Document) -> None:
    found = done(difference("members", 1, old, new), old)
    assert sorted_lists(found) == sorted_lists(new)


@example({"likes+": "tea"}, {"likes+": "coffee"})
@example({"and/or": 1}, {"and/or": True})
@example({"and": {"or": 1}}, {"and/or": 1})
@given(odd_documents, odd_documents)
def test_a_field_that_is_not_known_may_have_any_name(old: Document, new: Document) -> None:
    change = difference("members", 1, old, new)
    assert written(done(change, old)) == written(new)
    if change is not None:
        assert written(done(inverse(change), new)) == written(old)


def written(document: Document | None) -> str:
    return json.dumps(document, sort_keys=True)


@given(odd_values, odd_values)
def test_what_is_written_otherwise_differs_within_maps_too(was: Any, becomes: Any) -> None:
    old, new = {"more": {"a": was}}, {"more": {"a": becomes}}
    change = difference("members", 1, old, new)
    assert (change is None) is (written(old) == written(new))
    assert written(done(change, old)) == written(new)


@given(documents)
def test_a_document_does_not_differ_from_itself(one: Document) -> None:
    assert difference("members", 1, one, dict(one)) is None


@example({"emails": ["a", "b"]}, {"emails": ["b"]})
@given(documents, documents)
def test_undoing_what_was_done_gives_the_document_back(old: Document, new: Document) -> None:
    change = difference("members", 1, old, new)
    assume(change is not None)
    result = apply(change, old)
    assert result.change is not None
    back = done(inverse(result.change), result.document)
    assert sorted_lists(back) == sorted_lists(old)


@example(
    {"name": "a", "unknown": ["a"]}, {"name": "a"}, "mine", {"name": "a", "unknown": ["a", "a"]}
)
@given(documents, documents, st.sampled_from(["mine", "theirs"]), documents)
def test_a_forced_change_can_be_undone_too(
    base: Document, wanted: Document, choice: Any, current: Document
) -> None:
    change = difference("members", 1, base, wanted)
    assume(change is not None)
    result = apply(change, current, choice)
    assert result.conflicts == ()
    if result.change is None:
        assert sorted_lists(result.document) == sorted_lists(current)
    else:
        assert sorted_lists(done(inverse(result.change), result.document)) == sorted_lists(current)


@given(documents)
def test_creating_and_deleting_undo_each_other(one: Document) -> None:
    made = apply(Change("members", 1, None, one), None)
    assert made.document == one and made.change is not None
    gone = apply(inverse(made.change), one)
    assert gone.document is None and gone.change is not None
    assert done(inverse(gone.change), None) == one


@given(documents, documents)
def test_applying_never_alters_what_it_was_given(old: Document, new: Document) -> None:
    import copy

    before = copy.deepcopy(old)
    change = difference("members", 1, old, new)
    if change is not None:
        kept = copy.deepcopy(change)
        apply(change, old)
        assert change == kept
    assert old == before


@given(st.data())
def test_edits_of_different_fields_commute(data: st.DataObject) -> None:
    base = data.draw(documents)
    left, right = dict(base), dict(base)
    names = data.draw(st.permutations(list(FIELDS)))
    for place, name in enumerate(names):
        side = left if place % 2 else right
        value = data.draw(st.none() | FIELDS[name])
        if value is None:
            side.pop(name, None)
        else:
            side[name] = value
    one, two = difference("members", 1, base, left), difference("members", 1, base, right)
    assert sorted_lists(done(two, done(one, base))) == sorted_lists(done(one, done(two, base)))


@given(words, words, words)
def test_edits_of_one_field_conflict_with_both_values(base: str, here: str, there: str) -> None:
    assume(len({base, here, there}) == 3)
    mine = difference("members", 4, {"name": base}, {"name": here})
    assert mine is not None
    current = {"name": there}
    asked = apply(mine, current)
    assert asked.conflicts == (Conflict("members", 4, "name", here, there),)
    assert asked.document == current and asked.change is None
    assert apply(mine, current, "mine").document == {"name": here}
    assert apply(mine, current, "theirs").document == {"name": there}


def test_the_same_edit_on_both_sides_is_no_conflict() -> None:
    change = Change("members", 1, {"unit": "a"}, {"unit": "b"})
    assert apply(change, {"unit": "b"}).change is None


@given(st.dictionaries(words, words), st.data())
def test_maps_merge_key_by_key(base: dict[str, str], data: st.DataObject) -> None:
    here, there = data.draw(words), data.draw(words)
    assume(here != there)
    one = difference("members", 1, {"handles": base}, {"handles": {**base, here: "1"}})
    two = difference("members", 1, {"handles": base}, {"handles": {**base, there: "2"}})
    merged = done(two, done(one, {"handles": base}))
    assert merged == {"handles": {**base, here: "1", there: "2"}}


@given(st.sets(ids), st.sets(ids), st.sets(ids))
def test_lists_of_ids_merge_as_sets(base: set[int], here: set[int], there: set[int]) -> None:
    def listed(values: set[int]) -> Document:
        return {"knows": sorted(values)} if values else {}

    start = listed(base)
    # The order of a list that is rewritten counts, so additions stand behind what is kept.
    one = Change("members", 1, {"knows+": sorted(base - here)}, {"knows+": sorted(here - base)})
    two = Change("members", 1, {"knows+": sorted(base - there)}, {"knows+": sorted(there - base)})
    merged = done(two, done(one, start)) or {}
    expected = (base - (base - here) - (base - there)) | (here - base) | (there - base)
    assert set(merged.get("knows", [])) == expected
    assert len(merged.get("knows", [])) == len(expected)


def test_two_equal_anonymous_ratings_both_count() -> None:
    rating = {"source": "member", "value": 3}
    change = difference("events", 1, {"pulse": []}, {"pulse": [rating]})
    assert change is not None
    current = done(change, done(change, {"pulse": []}))
    assert current == {"pulse": [rating, rating]}
    again = difference("events", 1, current, {"pulse": [rating] * 3})
    assert again is not None and again.after == {"pulse+": [rating]}


def test_a_reordered_list_is_one_whole_field() -> None:
    change = difference("members", 1, {"tags": ["a", "b"]}, {"tags": ["b", "a"]})
    assert change == Change("members", 1, {"tags": ["a", "b"]}, {"tags": ["b", "a"]})


def test_parts_that_this_version_does_not_know_are_kept() -> None:
    current = {"attendance": {"3": {"rsvp": None, "status": "absent", "seat": "4B"}}}
    change = Change(
        "events",
        1,
        {"attendance/3": {"status": "absent"}},
        {"attendance/3": {"status": "late", "minutes": 5.0}},
    )
    merged = done(change, current)
    assert merged is not None
    assert merged["attendance"]["3"] == {
        "status": "late",
        "minutes": 5.0,
        "rsvp": None,
        "seat": "4B",
    }


def test_a_part_with_unknown_fields_can_be_taken_out_and_comes_back_whole() -> None:
    current = {"roles": [{"role": "host", "badge": 7}, {"role": "mentor"}]}
    result = apply(Change("members", 1, {"roles+": [{"role": "host"}]}, {}), current)
    assert result.document == {"roles": [{"role": "mentor"}]}
    assert result.change is not None
    assert result.change.before == {"roles+": [{"role": "host", "badge": 7}]}


@pytest.mark.parametrize("faulty", ["text", 5, {"a": 1}])
def test_a_list_is_never_put_over_something_else_in_silence(faulty: Any) -> None:
    change = Change("members", 1, {}, {"tags+": ["new"]})
    asked = apply(change, {"tags": faulty})
    assert asked.conflicts == (Conflict("members", 1, "tags+", ["new"], faulty),)
    mine = apply(change, {"tags": faulty}, "mine")
    assert mine.document == {"tags": ["new"]} and mine.change is not None
    assert done(inverse(mine.change), mine.document) == {"tags": faulty}


def test_a_map_is_never_put_over_something_else_in_silence() -> None:
    change = Change("members", 1, {}, {"handles/github": "zoe"})
    assert apply(change, {"handles": [1]}).conflicts
    assert apply(change, {"handles": [1]}, "mine").document == {"handles": {"github": "zoe"}}
    assert apply(change, {"handles": [1]}, "theirs").document == {"handles": [1]}


def test_a_map_key_may_hold_any_sign() -> None:
    new = {"handles": {"c++": "x", "a/b": "y"}}
    assert done(difference("members", 1, {}, new), {"handles": {}}) == new
    change = difference("members", 1, {"handles": {"c++": "x"}}, new)
    assert done(change, {"handles": {"c++": "x"}}) == new


def test_an_edit_meets_a_deletion() -> None:
    edit = Change("members", 1, {"name": "a"}, {"name": "b"})
    assert apply(edit, None).conflicts == (Conflict("members", 1, "", {"name": "b"}, None),)
    assert apply(edit, None, "theirs").conflicts == ()
    gone = Change("members", 1, {"name": "a"}, None)
    assert apply(gone, {"name": "b"}).conflicts == (
        Conflict("members", 1, "", None, {"name": "b"}),
    )
    assert apply(gone, {"name": "a", "unit": "new"}).conflicts
    assert apply(gone, {"name": "a", "unknown": 1, "status": "active"}).document is None
    assert apply(gone, {"name": "b"}, "mine").document is None
    assert apply(gone, {"name": "b"}, "theirs").document == {"name": "b"}
    assert apply(gone, None).conflicts == ()


def test_a_creation_over_another_document_asks_and_can_be_undone() -> None:
    change = Change("members", 1, None, {"name": "b"})
    assert apply(change, {"name": "a"}).conflicts
    mine = apply(change, {"name": "a", "unit": "u"}, "mine")
    assert mine.document == {"name": "b"} and mine.change is not None
    assert done(inverse(mine.change), mine.document) == {"name": "a", "unit": "u"}


def test_a_default_and_an_absent_field_are_the_same() -> None:
    change = Change("members", 1, {}, {"status": "left"})
    assert done(change, {"status": "active"}) == {"status": "left"}
    spelled = Change("events", 1, {"starts_at": ""}, {"starts_at": "2026-03-01"})
    assert done(spelled, {}) == {"starts_at": "2026-03-01"}


def test_renumbering_follows_every_reference() -> None:
    changes = [
        Change("members", -1, None, {"name": "A", "knows": [-2, 7], "buddy": -2}),
        Change("members", -2, None, {"name": "B"}),
        Change("topics", -1, None, {"title": "T", "proposer": -1}),
        Change(
            "events",
            3,
            {},
            {"attendance/-1": {"status": "late"}, "topics+": [-1], "hosts+": [-2]},
        ),
        Change("events", -1, None, {"title": "E", "attendance": {"-2": {}, "5": {}}}),
        Change("runs", 2, {}, {"log+": [{"step": "s", "actions": [-1]}]}),
        Change("actions", -1, None, {"text": "x", "owner": "somebody", "about": [-1]}),
        Change("snapshots", -1, None, {"on": "2026-01-01", "levels": {"-1": "core"}}),
    ]
    moved = renumber(
        changes, {"members": {-1: 10, -2: 11}, "topics": {-1: 20}, "actions": {-1: 30}}
    )
    assert [(change.table, change.id, change.after) for change in moved] == [
        ("members", 10, {"name": "A", "knows": [11, 7], "buddy": 11}),
        ("members", 11, {"name": "B"}),
        ("topics", 20, {"title": "T", "proposer": 10}),
        ("events", 3, {"attendance/10": {"status": "late"}, "topics+": [20], "hosts+": [11]}),
        ("events", -1, {"title": "E", "attendance": {"11": {}, "5": {}}}),
        ("runs", 2, {"log+": [{"step": "s", "actions": [30]}]}),
        ("actions", 30, {"text": "x", "owner": "somebody", "about": [10]}),
        ("snapshots", -1, {"on": "2026-01-01", "levels": {"10": "core"}}),
    ]


@given(id_lists, st.dictionaries(ids, st.integers(10, 20), max_size=4))
def test_renumbered_references_are_those_of_the_map(
    knows: list[int], moved: dict[int, int]
) -> None:
    change = Change("members", 50, None, {"name": "n", "knows": knows})
    (after,) = renumber([change], {"members": moved})
    assert after.after is not None
    found = [number for _, _, number in references("members", after.after)]
    assert found == [moved.get(number, number) for number in knows]


def test_every_conflict_is_named() -> None:
    error = Conflicted(
        [Conflict("members", 1, "name", "a", "b"), Conflict("topics", 2, "", {}, None)]
    )
    assert "members 1 name" in error.message and "topics 2 (the whole record)" in error.message


def test_undoing_what_was_added_after_a_tag_was_taken_out_and_put_back() -> None:
    """Put back it stands at the end; the record is still what was added."""
    added = {"name": "A", "tags": ["aa", "a"]}
    taken_out = difference("members", 1, added, {**added, "tags": ["a"]})
    assert taken_out is not None
    fewer = apply(taken_out, added)
    assert fewer.change is not None and fewer.document is not None
    again = apply(inverse(fewer.change), fewer.document).document
    gone = apply(inverse(Change("members", 1, None, added)), again)
    assert (gone.document, gone.conflicts) == (None, ())
