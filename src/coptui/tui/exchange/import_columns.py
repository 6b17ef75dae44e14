"""What the columns of an unknown table hold, and whether its days or months come first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from msgspec.structs import replace

from coptui.errors import UsageError
from coptui.exchange.tables.found import UnknownLayout
from coptui.exchange.tables.headings import MEANINGS, OF_RATINGS
from coptui.language import tr
from coptui.tui.exchange.import_columns_rows import column_rows
from coptui.tui.kit.rows import Row, Rows, Span, joined, listed
from coptui.tui.records.words import text_rows
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.list_screen import Heading, ListScreen

ORDER = ("keep", *(meaning for meaning in MEANINGS if meaning != "keep"))
HOW = tr("Press Enter on a column until it says what the column holds; b goes back to the previous possibility. Then press d to read the file.")  # fmt: skip
WHO = frozenset({"name", "first name", "last name", "email"})


class ImportColumnsScreen(ListScreen):
    """Each column with some of its values; a key says what it holds. `told` takes the answer."""

    WHERE = ("import columns", "moving", "everywhere")
    SAVES_AT_THE_END = True
    BAR = ("next-meaning", "previous-meaning", "columns-done", "leave", "help")

    def __init__(
        self,
        desk: Desk,
        name: str,
        unknown: UnknownLayout,
        told: Callable[[dict[str, str]], Awaitable[None]],
    ) -> None:
        super().__init__(desk)
        self._file = name
        self._unknown = unknown
        self._told = told
        # What is known, or most likely, stands there already.
        self.meanings: dict[int, str] = dict(enumerate(unknown.meanings))
        self.list.title = [Span(tr("Columns"), "heading")]

    def heading(self) -> Heading:
        return Heading(tr("What is in these columns?"), self._file)

    def rows(self) -> Rows:
        unknown, width = self._unknown, self.size.width
        columns = column_rows(unknown.columns, unknown.rows, self.meanings, width)
        said = [Row(None, ())]
        for text in (unknown.message, unknown.hint, HOW):
            said += text_rows(text, width - 4, "quiet")
        return replace(joined((columns, listed(said))), columns=columns.columns)

    async def _turn(self, step: int) -> None:
        column = self.list.key
        if column == "done":
            await self.action_columns_done()
        elif isinstance(column, int):
            at = ORDER.index(self.meanings.get(column, "keep"))
            self.meanings[column] = ORDER[(at + step) % len(ORDER)]
            self.show()

    async def action_next_meaning(self) -> None:
        await self._turn(1)

    async def action_previous_meaning(self) -> None:
        await self._turn(-1)

    async def action_columns_done(self) -> None:
        if not {*WHO, *OF_RATINGS} & set(self.meanings.values()):
            raise UsageError(
                tr("At least one column has to hold names, e-mails or ratings."),
                HOW,
            )
        told = {
            head: self.meanings.get(place, "keep")
            for place, head in enumerate(self._unknown.columns)
        }
        self.close()
        await self._told(told)

    async def leave(self) -> None:
        """Go back to the files: without an answer this one can't be read."""
        self.close()
        self.desk.go.back()
