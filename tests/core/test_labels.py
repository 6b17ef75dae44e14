"""What records are called: every table has its words, those of the notebook too."""

from __future__ import annotations

import pytest

from coptui.core.model.labels import any_one_of, counted_records, singular_of
from coptui.core.model.records import TABLES
from coptui.core.model.references import TABLE_OF
from coptui.core.writing.notebook import NOTEBOOK


@pytest.mark.parametrize("table", [*TABLES, *NOTEBOOK])
def test_a_record_of_every_table_has_its_name(table: str) -> None:
    called = singular_of(table)
    assert called != singular_of("a table of another program") == "record"
    assert any_one_of(table) == f"{'an' if called[0] in 'aeiou' else 'a'} {called}"
    assert counted_records(1, table) == f"1 {called}"
    assert counted_records(2, table) != f"2 {called}"


def test_every_kind_has_its_table() -> None:
    assert set(TABLE_OF.values()) <= set(TABLES)
