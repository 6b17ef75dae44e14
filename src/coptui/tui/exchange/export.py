"""Export: what can be taken away, to a file or to the clipboard."""

from __future__ import annotations

import asyncio
from pathlib import Path

from textual.app import ComposeResult

from coptui.errors import UsageError
from coptui.exchange.writers.written import Written
from coptui.exports import BY_ID, Choices, Export, file_name, save
from coptui.store.migrate import SCHEMA
from coptui.tui.exchange.export_rows import export_rows
from coptui.tui.kit.line import Line
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Span
from coptui.tui.shell.commands import Where
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import GoingScreen
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.shell.places import Then


class ExportScreen(GoingScreen):
    """Nothing private leaves from here; the command line adds it by name."""

    BAR = ("write-export", "copy-addresses", "leave", "help")
    AUTO_FOCUS = "#list"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list = RecordList(id="list")
        self._written: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        yield self.list
        yield KeyBar()

    def on_mount(self) -> None:
        self.list.focus()
        self.query_one("#top", Line).show_line(
            [
                Span(" Take away ", "strong"),
                Span(" what is confidential leaves as its code", "quiet"),
            ]
        )
        self.call_after_refresh(self.community_changed)

    def where(self) -> tuple[Where, ...]:
        return ("export", "moving", "places", "everywhere")

    def community_changed(self) -> None:
        size = self.list.size
        self.list.show_rows(export_rows(size.width, size.height, self._written))
        self.show_keys()

    async def on_record_list_chosen(self) -> None:
        await self.action_write_export()

    async def action_write_export(self) -> None:
        if self.list.key is None:
            raise UsageError("There is nothing under the cursor.")
        export = BY_ID[str(self.list.key)]
        session = self.session

        async def accept(text: str) -> Then:
            written = await self._made(export)
            path = Path.cwd() / Path(text).expanduser()
            path = await asyncio.to_thread(save, path, written.text, never=session.path)

            async def tell() -> None:
                count = export.said(written)
                self._written[export.id] = f"Written: {path}, {_told(count, written)}"
                self.community_changed()
                self.say(f"Written: {count}.")

            return tell

        await self.ask(
            export.title,
            accept,
            initial=file_name(session.community, export, session.today),
            hint=f"A new file in {Path.cwd()}",
        )

    async def action_copy_addresses(self) -> None:
        export = BY_ID["addresses"]
        written = await self._made(export)
        if not written.records:
            raise UsageError("Nobody who is with us has an address here.")
        self.desk.go.copy(written.text.strip())
        count = export.said(written)
        self._written[export.id] = f"Copied: {_told(count, written)}"
        self.community_changed()
        self.say(f"Copied: {count}.")

    async def _made(self, export: Export) -> Written:
        session = self.session
        return await asyncio.to_thread(
            export.make, session.community, session.today, Choices(schema=SCHEMA)
        )


def _told(count: str, written: Written) -> str:
    left = f"; left out: {', '.join(written.left_out)}" if written.left_out else ""
    return f"{count}{left}."
