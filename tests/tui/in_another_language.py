"""Every place of the full screen in the pseudo-locale; run by tests/language/test_pseudo_locale.py.

A word in plain letters that is neither from the community's file nor something to be typed escaped translation.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from test_sizes import OPENED, SENTENCE, WAYS

from conftest import community
from coptui.config import SETTINGS
from coptui.core.writing.form_fields import FIELDS
from coptui.whereabouts import of_file

SIZES = ((120, 40), (80, 24))
WITHOUT_KEYS: frozenset[str] = frozenset()
WORD = re.compile(r"[A-Za-z]{2,}")
CHOICES = [field.choices for fields in FIELDS.values() for field in fields]
"""Choices are typed as the data file has them."""
KEYS = {
    "enter",
    "esc",
    "tab",
    "shift",
    "ctrl",
    "space",
    "backspace",
    "home",
    "end",
    "pgup",
    "pgdn",
    "up",
    "down",
    "left",
    "right",
    "del",
}
"""Names that stand on the keys themselves."""
TYPED = {
    *SETTINGS,
    "true",
    "false",
    "root",
    "month",
    "table",
    "yaml",
    "config",
    "coptui",
    "json",
    "csv",
    "html",
    "ics",
    "vcf",
    "md",
    "utf",
    "org",
    "example",
    "http",
    "https",
    "zoom",
}
"""What is typed or named the same in every language: programs, formats, addresses."""


def words_of(value: object) -> set[str]:
    """Every word of a file: its texts, and the choices it holds."""
    return {word.casefold() for word in WORD.findall(json.dumps(value, ensure_ascii=False))}


def escaped(text: str, allowed: set[str]) -> list[str]:
    """The words in plain letters that are not allowed; one cut off counts by its beginning."""
    words = []
    for line in text.splitlines():
        for match in WORD.finditer(line):
            word = match[0].casefold()
            before, after = line[: match.start()], line[match.end() :]
            if re.search(r"[^\W\d_]$", before) or re.match(r"[^\W\d_]", after):
                # A part of an accented word.
                continue
            if word in allowed:
                continue
            if after.startswith("…") and any(one.startswith(word) for one in allowed):
                continue
            if before.endswith("…") and any(one.endswith(word) for one in allowed):
                continue
            words.append(f"{match[0]}: {line.strip()}")
    return words


@pytest.mark.parametrize("way", [*WAYS, *OPENED])
async def test_no_text_escapes(
    way: str, open_app: Any, path: Path, monkeypatch: pytest.MonkeyPatch, screen_text: Any
) -> None:
    monkeypatch.chdir(path.parent)
    (path.parent / "participants.csv").write_text("Name,Duration (Minutes)\nCharlie,40\n")
    keys, place = OPENED.get(way) or (WAYS[way], None)
    allowed = words_of([community(), CHOICES, SENTENCE, str(path), keys]) | KEYS | TYPED
    allowed |= words_of("participants.csv Name,Duration (Minutes) Charlie Okaforx What")
    app = open_app(communities=(of_file(path), of_file(path)))
    async with app.run_test(size=SIZES[0]) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        if place is not None:
            await app.open(await place(app))
            await pilot.pause()
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            text = screen_text(app)
            keep(way, size, text)
            assert app.fault is None and app.is_running
            assert not escaped(text, allowed), size
            assert text.rstrip().count("\n") == size[1] - 1 or way in WITHOUT_KEYS, (
                "the line of keys is gone"
            )


def keep(way: str, size: tuple[int, int], text: str) -> None:
    """Leave a screen in the folder SCREENS, to be looked at."""
    if folder := os.environ.get("SCREENS"):
        Path(folder, f"{way.replace(' ', '_')}-{size[0]}x{size[1]}.txt").write_text(text)
