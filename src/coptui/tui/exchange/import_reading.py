"""Reading a file to import and planning what it would change, away from the screen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from coptui.core.model.community import AllGroups
from coptui.core.model.records import Source
from coptui.core.model.sentences import EXPORT_LESS, cannot_be_read, what_went_wrong
from coptui.errors import CoptError, UsageError
from coptui.exchange.planning.plan import ImportChoices, ImportPlan, plan
from coptui.exchange.remembering import Recall, read_again
from coptui.exchange.tables.found import Found, Hints
from coptui.exchange.tables.progress import Progress, telling
from coptui.files import read_whole
from coptui.language import tr
from coptui.reading_apart import read_apart

LARGEST = 200_000_000
"""Bytes of the largest file that is read."""


def read_and_plan(
    path: Path,
    hints: Hints,
    recall: Recall,
    community: AllGroups,
    today: date,
    source: Source,
    choices: ImportChoices,
    told: Progress,
) -> tuple[Found, ImportPlan] | CoptError:
    """Return what is in a file and what it would change, or why it cannot be read.

    What the file does not say by itself is an UnknownLayout or Ambiguous. For a thread.
    """
    try:
        with telling(told):
            data = read_whole(path, LARGEST)
            if len(data) > LARGEST:
                raise UsageError(tr("This file is too large."), EXPORT_LESS)
            in_file = read_again(data, hints, recall, read_apart)
            planned = plan(community, in_file, today=today, source=source, choices=choices)
            return in_file, planned
    except OSError as error:
        return CoptError(cannot_be_read(path, what_went_wrong(error)))
    except CoptError as error:
        return error
