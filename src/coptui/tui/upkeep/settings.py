"""Settings: this person's own, each with what it means and where it stands; Enter changes one."""

from __future__ import annotations

from typing import cast

from coptui.config import Config, load
from coptui.core.model.sentences import SELECT_A_LINE
from coptui.core.model.text import as_sentence
from coptui.errors import UsageError
from coptui.language import tr
from coptui.settings_file import BY_HAND, FILE, change_setting, line_of
from coptui.tui.kit.lines import Below
from coptui.tui.kit.rows import Rows
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import Going
from coptui.tui.shell.list_screen import Detail, Heading, ListScreen
from coptui.tui.upkeep.settings_rows import LISTS, setting_rows, settings_rows, written


class SettingsScreen(ListScreen):
    """Read from the file each time: it is a person's own, and may be edited elsewhere."""

    WHERE = ("settings", "moving", "places", "everywhere")
    GROUPS = (Going,)
    BAR = ("change-setting", "leave", "help")
    LIST = "shelf"
    DETAIL = Detail("about", Below, "cultivate")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        if desk.folders is None:
            raise UsageError(tr("Settings aren't available here."))
        self._folder = desk.folders.config

    def _config(self) -> Config:
        return load(self._folder)

    def heading(self) -> Heading:
        return Heading(tr("Settings"), str(self._folder / FILE))

    def rows(self) -> Rows:
        return settings_rows(self._config(), self.session.by)

    def detail_rows(self, width: int) -> Rows:
        key = cast("str | None", self.list.key)
        line = line_of(self._folder, key) if key is not None else ""
        return setting_rows(key, line, width)

    async def action_change_setting(self) -> None:
        key = cast("str | None", self.list.key)
        if key is None:
            raise UsageError(SELECT_A_LINE)
        if key in LISTS:
            raise UsageError(tr("{key} is a list.", key=key), BY_HAND)
        present = written(self._config(), key) or (self.session.by if key == "user" else "")

        async def keep(value: str) -> None:
            if key == "user" and value:
                self.desk.call_me(value)
            else:
                change_setting(self._folder, key, value)
            if key == "theme" and value:
                self.desk.go.use_theme(value)
            self.show()
            now = (
                ""
                if key in ("user", "theme")
                else " " + tr("This applies the next time you start coptui.")
            )
            self.say(f"{key}: {value or tr('not set')}.{now}")

        await self.ask(
            as_sentence(key),
            keep,
            initial=present,
            replaces=True,
            hint=tr("Your name as in the list of members; Tab completes it.")
            if key == "user"
            else tr("Leave empty to remove the setting."),
            completes="members" if key == "user" else "",
            optional=True,
        )
