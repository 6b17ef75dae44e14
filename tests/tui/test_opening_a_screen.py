"""What the opening of a screen costs is counted: how often it is drawn, how often it is styled."""

from __future__ import annotations

from collections import Counter

import pytest
from msgspec.structs import replace
from textual._compositor import Compositor
from textual.css.stylesheet import Stylesheet
from textual.widget import Widget
from textual.widgets import Input, TextArea

from coptui.core.model.edits import update
from coptui.tui.day import today
from coptui.tui.kit.lines import Ground, LineView

OPENING = ("g", "n", "e", "a", "0", "c", "4", "5", "question_mark", "colon")


@pytest.mark.parametrize("key", OPENING)
async def test_a_screen_that_opens_is_drawn_twice(open_app, monkeypatch, key) -> None:
    """When it is laid out, and when it is there; else lines alone are drawn.

    Once more where the screen below is seen through it.
    """
    drawn = Counter()
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for name in ("render_full_update", "render_partial_update"):
            real = getattr(Compositor, name)

            def counting(*args, name=name, real=real, **told):
                drawn[name] += 1
                return real(*args, **told)

            monkeypatch.setattr(Compositor, name, counting)
        await pilot.press(key)
        await pilot.pause()
        assert len(app.screen_stack) == 2
    assert 1 <= drawn["render_full_update"] <= (3 if key == "n" else 2)
    assert drawn["render_partial_update"] <= 2


async def test_the_fields_of_a_form_are_styled_when_they_are_there(open_app, monkeypatch) -> None:
    """Once each, and once more the one that has the focus."""
    styled: Counter[Widget] = Counter()
    real = Stylesheet.apply

    def counting(sheet, node, **told):
        if isinstance(node, Widget):
            styled[node] += 1
        return real(sheet, node, **told)

    monkeypatch.setattr(Stylesheet, "apply", counting)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(2):
            # The second time its styles are known.
            styled.clear()
            await pilot.press("e")
            await pilot.pause()
            fields = [*app.screen.query(Input), *app.screen.query(TextArea)]
            times = sorted(styled[field] for field in fields)
            await pilot.press("escape")
    assert len(fields) > 10
    assert times == [1] * (len(fields) - 1) + [2]


async def test_only_what_is_seen_through_is_drawn(open_app, screen_text) -> None:
    """What happens below an opaque screen would draw the whole terminal anew."""
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        # Also the first line that is asked for lets the screen below be seen.
        assert [type(screen).__name__ for screen in app._background_screens] == ["HomeScreen"]
        assert "Note on Amara" in screen_text(app) and "1 Members" in screen_text(app)
        await pilot.press("escape", "g")
        assert app._background_screens == []


async def test_what_is_seen_through_is_as_it_is_now(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        member = app.session.community.members[1]
        assert f" {member.name} " in screen_text(app)
        await app.desk.save(
            update(member, replace(member, name="Renamed Meanwhile"), label="renamed")
        )
        await pilot.pause()
        assert "Renamed Meanwhile" in screen_text(app)
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert len(app.screen.render_lines(app.screen.size.region)) == 40
        assert screen_text(app).count("Renamed Meanwhile") == 2


@pytest.mark.parametrize("key", OPENING)
async def test_lines_and_ground_have_nothing_around_them(open_app, key) -> None:
    """They draw themselves alone: a border in the styles would not be seen."""
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        lines = app.screen.query(LineView)
        ground = [app.screen, *app.screen.query(Ground)]
        assert len(lines) and {view.styles.gutter for view in lines} == {(0, 0, 0, 0)}
        assert {kind for under in ground for kind, _ in under.styles.border} == {""}


async def test_a_page_is_worked_out_once_when_it_opens(open_app, monkeypatch) -> None:
    """Though its mount, its coming and its size all ask for it."""
    worked_out = Counter()
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("0", "escape")
        real = today.day_page

        def counting(*given):
            worked_out["page"] += 1
            return real(*given)

        monkeypatch.setattr(today, "day_page", counting)
        await pilot.press("0")
        await pilot.pause()
        assert worked_out["page"] == 1
