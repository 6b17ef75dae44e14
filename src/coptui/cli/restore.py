"""`coptui restore [N]`."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coptui.cli import output, which_file
from coptui.cli.options import Chosen, Verb, chosen
from coptui.config import folders
from coptui.core.copies.in_words import restored
from coptui.core.model.sentences import (
    CHOOSE_ANOTHER,
    DO_NOT_ASK,
    NOTHING_CHANGED,
    cannot_be_read,
    what_went_wrong,
)
from coptui.errors import CoptError, DataInvalid, ReadOnly, UsageError
from coptui.files import must_be_plain
from coptui.language import tr
from coptui.store.opening import is_absent, moments

if TYPE_CHECKING:
    from coptui.store.moments import Moment, Moments
    from coptui.store.restoring import Difference


@click.command(cls=Verb, name="restore", short_help=tr("List backups, or restore one."))
@click.argument("number", metavar="[N]", type=click.IntRange(1), required=False)
@click.option("--yes", is_flag=True, help=DO_NOT_ASK)
@chosen
def command(chosen: Chosen, number: int | None, yes: bool) -> None:
    """List the file's backups; with N, restore one.

    It prints number, time (UTC), size in bytes, why it was made, and what it would restore,
    lose and change, separated by tabs. The current file is backed up first.
    """
    whereabouts, named = which_file.chosen_community(chosen)
    if whereabouts.file is not None:
        _must_be_plain(whereabouts.file)
    backups = moments(whereabouts, folders().state)
    known = backups.all()
    if not known and is_absent(whereabouts):
        raise which_file.missing(whereabouts, named=named)
    if number is not None:
        if number > len(known):
            raise UsageError(
                tr(
                    "There is no backup {number} of {shown}; there are {count}.",
                    number=number,
                    shown=whereabouts.shown,
                    count=len(known),
                ),
                tr("`coptui restore` lists them."),
            )
        _bring_back(chosen, backups, known[number - 1], number, yes)
        return
    rows = [(at, backup, *_difference(backups, backup)) for at, backup in enumerate(known, 1)]
    if chosen.json:
        output.records(
            {
                "number": at,
                "taken_at": backup.taken_at.isoformat(timespec="seconds"),
                "size": backup.size,
                "reason": backup.reason,
                "path": backup.key if whereabouts.file is not None else None,
                "fault": fault or None,
                "changes": [
                    {
                        "table": difference.table,
                        "back": difference.back,
                        "lost": difference.lost,
                        "changed": difference.changed,
                    }
                    for difference in differences
                ],
            }
            for at, backup, differences, fault in rows
        )
        return
    for at, backup, differences, fault in rows:
        taken = f"{backup.taken_at:%Y-%m-%d %H:%M:%S}"
        said = fault or restored(differences)
        output.cells(str(at), taken, str(backup.size), backup.reason, said)
    if rows:
        kept = (
            tr("the current file is backed up first")
            if whereabouts.file
            else tr("you can go back to the present state in the same way")
        )
        output.say(tr("To restore one, run `coptui restore N` with its number; {kept}.", kept=kept))
    else:
        output.say(
            tr("There are no backups of {shown} yet; each save makes one.", shown=whereabouts.shown)
        )


def _must_be_plain(path: Path) -> None:
    """Raise DataInvalid if something else than a file is where the community's file should be."""
    with suppress(FileNotFoundError, NotADirectoryError):
        about = path.stat()
        try:
            must_be_plain(about, path)
        except OSError as error:
            raise DataInvalid(cannot_be_read(path, what_went_wrong(error))) from None


def _bring_back(chosen: Chosen, backups: Moments, backup: Moment, number: int, yes: bool) -> None:
    if chosen.read_only:
        raise ReadOnly(tr("--read-only writes nothing."), tr("Leave out --read-only to restore."))
    difference, fault = _difference(backups, backup)
    if fault:
        raise CoptError(
            tr("Backup {number} cannot be restored: {fault}", number=number, fault=fault),
            CHOOSE_ANOTHER,
        )
    output.say(
        tr(
            "Backup {number} from {taken_at:%Y-%m-%d %H:%M:%S} UTC: {restored}.",
            number=number,
            taken_at=backup.taken_at,
            restored=restored(difference),
        )
    )
    if not yes:
        if not output.interactive():
            raise UsageError(
                tr("Nothing was restored: coptui needs a terminal to ask you."), tr("Add --yes.")
            )
        if (output.ask(tr("Restore it? y or n:")) or "").strip().casefold() not in ("y", "yes"):
            output.say(NOTHING_CHANGED)
            return
    kept, warning = backups.restore(backup, waits=output.say)
    chosen.saved = True
    where = " " + tr("The previous file was kept as {kept}.", kept=kept) if kept else ""
    output.say(
        tr(
            "{shown} has been restored.{where}",
            shown=which_file.chosen_community(chosen)[0].shown,
            where=where,
        )
    )
    output.warn(warning)


def _difference(backups: Moments, backup: Moment) -> tuple[tuple[Difference, ...], str]:
    """Return what a backup would do, and why it can't be restored ("" if it can)."""
    try:
        return backups.compare(backup), ""
    except CoptError as error:
        return (), error.message
