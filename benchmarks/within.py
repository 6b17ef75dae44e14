"""What is measured inside a program: saving, the event loop, evidence, taking in a file.

`python -m benchmarks.within NAME FOLDER NUMBERS` measures one of them in a process of its own and
prints milliseconds as JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from benchmarks import communities, programs
from benchmarks.budget import Row, Spread
from benchmarks.communities import TODAY
from benchmarks.extent import Extent
from coptui.core.model.edits import update
from coptui.session import Session
from coptui.store.new_file import new_file
from coptui.store.store import Store

EDIT = {1_000: 40.0, 10_000: 80.0}
HOLD = {1_000: 15.0, 10_000: 15.0}


def of_edits(folder: Path, extent: Extent) -> Iterator[Row]:
    """An edit, until it is on disk."""
    for size in extent.sizes:
        spread = Spread.of(asked("edit", folder, size, _runs(size, extent)))
        where = f"{size:,} members"
        yield Row("an edit on disk, fsync included", where, spread, EDIT.get(size), "ms")


def of_holds(folder: Path, extent: Extent) -> Iterator[Row]:
    """How long the event loop does one thing, on whole communities."""
    for size in extent.sizes:
        spread = Spread.of(asked("hold", folder, size, _runs(size, extent)))
        where = f"{size:,} members"
        yield Row("the longest hold of the event loop", where, spread, HOLD.get(size), "ms")


def _runs(size: int, extent: Extent) -> int:
    # At a hundred thousand each takes its time.
    return extent.runs if size in EDIT else max(1, extent.runs // 2)


def _where(members: int, events: int, attendances: int) -> str:
    return f"{members:,} members, {events:,} events, {attendances:,} attendances"


def of_evidence(folder: Path, extent: Extent) -> Iterator[Row]:
    """All lines, and those of a step."""
    for what, name, bound in (
        ("all evidence lines but ties", "evidence", 250.0),
        ("the lines of the slowest step", "step", 30.0),
    ):
        spread = Spread.of(asked(name, folder, *extent.active, extent.runs))
        yield Row(what, _where(*extent.active), spread, bound, "ms")


def of_ties(folder: Path, extent: Extent) -> Iterator[Row]:
    """Who knows whom: the one line that takes long."""
    spread = Spread.of(asked("ties", folder, *extent.active, extent.runs))
    yield Row("ties, in a process of its own", _where(*extent.active), spread, 3000.0, "ms")
    # As many members as the budget of the event loop is for.
    members = 10_000 if 10_000 in extent.sizes else extent.active[0]
    active = (members, *extent.active[1:])
    spread = Spread.of(asked("beside", folder, *active, extent.runs))
    what = "the longest hold of the event loop while ties are worked out"
    yield Row(what, _where(*active), spread, 15.0, "ms")


def of_import(folder: Path, extent: Extent) -> Iterator[Row]:
    """A table of people, until the file knows them."""
    spread = Spread.of(asked("taking_in", folder, extent.imported, max(1, extent.runs // 2)))
    yield Row("import of rows", f"{extent.imported:,} rows", spread, 3000.0, "ms")


def of_find(folder: Path, extent: Extent) -> Iterator[Row]:
    """`coptui find` against a Python that does nothing, one after the other."""
    for size in dict.fromkeys((min(1_000, extent.usual), extent.usual)):
        path = programs.community(folder, size)
        somebody = communities.names(size)[7].split()[1]
        ratios = []
        for _ in range(extent.runs):
            nothing = _seconds([sys.executable, "-c", "pass"])
            find = [sys.executable, "-m", "coptui", "find", "-f", str(path), somebody]
            ratios.append(_seconds(find) / nothing)
        what = "`coptui find`, against `python -c pass`"
        yield Row(what, f"{size:,} members", Spread.of(ratios), 10, "x")


def _seconds(arguments: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(arguments, check=True, capture_output=True, env=_quiet())
    return time.perf_counter() - began


def _quiet() -> dict[str, str]:
    """An environment in which Python keeps what it compiled, as where it is installed."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHONDONT")}


def asked(name: str, folder: Path, *numbers: int) -> list[float]:
    """What one of the measures below says, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.within", name, str(folder), *map(str, numbers)],
        check=True,
        capture_output=True,
        text=True,
        env=_quiet(),
    )
    found: list[float] = json.loads(done.stdout)
    return found


def _session(folder: Path, path: Path) -> Session:
    copy = folder / f"work-{path.name}"
    shutil.copy(path, copy)
    store = Store(copy, state=folder / "state")
    return Session(store, by="somebody", clock=lambda: datetime.now(UTC))


def edit(folder: Path, size: int, runs: int) -> list[float]:
    """Milliseconds of an edit, until it is on disk."""
    session = _session(folder, programs.community(folder, size))
    found = []
    for number in range(1, 2 * runs + 2):
        member = session.community.members[number]
        change = update(member, replace(member, location=f"room {number}"), label="room")
        found.append(_clock(partial(session.edit, change)))
    # The first edit of a day makes the backup too.
    return found[1:]


def hold(folder: Path, size: int, runs: int) -> list[float]:
    """The longest hold of the event loop while somebody moves, filters, finds and saves, in ms."""
    return [asyncio.run(_held(folder, size)) for _ in range(runs)]


async def _held(folder: Path, size: int) -> float:
    from coptui.tui.app import CoptApp

    session = _session(folder, programs.community(folder, size))
    app = CoptApp(session)
    async with app.run_test(size=(80, 24)) as pilot, _watched() as longest:
        for key in ("j", "pagedown", "end", "home", "/", "a", "n", "backspace", "backspace"):
            await pilot.press(key)
        await pilot.press("enter", "2", "3", "1", "g", "a", "n", "enter")
        for number in (3, 4, 5):
            member = session.community.members[number]
            await app.desk.save(
                update(member, replace(member, location=f"room {time.time()}"), label="room")
            )
            await pilot.pause()
    return longest()


@asynccontextmanager
async def _watched() -> AsyncIterator[Callable[[], float]]:
    """The longest that the event loop was held inside, in milliseconds."""
    worst = 0.0

    async def watch() -> None:
        nonlocal worst
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            worst, last = max(worst, now - last - 0.001), now

    await asyncio.sleep(0.5)
    watching = asyncio.create_task(watch())
    try:
        yield lambda: worst * 1000
    finally:
        watching.cancel()


def beside(folder: Path, *numbers: int) -> list[float]:
    """The longest hold of the event loop while ties are worked out in a thread, in ms."""
    return [asyncio.run(_held_by_ties(folder, *numbers[:3])) for _ in range(numbers[-1])]


async def _held_by_ties(folder: Path, *numbers: int) -> float:
    from coptui.tui.app import CoptApp

    session = _session(folder, communities.active_community(folder, *numbers))
    app = CoptApp(session)
    async with app.run_test(size=(80, 24)), _watched() as longest:
        found = await asyncio.to_thread(session.readings, ["ties"])
    if not found["ties"].now.figures["ties"]:
        raise RuntimeError("There were no ties to be worked out.")
    return longest()


def evidence(folder: Path, *numbers: int) -> list[float]:
    """Milliseconds of all lines but the slow ones, now and then, each time from nothing."""
    from coptui.evidence.registry import LINES

    ids = [line for line, found in LINES.items() if not found.slow]

    found = []
    for _ in range(numbers[-1]):
        session = _session(folder, communities.active_community(folder, *numbers[:3]))
        found.append(_clock(partial(_read, ids, session)))
    return found


def _read(lines: Iterable[str], session: Session) -> None:
    from coptui.evidence.registry import reading

    for line in lines:
        reading(line, session.community, TODAY, session.settings)


def step(folder: Path, *numbers: int) -> list[float]:
    """Milliseconds of the slowest step of the monthly check, as one comes to it, for each run."""
    from coptui.checklists.shelf import find_checklists
    from coptui.evidence.registry import LINES
    from coptui.tui.shell.writer import make_ready

    template = find_checklists().get("monthly-check")
    found = []
    for _ in range(numbers[-1]):
        session = _session(folder, communities.active_community(folder, *numbers[:3]))
        make_ready(session.community, session.today)
        steps = []
        for one in template.steps():
            ids = [line for line in one.evidence if line in LINES and not LINES[line].slow]
            steps.append(_clock(partial(_read, ids, session)))
        found.append(max(steps))
    return found


def ties(folder: Path, *numbers: int) -> list[float]:
    """Milliseconds of a process that works out the ties of members."""
    path = communities.active_community(folder, *numbers[:3])
    command = [sys.executable, "-m", "coptui", "evidence", "ties", "-f", str(path)]
    command += ["--today", TODAY.isoformat()]
    said = subprocess.run([*command, "--json"], check=True, capture_output=True, env=_quiet())
    if json.loads(said.stdout)[0]["no_data"]:
        raise RuntimeError("There were no ties to be worked out.")
    return [1000 * _seconds(command) for _ in range(numbers[-1])]


def taking_in(folder: Path, count: int, runs: int) -> list[float]:
    """Milliseconds from a table of people to the file that knows them."""
    from coptui.core.model.records import Source
    from coptui.exchange.planning.plan import ImportChoices, edit_of, plan
    from coptui.exchange.reading import read
    from coptui.exchange.tables.found import Hints

    lines = [f"{name} {n},p{n}@example.org\n" for n, name in enumerate(communities.names(count))]
    text = ("name,email\n" + "".join(lines)).encode()
    found = []
    for number in range(runs):
        path = folder / f"empty-{number}-{time.time_ns()}.json"
        new_file(path, {"name": "New"})
        store = Store(path, state=folder / "state")
        session = Session(store, by="somebody", clock=lambda: datetime.now(UTC), today=TODAY)

        def work(session: Session = session) -> None:
            seen = read(text, Hints(name="people.csv", today=TODAY.isoformat()))
            made = plan(
                session.whole,
                seen,
                today=TODAY,
                source=Source(kind="table"),
                choices=ImportChoices(take_new=True),
            )
            session.edit(edit_of(made))

        found.append(_clock(work))
    return found


def _clock(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


MEASURES: dict[str, Callable[..., list[float]]] = {
    measure.__name__: measure for measure in (edit, hold, beside, evidence, step, ties, taking_in)
}

if __name__ == "__main__":
    name, place, *told = sys.argv[1:]
    sys.stdout.write(json.dumps(MEASURES[name](Path(place), *map(int, told))))
