"""Some lines worked out with plain loops over plain values, without the library.

They know one series without hosts, excuses and breaks: a list of (day, ids of who came) and the
day on which each person joined.
"""

from __future__ import annotations

from datetime import date, timedelta

Meetings = list[tuple[date, list[int]]]


def middle(numbers: list[float]) -> float:
    ordered = sorted(numbers)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def living(meetings: Meetings, today: date) -> bool:
    """Whether they met, or will, within two of their usual gaps; of one or two days, within 90."""
    days = [day for day, _ in meetings if day <= today][-6:]
    gaps = [(days[place] - days[place - 1]).days for place in range(1, len(days))]
    most = 90.0 if len(days) < 3 else 2 * middle([float(gap) for gap in gaps])
    ahead = [(day - today).days for day, _ in meetings if day > today]
    return (today - days[-1]).days <= most or (bool(ahead) and ahead[0] <= most)


def attendance(meetings: Meetings, today: date) -> float | None:
    if not living(meetings, today):
        return None
    sizes = []
    for day, who in meetings:
        if day <= today:
            sizes.append(len(who))
    return middle(sizes[-6:])


def cadence(meetings: Meetings, today: date) -> float:
    days = [day for day, _ in meetings if day <= today][-6:]
    gaps = []
    for place in range(1, len(days)):
        gaps.append((days[place] - days[place - 1]).days)
    return (today - days[-1]).days / middle(gaps)


def missed(meetings: Meetings, today: date) -> set[int] | None:
    past = [pair for pair in meetings if pair[0] <= today]
    if len(past) < 3 or not living(meetings, today):
        return None
    times: dict[int, int] = {}
    for _, who in past[-9:-3]:
        for one in who:
            times[one] = times.get(one, 0) + 1
    for _, who in past[-3:]:
        for one in who:
            times[one] = 0
    return {one for one, count in times.items() if count >= 2}


def levels(meetings: Meetings, joined: dict[int, date], today: date) -> dict[int, str]:
    """The nearer of the levels of today and of the last quarter's end."""
    month = today + timedelta(days=1)
    while month.day != 1 or month.month not in (1, 4, 7, 10):
        month -= timedelta(days=1)
    quarter = month - timedelta(days=1)
    order = ["none", "quiet", "peripheral", "active"]
    out = {}
    for one, since in joined.items():
        if since > today:
            continue
        level = _level(meetings, one, today)
        if since <= quarter:
            level = max(level, _level(meetings, one, quarter), key=order.index)
        if level != "none":
            out[one] = level
    return out


def _level(meetings: Meetings, one: int, today: date) -> str:
    year = [pair for pair in meetings if 0 <= (today - pair[0]).days < 365]
    came = 0
    for _, who in year[-6:]:
        if one in who:
            came += 1
    if came >= 2:
        return "active"
    if any(one in who for _, who in year):
        return "peripheral"
    ever = any(one in who for day, who in meetings if day <= today)
    return "quiet" if ever and year else "none"


def returned(meetings: Meetings, today: date) -> set[int] | None:
    past = [pair for pair in meetings if pair[0] <= today]
    if (today - past[-1][0]).days >= 90 or (today - past[0][0]).days < 90:
        return None
    found = set()
    last: dict[int, date] = {}
    for day, who in past:
        for one in who:
            if one in last and (today - day).days < 90 and (day - last[one]).days >= 90:
                for between, _ in past:
                    if last[one] < between < day:
                        found.add(one)
            last[one] = day
    return found


def activity(meetings: Meetings, today: date) -> float | None:
    month: set[int] = set()
    year: set[int] = set()
    for day, who in meetings:
        back = (today - day).days
        if 0 <= back < 365:
            year |= set(who)
        if 0 <= back < 30:
            month |= set(who)
    return 100 * len(month) / len(year) if month else None


def seen(meetings: Meetings, today: date) -> set[int]:
    """Who came in the last 365 days."""
    return {one for day, who in meetings for one in who if 0 <= (today - day).days < 365}


def tenure(meetings: Meetings, joined: dict[int, date], today: date) -> list[int]:
    """How many of those seen are under six months, up to two years and longer with us."""
    groups = [0, 0, 0]
    for one, since in joined.items():
        if since <= today and one in seen(meetings, today):
            months = 12 * (today.year - since.year) + today.month - since.month
            whole = months - (today.day < since.day)
            two_years = whole > 24 or (whole == 24 and today.day != since.day)
            groups[0 if whole < 6 else 2 if two_years else 1] += 1
    return groups
