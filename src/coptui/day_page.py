"""What a day asks for in one community, as one value: Today and `coptui today` show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from coptui.checklists.run import Due, when_due
from coptui.checklists.subjects import DueAbout, due_about, is_dated
from coptui.checklists.template import Template
from coptui.clock import Clock
from coptui.core.meetings.meeting_now import meeting_on
from coptui.core.model.community import Community
from coptui.core.model.records import Event, Run
from coptui.core.model.references import TABLE_OF
from coptui.core.model.settings import Settings
from coptui.core.people.pairs import to_go_on
from coptui.core.people.roles import is_called
from coptui.core.writing.notebook import Reminder
from coptui.evidence.agenda import Agenda, agenda
from coptui.notebook import MyNotebook

LineKey = tuple[str, int | str]
"""The key of a line: a table and an id, ("now", event), ("walks", checklist) or ("about", `DueAbout.key`)."""


class Looker(Protocol):
    """The session of whoever looks."""

    by: str
    presenting: bool
    community: Community

    @property
    def today(self) -> date: ...

    @property
    def clock(self) -> Clock: ...

    @property
    def settings(self) -> Settings: ...

    @property
    def notebook(self) -> MyNotebook: ...

    def runs(self) -> list[Run]: ...


@dataclass(frozen=True)
class DayPage:
    """Everything on today's page of one community."""

    community: Community
    today: date
    agenda: Agenda
    walks: tuple[tuple[Template, Due], ...]
    about: tuple[DueAbout, ...]
    mine: tuple[Reminder, ...]
    now: Event | None = None
    """The event that is on, also after its roll call was accepted."""
    fault: str = ""
    """Why my notebook cannot be read, or ""."""

    def record_of(self, key: LineKey | None) -> tuple[str, int] | None:
        """Return the person, topic or event that a line is about; None if it is about none."""
        if key is None or key[0] == "walks":
            return None
        if key[0] == "about":
            subject = self.about_of(str(key[1])).subject
            return (TABLE_OF[subject.kind], subject.id) if subject.id is not None else None
        if key[0] == "actions":
            action = self.community.actions.get(int(key[1]))
            who = [*(action.about if action else ()), action.owner if action else None]
            return next((("members", one) for one in who if isinstance(one, int)), None)
        if key[0] == "reminders":
            mine = next((one.member for one in self.mine if one.id == key[1]), None)
            return ("members", mine) if mine else None
        if key[0] == "stories":
            story = self.community.stories.get(int(key[1]))
            teller = story.teller if story is not None else None
            return ("members", teller) if teller is not None else None
        return ("events" if key[0] == "now" else key[0], int(key[1]))

    def about_of(self, key: str) -> DueAbout:
        return next(one for one in self.about if one.key == key)


def day_page(session: Looker, templates: Iterable[Template]) -> DayPage:
    """Return the page of the community that a session shows, for whoever works in it."""
    templates = tuple(templates)
    community, today = session.community, session.today
    # In presenter mode the walks are hidden, and without them all would seem to wait.
    waiting = (
        []
        if session.presenting
        else due_about(templates, community, today, session.settings, session.by)
    )
    fault = session.notebook.fault()
    return DayPage(
        community=community,
        today=today,
        agenda=_of_others(agenda(community, today, session.settings), community, session.by),
        walks=tuple(_walks(session, templates)),
        about=tuple(waiting),
        now=meeting_on(community, session.clock.now()),
        mine=() if fault else tuple(session.notebook.due()),
        fault=fault,
    )


def _of_others(page: Agenda, community: Community, by: str) -> Agenda:
    """Return the page without my own name among those to speak to."""
    others = tuple(
        contact for contact in page.contacts if not is_called(community.members[contact.member], by)
    )
    return replace(page, contacts=others)


def _walks(session: Looker, templates: Iterable[Template]) -> list[tuple[Template, Due]]:
    """Return the walks that are open or due, except those about one person or event."""
    # Another's sealed walk is no walk of mine to go on with.
    today, runs = session.today, to_go_on(session.runs(), session.by)
    with_state = [
        (template, when_due(template, runs, today, has_met=bool(session.community.held)))
        for template in templates
        if not is_dated(template)
    ]
    return [
        (template, state)
        for template, state in with_state
        if state.unfinished is not None or (state.next is not None and state.next <= today)
    ]
