"""Uses of what the library keeps, as a person writes them: `8 Sep @ann: the night rota`. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from coptui.core.finding.search import one
from coptui.core.model.community import Community
from coptui.core.model.records import Use
from coptui.core.model.saying import person
from coptui.core.model.sentences import SUCH_A_USE, WHO_USED_IT, cut_too_long
from coptui.core.model.text import clean
from coptui.core.model.typed_days import parse_when
from coptui.core.writing.form_fields import LINE
from coptui.errors import UsageError

_DAY = re.compile(r"(\d{4}-\d\d-\d\d|\d{1,2} [^\W\d]{3,}(?: \d{4})?)(?: |$)")
_BY = re.compile(r"@([^:]+): ?|@(\S+) ?")


def written_use(use: Use, community: Community) -> str:
    """Return a use as `read_uses` reads it."""
    by = f"@{person(community, use.by)}:" if use.by is not None else ""
    return clean(" ".join(filter(None, (str(use.on or ""), by, use.what))))


def read_uses(
    text: str, current: Sequence[Use], community: Community, today: date
) -> list[dict[str, Any]]:
    """Read a use from each line; a line that was there already means the very use it was.

    Raise UsageError for a name that fits no one or several.
    """
    known = {written_use(use, community): use for use in current}
    uses = []
    for line in filter(None, map(clean, text.split("\n"))):
        use = known.get(line) or _read(line, community, today)
        uses.append(_document(use))
    return uses


def use_today(line: str, community: Community, today: date) -> Use:
    """Return the use that `@ann for the night rota` tells of, today.

    Raise UsageError for a name that fits no one or several, and if nothing was written.
    """
    line = clean(line)
    if not line:
        raise UsageError(WHO_USED_IT, SUCH_A_USE)
    return _by_and_what(line, community, today)


def _read(line: str, community: Community, today: date) -> Use:
    if begun := _DAY.match(line):
        with suppress(UsageError):
            day = parse_when(begun[1], today, "nearest")
            return _by_and_what(line[begun.end() :], community, day)
    return _by_and_what(line, community, None)


def _by_and_what(text: str, community: Community, day: date | None) -> Use:
    by, what = None, text
    if begun := _BY.match(text):
        by = one(community, begun[1] or begun[2]).id
        what = text[begun.end() :]
    if len(what) > LINE:
        raise UsageError(cut_too_long(what[:20], LINE))
    return Use(on=day, by=by, what=what)


def _document(use: Use) -> dict[str, Any]:
    values = {"on": use.on.isoformat() if use.on else None, "by": use.by, "what": use.what}
    return {name: value for name, value in values.items() if value not in (None, "")}
