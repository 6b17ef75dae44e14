"""A walk is gone through by Enter alone: a question that no one can answer now holds no one up."""

from __future__ import annotations

import pytest

from coptui.checklists.shelf import find_checklists
from coptui.checklists.template import NOT_APPLICABLE
from coptui.core.model.records import Subject
from coptui.evidence.registry import LINES
from coptui.tui.shell import places
from coptui.tui.walks.written import WRITTEN
from coptui.walking import Walks

SHIPPED = find_checklists((), {line.id: () for line in LINES.values()})
SUBJECTS = {"member": 1, "event": 7, "topic": 1}


async def begin(app, checklist: str):
    template = SHIPPED.get(checklist)
    number = SUBJECTS.get(template.for_)
    subject = Subject(kind=template.for_, id=number) if number else Subject()
    run = Walks(app.desk.session).begin(template, subject)
    await app.desk.go.open(places.Walk(run))
    return app.screen


QUICKLY = ("monthly-check", "before-event", "newcomer", "question-to-practice", "coordinator")
"""Between them they ask every kind of question, of everything that a checklist may be about."""


@pytest.mark.parametrize(
    "checklist",
    [
        *QUICKLY,
        *(
            pytest.param(checklist, marks=pytest.mark.long)
            for checklist in sorted(SHIPPED.templates.keys() - set(QUICKLY))
        ),
    ],
)
async def test_enter_leads_from_every_question_to_the_next(
    checklist, open_app, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(app, checklist)
        await pilot.pause()
        for step in screen.walk.steps:
            assert screen.step.id == step.id
            keys = screen_text(app).splitlines()[-1]
            if step.answer in WRITTEN:
                assert "Enter write" in keys
                await pilot.press("enter")
                assert app.screen is not screen
            else:
                assert "Enter next" in keys
            await pilot.press("enter")
            assert app.screen is screen
        assert screen.step is None
    assert all("log" not in run for run in on_disk("runs").values())


def test_a_few_checklists_ask_every_kind_of_question() -> None:
    def kinds(checklists) -> set[str]:
        templates = [SHIPPED.get(checklist) for checklist in checklists]
        return {step.answer for template in templates for step in template.steps()} | {
            template.for_ for template in templates
        }

    assert kinds(QUICKLY) == kinds(SHIPPED.templates)


async def test_why_it_is_not_applicable_is_asked_for_until_it_is_said(
    open_app, on_disk, screen_text
) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(app, "before-event")
        await pilot.press("minus", "enter")
        assert app.screen is not screen
        assert "Say why in a few words." in screen_text(app)
        await pilot.press(*"no room", "enter")
        assert app.screen is screen
    (answer,) = on_disk("runs")["1"]["log"]
    assert (answer["value"], answer["waived"]) == (NOT_APPLICABLE, "no room")


async def test_an_answer_that_is_emptied_stays(open_app, on_disk) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(app, "before-event")
        while screen.step.answer != "text":
            await pilot.press("j")
        step = screen.step.id
        await pilot.press("enter", *"soup", "enter", "e", "ctrl+u", "enter")
        assert app.screen is screen
        assert screen.step.id == step
    (answer,) = on_disk("runs")["1"]["log"]
    assert answer["value"] == "soup"


async def test_an_empty_line_says_that_nothing_was_saved(open_app, screen_text, path) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        before = path.read_bytes()
        await pilot.press("n", "enter")
        assert "The line was empty, so nothing was saved." in screen_text(app)
    assert path.read_bytes() == before
