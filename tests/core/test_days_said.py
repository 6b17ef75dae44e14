"""A day in the words of a line is taken, asked about or pointed out; nothing is filed under today unseen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.community import AllGroups
from coptui.core.model.records import Action, Event, Member, Profile, Touch
from coptui.core.model.when import MONTHS, WEEKDAYS
from coptui.core.writing.days_said import days_said
from coptui.core.writing.jottings import KINDS, on_another_day, touch
from coptui.core.writing.meaning import Jotting, Meant, meaning
from coptui.core.writing.understood import understood
from coptui.errors import UsageError

TODAY = date(2026, 11, 30)  # a Monday
NAMES = ("Anna Huber", "Ngozi Okafor", "Luka Novak", "Lukas Weber", "Bob Reed", "May Fox")
COMMUNITY = AllGroups(
    profile=Profile(id=1, name="Circle"),
    members={number: Member(id=number, name=name) for number, name in enumerate(NAMES, 1)},
    events={
        1: Event(id=1, title="Circle", starts_at="2026-11-30T18:00"),
        2: Event(id=2, title="Fair", starts_at="2026-11-24T18:00"),
    },
)
FULL = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def meant(line: str, *, talk: bool = False, event: int | None = None) -> Meant:
    return meaning(line, Jotting(COMMUNITY, TODAY, "x", event=event), talk=talk)


def said(line: str, *, talk: bool = False) -> str:
    return understood(meant(line, talk=talk).edit(COMMUNITY), COMMUNITY, TODAY, "x")


def spoken(line: str, *, talk: bool = False, event: int | None = None) -> Touch:
    conversation = meant(line, talk=talk, event=event).conversation
    assert conversation is not None
    return conversation


def due(line: str) -> Action:
    follow_up = meant(line).follow_up
    assert follow_up is not None
    return follow_up


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("rang Anna Huber last Tuesday about indigo", "2026-11-24"),
        ("spoke to @ngozi yesterday about it", "2026-11-29"),
        ("spoke to @anna on 2026-11-24 about it", "2026-11-24"),
        ("spoke to @anna and @bob, 26 November, about the loom", "2026-11-26"),
        ("last Tuesday I met Bob", "2026-11-24"),
        ("yesterday @bob called me", "2026-11-29"),
        ("met yesterday with Bob", "2026-11-29"),
        ("met @bob at the fair on Friday, he was well", "2026-11-27"),
        ("met @bob for coffee the day before yesterday", "2026-11-28"),
        ("had a long chat with Bob on the 24th", "2026-11-24"),
        ("rang Bob on 24/11/2026", "2026-11-24"),
        ("rang Bob 3 days ago", "2026-11-27"),
        ("spoke to @bob !26 Nov about it", "2026-11-26"),
        ("spoke to @bob yesterday about it !fri", "2026-11-29"),
    ],
)
def test_the_day_of_a_conversation_in_words(line: str, day: str) -> None:
    assert spoken(line).on == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("spoke to @bob about last Tuesday", "dated today (for another day, write !last Tuesday)"),
        ("told @bob Friday was fine", "dated today (for another day, write !27 Nov)"),
        ("spoke to @bob last week", "dated today (for another day, write it as in !last Tuesday)"),
        ("@anna and @bob, yesterday", "dated today (for another day, write !yesterday)"),
    ],
)
def test_a_doubtful_day_is_pointed_out(line: str, told: str) -> None:
    """Who it was with comes first, as people say it: the day follows."""
    if line.startswith("@"):
        introduced = next(kind for kind in KINDS if kind.key == "n")
        edit = introduced.make(line, Jotting(COMMUNITY, TODAY, "x"))
        assert f", {told}" in understood(edit, COMMUNITY, TODAY, "x")
    else:
        assert f", {told}" in said(line)


@pytest.mark.parametrize(
    "line",
    ["spoke to @bob", "sat with @bob", "spoke to @may about May 's rota", "told @bob it may 5 times fail",
     "spoke to @bob, 3/4 of them came", "spoke to @bob about Friday's workshop", "rang @bob at 3.30"],
)  # fmt: skip
def test_what_is_no_day_is_passed_over(line: str) -> None:
    assert "ated today" not in said(line, talk=True)
    assert spoken(line, talk=True).on == TODAY


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("coffee with @luka.novak on 3/12", "3 December or 12 March"),
        ("coffee with @bob on 3 Dec", "Thu 3 Dec 2026 is in the future"),
        ("rang @bob tomorrow", "in the future"),
        ("rang @bob on 5 March", "If it was in another year, write that too"),
        ("rang @bob on Fri 26 Nov", "isn't a Friday"),
    ],
)
def test_a_conversation_of_a_day_to_come_is_refused(line: str, why: str) -> None:
    with pytest.raises(UsageError) as told:
        meant(line, talk=True)
    assert why in f"{told.value.message} {told.value.hint}"


months = st.sampled_from(
    ["March", "Mar", "June", "may", "Sept", "last March", "early March", "December"]
)
years = st.sampled_from(["", " 2025", " 2024"])
long_times = st.one_of(
    st.builds("in {}{}".format, months, years),
    st.builds("{}{}".format, st.sampled_from(["March", "Jan"]), st.just(" 2025")),
    st.sampled_from(["in 2025", "in spring", "last summer", "in the autumn", "over the summer", "last month", "last year",
    "earlier this year", "years ago", "a few months ago", "since June", "before March", "ages ago", "last April"]),
)  # fmt: skip
near = st.sampled_from(["last week", "recently", "a few days ago", "at the weekend", "earlier this week", "over Easter"])  # fmt: skip
impossible = st.sampled_from(["31 Nov", "30 Feb", "Feb 30", "30th of February", "31 April", "2026-11-31", "31/11/2026", "the 32nd"])  # fmt: skip
spoke = st.sampled_from(["spoke to @bob", "met Bob", "rang Anna Huber", "had a long chat with Bob", "caught up with @bob and @anna"])  # fmt: skip


@given(spoke, long_times, st.sampled_from(["", ".", ", about indigo", " and it was long"]))
def test_a_month_a_season_or_a_year_alone_is_asked_about(begins: str, when: str, ends: str) -> None:
    with pytest.raises(UsageError, match="On which day") as told:
        meant(f"{begins} {when}{ends}")
    such = told.value.hint.rpartition("such as ")[2].rstrip(".")
    assert spoken(f"{begins} {such}{ends}").on < TODAY


@given(spoke, impossible, st.sampled_from(["", ".", ", about indigo"]))
def test_a_day_that_does_not_exist_is_asked_about(begins: str, when: str, ends: str) -> None:
    with pytest.raises(UsageError, match="isn't a date I recognise"):
        meant(f"{begins} on {when}{ends}")


@given(spoke, st.one_of(long_times, near, impossible.map("on {}".format)))
def test_a_time_in_what_was_said_is_pointed_out(begins: str, when: str) -> None:
    told = said(f"{begins} about what was woven {when}")
    assert "ated today (" in told


@given(spoke, near)
def test_a_few_days_ago_is_pointed_out(begins: str, when: str) -> None:
    assert "dated today (for another day, write it as in !last Tuesday)" in said(f"{begins} {when}")


@pytest.mark.parametrize(
    "line",
    ["spoke to @bob in Martin's kitchen", "met @bob in Jan's kitchen", "told @bob that 5 marks are missing", "spoke to @bob about 31 novels",
     "met Bob in Marchwood", "met Bob in room 2025a", "spoke to Bob in June's flat"],
)  # fmt: skip
def test_what_only_looks_like_a_month_is_passed_over(line: str) -> None:
    assert spoken(line).on == TODAY and "ated today" not in said(line)


past = st.integers(1, 160).map(lambda ago: TODAY - timedelta(ago))


def written(day: date) -> st.SearchStrategy[str]:
    """A past day as people write it."""
    month = f"{day:%B}"
    forms = [
        f"{day.day} {month}", f"on {day.day} {MONTHS[day.month - 1]}", f"on {day.isoformat()}", f"{month} {day.day}",
        f"on {WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}", f"on {day:%d/%m/%Y}" if day.day > 12 else f"{day.day}th {month}",
        f"{(TODAY - day).days} days ago",
    ]  # fmt: skip
    if (TODAY - day).days <= 7:
        forms += [f"last {FULL[day.weekday()]}", f"on {FULL[day.weekday()]}"]
    if (TODAY - day).days == 1:
        forms += ["yesterday", "last night", "yesterday evening"]
    return st.sampled_from(forms)


before = st.sampled_from(["spoke to @bob ", "rang Anna Huber, ", "caught up with Bob and @anna ", "", "told @bob it was good ", "rang Bob about the loom of "])  # fmt: skip
after = st.sampled_from([" about indigo", ", about the loom", "", ".", " and it was long", " @bob called"])  # fmt: skip


@given(past.flatmap(lambda day: st.tuples(st.just(day), written(day))), before, after)
def test_no_past_day_is_filed_under_today_unseen(
    dated: tuple[date, str], begins: str, ends: str
) -> None:
    """It is taken and read back, or pointed out with what to write, and that is taken."""
    day, words = dated
    line = f"{begins}{words}{ends}"
    if not begins and "@" not in ends:
        line = f"{words} I spoke to @bob{ends}"
    touch = spoken(line)
    assert touch.text == line.replace("@bob", "Bob Reed").replace("@anna", "Anna Huber")
    if touch.on == day:
        assert ", on " in said(line)
        return
    told = said(line)
    assert touch.on == TODAY and "(for another day, write !" in told
    such = told.partition("write ")[2].partition(")")[0]
    assert spoken(f"spoke to @bob {such}").on == day


coming = st.sampled_from(
    ["tomorrow", "tomorrow week", "Friday", "next Friday", "12 Dec", "the day after tomorrow", "2026-12-24", "next week", "in 2 weeks", "Tuesday week", "a week on Tuesday"]
)  # fmt: skip


@given(coming, st.sampled_from(["", "by ", "on ", "before ", "until "]), st.sampled_from(["", ".", ", please", " or so"]))  # fmt: skip
def test_a_day_in_a_follow_up_is_taken_or_pointed_out_and_what_it_says_to_write_is_taken(
    day: str, word: str, ends: str
) -> None:
    line = f"ring Anna {word}{day}{ends}"
    if due(line).due_on is not None:
        assert due(line).due_on == next(days_said(day, TODAY, "coming")).day
        assert ", due " in said(line) and due(line).text == line
        assert word not in ("before ", "until ") and ends != " or so"
        return
    such = said(line).partition("no date (write ")[2].partition(")")[0]
    assert such.startswith("!"), line
    assert due(f"ring Anna {such}").due_on == next(days_said(day, TODAY, "coming")).day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("ring Anna on friday", "2026-12-04"),
        ("on Friday ring Anna", "2026-12-04"),
        ("ring Anna by the 8th", "2026-12-08"),
        ("send the sheet to Bob tomorrow, please", "2026-12-01"),
        ("book the hall for the fair by 12 Dec", "2026-12-12"),
        ("book the hall for the fair on 12 Dec", None),
        ("put it on the table on 12 Dec", None),
        ("ask what Bob did on Friday", None),
        ("ring Anna on Friday or Saturday", None),
        ("ring Anna before Friday", None),
        ("ring Anna on Friday about the fair on Saturday", None),
    ],
)
def test_the_day_by_which_something_is_to_be_done(line: str, day: str | None) -> None:
    assert due(line).due_on == (date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Bob can't host on the 8th", ". For a follow-up on that day, write !the 8th"),
        ("Bob will ring back on Friday", ". For a follow-up on that day, write !Friday"),
        ("Bob is away on the 8th", ". For a follow-up on that day, write !the 8th"),
        ("Bob won't come on the 8th", ". For a follow-up on that day, write !the 8th"),
        ("Bob hosted on the 8th", ", dated today (for another day, write !8 Nov)"),
        ("Bob was away on the 8th", ", dated today (for another day, write !8 Nov)"),
    ],
)
def test_a_day_is_past_or_to_come_as_its_verb_is(line: str, told: str) -> None:
    assert spoken(line, talk=True).on == TODAY
    assert told in said(line, talk=True)
    follow_up = meant(f"spoke to {line} !the 8th").follow_up
    assert follow_up is not None and follow_up.due_on == date(2026, 12, 8)


def test_a_day_that_could_be_two_is_pointed_out() -> None:
    assert said("send the rota to @bob by 3/12") == (
        "Follow-up for you, about Bob Reed, no date (3/12 could mean 3 December or 12 March)"
    )


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("coffee with Luka about looms", (3,)),
        ("Bob called", (5,)),
        ("Bob and Anna called me yesterday", (5, 1)),
        ("last Tuesday I met Bob", (5,)),
        ("rang Luka", (3,)),
        ("tea with Bob and @luka.novak", (3,)),
    ],
)
def test_a_first_name_that_one_member_has(line: str, people: tuple[int, ...]) -> None:
    assert spoken(line, talk=True).members == people


@pytest.mark.parametrize("line", ["May called", "coffee with May", "lunch with May Day in mind"])
def test_an_ordinary_word_is_asked_about(line: str) -> None:
    with pytest.raises(UsageError, match="Who did you speak to") as told:
        touch(line, Jotting(COMMUNITY, TODAY, "x"))
    assert told.value.hint == "If May is a person here, write @May."


@pytest.mark.parametrize("line", ["rang May about it", "discussed May and June"])
def test_an_ordinary_word_behind_a_word_of_talk_is_asked_about_at_every_door(line: str) -> None:
    with pytest.raises(UsageError, match="Who did you speak to"):
        meant(line)
    assert spoken(line.replace("May", "@May")).members == (6,)
    assert spoken("spoke to May about it").members == (6,)
    with pytest.raises(UsageError, match="Who did you speak to"):
        meant("discussed the May rota")


def test_what_someone_does_is_not_taken_for_a_conversation() -> None:
    with pytest.raises(UsageError, match="without you"):
        meant("Bob met the deadline")
    with pytest.raises(UsageError, match="Who will do this"):
        meant("Bob sends the sheet")
    assert meant("Bob: called the office?").conversation is None


@given(past, st.sampled_from([None, 1, 2]))
def test_a_conversation_belongs_to_an_event_of_its_day_or_of_today(
    day: date, event: int | None
) -> None:
    touch = spoken(f"spoke to @bob on {day.isoformat()} !fri", event=event)
    belongs = event is not None and day == COMMUNITY.events[event].day
    assert touch.event == (event if belongs else None)
    assert spoken("spoke to @bob", event=event).event == event


@given(past, past, st.sampled_from([None, 1, 2]))
def test_the_day_of_a_conversation_can_be_changed(
    day: date, other: date, event: int | None
) -> None:
    was = Touch(id=7, on=day, members=(5,), text="about the loom", event=event)
    at = Jotting(COMMUNITY, TODAY, "x")
    changed = on_another_day(was, other.isoformat(), at)
    after = {
        name: value for change in changed.changes for name, value in (change.after or {}).items()
    }
    assert after.get("on", day.isoformat()) == other.isoformat()
    if event is not None:
        assert ("event" in (changed.changes[0].before or {}) if changed else False) == (
            other != COMMUNITY.events[event].day and bool(changed)
        )
    with pytest.raises(UsageError, match="in the future"):
        on_another_day(was, "2026-12-01", at)


def test_what_is_to_be_done_comes_first_in_the_follow_up_of_a_conversation() -> None:
    line = "spoke to @bob, 26 November, about the loom !fri send the sheet"
    promised = due(line)
    assert promised.text == "send the sheet (spoke to Bob Reed, 26 November, about the loom)"
    assert spoken(line).text == "spoke to Bob Reed, 26 November, about the loom send the sheet"
    assert due("spoke to @bob !fri about the rota").text == "spoke to Bob Reed about the rota"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.key in "ascn"], ids=lambda kind: kind.name)  # fmt: skip
def test_a_marked_day_is_the_day_of_whatever_took_place(kind) -> None:
    at = Jotting(COMMUNITY, TODAY, "x")
    after = kind.make("@anna and @bob, the rota !yesterday", at).changes[0].after
    assert (after.get("on") or after.get("asked_on")) == "2026-11-29"
    with pytest.raises(UsageError, match="in the future"):
        kind.make("@anna and @bob, the rota !tomorrow", at)
