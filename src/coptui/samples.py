"""The two sample communities, and private copies of them that live today.

A shipped file is written for the day `meta.1.sample_made_on`. A copy has every day in it moved by
the same number of whole weeks: weekdays stay right, nothing recorded lies ahead, and the next
event is one to seven days away, as it is seven days after the day the file was made for.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any

from coptui.assets import folder as shipped
from coptui.core.levels import short
from coptui.core.records import day_of
from coptui.errors import FAULT, CoptError, UsageError


@dataclass(frozen=True)
class Sample:
    """A shipped community: `file` is its name in sample_data/."""

    title: str
    about: str
    file: str


SAMPLES: Mapping[str, Sample] = MappingProxyType(
    {
        "help-line": Sample(
            "Help-line circle",
            "Social workers in Boston who staff a help line and tread gently.",
            "help-line.json",
        ),
        "circuit-designers": Sample(
            "Diagram night",
            "Circuit designers in Silicon Valley who argue over diagrams.",
            "circuit-designers.json",
        ),
    }
)

_ISO = re.compile(r"(?<![\d-])\d{4}-\d\d-\d\d(?![\d-])")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_SHORT = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)})(?: (\d{{4}}))?\b")


def copy_sample(name: str, folder: Path, today: date) -> Path:
    """Write a private copy (0600) of a sample, moved to `today`, into `folder`; its path.

    Raises UsageError when there is no such sample or the folder has a file of that name already.
    """
    sample = SAMPLES.get(name)
    if sample is None:
        near = get_close_matches(name, SAMPLES, 1)
        raise UsageError(
            f"There is no sample {name!r}.",
            f"Did you mean {near[0]}?" if near else f"There are: {', '.join(SAMPLES)}.",
        )
    source = shipped("sample_data") / sample.file
    try:
        text = moved(source.read_text(encoding="utf-8"), today)
    except OSError as error:
        raise CoptError(
            f"The sample {source} cannot be read: {error.strerror}.",
            "Install coptui again.",
            exit_code=FAULT,
        ) from None
    return _write(Path(folder) / sample.file, text)


def moved(text: str, today: date) -> str:
    """A sample's text with every day in it moved by whole weeks towards `today`.

    ISO dates move wherever they stand, in times and in prose too; so do the days that an evidence
    line, frozen in a walk, writes as `24 Nov`. Moving twice comes to the same as moving once.
    """
    tables: dict[str, dict[str, Any]] = json.loads(text)
    made_on = date.fromisoformat(tables["meta"]["1"]["sample_made_on"])
    weeks = timedelta(weeks=(today - made_on).days // 7)
    try:
        return _laid_out({name: _moved(table, weeks) for name, table in tables.items()})
    except OverflowError:
        raise UsageError(
            f"A sample cannot be moved to {today}.", "Choose a day between 1900 and 9000."
        ) from None


def _moved(value: Any, by: timedelta) -> Any:
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


def _later(day: str, by: timedelta) -> str:
    try:
        return (date.fromisoformat(day) + by).isoformat()
    except ValueError:
        return day


def _with_short_days(text: str, seen_on: date, by: timedelta) -> str:
    """`24 Nov` moved; without a year it was written in the year in which the line was seen."""
    year = (seen_on - by).year

    def later(found: re.Match[str]) -> str:
        month = _MONTHS.index(found[2]) + 1
        return short(date(int(found[3] or year), month, int(found[1])) + by, seen_on)

    return _SHORT.sub(later, text)


def _laid_out(tables: Mapping[str, Mapping[str, Any]]) -> str:
    """One document a line, as the store writes a file."""
    out = []
    for name, table in tables.items():
        lines = [f'"{key}":{_compact(document)}' for key, document in table.items()]
        body = "{\n" + ",\n".join(lines) + "\n}" if lines else "{}"
        out.append(f'"{name}":{body}')
    return "{" + ",\n".join(out) + "}\n"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _write(path: Path, text: str) -> Path:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        descriptor = os.open(path, flags, 0o600)
    except FileExistsError:
        raise UsageError(
            f"There is a file {path} already.", "Choose another folder, or open that one."
        ) from None
    except OSError as error:
        raise CoptError(
            f"{path} cannot be written: {error.strerror}.", "Choose a folder of your own."
        ) from None
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        with suppress(OSError):
            path.unlink()
        raise CoptError(
            f"{path} cannot be written: {error.strerror}.", "Make room and try again."
        ) from None
    return path
