"""A line that says the opposite, an attempt, a plan or the talk of others is no conversation of mine; and news is
no task unseen."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.finding import search
from coptui.core.finding.search import Hit
from coptui.core.model.community import AllGroups
from coptui.core.model.records import Member, Profile
from coptui.core.writing.follow_ups import due_said, people_said, reads_as_news
from coptui.core.writing.jottings import GUEST, touch
from coptui.core.writing.meaning import Jotting, Meant, meaning
from coptui.core.writing.named import names_said
from coptui.core.writing.no_talk import no_talk
from coptui.core.writing.understood import understood
from coptui.errors import UsageError

TODAY = date(2026, 11, 30)  # a Monday
NAMES = ("Ann Lee", "Bob Ray", "Beth Lindqvist", "2 guests", "May Fox")
COMMUNITY = AllGroups(
    profile=Profile(id=1, name="Circle"),
    members={number: Member(id=number, name=name) for number, name in enumerate(NAMES, 1)},
)
AT = Jotting(COMMUNITY, TODAY, "x")
ON_ANNS_PAGE = Jotting(COMMUNITY, TODAY, "x", member=1)


def meant(line: str, *, talk: bool = False, at: Jotting = AT) -> Meant:
    return meaning(line, at, talk=talk)


def said(line: str) -> str:
    return understood(meant(line).edit(COMMUNITY), COMMUNITY, TODAY, "x")


NOT_HELD = (
    "haven't spoken to {} since June", "have not spoken to {} yet", "haven’t yet spoken to {}", "didn't speak to {}",
    "didn't get to talk to {}", "never met {}", "I've never spoken to {}", "not yet spoken to {}", "couldn't reach {}",
    "can't get hold of {}", "wasn't able to ring {}", "unable to reach {}", "failed to reach {}", "I haven't seen {} for weeks",
    "we still haven't heard from {}", "no news from {}", "heard nothing from {}", "{} hasn't replied", "{} didn't answer",
    "{} never rang back", "no answer from {}",
)  # fmt: skip
TRIED = (
    "called {}, no answer", "rang {} twice, no reply", "rang {} but it went to voicemail", "phoned {}: voicemail",
    "called {} and left a message", "rang {} - no luck", "rang {} no answer", "rang {}, she didn't pick up",
    "called {} about the rota, no answer", "rang {}, nobody answered", "tried to call {}", "tried ringing {} again",
    "tried {} again", "missed {}", "missed a call from {}", "missed {}'s call", "left {} a message", "left a message for {}",
    "left {} a voicemail", "visited {}, not in", "rang {}, the line was busy", "emailed {}, no response yet", "called {} in vain",
)  # fmt: skip
PLANS = (
    "ring {} on friday", "call {} about the rota", "speak to {} tomorrow", "ask {} to host", "need to ring {}", "will call {}",
    "I'll ring {} on Friday", "must speak to {}", "I should write to {}", "going to visit {}", "to ring {}", "get in touch with {}",
    "remember to thank {}", "please tell {} about it", "I want to meet {}", "let's meet {}", "email {} the sheet",
)  # fmt: skip
OTHERS = (
    "{0} rang {1} yesterday", "{0} told {1} about it", "{0} asked {1} to host", "{0} spoke to {1}", "{0} and {1} met",
    "{0} and {1} talked last week", "{0} met {1} for lunch", "{0} rang everyone", "{0} called the venue", "yesterday {0} rang {1}",
)  # fmt: skip
HELD = (
    "spoke to {}", "rang {} about the voicemail rota", "told {} there's no answer from the hall yet", "spoke to {}, who hasn't called Bob",
    "rang {}, she can't come", "told {} that Bob never rang", "met {}, no one else came", "spoke to {} about not coming",
    "{} called to say that she can't come", "{} rang me about Bob", "{} rang me", "{} called", "{} and I met", "{} told me that Bob rang",
    "call with {}", "chat with {}", "phone call with {}", "coffee with {}", "visit to {}", "finally spoke to {}, no answer on dates",
    "rang {} back", "asked {} to ring Bob", "asked {} whether Bob will ring", "wrote to {}: must speak to Bob", "{} can't host on Friday",
    "{} will ring back on Friday", "{} is away", "{} was away in Spain", "spoke to {}: haven't spoken for years",
    "thanked {} for the message she left", "rang {}, she wasn't in the mood for it",
)  # fmt: skip
names = st.sampled_from(["Ann", "@ann", "Ann Lee", "@Ann Lee", "Beth", "@beth"])
ways = st.sampled_from(
    [
        str,
        lambda line: line[:1].upper() + line[1:],
        lambda line: line.replace("'", "’"),
        lambda line: line + ".",
    ]
)


@given(st.sampled_from(NOT_HELD), names, ways)
def test_what_was_not_said_is_no_conversation(line: str, name: str, way) -> None:
    with pytest.raises(UsageError, match="you didn't speak"):
        meant(way(line.format(name)), talk=True)


@given(st.sampled_from(TRIED), names, ways)
def test_an_attempt_is_no_conversation(line: str, name: str, way) -> None:
    with pytest.raises(UsageError, match="An attempt"):
        meant(way(line.format(name)), talk=True)
    with pytest.raises(UsageError, match=r"An attempt|reads as news|Who did you"):
        meant(way(line.format(name)))


@given(st.sampled_from(PLANS), names, ways)
def test_a_plan_is_no_conversation(line: str, name: str, way) -> None:
    line = way(line.format(name))
    with pytest.raises(UsageError, match="still to be done") as told:
        meant(line, talk=True)
    assert "follow-up (f)" in told.value.hint
    follow_up = meant(line).follow_up
    assert follow_up is not None and len(follow_up.about) == 1


@given(st.sampled_from(OTHERS), names, st.sampled_from(["Bob", "@bob", "Bob Ray"]))
def test_what_others_said_to_each_other_is_no_conversation_of_mine(
    line: str, name: str, other: str
) -> None:
    line = line.format(name, other)
    with pytest.raises(UsageError, match="without you"):
        meant(line, talk=True)
    with pytest.raises(UsageError, match=r"without you|reads as news|Who did you"):
        meant(line)
    if " rang" in line and name.startswith("@") == other.startswith("@"):
        assert meant(line.replace(" rang", " and I rang")).conversation


@given(st.sampled_from(HELD), names)
def test_what_was_said_may_hold_any_of_these_words(line: str, name: str) -> None:
    conversation = meant(line.format(name), talk=True).conversation
    assert conversation is not None
    assert conversation.members == ((1 if "nn" in name else 3),)


@given(st.sampled_from([*NOT_HELD, *TRIED, *PLANS]), names)
def test_whoever_spoke_can_say_so(line: str, name: str) -> None:
    """As the hint says: begin with `spoke to`."""
    assert meant(f"spoke to {name}: {line.format('Bob')}", talk=True).conversation


@pytest.mark.parametrize("line", ["haven't spoken since June", "called, no answer", "couldn't reach her", "left a message", "ring her on Friday"])  # fmt: skip
def test_on_someone_s_page_too(line: str) -> None:
    with pytest.raises(UsageError):
        touch(line, ON_ANNS_PAGE)


@pytest.mark.parametrize("line", ["back from leave", "can't host on the 8th", "not meeting in December", "tired, no time for the rota", "tried the new loom", "missed the last call's end", "wants to visit us", "will visit us in May"])  # fmt: skip
def test_what_someone_told_is_a_conversation_on_their_page(line: str) -> None:
    assert touch(line, ON_ANNS_PAGE).changes[0].table == "touches"


NEWS = (
    "Tom moved to Leeds", "Ann is Beth's boss", "3 people came, 2 visitors", "Ann and Beth met for lunch last week", "the hall is booked",
    "Tom has left", "Tom is ill", "Ann's mother died last week", "our projector broke", "there was no heating", "can't host on the 8th",
    "haven't spoken to Ann since June", "didn't speak to Bob", "moved to Leeds", "Ann never came", "she got the job", "nobody came",
    "Tom finished the sheet", "the old loom was sold, it went to Leeds", "called the venue",
)  # fmt: skip
TASKS = (
    "ring Beth", "book the hall", "Ann to send the sheet", "find out who moved to Leeds", "send signed forms to Ann",
    "Review closed cases", "the loom needs mending", "the hall is still to be booked", "I have to ring Ann",
    "Tom moved to Leeds, send him a card", "is Ann coming?", "feed the cat", "need to ring Ann", "I promised Ann the sheet", "put it on the table",
    "let Bob know", "left-over cake: take it home", "Tom's birthday card", "the minutes", "3 chairs for Ann", "proceed to the hall", "cut the list",
    "don't forget the tea", "meet Ann", "water the plants", "invite the two who came in May", "thank whoever was at the door", "set up the room",
)  # fmt: skip


@pytest.mark.parametrize("line", NEWS)
def test_news_is_no_task_unseen(line: str) -> None:
    with pytest.raises(UsageError, match=r"reads as news|Who did you speak to|without you"):
        meant(line)
    assert meant(f"{line} !fri").follow_up is not None, "whoever sets a day means it"


@pytest.mark.parametrize("line", TASKS)
def test_a_task_is_not_called_news(line: str) -> None:
    assert meant(line).follow_up is not None


@pytest.mark.parametrize(
    ("line", "about"),
    [
        ("ring Beth on friday", (3,)),
        ("ring beth", (3,)),
        ("send Beth's sheet to Ann Lee and Bob", (3, 1, 2)),
        ("ask Beth Adeyemi", ()),
        ("Ann: send the sheet to Bob", (2,)),
        ("send the may rota", ()),
        ("May rota", ()),
        ("send @bob's sheet to Ann", (2, 1)),
        ("ring @Ann Lee and Bob", (1, 2)),
        ("@Ann Lee sends Bob the sheet", (2,)),
        ("book 2 rooms for 3 days", ()),
        ("sort the lee side", ()),
    ],
)
def test_a_follow_up_is_about_whoever_is_named_in_it(line: str, about: tuple[int, ...]) -> None:
    follow_up = meant(line).follow_up
    assert follow_up is not None and follow_up.about == about


numbers = st.integers(0, 99).map(str)


@given(st.sampled_from(["spoke to Ann {} weeks ago about March", "rang Ann, {} of them came", "met Ann and {} others", "spoke to Ann about {}", "thanked Ann {}"]), numbers)  # fmt: skip
def test_a_number_alone_is_no_one_s_name(line: str, number: str) -> None:
    try:
        conversation = meant(line.format(number)).conversation
    except UsageError:  # so many weeks ago there was no community
        return
    assert conversation is not None and conversation.members == (1,)
    assert meant("rang 2 guests").conversation


words = st.sampled_from(["the ", "the a ", "1 ", "and ", "i've ", "to ", "must ", "Ann and ", "Ann, ", "no answer ", "left a ", "rang ", "not yet ", "he she ", "Ann's ", "in March ", "guest ", "called Ann, "])  # fmt: skip


@given(words, st.sampled_from(["", "!", "zz", "?"]))
def test_a_word_over_and_over_is_read_to_the_end(word: str, ends: str) -> None:
    """No pattern tries every way of dividing a long line."""
    line = (word * 500)[:480] + ends
    for talk in (False, True):
        try:
            understood(meant(line, talk=talk).edit(COMMUNITY), COMMUNITY, TODAY, "x")
        except UsageError as told:
            assert told.message
    try:
        GUEST.make(line, AT)
    except UsageError as told:
        assert told.message


LONG = "ask Ann whether Bob could open the door, and who comes " * 40


def test_no_word_of_a_line_is_searched_for(monkeypatch) -> None:
    """With 10,000 members a search takes milliseconds, and a line has many words."""

    def searched(*_: object, **__: object) -> list[Hit]:
        raise AssertionError("a word was searched for")

    monkeypatch.setattr(search, "_find", searched)
    assert [said.name for said in names_said(LONG, COMMUNITY)][:1] == ["Ann"]
    assert people_said(LONG, COMMUNITY)
    assert due_said(LONG, COMMUNITY, TODAY) is None
    assert not reads_as_news(LONG, COMMUNITY)
    assert no_talk(LONG, "", COMMUNITY, TODAY) is not None
