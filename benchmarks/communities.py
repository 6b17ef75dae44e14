"""Invented communities of any size, the same at every run."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from coptui.store.layout import layout_of

PARTS = ("ka", "lo", "mi", "ra", "ten", "so", "vi", "bel", "dor", "an", "el", "ju")
TODAY = date(2026, 3, 2)
TIES = 3
"""So many others does each of an active community know, as far as noted."""


def names(count: int) -> list[str]:
    """So many names; some are the same, as in life."""
    dice = random.Random(1)

    def word(parts: int) -> str:
        return "".join(dice.choices(PARTS, k=parts)).title()

    return [f"{word(2)} {word(3)}" for _ in range(count)]


def active_community(folder: Path, members: int, events: int, attendances: int) -> Path:
    """A community with held events, so many attendances in all, topics, touches and ties."""
    path = folder / f"active-{members}-{events}-{attendances}.json"
    if path.exists():
        return path
    dice, ties = random.Random(2), random.Random(3)
    each = attendances // events
    made: dict[str, Any] = {}
    for number in range(1, events + 1):
        day = TODAY - timedelta(days=(events - number) * 2 + 1)
        there = dice.sample(range(1, members + 1), each)
        made[str(number)] = {
            "title": f"Call {number}",
            "series": "call",
            "starts_at": f"{day.isoformat()}T18:00",
            "status": "held",
            "attendance_taken": True,
            "hosts": [there[0]],
            "speakers": there[1:2],
            "topics": [number % 40 + 1],
            "attendance": {str(who): {"status": "attended"} for who in there},
        }
    people = {
        str(number): {
            "name": name,
            "organisation": f"Org {number % 50}",
            "joined_on": (TODAY - timedelta(days=number % 1500)).isoformat(),
            "knows": sorted(set(ties.choices(range(1, members + 1), k=TIES)) - {number}),
        }
        for number, name in enumerate(names(members), 1)
    }
    topics = {
        str(number): {"title": f"Topic {number}", "stewards": [number], "opened_on": "2025-01-01"}
        for number in range(1, 41)
    }
    touches = {
        str(number): {
            "members": [dice.randint(1, members)],
            "on": (TODAY - timedelta(days=number % 300)).isoformat(),
        }
        for number in range(1, 501)
    }
    profile = {"1": {"name": "Active", "stage": "stewardship"}}
    write(
        path,
        {
            "community": profile,
            "members": people,
            "events": made,
            "topics": topics,
            "touches": touches,
        },
    )
    return path


def list_of_names(folder: Path, count: int) -> Path:
    """A name and an organisation a line, separated by a tab: what the peers show."""
    path = folder / f"names-{count}.tsv"
    if not path.exists():
        lines = [f"{name}\tOrg {number % 50}" for number, name in enumerate(names(count), 1)]
        path.write_text("\n".join(lines) + "\n")
    return path


def address_book(folder: Path, count: int) -> Path:
    """The same people for abook."""
    path = folder / f"abook-{count}"
    if not path.exists():
        people = [
            f"[{number}]\nname={name}\nemail=p{number}@example.org\n"
            for number, name in enumerate(names(count))
        ]
        head = "[format]\nprogram=abook\nversion=0.6.1\n\n"
        path.write_text(head + "\n".join(people))
    return path


def write(path: Path, tables: dict[str, Any]) -> None:
    """The tables as coptui itself writes them, in a file that only its owner may read."""
    path.write_bytes(layout_of({"meta": {"1": {"schema": 1}}, **tables}).text())
    path.chmod(0o600)
