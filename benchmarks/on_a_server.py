"""A community on a PostgreSQL server, near and far: opening, edits, news of others', and trips.

The server is started for this, in a folder of its own; where there is no PostgreSQL, nothing is
measured. A line between the two delays what is said.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from msgspec.structs import replace

from benchmarks import programs
from benchmarks.budget import Row, Spread
from benchmarks.extent import Extent
from coptui.core.model.edits import update
from coptui.session import Session
from coptui.store.version import read
from tests.postgres_proxy import Proxy
from tests.postgres_server import Server
from tests.postgres_server import programs as postgres_here

OPENED = (1_000, 10_000)
EDITED = (100, 10_000, 100_000)
FAR = (0, 20, 100)
"""Milliseconds that a trip takes, there and back."""
FEW = 100
GROWTH = 3.0
"""An edit at the largest size may take so many times one at the smallest."""
PATIENCE = 30.0


def of_a_server(folder: Path, extent: Extent) -> Iterator[Row]:
    """Everything about a community on a server."""
    if find_spec("psycopg") is None or postgres_here() is None:
        return
    with ExitStack() as rest:
        server = Server()
        rest.callback(server.close)
        proxy = Proxy(server.port)
        rest.callback(proxy.close)
        place = _Place(server, proxy, folder)
        # In a little of everything, the smallest is as good as any.
        is_little = extent.sizes[0] > FEW
        yield from _of_openings(place, OPENED[:1] if is_little else OPENED, extent)
        yield from _of_edits(place, EDITED[:1] if is_little else EDITED, extent)
        yield from _of_news(place, extent)
        yield from _of_trips(place)


class _Place:
    """A server, the line to it, and a community of each size that is asked for."""

    def __init__(self, server: Server, proxy: Proxy, folder: Path) -> None:
        self._server, self._folder, self.proxy = server, folder, proxy
        self._made: dict[int, str] = {}

    def address(self, size: int, delay: float) -> str:
        """The address of a community, a trip to which takes so many milliseconds."""
        from coptui.store.address import address_of
        from coptui.store.postgres.creating import create

        if size not in self._made:
            schema = self._made[size] = self._server.schema()
            data = programs.community(self._folder, size).read_bytes()
            create(address_of(self._server.url(schema)), read(data, "a whole community"))
        self.proxy.delay = delay / 2000
        url = self._server.url(self._made[size], tcp=True)
        return url.replace(f":{self._server.port}", f":{self.proxy.port}")

    @contextmanager
    def session(self, size: int, delay: float = 0) -> Iterator[Session]:
        """A community, opened and read."""
        from coptui.store.address import address_of
        from coptui.store.postgres.keeper import PostgresStore

        url = self.address(size, delay)
        store = PostgresStore(address_of(url), url)
        session = Session(store, by="somebody", clock=lambda: datetime.now(UTC))
        try:
            yield session
        finally:
            session.close()


def _of_openings(place: _Place, sizes: tuple[int, ...], extent: Extent) -> Iterator[Row]:
    for size in sizes:
        place.address(size, 0)
        took = []
        for _ in range(extent.runs):
            began = time.perf_counter()
            with place.session(size) as session:
                _ = session.faults
                took.append(_since(began))
        yield Row("opening, on a server", f"{size:,} members", Spread.of(took), None, "ms")


def _of_edits(place: _Place, sizes: tuple[int, ...], extent: Extent) -> Iterator[Row]:
    near: dict[int, float] = {}
    for size in sizes:
        for delay in FAR:
            with place.session(size, delay) as session:
                # The first one reads what may not have been read.
                took = [_edit(session, number) for number in range(1, 2 * extent.runs + 2)][1:]
            if not delay:
                near[size] = statistics.median(took)
            where = f"{size:,} members, {delay} ms away"
            bound = delay + GROWTH * near[min(near)] if size != min(sizes) else None
            yield Row("an edit, on a server", where, Spread.of(took), bound, "ms")
    if len(near) > 1:
        most = near[max(near)] / near[min(near)]
        where = f"{max(near):,} members"
        what = f"an edit on a server, against {min(near):,} members"
        yield Row(what, where, Spread.of([most]), GROWTH, "x")


def _of_news(place: _Place, extent: Extent) -> Iterator[Row]:
    size = OPENED[0] if extent.sizes[0] <= FEW else FEW
    for delay in FAR:
        told, taken = [], []
        with place.session(size, delay) as session, place.session(size, delay) as other:
            session.watch()
            for number in range(1, extent.runs + 2):
                _edit(other, number)
                began = time.perf_counter()
                _wait(session.is_behind)
                told.append(_since(began))
                began = time.perf_counter()
                session.refresh()
                taken.append(_since(began))
        where = f"{size:,} members, {delay} ms away"
        yield Row("news of a save by others, once it is saved", where, Spread.of(told), None, "ms")
        yield Row("news of others taken in", where, Spread.of(taken), None, "ms")


def _of_trips(place: _Place) -> Iterator[Row]:
    from coptui.store.address import address_of
    from coptui.store.postgres.connection import connect

    def trips(work: Callable[[], object]) -> int:
        place.proxy.trips = 0
        work()
        return place.proxy.trips

    address = address_of(place.address(FEW, 0))
    connecting = trips(lambda: connect(address, writes=True).close())
    # The end of that connection may be counted late.
    time.sleep(0.2)
    with ExitStack() as rest:
        opened: list[Session] = []
        # On a busy machine the server may begin to answer before all of a question is sent.
        opening = min(
            trips(lambda: opened.append(rest.enter_context(place.session(FEW)))) for _ in range(3)
        )
        other = rest.enter_context(place.session(FEW))
        session = opened[-1]
        save = trips(lambda: _edit(session, 1))
        _edit(other, 2)
        refused = trips(lambda: _edit(session, 3))
        _edit(other, 4)
        news = trips(session.refresh)
    for what, found, bound in (
        ("opening, once connected", opening - connecting, 1),
        ("a save", save, 1),
        ("a save that others were faster with", refused, 3),
        ("asking for news, and taking it in", news, 2),
    ):
        yield Row(f"trips of {what}", "on a server", Spread.of([found]), bound, "trips")


def _edit(session: Session, number: int) -> float:
    member = session.community.members[number]
    change = update(member, replace(member, location=f"room {time.time()}"), label="room")
    began = time.perf_counter()
    session.edit(change)
    return _since(began)


def _wait(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > end:
            raise RuntimeError("What was waited for did not come.")
        time.sleep(0.0005)


def _since(began: float) -> float:
    return 1000 * (time.perf_counter() - began)
