"""Export: what can be exported, to a file or to the clipboard."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from coptui.core.model.community import Community
from coptui.core.model.sentences import SELECT_A_LINE
from coptui.core.model.text import show
from coptui.errors import UsageError
from coptui.exchange.writers.written import Written
from coptui.exports import BY_ID, Export, ExportChoices, file_name, save
from coptui.language import tr
from coptui.store.migrate import SCHEMA
from coptui.tui.exchange.export_rows import export_rows
from coptui.tui.kit.rows import Rows
from coptui.tui.shell.apart import apart
from coptui.tui.shell.asking import Then
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import Going
from coptui.tui.shell.list_screen import Heading, ListScreen


class ExportScreen(ListScreen):
    """Nothing private leaves from here; on the command line it has to be asked for by name."""

    WHERE = ("export", "moving", "places", "everywhere")
    GROUPS = (Going,)
    BAR = ("write-export", "copy-addresses", "leave", "help")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._written: dict[str, str] = {}

    def heading(self) -> Heading:
        group = self.session.group
        return Heading(
            tr("Export"),
            tr("only {group}; confidential items appear under their code", group=show(group))
            if group
            else tr("confidential items appear under their code"),
        )

    def rows(self) -> Rows:
        size = self.list.size
        return export_rows(size.width, size.height, self._written)

    async def action_write_export(self) -> None:
        if self.list.key is None:
            raise UsageError(SELECT_A_LINE)
        export = BY_ID[str(self.list.key)]
        session = self.session

        async def accept(text: str) -> Then:
            written = await self._made(export)
            path = Path.cwd() / Path(text).expanduser()
            path = await self.desk.write_out(
                partial(save, path, written.text, never=session.whereabouts.file)
            )

            async def tell() -> None:
                count = export.said(written)
                self._written[export.id] = tr(
                    "Saved as {path}: {what}", path=path, what=_told(count, written)
                )
                self.show()
                self.say(tr("Saved as a file: {count}.", count=count))

            return tell

        await self.ask(
            export.title,
            accept,
            initial=file_name(self._of(export), export, session.today),
            replaces=True,
            hint=tr("A new file will be made in {folder}", folder=Path.cwd()),
        )

    async def action_copy_addresses(self) -> None:
        export = BY_ID["addresses"]
        written = await self._made(export)
        if not written.records:
            raise UsageError(tr("No current member has an e-mail address."))
        self.desk.go.copy(written.text.strip())
        count = export.said(written)
        self._written[export.id] = tr("Copied: {what}", what=_told(count, written))
        self.show()
        self.say(tr("Copied: {count}.", count=count))

    async def _made(self, export: Export) -> Written:
        session = self.session
        return await apart(
            export.make, self._of(export), session.today, ExportChoices(schema=SCHEMA)
        )

    def _of(self, export: Export) -> Community:
        return self.session.all_groups if export.of_the_whole else self.session.community


def _told(count: str, written: Written) -> str:
    if not written.left_out:
        return f"{count}."
    return tr("{count}; left out: {left_out}.", count=count, left_out=", ".join(written.left_out))
