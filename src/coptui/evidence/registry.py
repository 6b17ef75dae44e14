"""The one table of evidence lines, and how each is read now and before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from weakref import WeakKeyDictionary

from coptui.core.meetings.occasions import first_day, occasions, until
from coptui.core.model.basis import basis
from coptui.core.model.community import Community
from coptui.core.model.counting import counted, forms
from coptui.core.model.days import later
from coptui.core.model.records import Event, Window
from coptui.core.model.sentences import did_you_mean, no_line
from coptui.core.model.settings import Settings, settings_of
from coptui.errors import UsageError
from coptui.evidence import lines as families
from coptui.evidence.line import Evidence, EvidenceLine, Movement, Reading
from coptui.evidence.series import living_series
from coptui.language import tr


def _shipped() -> Iterator[EvidenceLine]:
    """Yield the lines of every module in `lines`, the families in their order."""
    names = [module.name for module in iter_modules(families.__path__)]
    modules = [import_module(f"{families.__name__}.{name}") for name in names]
    for module in sorted(modules, key=lambda module: module.ORDER):
        yield from module.LINES


LINES: Mapping[str, EvidenceLine] = MappingProxyType({line.id: line for line in _shipped()})
"""Every line by its id, in the order in which they are shown."""

TREND = 6
"""How many windows a trend looks back, the current one included."""

CHANGES: Mapping[str, Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "people": {
            tr("more"): forms("{count} more person", "{count} more people"),
            tr("fewer"): forms("{count} fewer person", "{count} fewer people"),
        },
        "events": {
            tr("more"): forms("{count} more event", "{count} more events"),
            tr("fewer"): forms("{count} fewer event", "{count} fewer events"),
        },
        "topics": {
            tr("more"): forms("{count} more topic", "{count} more topics"),
            tr("fewer"): forms("{count} fewer topic", "{count} fewer topics"),
        },
        "interests": {
            tr("more"): forms("{count} more interest", "{count} more interests"),
            tr("fewer"): forms("{count} fewer interest", "{count} fewer interests"),
        },
        "stories": {
            tr("more"): forms("{count} more story", "{count} more stories"),
            tr("fewer"): forms("{count} fewer story", "{count} fewer stories"),
        },
        "directions": {
            tr("more"): forms("{count} more source", "{count} more sources"),
            tr("fewer"): forms("{count} fewer source", "{count} fewer sources"),
        },
        "days": {
            tr("longer ago"): forms("{count} day longer ago", "{count} days longer ago"),
            tr("more recent"): forms("{count} day more recent", "{count} days more recent"),
            tr("older"): forms("{count} day older", "{count} days older"),
        },
        "%": {
            tr("higher"): forms("{count} point higher", "{count} points higher"),
            tr("lower"): forms("{count} point lower", "{count} points lower"),
        },
    }
)
"""How much more or less, by unit and a line's word for it; without one, the word alone says it."""

_Place = tuple[str, Window, Settings]
_known: WeakKeyDictionary[Community, dict[_Place, Evidence]] = WeakKeyDictionary()
_KEPT = 512


def line(line_id: str, known: Mapping[str, EvidenceLine] | None = None) -> EvidenceLine:
    """Return a line by its id, of the shipped ones unless others are `known`.

    Raise UsageError, with the nearest id, if there is none.
    """
    lines = LINES if known is None else known
    known_line = lines.get(line_id)
    if known_line is None:
        near = get_close_matches(line_id, lines, 1)
        raise UsageError(
            no_line(repr(line_id)),
            did_you_mean(near[0]) if near else tr("See them all with: coptui evidence"),
        )
    return known_line


def evidence(
    line_id: str, community: Community, today: date, settings: Settings | None = None
) -> Evidence:
    """Return a line over the current window. Raise UsageError, with the nearest id, for an unknown
    one."""
    chosen = line(line_id)
    community = _seen(chosen, community)
    settings = settings or settings_of(community.profile)
    return _compute(chosen, community, window_of(chosen, community, today, settings), settings)


def reading(
    chosen: str | EvidenceLine,
    community: Community,
    today: date,
    settings: Settings | None = None,
) -> Reading:
    """Return a line now and in the window before, the same on every screen."""
    chosen = line(chosen) if isinstance(chosen, str) else chosen
    community = _seen(chosen, community)
    settings = settings or settings_of(community.profile)
    now = _compute(chosen, community, window_of(chosen, community, today, settings), settings)
    before = _compute(chosen, community, window_of(chosen, community, today, settings, 1), settings)
    movement = _movement(chosen, now, before, settings)
    return Reading(
        now,
        before,
        movement,
        _word(chosen, now, before, movement, settings),
        tuple if chosen.slow else lambda: trend(chosen, community, today, settings),
    )


def trend(
    chosen: EvidenceLine, community: Community, today: date, settings: Settings
) -> tuple[float | None, ...]:
    """Return the values of the last six windows, oldest first; None: no data."""
    return tuple(
        _compute(
            chosen, community, window_of(chosen, community, today, settings, back), settings
        ).value
        for back in reversed(range(TREND))
    )


def window_of(
    chosen: EvidenceLine, community: Community, today: date, settings: Settings, back: int = 0
) -> Window:
    """Return a line's window that is `back` windows before the current one (0: the current).

    A window of events begins with the first of them and ends the day before the next window begins,
    the current one today. It is empty if there are too few events, or none within the look-back.
    """
    if chosen.window == "days":
        return _days(community, today, settings, back)
    if chosen.window == "series":
        return _of_series(community, today, settings, back)
    held = until(occasions(community).held, today)
    first = first_day(today, settings.look_back_days, community.profile.breaks)
    alive = bool(held) and held[-1].day >= first
    return _occasions(held if alive else (), today, settings, back)


def _days(community: Community, today: date, settings: Settings, back: int) -> Window:
    breaks = community.profile.breaks
    last = today
    for _ in range(back):
        last = later(first_day(last, settings.window_days, breaks), -1)
    return Window(from_=first_day(last, settings.window_days, breaks), to=last)


def _of_series(community: Community, today: date, settings: Settings, back: int) -> Window:
    """Return the window from the first of the last events of all living series; before it, the
    window before.

    If no series is living, it has as many days as the window of any other line.
    """
    last = today
    for step_back in range(back + 1):
        first = min(
            (
                (series.taken or series.held)[-settings.window_occasions :][0].day
                for series in living_series(community, last, settings)
            ),
            default=first_day(last, settings.window_days, community.profile.breaks),
        )
        if step_back < back:
            last = later(first, -1)
    return Window(from_=first, to=last)


def _occasions(held: Sequence[Event], today: date, settings: Settings, back: int) -> Window:
    last = today
    for _ in range(back):
        if not held:
            break
        last = later(held[-settings.window_occasions :][0].day, -1)
        held = until(held, last)
    return Window(from_=held[-settings.window_occasions :][0].day if held else last, to=last)


def _seen(chosen: EvidenceLine, community: Community) -> Community:
    """Return the value to compute a line on: an answer in a walk changes only lines that read
    walks."""
    return community if chosen.walks else basis(community)


def _compute(
    chosen: EvidenceLine, community: Community, window: Window, settings: Settings
) -> Evidence:
    known = _known.setdefault(community, {})
    key = (chosen.id, window, settings)
    if key not in known:
        while len(known) >= _KEPT:
            known.pop(next(iter(known)), None)
        computed = chosen.compute(community, window, settings)
        unknown: dict[str, float | None] = dict.fromkeys(name for name, _ in chosen.figures)
        known[key] = replace(
            computed,
            direction=chosen.direction,
            unit=chosen.unit,
            figures=unknown | computed.figures,
            on=window.to,
        )
    return known[key]


def _movement(chosen: EvidenceLine, now: Evidence, then: Evidence, settings: Settings) -> Movement:
    before, after = _printed(then, settings), _printed(now, settings)
    if before is None or after is None or now.confidence or then.confidence:
        return "unknown"
    if chosen.direction == "band":
        before, after = _outside(chosen, before), _outside(chosen, after)
    if abs(before - after) < 1e-9:
        return "same"
    if chosen.direction == "context":
        return "more" if after > before else "fewer"
    return "better" if (after > before) == (chosen.direction == "up") else "worse"


def _printed(seen: Evidence, settings: Settings) -> float | None:
    """Return the value of a line as it is printed: what reads the same is the same."""
    if seen.value is None:
        return None
    if seen.unit == "%" and seen.n >= settings.few_people:
        return float(round(seen.value))
    return round(seen.value, 2)


def _outside(chosen: EvidenceLine, value: float) -> float:
    """Return how far a value is outside the band of a line; 0 inside."""
    low, high = chosen.band
    if low is not None and value < low:
        return low - value
    return value - high if high is not None and value > high else 0.0


def _word(
    chosen: EvidenceLine, now: Evidence, then: Evidence, movement: Movement, settings: Settings
) -> str:
    """Return what changed, in words: "3 fewer people", "10 points lower", "more mixed"."""
    before, after = _printed(then, settings), _printed(now, settings)
    if movement in ("unknown", "same") or before is None or after is None:
        if movement == "same" and chosen.unit == "%" and now.n != then.n:
            # "0 of 15 done" and "0 of 12 done" are one share of two amounts.
            return tr("same share")
        return "" if movement == "unknown" else tr("same")
    word = chosen.words[0] if after > before else chosen.words[1]
    change = abs(after - before)
    if chosen.unit == "%" and min(now.n, then.n) < settings.few_people:
        return word
    whole = round(change) if chosen.unit == "%" else int(change)
    changed = CHANGES.get(chosen.unit, {}).get(word)
    if changed is None or (chosen.unit != "%" and change != whole):
        return word
    return counted(whole, *changed)
