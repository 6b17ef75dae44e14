"""The numbers behind levels and evidence: the defaults, and what a community sets differently."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import ceil
from typing import Any

import msgspec

from coptui.core.model.records import Profile
from coptui.language import tr

NumberTable = tuple[tuple[str, float], ...]
"""A small map that can be hashed: pairs of name and number."""


class Settings(msgspec.Struct, frozen=True):
    """Every number that a level or an evidence line uses; days are days outside breaks.

    A community's `settings{}` holds only what differs, by these names. Maps are merged entry by
    entry: `window_days: 60` or `weights: {posted: 2}` is enough.
    """

    language: str = ""
    """The language of checklists, such as de; where a checklist has no translation, it is as shipped."""
    window_days: int = 90
    """How many days a period has, for lines that look at days."""
    window_occasions: int = 6
    """How many held events a period has, for lines that look at events."""
    look_back_days: int = 365
    """How far back a trace counts for a level, and how old the last event may be."""
    core_days: int = 180
    """Leading or contributing within this many days makes someone core."""
    core_led: int = 1
    """How often they must have led or hosted in those days; otherwise:"""
    core_contributed: int = 3
    """How often they must have contributed in those days."""
    core_attended: float = 0.5
    """The share of the last events of a series that core people must also have attended (0 to 1)."""
    core_roles: tuple[str, ...] = ("coordinator", "steward", "host", "librarian")
    """Roles that make someone core by name."""
    active_attended: int = 2
    """How many of the last events of a series someone must attend to be active; otherwise:"""
    active_days: int = 90
    """One contribution within this many days makes someone active."""
    contribution_weight: float = 3
    """The smallest weight that counts as a contribution; only being present doesn't."""
    weights: NumberTable = (
        ("organised", 11),
        ("led", 9),
        ("answered", 6),
        ("spoke", 5),
        ("introduced", 4),
        ("posted", 3),
        ("attended", 1),
    )
    """The weight of each kind of contribution, used only for levels. Unknown kinds weigh as much as a post."""
    missed_last: int = 3
    """We miss people who came to none of this many latest events of a series,"""
    missed_before: int = 2
    """but came to at least this many in the period of events before."""
    streak: int = 2
    """After missing this many events of a series in a row, someone counts as away."""
    newcomer_days: int = 90
    """How long someone counts as new."""
    answer_days: int = 7
    """A request for help answered within this many days was answered in time."""
    notes_days: int = 3
    """Notes written within this many days of the event are in time."""
    silent_days: int = 90
    """Someone who does something here after this many days without, although events took place, has returned."""
    month_days: int = 30
    """How many days a month has, when people active this month are compared with those of a year."""
    interest_people: int = 3
    """An interest that this many members share should have a topic."""
    verified_days: int = 365
    """After how many days to check a member's details again."""
    import_minutes: int = 2
    """People in a call for less than this are listed by an import but left out: they were perhaps only waiting."""
    few_people: int = 20
    """With fewer people than this, a line gives names and counts, not percentages."""
    few_occasions: int = 3
    """With fewer events than this there is no verdict."""
    few_raters: int = 3
    """With fewer ratings than this there is no figure for how events felt."""
    contact_days: NumberTable = (
        ("core", 30),
        ("active", 60),
        ("newcomer", 14),
        ("peripheral", 180),
    )
    """After how many days the next conversation is due, by level; a member's own number comes first."""
    often_days: int = 21
    """No checklists are due for a series whose usual gap is shorter than this many days,"""
    series_checklists: NumberTable = ()
    """unless it is named here with 1; with 0 it never does."""
    bands: NumberTable = (
        ("core_low", 10),
        ("core_high", 15),
        ("active_low", 15),
        ("active_high", 20),
    )
    """Percentages of members, as seen by Wenger, McDermott and Snyder (2002, ch. 3); not a target."""

    def weight(self, kind: str) -> float:
        """Return the weight of a kind of contribution; one without a weight counts as a post."""
        weights = dict(self.weights)
        return weights.get(kind, weights["posted"])

    def contact_after(self, level: str) -> int | None:
        """Return the days until the next conversation with someone of a level; None: no clock."""
        days = dict(self.contact_days).get(level)
        return ceil(days) if days else None

    def band(self, level: str) -> tuple[float, float] | None:
        """Return the observed band of a level in percent, or None if there is none."""
        bands = dict(self.bands)
        low, high = bands.get(f"{level}_low"), bands.get(f"{level}_high")
        return (low, high) if low is not None and high is not None else None


DEFAULTS = Settings()

# Tables to which a community may add names of its own.
_OPEN = ("weights", "contact_days", "series_checklists")


def settings_of(profile: Profile) -> Settings:
    """Return the settings of a community: the defaults with its own differences.

    Ignore unknown or wrong entries; `settings_faults` lists them.
    """
    return _read(profile.settings)[0] if profile.settings else DEFAULTS


def settings_faults(profile: Profile) -> list[tuple[str, str]]:
    """Return the entries of a community's settings that are ignored: (name, what is wrong)."""
    return _read(profile.settings)[1]


def _read(given: Mapping[str, Any]) -> tuple[Settings, list[tuple[str, str]]]:
    defaults = msgspec.structs.asdict(DEFAULTS)
    taken: dict[str, Any] = {}
    faults: list[tuple[str, str]] = []
    for name, value in given.items():
        if name not in defaults:
            from difflib import get_close_matches

            near = get_close_matches(name, defaults, 1)
            faults.append(
                (name, tr("unknown; did you mean {near}?", near=near[0]) if near else tr("unknown"))
            )
            continue
        default = defaults[name]
        if name == "language":
            if isinstance(value, str) and re.fullmatch(r"[a-z]{2,3}(-[a-z]{2,4})?", value.lower()):
                taken[name] = value.lower()
            else:
                faults.append((name, tr("must be a language such as de or pt-br")))
        elif name == "core_roles":
            if isinstance(value, (list, tuple)) and all(isinstance(role, str) for role in value):
                taken[name] = tuple(value)
            else:
                faults.append((name, tr("must be a list of roles")))
        elif isinstance(default, tuple):
            taken[name] = _table(name, default, value, faults)
        elif _fits(value, default, name):
            taken[name] = value
        else:
            faults.append((name, tr("must be {wanted}", wanted=_wanted(default, name))))
    return msgspec.structs.replace(DEFAULTS, **taken), faults


def _table(
    name: str, default: NumberTable, value: Any, faults: list[tuple[str, str]]
) -> NumberTable:
    if not isinstance(value, Mapping):
        faults.append((name, tr("must be a map of names and numbers")))
        return default
    merged = dict(default)
    for key, number in value.items():
        if key not in merged and name not in _OPEN:
            faults.append((f"{name}.{key}", tr("unknown")))
        elif isinstance(number, bool) or not isinstance(number, (int, float)) or number < 0:
            faults.append((f"{name}.{key}", tr("must be a number, 0 or more")))
        else:
            merged[key] = number
    return tuple(merged.items())


def _fits(value: Any, default: Any, name: str) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    if isinstance(default, int) and name != "contribution_weight":
        return isinstance(value, int) and 1 <= value <= 100_000
    return 0 <= value <= (1 if name == "core_attended" else 1000)


def _wanted(default: Any, name: str) -> str:
    if isinstance(default, int) and name != "contribution_weight":
        return tr("a whole number, 1 or more")
    return tr("a number from 0 to 1") if name == "core_attended" else tr("a number, 0 or more")
