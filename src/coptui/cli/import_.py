"""`coptui import FILE`."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from coptui.cli import output, which_file
from coptui.cli.import_choices import choices_of
from coptui.cli.import_outcome import lines, records, say
from coptui.cli.options import Chosen, Verb, chosen
from coptui.config import folders
from coptui.core.model.sentences import (
    EXPORT_LESS,
    GIVE_EXPORTED_FILE,
    NOTHING_WRITTEN,
    PREVIEW_ONLY,
    USE_DRY_RUN,
    cannot_be_read,
    no_file,
    too_large,
    what_went_wrong,
)
from coptui.core.model.text import clean
from coptui.errors import CoptError, ReadOnly, UsageError
from coptui.files import read_whole
from coptui.language import tr

if TYPE_CHECKING:
    from coptui.exchange.tables.found import Found, Hints, UnknownLayout
    from coptui.store.drafts import Remembered

LARGEST = 200_000_000
"""Bytes of the largest file that is read."""


@click.command(
    cls=Verb, name="import", short_help=tr("Import attendance, people or events from a file.")
)
@click.argument("export", metavar="FILE")
@click.option(
    "--event",
    metavar="EVENT",
    help=tr("Say which event it was: part of its title, its date or number, or `new`."),
)
@click.option(
    "--who",
    "assignments",
    metavar="'NAME=PERSON'",
    multiple=True,
    help=tr(
        "Say who a name in the file is: a member's name, `new` or `ignore`. Your answer is remembered."
    ),
)
@click.option("--new", "take_new", is_flag=True, help=tr("Add unknown people as guests."))
@click.option(
    "--all",
    "whole_folder",
    is_flag=True,
    help=(
        tr(
            "Import every file in the folder FILE, using your earlier answers; it exits "
            "with 1 if a file needs your answer."
        )
    ),
)
@click.option("--dry-run", is_flag=True, help=PREVIEW_ONLY)
@click.option(
    "--column",
    metavar="'HEAD=WHAT'",
    multiple=True,
    help=tr("Say what a column holds, such as 'Teilnehmer=name'. Your answer is remembered."),
)
@click.option(
    "--day-first/--month-first",
    "day_first",
    default=None,
    help=tr("Say how to read a date such as 03/04/2026. Your answer is remembered."),
)
@click.option(
    "--sheet",
    metavar="NAME",
    help=tr("Say which sheet of the workbook to read. Your answer is remembered."),
)
@click.option(
    "--scale",
    type=click.Choice(("0-4", "1-5")),
    help=tr("Say on which scale the answers in the file are."),
)
@click.option(
    "--code-page",
    metavar="NAME",
    help=tr(
        "Say which code page the file is in if it is not UTF-8, such as cp1250. Your answer is remembered."
    ),
)
@click.option(
    "--raters",
    type=click.Choice(("members", "guests")),
    help=tr("Say who gave the ratings in the file, if the file doesn't say."),
)
@chosen
def command(
    chosen: Chosen,
    export: str,
    event: str | None,
    assignments: tuple[str, ...],
    take_new: bool,
    dry_run: bool,
    column: tuple[str, ...],
    day_first: bool | None,
    sheet: str | None,
    scale: str | None,
    code_page: str | None,
    raters: str | None,
    whole_folder: bool,
) -> int:
    """Import a file from another program: attendance, people, a calendar or posts.

    Everything that is certain is saved at once, as one change: people are recognised by
    address, other names or name. The others are listed with the people they might be. Importing
    the same file again changes nothing. FILE may be - for standard input.

    It prints what happens to each row, its line, its name, who it is and why, separated by
    tabs.
    """
    if whole_folder:
        about_one = (event, assignments, column, sheet, scale, code_page, raters)
        if any(about_one) or day_first is not None:
            raise UsageError(
                tr(
                    "--all imports a whole folder, so it can't be combined with options about one "
                    "file."
                ),
                tr("Import such a file on its own first; what you say about it is remembered."),
            )
        from coptui.cli.import_folder import import_folder

        return import_folder(chosen, Path(export), take_new=take_new, dry_run=dry_run)
    from coptui.core.meetings.rating import asked_by_name
    from coptui.core.meetings.yearly import yearly_asked
    from coptui.core.model.records import Source
    from coptui.exchange.planning.plan import edit_of, plan
    from coptui.exchange.tables.decoding import code_page_named
    from coptui.exchange.tables.found import Hints
    from coptui.exchange.tables.progress import telling
    from coptui.store.drafts import Drafts

    if chosen.read_only and not dry_run:
        raise ReadOnly(tr("--read-only writes nothing."), USE_DRY_RUN)
    data, name = _bytes(export)
    session = which_file.session(chosen, writing=not dry_run)
    try:
        kept = Drafts(folders().state / "drafts", read_only=dry_run).remembered
        hints = Hints(
            name=name,
            today=session.today.isoformat(),
            day_first=day_first,
            sheet=sheet or "",
            questions=asked_by_name(session.community.profile),
            yearly=yearly_asked(session.settings.language),
            scale=scale or "",
            code_page=code_page_named(code_page) if code_page else "",
        )
        community = session.whole
        with output.progress() as told, telling(told):
            content = _read(data, hints, _columns(column), kept, export)
            choices = choices_of(community, content, event, assignments, take_new)
            if raters:
                choices = replace(choices, raters="member" if raters == "members" else "visitor")
            source = Source(file=name, at=session.clock.moment())
            import_plan = plan(
                community, content, today=session.today, source=source, choices=choices
            )
        if import_plan.raters_unsaid and not import_plan.undecided:
            raise UsageError(
                tr("The file doesn't say who answered."),
                tr("Add --raters members or --raters guests."),
            )
        edit = edit_of(import_plan)
        if edit and not dry_run:
            if session.read_only:
                raise ReadOnly(f"{session.whereabouts.name}: {session.read_only}", NOTHING_WRITTEN)
            session.edit(edit)
    finally:
        session.close()
    if chosen.json:
        output.records(records(community, import_plan))
    else:
        for line in lines(community, import_plan):
            output.cells(*line)
    say(import_plan, saved=bool(edit), dry_run=dry_run)
    return 0


def _bytes(file: str) -> tuple[bytes, str]:
    """Return the content of the file, and its name."""
    if file == "-":
        stream = getattr(sys.stdin, "buffer", None)
        text = "" if stream else (sys.stdin.read() if sys.stdin else "")
        return (stream.read(LARGEST + 1) if stream else text.encode()), tr("standard input")
    path = Path(file)
    try:
        data = read_whole(path, LARGEST)
    except FileNotFoundError:
        raise UsageError(no_file(file), GIVE_EXPORTED_FILE) from None
    except OSError as error:
        raise UsageError(cannot_be_read(file, what_went_wrong(error))) from None
    if len(data) > LARGEST:
        raise UsageError(too_large(file), EXPORT_LESS)
    return data, clean(path.name)


def _columns(told: tuple[str, ...]) -> dict[str, str]:
    from coptui.exchange.tables.headings import MEANINGS

    meanings = {}
    for text in told:
        head, sign, meaning = text.rpartition("=")
        meaning = " ".join(meaning.casefold().split())
        if not sign or not head.strip() or meaning not in MEANINGS:
            raise UsageError(
                tr("--column {text!r} does not say what a column holds.", text=text),
                tr(
                    "Write 'HEADING=WHAT'; WHAT is one of: {meanings}.",
                    meanings=", ".join(MEANINGS),
                ),
            )
        meanings[head.strip()] = meaning
    return meanings


def _settling(file: str, unknown: UnknownLayout) -> str:
    """Return the command that says of each column what it most likely holds."""
    said = [
        f" --column {quote(f'{head}={meaning}')}"
        for head, meaning in zip(unknown.columns, unknown.meanings, strict=True)
        if head.strip() and meaning not in ("keep", "skip")
    ]
    likely = said or [" --column 'HEADING=name' --column 'HEADING=email'"]
    return f"coptui import {quote(file)}{''.join(likely)}"


def _read(data: bytes, hints: Hints, columns: dict[str, str], kept: Remembered, file: str) -> Found:
    """Return what the file says; remember what was answered about it once it could be read."""
    from coptui.exchange.remembering import (
        code_page_key,
        columns_key,
        dates_kept,
        dates_key,
        read_again,
        sheet_key,
    )
    from coptui.exchange.tables.found import (
        AmbiguousDates,
        SeveralSheets,
        UnclearScale,
        UnknownLayout,
    )
    from coptui.reading_apart import read_apart

    try:
        content = read_again(data, replace(hints, columns=columns), kept.load, read_apart)
    except UnknownLayout as error:
        heads = ", ".join(head[:40] for head in error.columns[:40] if head.strip())
        raise UsageError(
            tr(
                "{said} The table starts on line {line} with these columns: {heads}.",
                said=error.message,
                line=error.line,
                heads=heads or tr("no headings"),
            ),
            tr(
                "{hint} If coptui has guessed the columns right, run: {settling}",
                hint=error.hint,
                settling=_settling(file, error),
            ),
        ) from None
    except SeveralSheets as error:
        chosen_sheet = f"coptui import {quote(file)} --sheet {quote(error.sheets[0])}"
        raise UsageError(
            error.message,
            tr("Say which sheet to read, for example: {chosen_sheet}", chosen_sheet=chosen_sheet),
        ) from None
    except UnclearScale as error:
        command = f"coptui import {quote(file)}"
        raise UsageError(
            error.message,
            tr(
                "{hint} {command} --scale 0-4, or {command} --scale 1-5",
                hint=error.hint,
                command=command,
            ),
        ) from None
    except AmbiguousDates as error:
        command = f"coptui import {quote(file)}"
        raise UsageError(
            error.message,
            tr(
                "{hint} {command} --day-first, or {command} --month-first",
                hint=error.hint,
                command=command,
            ),
        ) from None
    # Not to be remembered is no reason to stop.
    with suppress(CoptError):
        if columns:
            try:
                read_apart(data, hints)
            except UnknownLayout as error:
                kept.save(columns_key(error.columns, hints.name), columns)
            except UsageError:
                pass
        if hints.sheet:
            kept.save(sheet_key(hints.name), {"sheet": hints.sheet})
        if hints.code_page:
            kept.save(code_page_key(hints.name), {"code page": hints.code_page})
        if hints.day_first is not None:
            kept.save(dates_key(hints.name), dates_kept(hints.day_first))
    return content
