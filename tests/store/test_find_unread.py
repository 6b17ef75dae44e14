"""What is found in a file whose people are not read yet is what is found once they are."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.finding import index
from coptui.core.finding.search import find
from coptui.core.model.community import Community
from coptui.core.model.settings import settings_of
from coptui.core.people.levels import standings
from coptui.core.people.levels_of_some import standings_of
from coptui.store import codec
from coptui.store.version import read

TODAY = date(2026, 3, 2)
WORDS = st.sampled_from(
    ["Ann", "ann lee", "Łódź", "Lodz", "A.B.", "a b", "ann.lee@example.org", "I\u0307", "\u200bX", "ﬁ", "가나", "\u1100\u1161나", "\u09c7\u09be", "\u09cb", "Straße", "ΑΣ", "e\u0301\xa0I\u0307X", "\uff21nn", '"', "\\u", "É\n", "1", "O'Brien", "obrien", "Anne-Marie", "annemarie", "Hölzl", "hoel"]
)  # fmt: skip
PEOPLE = st.integers(1, 5)
MEMBER = st.fixed_dictionaries(
    {"name": WORDS},
    optional={
        "organisation": WORDS,
        "offers": st.lists(WORDS, max_size=2),
        "handles": st.dictionaries(WORDS, WORDS, max_size=1),
        "emails": st.lists(WORDS, max_size=1),
        "aliases": st.lists(WORDS, max_size=1),
        "introduced_by": PEOPLE,
        "joined_on": st.sampled_from(["2025-12-01", "2026-02-20", "soon"]),
        "status": st.sampled_from(["active", "left", "asleep"]),
        "notes": st.just([{"text": "Ann Łódź"}]),
    },
)
EVENT = st.fixed_dictionaries(
    {
        "title": WORDS,
        "starts_at": st.sampled_from(
            ["2026-01-10", "2026-02-10", "2026-03-01", "2026-02-20T18:00", "1800-01-10", "soon"]
        ),
        "status": st.just("held"),
        "attendance_taken": st.just(True),
    },
    optional={
        "speakers": st.lists(PEOPLE, max_size=2),
        "hosts": st.lists(PEOPLE, max_size=1),
        "attendance": st.dictionaries(
            PEOPLE.map(str), st.fixed_dictionaries({"status": st.sampled_from(["attended", "excused"])})
        ),
    },
)  # fmt: skip
TOUCH = st.fixed_dictionaries(
    {
        "on": st.sampled_from(["2026-01-10", "2026-02-20", "once"]),
        "by": PEOPLE | st.just("Ann"),
        "members": st.lists(PEOPLE, max_size=2),
    },
    optional={"kind": st.sampled_from(["welcome", "worry"])},
)
CONTRIBUTION = st.fixed_dictionaries(
    {"on": st.just("2026-02-10"), "member": PEOPLE, "kind": st.just("wrote")}
)
TOPIC = st.fixed_dictionaries({"title": WORDS}, optional={"stewards": st.lists(PEOPLE, max_size=2)})


def table(document: Any) -> Any:
    return st.dictionaries(PEOPLE.map(str), document, max_size=5)


FILES = st.fixed_dictionaries(
    {"members": table(MEMBER), "topics": table(TOPIC), "events": table(EVENT)}
)


def opened(tables: dict[str, Any], ascii_only: bool) -> Community:
    text = json.dumps({"community": {"1": {"name": "x"}}, **tables}, ensure_ascii=ascii_only)
    return read(text.encode(), "x").community


@given(FILES, WORDS, WORDS, st.booleans())
def test_it_is_found_whether_it_was_read_or_not(
    tables: dict[str, Any], one: str, other: str, ascii_only: bool
) -> None:
    """However it is written in the file: with letters as themselves or with escapes."""
    for query in (one, f"{one} {other}"):
        unread, whole = opened(tables, ascii_only), opened(tables, ascii_only)
        assert list(whole.members.values()) is not None
        assert find(unread, query) == find(whole, query)


@pytest.mark.parametrize("members", [{"2": ["Ann"]}, {"2": None}, {"02": {"name": "Ann"}}, {}])
def test_what_is_no_member_is_not_found(members: dict[str, Any]) -> None:
    unread = opened({"members": {"1": {"name": "Ann"}, **members}}, ascii_only=False)
    assert [hit.id for hit in find(unread, "ann")] == [1]
    assert [*unread.members] == [1]


DEEDS = st.fixed_dictionaries({"touches": table(TOUCH), "contributions": table(CONTRIBUTION)})


@given(FILES, DEEDS, st.sets(PEOPLE), st.booleans())
def test_the_levels_of_a_few_are_those_among_all(
    tables: dict[str, Any], deeds: dict[str, Any], some: set[int], ascii_only: bool
) -> None:
    tables |= deeds
    unread, whole = opened(tables, ascii_only), opened(tables, ascii_only)
    settings = settings_of(whole.profile)
    everybody = standings(whole, TODAY, settings)
    some &= set(whole.members)
    for community in (unread, whole):
        few = standings_of(community, some, TODAY, settings)
        assert {who: few[who] for who in some} == {who: everybody[who] for who in some}


def test_only_who_could_fit_is_read(monkeypatch) -> None:
    asked: list[str] = []
    # A community before, without a topic or an event either, would be compared with this one.
    monkeypatch.setattr(index, "_latest", [])
    real = codec._decode
    monkeypatch.setattr(
        codec, "_decode", lambda name: lambda body: asked.append(name) or real(name)(body)
    )
    members = {str(n): {"name": f"Ann {n}", "organisation": "Org"} for n in range(1, 500)}
    members |= {str(n): {"name": f"Beth {n}"} for n in range(500, 510)}
    members["3"]["introduced_by"] = 505
    tables = {
        "members": members,
        "history": {"1": {"at": "x", "changes": [{"table": "x", "id": 1}]}},
    }
    community = opened(tables, ascii_only=False)
    hits = find(community, "beth")
    assert len(hits) == 10
    found = standings_of(community, [hit.id for hit in hits], TODAY)
    assert found[505].level is None
    assert asked.count("members") == 11
    assert "history" not in asked


def test_to_find_someone_only_those_are_read_whom_the_words_may_mean(monkeypatch) -> None:
    """Whatever letters the others are written in, and whoever they look after or spoke for."""
    people = {str(n): {"name": f"Zoë {n}", "location": "Łódź"} for n in range(1, 2000)}
    people["7"]["name"] = "Zoë Óbrzut"
    topics = {str(n): {"title": "T", "stewards": [n]} for n in range(1, 400)}
    events = {
        str(n): {"title": "E", "starts_at": "2026-01-10", "speakers": [n]} for n in range(1, 400)
    }
    read_members: list[Any] = []
    decode = codec._decode

    def counted(table: str) -> Any:
        def of_one(body: Any) -> Any:
            if table == "members":
                read_members.append(body)
            return decode(table)(body)

        return of_one

    monkeypatch.setattr(codec, "_decode", counted)
    # What an index before had folded would be looked for among these people.
    monkeypatch.setattr(index, "_latest", [])
    community = opened({"members": people, "topics": topics, "events": events}, False)
    # The word is in a name: none that is nearly right is looked for.
    assert [hit.id for hit in find(community, "obrzut", tables=("members",))] == [7]
    assert len(read_members) == 1
    standings_of(community, [7], TODAY, settings_of(community.profile))
    assert len(read_members) == 1
