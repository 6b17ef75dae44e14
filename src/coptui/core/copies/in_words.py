"""What happens to how many records, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from coptui.core.model.labels import counted_records
from coptui.language import tr


def counted_by_table(words: Mapping[str, str], tables: Iterable[Any]) -> str:
    """Return "loses 2 conversations, 1 follow-up; changes 1 member", without the history and the
    marks of people who were erased.

    `words` are texts about `{records}`, and say which count of each of `tables` they stand for.
    """
    tables = [table for table in tables if table.table not in ("history", "erased")]
    said = []
    for word, field in words.items():
        parts = [
            counted_records(n, table.table) for table in tables if (n := getattr(table, field))
        ]
        if parts:
            said.append(word.format(records=", ".join(parts)))
    return "; ".join(said)


def restored(differences: Iterable[Any]) -> str:
    """Return what restoring a backup would do: "restores 1 member; loses 2 conversations"."""
    words = {
        tr("restores {records}"): "back",
        tr("loses {records}"): "lost",
        tr("changes {records}"): "changed",
    }
    return counted_by_table(words, differences) or tr("the same as now")
