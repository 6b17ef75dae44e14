"""A field in which nobody types looks as Textual draws it."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widgets import Input

from coptui.tui.kit.inputs import CoptInput


def cells(strip: Strip) -> list[tuple[str, object]]:
    """Each cell's letter and style; a style that says nothing of an empty cell is its colour."""
    return [(letter, segment.style) for segment in strip for letter in segment.text]


class Fields(App[None]):
    def __init__(self, values: tuple[str, ...]) -> None:
        super().__init__()
        self.values = values

    def compose(self) -> ComposeResult:
        yield CoptInput("first")
        for value in self.values:
            yield CoptInput(value, placeholder="a name")


@pytest.mark.parametrize("width", [12, 40])
async def test_a_field_at_rest_looks_as_textual_draws_it(width: int) -> None:
    values = ("", "Ann Berg", "漢字の名前はここにある長い", "x" * 60, "é́a b", "  two  ")
    app = Fields(values)
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        fields = list(app.query(CoptInput))[1:]
        assert len(fields) == len(values)
        for field in fields:
            assert not field.has_focus
            assert cells(field.render_line(0)) == cells(Input.render_line(field, 0)), field.value
            # One that was typed in before keeps the place that it shows.
            field.scroll_to(3, 0, animate=False, force=True)
            await pilot.pause()
            assert cells(field.render_line(0)) == cells(Input.render_line(field, 0)), field.value


def test_every_name_of_a_field_has_room_beside_it() -> None:
    from coptui.core.writing.form_fields import FIELDS
    from coptui.tui.kit.inputs import BESIDE

    for fields in FIELDS.values():
        assert not [field.label for field in fields if len(field.label) > BESIDE]
