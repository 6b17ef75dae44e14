"""Session: the one object that edits and saves. Everyone else reads its `community`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from coptui.clock import Clock
from coptui.core.model.changes import Choice, Save, Settled, SomebodyForgotten
from coptui.core.model.community import Community
from coptui.core.model.confidential import label_in_history
from coptui.core.model.edits import Edit
from coptui.core.model.fault import Fault
from coptui.core.model.records import HistoryEntry, Run
from coptui.core.model.sentences import NOTHING_WRITTEN
from coptui.core.model.text import fold
from coptui.errors import ReadOnly
from coptui.looking import Looking
from coptui.store.protocol import Keeper, Saved, signed

if TYPE_CHECKING:  # Imported where they are used: most commands need none of them.
    from importlib.resources.abc import Traversable

    from coptui.checking import Findings
    from coptui.core.forgetting.request import Erasure, Passage
    from coptui.evidence.line import Reading
    from coptui.forgetting import Forgetting
    from coptui.notebook import MyNotebook
    from coptui.own_evidence import AllLines
    from coptui.store.drafts import Drafts
    from coptui.store.notebook import NotebookFile
    from coptui.undoing import Undoing


class TypedText(NamedTuple):
    """A text being saved: its draft's token, and how many were forgotten before it was begun."""

    token: str
    heard: int


class Session(Looking):
    """One person at work on one community.

    `own_folders` may hold the community's own evidence lines. Every method that saves returns once
    the change is on disk, or raises and changes nothing.
    """

    def __init__(
        self,
        store: Keeper,
        *,
        by: str,
        clock: Callable[[], datetime],
        today: date | None = None,
        notebook: NotebookFile | None = None,
    ) -> None:
        self._store = store
        self._notebook = notebook
        super().__init__(Clock(clock, today, lambda: self.whole.profile.time_zone))
        self.watch, self.let_go = store.watch, store.let_go
        self.leave_in_file = store.leave_in_file
        self._guard = threading.RLock()
        self.own_folders: tuple[Traversable, ...] = ()
        self.by = by
        self.formerly: frozenset[str] = frozenset()
        self.drafts: Drafts | None = None
        """My drafts: whoever is erased, here or by others, goes from them, too."""
        self.typed: TypedText | None = None
        """What is being saved was typed in a form or a line; the history keeps its token."""
        self._warn: Callable[[str], None] = _nobody
        self._saved: Callable[[], None] = _nobody
        self._news: list[HistoryEntry] | None = None
        loaded = store.load()
        self.whereabouts = store.whereabouts.known_as(loaded.uid)
        self._told = loaded.told
        self._swap(loaded.community)

    # What is there

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Return what couldn't be read when the file was last read. This reads all of it."""
        faults = self._told()
        self._told = lambda: faults  # Let go of the version that knew.
        return faults

    @property
    def read_only(self) -> str:
        """Return why nothing can be saved, or ""."""
        return self._store.read_only

    def check(self) -> Findings:
        """Look through the whole file for what cannot be right."""
        from coptui.checking import check

        return check(self._store, self.today, self.clock.real_day())

    def edit(self, edit: Edit, choice: Choice | Settled = "ask") -> Saved:
        """Save an edit; when this returns it is on disk. Raise Conflicted with both values if someone
        else changed the same field, ReadOnly, DataLocked or SaveFailed: nothing has changed then."""
        return self._save(edit, choice)

    def in_question(self, member_id: int) -> list[Passage]:
        """Return passages that may name someone or mean something else, backups included. Raise
        UsageError if there is no such member."""
        with self._guard:
            return self.forgetting.in_question(member_id)

    def forget(self, member_id: int, decided: Mapping[Passage, bool] | None = None) -> Erasure:
        """Forget someone: in the file, its history, every backup, my notebook and my drafts.

        `decided` says whether passages in question name them. Counts stay, as "someone". Raise
        InQuestion if no one decided yet, UsageError if there is no such member, and what
        `Store.erase` raises; a second attempt continues where the first was cut off.
        """
        with self._guard:
            if self.read_only:
                raise ReadOnly(f"{self.whereabouts.name}: {self.read_only}", NOTHING_WRITTEN)
            done = self.forgetting.forget(member_id, decided or {})
            self.tell_saved(done.warning)
            loaded = self._store.load()
            self._told = loaded.told
            self._swap(loaded.community)
            return done

    @property
    def heard(self) -> int:
        """Return how many forgotten people were known before the text now being saved was begun."""
        return self.typed.heard if self.typed else self.heard_so_far

    @property
    def heard_so_far(self) -> int:
        """Return how many people others forgot, as far as this session knows."""
        # Most sessions hear of no one, and load nothing for that.
        return self.forgetting.heard if "forgetting" in vars(self) else 0

    @cached_property
    def undoing(self) -> Undoing:
        """Return what undoes and redoes saves."""
        from coptui.undoing import Undoing

        return Undoing(self, self._guard, self._save)

    @cached_property
    def forgetting(self) -> Forgetting:
        """Return what forgets someone, here and in what is kept beside."""
        from coptui.forgetting import Forgetting

        return Forgetting(self, self._store)

    def is_behind(self) -> bool:
        """Return whether others saved something, or a new day began: one `stat`."""
        return self._store.changed_on_disk() or self._seen_at != self.today

    def refresh(self) -> bool:
        """Merge what others saved, and a new day; return True if something changed."""
        with self._guard:
            if self._store.changed_on_disk():
                return self._take_in()
            if self._seen_at != self.today:
                self._swap(self.whole)
                return True
            return False

    def _take_in(self) -> bool:
        loaded = self._store.load()
        if loaded.community is self.whole:
            return False
        self._told = loaded.told
        self._hear(loaded.community, lost=loaded.lost)
        self._swap(loaded.community)
        return True

    def news(self) -> list[HistoryEntry] | None:
        """Return what came from elsewhere since the last call, oldest first; None if nothing did.

        An empty list means that another program wrote the file without leaving any history.
        """
        with self._swapping:
            news, self._news = self._news, None
            return news

    @property
    def token(self) -> str:
        """Return the token of the draft that is being saved, or ""."""
        return self.typed.token if self.typed else ""

    @property
    def names(self) -> frozenset[str]:
        """The names under which my edits stand in the history."""
        return frozenset(signed(name, self._store.login) for name in self.formerly | {self.by})

    def _hear(self, new: Community, mine: int | None = None, lost: str = "") -> None:
        if lost:
            self.undoing.miss(lost, self.whole, new, self._warn)
            self.forgetting.miss(self.whole, new, self._warn)
        if len(new.erased) > len(self.whole.erased):
            self.forgetting.hear(self.whole, new, self._warn)
        known = self.whole.history
        heard = [new.history[one] for one in sorted(new.history) if one not in known]
        with self._swapping:
            self._news = [*(self._news or []), *(entry for entry in heard if entry.id != mine)]

    def close(self) -> None:
        self._store.close()
        if self._notebook is not None:
            self._notebook.close()

    def _save(self, edit: Edit, choice: Choice | Settled = "ask", undoes: int = 0) -> Saved:
        with self._guard:
            if self.read_only:
                raise ReadOnly(f"{self.whereabouts.name}: {self.read_only}", NOTHING_WRITTEN)
            heard = self.heard
            while True:
                is_told = undoes or self.heard_so_far == heard
                kept = edit if is_told else self.forgetting.edit(edit, heard)
                save = Save(
                    kept.changes,
                    by=signed(self.by, self._store.login),
                    at=self.clock.stamp(),
                    label=label_in_history(self.whole, kept.label),
                    undoes=undoes or None,
                    choice=choice,
                    occasion=edit.occasion,
                    token=self.token,
                    marks=len(self.whole.erased),
                )
                try:
                    saved = self._store.write(save)
                    break
                except SomebodyForgotten:
                    self._take_in()
            if saved.foreign:
                self._hear(saved.community, saved.entry, saved.lost)
            self._swap(saved.community)
            self.tell_saved(saved.warning)
            return saved

    def tell(
        self,
        *,
        warn: Callable[[str], None],
        waits: Callable[[str], None],
        saved: Callable[[], None] | None = None,
    ) -> None:
        """Set who is told, by the thread that saves, what went wrong beside a save, who is waited
        for, and that something was saved; the notebook tells them too."""
        self._warn, self._saved = warn, saved or _nobody
        self._store.waits = waits
        if self._notebook is not None:
            self._notebook.waits = waits

    def tell_saved(self, warning: str) -> None:
        """Tell whoever `tell` set that something was saved, and its warning if there is one."""
        self._saved()
        if warning:
            self._warn(warning)

    # What only I may see

    @cached_property
    def notebook(self) -> MyNotebook:
        """Return my notebook; nothing of it is in the community."""
        from coptui.notebook import MyNotebook

        return MyNotebook(self._notebook, self)

    def runs(self) -> list[Run]:
        """Return the walks of what is shown, including those in my notebook (with negative ids)."""
        known, shown = self.all_groups.runs, self.community.runs
        found = [known[number] for number in shown if number in known]
        if self._notebook is None or self.notebook.fault():
            return found
        mine = self.notebook.walks().values()
        return [*found, *(run for run in mine if fold(run.group) == fold(self.group))]

    @cached_property
    def evidence_lines(self) -> AllLines:
        """Return the evidence lines, including those found in `own_folders` when first asked for."""
        from coptui.own_evidence import all_lines

        return all_lines(self.own_folders)

    def readings(self, ids: Iterable[str], *, group: str | None = None) -> dict[str, Reading]:
        """Return evidence of what is shown, of a group, or of everyone with "", now and in the
        window before, by line id, without unknown ids."""
        from coptui.evidence.registry import reading

        known, today, settings = self.evidence_lines.lines, self.today, self.settings
        seen = self.community if group is None else self.of(group)
        found = (line for line in ids if line in known)
        return {line: reading(known[line], seen, today, settings) for line in found}

    def previous(self, run: Run) -> Run | None:
        """Return the last finished walk of the same checklist and subject before this one.

        For a walk of a blind pair, return the last one before both.
        """
        from coptui.core.people.pairs import before_both

        return max(
            before_both(run, self.runs()),
            key=lambda other: (other.started_at, abs(other.id)),
            default=None,
        )


def _nobody(text: str = "") -> None:
    """Tell no one."""
