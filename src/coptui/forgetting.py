"""Forgetting someone in the file and in what is kept beside it: my notebook, my drafts."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from coptui.clock import Clock
from coptui.core.forgetting.beside import forgotten_since, there_again
from coptui.core.forgetting.documents import StoredDocument
from coptui.core.forgetting.plan import DRAFTS, Plan
from coptui.core.forgetting.request import Erasure, Passage, Request, Undone, new_mark
from coptui.core.model.by_name import stands_in
from coptui.core.model.community import Community
from coptui.core.model.edits import Edit
from coptui.core.model.sentences import NOTHING_WRITTEN
from coptui.errors import UsageError
from coptui.language import tr
from coptui.store.protocol import Keeper
from coptui.whereabouts import Whereabouts

if TYPE_CHECKING:
    from coptui.notebook import MyNotebook
    from coptui.store.drafts import Drafts


class ForgettingSession(Protocol):
    """The session that forgets."""

    whereabouts: Whereabouts
    drafts: Drafts | None

    @property
    def read_only(self) -> str: ...

    @property
    def all_groups(self) -> Community: ...

    @property
    def notebook(self) -> MyNotebook: ...

    @property
    def clock(self) -> Clock: ...


class Forgetting:
    """What one session forgets, and whom others forgot while it was open.

    Those are in no one's file any more, but in the notebook and the drafts of whoever has this
    session open, and in text being typed, which is kept a moment later.
    """

    def __init__(self, session: ForgettingSession, store: Keeper) -> None:
        self._session = session
        self._store = store
        self._elsewhere: list[Plan] = []

    def in_question(self, member: int) -> list[Passage]:
        """See `Session.in_question`."""
        return list(self._store.survey(self._request(member, {}), self._documents()).open)

    def forget(self, member: int, decided: Mapping[Passage, bool]) -> Erasure:
        """Forget as `Session.forget` does; the session reads the file again."""
        return self._store.erase(self._request(member, decided), self._documents(), self.beside)

    def beside(self, made: Plan) -> list[Undone]:
        """Forget someone in the notebook and the drafts; return what couldn't be done."""
        undone = self._session.notebook.forget(made)
        drafts = self._session.drafts
        return undone if drafts is None else [*undone, *drafts.forget(made, self._is_own)]

    def hear(self, old: Community, new: Community, warn: Callable[[str], None]) -> None:
        """Forget, in the notebook and the drafts, whom others forgot between two versions, and
        remember them as long as this session lasts."""
        forgotten = forgotten_since(old, new)
        self._elsewhere += forgotten
        if not self._session.read_only:
            for undone in [one for made in forgotten for one in self.beside(made)]:
                warn(undone.said())

    def miss(self, old: Community, new: Community, warn: Callable[[str], None]) -> None:
        """Say who is there again because a server that went back lost their erasure too."""
        for member in there_again(old, new):
            warn(
                tr(
                    "The server also lost an erasure: the person erased as number {member} is back in the file. "
                    "Erase them again: coptui person forget {member}",
                    member=member,
                )
            )

    @property
    def heard(self) -> int:
        """Return how many people others forgot, as far as this session knows."""
        return len(self._elsewhere)

    def draft(self, key: str, fields: dict[str, str], heard: int = 0) -> dict[str, str]:
        """Return a draft to keep, without anyone whom others forgot since `heard`."""
        for made in self._elsewhere[heard:] if self._is_own(key) else ():
            fields = made.draft(key, fields) or {}
        return fields

    def edit(self, edit: Edit, heard: int) -> Edit:
        """Return an edit to save, without anyone whom others forgot since `heard`.

        Raise UsageError if it is about them alone.
        """
        kept = edit
        for made in self._elsewhere[heard:]:
            kept = made.edit(kept)
        if edit and not kept:
            raise UsageError(tr("This person has been erased in the meantime."), NOTHING_WRITTEN)
        return kept

    def _request(self, member: int, decided: Mapping[Passage, bool]) -> Request:
        known = self._session.all_groups.members.get(member)
        if known is not None and stands_in(known):
            # Their mark would make every merge ask who it is for.
            raise UsageError(tr("This person has already been erased."))
        mark = new_mark(member, secrets.token_hex(8))
        return Request(member, self._session.clock.real_day().isoformat(), mark, decided)

    def _documents(self) -> list[StoredDocument]:
        """Return the documents of the notebook and the drafts that are about this community."""
        drafts = self._session.drafts
        known = drafts.of_everyone() if drafts is not None else []
        own: list[StoredDocument] = [
            (DRAFTS, key, fields) for key, fields in known if self._is_own(key)
        ]
        return [*self._session.notebook.documents(), *own]

    def _is_own(self, key: str) -> bool:
        return self._session.whereabouts.owns(key)
