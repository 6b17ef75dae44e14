"""Everything that can be exported: one table for the command line and the full screen."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from coptui.core.lists.listing import narrowed
from coptui.core.model.community import Community
from coptui.core.model.counting import counted, forms
from coptui.core.model.sentences import (
    CHOOSE_A_FOLDER,
    CHOOSE_ANOTHER_NAME,
    cannot_be_written,
    what_went_wrong,
)
from coptui.errors import CoptError, UsageError
from coptui.exchange.writers.written import Written
from coptui.language import tr


@dataclass(frozen=True)
class ExportChoices:
    """What was asked for by name; everything private is off until it is."""

    bom: bool = False
    more: bool = False
    minutes: bool = False
    between: Literal[",", ";"] = ","
    card: Literal["3.0", "4.0"] = "3.0"
    notes: bool = False
    attendees: bool = False
    repeat: bool = False
    follow_ups: bool = False
    private: bool = False
    schema: int = 1
    only: frozenset[int] | None = None
    """The members of a list, where it is about them alone."""


Make = Callable[[Community, date, ExportChoices], Written]


@dataclass(frozen=True)
class Export:
    """One thing to export.

    `holds` says what is in it and `without` what isn't, each in a line; `units` are the forms of what its
    records are called; `file` is the end of its file's name.
    """

    id: str
    title: str
    holds: str
    without: str
    units: tuple[str, str]
    file: str
    writer: Make
    of_the_whole: bool = False
    """Whether it is of the whole community, whichever group is looked at."""

    def make(self, community: Community, today: date, choices: ExportChoices) -> Written:
        """Return what is exported, with codes for what is confidential, whatever text names it."""
        from coptui.core.views.codes import with_codes

        return self.writer(with_codes(community, community), today, choices)

    def said(self, written: Written) -> str:
        """Return `12 people`."""
        return counted(written.records, *self.units)


def _members(community: Community, today: date, choices: ExportChoices) -> Written:
    from coptui.exchange.writers.members import members

    return members(community, today, more=choices.more, bom=choices.bom)


def _attendance(community: Community, today: date, choices: ExportChoices) -> Written:
    from coptui.exchange.writers.attendance import attendance

    return attendance(community, today, minutes=choices.minutes, bom=choices.bom)


def _addresses(community: Community, today: date, choices: ExportChoices) -> Written:
    from coptui.exchange.writers.members import addresses

    if choices.only is not None:
        community = narrowed(community, choices.only)
    return addresses(community, today, between=choices.between)


def _cards(community: Community, today: date, choices: ExportChoices) -> Written:
    from coptui.exchange.writers.cards import cards

    return cards(community, today, version=choices.card, notes=choices.notes)


def _calendar(community: Community, today: date, choices: ExportChoices) -> Written:
    from coptui.exchange.writers.calendar import calendar

    return calendar(
        community,
        today,
        attendees=choices.attendees,
        repeat=choices.repeat,
        follow_ups=choices.follow_ups,
    )


def _library(community: Community, today: date, choices: ExportChoices) -> Written:
    from coptui.exchange.writers.practice import library

    return library(community, bom=choices.bom)


def _learning_agenda(community: Community, today: date, choices: ExportChoices) -> Written:
    from coptui.exchange.writers.practice import learning_agenda

    return learning_agenda(community, bom=choices.bom)


def _overview(community: Community, today: date, choices: ExportChoices) -> Written:
    from coptui.reports.markdown import markdown
    from coptui.reports.overview import in_it, overview

    return Written(markdown(overview(community, today)), in_it(community, today))


def _whole(community: Community, today: date, choices: ExportChoices) -> Written:
    from coptui.exchange.writers.whole import everything

    return everything(community, schema=choices.schema, private=choices.private)


_PEOPLE = forms("{count} person", "{count} people")
EXPORTS = (
    Export(
        "csv", tr("Members and guests, for a spreadsheet"),
        tr("names, e-mail addresses, phone numbers, offers, needs, tags"), tr("no notes"), _PEOPLE, "members.csv", _members,
    ),
    Export(
        "attendance", tr("Attendance, for a spreadsheet"),
        tr("a row per person, a column per event"), tr("no confidential events, no ratings"), _PEOPLE, "attendance.csv", _attendance,
    ),
    Export(
        "addresses", tr("E-mail addresses"),
        tr("current members"), tr("no one who asked for no contact"), forms("{count} address", "{count} addresses"), "addresses.txt",
        _addresses,
    ),
    Export(
        "vcf", tr("Address book (vCard)"),
        tr("names, contact details, tags"), tr("no notes, no one who wants no contact"), _PEOPLE, "members.vcf", _cards,
    ),
    Export(
        "ics", tr("Calendar (iCalendar)"),
        tr("past and upcoming events; confidential ones by code only"), tr("no people"), forms("{count} event", "{count} events"), "events.ics", _calendar,
    ),
    Export(
        "library", tr("Library, for a spreadsheet"),
        tr("titles, links, who looks after them, dates of use"), tr("not who used an item"),
        forms("{count} item", "{count} items"), "library.csv", _library,
    ),
    Export(
        "learning-agenda", tr("Learning agenda, for a spreadsheet"),
        tr("questions and gaps, who is curious, seasons"), tr("nothing confidential"),
        forms("{count} question", "{count} questions"), "learning-agenda.csv", _learning_agenda,
    ),
    Export(
        "md", tr("A page to read (Markdown)"),
        tr("what people offer and need, topics, events"), tr("no addresses or phone numbers"),
        forms("{count} person, topic or event", "{count} people, topics and events"), "page.md", _overview,
    ),
    Export(
        "json", tr("Everything, for programs (JSON)"),
        tr("records"), tr("no notes, conversations, ratings, checklist answers, history"), forms("{count} record", "{count} records"),
        "community.json", _whole, of_the_whole=True,
    ),
)  # fmt: skip
BY_ID = {export.id: export for export in EXPORTS}


def file_name(community: Community, export: Export, today: date) -> str:
    """Return `2026-11-24-help-line-circle-members.csv`."""
    return dated_name(community, export.file, today)


def dated_name(community: Community, end: str, today: date) -> str:
    """Return the name of a file with the day and the community before its end."""
    words = "".join(
        letter if letter.isalnum() else " " for letter in community.profile.name.casefold()
    )
    name = "-".join(words.split())[:40].strip("-")
    return "-".join(part for part in (today.isoformat(), name, end) if part)


def save(path: Path, text: str, *, never: Path | None, force: bool = False) -> Path:
    """Write a file that only its owner may read; return its full path. Replace a file only with
    `force`.

    `never` is the community's own file if it is in one, which no export replaces. Raise UsageError if there is a
    file already, CoptError if it can't be written.
    """
    from coptui.reports.file import write_new

    whole = Path(os.path.abspath(path))  # noqa: PTH100 - a link of that name is not followed
    if not force or not os.path.lexists(whole):
        return write_new(whole, text)
    if (never and os.path.realpath(whole) == os.path.realpath(never)) or not whole.is_file():
        raise UsageError(
            tr(
                "{whole} can't be replaced: it is the community's own file, or not a file at all.",
                whole=whole,
            ),
            CHOOSE_ANOTHER_NAME,
        )
    beside = write_new(whole.with_name(f".coptui-{os.urandom(8).hex()}"), text, in_place_of=whole)
    try:
        beside.replace(whole)
    except OSError as error:
        if not os.path.lexists(beside):
            return whole  # It was put there all the same.
        with suppress(OSError):
            beside.unlink()
        raise CoptError(cannot_be_written(whole, what_went_wrong(error)), CHOOSE_A_FOLDER) from None
    return whole
