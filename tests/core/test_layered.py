"""A mapping with changes laid over it is as a dict with the same changes, and costs only those."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model import layered
from coptui.core.model.layered import Layered, touched

KEYS = st.integers(0, 6)
CHANGES = st.dictionaries(KEYS, st.integers() | st.none(), max_size=4)


def changed(before: Mapping[int, int], changes: Mapping[int, int | None]) -> dict[int, int]:
    after = dict(before)
    for key, value in changes.items():
        if value is None:
            after.pop(key, None)
        else:
            after[key] = value
    return after


@given(
    st.dictionaries(KEYS, st.integers()), st.lists(st.tuples(CHANGES, st.booleans()), max_size=6)
)
def test_it_is_as_a_dict_with_the_same_changes(
    first: dict[int, int], steps: list[tuple[dict[int, int | None], bool]]
) -> None:
    plain, now = first, Layered(first, {})
    for changes, goes_through in steps:
        before, was = now, plain
        plain, now = changed(plain, changes), Layered(now, changes)
        differing = {key for key in {*was, *plain} if was.get(key) != plain.get(key)}
        keys = touched(before, now)
        assert keys is None or differing <= set(keys)
        assert len(now) == len(plain)
        assert [now.get(key) for key in range(7)] == [plain.get(key) for key in range(7)]
        assert {key for key in range(7) if key in now} == plain.keys()
        if goes_through:
            assert list(now.items()) == list(plain.items())
    assert list(now) == list(plain) and list(now.values()) == list(plain.values())
    with pytest.raises(KeyError):
        now[7]


class Counted(dict[int, int]):
    """A mapping that counts how often all of it was gone through."""

    whole = 0

    def items(self) -> Any:
        self.whole += 1
        return super().items()


def test_it_is_put_together_only_when_much_has_changed_or_someone_goes_through_it() -> None:
    below = Counted({number: number for number in range(1000)})
    now: Mapping[int, int] = below
    for number in range(layered.MOST_CHANGES):
        now = Layered(now, {number: -number})
    assert below.whole == 0 and now[7] == -7 and len(now) == 1000
    assert touched(below, now) == list(range(layered.MOST_CHANGES))
    now = Layered(now, {999: 0})
    assert below.whole == 1
    assert sum(now.values()) == sum(range(layered.MOST_CHANGES, 999)) - sum(
        range(layered.MOST_CHANGES)
    )
