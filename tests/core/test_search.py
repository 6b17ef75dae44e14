"""Finding anyone or anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from coptui.core.finding import index, index_texts
from coptui.core.finding.index_texts import folded, key_of
from coptui.core.finding.search import candidates, find, matching, one, prepare
from coptui.core.model.community import Community
from coptui.core.model.records import Event, Member, OutsideGuest, Topic, Touch
from coptui.core.model.text import spelt_otherwise
from coptui.errors import Ambiguous, UsageError

COMMUNITY = Community(
    members={
        1: Member(
            id=1,
            name="Amara Okafor",
            organisation="Boston General",
            aliases=("Mara O",),
            handles={"github": "ao-42"},
            emails=("amara@help.example",),
            offers=("de-escalation",),
            seeks=("a reading group",),
            tags=("night shift",),
        ),
        2: Member(id=2, name="Ann Lee", unit="Night desk", location="Boston"),
        3: Member(id=3, name="Joanna Lindqvist", interests=("triage sheets",)),
        4: Member(id=4, name="José Díaz"),
        5: Member(id=5, name="Lee Ann Marsh"),
        6: Member(id=6, name="Hannah Ann"),
        7: Member(id=7, name="Ann"),
    },
    topics={
        1: Topic(id=1, title="Callers who never say goodbye", stewards=(1,), tags=("endings",)),
        2: Topic(id=2, title="The Miller family", confidential=True, code="case 14",
                 stewards=(3,), tags=("millers",)),
        3: Topic(id=3, title="The Baker family", confidential=True, stewards=(3,)),
    },
    events={
        1: Event(id=1, title="Community call", starts_at="2026-10-08T18:00", series="Call",
                 speakers=(4,), place="Room 5", outside_guests=(OutsideGuest(name="Ida Webb"),)),
        2: Event(id=2, title="Community call", starts_at="2026-11-12T18:00", series="Call"),
        3: Event(id=3, title="Miller clinic", starts_at="2026-09-03", confidential=True,
                 code="clinic 3", speakers=(4,), series="Millers", place="Miller house",
                 outside_guests=(OutsideGuest(name="Mo Miller"),)),
    },
)  # fmt: skip


def places(query: str, **more: object) -> list[tuple[str, int]]:
    return [(hit.table, hit.id) for hit in find(COMMUNITY, query, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "place", "why"),
    [
        ("okafor", ("members", 1), ""),
        ("mara o", ("members", 1), ""),
        ("boston general", ("members", 1), "employer: Boston General"),
        ("ao-42", ("members", 1), "github ao-42"),
        ("amara@help.example", ("members", 1), "e-mail: amara@help.example"),
        ("escalation", ("members", 1), "offers de-escalation"),
        ("reading", ("members", 1), "seeks a reading group"),
        ("night shift", ("members", 1), "tag: night shift"),
        ("night desk", ("members", 2), "unit: Night desk"),
        ("triage", ("members", 3), "interested in triage sheets"),
        ("jose diaz", ("members", 4), ""),
        ("DÍAZ", ("members", 4), ""),
        ("goodbye", ("topics", 1), ""),
        ("endings", ("topics", 1), "tag: endings"),
        ("room 5", ("events", 1), "at Room 5"),
        ("webb", ("events", 1), "guest: Ida Webb"),
        ("community 2026-11", ("events", 2), "on 2026-11-12"),
        ("case 14", ("topics", 2), ""),
        ("clinic", ("events", 3), ""),
    ],
)
def test_any_part_of_any_field_finds(query: str, place: tuple[str, int], why: str) -> None:
    hit = find(COMMUNITY, query)[0]
    assert ((hit.table, hit.id), hit.why) == (place, why)


def test_names_come_first_and_the_better_the_fit_the_earlier() -> None:
    hits = find(COMMUNITY, "ann", tables=("members",))
    assert [(hit.name, hit.rank) for hit in hits[:5]] == [
        ("Ann", 0),
        ("Ann Lee", 1),
        ("Hannah Ann", 2),
        ("Lee Ann Marsh", 2),
        ("Joanna Lindqvist", 3),
    ]


def test_other_names_come_before_other_fields_and_slips_last() -> None:
    ranks = {
        query: find(COMMUNITY, query)[0].rank
        for query in ("ao-42", "amara boston", "triage", "okafro")
    }
    assert ranks["ao-42"] == 4
    assert ranks["amara boston"] == 5
    assert ranks["triage"] == 6
    assert ranks["okafro"] > 10


@pytest.mark.parametrize("query", ["lee ann marsh", "marsh ann lee", "ann marsh", "marsh.lee"])
def test_words_in_any_order(query: str) -> None:
    assert places(query)[0] == ("members", 5)


@pytest.mark.parametrize("query", ["amrra okafor", "okafo r", "okafot", "linqvist", "goodby3"])
def test_a_slip_of_the_keys_is_forgiven(query: str) -> None:
    assert places(query)


@pytest.mark.parametrize("query", ["hannah", "okafor", "amara okafor", "josé"])
def test_a_name_typed_right_offers_no_others_that_are_like_it(query: str) -> None:
    like_it = Member(id=9, name="Hanna Okafar Jose Amary")
    community = replace(COMMUNITY, members={**COMMUNITY.members, 9: like_it})
    assert not any(hit.why == "nearly" for hit in find(community, query))


@pytest.mark.parametrize("query", ["", "  ", ".", "zzzzzz"])
def test_nothing_fits_nothing(query: str) -> None:
    assert places(query) == []


def test_limits_and_tables() -> None:
    assert len(places("a", limit=2)) == 2
    assert {table for table, _ in places("a", tables=("topics",))} == {"topics"}
    assert places("okafro", tables=("events",)) == []


@pytest.mark.parametrize(
    "query", ["miller", "millers", "family", "baker", "mo miller", "miller house", "2026-09-03"]
)
def test_what_is_confidential_is_found_by_its_code_alone(query: str) -> None:
    assert not {("topics", 2), ("topics", 3), ("events", 3)} & set(places(query))


@pytest.mark.parametrize(
    "query", ["miller", "the miller family", "baker", "joanna", "clinic", "14"]
)
def test_no_confidential_title_is_ever_shown(query: str) -> None:
    for hit in find(COMMUNITY, query):
        assert "iller" not in hit.name + hit.why
        assert "aker" not in hit.name + hit.why


def test_who_stewards_or_spoke_on_it_is_found_by_the_code() -> None:
    assert (find(COMMUNITY, "looks after case 14") or find(COMMUNITY, "case 14"))[
        0
    ].name == "case 14"
    steward = next(hit for hit in find(COMMUNITY, "case 14") if hit.table == "members")
    assert (steward.id, steward.why) == (3, "looks after case 14")
    speaker = next(hit for hit in find(COMMUNITY, "clinic 3") if hit.table == "members")
    assert (speaker.id, speaker.why) == (4, "spoke at clinic 3")
    assert ("members", 3) not in places("miller")


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("ann", 7),
        ("ann.lee", 2),
        ("amara", 1),
        ("okaf", 1),
        ("mara.o", 1),
        ("ao-42", 1),
        ("amara@help.example", 1),
        ("lindq", 3),
        ("hannah", 6),
        ("lee.boston", 2),
    ],
)
def test_the_one_who_is_meant(query: str, number: int) -> None:
    assert one(COMMUNITY, query).id == number


def test_several_are_offered_best_first() -> None:
    with pytest.raises(Ambiguous) as told:
        one(COMMUNITY, "lee")
    assert told.value.candidates == ["Lee Ann Marsh", "Ann Lee"]


def test_namesakes_are_told_apart_and_can_be_named() -> None:
    community = Community(
        members={
            1: Member(id=1, name="Ann Lee", organisation="Harbour School"),
            2: Member(id=2, name="Ann Lee", emails=("ann@example.org",)),
            3: Member(id=3, name="Ann Lee"),
        }
    )
    with pytest.raises(Ambiguous) as told:
        one(community, "ann.lee")
    assert told.value.candidates == [
        "Ann Lee (Harbour School)",
        "Ann Lee (ann@example.org)",
        "Ann Lee",
    ]
    assert one(community, "ann.lee.harbour").id == 1
    assert one(community, "ann@example.org").id == 2


def test_meetings_of_one_series_are_told_apart_by_their_day() -> None:
    with pytest.raises(Ambiguous) as told:
        one(COMMUNITY, "community.call", tables=("events",))
    assert set(told.value.candidates) == {
        "Community call (2026-10-08)",
        "Community call (2026-11-12)",
    }
    assert one(COMMUNITY, "2026-11-12", tables=("events",)).id == 2


@pytest.mark.parametrize("query", ["triage", "boston", "zebedee", ""])
def test_what_is_no_name_names_nobody(query: str) -> None:
    with pytest.raises(UsageError) as told:
        one(COMMUNITY, query)
    assert not isinstance(told.value, Ambiguous)
    assert told.value.hint


def test_an_abbreviated_name_is_exact() -> None:
    community = Community(
        members={1: Member(id=1, name="J. Smith"), 2: Member(id=2, name="J. Smithson")}
    )
    assert one(community, "J. Smith").id == 1
    assert one(community, "j.smith").id == 1


def test_the_index_is_made_once_and_only_what_changed_is_made_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = []
    real = index_texts._of_member
    monkeypatch.setattr(
        index_texts, "_of_member", lambda *given: made.append(given[0].id) or real(*given)
    )
    community = Community(
        members={number: Member(id=number, name=f"Person {number}") for number in range(1, 101)},
        topics={1: Topic(id=1, title="Endings", stewards=(7,))},
    )
    index._latest.clear()
    prepare(community)
    for query in ("p", "pe", "per", "person 9", "xyz", "person 9"):
        find(community, query)
    assert sorted(made) == list(range(1, 101))

    made.clear()
    changed = community.with_records("members", {5: Member(id=5, name="Lena")})
    assert find(changed, "lena")[0].id == 5
    assert made == [5]

    made.clear()
    changed = changed.with_records("topics", {1: Topic(id=1, title="Beginnings", stewards=(7,))})
    assert [hit.id for hit in find(changed, "beginnings", tables=("members",))] == [7]
    assert made == [7]

    made.clear()
    changed = changed.with_records("touches", {1: Touch(id=1, members=(5,))})
    changed = changed.with_records("members", {5: None})
    assert find(changed, "lena", tables=("members",)) == []
    assert made == []
    assert find(community, "person 5")[0].id == 5


names = st.lists(st.text(st.sampled_from("abé .ßø-'"), max_size=8), max_size=8)


@given(names, st.text(st.sampled_from("abé .ßø@-'"), max_size=8))
def test_whoever_is_found_has_every_word_or_nearly(people: list[str], query: str) -> None:
    community = Community(
        members={number: Member(id=number, name=name) for number, name in enumerate(people, 1)}
    )
    hits = find(community, query)
    assert len({hit.id for hit in hits}) == len(hits)
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)
    for hit in hits:
        if hit.why != "nearly" and "@" not in query:
            spelt = "\n".join((key_of(hit.name), *spelt_otherwise(hit.name.replace(".", " "))))
            ways = (query, *spelt_otherwise(query))
            assert any(all(word in spelt for word in key_of(way).split()) for way in ways)


WAYS = {"ö": ("ö", "o", "oe"), "ü": ("ü", "u", "ue"), "ø": ("ø", "o", "oe"), "ä": ("ä", "a", "ae"), "é": ("é", "e"),
        "'": ("'", "", "’"), "’": ("'", "", "’"), "-": ("-", "")}  # fmt: skip
"""How people type a letter."""
surnames = st.sampled_from(
    ["Hölzl", "O'Brien", "O’Neill", "Müller-Huber", "Anne-Marie", "Sørensen", "Jäger", "Noël"]
)


@given(surnames, st.data())
def test_a_prefix_of_any_spelling_finds_a_name(surname: str, data: st.DataObject) -> None:
    others = ("Hoelscher", "Obrecht", "Ann Oneida", "Anna Maria", "Joel Blue", "Hoeltz")
    members = {n: Member(id=n, name=f"Kim {name}") for n, name in enumerate(others, 2)}
    community = Community(members={1: Member(id=1, name=f"Siobhán {surname}"), **members})
    way = data.draw(st.sampled_from(("in two letters", "in one")))
    typed = ""
    for letter in surname:
        ways = WAYS.get(letter.lower(), (letter,))
        typed += ways[-1] if way == "in two letters" else ways[min(1, len(ways) - 1)]
    prefix = typed[: data.draw(st.integers(1, len(typed)))]
    for asked in (prefix, prefix.lower(), prefix.upper()):
        found = {hit.id: hit.why for hit in find(community, asked)}
        assert found.get(1) == "", asked


@given(surnames)
def test_a_name_spelt_without_its_signs_is_found_by_one_who_types_them(surname: str) -> None:
    for plain in spelt_otherwise(surname):
        community = Community(members={1: Member(id=1, name=plain.title())})
        assert [hit.id for hit in find(community, surname)] == [1]


@given(names.filter(bool), st.data())
def test_a_whole_name_finds_its_bearer_first(people: list[str], data: st.DataObject) -> None:
    community = Community(
        members={number: Member(id=number, name=name) for number, name in enumerate(people, 1)}
    )
    name = data.draw(st.sampled_from(people))
    if key_of(name):
        hit = find(community, name)[0]
        assert hit.rank == 0
        assert key_of(hit.name) == key_of(name)


def weekly(*days: str) -> Community:
    return Community(
        events={
            number: Event(id=number, title="Community call", starts_at=f"{day}T12:00")
            for number, day in enumerate(days, 1)
        }
    )


def test_meetings_of_one_name_come_the_latest_first() -> None:
    found = find(weekly("2026-10-27", "2026-11-10", "2026-11-03"), "call")
    assert [hit.id for hit in found] == [2, 3, 1]


def test_a_meeting_is_named_by_its_day_in_words() -> None:
    community = weekly("2026-10-10", "2026-11-10", "2025-11-03")
    for query in ("community call 10 nov", "10 nov", "call 2026-11-10"):
        assert one(community, query, tables=("events",)).id == 2


def test_many_of_one_name_are_not_listed_without_end() -> None:
    community = weekly(*(f"2026-{month:02d}-10" for month in range(1, 10)))
    with pytest.raises(Ambiguous) as told:
        one(community, "community call", tables=("events",))
    assert told.value.message == "'community call' matches 9 events."
    assert len(told.value.candidates) == 9
    assert told.value.hint.startswith("Did you mean: Community call (2026-09-10), ")
    assert told.value.hint.endswith("(2026-04-10), or another?")
    with pytest.raises(UsageError) as told_nobody:
        one(community, "comunity cal", tables=("events",))
    assert told_nobody.value.hint == "Did you mean Community call?"


texts = st.lists(st.text("ab .@|\t\n\0É", max_size=6), min_size=1, max_size=4)


@given(st.lists(texts, max_size=6))
def test_folded_together_texts_are_as_folded_one_by_one(records: list[list[str]]) -> None:
    assert list(folded(records)) == ["\n".join(map(key_of, one)) for one in records]


def test_any_number_of_records_is_folded() -> None:
    for many in (index.AT_ONCE - 1, index.AT_ONCE, 2 * index.AT_ONCE + 1):
        assert list(folded([[f"Ann {n}", "É"] for n in range(many)])) == [
            f"ann {n}\ne" for n in range(many)
        ]


few_names = st.sampled_from(["Ann", "ann lee", "Bo", "Émile", "Lee", "J. Lee", "a@b.c"])
communities = st.builds(
    lambda members, topics, events: Community(
        members={n: replace(one, id=n) for n, one in enumerate(members, 1)},
        topics={n: replace(one, id=n) for n, one in enumerate(topics, 1)},
        events={n: replace(one, id=n) for n, one in enumerate(events, 1)},
    ),
    st.lists(
        st.builds(Member, name=few_names, organisation=few_names, emails=st.tuples(few_names))
    ),
    st.lists(
        st.builds(
            Topic,
            title=few_names,
            confidential=st.booleans(),
            stewards=st.tuples(st.integers(1, 3)),
        )
    ),
    st.lists(
        st.builds(
            Event,
            title=few_names,
            starts_at=st.sampled_from(["2026-10-08T18:00", "2026-11-08"]),
            speakers=st.tuples(st.integers(1, 3)),
        )
    ),
)


@given(
    communities,
    st.lists(st.sampled_from(["a", "an", "ann", "lee an", "emile", "b.c", "oct", "annn"])),
    st.sampled_from([(), ("members",), ("topics", "events")]),
    st.integers(1, 9),
)
def test_one_question_is_answered_as_many_are(
    community: Community, queries: list[str], tables: tuple[str, ...], limit: int
) -> None:
    """Whether all entries are made, as for the full screen, or only those that fit."""
    prepare(community)
    asked = [(query, find(community, query, limit=limit, tables=tables)) for query in queries]
    fitting = [matching(community, query, "members") for query in queries]
    for (query, found), fit in zip(asked, fitting, strict=True):
        index._latest.clear()
        once = replace(community)
        assert find(once, query, limit=limit, tables=tables) == found
        assert matching(once, query, "members") == fit
        index._latest.clear()
        assert matching(replace(community), query, "members") == fit


def test_what_is_looked_through_is_what_is_named() -> None:
    for entry in index.index_of(COMMUNITY).entries:
        lines = entry.text.split("\n")
        assert lines[0] == entry.key == key_of(entry.name)
        assert list(filter(None, lines[1:])) == [key for _, _, key in entry.parts()]
        names = [key for _, _, key in entry.parts()][: len(list(filter(None, entry.other_names)))]
        assert list(filter(None, entry.other_names)) == names


def test_one_question_makes_entries_of_what_fits_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    real = index.Entry.of
    monkeypatch.setattr(index.Entry, "of", lambda *given: made.append(given) or real(*given))
    index._latest.clear()
    community = Community(
        members={number: Member(id=number, name=f"Person {number}") for number in range(1, 1001)}
    )
    assert len(find(community, "person 99")) == len(made) == 19


def test_a_letter_taken_back_asks_nobody_again() -> None:
    prepare(COMMUNITY)
    found = index.index_of(COMMUNITY)
    first = found.fits(["a"])
    second = found.fits(["an"])
    assert found.fits(["an", "l"]) is not second
    assert found.fits(["an"]) is second
    assert found.fits(["a"]) is first
    assert found.fits(["b"]) == tuple(entry for entry in found.entries if "b" in entry.text)
    assert found.fits(["a"]) == first
    assert found.fits([]) == found.entries


def test_what_somebody_is_interested_in_is_no_name_to_complete() -> None:
    """Tab after `@ann` must not put in a person whose interest is planning."""
    members = {
        1: Member(id=1, name="Imani Brooks", interests=("safety planning",), organisation="Annex"),
        2: Member(id=2, name="Joanna Lee", aliases=("Annie",)),
    }
    community = Community(members=members)
    assert [hit.name for hit in find(community, "ann", tables=("members",))] == [
        "Joanna Lee",
        "Imani Brooks",
    ]
    assert [hit.id for hit in candidates(community, "ann", "members", limit=5)] == [2]
    assert [hit.id for hit in candidates(community, "imani.annex", "members", limit=5)] == [1]
    for hit in candidates(community, "joana", "members", limit=5):
        assert hit.id == 2
