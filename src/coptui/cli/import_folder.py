"""`coptui import --all FOLDER`: every file of a folder, with what was answered before."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from coptui.cli import output, which_file
from coptui.cli.options import Chosen
from coptui.config import folders
from coptui.core.model.counting import counted
from coptui.core.model.sentences import (
    EXPORT_LESS,
    NOTHING_WRITTEN,
    USE_DRY_RUN,
    cannot_be_read,
    too_large,
    what_went_wrong,
)
from coptui.core.model.text import clean
from coptui.errors import FINDINGS, CoptError, ReadOnly, UsageError
from coptui.files import read_file
from coptui.language import tr

if TYPE_CHECKING:
    from coptui.exchange.planning.plan import ImportPlan
    from coptui.exchange.tables.found import Hints
    from coptui.session import Session
    from coptui.store.drafts import Remembered

_STATES = {
    "saved": tr("saved"),
    "would save": tr("would save"),
    "unchanged": tr("unchanged"),
    "waits": tr("waits"),
    "refused": tr("refused"),
}
"""The states as they are printed; JSON has them as they are, for programs."""

LARGEST = 200_000_000
"""Bytes of the largest file that is read."""


def import_folder(chosen: Chosen, folder: Path, *, take_new: bool, dry_run: bool) -> int:
    """Import what is certain in each file, each as one edit; return 1 if something waits, else 0.

    Nothing is asked. A file of which something has to be said waits, and the screen for importing
    lists it. What is no such file, a picture, returns 1 once: as long as it stays as it is, it is listed alone.
    """
    from coptui.exchange.remembering import FOLDER
    from coptui.store.drafts import Drafts

    if chosen.read_only and not dry_run:
        raise ReadOnly(tr("--read-only writes nothing."), USE_DRY_RUN)
    kept = Drafts(folders().state / "drafts", read_only=dry_run).remembered
    rows, refused = _take_all(chosen, _files(folder), kept, take_new, dry_run=dry_run)
    if chosen.json:
        names = ("state", "file", "why")
        output.records(dict(zip(names, row, strict=True)) for row in rows)
    else:
        for row in rows:
            output.cells(_STATES[row[0]], *row[1:])
    key = f"refused {folder.absolute()}"
    refused_before = kept.load(key) or {}
    # Not to be remembered is no reason to fail.
    with suppress(CoptError):
        if refused != refused_before:
            kept.save(key, refused)
        kept.save(FOLDER, {"folder": str(folder.absolute())})
    waiting = sum(state == "waits" for state, _, _ in rows)
    if waiting:
        output.say(
            counted(
                waiting,
                "{count} file needs an answer from you: press i in coptui to import it.",
                "{count} files need an answer from you: press i in coptui to import them.",
            )
        )
    is_new = any(refused_before.get(name) != form for name, form in refused.items())
    return FINDINGS if waiting or is_new else 0


def _take_all(
    chosen: Chosen, files: list[Path], kept: Remembered, take_new: bool, *, dry_run: bool
) -> tuple[list[tuple[str, str, str]], dict[str, str]]:
    """Return (state, file, why) of each file, and the refused ones by name as they were."""
    from coptui.core.meetings.rating import asked_by_name
    from coptui.core.meetings.yearly import yearly_asked
    from coptui.exchange.tables.found import QUESTIONS, Hints

    rows: list[tuple[str, str, str]] = []
    refused: dict[str, str] = {}
    session = which_file.session(chosen, writing=not dry_run)
    try:
        if session.read_only and not dry_run:
            raise ReadOnly(f"{session.whereabouts.name}: {session.read_only}", NOTHING_WRITTEN)
        hints = Hints(
            today=session.today.isoformat(),
            questions=asked_by_name(session.community.profile),
            yearly=yearly_asked(session.settings.language),
        )
        for path in files:
            try:
                state, said = _take_in(session, path, hints, kept, take_new, dry_run=dry_run)
            except UsageError as error:
                state, said = "waits", f"{error.message} {error.hint}".strip()
                if not isinstance(error, QUESTIONS):
                    state, refused[path.name] = "refused", _as_it_is(path)
            rows.append((state, clean(path.name), clean(said)))
    finally:
        session.close()
    return rows, refused


def _as_it_is(path: Path) -> str:
    """Return by what a file is known to be the same as the last time."""
    with suppress(OSError):
        about = path.stat()
        return f"{about.st_size} {about.st_mtime_ns}"
    return ""


def _files(folder: Path) -> list[Path]:
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        raise UsageError(
            tr(
                "{folder} cannot be listed: {reason}.",
                folder=folder,
                reason=what_went_wrong(error),
            ),
            tr("With --all, FILE must be a folder you can read."),
        ) from None
    return [path for path in paths if path.is_file() and not path.name.startswith(".")]


def _take_in(
    session: Session, path: Path, hints: Hints, kept: Remembered, take_new: bool, *, dry_run: bool
) -> tuple[str, str]:
    """Return what became of a file (saved, waits, unchanged), and what is to be said of it."""
    from coptui.core.model.records import Source
    from coptui.exchange.planning.plan import ImportChoices, edit_of, plan
    from coptui.exchange.remembering import read_again
    from coptui.reading_apart import read_apart

    try:
        data = read_file(path, LARGEST)
    except OSError as error:
        raise UsageError(cannot_be_read(path.name, what_went_wrong(error))) from None
    if len(data) > LARGEST:
        raise UsageError(too_large(path.name), EXPORT_LESS)
    name = clean(path.name)
    found_in_file = read_again(data, replace(hints, name=name), kept.load, read_apart)
    import_plan = plan(
        session.whole,
        found_in_file,
        today=session.today,
        source=Source(file=name, at=session.clock.moment()),
        choices=ImportChoices(take_new=take_new),
    )
    waiting = _waiting(import_plan)
    edit = edit_of(import_plan)
    if edit and not dry_run and not import_plan.raters_unsaid:
        session.edit(edit)
    said = [
        import_plan.product,
        import_plan.saved.said or tr("nothing new"),
        *waiting,
        *(
            tr("{rows} left out", rows=counted(rows, "{count} row", "{count} rows"))
            for rows in [import_plan.saved.left_out]
            if rows
        ),
    ]
    state = "waits" if waiting else "saved" if edit and not dry_run else "unchanged"
    return ("would save" if edit and dry_run and not waiting else state), "; ".join(said)


def _waiting(import_plan: ImportPlan) -> list[str]:
    """Return what no one but a person can decide."""
    said = [
        f"{clean(meeting.title) or tr('an event')}: {meeting.why}"
        for meeting in import_plan.undecided
    ]
    if import_plan.raters_unsaid and not import_plan.undecided:
        said.append(tr("the file doesn't say who answered"))
    if import_plan.open:
        names = ", ".join(row.name[:40] for row in import_plan.open[:5])
        said.append(
            counted(
                len(import_plan.open),
                "{count} name not matched: {names}",
                "{count} names not matched: {names}",
                names=names,
            )
        )
    return said
