"""Every text of a file is hostile, on every screen: it is drawn as text and nothing else."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hostile import PAYLOADS, RAW, hostile_community, places
from test_every_command import WAYS

from coptui.whereabouts import of_file

MORE_WAYS: dict[str, tuple[str, ...]] = {
    "report": ("colon", *"report", "enter"),
    "find": ("g", "a"),
    "palette": ("colon", "a"),
    "help": ("question_mark",),
    "plus": ("plus",),
    "an entry": ("t", "@", "a"),
    "a member's form": ("e",),
    "a topic's form": ("2", "e"),
    "an event's form": ("3", "e"),
    "the community's form": ("colon", *"community", "enter"),
    "a topic": ("2", "j", "enter", "j", "enter"),
    "an event": ("3", "j", "enter", "j", "enter"),
    "private lines": ("enter", *"jjjjjj", "enter"),
    "a question": ("D",),
    "minutes": ("colon", *"minutes", "enter"),
    "a walk's rows": ("c", "enter", "o"),
    "who could": ("5", "h"),
    "presenting": ("z", "r", "y"),
    "a save that is told": ("n", "x", "enter"),
    "undo": ("n", "x", "enter", "u"),
}
EVERYWHERE = {**WAYS, **MORE_WAYS}
SHORT = (0, 15)


def test_a_file_has_texts_in_every_table_that_people_fill() -> None:
    tables = Counter(table for table, _, _ in places())
    assert set(tables) >= {"community", "members", "topics", "events", "touches", "actions", "asks", "stories", "runs"}  # fmt: skip
    assert len(PAYLOADS) == 30 and len(places()) > 3 * len(PAYLOADS)


def drawn(app: Any) -> list[Any]:
    """What a person sees now, as it goes to the terminal, with what a click would do."""
    strips = app.screen._compositor.render_strips()
    filters = app.get_line_filters()
    return [strip.apply_filter(one, app.screen.background_colors[1]) for strip in strips for one in filters[-1:]]  # fmt: skip


@pytest.mark.parametrize("way", EVERYWHERE)
@pytest.mark.parametrize(
    "turn",
    [
        turn if turn in SHORT else pytest.param(turn, marks=pytest.mark.long)
        for turn in range(len(PAYLOADS))
    ],
)
async def test_every_text_of_a_file_may_be_anything(
    turn: int, way: str, open_app: Any, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    path.write_text(json.dumps(hostile_community(turn)), "utf-8", errors="surrogatepass")
    (path.parent / "participants.csv").write_text("Name,Duration (Minutes)\n[/]\x1b[2J,40\n")
    app = open_app(communities=(of_file(path), of_file(path)))
    async with app.run_test(size=(120, 50)) as pilot:
        for key in EVERYWHERE[way]:
            await pilot.press(key)
            for strip in drawn(app):
                assert not RAW.search(strip.text), (key, strip.text)
                for segment in strip:
                    meta = segment.style.meta if segment.style else {}
                    assert not any(name.startswith("@") for name in meta), (key, meta)
                    assert not (segment.style and segment.style.link), (key, segment)
        assert app.fault is None and app.is_running
