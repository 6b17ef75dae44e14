"""How often an event repeats, in words: "every 2 weeks", "monthly on the second Tuesday". Pure."""

from __future__ import annotations

import re
from datetime import date

from coptui.core.model.counting import counted
from coptui.core.model.typed_days import NUMBERS, ORDINALS, WEEKDAYS, month_of, weekday_of
from coptui.core.model.when import full_day
from coptui.errors import UsageError
from coptui.language import tr

EXAMPLES = tr("weekly, every 2 weeks, second Tuesday of the month or 15th of the month")
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
_UNIT = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_ALONE = {
    "daily": ("DAILY", 1), "weekly": ("WEEKLY", 1), "fortnightly": ("WEEKLY", 2),
    "monthly": ("MONTHLY", 1), "quarterly": ("MONTHLY", 3), "yearly": ("YEARLY", 1),
    "annually": ("YEARLY", 1), "annual": ("YEARLY", 1),
}  # fmt: skip
_ADVERB = {
    ("DAILY", 1): "daily", ("WEEKLY", 1): "weekly", ("MONTHLY", 1): "monthly",
    ("YEARLY", 1): "yearly",
}  # fmt: skip
_MANY = {"other": 2, "second": 2, "third": 3, "fourth": 4, **NUMBERS}
_EVERY = re.compile(
    rf"(?:once )?(?:every|a|an) (?:(\d{{1,2}}|{'|'.join(_MANY)}) )?(day|week|fortnight|month|year)s?"
)
_OTHER = re.compile(r"(?:every other|alternate|fortnightly on) ([a-z]{2,})|([a-z]{2,}) fortnightly")
_EXCEPT = re.compile(r"^(.+?) (?:except|but not|apart from|not) (?:in )?(.+)$")
_MONTHLY = re.compile(
    r"(?:monthly )?(?:on )?(?:every |each )?(?:the )?(.+?)(?: (?:of )?(?:the |every |each |a )?month)?(?: monthly)?"
)
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")


def rule_of(text: str) -> str | None:
    """Return the rule (RFC 5545) for words about how often; None for other words.

    Raise UsageError for "every second Tuesday", which has two meanings.
    """
    words = " ".join(text.casefold().replace(",", " and ").replace(" & ", " and ").split())
    words = re.sub(r"^each\b", "every", words)
    words = re.sub(r"^monthly and ", "monthly on ", words)
    words = re.sub(r"^alternate (?=(?:day|week|month|year)s?\b)", "every other ", words)
    spared = _EXCEPT.fullmatch(words)
    if spared and month_of(spared[2].split()[0]) is not None:
        raise UsageError(
            tr("coptui can't leave a month out when an event repeats: {text!r}.", text=text),
            tr(
                "Write {spared}, and add that month to the community's breaks.",
                spared=spared[1],
            ),
        )
    if (other := _OTHER.fullmatch(words)) and (days := _weekdays(other[1] or other[2])):
        return _rule("WEEKLY", 2, f"BYDAY={days}")
    if words in _ALONE:
        return _rule(*_ALONE[words])
    often, _, on = words.partition(" on ")
    if on and (days := _weekdays(on)):
        every = _ALONE.get(often) or _every(often)
        return _rule(*every, f"BYDAY={days}") if every and every[0] == "WEEKLY" else None
    if every := _every(words):
        return _rule(*every)
    if days := _weekdays(words.removeprefix("every ").removeprefix("weekly ")):
        return _rule("WEEKLY", 1, f"BYDAY={days}")
    two = re.fullmatch(r"every second ([a-z]{2,})", words)
    if two and weekday_of(two[1]) is not None:
        day = WEEKDAYS[weekday_of(two[1]) or 0].title()
        raise UsageError(
            tr("{text!r} has two meanings.", text=text),
            tr("Write: every 2 weeks on {day}, or second {day} of the month.", day=day),
        )
    return _monthly(words)


def in_words(rule: str) -> str:
    """Return a rule in words that `rule_of` reads; "" if they can't say all of it."""
    parts = dict(part.partition("=")[::2] for part in rule.upper().split(";"))
    often = parts.pop("FREQ", "")
    every = int(parts.pop("INTERVAL", "1")) if parts.get("INTERVAL", "1").isdecimal() else 0
    if often not in _UNIT or not every or parts.keys() - {"BYDAY", "BYMONTHDAY"} or len(parts) > 1:
        return ""
    said = _ADVERB.get((often, every), f"every {every} {_UNIT[often]}s")
    on = ""
    if "BYDAY" in parts:
        found = [re.fullmatch(r"([+-]?\d)?([A-Z]{2})", code) for code in parts["BYDAY"].split(",")]
        codes = [(int(one[1] or 0), one[2]) for one in found if one and one[2] in _CODES]
        if len(codes) != len(found):
            return ""
        names = [WEEKDAYS[_CODES.index(code)].title() for _, code in codes]
        if often == "WEEKLY" and all(nth == 0 for nth, _ in codes):
            on = " and ".join(names)
        elif often == "MONTHLY" and all(nth in _NTH for nth, _ in codes):
            on = "the " + " and ".join(
                f"{_NTH[nth]} {name}" for (nth, _), name in zip(codes, names, strict=True)
            )
        else:
            return ""
    elif "BYMONTHDAY" in parts:
        day = parts["BYMONTHDAY"]
        if often != "MONTHLY" or not day.isdecimal() or not 1 <= int(day) <= 31:
            return ""
        on = tr("the {ordinal}", ordinal=_ordinal(int(day)))
    return tr("{said} on {on}", said=said, on=on) if on else said


def rule_said(rule: str) -> str:
    """Return any rule as it is shown: in words with how often or until when, or named as it is."""
    parts = [part for part in rule.upper().removeprefix("RRULE:").split(";") if part]
    names = dict(part.partition("=")[::2] for part in parts)
    limits = ["COUNT", "UNTIL", "WKST", "BYSETPOS"]
    if re.fullmatch(r"[A-Z]{2}", names.get("BYDAY", "")) and "BYSETPOS" in names:
        # Outlook writes the second Tuesday in two parts.
        names["BYDAY"] = names["BYSETPOS"] + names["BYDAY"]
    elif "BYSETPOS" in names:
        limits.pop()
    said = in_words(";".join(f"{name}={names[name]}" for name in names if name not in limits))
    try:
        until = date.fromisoformat(names["UNTIL"][:8]) if "UNTIL" in names else None
        count = int(names.get("COUNT", "1"))
    except ValueError:
        said = ""
    if not said:
        return tr("a rule coptui doesn't put into words: {rule}", rule=rule)
    if until is not None:
        return tr("{often}, until {day}", often=said, day=full_day(until))
    if "COUNT" in names:
        return counted(count, "{often}, {count} time in all", "{often}, {count} times in all", often=said)  # fmt: skip
    return said


def _every(words: str) -> tuple[str, int] | None:
    matched_words = _EVERY.fullmatch(words)
    if matched_words is None:
        return None
    many = matched_words[1] or "1"
    count = int(many) if many.isdecimal() else _MANY[many]
    if matched_words[2] == "fortnight":
        return ("WEEKLY", 2 * count) if count else None
    often = next(often for often, unit in _UNIT.items() if unit == matched_words[2])
    return (often, count) if count else None


def _weekdays(words: str) -> str:
    """Return the codes of the weekdays that words name and nothing else; "" for other words."""
    numbers = [
        weekday_of(word.removesuffix("s") if len(word) > 4 else word)
        for word in words.split(" and ")
    ]
    return ",".join(_CODES[n] for n in numbers if n is not None) if None not in numbers else ""


def _monthly(words: str) -> str | None:
    often, _, rest = words.partition(" on ")
    every = _every(often) if rest else None
    if every and every[0] != "MONTHLY":
        return None
    monthly = _MONTHLY.fullmatch(rest if every else words)
    if monthly is None:
        return None
    interval = every[1] if every else 1
    if (day := _DAY.fullmatch(monthly[1])) and 1 <= int(day[1]) <= 31:
        return _rule("MONTHLY", interval, f"BYMONTHDAY={int(day[1])}")
    codes = []
    weekday = ""
    for part in reversed(monthly[1].split(" and ")):
        which, _, named = part.removeprefix("the ").partition(" ")
        weekday = named or weekday
        number = weekday_of(weekday)
        if which not in ORDINALS or number is None:
            return None
        codes.append(f"{ORDINALS[which]}{_CODES[number]}")
    return _rule("MONTHLY", interval, f"BYDAY={','.join(reversed(codes))}")


def _rule(often: str, every: int, on: str = "") -> str:
    parts = [f"FREQ={often}", f"INTERVAL={every}" if every > 1 else "", on]
    return ";".join(filter(None, parts))


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number // 10 != 1 else "th"
    return f"{number}{ending}"
