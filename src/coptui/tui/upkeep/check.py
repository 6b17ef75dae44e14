"""Checking the file: what cannot be read or cannot be right, and what can be fixed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from coptui.core.model.counting import counted
from coptui.core.model.text import show
from coptui.errors import UsageError
from coptui.language import tr
from coptui.tui.kit.rows import Rows
from coptui.tui.shell import asking
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import Going
from coptui.tui.shell.list_screen import Heading, ListScreen
from coptui.tui.shell.reading import read
from coptui.tui.upkeep.check_rows import finding_rows

if TYPE_CHECKING:
    from coptui.checking import Findings


class CheckScreen(ListScreen):
    """Nothing is changed before `m` and a question; what is listed stays in the file as it is."""

    WHERE = ("check", "moving", "places", "everywhere")
    GROUPS = (Going,)
    BAR = ("go-to-fault", "mend", "undo", "leave", "help")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._findings: Findings | None = None

    def heading(self) -> Heading:
        return Heading(tr("Check"), show(self.session.whereabouts.name))

    def work_out(self) -> None:
        session = self.session
        self.long_work.begin(tr("reading the file"), lambda _: session.check(), self._worked_out)

    def _worked_out(self, findings: Findings) -> None:
        self._findings = findings
        self.show()

    def rows(self) -> Rows | None:
        if self._findings is None:
            return None
        return finding_rows(self._findings, self.size.width)

    def action_go_to_fault(self) -> None:
        key = cast("tuple[str, int, int] | None", self.list.key)
        if key is None or key[0] not in ("members", "topics", "events"):
            raise UsageError(tr("This line isn't about a person, topic or event."))
        if key[1] not in self.session.all_groups.table(key[0]):
            raise UsageError(tr("This record can't be read, so there is nothing to open."))
        read(self, (key[0], key[1]))

    async def action_mend(self) -> None:
        edit, mends = self._findings.mending if self._findings else (None, ())
        if edit is None or not mends:
            raise UsageError(
                tr("Nothing here can be fixed safely."), tr("Fix the problems by hand.")
            )

        async def go() -> None:
            await self.save(
                edit,
                tr(
                    "{fields} fixed; press u to undo.",
                    fields=counted(len(mends), "{count} field", "{count} fields"),
                ),
            )

        text = tr(
            "Fix {fields}, as shown at the end of the list?",
            fields=counted(len(mends), "{count} field", "{count} fields"),
        )
        await self.desk.go.open(asking.yes_or_no(text, go))
