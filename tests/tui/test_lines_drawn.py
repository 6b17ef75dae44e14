"""How many lines are drawn when the cursor moves: the one it left, the one it came to, and the detail."""

from __future__ import annotations

from collections import Counter

import pytest

from coptui.tui.widgets.lines import Lines


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 50)])
async def test_a_move_draws_two_lines_of_the_list_and_the_detail_once(
    open_app, monkeypatch, size
) -> None:
    drawn: Counter[str | None] = Counter()
    render_line = Lines.render_line

    def counted(lines: Lines, y: int):
        drawn[lines.id] += 1
        return render_line(lines, y)

    app = open_app()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        monkeypatch.setattr(Lines, "render_line", counted)
        detail = app.screen.query_one("#detail").size.height
        for key in ("j", "down", "k", "up"):
            drawn.clear()
            await pilot.press(key)
            assert drawn.pop("members") == 2, key
            assert 0 < drawn.pop("detail") <= detail, key
            assert not drawn, "nothing else is drawn"
