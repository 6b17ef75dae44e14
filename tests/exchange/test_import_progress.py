"""How far a reading has come is told, and whoever waits may stop it."""

from __future__ import annotations

from datetime import date

import pytest

from coptui.core.model.community import Community
from coptui.core.model.records import Source
from coptui.exchange.planning.plan import plan
from coptui.exchange.reading import read
from coptui.exchange.tables.found import Hints
from coptui.exchange.tables.progress import EVERY, Stopped, telling

ROWS = 10_000
TABLE = "name,email\n" + "".join(f"Ann{n} Lee,a{n}@example.org\n" for n in range(ROWS))
LETTERS = "".join(
    f"From a Tue Mar  3 10:00:00 2026\nFrom: Ann{n} <a{n}@x.org>\nDate: Tue, 3 Mar 2026 10:00:00 +0000\n\n"
    for n in range(1000)
)
CARDS = "".join(
    f"BEGIN:VCARD\nVERSION:3.0\nFN:Ann{n} Lee\nN:Lee;Ann{n}\nEND:VCARD\n" for n in range(600)
)


@pytest.mark.parametrize("text", [TABLE, LETTERS, CARDS], ids=["table", "mailing list", "cards"])
def test_it_goes_from_the_beginning_to_the_end(text: str) -> None:
    told: dict[str, list[float]] = {}
    with telling(lambda what, share: told.setdefault(what, []).append(share)):
        found = read(text.encode(), Hints(today="2026-11-20"))
        plan(Community(), found, today=date(2026, 11, 20), source=Source(file="x"))
    assert [*told] == ["reading", "matching"]
    for shares in told.values():
        assert shares == sorted(shares)
        assert len(shares) <= 5 * (1 + ROWS // EVERY)
    if text is TABLE:
        assert all(shares[-1] > 0.9 for shares in told.values())


@pytest.mark.parametrize("phase", ["reading", "matching"])
def test_it_can_be_stopped_at_any_moment(phase: str) -> None:
    def told(what: str, share: float) -> None:
        if what == phase and share > 0.5:
            raise Stopped

    with telling(told), pytest.raises(Stopped):
        found = read(TABLE.encode())
        assert phase == "matching"
        plan(Community(), found, today=date(2026, 11, 20), source=Source(file="x"))


def test_nobody_is_told_outside_or_of_a_few_rows() -> None:
    told: list[object] = []
    with telling(lambda *given: told.append(given)):
        read(b"name,email\nAnn,a@example.org\n")
    read(TABLE.encode())
    assert told == []
