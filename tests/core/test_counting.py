"""Numbers in words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.counting import percent


@given(st.integers(1, 100_000), st.data())
def test_nearly_none_is_not_said_to_be_none_nor_nearly_all_to_be_all(
    whole: int, data: st.DataObject
) -> None:
    part = data.draw(st.integers(0, whole))
    said = percent(100 * part / whole)
    assert (said == "0%") == (part == 0)
    assert (said == "100%") == (part == whole)
