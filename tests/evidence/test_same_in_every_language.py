"""No figure, level or name hangs on a word that is shown: they are the same in every language."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "sample_data" / "help-line.json"


def figures(language: str) -> dict[str, object]:
    command = [sys.executable, str(HERE / "figures_in_a_language.py"), str(SAMPLE), "2026-11-24"]
    run = subprocess.run(
        command,
        env={**os.environ, "COPTUI_LANG": language},
        capture_output=True,
        text=True,
        check=True,
    )
    told: dict[str, object] = json.loads(run.stdout)
    return told


def test_what_is_counted_does_not_hang_on_words() -> None:
    in_english, in_another = figures("en"), figures("qps")
    assert in_english["newcomers"] and in_english["led"]
    assert in_english["named"] == [], "a report for a sponsor would name them"
    assert in_another == in_english
