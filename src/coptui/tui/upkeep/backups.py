"""Backups: what each would restore, lose and change; Enter restores one."""

from __future__ import annotations

from coptui.core.copies.in_words import restored
from coptui.core.model.sentences import CHOOSE_ANOTHER, NO_BACKUPS
from coptui.core.model.text import as_sentence, show
from coptui.errors import CoptError, UsageError
from coptui.language import tr
from coptui.store.moments import Moment
from coptui.tui.kit.rows import Rows
from coptui.tui.shell import asking
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import Going
from coptui.tui.shell.list_screen import Heading, ListScreen
from coptui.tui.upkeep.backups_rows import ShownBackup, backup_rows, taken_at


class BackupsScreen(ListScreen):
    """Looked for when it opens, and again when the community changes; each save makes one."""

    WHERE = ("backups", "moving", "places", "everywhere")
    GROUPS = (Going,)
    BAR = ("restore-backup", "leave", "help")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shown: tuple[ShownBackup, ...] | None = None

    def heading(self) -> Heading:
        return Heading(tr("Backups"), show(self.session.whereabouts.name))

    def work_out(self) -> None:
        backups = self.desk.moments()

        def said(backup: Moment) -> tuple[str, str]:
            try:
                return restored(backups.compare(backup)), ""
            except CoptError as error:
                return "", error.message

        self.long_work.begin(
            tr("comparing"),
            lambda _: tuple(ShownBackup(each, *said(each)) for each in backups.all()),
            self._worked_out,
        )

    def _worked_out(self, shown: tuple[ShownBackup, ...]) -> None:
        self._shown = shown
        self.show()

    def rows(self) -> Rows | None:
        return backup_rows(self._shown, self.size.width) if self._shown is not None else None

    async def action_restore_backup(self) -> None:
        chosen = next(
            (each for each in self._shown or () if each.backup.key == self.list.key), None
        )
        if chosen is None:
            raise UsageError(NO_BACKUPS)
        if chosen.fault:
            raise UsageError(
                tr("This one cannot be restored: {fault}", fault=chosen.fault), CHOOSE_ANOTHER
            )

        async def go() -> None:
            warning = await self.desk.restore(chosen.backup)
            self.desk.go.say(
                warning or tr("Restored. The previous version is now first in the list.")
            )

        text = tr(
            "Restore {taken_at}? {would}.",
            taken_at=taken_at(chosen.backup),
            would=as_sentence(chosen.would),
        )
        await self.desk.go.open(asking.yes_or_no(text, go))
