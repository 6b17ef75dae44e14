"""Of ten thousand people, the first screen reads every name, and everything about those in sight."""

from __future__ import annotations

from typing import Any

import pytest
from ten_thousand import MEMBERS, many

from coptui.store import codec
from coptui.tui.app import CoptApp


@pytest.mark.parametrize("width", [59, 80, 160])
async def test_only_people_in_sight_are_read(tmp_path, monkeypatch, width: int) -> None:
    read: list[str] = []
    decode = codec._decode

    def counted(table: str) -> Any:
        return lambda body: read.append(table) or decode(table)(body)

    async def nothing(*_: object) -> None:
        """What a thread reads once the screen is shown is not part of it."""

    monkeypatch.setattr(codec, "_decode", counted)
    monkeypatch.setattr(CoptApp, "_make_ready", nothing)
    session = many(tmp_path)
    async with CoptApp(session).run_test(size=(width, 24)) as pilot:
        await pilot.pause()
        assert len(session.community.members) == MEMBERS
        assert 0 < read.count("members") <= 24
        assert not {"history", "runs", "snapshots"} & set(read)
