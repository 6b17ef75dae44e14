"""Sorting in steps gives what sorting at once gives."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model import in_order as module
from coptui.core.model.in_order import in_order


@given(st.lists(st.tuples(st.integers(0, 5), st.text(max_size=2))), st.integers(1, 7))
def test_it_is_sorted_and_equals_keep_their_order(
    items: list[tuple[int, str]], at_once: int
) -> None:
    was, module.AT_ONCE = module.AT_ONCE, at_once
    try:
        assert in_order(items, lambda item: item[0]) == sorted(items, key=lambda item: item[0])
    finally:
        module.AT_ONCE = was


def test_no_step_is_long(monkeypatch) -> None:
    """A step sorts some hundred, or goes through a few runs that are in order."""
    steps = []

    def counting(items, *, key):
        items = list(items)
        runs = 1 + sum(key(a) > key(b) for a, b in pairwise(items))
        steps.append((len(items), runs))
        return sorted(items, key=key)

    monkeypatch.setattr(module, "sorted", counting, raising=False)
    numbers = [n * 7919 % 30_011 for n in range(30_000)]
    assert in_order(numbers, lambda n: n) == sorted(numbers)
    assert all(size <= module.AT_ONCE or runs <= module.TOGETHER for size, runs in steps)
