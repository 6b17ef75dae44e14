"""RecordList: visible lines only, differences only, the cursor kept by its record."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.geometry import Region

from coptui.tui.kit.lines import LineView, cut, spread, width_of
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Column, Row, Rows, Span, listed


class Alone(App[None]):
    """One list and nothing else."""

    CSS = "RecordList { height: 1fr; }"

    def __init__(self, rows: Rows) -> None:
        super().__init__()
        self.list = RecordList(title=[Span("People", "heading")])
        self._rows = rows

    def compose(self) -> ComposeResult:
        yield self.list

    def on_mount(self) -> None:
        self.list.focus()
        self.list.show_rows(self._rows)


def rows(count: int, drawn: list[int] | None = None) -> Rows:
    def cells(place: int) -> tuple[Span, ...]:
        if drawn is not None:
            drawn.append(place)
        return (Span(f"Person {place}"), Span(str(place), "quiet"))

    return Rows(list(range(count)), cells, columns=(Column("name"), Column("n", 6, right=True)))


async def test_only_visible_lines_are_drawn_of_100_000() -> None:
    drawn: list[int] = []
    app = Alone(rows(100_000, drawn))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert max(drawn) < 40
        drawn.clear()
        app.list.move("cursor-down")
        assert drawn == [0, 1], "the others are known"
        drawn.clear()
        await pilot.press("end")
        app.list.move("last")
        await pilot.pause()
        assert min(drawn) > 99_000


async def test_a_move_refreshes_two_lines(monkeypatch) -> None:
    app = Alone(rows(100))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        regions: list[Region] = []
        whole = LineView.__mro__[1].refresh

        def note(self, *found: Region, **more: object) -> object:
            regions.extend(found)
            return whole(self, *found, **more)

        monkeypatch.setattr(LineView.__mro__[1], "refresh", note)
        app.list.move("cursor-down")
        assert regions == [Region(0, 2, 60, 2)]
        regions.clear()
        app.list.repaint()
        app.list.refresh()
        assert regions == [], "nothing changed, nothing is drawn"


async def test_the_cursor_stays_on_its_record() -> None:
    app = Alone(rows(10))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        app.list.go_to(5)
        app.list.show_rows(Rows([9, 7, 5, 3, 1], lambda place: (Span(str(place)),)))
        assert app.list.key == 5
        app.list.show_rows(Rows([1, 3], lambda place: (Span(str(place)),)))
        assert app.list.key in (1, 3)
        app.list.show_rows(Rows())
        assert app.list.key is None
        app.list.move("cursor-down")
        app.list.move("last")
        assert app.list.key is None


async def test_the_cursor_passes_over_headings() -> None:
    lines = [
        Row(None, (Span("Heading"),)),
        Row("a", (Span("a"),)),
        Row(None, ()),
        Row(None, (Span("Heading"),)),
        Row("b", (Span("b"),)),
        Row(None, (Span("end"),)),
    ]
    app = Alone(listed(lines))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert app.list.key == "a"
        app.list.move("cursor-down")
        assert app.list.key == "b"
        app.list.move("cursor-down")
        assert app.list.key == "b"
        app.list.move("first")
        assert app.list.key == "a"
        app.list.move("last")
        assert app.list.key == "b"


async def test_text_without_links_scrolls() -> None:
    app = Alone(listed([Row(None, (Span(f"line {n}"),)) for n in range(100)]))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        app.list.move("page-down")
        assert app.list.top == 18
        app.list.move("cursor-up")
        assert app.list.top == 17
        app.list.move("last")
        assert app.list.top == 81
        await pilot.resize_terminal(60, 30)
        await pilot.pause()
        app.list.fit()
        assert app.list.top == 71, "the end is still the end"
        app.list.move("first")
        assert app.list.top == 0
        app.list.move("last")
        app.list.show_rows(listed([Row(None, (Span(f"another {n}"),)) for n in range(100)]))
        assert app.list.top == 0, "another text is read from its beginning"


async def test_wide_letters_are_measured_in_cells() -> None:
    wide = Rows(
        [1], lambda place: (Span("王" * 80), Span("1")), columns=(Column(""), Column("", 3))
    )
    app = Alone(wide)
    async with app.run_test(size=(41, 10)) as pilot:
        await pilot.pause()
        for y in range(10):
            assert app.list.render_line(y).cell_length == 41


def test_cut_and_spread_are_exact() -> None:
    assert cut("abc", 5) == "abc  "
    assert cut("abcdef", 4) == "abc…"
    assert width_of([Span(cut("王王王", 4))]) == 4
    line = spread([Span("left")], [Span("right")], 20, Span("-"))
    assert "".join(span.text for span in line) == "left-----------right"
    assert spread([Span("too long")], [Span("x")], 5) == [Span("too long")]
