"""What a day asks for in one community: the open one, or another of mine that is only read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from coptui.checklists.run import Due, due
from coptui.checklists.subjects import DueAbout, due_about, is_dated
from coptui.checklists.template import Template
from coptui.core.model.community import Community
from coptui.core.model.saying import TABLE_OF
from coptui.core.people.pairs import to_go_on
from coptui.core.writing.notebook import Reminder
from coptui.errors import CoptError
from coptui.evidence.agenda import Agenda, agenda
from coptui.session import Session
from coptui.tui.records.words import Key

LineKey = tuple[str, int | str]
"""The key of a line: a table and an id, ("walks", checklist) or ("about", `DueAbout.key`)."""

Reader = Callable[[Path], tuple[Session, Sequence[Path]]]
"""Opens a file for reading: a session, and the folders of that community's own checklists."""


@dataclass(frozen=True)
class DayPage:
    """Everything on today's page of one community."""

    community: Community
    today: date
    agenda: Agenda
    walks: tuple[tuple[Template, Due], ...]
    about: tuple[DueAbout, ...]
    mine: tuple[Reminder, ...]

    def record_of(self, key: LineKey | None) -> Key | None:
        """The person, topic or event that a line is about; None: nobody in particular."""
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
        return (key[0], int(key[1]))

    def about_of(self, key: str) -> DueAbout:
        return next(one for one in self.about if one.key == key)


def day_page(session: Session, templates: Iterable[Template], by: str) -> DayPage:
    """The page of the community that a session shows, for whoever is `by`."""
    templates = tuple(templates)
    community, today = session.community, session.today
    # In presenter mode the walks are hidden, and without them all would seem to wait.
    waiting = (
        [] if session.presenting else due_about(templates, community, today, session.settings, by)
    )
    return DayPage(
        community=community,
        today=today,
        agenda=agenda(community, today, session.settings),
        walks=tuple(_walks(session, templates)),
        about=tuple(waiting),
        mine=tuple(session.notebook.due()) if not session.notebook.fault() else (),
    )


def _walks(session: Session, templates: Iterable[Template]) -> list[tuple[Template, Due]]:
    """Walks that are open or due, but for those about one person or event."""
    # Another's sealed walk is no walk of mine to go on with.
    today, runs = session.today, to_go_on(session.runs(), session.by)
    found = [
        (template, due(template, runs, today)) for template in templates if not is_dated(template)
    ]
    return [
        (template, state)
        for template, state in found
        if state.unfinished is not None or (state.next is not None and state.next <= today)
    ]


@dataclass(frozen=True)
class Elsewhere:
    """Another community of mine: its page, or why it cannot be read."""

    path: Path
    name: str
    page: DayPage | None = None
    fault: str = ""


def read_elsewhere(paths: Iterable[Path], reader: Reader, by: str) -> tuple[Elsewhere, ...]:
    """The pages of other communities; takes no lock and saves nothing. For a thread of its own."""
    return tuple(_read(path, reader, by) for path in paths)


def _read(path: Path, reader: Reader, by: str) -> Elsewhere:
    from coptui.checklists.shelf import find_checklists

    try:
        session, folders = reader(path)
    except CoptError as error:
        return Elsewhere(path, path.stem, fault=_plain(error, path))
    try:
        profile = session.community.profile
        shelf = find_checklists(folders, session.evidence_lines.figures)
        return Elsewhere(path, profile.name, day_page(session, shelf.of(profile.stage), by))
    except CoptError as error:
        return Elsewhere(path, path.stem, fault=_plain(error, path))
    finally:
        session.close()


def _plain(error: CoptError, path: Path) -> str:
    """What is wrong, with the file's name for its whole path, so that the reason is in sight."""
    return error.message.replace(str(path), path.name)


def part_of(key: object) -> tuple[Path, LineKey | None] | None:
    """Which community and which of its lines a line from elsewhere is; None for one from here."""
    if isinstance(key, tuple) and key and key[0] == "elsewhere":
        return cast("tuple[str, Path, LineKey | None]", key)[1:]
    return None
