"""Desk: what a screen is given: the session, what saves, what is remembered, and where to go."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from coptui.core.model.changes import Choice, Conflicted, Settled
from coptui.core.model.edits import Edit
from coptui.core.model.records import Answer, Subject
from coptui.core.model.text import show
from coptui.errors import CoptError, UsageError
from coptui.language import tr
from coptui.session import Session, TypedText
from coptui.tui.kit.rows import Tone
from coptui.tui.shell.notice import SHOWN_TO_ALL, Notice
from coptui.tui.shell.places import Key, Place
from coptui.tui.shell.writer import Writer
from coptui.whereabouts import Whereabouts

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from coptui.checklists.shelf import Shelf
    from coptui.checklists.template import Template
    from coptui.config import Folders
    from coptui.core.forgetting.request import Erasure, Passage
    from coptui.core.writing.meaning import Meant
    from coptui.store.drafts import Drafts
    from coptui.store.moments import Moment, Moments
    from coptui.walking import Walks

T = TypeVar("T")
Opener = Callable[[Whereabouts], tuple[Session, "Sequence[Traversable]"]]
"""Opens another community: returns its session and the folders of its own checklists."""


NOTHING = TypedText("", 0)


class FirstPage(Protocol):
    """The first screen, as other screens see it."""

    shown: Key | None

    def begin_anew(self) -> None:
        """Show another community from the start."""

    def read(self, key: Key) -> None:
        """Show a record and move into it."""

    def turn_to(self, table: str) -> None:
        """Go to the list of a table."""

    def added(self, key: Key) -> None:
        """Show a record that was just added."""


class Navigator(Protocol):
    """The program around the screens."""

    async def open(self, place: Place) -> None:
        """Show a place over what is shown."""

    async def go(self, place: Place) -> None:
        """Show a place on the first screen, so that back leads there."""

    def home(self) -> FirstPage:
        """Return to the first screen and close all others."""

    def back(self) -> None:
        """Close the screen on top."""

    def say(self, text: str, tone: Tone = "good") -> None:
        """Say something at the bottom of the screen that is shown."""

    def show_notice(self) -> None:
        """Draw the bottom line again, as it has something to tell."""

    def leave(self) -> None:
        """End the program; what is being typed is kept as a draft."""

    def drop_typed(self) -> None:
        """Drop the keys that were typed and have not had their turn."""

    async def present(self, on: bool) -> None:
        """Switch presenter mode on or off."""

    async def open_community(self, whereabouts: Whereabouts) -> None:
        """Switch to another community in this program."""

    def copy(self, text: str) -> None:
        """Put a text on the terminal's clipboard. Raise UsageError if it cannot arrive."""

    def next_theme(self) -> str:
        """Change to the next theme and return its name."""

    def use_theme(self, name: str) -> None:
        """Change to a theme by its name."""

    def draw_again(self) -> None:
        """Send the whole screen, whatever the terminal shows."""


class Desk:
    """One person at work in one window.

    Whatever saves returns once the change is on disk and shown on every screen, and raises what the
    session raises. `changed` shows the community on all screens.
    """

    def __init__(
        self,
        session: Session,
        go: Navigator,
        changed: Callable[[], Awaitable[None]],
        *,
        writer: Writer,
        own_keys: Mapping[str, str] | None = None,
        drafts: Drafts | None = None,
        notices: tuple[str, ...] = (),
        checklist_folders: Sequence[Traversable] = (),
        communities: tuple[Whereabouts, ...] = (),
        reader: Opener | None = None,
        folders: Folders | None = None,
        withheld: Mapping[str, str] | None = None,
    ) -> None:
        self.session = session
        self.go = go
        self.own_keys = own_keys or {}
        self.drafts = session.drafts = drafts
        self.notices = notices
        self.checklist_folders = checklist_folders
        self.communities = communities
        self.reader = reader
        self.folders = folders
        self.left_on: dict[Key, object] = {}
        """The row where the cursor was left, by what the screen is about."""
        self.came_from: Place | None = None
        """The place that led to what is read on the first screen."""
        self.withheld = withheld or {}
        """Why, by the command that is not to be had here."""
        self.shown_to_all = SHOWN_TO_ALL.union(self.withheld.values())
        """What is said in presenter mode, too."""
        self.notice = Notice()
        self.unsettled: tuple[Conflicted, Edit] | None = None
        self.news = ""
        """What others did, kept until there is a line to say it on."""
        self._changed = changed
        self._writer = writer

    # Saving

    async def save(self, edit: Edit, choice: Choice | Settled = "ask") -> None:
        """Save an edit; one that conflicts is kept as `unsettled`, until a choice saves it."""
        heard = self.session.heard
        try:
            await self._in_writer(lambda: self.session.edit(edit, choice))
        except Conflicted as conflict:
            if self.session.heard_so_far > heard:
                # Someone was erased meanwhile: what is kept of this edit must not name them.
                edit = self.session.forgetting.edit(edit, heard)
            self.unsettled = (conflict, edit)
            await self._in_writer(self.session.refresh)
            # Both sides come on the screen now, with who did what.
            self.session.news()
            self.news = ""
            raise

    async def in_question(self, member: int) -> list[Passage]:
        """Return the passages that may name a person to be forgotten, or mean something else."""
        return await self._writer.run(lambda: self.session.in_question(member))

    async def forget(self, member: int, decided: Mapping[Passage, bool]) -> Erasure:
        """Forget a person for good, in the drafts too."""
        return await self._in_writer(lambda: self.session.forget(member, decided))

    async def keep_own(self, edit: Edit) -> None:
        """Save something private of mine into my notebook."""
        await self._in_writer(lambda: self.session.notebook.edit(edit))

    async def undo_own(self) -> str:
        """Undo the latest edit of my notebook and return what it was."""
        return await self._in_writer(self.session.notebook.undo)

    async def undo(self, choice: Choice | Settled = "ask") -> str:
        """Undo my latest change and return what it was."""
        return await self._in_writer(lambda: self.session.undoing.undo(choice))

    async def redo(self, choice: Choice | Settled = "ask") -> str:
        """Redo what I undid last and return what it was."""
        return await self._in_writer(lambda: self.session.undoing.redo(choice))

    async def take_back(self, entry: int) -> str:
        """Undo one entry of the history, whoever made it."""
        return await self._in_writer(lambda: self.session.undoing.take_back(entry))

    def _walks(self) -> Walks:
        """Return the walks of the session; called by the writer, so that no key waits for loading."""
        from coptui.walking import Walks

        return Walks(self.session)

    async def begin_walk(
        self,
        template: Template,
        subject: Subject,
        *,
        moved_first: bool = False,
        blind: bool = False,
    ) -> int:
        """Begin a walk and return the id of its run."""
        return await self._in_writer(
            lambda: self._walks().begin(template, subject, moved_first=moved_first, blind=blind)
        )

    async def log_answer(self, run: int, answer: Answer, meant: Meant | None = None) -> None:
        """Save an answer in a walk."""
        await self._in_writer(lambda: self._walks().answer(run, answer, meant))

    async def finish_walk(self, run: int) -> None:
        """End a walk."""
        await self._in_writer(lambda: self._walks().finish(run))

    async def write_out(self, work: Callable[[], T]) -> T:
        """Write something that leaves the community, such as an export; saves wait for it."""
        return await self._writer.save(work)

    async def look_at(self, group: str) -> None:
        """Show one group on every screen, or everyone with "", from the first screen on."""
        self.session.look_at(group)
        self.go.home()
        await self._changed()
        self.go.say(
            tr("Only {group} is shown; Esc shows everyone.", group=group)
            if group
            else tr("Everyone is shown.")
        )

    async def show_changed(self) -> None:
        """Show what a thread of its own saved, such as which letters were sent."""
        await self._changed()

    async def restore(self, backup: Moment) -> str:
        """Bring a backup back, and show it; return what went wrong beside it, or ""."""

        def work() -> str:
            _, warning = self.moments().restore(backup)
            self.session.refresh()
            self.session.news()  # What I restored myself is none.
            return warning

        return await self._in_writer(work)

    def moments(self) -> Moments:
        """Return what the open community was earlier."""
        from coptui.store.opening import moments

        return moments(self.session.whereabouts, self.state)

    def call_me(self, name: str) -> None:
        """Take another name from now on; what was done under the one so far stays mine to undo.

        Raise UsageError where settings are not changed from here.
        """
        from coptui.settings_file import add_to_setting, change_setting

        if self.folders is None or "change-setting" in self.withheld:
            raise UsageError(
                tr("Your name can't be changed in this session."),
                tr("Start coptui with COPTUI_USER=name to say who you are."),
            )
        before = self.session.by
        if name == before:
            return
        change_setting(self.folders.config, "user", name)
        add_to_setting(self.folders.config, "formerly", [before])
        self.session.formerly |= {before}
        self.session.by = name

    @property
    def state(self) -> Path | None:
        """The folder in which backups are kept, where that is known."""
        return self.folders.state if self.folders is not None else None

    def shelf(self) -> Shelf:
        """Return the checklists: shipped, the community's own, and the user's own."""
        from coptui.checklists.shelf import find_checklists

        lines = self.session.evidence_lines
        shelf = find_checklists(
            self.checklist_folders, lines.figures, self.session.settings.language
        )
        return replace(shelf, broken=(*lines.broken, *shelf.broken))

    async def _in_writer(self, work: Callable[[], T]) -> T:
        try:
            return await self._writer.save(work)
        finally:
            await self._changed()

    def _tell(self, text: str) -> None:
        self.notice.tell(" ".join(show(text).split()), "bad")
        self.go.show_notice()

    # Keeping what is typed, and small things

    @property
    def presenting_key(self) -> str:
        """The key of the draft that says that presenter mode is on: it survives a dropped line."""
        return f"{self.session.whereabouts.key} presenting"

    def keep_draft(self, key: str, fields: dict[str, str], typed: TypedText = NOTHING) -> None:
        """Keep what is typed in a form on disk; remove it if it is empty.

        If that fails, a message says so and the person can go on.
        """
        if self.drafts is None:
            return
        heard = self.session.heard_so_far
        fields = self.session.forgetting.draft(key, fields, typed.heard) if fields else fields
        try:
            if fields:
                self.drafts.save(key, fields, typed.token)
                if self.session.heard_so_far > heard:  # While it was written.
                    self.keep_draft(key, fields, typed)
            else:
                self.drafts.remove(key)
        except CoptError as error:
            self._tell(tr("What you type can't be kept as a draft: {said}", said=error.message))

    def remember(self, key: str, fields: dict[str, str]) -> None:
        """Remember something for every window of this person; forget it if it is empty."""
        if self.drafts is None:
            return
        if not fields:
            self.drafts.remembered.remove(key)
            return
        try:
            self.drafts.remembered.save(key, fields)
        except CoptError as error:
            self._tell(tr("Your choice couldn't be kept for next time: {said}", said=error.message))

    def recall(self, key: str) -> dict[str, str] | None:
        """Return what is remembered under a key, or None."""
        return self.drafts.remembered.load(key) if self.drafts is not None else None
