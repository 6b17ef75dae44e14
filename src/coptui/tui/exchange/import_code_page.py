"""Reading a file to import in another code page, where its letters came out wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from msgspec.structs import replace

from coptui.exchange.remembering import code_page_key
from coptui.exchange.tables.found import Hints
from coptui.language import tr
from coptui.tui.shell.groups import CommandGroup, OnScreen


class ReadingFile(OnScreen, Protocol):
    """The preview of an import: its file is read again from what is known of it."""

    file: Path
    hints: Hints

    def read_again(self) -> None: ...


class CodePages(CommandGroup):
    """Which code page a file is in is remembered under its name."""

    screen: ReadingFile

    async def action_code_page(self) -> None:
        """Read the file in another code page, also where it came out as no list at all."""
        from coptui.exchange.tables.decoding import CODE_PAGES, code_page_named

        screen = self.screen

        async def named(text: str) -> None:
            page = code_page_named(text.strip())
            self.desk.remember(code_page_key(screen.file.name), {"code page": page})
            screen.hints = replace(screen.hints, code_page=page)
            screen.read_again()

        await screen.ask(
            tr("Code page"),
            named,
            hint=tr(
                "The code page in which é, Ł and the like come out right: {code_pages}.",
                code_pages=CODE_PAGES,
            ),
        )
