"""Every place of the full screen in the pseudo-locale; run by tests/language/test_pseudo_locale.py.

A word in plain letters that is neither from the community's file nor something to be typed escaped translation.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from test_sizes import OPENED, SENTENCE, WAYS

from conftest import community
from coptui.core.model.records import PulseWording
from coptui.tui.shell.desk import Desk
from coptui.whereabouts import of_file

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "language"))
from plain_words import CHOICES, KEYS, TYPED, escaped, words_of

SIZES = ((120, 40), (80, 24))
STORED = {"rating": PulseWording.__struct_fields__, "both edits": ("location",)}
"""Names of fields, shown as the data file has them."""
WITHOUT_KEYS: frozenset[str] = frozenset()


@pytest.mark.parametrize("way", [*WAYS, *OPENED])
async def test_no_text_escapes(
    way: str, open_app: Any, path: Path, monkeypatch: pytest.MonkeyPatch, screen_text: Any
) -> None:
    monkeypatch.chdir(path.parent)
    (path.parent / "participants.csv").write_text("Name,Duration (Minutes)\nCharlie,40\n")
    keys, place = OPENED.get(way) or (WAYS[way], None)
    allowed = words_of([community(), CHOICES, SENTENCE, str(path), keys]) | KEYS | TYPED
    allowed |= words_of(STORED.get(way, ()))
    allowed |= words_of("some.csv participants.csv Name,Duration (Minutes) Charlie Okaforx What")
    app = open_app(communities=(of_file(path), of_file(path)))
    kept_under = keys_that_are_kept(monkeypatch)
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
    assert not [key for key in kept_under if not key.isascii()], "would not be known again"


def keys_that_are_kept(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Under which keys something is kept, or looked for, from now on."""
    keys: list[str] = []
    for name in ("recall", "remember", "keep_draft"):
        real = getattr(Desk, name)

        def noted(desk: Desk, key: str, *rest: Any, real: Any = real) -> Any:
            keys.append(key)
            return real(desk, key, *rest)

        monkeypatch.setattr(Desk, name, noted)
    return keys


def keep(way: str, size: tuple[int, int], text: str) -> None:
    """Leave a screen in the folder SCREENS, to be looked at."""
    if folder := os.environ.get("SCREENS"):
        Path(folder, f"{way.replace(' ', '_')}-{size[0]}x{size[1]}.txt").write_text(text)
