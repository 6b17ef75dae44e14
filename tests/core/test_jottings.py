"""What a line typed while people talk becomes."""

from __future__ import annotations

from datetime import date

import pytest

from coptui.core.model.changes import Save
from coptui.core.model.records import document
from coptui.core.writing import jottings
from coptui.core.writing.jottings import KINDS, is_silent
from coptui.core.writing.meaning import Jotting
from coptui.errors import Ambiguous, UsageError
from coptui.store.memory import MemoryStore

TODAY = date(2026, 11, 22)
TABLES = {
    "members": {
        "1": {"name": "Ann Lee"},
        "2": {"name": "Beth Lind", "knows": [3]},
        "3": {"name": "Cy Roe"},
    },
    "topics": {"1": {"title": "Triage sheet"}},
}


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore(TABLES)


def made(store: MemoryStore, edit):
    saved = store.write(
        Save(edit.changes, by="x", at="2026-11-22T10:00:00+00:00", label=edit.label)
    )
    return saved.community


def at(store: MemoryStore, member: int | None = None) -> Jotting:
    return Jotting(store.load().community, TODAY, "amara", member)


def test_a_touch_with_a_promise(store) -> None:
    found = made(store, jottings.touch("spoke to @ann about #triage !2w", at(store)))
    assert found.touches[1].members == (1,)
    assert found.touches[1].topic == 1
    assert found.actions[1].due_on == date(2026, 12, 6)
    assert found.actions[1].about == (1,)


def test_a_contribution_is_of_whom_it_names_first_or_whose_page_it_is(store) -> None:
    given = made(store, jottings.contribution("@beth wrote up the sheet with @ann #triage", at(store, 1)))  # fmt: skip
    assert document(given.contributions[1]) == {
        "on": "2026-11-22", "member": 2, "kind": "wrote up the sheet with Ann Lee Triage sheet", "topic": 1,
    }  # fmt: skip
    given = made(store, jottings.contribution("brought the chairs", at(store, 3)))
    assert (given.contributions[2].member, given.contributions[2].kind) == (3, "brought the chairs")
    with pytest.raises(UsageError, match="Who contributed"):
        jottings.contribution("brought the chairs", at(store))


def test_a_touch_is_with_whom_is_shown(store) -> None:
    assert made(store, jottings.touch("back from leave", at(store, 3))).touches[1].members == (3,)
    with pytest.raises(UsageError, match="Who did you speak to"):
        jottings.touch("back from leave", at(store))


def test_a_follow_up_has_an_owner_and_a_day(store) -> None:
    found = made(store, jottings.follow_up("@beth sends the sheet !fri", at(store, 1)))
    action = found.actions[1]
    assert (action.text, action.owner, action.about) == ("Beth Lind sends the sheet", 2, (1,))
    assert action.due_on == date(2026, 11, 27)


def test_an_ask_a_topic_a_story(store) -> None:
    found = made(store, jottings.ask("@cy looks for a rota #triage", at(store)))
    assert (found.asks[1].asker, found.asks[1].topic, found.asks[1].asked_on) == (3, 1, TODAY)
    found = made(store, jottings.topic("What silence does", at(store, 2)))
    assert (found.topics[2].title, found.topics[2].state) == ("What silence does", "proposed")
    assert found.topics[2].proposer == 2
    found = made(store, jottings.story("@ann used the sheet", at(store)))
    assert (found.stories[1].teller, found.stories[1].text) == (1, "Ann Lee used the sheet")


@pytest.mark.parametrize(
    ("line", "title", "proposer"),
    [
        ("Silence in groups @ann", "Silence in groups", 1),
        ("Silence in groups @ann.", "Silence in groups", 1),
        ("Silence in groups @cy, @ann", "Silence in groups", 3),
        ("Silence in groups (@ann)", "Silence in groups", 1),
        ("Silence [@ann] in groups", "Silence in groups", 1),
        ("What @ann does at night @beth", "What Ann Lee does at night", 2),
        ("What @ann does at night", "What Ann Lee does at night", 1),
        ("What would @ann do?", "What would Ann Lee do?", 1),
        ("@ann's way with silence", "Ann Lee's way with silence", 1),
        ("Who answers help@ann.org", "Who answers help@ann.org", None),
        ("Silence in groups", "Silence in groups", None),
    ],
)
def test_a_name_at_the_end_of_an_idea_says_whose_it_is(store, line, title, proposer) -> None:
    found = made(store, jottings.topic(line, at(store))).topics[2]
    assert (found.title, found.proposer) == (title, proposer)


@pytest.mark.parametrize(
    ("line", "whose"),
    [
        ("Ann needs someone for the loom", 1),
        ("Cy Roe is looking for a rota", 3),
        ('Beth: "I mended my coat"', 2),
        ("Beth Lind: I mended my coat", 2),
        ("May: it helped", 4),
        ("May helped us a lot", None),
        ("Beth Adeyemi needs a lift", None),
        ("Warning: it broke", None),
        ("someone needs a lift", None),
        ("who can help Ann?", None),
        ("@beth: Ann needs a lift", 2),
    ],
)
def test_a_request_and_a_story_are_of_whoever_is_named_first(line, whose) -> None:
    store = MemoryStore({**TABLES, "members": {**TABLES["members"], "4": {"name": "May Fox"}}})
    assert made(store, jottings.ask(line, at(store))).asks[1].asker == whose
    assert made(store, jottings.story(line, at(store))).stories[1].teller == whose


def test_a_name_of_several_is_asked_about_before_a_request() -> None:
    store = MemoryStore({"members": {"1": {"name": "Ann Lee"}, "2": {"name": "Ann Moor"}}})
    with pytest.raises(Ambiguous):
        jottings.ask("Ann needs a lift", at(store))
    assert made(store, jottings.ask("Ann Moor needs a lift", at(store))).asks[1].asker == 2


def test_an_idea_is_more_than_whose_it_is(store) -> None:
    with pytest.raises(UsageError, match="What is the idea"):
        jottings.topic("(@ann)", at(store))


def test_an_introduction_makes_two_who_know_each_other(store) -> None:
    found = made(store, jottings.introduction("@ann and @beth, both on nights", at(store)))
    assert found.members[1].knows == (2,)
    assert found.members[2].knows == (3, 1)
    assert found.touches[1].kind == "introduction"
    assert found.touches[1].members == (1, 2)
    with_shown = made(store, jottings.introduction("meet @cy", at(store, 1)))
    assert set(with_shown.members[1].knows) == {2, 3}
    with pytest.raises(UsageError, match="Who did you introduce"):
        jottings.introduction("meet @cy", at(store))


def test_a_guest_and_who_brought_them(store) -> None:
    found = made(store, jottings.member("Lena Voss via @ann", at(store)))
    lena = found.members[4]
    assert (lena.name, lena.status, lena.introduced_by) == ("Lena Voss", "guest", 1)
    assert lena.onboarding == {"day 0": TODAY}


def test_an_event_needs_a_day(store) -> None:
    found = made(store, jottings.event("Case clinic #triage !2w", at(store)))
    event = found.events[1]
    assert (event.title, event.starts_at, event.topics) == (
        "Case clinic triage",
        "2026-12-06",
        (1,),
    )
    with pytest.raises(UsageError, match="When is the event"):
        jottings.event("Case clinic", at(store))


def test_a_check_in_is_for_tomorrow_and_silent_today(store) -> None:
    action = made(store, jottings.check_in(at(store, 2))).actions[1]
    assert action.due_on == date(2026, 11, 23)
    assert action.about == (2,)
    assert is_silent(action, TODAY)
    assert not is_silent(action, date(2026, 11, 23))
    with pytest.raises(UsageError, match="No one is selected"):
        jottings.check_in(at(store))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_nothing_is_kept_of_an_empty_line(kind, store) -> None:
    with pytest.raises(UsageError):
        kind.make("   ", at(store))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_example_in_the_screen_works(kind) -> None:
    names = {"1": {"name": "Ann Lee"}, "2": {"name": "Beth Lind"}, "3": {"name": "Amara Okafor"}}
    store = MemoryStore({"members": names, "topics": {"1": {"title": "Triage sheet"}}})
    edit = kind.make(kind.example, Jotting(store.load().community, TODAY, "x"))
    before = store.load().community
    found = made(store, edit)
    assert any(
        document(record)
        for table in ("asks", "topics", "stories", "contributions", "touches", "members", "events")
        for number, record in found.table(table).items()
        if number not in before.table(table)
    )


@pytest.mark.parametrize(
    ("line", "channel", "kind"),
    [
        ("called @ann about nights", "call", None),
        ("Wrote to @ann", "mail", None),
        ("welcomed @ann", None, "welcome"),
        ("spoke to @ann", None, None),
        ("callous words, @ann", None, None),
    ],
)
def test_the_first_word_says_how_it_was(store, line: str, channel, kind) -> None:
    found = made(store, jottings.touch(line, at(store))).touches[1]
    assert (found.channel, found.kind) == (channel, kind)


def test_the_label_of_a_touch_names_its_follow_up(store) -> None:
    edit = jottings.touch("called @ann about nights !2w", at(store))
    assert edit.label == "conversation with Ann Lee (by phone), and a follow-up for Sun 6 Dec 2026"
