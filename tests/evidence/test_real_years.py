"""Every line at the end of every year of a real community: nothing surprising, nothing that hurts.

Set COPTUI_REAL_FILE to a coptui file to run it.
"""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest

from coptui.core.model.settings import settings_of
from coptui.core.views.as_of import as_of
from coptui.evidence.registry import LINES, reading
from coptui.store.store import Store

REAL = Path(os.environ.get("COPTUI_REAL_FILE", "no-real-file"))
YEARS = (2019, 2020, 2021, 2022, 2023, 2024)

HURTS = re.compile(
    r"\b(inactive|lurker|dead|lazy|worst|best|top \d|bottom|rank|failed|lost|dormant|useless)\b",
    re.IGNORECASE,
)


@pytest.mark.skipif(not REAL.exists(), reason="no real file")
@pytest.mark.parametrize("year", YEARS)
def test_every_line_at_the_end_of_a_year(year: int) -> None:
    day = date(year, 12, 31)
    store = Store(REAL, read_only=True)
    community = as_of(store.load().community, day)
    store.close()
    settings = settings_of(community.profile)
    most = len(community.members) + len(community.events) + len(community.topics)
    for name, line in LINES.items():
        read = reading(name, community, day)
        for found in (read.now, read.then):
            assert found.no_data == found.text.startswith(("not recorded yet", "not known: ")), (
                name,
                found,
            )
            assert found.text.strip(), name
            assert len(found.text) <= 200, (name, found.text)
            assert not HURTS.search(found.text), (name, found.text)
            assert 0 <= found.n <= most * settings.window_occasions, (name, found.n)
            if " %" in found.text:
                assert found.n >= settings.few_people, (name, found.text, found.n)
            if found.value is not None and line.unit == "%":
                assert 0 <= found.value <= 100, (name, found.value)
            if found.value is not None and line.unit == "people":
                assert 0 <= found.value <= len(community.members), (name, found.value)
            for row in found.rows:
                assert row.name.strip(), (name, row)
                assert not HURTS.search(row.why), (name, row)
                if row.table != "community":
                    assert row.id in community.table(row.table), (name, row)
