"""What a file would change, shown before it is saved, and accepted as one edit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Literal, cast

from msgspec.structs import replace

from coptui.core.meetings.rating import asked_by_name
from coptui.core.meetings.yearly import yearly_asked
from coptui.core.model.records import Source
from coptui.core.model.sentences import PRESS_E_FOR_EVENT
from coptui.core.model.text import clean
from coptui.errors import CoptError, UsageError
from coptui.exchange.planning.plan import OPEN, ImportChoices, ImportPlan, edit_of, plan
from coptui.exchange.planning.planned import PlannedPerson
from coptui.exchange.remembering import (
    columns_key,
    dates_kept,
    dates_key,
    sheet_key,
)
from coptui.exchange.tables.found import (
    AmbiguousDates,
    Found,
    Hints,
    SeveralSheets,
    UnclearScale,
    UnknownLayout,
)
from coptui.exchange.tables.progress import Progress, telling
from coptui.language import tr
from coptui.tui.exchange.import_code_page import CodePages
from coptui.tui.exchange.import_preview_rows import done_line, lines_of, perhaps_rows, preview_rows
from coptui.tui.exchange.import_reading import read_and_plan
from coptui.tui.exchange.import_settling import Settling
from coptui.tui.kit.rows import Rows, Span, listed
from coptui.tui.records.words import text_rows
from coptui.tui.shell import asking, places
from coptui.tui.shell.commands import Command
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.shell.list_screen import Detail, Heading, ListScreen
from coptui.tui.shell.long_work import LongWork

NOT_READ = (tr("The file has not been read yet."), tr("Press q to go back."))


class ImportPreviewScreen(ListScreen):
    """Nothing is saved before Enter; then all of it at once, and `u` takes it back.

    `in_file` and `plan` are None until the file is read; `q` leaves at any moment.
    """

    WHERE = ("import preview", "moving", "everywhere")
    SAVES_AT_THE_END = True
    GROUPS = (Settling, CodePages)
    BAR = (
        "accept-import", "suggestion", "search-person", "new-guest", "ignore-row",
        "another-event", "leave", "help",
    )  # fmt: skip
    DETAIL = Detail("perhaps")

    def __init__(self, desk: Desk, path: Path) -> None:
        super().__init__(desk)
        self.file = path
        self.hints = Hints(
            name=clean(path.name),
            today=desk.session.today.isoformat(),
            questions=asked_by_name(desk.session.community.profile),
            yearly=yearly_asked(desk.session.settings.language),
        )
        self.source = Source(file=clean(path.name), at=desk.session.clock.moment())
        self.in_file: Found | None = None
        self.plan: ImportPlan | None = None
        self.choices = ImportChoices()
        self.long_work = LongWork(self, self._show_progress)
        self._said = tr("reading {name}", name=path.name)
        self._matched_shown = False
        self._is_unreadable = False

    @property
    def is_ready(self) -> bool:
        # No key accepts what no one has seen.
        return True

    def offers(self, command: Command) -> bool:
        """Return whether a command works now: of a file that can't be read there is nothing to settle."""
        idle = self._is_unreadable and command.where == "import preview"
        return super().offers(command) and (not idle or command.id == "code-page")

    def on_unmount(self) -> None:
        # A large file goes at once, not in one turn with the screen.
        self.in_file = self.plan = None
        self.list.rows = Rows()

    # Reading, and asking what the file does not say by itself

    def show_first(self) -> None:
        self.read_again()

    def read_again(self) -> None:
        """Read the file, again when more is known of it."""
        self.in_file = self.plan = None
        self._is_unreadable = False
        self._say_at_top(tr("reading {name}", name=self.file.name))
        self.show_keys()
        session = self.session
        work = partial(
            read_and_plan, self.file, self.hints, self.desk.recall,
            session.whole, session.today, self.source, self.choices,
        )  # fmt: skip
        self.long_work.begin(tr("reading"), work, self._worked_out)

    def _worked_out(self, read: tuple[Found, ImportPlan] | CoptError) -> None:
        if isinstance(read, UnknownLayout):
            self.call_later(self._ask_columns, read)
        elif isinstance(read, SeveralSheets):
            self.call_later(self._ask_sheet, read)
        elif isinstance(read, UnclearScale):
            self.call_later(self._ask_scale, read)
        elif isinstance(read, AmbiguousDates):
            self.call_later(self._ask_order, read)
        elif isinstance(read, CoptError):
            self._cannot(f"{read.message} {read.hint}".strip())
        else:
            self.in_file, self.plan = read
            if self.desk.notice.withdraw(" ".join(NOT_READ)):
                self.query_one(KeyBar).repaint()
            self.show_and_go_on()

    def _show_progress(self, bar: str) -> None:
        if bar and self.plan is None:
            self._say_at_top(bar)

    async def _ask_columns(self, unknown: UnknownLayout) -> None:
        async def told(columns: dict[str, str]) -> None:
            self.desk.remember(columns_key(unknown.columns, self.file.name), columns)
            self.hints = replace(self.hints, columns=columns)
            self.read_again()

        self._cannot(unknown.message)
        await self.desk.go.open(places.ImportColumns(self.file.name, unknown, told))

    async def _ask_sheet(self, several: SeveralSheets) -> None:
        async def named(text: str) -> None:
            number = int(text) - 1 if text.isdecimal() else -1
            sheet = text.strip()
            if 0 <= number < len(several.sheets) and sheet not in several.sheets:
                sheet = several.sheets[number]
            if sheet not in several.sheets:
                raise UsageError(tr("There is no such sheet."), tr("Give its number or its name."))
            self.desk.remember(sheet_key(self.file.name), {"sheet": sheet})
            self.hints = replace(self.hints, sheet=sheet)
            self.read_again()

        numbered = [
            f"{number}  {sheet[:40]}: {rows}"
            for number, (sheet, rows) in enumerate(
                zip(several.sheets, several.told, strict=True), 1
            )
        ]
        self._cannot("\n".join((tr("The sheets in this file:"), *numbered)))
        await self.ask(tr("Which sheet?"), named, hint=tr("The number or name of the sheet."))

    async def _ask_order(self, ambiguous: AmbiguousDates) -> None:
        async def answer(day_first: bool) -> None:
            self.desk.remember(dates_key(self.file.name), dates_kept(day_first))
            self.hints = replace(self.hints, day_first=day_first)
            self.read_again()

        self._cannot(ambiguous.message)
        await self.desk.go.open(
            asking.Question(
                tr(
                    "In {example}, which comes first, the day or the month?",
                    example=ambiguous.example,
                ),
                "day or month",
                {"day-first": partial(answer, True), "month-first": partial(answer, False)},
            )
        )

    async def _ask_scale(self, unclear: UnclearScale) -> None:
        async def answer(scale: str) -> None:
            self.hints = replace(self.hints, scale=scale)
            self.read_again()

        self._cannot(unclear.message)
        answers = {"scale-from-0": partial(answer, "0-4"), "scale-from-1": partial(answer, "1-5")}
        await self.desk.go.open(
            asking.Question(tr("Which scale are the answers on?"), "scale", answers)
        )

    def _cannot(self, text: str) -> None:
        self._is_unreadable = True
        self.show_keys()
        self._say_at_top(tr("not read yet"))
        self.list.show_rows(listed(text_rows(text, self.size.width - 4, "warn", " ")))

    def _say_at_top(self, said: str) -> None:
        """Say beside the file's name what it is, or what is done with it."""
        self._said = said
        self.show_heading()

    # Showing

    def heading(self) -> Heading:
        return Heading(tr("Import"), self.file.name, [Span(f"{self._said} ", "quiet")])

    async def chosen(self) -> None:
        """Do nothing when a line is clicked: only Enter accepts."""

    def show_and_go_on(self, after: str | None = None) -> None:
        """Show the plan with the cursor on the next open name."""
        self.show()
        self._to_next_open(after)

    def work_out(self) -> None:
        if self.in_file is not None:
            self.plan_again(self.show)

    def plan_again(self, then: Callable[[], None]) -> None:
        """Plan again, as there is more to know."""
        session, in_file, choices = self.session, self.in_file, self.choices
        if in_file is None:
            return

        def work(told: Progress) -> ImportPlan:
            with telling(told):
                return plan(
                    session.whole, in_file, today=session.today, source=self.source, choices=choices
                )

        def done(planned: ImportPlan) -> None:
            self.plan = planned
            then()

        def late() -> None:
            # No key is meant for what is not true any more.
            self.plan = None

        self.long_work.begin(tr("matching"), work, done, late)

    def show(self) -> None:
        if self.plan is not None:
            self._said = self.plan.product
        super().show()

    def rows(self) -> Rows | None:
        if self.plan is None:
            return None
        matched_shown, width = self._matched_shown, self.size.width
        return preview_rows(self.session.whole, self.plan, matched_shown=matched_shown, width=width)

    def detail_rows(self, width: int) -> Rows:
        if self.plan is None:
            return Rows()
        kind, which = self.key
        if (lines := lines_of(self.session.whole, self.plan).get(kind)) is not None:
            return lines.in_full(which, width)
        return perhaps_rows(self.session.whole, self._under_cursor(), width)

    @property
    def key(self) -> tuple[str, Any]:
        """What kind of line is under the cursor, and which of them."""
        return cast("tuple[str, Any] | None", self.list.key) or ("", None)

    def _under_cursor(self) -> PlannedPerson | None:
        kind, which = self.key
        return self.plan.persons.by_who.get(which) if self.plan and kind == "person" else None

    def ready(self) -> ImportPlan:
        """Return the plan that is shown. Raise UsageError if there is none yet."""
        if self.plan is None:
            raise UsageError(*NOT_READ)
        return self.plan

    def person_under_cursor(self) -> PlannedPerson:
        """Return whom the line is about. Raise UsageError if it is about no one."""
        self.ready()
        row = self._under_cursor()
        if row is None:
            raise UsageError(tr("Select a name first."))
        return row

    def _to_next_open(self, after: str | None) -> None:
        """Move the cursor to the next open name; if there is none, leave it."""
        asked = self.ready().persons.asked
        at = next((place for place, row in enumerate(asked) if row.who == after), -1)
        for row in (*asked[at + 1 :], *asked[: at + 1]):
            if row.state in OPEN:
                self.list.go_to(("person", row.who))
                break
        self.follow()

    def action_show_matched(self) -> None:
        self.ready()
        self._matched_shown = not self._matched_shown
        self.show()

    # Accepting

    async def action_accept_import(self) -> None:
        planned = self.ready()
        if planned.undecided and not planned.changes:
            raise UsageError(
                tr("Which event is it? {why}.", why=planned.undecided[0].why),
                PRESS_E_FOR_EVENT,
            )
        if planned.raters_unsaid:
            await self._ask_raters()
            return
        edit = edit_of(planned)
        if edit:
            in_file, self.in_file = self.in_file, None
            self._say_at_top(tr("saving"))
            try:
                await self.desk.save(edit)
            except CoptError:
                self.in_file = in_file
                self.show()
                raise
            said = done_line(self.session.whole, planned)
        else:
            said = tr("Nothing new in this file.")
        self._leave(said)

    async def _ask_raters(self) -> None:
        async def answer(raters: Literal["member", "visitor"]) -> None:
            self.choices = replace(self.choices, raters=raters)
            self.plan_again(self.show)

        answers = {
            "answers-by-members": partial(answer, "member"),
            "answers-by-guests": partial(answer, "visitor"),
        }
        text = tr("The file doesn't say who answered. Who was it?")
        await self.desk.go.open(asking.Question(text, "raters", answers))

    def _leave(self, said: str) -> None:
        self.desk.go.home()
        self.desk.go.say(said)
