"""The sponsor: talks, worries in their words, promises both ways, the next talk."""

from __future__ import annotations

from typing import cast

from coptui.core.model.edits import set_action_state
from coptui.core.model.records import Action, ActionState, Event, Member, Record, Touch
from coptui.core.model.sentences import SELECT_A_LINE
from coptui.core.model.text import show
from coptui.core.people.sponsor import (
    SponsorRelation,
    keep_hours,
    settled,
    sponsor_relation,
    talk_on,
    worry,
)
from coptui.core.writing.fields import read_field
from coptui.core.writing.form_fields import FIELDS
from coptui.core.writing.hours import SUCH_HOURS, read_hours
from coptui.errors import UsageError
from coptui.language import tr
from coptui.tui.kit.rows import Rows, Span
from coptui.tui.records.words import Key, people
from coptui.tui.shell.capturing import Capturing
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.going import Going
from coptui.tui.shell.list_screen import Heading, ListScreen
from coptui.tui.standing.sponsor_rows import sponsor_rows, waits


class SponsorScreen(ListScreen):
    """What is written down here is about the sponsor: `t` a talk, `f` a promise."""

    WHERE = ("sponsor", "capture", "moving", "places", "everywhere")
    GROUPS = (Capturing, Going)
    BAR = ("worry", "settle-line", "touch", "follow-up", "next-talk", "keep-hours", "leave", "help")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._about_sponsor()

    def heading(self) -> Heading:
        relation = self._relation()
        names = people(self.session.all_groups, relation.sponsors)
        named = self.session.all_groups.profile.sponsor
        who = names or (show(named) if isinstance(named, str) else "")
        return Heading(tr("Sponsor"), who, [Span(f"{waits(relation)} ", "quiet")])

    def rows(self) -> Rows:
        session = self.session
        return sponsor_rows(session.all_groups, self._relation(), session.today, self.size.width)

    def follow(self) -> None:
        self._about_sponsor()

    @property
    def page_of(self) -> int | None:
        return self.about_member

    def _about_sponsor(self) -> None:
        """Make what is written down belong to the sponsor."""
        sponsors = self._relation().sponsors
        self.shown = ("members", sponsors[0]) if sponsors else None

    def _relation(self) -> SponsorRelation:
        return sponsor_relation(self.session.all_groups, self.session.today)

    def _record(self) -> Record | None:
        key = cast("Key | None", self.list.key)
        return self.session.all_groups.table(key[0]).get(key[1]) if key else None

    def _sponsor(self) -> Member:
        if self.shown is None:
            raise UsageError(
                tr("The sponsor isn't in the list of members."),
                tr(
                    "Press 1, then a, to add the sponsor; then choose them in the community's record (:community)."
                ),
            )
        return self.there(Member, self.shown[1])

    async def action_worry(self) -> None:
        self._sponsor()

        async def keep(line: str) -> None:
            session = self.session
            edit = worry(self._sponsor(), line, session.all_groups, by=session.by, on=session.today)
            await self.save(edit, tr("Noted. Press d when the worry is settled."))

        await self.ask(
            tr("What worries the sponsor?"), keep, hint=tr("In the sponsor's own words.")
        )

    async def action_settle_line(self) -> None:
        record = self._record()
        if isinstance(record, Action):
            state: ActionState = "done" if record.state == "open" else "open"
            said = (
                tr("The promise is kept; press u to undo.")
                if state == "done"
                else tr("The promise is open again.")
            )
            await self.save(set_action_state(record, state, on=self.session.today), said)
        elif isinstance(record, Touch) and record.kind == "worry":
            await self._ask_what_settled(record)
        else:
            raise UsageError(SELECT_A_LINE, tr("Press d on a worry or a promise."))

    async def _ask_what_settled(self, told: Touch) -> None:
        async def keep(line: str) -> None:
            await self.save(settled(self.still(told), line), tr("Saved."))

        await self.ask(
            tr("What settled the worry?"),
            keep,
            initial=told.led_to,
            hint=tr("For example: two volunteers took the nights."),
        )

    async def action_next_talk(self) -> None:
        starts = next(field for field in FIELDS["events"] if field.name == "starts_at")

        async def keep(line: str) -> None:
            session = self.session
            when = read_field(starts, line, Event(), session.all_groups, session.today)
            await self.save(talk_on(session.all_groups.profile, when), tr("Added to the calendar."))

        await self.ask(
            tr("When will you next talk?"), keep, hint=tr("For example: {hint}.", hint=starts.hint)
        )

    async def action_keep_hours(self) -> None:
        async def keep(line: str) -> None:
            session = self.session
            kept = read_hours(line, session.today)
            await self.save(keep_hours(session.all_groups.profile, kept), tr("Hours noted: {hours:g}.", hours=kept.hours))  # fmt: skip

        await self.ask(tr("How many hours did you spend?"), keep, hint=SUCH_HOURS)
