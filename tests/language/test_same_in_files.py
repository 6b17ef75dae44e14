"""What other programs read and write is the same in every language."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "sample_data" / "help-line.json"


def kept(language: str) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, str(HERE / "kept_in_a_language.py"), str(SAMPLE), "2026-11-24"],
        env={**os.environ, "COPTUI_LANG": language}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    told: dict[str, str] = json.loads(done.stdout)
    return told


def test_files_and_a_servers_layout_hang_on_no_word() -> None:
    in_english, in_another = kept("en"), kept("qps")
    assert len(in_english) > 200 and all(in_english.values())
    assert in_another.keys() == in_english.keys()
    assert not {name for name, text in in_english.items() if in_another[name] != text}
