"""The same line in the full screen, on the command line and at a step of a walk: the same record."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coptui.checklists.run import answer_of
from coptui.cli.plain_walk import PlainWalk
from coptui.cli.run import run
from coptui.core.writing.meaning import Jotting, meaning
from coptui.core.writing.talk import ALONE, TALK
from coptui.core.writing.understood import understood
from coptui.errors import UsageError
from coptui.store.memory import MemoryStore
from coptui.tui.kit.inputs import CoptInput
from coptui.walking import Walks

PEOPLE = {"@beth": 2, "@carlos": 3, "@dana.whit": 4, "@hana": 8}
WORDS = ("send", "the", "sheet", "to", "about", "and", "with", "a rota", "for", "ring", "I", "is")
NAME = st.sampled_from(sorted(PEOPLE))
TOPIC = st.sampled_from(["#silence", "#callers", "#case.14", "#miller"])
DAY = st.sampled_from(["!fri", "!2w", "!2026-12-04"])
WORD = st.sampled_from([*WORDS, *sorted(TALK), "Called", "met,"])
INSIDE = st.sampled_from(["{}", "({})", "{},", "{}.", "{}'s"])


@st.composite
def lines(draw: st.DrawFn) -> str:
    """A line as somebody types it: maybe who does it, words, names, topics, a day."""
    before = draw(st.sampled_from(["", "", "{}: ", "{} ", "{}, ", "!fri {}: ", "{}'s "]))
    first = before.format(draw(NAME)) if "{" in before else before
    part = st.one_of(WORD, WORD, WORD, st.builds(str.format, INSIDE, NAME), TOPIC)
    rest = draw(st.lists(part, min_size=1, max_size=7))
    if "!" not in first and draw(st.booleans()):
        rest.insert(draw(st.integers(0, len(rest))), draw(DAY))
    return first + draw(WORD) + " " + " ".join(rest)


def added(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """What is new in a file, without ids and where it came from."""
    return [
        (table, {name: value for name, value in record.items() if name != "origin"})
        for table in ("touches", "actions")
        for number, record in after.get(table, {}).items()
        if number not in before.get(table, {})
    ]


@pytest.mark.parametrize("examples", [12, pytest.param(400, marks=pytest.mark.long)])
async def test_the_same_line_at_every_door_is_the_same_record(
    examples, open_app, path: Path, tmp_path: Path, monkeypatch, capsys
) -> None:
    monkeypatch.setenv("COPTUI_USER", "amara")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state of the command line"))
    other = tmp_path / "beside" / path.name
    other.parent.mkdir()
    shutil.copy(path, other)
    taken: list[str] = []

    @settings(
        max_examples=examples,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(lines())
    def collect(line: str) -> None:
        taken.append(line)

    collect()
    app = open_app()
    kept = 0
    async with app.run_test(size=(80, 24)) as pilot:
        run_id = Walks(app.session).begin(app.desk.shelf().get("monthly-check"))
        for line in dict.fromkeys(taken):
            before, before_other = (json.loads(place.read_text("utf-8")) for place in (path, other))
            await pilot.press("f")
            app.screen.query_one(CoptInput).value = line
            await pilot.press("enter")
            await pilot.pause()
            if len(app.screen_stack) > 1:
                # Refused here, such as for a topic that is confidential: refused there.
                await pilot.press("escape", "y")
                assert run(["-f", str(other), "--today", "2026-11-22", "log", line]) == 2, line
                assert json.loads(other.read_text("utf-8")) == before_other
                continue
            kept += 1
            screen = added(before, json.loads(path.read_text("utf-8")))
            code = run(["-f", str(other), "--today", "2026-11-22", "log", line])
            assert code == 0, (line, capsys.readouterr().err)
            assert added(before_other, json.loads(other.read_text("utf-8"))) == screen, line
            step = Walks(app.session).at(run_id).steps[0]
            walk = PlainWalk(app.session, run_id, again="")
            before = json.loads(path.read_text("utf-8"))
            Walks(app.session).answer(run_id, answer_of(step), walk._meant(step, line))
            assert added(before, json.loads(path.read_text("utf-8"))) == screen, line
    assert kept > examples // 3


STORE = MemoryStore(
    {
        "members": {
            "2": {"name": "Beth Lind"}, "3": {"name": "Carlos Díaz"},
            "4": {"name": "Dana Whitfield"}, "8": {"name": "Hana Sato"},
        },
        "topics": {
            "1": {"title": "Silence"}, "2": {"title": "Callers"},
            "3": {"title": "Miller", "confidential": True, "code": "case 14"},
        },
    }
)  # fmt: skip
TODAY = date(2026, 11, 22)


def meant(line: str, member: int | None = None):
    return meaning(line, Jotting(STORE.load().community, TODAY, "amara", member))


@given(NAME, st.sampled_from([": ", " ", ", "]), st.lists(NAME, max_size=3, unique=True))
def test_who_stands_first_does_it_and_the_others_are_whom_it_is_about(first, sign, others) -> None:
    action = meant(f"{first}{sign}sends the sheet to {' and '.join(others)} tomorrow").follow_up
    assert action.owner == PEOPLE[first]
    assert set(action.about) == {PEOPLE[one] for one in others} - {PEOPLE[first]}


@given(st.lists(NAME, min_size=1, max_size=3, unique=True))
def test_without_anybody_first_it_is_mine_and_never_a_conversation(others) -> None:
    found = meant(f"send the sheet to {' and '.join(others)} !fri")
    assert found.conversation is None
    assert found.follow_up.owner == "amara"
    assert set(found.follow_up.about) == {PEOPLE[one] for one in others}


@given(st.sampled_from(sorted(TALK)), NAME, st.sampled_from(["{talk} {who}", "{who} {talk} it", "I {talk} {who}", "{who} and I {talk}"]))  # fmt: skip
def test_a_talk_word_makes_it_a_conversation(talk, who, form) -> None:
    if (talk == "heard" and "{talk} {who}" in form) or (
        talk in ALONE and form == "{who} {talk} it"
    ):
        # It says nothing of speaking with them.
        with pytest.raises(UsageError):
            meant(form.format(talk=talk, who=who))
        return
    found = meant(form.format(talk=talk, who=who))
    assert found.conversation.members == (PEOPLE[who],)
    assert found.follow_up is None


@pytest.mark.parametrize(
    "line", ["call @beth", "@beth: called the office?", "called the venue !fri"]
)
def test_what_is_yet_to_be_done_is_no_conversation(line) -> None:
    assert meant(line).conversation is None


def test_what_was_understood_is_said_back() -> None:
    community = STORE.load().community

    def said(line: str, member: int | None = None) -> str:
        return understood(meant(line, member).edit(community), community, TODAY, "amara")

    assert said("send it to @beth !2026-12-04") == (
        "Follow-up for you, about Beth Lind, due Fri 4 Dec"
    )
    assert said("@beth: send it", 3) == "Follow-up for Beth Lind, about Carlos Díaz"
    assert said("called @beth about #case.14 !2027-01-08") == (
        "Conversation with Beth Lind (by phone), about case 14. "
        "Follow-up for you, about Beth Lind, due Fri 8 Jan 2027"
    )


async def test_the_person_of_the_page_is_a_chip_that_backspace_takes_away(
    open_app, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f")
        assert "[about" not in screen_text(app), "the cursor of a list is no page"
        await pilot.press(*"order tea", "enter")
        await pilot.press("enter", "f")
        assert "[about Amara Okafor]" in screen_text(app)
        await pilot.press(*"ring her", "enter")
        assert "Follow-up for you, about Amara Okafor." in screen_text(app)
        await pilot.press("f", "backspace")
        assert "[about" not in screen_text(app)
        await pilot.press(*"order cake", "enter", "f", "backspace", "backspace")
        assert len(app.screen_stack) == 1
    abouts = [on_disk("actions")[number].get("about") for number in ("2", "3", "4")]
    assert abouts == [None, [1], None]


async def test_while_presenting_the_chip_names_nobody(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "z", "f")
        await pilot.pause()
        assert "[about the person shown]" in screen_text(app)


async def test_names_are_taken_with_and_without_their_sign_in_fields_of_people(
    open_app, on_disk
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "colon", *"who said yes", "enter", *"@dana, grace", "enter")
        await pilot.pause()
    replies = on_disk("events")["7"]["attendance"]
    assert replies["4"] == replies["7"] == {"rsvp": "yes"}


def test_the_page_names_every_talk_word() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "cli.md").read_text("utf-8")
    told = page.split("The words of a conversation are ")[1].split(", at the beginning")[0]
    assert set(told.replace(" and ", ", ").replace("\n", " ").split(", ")) == TALK


@pytest.mark.parametrize(
    ("keys", "prompt", "chip"),
    [
        ("t", "Conversation", "with"), ("f", "Follow-up", "about"), ("+a", "Request", "from"), ("+i", "Topic idea", "from"),
        ("+s", "Story", "told by"), ("+c", "Contribution", "by"), ("+n", "Introduction", "with"), ("+k", "Private note", "about"),
    ],
)  # fmt: skip
async def test_each_line_says_what_the_person_of_the_page_has_to_do_with_it(
    keys, prompt, chip, open_app, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", *("plus" if key == "+" else key for key in keys))
        await pilot.pause()
        assert f"{prompt} [{chip} Amara Okafor]" in screen_text(app)


async def test_tab_fills_in_what_names_one_of_two_namesakes(
    path: Path, open_app, on_disk, screen_text
) -> None:
    kept = json.loads(path.read_text("utf-8"))
    for number, address in (("90", "ben@bakers.example"), ("91", "ben.carter@bakers.example")):
        kept["members"][number] = {"name": "Ben Carter", "emails": [address]}
    path.write_text(json.dumps(kept), "utf-8")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f", *"ring @ben.")
        assert "(ben@bakers.example)" in screen_text(app), "it says which is which"
        await pilot.press("tab")
        assert app.screen.query_one(CoptInput).value == "ring @ben@bakers.example "
        await pilot.press("enter")
        await pilot.press("f", *"ring @ben.carter@", "tab", "enter")
        about = [action["about"] for action in on_disk("actions").values()]
        assert about[-2:] == [[90], [91]]
