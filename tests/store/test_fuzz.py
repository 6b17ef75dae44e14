"""Any bytes, from a file, a terminal or a person: taken, or refused in words."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from fuzzing import SEEDS, TARGETS, must_hold
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FUZZING = Path(__file__).with_name("fuzz_by_coverage.py")
SECONDS = 40


def damaged(seed: bytes) -> st.SearchStrategy[bytes]:
    """A good text with a piece of it replaced by anything."""
    place = st.tuples(st.integers(0, len(seed)), st.integers(0, 12))
    return st.builds(
        lambda at, new: seed[: at[0]] + new + seed[sum(at) :], place, st.binary(max_size=8)
    )


@pytest.mark.parametrize("target", TARGETS)
def test_any_bytes_are_taken_or_refused_in_words(target: str) -> None:
    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.binary(max_size=120) | st.one_of([damaged(seed) for seed in SEEDS[target]]))
    def holds(data: bytes) -> None:
        must_hold(target, data)

    holds()


@pytest.mark.parametrize("target", TARGETS)
def test_good_ones_are_taken(target: str) -> None:
    for seed in SEEDS[target]:
        must_hold(target, seed)


@pytest.mark.long
@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="needs atheris")
@pytest.mark.parametrize("target", TARGETS)
def test_bytes_that_are_looked_for_break_nothing(
    target: str, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(SEEDS[target]):
        (corpus / str(number)).write_bytes(seed)
    done = subprocess.run(
        [sys.executable, FUZZING, target, str(SECONDS), corpus],
        cwd=tmp_path, capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    runs = re.search(r"number_of_executed_units:\s*(\d+)", done.stderr)
    record_property(
        "measured", f"{target}: {runs[1] if runs else '?'} inputs in {SECONDS} s, 0 broke anything"
    )
