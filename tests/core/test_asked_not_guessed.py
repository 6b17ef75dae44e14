"""What a line leaves uncertain is asked about or said back: no one is credited with what others did, and no person,
promise or day is dropped unseen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.finding.search import candidates, short_name
from coptui.core.model.community import AllGroups
from coptui.core.model.ordinary_words import COMMON
from coptui.core.model.records import Action, Member, Profile, Touch
from coptui.core.writing.jottings import KINDS
from coptui.core.writing.meaning import Jotting, Meant, meaning
from coptui.core.writing.talk import TALK
from coptui.core.writing.understood import understood
from coptui.errors import Ambiguous, UsageError

TODAY = date(2026, 6, 18)  # a Thursday
NAMES = (
    "Rita Sol", "Dan Evans", "Eva Fischer", "Cara Diaz", "Hugo Iles", "Finn O'Neil", "Anna Berg", "Anna Kowalski",
    "Will Friday", "May Lind", "Ivy Jones", "Grace Okoro", "Lou Marsh",
)  # fmt: skip
PEOPLE = {number: Member(id=number, name=name) for number, name in enumerate(NAMES, 1)}
NAMESAKES = {
    20: Member(id=20, name="Ben Carter", emails=("ben@bakers.example",)),
    21: Member(id=21, name="Ben Carter", emails=("ben.carter@bakers.example",)),
    22: Member(id=22, name="Cy Roe", organisation="Mill, Creek & Co"),
    23: Member(id=23, name="Cy Roe", organisation="Harbour (North)"),
    24: Member(id=24, name="Jo Roe"),
    25: Member(id=25, name="Jo Roe"),
}
COMMUNITY = AllGroups(profile=Profile(id=1, name="Bakers"), members=PEOPLE | NAMESAKES)
AT = Jotting(COMMUNITY, TODAY, "me")
STORY = next(kind for kind in KINDS if kind.key == "s")


def meant(line: str, *, talk: bool = False) -> Meant:
    return meaning(line, AT, talk=talk)


def said(line: str) -> str:
    return understood(meant(line).edit(COMMUNITY), COMMUNITY, TODAY, "me")


def spoken(line: str) -> Touch:
    conversation = meant(line).conversation
    assert conversation is not None, line
    return conversation


def due(line: str) -> Action:
    follow_up = meant(line).follow_up
    assert follow_up is not None, line
    return follow_up


plain = st.sampled_from(["Rita", "Dan", "Cara", "Hugo Iles", "Lou"])
ordinary = st.sampled_from(["Will", "May", "Ivy", "Grace"])
days = st.sampled_from(["yesterday", "on Monday", "last Tuesday", "today", "3 days ago", "2d ago", "on 2 June", "this morning"])  # fmt: skip

# Ordinary words that are names, too.

WORDS = sorted(word for word in COMMON if word.isalpha() and len(word) > 1)
CROWD = AllGroups(
    profile=Profile(id=1, name="Crowd"),
    members={1: Member(id=1, name="Rita Sol")}
    | {n: Member(id=n, name=f"{word.title()} Xu{n}") for n, word in enumerate(WORDS, 2)},
)


@pytest.mark.parametrize("line", ["spoke to Rita and {} send her the rota", "rang Rita, {} come in July", "spoke to Rita & {} go", "called Rita with {}", "rang Rita {} Sol"])  # fmt: skip
def test_a_word_in_lower_case_that_is_a_name_too_is_no_one(line: str) -> None:
    for word in WORDS:
        try:
            meant = meaning(line.format(word), Jotting(CROWD, TODAY, "me"))
        except UsageError:
            continue
        assert meant.conversation is None or meant.conversation.members == (1,), word


@given(ordinary, st.sampled_from(["need to ring {} back tomorrow", "call {}", "ask {} about the rota", "send {} the list", "buy a card with {}", "!fri thank {}"]))  # fmt: skip
def test_such_a_name_with_a_capital_behind_a_verb_of_contact_is_a_person(
    name: str, line: str
) -> None:
    assert [COMMUNITY.members[number].name.split()[0] for number in due(line.format(name)).about] == [name]  # fmt: skip
    assert due(line.format(name.lower())).about == ()


def test_a_list_of_such_names_is_taken_whole() -> None:
    assert due("ring Will, May, Ivy Jones & Grace").about == (9, 10, 11, 12)
    assert due("ring Dan, may be by Friday").about == (2,)


@pytest.mark.parametrize("line", ["buy seeds for May", "from May on, open late", "close on Friday", "call Friday", "May to September: open late !fri"])  # fmt: skip
def test_a_month_or_a_weekday_is_no_person(line: str) -> None:
    try:
        assert due(line).about == ()
    except UsageError as asked:
        assert "Who will do this" in asked.message


# Names that are known in part.

half_known = st.sampled_from(["Anna K", "Finn ONeil", "Petra", "Petra Moss", "Rita Sole", "Dan Ev", "Ben"])  # fmt: skip
ends = st.sampled_from(["", " about rye", " this morning; call him again in two weeks", ", she will send the list by 15 Jan", " and Rita", " by Friday"])  # fmt: skip


@given(st.sampled_from(sorted(TALK)), st.sampled_from(["", " to", " with"]), half_known, ends, st.booleans())  # fmt: skip
def test_what_reads_as_a_conversation_is_never_saved_as_a_follow_up(
    word: str, to: str, name: str, ends: str, talk: bool
) -> None:
    with pytest.raises(UsageError):
        meant(f"{word}{to} {name}{ends}", talk=talk)


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("talked to Anna K about the mill", "Who is Anna K: Anna Kowalski?"),
        ("spoke to Finn ONeil about rye", "Who is Finn ONeil: Finn O'Neil?"),
        ("spoke to Petra about rye", "Who is Petra? No member is called that."),
        ("spoke to Rita and Petra", "Who is Petra? No member is called that."),
        ("spoke to Rita, Petra and Dan", "Who is Petra? No member is called that."),
    ],
)
def test_who_was_meant_is_asked_with_whoever_is_called_nearly_so(line: str, asked: str) -> None:
    for talk in (False, True):
        with pytest.raises(UsageError) as told:
            meant(line, talk=talk)
        assert told.value.message == asked
    if "write @" in told.value.hint:
        such = told.value.hint.partition("write ")[2].rstrip(".")
        assert spoken(f"spoke to {such}").members


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("wrote to Dan. Eva is ill", (2,)),
        ("wrote to Dan; Eva is ill", (2,)),
        ("rang Dan, he is well", (2,)),
        ("rang Dan and Cara's mum", (2,)),
        ("rang Dan, Friday is fine", (2,)),
        ("rang Dan and Will Friday", (2, 9)),
        ("met Dan + Cara", (2, 4)),
        ("saw Dan (and Cara)", (2, 4)),
        ("zoomed with Dan & Cara & Grace", (2, 4, 12)),
        ("rang Dan, Cara yesterday", (2, 4)),
        ("thanked Dan, Cara for the cake", (2, 4)),
        ("spoke to Dan, Cara and Hugo about it", (2, 4, 5)),
    ],
)
def test_a_list_of_names_ends_where_another_sentence_begins(
    line: str, people: tuple[int, ...]
) -> None:
    assert spoken(line).members == people


@pytest.mark.parametrize("line", ["rang Dan, Eva answered", "spoke to Dan, Cara is ill", "spoke to Dan, May is too early", "met Dan, then Cara"])  # fmt: skip
def test_a_name_that_may_not_belong_to_the_list_is_asked_about(line: str) -> None:
    with pytest.raises(UsageError):
        meant(line)


# Who told a story.


@given(plain, plain, st.sampled_from(["{0} saved 200 pounds, {1} told me", "{0} and {1} saved an hour", "{0} saved {1} an hour", "according to {1}, {0} saved an hour"]))  # fmt: skip
def test_who_told_a_story_of_several_people_is_asked(hero: str, teller: str, line: str) -> None:
    line = line.format(hero, teller)
    if hero != teller:
        with pytest.raises(UsageError, match="Who told this story"):
            STORY.make(line, AT)
    for mark in ("", "@"):
        after = STORY.make(f"{mark}{teller}: {line}", AT).changes[0].after
        assert after and COMMUNITY.members[after["teller"]].name.startswith(teller)


@pytest.mark.parametrize("line", ["Will Friday saved 50 pounds, May told me", "Hugo saved 20 pounds, Petra told me", "@hugo saved 20 pounds, Dan told me"])  # fmt: skip
def test_another_teller_is_asked_about(line: str) -> None:
    with pytest.raises(UsageError, match="Who told this story"):
        STORY.make(line, AT)


@pytest.mark.parametrize(
    ("line", "teller"),
    [
        ("Hugo saved 200 pounds", 5),
        ("@hugo saved 200 pounds with @dan", 5),
        ("Dan told me that Hugo saved 200 pounds", 2),
    ],
)
def test_one_teller_is_taken(line: str, teller: int) -> None:
    after = STORY.make(line, AT).changes[0].after
    assert after and after["teller"] == teller


def test_on_someone_s_page_another_name_may_be_that_of_the_teller_or_not() -> None:
    with pytest.raises(UsageError, match="Who told this story"):
        STORY.make("Hugo helped with the oven", Jotting(COMMUNITY, TODAY, "me", member=2))


# Who does it.

theirs = st.sampled_from(["{}: bring tins", "{} will bring tins on Tuesday", "{} to bring tins", "{} promised to bring tins", "{} has agreed to send me the list by next Friday"])  # fmt: skip
perhaps = st.sampled_from(["{} brings jam", "{} brings jam !fri", "{} can bring jam", "{} has to sign", "{} should bring jam", "{} said she will bring jam", "{} promised jam"])  # fmt: skip


@given(st.one_of(theirs, perhaps), st.one_of(plain, ordinary), st.sampled_from(["", "on Tuesday "]))  # fmt: skip
def test_what_others_will_do_is_never_mine(line: str, name: str, day: str) -> None:
    line = day + line.format(name)
    try:
        owner = due(line).owner
    except UsageError as asked:
        assert "Who will do this" in asked.message
    else:
        assert COMMUNITY.members[int(owner)].name.startswith(name)


@given(theirs, plain)
def test_a_promise_is_theirs(line: str, name: str) -> None:
    owner = due(line.format(name)).owner
    assert COMMUNITY.members[int(owner)].name.startswith(name)
    assert due(line.format(f"@{name}")).owner == owner


@pytest.mark.parametrize("line", ["Dan and Cara will bring tins", "she will send the list", "they promised to come", "Grace promised to send me the recipe by next Friday"])  # fmt: skip
def test_who_does_it_is_asked_if_it_could_be_several(line: str) -> None:
    with pytest.raises(UsageError, match="Who will do this"):
        meant(line)


@pytest.mark.parametrize("line", ["Anna K will send the list", "Anna K: send the list", "Finn ONeil to bring rye", "Petra will bring tins"])  # fmt: skip
def test_a_doer_known_in_part_is_asked_about(line: str) -> None:
    with pytest.raises(UsageError, match="Who is"):
        meant(line)


@pytest.mark.parametrize("line", ["Dan needs a lift", "Dan's oven", "will ring Dan", "ring Dan", "Dan will be away on Tuesday", "card for Dan"])  # fmt: skip
def test_what_is_only_about_someone_is_mine(line: str) -> None:
    assert due(line).owner == "me" and due(line).about == (2,)


# A second person, a promise, a day.


@given(
    plain, plain, days, days, st.sampled_from([" and ", ", ", ", and ", " and to "]), st.booleans()
)
def test_a_second_conversation_is_never_left_out(
    name: str, other: str, day: str, other_day: str, joined: str, marked: bool
) -> None:
    if name == other:
        return
    sign = "@" if marked else ""
    with pytest.raises(UsageError):
        meant(f"spoke to {sign}{name} {day}{joined}{sign}{other} {other_day}")


@given(plain, plain, st.sampled_from(["rang {} and told {}", "spoke to {}. Rang {}", "called {}, also emailed {}", "met {} yesterday and {}", "spoke to @{} and {}", "spoke to {} yesterday and to {} and Cara"]))  # fmt: skip
def test_whoever_is_spoken_to_as_well_is_asked_about(name: str, other: str, line: str) -> None:
    if name != other:
        with pytest.raises(UsageError, match=r"more than one conversation|Who is"):
            meant(line.format(name.replace(" ", ".") if "@" in line else name, other))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("had coffee with Eva and Cara on Monday, will send them the photos", "For a follow-up, add a day as in !fri"),
        ("spoke to Rita Sol. To do: send her the rota next Monday", "For a follow-up on that day, write !next Monday"),
        ("called Dan and will ring him again tomorrow", "For a follow-up on that day, write !tomorrow"),
        ("spoke to Cara and Finn and may visit in July", "For a follow-up, add a day as in !fri"),
        ("spoke to Finn O'Neil this morning; call him again in two weeks", "For a follow-up on that day, write !in two weeks"),
        ("rang Dan yesterday, he will come on Friday", "For a follow-up on that day, write !Friday"),
        ("spoke to Rita about the club, they may come in July", "For a follow-up, add a day as in !fri"),
        ("asked Dan to ring Cara by Friday", "For a follow-up on that day, write !Friday"),
        ("spoke to Dan, he promised the scales", "For a follow-up, add a day as in !fri"),
    ],
)  # fmt: skip
def test_a_promise_without_a_marked_day_is_pointed_out(line: str, told: str) -> None:
    assert said(line).endswith(f". {told}")
    such = told.rpartition(" !")[2]
    assert due(f"{line} !{such}").due_on


@given(st.sampled_from(["by", "until"]), st.sampled_from(["Monday", "Thursday", "Friday", "20 June"]))  # fmt: skip
def test_by_a_day_is_to_come(word: str, day: str) -> None:
    told = said(f"asked Dan to ring Cara {word} {day}")
    such = told.rpartition("write ")[2]
    assert (due(f"asked Dan !{such[1:]}").due_on or TODAY) > TODAY


@pytest.mark.parametrize("line", ["rang Eva 3/1", "rang Eva 3/1 about jam", "spoke to Eva on 3/1", "rang Eva 3/1, she is well"])  # fmt: skip
def test_a_day_that_could_be_two_is_asked_about(line: str) -> None:
    with pytest.raises(UsageError, match="could mean"):
        meant(line)


@given(st.integers(1, 20), st.sampled_from(["rang Eva {}d ago", "rang Ivy Jones {}d ago about jam", "rang Eva !{}d ago"]))  # fmt: skip
def test_so_many_days_ago(many: int, line: str) -> None:
    assert spoken(line.format(many)).on == TODAY - timedelta(many)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("send the rota to Rita by the end of the month", "due Tue 30 Jun"),
        ("send the rota to Rita by end of July", "due Fri 31 Jul"),
        ("send the rota to Rita by the end of the week", "no date (write one as in !fri)"),
        ("ring Rita at the weekend", "no date (write one as in !fri)"),
        ("visit Rita in July", "no date (write one as in !fri)"),
        ("find out what Rita did last week", "about Rita Sol"),
    ],
)
def test_a_day_of_a_follow_up_is_taken_or_pointed_out(line: str, told: str) -> None:
    assert said(line) == f"Follow-up for you, about Rita Sol, {told}".replace(", about Rita Sol, about", ", about")  # fmt: skip


# News.


@pytest.mark.parametrize("line", ["Skyped Eva this morning", "Skyped Petra", "Petra skyped Eva", "thanked everyone at the fair, especially Dan", "Bob called Petra", "told the hall", "Dan baked for us", "Dan and Petra rang", "Petra and Dan rang"])  # fmt: skip
def test_news_is_asked_about(line: str) -> None:
    with pytest.raises(UsageError):
        meant(line)


def test_a_follow_up_of_a_day_that_is_past_is_asked_about() -> None:
    with pytest.raises(UsageError, match="in the past") as told:
        meant("lunch with Finn last Thursday")
    assert "spoke to @ann" in told.value.hint
    assert due("ask Finn about last Thursday").due_on is None


@pytest.mark.parametrize("line", ["introduced Lou to Finn", "Just introduced @lou to @finn", "I've introduced Lou and Finn"])  # fmt: skip
def test_an_introduction_is_shown_where_it_belongs(line: str) -> None:
    with pytest.raises(UsageError, match="tells of an introduction") as told:
        meant(line)
    assert "+ and n" in told.value.hint


# Namesakes.


def test_what_a_question_about_namesakes_says_to_write_is_taken() -> None:
    for name in ("Ben", "Cy Roe", "@Ben.Carter"):
        with pytest.raises(Ambiguous) as told:
            meant(f"rang {name} about tins")
        ways = told.value.hint.rpartition("Write ")[2].rstrip(".").split(" or ")
        people = {spoken(f"rang {way} about tins").members for way in ways}
        assert len(people) == 2
    with pytest.raises(Ambiguous) as told:
        meant("rang Jo")
    assert "Write" not in told.value.hint, "nothing tells them apart"


def test_a_short_name_is_that_of_one_record_alone() -> None:
    for member in COMMUNITY.members.values():
        hit = next(hit for hit in candidates(COMMUNITY, member.name, "members", limit=5) if hit.id == member.id)  # fmt: skip
        if word := short_name(COMMUNITY, hit):
            assert spoken(f"rang @{word}, she is well").members == (member.id,)
        else:
            assert member.name == "Jo Roe"
