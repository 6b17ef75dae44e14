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
from conftest import community
from test_sizes import OPENED, SENTENCE, WAYS, shown

from coptui.tui.shell.commands import COMMANDS
from coptui.whereabouts import of_file

SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
WORD = re.compile(r"[A-Za-z]{2,}")
KEYS = {"enter", "esc", "tab", "shift", "ctrl", "space", "backspace", "home", "end", "pgup", "pgdn", "up", "down", "del"}
"""Names that stand on the keys themselves."""
TYPED = {"coptui", "json", "csv", "html", "ics", "vcf", "md", "utf", "org", "example", "http", "https", "zoom"}
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
            words.append(f"{match[0]}: {line.strip()}")
    return words


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("way", [*WAYS, *OPENED])
async def test_no_text_escapes(
    way: str, size: str, open_app: Any, path: Path, monkeypatch: pytest.MonkeyPatch, screen_text: Any
) -> None:
    monkeypatch.chdir(path.parent)
    (path.parent / "participants.csv").write_text("Name,Duration (Minutes)\nCharlie,40\n")
    allowed = words_of(community()) | words_of(SENTENCE) | words_of(str(path)) | KEYS | TYPED
    allowed |= words_of([WAYS.get(way), "participants csv Name Duration Minutes Charlie", "root"])
    text = await shown(open_app(communities=(of_file(path), of_file(path))), way, [SIZES[size]], screen_text)
    out = os.environ.get("SCREENS")
    if out:
        Path(out, f"{way.replace(' ', '_')}-{size}.txt").write_text(text)
    assert not escaped(text.partition("\n")[2], allowed)
