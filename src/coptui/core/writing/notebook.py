"""My notebook: what only I may see, about people in any of my communities. Pure.

It is a file of its own (`coptui.store.notebook`); nothing of it is ever in a community's file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from msgspec import UNSET, Struct, field
from msgspec.structs import asdict, replace

from coptui.core.model.community import AllGroups, Community
from coptui.core.model.edits import Edit, create, update
from coptui.core.model.records import (
    Answer,
    MemberId,
    PlainName,
    PlainNote,
    Prose,
    Record,
    Run,
)
from coptui.core.model.sentences import NOTHING_TYPED, PRESS_D, TYPE_A_FEW_WORDS
from coptui.core.model.text import clean
from coptui.errors import UsageError
from coptui.language import tr

if TYPE_CHECKING:
    from coptui.core.writing.meaning import Meant


class NotebookEntry(Record, frozen=True, kw_only=True):
    """A line of mine; `community` and `file` say which community `member` belongs to."""

    required: ClassVar[tuple[str, ...]] = ("on", "text")

    community: PlainName = ""
    file: PlainNote = ""
    member: MemberId | None = None
    on: date | None = None
    text: Prose = ""


class OwnNote(NotebookEntry, frozen=True, kw_only=True):
    """A note of mine."""

    table: ClassVar[str] = "notes"


class Reminder(NotebookEntry, frozen=True, kw_only=True):
    """Something that only I am reminded of, from the day `on` until it is done."""

    table: ClassVar[str] = "reminders"

    done_on: date | None = None


class OwnWalk(Run, frozen=True, kw_only=True):
    """A walk through a checklist that is kept in the notebook (`keep: notebook`)."""

    table: ClassVar[str] = "walks"

    community: PlainName = ""
    file: PlainNote = ""


NOTEBOOK: dict[str, type[Record]] = {kind.table: kind for kind in (OwnNote, Reminder, OwnWalk)}
"""The tables of a notebook that no community has."""


class Notebook(Community, frozen=True, eq=False):
    """What the notebook's file holds; of the tables that a community has, only the history."""

    notes: Mapping[int, OwnNote] = field(default_factory=dict)
    reminders: Mapping[int, Reminder] = field(default_factory=dict)
    walks: Mapping[int, OwnWalk] = field(default_factory=dict)


class Whose(Struct, frozen=True):
    """The community that an entry belongs to: its name, and what it is known by (`Whereabouts.key`)."""

    community: str
    file: str


def write_down(
    line: str, community: AllGroups, here: Whose, today: date, member: int | None
) -> Edit:
    """Record `doubts about @ann !fri` as a note of mine; with a `!day` it is a reminder for that
    day.

    It is about the first person named, or about `member`. Raise UsageError.
    """
    from coptui.core.writing.capture import capture  # The first screen takes no lines apart.

    captured = capture(clean(line, 8000), community, today)
    if not captured.text:
        raise UsageError(NOTHING_TYPED, TYPE_A_FEW_WORDS)
    about = captured.people[0] if captured.people else member
    kind, on = (Reminder, captured.when) if captured.when else (OwnNote, today)
    entry = kind(community=here.community, file=here.file, member=about, on=on, text=captured.text)
    return create(entry, label=tr("private reminder") if captured.when else tr("private note"))


def reminder_of(meant: Meant, here: Whose, today: date) -> Edit:
    """Turn a follow-up or a conversation into a reminder that only I see."""
    action, spoken = meant.follow_up, meant.conversation
    if action is not None:
        who = action.owner if isinstance(action.owner, int) else next(iter(action.about), None)
        on, text = action.due_on or today, action.text
    else:
        assert spoken is not None
        who, on, text = spoken.members[0], today, spoken.text
    entry = Reminder(community=here.community, file=here.file, member=who, on=on, text=text)
    return create(entry, label=tr("private reminder"))


def reworded(entry: NotebookEntry, text: str) -> Edit:
    """Change the text; delete a note or reminder that is left without one."""
    text = clean(text, 8000)
    if not text:
        raise UsageError(NOTHING_TYPED, PRESS_D)
    return update(entry, replace(entry, text=text), label=tr("private note edited"))


def ticked(entry: Reminder, on: date) -> Edit:
    """Record that the reminder is done."""
    return update(entry, replace(entry, done_on=on), label=tr("private reminder done"))


def put_off(entry: Reminder, until: date) -> Edit:
    """Put the reminder off to a day."""
    return update(entry, replace(entry, on=until), label=tr("private reminder put off"))


def own_walk(run: Run, whose: Whose) -> OwnWalk:
    """Return a walk as the notebook keeps it."""
    return OwnWalk(**asdict(run), community=whose.community, file=whose.file)


def answered(walk: OwnWalk, answer: Answer) -> Edit:
    """Append an answer to a walk's log."""
    return update(walk, replace(walk, log=(*walk.log, answer)), label=tr("private answer"))


def entries(notebook: Notebook) -> list[NotebookEntry]:
    """Return every note and every reminder that isn't done, the latest day first."""
    found: list[NotebookEntry] = [*notebook.notes.values()]
    found += [entry for entry in notebook.reminders.values() if entry.done_on is None]
    return sorted(found, key=lambda entry: (entry.on or date.min, entry.id), reverse=True)


def naming(notebook: Notebook, names: Iterable[str]) -> list[Record]:
    """Return every note, reminder (done ones too) and walk with one of the names.

    Ignore case; find a name within a longer text too.
    """
    sought = [name.casefold() for name in names if name.strip()]
    everything: list[NotebookEntry | OwnWalk] = [
        *notebook.notes.values(),
        *notebook.reminders.values(),
        *notebook.walks.values(),
    ]
    return [
        record
        for record in everything
        if (text := _text(record).casefold()) and any(name in text for name in sought)
    ]


def _text(record: NotebookEntry | OwnWalk) -> str:
    if not isinstance(record, OwnWalk):
        return record.text
    said: list[str] = []
    for answer in record.log:
        value = "" if answer.value is UNSET else str(answer.value)
        said += [answer.note, answer.waived, value]
    return "\n".join(said)
