"""Ten thousand rows are read, planned and saved within three seconds of work."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

from coptui.core.model.community import Community
from coptui.core.model.records import Source
from coptui.exchange.planning import as_stored
from coptui.exchange.planning.plan import ImportChoices, edit_of, plan
from coptui.exchange.reading import read
from coptui.exchange.tables.found import Found, FoundEvent, FoundPerson, Hints
from coptui.session import Session
from tests.how_fast import slower
from tests.new_store import new_store

ROWS = 10_000
TODAY = date(2026, 11, 22)
SECONDS = 3.0 * slower()
"""What a person is asked to wait for at most; processor time, whatever else the machine does."""


def test_ten_thousand_people_and_their_meeting(tmp_path) -> None:
    names = [f"{chr(65 + n % 26)}nn{n} {'aeiou'[n % 5]}rk{n}" for n in range(ROWS)]
    people = "name,email\n" + "".join(f"{name},p{n}@example.org\n" for n, name in enumerate(names))
    meeting = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
    meeting += "".join(
        f"{name},,2026-11-20 18:00:00,2026-11-20 19:00:00,60,Yes\n" for name in names
    )
    store = new_store(tmp_path / "big.json", {"name": "Big"}, state=tmp_path)
    session = Session(store, by="x", clock=lambda: datetime(2026, 11, 22, tzinfo=UTC), today=TODAY)
    for text, choices in (
        (people, ImportChoices(take_new=True)),
        (meeting, ImportChoices(events={0: "new"})),
    ):
        began = time.process_time()
        found = read(text.encode(), Hints(name="file.csv", today=TODAY.isoformat()))
        made = plan(session.whole, found, today=TODAY, source=Source(kind="t"), choices=choices)
        session.edit(edit_of(made))
        assert time.process_time() - began < SECONDS
    began = time.process_time()
    strangers = "name\n" + "".join(f"{chr(97 + n % 26)}q{n} z{n}\n" for n in range(ROWS))
    found = read(strangers.encode(), Hints(name="file.csv", today=TODAY.isoformat()))
    plan(session.whole, found, today=TODAY, source=Source(file="file.csv"), choices=ImportChoices())
    assert time.process_time() - began < 4 * SECONDS, "strangers among ten thousand"
    assert len(session.whole.members) == ROWS
    (event,) = session.whole.events.values()
    assert len(event.there) == ROWS
    session.close()


def test_who_came_often_is_not_looked_at_the_more_often(monkeypatch) -> None:
    """Rows of one person are gone through once for all of them."""
    looked = 0
    plain = as_stored.plain_name

    def counted(text: str) -> str:
        nonlocal looked
        looked += 1
        return plain(text)

    monkeypatch.setattr(as_stored, "plain_name", counted)
    events = tuple(
        FoundEvent(
            line=n, starts_at=f"2026-11-{n % 28 + 1:02}T18:00", people=(FoundPerson(n, "Ann"),)
        )
        for n in range(1, 401)
    )
    found = Found("Calendar", "attendance", events=events)
    plan(Community(), found, today=TODAY, source=Source(file="file.csv"))
    assert 0 < looked <= 2 * len(events)
