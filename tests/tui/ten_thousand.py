"""Communities of ten thousand people, and a watch over what holds the event loop."""

from __future__ import annotations

import asyncio
import json
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from coptui.session import Session
from coptui.store.store import Store
from coptui.tui.app import CoptApp
from tests.how_fast import slower

MEMBERS = 10_000
TODAY = date(2026, 3, 2)
LONGEST = 0.015 * slower()
"""Seconds of processor time in which the loop may do one thing."""
LIMITS = (
    pytest.param(2 * LONGEST, id="beside-others"),
    pytest.param(LONGEST, id="alone", marks=pytest.mark.long),
)
"""The limit of every run, in which other programs slow down what is measured; and the one that holds on a quiet
machine, for `-m long`."""


class Watch:
    """The longest that one thing took of the processor, while it watches, and what that was."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.longest = 0.0
        self.it = ""
        run = asyncio.Handle._run

        def watched(handle: asyncio.Handle) -> None:
            before = time.thread_time()
            run(handle)
            took = time.thread_time() - before
            if took > self.longest:
                self.longest, self.it = took, _name_of(handle)

        monkeypatch.setattr(asyncio.Handle, "_run", watched)


def _name_of(handle: asyncio.Handle) -> str:
    """Whose step a turn of the loop was: a task by its name, else the function."""
    task = getattr(handle._callback, "__self__", None)
    return task.get_name() if isinstance(task, asyncio.Task) else repr(handle._callback)


async def cleared_away(app: CoptApp) -> None:
    """Until what was closed is cleared away; at once where nothing was closed."""
    loop: Any = asyncio.get_running_loop()
    while any(one._callback == app._clear_away for one in loop._scheduled):
        await asyncio.sleep(0.01)


def many(folder: Path) -> Session:
    """Nothing but people, of a few names and forty organisations."""
    lines = ",".join(
        f'"{n}":{{"name":"{"aeiou"[n % 5]}nn{n} {"klmnrst"[n % 7]}ee","organisation":"Org {n % 40}"}}'
        for n in range(1, MEMBERS + 1)
    )
    path = folder / "many.json"
    path.write_text(f'{{"community":{{"1":{{"name":"Many"}}}},"members":{{{lines}}}}}')
    return Session(Store(path), by="x", clock=lambda: datetime.now(UTC))


def word(number: int) -> str:
    """A name of its own for each number; no two are near each other by a slip of the keys."""
    parts = ("ka", "lo", "mi", "ren", "te", "sol", "vi", "bel", "du", "wan")
    return "".join(parts[int(digit)] for digit in str(number)).title()


def met_for_years(folder: Path) -> Session:
    """Ten thousand people who joined over some years, two years of calls, private contacts."""
    members = {
        str(n): {
            "name": f"{word(n % 2500)} {word(n * 7)}",
            "organisation": f"Org {n % 40}",
            "joined_on": (TODAY - timedelta(days=n % 900)).isoformat(),
            "knows": [n * 7 % MEMBERS + 1, n * 31 % MEMBERS + 1],
            "offers": [f"minutes of {'klmnrst'[n % 7]}"],
        }
        for n in range(1, MEMBERS + 1)
    }
    days = [(TODAY - timedelta(days=7 * n + 1)).isoformat() for n in range(100)]
    there = [range(n * 37 + 1, MEMBERS + 1, 211) for n in range(100)]
    events = {
        str(n): {
            "title": "Call", "series": "Call", "starts_at": day, "status": "held",
            "hosts": [who[0]], "attendance_taken": True,
            "attendance": {str(one): {"status": "attended"} for one in who},
        }
        for n, (day, who) in enumerate(zip(days, there, strict=True), 1)
    }  # fmt: skip
    events["101"] = {"title": "Call", "series": "Call", "starts_at": TODAY.isoformat()}
    touches = {
        str(n): {"on": day, "by": "x", "members": [who[0]]}
        for n, (day, who) in enumerate(zip(days, there, strict=True), 1)
    }
    tables = {
        "community": {"1": {"name": "Many", "stage": "stewardship"}},
        "members": members,
        "events": events,
        "touches": touches,
        "asks": {"1": {"asker": 1, "text": "Who writes minutes?", "on": TODAY.isoformat()}},
    }
    path = folder / "met.json"
    path.write_text(json.dumps(tables))
    return Session(Store(path), by="x", clock=lambda: datetime.now(UTC), today=TODAY)
