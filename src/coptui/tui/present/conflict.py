"""Both values of what was changed twice."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from coptui.core.changes import Conflict
from coptui.core.community import Community
from coptui.core.edits import SINGULAR
from coptui.tui.present.words import labelled, name_of
from coptui.tui.rows import Row, Rows, Span, listed


def conflict_rows(community: Community, conflicts: Iterable[Conflict], width: int) -> Rows:
    rows: list[Row] = []
    for conflict in conflicts:
        name = name_of(community.table(conflict.table).get(conflict.id))
        field = conflict.key.replace("_", " ").replace("/", ", ") or "the whole record"
        title = f"{SINGULAR.get(conflict.table, conflict.table)} {name}: {field}"
        rows += [Row(None, ()), Row(None, (Span(title, "heading"),))]
        rows += labelled("mine", _value(conflict.mine), width)
        rows += labelled("theirs", _value(conflict.theirs), width)
    return listed(rows[1:])


def _value(value: Any) -> str:
    if value is None:
        return "(nothing)"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
