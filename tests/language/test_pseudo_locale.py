"""In a language that is accented and a third longer, every screen and command stays whole, and no text is left plain."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from coptui.pseudo_language import accented

TESTS = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    "doors", ["tui/screens_in_another_language.py", "cli/commands_in_another_language.py"]
)
def test_no_text_escapes(doors: str) -> None:
    """The language is chosen as coptui starts, so these run in a process of their own."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "-q", "-p", "no:cacheprovider", str(TESTS / doors)],
        capture_output=True, text=True, check=False, cwd=TESTS.parent, env={**os.environ, "COPTUI_LANG": "qps"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:]


def test_a_text_is_longer_by_a_third_and_keeps_what_is_put_in() -> None:
    text = "{count} people have not answered the question: {question!r}"
    longer = accented(text)
    assert "{count}" in longer and "{question!r}" in longer
    assert len(longer) >= len(text) + 0.25 * sum(map(str.isalpha, text.replace("count", "")))
    assert not any(
        letter.isascii() and letter.isalpha()
        for letter in longer.replace("count", "").replace("question!r", "")
        if letter not in "bqfmpvx"
    )
