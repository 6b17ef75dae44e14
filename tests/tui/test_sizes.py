"""What is on the screen depends on the size of the terminal, and not on the sizes before it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from test_hostile_text import EVERYWHERE

from coptui.core.forgetting.request import Passage
from coptui.core.model.changes import Conflict, Conflicted
from coptui.exchange.tables.found import UnknownLayout
from coptui.tui.routes import ROUTES
from coptui.tui.shell import asking, places
from coptui.whereabouts import of_file

SMALL, TALL, LARGE = (76, 24), (60, 50), (180, 50)
SENTENCE = "A sentence that is longer than a narrow window has room for, with Amara in it. "


async def nothing(*_: object) -> None:
    """What is chosen here is done by nobody."""


async def two_walks(app: Any) -> places.Place:
    runs = app.session.community.runs
    return places.Compare(runs[1], runs[1])


async def conflict(app: Any) -> places.Place:
    met = Conflict("members", 1, "location", SENTENCE * 2, SENTENCE)
    return places.Conflict(Conflicted([met]), nothing)


async def columns(app: Any) -> places.Place:
    rows = (("Amara", SENTENCE), ("Beth", "x"))
    unknown = UnknownLayout("Unknown", columns=("Who", "What"), rows=rows, line=1)
    return places.ImportColumns("some.csv", unknown, nothing)


async def words(app: Any) -> places.Place:
    passage = Passage("members", 2, "notes", SENTENCE, SENTENCE.index("Amara"), "Amara")
    return places.InQuestion("Amara", [passage], {}, nothing)


async def first(app: Any) -> places.Place:
    return places.First(Path("circle.json"), date(2026, 11, 22), "root", lambda _: None)


OPENED = {
    "two walks": (("c", "down", "enter", "q"), two_walks),
    "both edits": ((), conflict),
    "columns": ((), columns),
    "words": ((), words),
    "first": ((), first),
}
"""Where no few keys lead: the place is opened when some keys were pressed."""

TYPED = {
    "a note": ("n", *SENTENCE),
    "a fault under a line": ("f", *"send it !1999-99-99", "enter"),
    "a question over a form": ("e", "x", "escape"),
    "a note over a walk": ("c", "down", "enter", "n"),
    "a walk-in over a roll call": ("3", "r", "y", "plus", "m"),
    "leave": ("q",),
    "groups": ("8",),
    "letters": ("3", "L", "i"),
    "library": ("6",),
    "learning agenda": ("7",),
    "sponsor": ("colon", *"sponsor", "enter"),
    "a walk's end": ("c", "down", "enter", "end", *"jjjjjjjjjjjjjjjjjjjjjjjjjjj"),
    "read to the end": ("question_mark", "end"),
}
WAYS: dict[str, tuple[str, ...]] = {**EVERYWHERE, **TYPED}


WHERE: dict[str, type[places.Place]] = {
    "a walk's rows": places.Behind,
    "between": places.BetweenMeetings,
    "calendar": places.Calendar,
    "check": places.Check,
    "backups": places.Backups,
    "report": places.Report,
    "settings": places.Settings,
    "communities": places.Communities,
    "two walks": places.Compare,
    "both edits": places.Conflict,
    "cultivate": places.Cultivate,
    "duplicates": places.Duplicates,
    "export": places.Export,
    "find": places.Find,
    "first": places.First,
    "a member's form": places.Form,
    "groups": places.Groups,
    "handover": places.Handover,
    "help": places.Help,
    "history": places.History,
    "detail": places.Home,
    "columns": places.ImportColumns,
    "import": places.ImportFile,
    "import preview": places.ImportPreview,
    "words": places.InQuestion,
    "leave": places.Leave,
    "learning agenda": places.LearningAgenda,
    "library": places.Library,
    "letters": places.Letters,
    "notebook": places.Notebook,
    "a note": asking.OneLine,
    "one person": places.OnePerson,
    "palette": places.Palette,
    "paper": places.Paper,
    "pulse": places.Pulse,
    "a question": asking.Question,
    "rating": places.Rating,
    "remove": places.Remove,
    "review": places.Review,
    "roll call": places.RollCall,
    "who could": places.Suggestions,
    "sponsor": places.Sponsor,
    "today": places.Today,
    "value": places.Value,
    "walk": places.Walk,
}
"""Where a way leads: to each place that there is."""


def test_a_way_leads_to_every_place() -> None:
    assert set(WHERE.values()) == set(ROUTES)


async def shown(app: Any, way: str, sizes: list[tuple[int, int]], screen_text: Any) -> str:
    """What stands there when a way was gone at the first size, and the window then had the others."""
    keys, place = OPENED.get(way) or (WAYS[way], None)
    async with app.run_test(size=sizes[0]) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        if place is not None:
            await app.open(await place(app))
            await pilot.pause()
        for size in sizes[1:]:
            await pilot.resize_terminal(*size)
        await pilot.pause()
        assert app.fault is None and app.is_running
        return f"{type(app.screen).__name__}\n{screen_text(app)}"


def ends() -> Iterator[Any]:
    """Each way with each size at the end: quickly one of two in turn, and all of them under `long`."""
    sizes = {"small": SMALL, "large": LARGE, "tall": TALL}
    for turn, way in enumerate([*WAYS, *OPENED]):
        for place, (name, size) in enumerate(sizes.items()):
            marks = () if place == turn % 2 else pytest.mark.long
            yield pytest.param(way, size, id=f"{way}-{name}", marks=marks)


@pytest.mark.parametrize(("way", "end"), ends())
async def test_no_size_before_is_to_be_seen(
    way: str, end: tuple[int, int], open_app: Any, path: Path, monkeypatch: Any, screen_text: Any
) -> None:
    monkeypatch.chdir(path.parent)
    (path.parent / "participants.csv").write_text("Name,Duration (Minutes)\nCharlie,40\n")
    before = path.read_bytes()
    others = [size for size in (LARGE, TALL, SMALL) if size != end]
    wanted = await shown(
        open_app(communities=(of_file(path), of_file(path))), way, [end], screen_text
    )
    if way in WHERE:
        assert wanted.partition("\n")[0] == ROUTES[WHERE[way]].partition(":")[2]
    path.write_bytes(before)
    for kept in ("drafts", "state", "data"):
        rmtree(path.parent / kept, ignore_errors=True)
    found = await shown(
        open_app(communities=(of_file(path), of_file(path))), way, [*others, end], screen_text
    )
    assert found == wanted
