"""The library and the learning agenda as CSV, as the import reads them."""

from __future__ import annotations

from collections.abc import Mapping

from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.practice import Kept, is_confidential
from coptui.core.model.records import Seen
from coptui.core.model.text import clean
from coptui.core.views.privacy import all_seen, fit_to_leave
from coptui.core.writing.fields import write_field
from coptui.core.writing.form_fields import FIELDS
from coptui.exchange.writers.cells import sheet
from coptui.exchange.writers.written import Written
from coptui.language import tr

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "library": {
        "title": "Title", "kind": "Kind", "link": "Link", "topic": "Topic", "keeper": "Kept by", "added_on": "Added",
        "looked_on": "Last looked at", "uses": "Uses",
    },
    "questions": {
        "text": "Question", "kind": "Kind", "curious": "Curious", "season": "Season", "asked_on": "Asked",
        "topic": "Topic",
    },
}  # fmt: skip
"""The heading of each field in such a file, the same in every language."""


def library(community: Community, *, bom: bool = False) -> Written:
    """Write a row for each item, with the days of its uses and without who used it and for what."""
    return _written(community, "library", [*community.library.values()], bom)


def learning_agenda(community: Community, *, bom: bool = False) -> Written:
    """Write a row for each question."""
    return _written(community, "questions", [*community.questions.values()], bom)


def _written(community: Community, table: str, records: list[Kept], bom: bool) -> Written:
    """Write the records of a table, without those that belong to something confidential."""
    open_records = [record for record in records if not is_confidential(community, record)]
    fields = FIELDS[table]
    seen = all_seen(community, Seen.AWAY)
    rows = (
        [clean(write_field(field, record, seen), lines=field.many_lines) for field in fields]
        for record in map(fit_to_leave, open_records)
    )
    hidden = len(records) - len(open_records)
    return Written(
        sheet([COLUMNS[table][field.name] for field in fields], rows, bom=bom),
        len(open_records),
        (
            tr(
                "{entries} about confidential topics",
                entries=counted(hidden, "{count} entry", "{count} entries"),
            ),
        )
        if hidden
        else (),
    )
