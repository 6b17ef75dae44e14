"""Microsoft Teams: lists of who joined and who left, as taken inside a meeting or of a live event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from msgspec.structs import replace

from coptui.core.model.text import fold
from coptui.exchange.tables.attendance import Stay, attendees
from coptui.exchange.tables.dates import Dates
from coptui.exchange.tables.found import Found, FoundEvent, Hints, Skipped
from coptui.exchange.tables.moments import read_back
from coptui.exchange.tables.sheets import SheetRow, TextSheet
from coptui.language import tr

PRODUCT = "Teams attendance"
_LEFT = re.compile(
    r"\b(?:left|verlassen|a quitté|quitté|salió|abandonó|saiu|uscit[oa]|ha lasciato|verlaten|poistui|lämnade|forlod|opuścił\w*)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"\b(?:joined|beigetreten|a rejoint|rejoint|se unió|unió|ingressou|entrou|partecipa\w*|entrat[oa]|deelgenomen|liittyi|anslöt|deltog|dołączył\w*)\b",
    re.IGNORECASE,
)
OUTSIDE = re.compile(
    r"\((?:guest|gast|invité|invitado|ospite|convidado|vieras|external|extern|ext|externe|externo"
    r"|unverified|nicht überprüft|non vérifié)\)",
    re.IGNORECASE,
)
MOMENT = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}[,\s].*\d[:.]\d\d")
_LONG_BREAK = timedelta(hours=6)
_Step = tuple[str, int, str, str]


def actions(sheet: TextSheet, position: int, hints: Hints) -> Found:
    """Read rows of name, action and time, as the list taken during a meeting has them."""
    return _of_actions([row.cells[:3] for row in sheet.rows], sheet.rows, position + 1, hints)


def actions_without_heads(sheet: TextSheet, position: int, hints: Hints) -> Found:
    """Read the same from `position` on, with headings missing or in another language."""
    return _of_actions([row.cells[:3] for row in sheet.rows], sheet.rows, position, hints)


def live_event(sheet: TextSheet, position: int, hints: Hints) -> Found:
    """Read a live event's report: actions with times in UTC, and roles."""
    table = sheet.table(position)
    cells = [
        (
            table.cell(row, "FullName"),
            table.cell(row, "Action"),
            table.cell(row, "UtcEventTimestamp"),
        )
        for row in table.rows
    ]
    found = _of_actions(cells, table.rows, 0, hints, utc=True)
    return replace(found, product="Teams live event")


def acts(text: str) -> str:
    """Return `joined` or `left` for an action in any of ten languages; "" for any other text."""
    text = text[:80]
    return "left" if _LEFT.search(text) else "joined" if _JOINED.search(text) else ""


def _of_actions(
    cells: Sequence[Sequence[str]],
    rows: Sequence[SheetRow],
    start: int,
    hints: Hints,
    *,
    utc: bool = False,
) -> Found:
    taken = [
        (row, tuple(three))
        for row, three in list(zip(rows, cells, strict=True))[start:]
        if not row.blank and len(three) == 3
    ]
    dates = Dates(
        [three[2] for _, three in taken if MOMENT.match(three[2][:60])], hints, meeting=True
    )
    steps: list[tuple[str, int, str, str]] = []
    skipped = []
    for row, (name, action, time) in taken:
        moment, act = dates.moment(time), acts(action)
        if not moment or not act or not name:
            # Headings appear again if two lists were joined.
            if moment or act:
                skipped.append(Skipped(row.line, row.text, tr("no time of joining or leaving")))
            continue
        moment = moment if "+" in moment or not utc else f"{moment}+00:00"
        steps.append((moment, row.line, name, act))
    events = tuple(_of_steps(part) for part in _meetings(sorted(steps)))
    notes = (
        *dates.notes,
        tr("People with no leaving time are counted as present until the last entry."),
    )
    return Found(PRODUCT, "attendance", events=events, skipped=tuple(skipped), notes=notes)


def _meetings(steps: Sequence[_Step]) -> list[list[_Step]]:
    """Split the actions into meetings wherever hours pass without any."""
    parts: list[list[_Step]] = []
    for step in steps:
        now = read_back(step[0])
        before = read_back(parts[-1][-1][0]) if parts else None
        if before is None or now is None or _apart(before, now):
            parts.append([])
        parts[-1].append(step)
    return parts


def _apart(before: object, now: object) -> bool:
    try:
        return now - before > _LONG_BREAK  # type: ignore[operator,no-any-return]
    except TypeError:
        return True


def _of_steps(steps: Sequence[_Step]) -> FoundEvent:
    last = steps[-1][0]
    here: dict[str, tuple[str, int, str]] = {}
    stays = []
    for moment, line, name, act in steps:
        key = fold(name)
        if act == "joined":
            here.setdefault(key, (moment, line, name))
        elif key in here:
            since, first, known = here.pop(key)
            stays.append(Stay(first, known, joined_at=since, left_at=moment))
        else:
            stays.append(Stay(line, name, left_at=moment))
    stays += [
        Stay(line, name, joined_at=since, left_at=last, at_least=True)
        for since, line, name in here.values()
    ]
    people = tuple(
        replace(one, outside=bool(OUTSIDE.search(one.name[:300])))
        for one in sorted(attendees(stays), key=lambda one: one.line)
    )
    return FoundEvent(
        line=min(step[1] for step in steps), starts_at=steps[0][0], ends_at=last, people=people
    )
