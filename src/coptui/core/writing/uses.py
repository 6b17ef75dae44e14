"""Uses of what the library keeps, as a person writes them: `8 Sep @ann: the night rota`. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from coptui.core.finding.search import one
from coptui.core.model.community import Community
from coptui.core.model.days_in_text import leading_day
from coptui.core.model.records import Use
from coptui.core.model.saying import person
from coptui.core.model.sentences import SUCH_A_USE, WHO_USED_IT, cut_too_long, still_to_come
from coptui.core.model.text import clean
from coptui.core.model.typed_days import NoDay
from coptui.core.model.when import full_day
from coptui.core.writing.form_fields import LINE
from coptui.errors import UsageError

_WRITTEN_BY = re.compile(r"@([^:]+): ?")


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
    return _by_and_what(line, community, today, today)


def _read(line: str, community: Community, today: date) -> Use:
    try:
        day, rest = leading_day(line, today, "past")
    except NoDay:
        return _by_and_what(line, community, None, today)
    if day <= today:
        return _by_and_what(rest.removeprefix(":").strip(), community, day, today)
    if rest.startswith("@"):
        raise UsageError(still_to_come(full_day(day)), SUCH_A_USE)
    # "second Tuesday table" is what it was used for.
    return _by_and_what(line, community, None, today)


def _by_and_what(text: str, community: Community, day: date | None, today: date) -> Use:
    by, what = None, text
    if (begun := _WRITTEN_BY.match(text)) and (named := _called(begun[1], community)):
        by, what = named, text[begun.end() :]
    elif text.startswith("@"):
        from coptui.core.writing.capture import people_marked  # The first screen needs none of it.

        for start, end, person_marked, _ in people_marked(text, community, today):
            if start == 0:
                by, what = person_marked, text[end:].lstrip(" :")
            break
    if len(what) > LINE:
        raise UsageError(cut_too_long(what[:20], LINE))
    return Use(on=day, by=by, what=what)


def _called(name: str, community: Community) -> int | None:
    with suppress(UsageError):
        return one(community, name).id
    return None


def _document(use: Use) -> dict[str, Any]:
    values = {"on": use.on.isoformat() if use.on else None, "by": use.by, "what": use.what}
    return {name: value for name, value in values.items() if value not in (None, "")}
