"""The two sample communities, and private copies of them moved to today.

A shipped file is written for the day `meta.1.sample_made_on`. A copy has every day in it moved by
the same number of whole weeks: weekdays stay right, nothing recorded is in the future, and the next
event is one to seven days away, as it is seven days after the day the file was made for.
"""

from __future__ import annotations

import codecs
import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any

from coptui.assets import INSTALL_AGAIN
from coptui.assets import folder as shipped
from coptui.core.model.days import later
from coptui.core.model.records import day_of
from coptui.core.model.sentences import (
    CHOOSE_A_FOLDER,
    MAKE_ROOM,
    already_exists,
    cannot_be_written,
    did_you_mean,
    what_went_wrong,
)
from coptui.core.people.days_in_words import short
from coptui.errors import FAULT, CoptError, UsageError
from coptui.language import tr


@dataclass(frozen=True)
class Sample:
    """A shipped community: `file` is its name in sample_data/, `imports` are files of other
    programs in sample_data/imports/ about its people and events."""

    title: str
    about: str
    file: str
    imports: tuple[str, ...]


SAMPLES: Mapping[str, Sample] = MappingProxyType(
    {
        "help-line": Sample(
            tr("Help-line circle"),
            tr("Social workers in Boston who staff a help line."),
            "help-line.json",
            ("zoom-participants.csv", "roster.csv", "calendar.ics", "address-book.vcf"),
        ),
        "circuit-designers": Sample(
            tr("Diagram night"),
            tr("Circuit designers in Silicon Valley who argue over diagrams."),
            "circuit-designers.json",
            ("teams-attendance.csv",),
        ),
    }
)

_ISO = re.compile(r"(?<![\d-])\d{4}-\d\d-\d\d(?![\d-])")
_AMERICAN = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b")
_PACKED = re.compile(r"(?<=[:=])20\d{6}(?=T\d{6}|\r)")
EARLIEST, LATEST = 1950, 2190
"""Years in which a sample may be seen: all its days lie around it, and within those that there are."""
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_SHORT = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)})(?: (\d{{4}}))?\b")


def copy_sample(name: str, folder: Path, today: date) -> Path:
    """Write a private copy (0600) of a sample, moved to `today`, into `folder`; return its path.

    Write the files of other programs that belong to it beside it, their days moved too. Raise
    UsageError if there is no such sample or the folder has a file with that name already.
    """
    sample = SAMPLES.get(name)
    if sample is None:
        near = get_close_matches(name, SAMPLES, 1)
        raise UsageError(
            tr("There is no sample {name!r}.", name=name),
            did_you_mean(near[0])
            if near
            else tr("There are: {samples}.", samples=", ".join(SAMPLES)),
        )
    source = shipped("sample_data") / sample.file
    try:
        sample_text = source.read_text(encoding="utf-8")
        text, by = moved(sample_text, today), _weeks(sample_text, today)
        files = {
            file_name: _moved_import((source.parent / "imports" / file_name).read_bytes(), by)
            for file_name in sample.imports
        }
    except OSError as error:
        raise CoptError(
            tr(
                "The sample {source} cannot be read: {reason}.",
                source=source,
                reason=what_went_wrong(error),
            ),
            INSTALL_AGAIN,
            exit_code=FAULT,
        ) from None
    path = _write(Path(folder) / sample.file, text.encode())
    saved = path.stat().st_mtime
    for age, (file_name, data) in enumerate(files.items()):
        # The first of them is the newest, as the file of the last call is.
        os.utime(_write(Path(folder) / file_name, data), (saved, saved - age))
    return path


def moved(text: str, today: date) -> str:
    """Return a sample's text with every day in it moved by whole weeks towards `today`.

    ISO dates move wherever they are, in times and in prose too; so do the days that an evidence
    line, frozen in a walk, writes as `24 Nov`. Moving twice gives the same as moving once.
    """
    tables: dict[str, dict[str, Any]] = json.loads(text)
    if not EARLIEST <= today.year <= LATEST:
        raise UsageError(
            tr("The sample can't be set to {today}.", today=today),
            tr("Choose a date between {earliest} and {latest}.", earliest=EARLIEST, latest=LATEST),
        )
    days = _weeks(text, today)
    moved_tables = {name: _moved(table, days) for name, table in tables.items()}
    # Years that stand alone move as the year in which the sample is made.
    years = _made_on(moved_tables).year - _made_on(tables).year
    for answers in moved_tables["community"]["1"].get("yearly", ()):
        answers["year"] += years
    return _laid_out(moved_tables)


def _weeks(text: str, today: date) -> int:
    """Return by how much to move the days of a sample."""
    return (today - _made_on(json.loads(text))).days // 7 * 7


def _made_on(tables: Mapping[str, Mapping[str, Any]]) -> date:
    return date.fromisoformat(tables["meta"]["1"]["sample_made_on"])


def _moved_import(data: bytes, by: int) -> bytes:
    """Return a file of another program with its days moved, each written as that program writes it."""
    encoding = "utf-16" if data.startswith(codecs.BOM_UTF16_LE) else "utf-8"

    def american(date_match: re.Match[str]) -> str:
        month, day, year = date_match.groups()
        moved_day = later(date(2000 + int(year[-2:]), int(month), int(day)), by)
        return (
            f"{moved_day.month:0{len(month)}}/{moved_day.day:0{len(day)}}/"
            f"{str(moved_day.year)[-len(year) :]}"
        )

    text = _AMERICAN.sub(american, data.decode(encoding))
    text = _ISO.sub(lambda date_match: _later(date_match[0], by), text)
    text = _PACKED.sub(lambda date_match: _later(date_match[0], by).replace("-", ""), text)
    return text.encode(encoding)


def _moved(value: Any, by: int) -> Any:
    if isinstance(value, str):
        return _ISO.sub(lambda found: _later(found[0], by), value)
    if isinstance(value, list):
        return [_moved(item, by) for item in value]
    if not isinstance(value, dict):
        return value
    out = {key: _moved(item, by) for key, item in value.items()}
    if isinstance(seen := out.get("evidence"), dict) and (at := out.get("at")):
        for frozen in seen.values():
            frozen["text"] = _with_short_days(frozen["text"], day_of(at), by)
    return out


def _later(day: str, by: int) -> str:
    try:
        return later(date.fromisoformat(day), by).isoformat()
    except ValueError:
        return day


def _with_short_days(text: str, seen_on: date, by: int) -> str:
    """Move `24 Nov`; without a year it was written in the year in which the line was seen."""
    year = later(seen_on, -by).year

    def moved_day(found: re.Match[str]) -> str:
        month = _MONTHS.index(found[2]) + 1
        return short(later(date(int(found[3] or year), month, int(found[1])), by), seen_on)

    return _SHORT.sub(moved_day, text)


def _laid_out(tables: Mapping[str, Mapping[str, Any]]) -> str:
    """Lay a file out as the store writes it, one document a line."""
    out = []
    for name, table in tables.items():
        lines = [f'"{key}":{_compact(document)}' for key, document in table.items()]
        body = "{\n" + ",\n".join(lines) + "\n}" if lines else "{}"
        out.append(f'"{name}":{body}')
    return "{" + ",\n".join(out) + "}\n"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _write(path: Path, data: bytes) -> Path:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        descriptor = os.open(path, flags, 0o600)
    except FileExistsError:
        raise UsageError(
            already_exists(path), tr("Choose another folder, or open the file that is there.")
        ) from None
    except OSError as error:
        raise CoptError(cannot_be_written(path, what_went_wrong(error)), CHOOSE_A_FOLDER) from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
    except OSError as error:
        with suppress(OSError):
            path.unlink()
        raise CoptError(cannot_be_written(path, what_went_wrong(error)), MAKE_ROOM) from None
    return path
