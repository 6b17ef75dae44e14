"""List screen: a heading, a list of rows, perhaps details of the row under the cursor, and the
keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult

from coptui.tui.kit.line import TextLine
from coptui.tui.kit.lines import Below, Beside
from coptui.tui.kit.record_list import RecordList
from coptui.tui.kit.rows import Rows, Span, Tone
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.capturing import Capturing
from coptui.tui.shell.commands import Command, commands_of
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.shell.long_work import LongWork
from coptui.tui.shell.where import Where


class Heading(NamedTuple):
    """The line at the top: where one is, more about it, and what stands at the right."""

    title: str
    about: str = ""
    right: Sequence[Span] = ()
    tone: Tone = "quiet"


class Detail(NamedTuple):
    """The view of what is under the cursor, by its id in the styles.

    It stands under the list, or together with it on a `ground` that lays out both.
    """

    id: str
    ground: type[Beside] | type[Below] | None = None
    ground_id: str = ""


class ListScreen(CoptScreen):
    """A screen says what it shows; getting it there, and keeping it true, is done here.

    `heading` and `rows` are asked for when it opens and whenever the community or the size has
    changed; `rows` is None until it has been worked out. Work that takes long begins in `work_out`,
    which calls `show` when it is done. The cursor stays on its row.
    """

    LIST: ClassVar[str] = "list"
    """The id of the list in the styles."""
    DETAIL: ClassVar[Detail | None] = None
    FINDS: ClassVar[bool] = False
    """Whether typing narrows the list from the start."""
    CAPTURES: ClassVar[bool] = True
    """Whether things can be written down over it; it comes back to the same row."""
    KEYS_STAY: ClassVar[bool] = False
    """Whether keys are named beside a message, as far as there is room."""
    SAVES_AT_THE_END: ClassVar[bool] = False
    """Whether what is chosen here is saved all at once: until then nothing saved before is undone."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        if not any(isinstance(group, Capturing) for group in self._groups):
            self._groups.append(Capturing(self))
        self.list = RecordList(
            id=self.LIST, prompt=" " if self.FINDS else "", always_querying=self.FINDS
        )
        self.detail: RecordList | None = None
        if self.DETAIL is not None:
            self.detail = RecordList(id=self.DETAIL.id, bar=self.DETAIL.ground is Beside)
            self.detail.can_focus = False
        self.wanted_row: object = None
        """The key of the row to put the cursor on when rows are shown next."""
        self.long_work: LongWork = LongWork(self)
        self._was_shown = False

    def compose(self) -> ComposeResult:
        yield TextLine(id="top")
        views = [view for view in (self.list, self.detail) if view is not None]
        if self.DETAIL is not None and self.DETAIL.ground is not None:
            with self.DETAIL.ground(id=self.DETAIL.ground_id):
                yield from views
        else:
            yield from views
        yield KeyBar(beside=self.KEYS_STAY)

    def where(self) -> tuple[Where, ...]:
        captures = self.CAPTURES and not self.FINDS and "capture" not in self.WHERE
        return (*self.WHERE, "capture") if captures else self.WHERE

    def offers(self, command: Command) -> bool:
        of_this = not self.SAVES_AT_THE_END or hasattr(self, f"action_{command.action}")
        return (of_this or command.id not in ("undo", "redo")) and super().offers(command)

    # What a screen says of itself

    def heading(self) -> Heading:
        """Return the line at the top."""
        raise NotImplementedError

    def rows(self) -> Rows | None:
        """Return the rows of the list, or None until they have been worked out."""
        raise NotImplementedError

    def detail_rows(self, width: int) -> Rows:
        """Return the rows about what is under the cursor, for a `DETAIL` of that width."""
        raise NotImplementedError

    def is_gone(self) -> bool:
        """Return whether what the screen is about was deleted meanwhile: then it closes."""
        return False

    def work_out(self) -> None:
        """Work out what is shown, however long that takes; then `show` it."""
        self.show()

    def resized(self) -> None:
        """Show the rows again at the new size; what was worked out for a width is worked out again."""
        self.show()

    async def chosen(self) -> None:
        """Do what Enter does: the row under the cursor was clicked."""
        for command in commands_of(*self.where()):
            if "enter" in command.keys and self.offers(command):
                await self.run_command(command, "enter")
                return

    async def action_leave_found(self) -> None:
        await self.leave()

    # Showing it

    def on_mount(self) -> None:
        self.list.focus()
        self.show_heading()
        self.show_keys()
        self.call_after_refresh(self.fit)

    async def sized(self) -> None:
        await self.fit()

    async def fit(self) -> None:
        """Show everything the first time, later only fit it; nothing is drawn before that."""
        if not self.stands:
            return
        if self._was_shown:
            self.resized()
        else:
            self._was_shown = True
            self.show_first()
        await self.long_work.soon()

    def show_first(self) -> None:
        """Show the community for the first time."""
        self.community_changed()

    def community_changed(self) -> None:
        if self.is_gone():
            self.close()
        else:
            self.work_out()

    def show_heading(self) -> None:
        """Draw the line at the top."""
        heading = self.heading()
        left = [Span(f" {heading.title}", "strong")]
        if heading.about:
            left += [Span("  ", "strong"), Span(heading.about, heading.tone)]
        self.query_one("#top", TextLine).show_line(left, heading.right)

    def show(self) -> None:
        """Draw the heading, the rows, the details and the keys."""
        self.show_heading()
        rows = self.rows()
        if rows is not None:
            self.list.show_rows(rows, keep=self.wanted_row)
            self.wanted_row = None
            self.follow()
            self.show_keys()

    def follow(self) -> None:
        """Show what is under the cursor now."""
        if self.detail is not None:
            self.detail.cursor, self.detail.top = -1, 0
            self.detail.show_rows(self.detail_rows(self.detail.size.width))

    def on_record_list_query_changed(self) -> None:
        if self.FINDS:
            # The best match comes first.
            self.list.cursor = -1
        self.show()

    def on_record_list_highlighted(self) -> None:
        self.follow()

    async def on_record_list_chosen(self) -> None:
        await self.chosen()
