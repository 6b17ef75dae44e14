"""The members' checklist: ten questions once a year, by letter, by table and typed in, without a name."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from answers import box_of, filled_letter, form_sent_back
from mail_server import Kept, Server
from msgspec.structs import replace

from coptui.core.meetings.yearly import NAMES, add_yearly, yearly_questions
from coptui.core.model.community import Community
from coptui.core.model.records import Profile, Window, YearlyAnswers
from coptui.core.model.settings import Settings
from coptui.core.views.as_of import as_of
from coptui.errors import UsageError
from coptui.evidence.lines.members_say import members_say
from coptui.reports.slips import YEARLY_A_PAGE, yearly_page

Ran = Callable[..., tuple[int, str, str]]
Saved = Callable[[], dict[str, Any]]
TEN = (3, 4, 2, 1, 0, 3, 4, 2, 1, 4)
WINDOW = Window(from_=date(2026, 8, 24), to=date(2026, 11, 22))


def yearly(saved: Saved) -> list[dict[str, Any]]:
    return list(saved()["community"]["1"].get("yearly", []))


def test_a_letter_asks_every_member_once_a_year_and_its_answers_come_back(
    mail: Server, kept: Kept, coptui: Ran, saved: Saved, tmp_path: Path
) -> None:
    assert coptui("write", "yearly", "--send", "--yes")[0] == 0
    letters = list(kept.letters)
    assert len(letters) == 40
    assert coptui("write", "yearly", "--send", "--yes", "--today", "2026-12-01")[0] == 0
    assert len(kept.letters) == 40
    box = box_of(
        tmp_path / "Maildir",
        *(form_sent_back(letter, filled_letter(letter, *TEN), n) for n, letter in enumerate(letters[:3])),
        form_sent_back(letters[3], " ".join(map(str, TEN)) + "\n\nIn a few words: m4 likes it", 9),
    )  # fmt: skip
    assert coptui("import", box)[0] == 0
    assert [tuple(each["scores"][name] for name in NAMES) for each in yearly(saved)] == [TEN] * 4
    assert Counter((each["year"], each["source"]) for each in yearly(saved)) == {
        (2026, "member"): 4
    }
    told = json.dumps(saved()["community"])
    assert "someone likes it" in told
    assert "example.org" not in told
    before = saved()
    assert coptui("import", box)[0] == 0
    assert coptui("import", box, "--today", "2027-11-22")[0] == 0
    assert saved() == before
    (line,) = json.loads(coptui("evidence", "members_say", "--json")[1])
    assert (line["n"], line["figures"]["help"]) == (4, 0)


def test_a_table_with_the_questions_is_read_without_an_event(
    coptui: Ran, saved: Saved, tmp_path: Path
) -> None:
    heads = ",".join(f'"{text}"' for _, text in yearly_questions())
    table = tmp_path / "form.csv"
    table.write_text(f"Name,{heads}\nAnn Lee,5,5,3,1,1,4,5,3,2,5\nBeth,1,1,1,1,1,1,1,1,1,1\n", "utf-8")  # fmt: skip
    assert coptui("import", table)[0] == 2
    assert coptui("import", table, "--raters", "members")[0] == 0
    assert [each["scores"]["purpose"] for each in yearly(saved)] in ([4, 0], [0, 4])
    assert "Ann Lee" not in json.dumps(saved()["community"])


def answers(year: int, source: Any, **scores: int) -> YearlyAnswers:
    return YearlyAnswers(year=year, source=source, scores=scores)


def test_fewer_than_three_say_nothing_and_guests_are_apart() -> None:
    three = [answers(2025, "member", voice=score) for score in (1, 2, 4)]
    two = [answers(2026, "member", voice=0)] * 2 + [answers(2026, "visitor", voice=4)] * 3
    community = Community(profile=Profile(id=1, name="Circle", yearly=(*three, *two)))
    said = members_say(community, WINDOW, Settings())
    assert (said.value, said.n, said.figures["guests"]) == (2, 3, None)
    alone = replace(community, profile=replace(community.profile, yearly=tuple(two)))
    assert members_say(alone, WINDOW, Settings()).no_data
    assert as_of(community, date(2025, 6, 1)).profile.yearly == tuple(three)


def test_no_answer_is_none() -> None:
    with pytest.raises(UsageError):
        add_yearly(Profile(id=1), 2026, "member", {})


@pytest.mark.parametrize("language", ["", "de", "fr"])
def test_there_are_ten_questions_in_every_language_and_four_slips_on_a_page(language: str) -> None:
    assert [name for name, _ in yearly_questions(language)] == [*NAMES]
    assert len({text for _, text in yearly_questions(language)}) == 10
    page = yearly_page(Community(profile=Profile(id=1, name="Circle <b>")), language)
    assert page.count("<section>") == YEARLY_A_PAGE
    assert "<b>" not in page
