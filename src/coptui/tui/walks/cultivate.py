"""Cultivate: the checklists, and the way into a walk."""

from __future__ import annotations

from coptui.checklists.run import Due, when_due
from coptui.checklists.shelf import Shelf
from coptui.checklists.template import Template
from coptui.core.lists.last_times import is_coming
from coptui.core.model.records import Event, Run, Subject
from coptui.core.model.references import TABLE_OF
from coptui.core.model.text import show
from coptui.core.people.pairs import is_sealed, partner, to_go_on
from coptui.errors import UsageError
from coptui.language import tr, tr_as
from coptui.tui.kit.lines import Below
from coptui.tui.kit.rows import Rows, Span
from coptui.tui.records.words import Key
from coptui.tui.shell import places
from coptui.tui.shell.commands import Command
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import Going
from coptui.tui.shell.list_screen import Detail, Heading, ListScreen
from coptui.tui.walks.cultivate_rows import checklist_rows, shelf_rows


class CultivateScreen(ListScreen):
    """The list of checklists; the one under the cursor is described below."""

    WHERE = ("cultivate", "moving", "places", "everywhere")
    GROUPS = (Going,)
    LIST = "shelf"
    DETAIL = Detail("about", Below, "cultivate")
    BAR = ("walk", "walk-anew", "compare", "find", "leave", "help")

    def __init__(self, desk: Desk, about: Key | None = None, first_on: str = "") -> None:
        super().__init__(desk)
        self.shelf: Shelf | None = None
        self.list.title = [Span(tr("Checklists"), "heading")]
        self._about = about
        self._opened_on = self.wanted_row = first_on or None
        self._moved_first = False

    def heading(self) -> Heading:
        said = tr("most changed questions first") + " " if self._moved_first else ""
        group = self.session.group
        about = show(group) or (
            tr("press m again for the checklist's own order")
            if self._moved_first
            else tr("work through one with your own evidence beside it")
        )
        return Heading(tr("Checklists"), about, [Span(said, "accent")])

    def show_first(self) -> None:
        shelf = self.desk.shelf
        self.long_work.begin(tr("reading the checklists"), lambda _: shelf(), self._worked_out)

    def _worked_out(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.show()
        if not self._opened_on and self._about is not None and self._about[0] == "events":
            # Coming from an event, its checklist is the one wanted.
            event = self.there(Event, self._about[1])
            self.list.go_to(
                "before-event" if is_coming(event, self.session.today) else "after-event"
            )
        if self.shelf.broken:
            broken = self.shelf.broken[0]
            name = broken.name or broken.file.rsplit("/", 1)[-1]
            self.say(
                tr(
                    "{name} can't be used (line {line}, column {column}): {said}",
                    name=name,
                    line=broken.line,
                    column=broken.column,
                    said=broken.message,
                ),
                "warn",
            )

    def on_screen_resume(self) -> None:
        if self._was_shown:
            self.call_after_refresh(self.fit)

    def rows(self) -> Rows | None:
        if self.shelf is None:
            return None
        stage = self.session.community.profile.stage
        runs = self.session.runs()
        has_met = bool(self.session.community.held)
        with_state: list[tuple[Template, Due]] = [
            (template, when_due(template, runs, self.session.today, has_met=has_met))
            for template in self.shelf.of(stage)
        ]
        return shelf_rows(self.session.community, with_state, self.session.today)

    def detail_rows(self, width: int) -> Rows:
        template, session = self._template(), self.session
        runs = [run for run in session.runs() if run.checklist == template.id]
        return checklist_rows(session.community, template, runs, session.today, width)

    def named(self, command: Command) -> Command:
        if command.id != "walk" or self.shelf is None or self.list.key is None:
            return super().named(command)
        runs = to_go_on(self.session.runs(), self.session.by)
        open_run = when_due(self._template(), runs, self.session.today).unfinished
        return command._replace(
            word=tr_as("key", "start") if open_run is None else tr_as("key", "carry on")
        )

    def follow(self) -> None:
        super().follow()
        self.show_keys()

    def _template(self) -> Template:
        if self.shelf is None or self.list.key is None:
            raise UsageError(tr("Select a checklist first."))
        return self.shelf.get(str(self.list.key))

    # Walking

    async def action_walk(self) -> None:
        template = self._template()
        runs = to_go_on(self.session.runs(), self.session.by)
        open_run = when_due(template, runs, self.session.today).unfinished
        if open_run is not None:
            await self._walk_on(open_run)
        else:
            await self._begin()

    async def action_walk_anew(self) -> None:
        await self._begin()

    async def action_walk_blind(self) -> None:
        await self._begin(blind=True)

    def action_moved_first(self) -> None:
        self._moved_first = not self._moved_first
        self.show_heading()

    async def _begin(self, *, blind: bool = False) -> None:
        template = self._template()
        if template.for_ == "community":
            await self._walk_on(await self._begun(template, Subject(), blind))
            return
        table = TABLE_OF[template.for_]

        async def about(key: Key) -> None:
            run = await self._begun(template, Subject(kind=template.for_, id=key[1]), blind)
            self.desk.go.back()
            await self._walk_on(run)

        await self.desk.go.open(
            places.Find(
                title=tr("Which {for_}?", for_=template.for_),
                table=table,
                first=self._about if self._about and self._about[0] == table else None,
                choose=about,
            )
        )

    async def _begun(self, template: Template, subject: Subject, blind: bool) -> int:
        return await self.desk.begin_walk(
            template, subject, moved_first=self._moved_first, blind=blind
        )

    async def _walk_on(self, run: int) -> None:
        await self.desk.go.open(places.Walk(run))

    async def action_compare(self) -> None:
        template = self._template()
        runs: list[Run] = sorted(
            (run for run in self.session.runs() if run.checklist == template.id),
            key=lambda run: run.started_at,
        )
        if len(runs) < 2:
            raise UsageError(
                tr("Answer this checklist twice, then you can compare."),
                tr("Press Enter to start."),
            )
        beside = partner(runs[-1], runs)
        if beside is not None and is_sealed(runs[-1], runs):
            waits = next(run for run in (beside, runs[-1]) if not run.finished_at)
            raise UsageError(
                tr(
                    "Independent answers are hidden until {by} has finished too.",
                    by=waits.by or tr("the other person"),
                )
            )
        earlier = beside or runs[-2]
        await self.desk.go.open(places.Compare(earlier, runs[-1]))
