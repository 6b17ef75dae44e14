"""A file in which every text is hostile: what commands print of it is harmless."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1] / "tui"))
from hostile import PAYLOADS, RAW, hostile_community

COMMANDS = (
    ("today",), ("find", "a"), ("check",), ("history",), ("evidence",), ("report",), ("brief",),
    ("today", "--json"),
)  # fmt: skip


@pytest.mark.parametrize("turn", range(0, len(PAYLOADS), 6))
def test_the_command_line_prints_no_control_character(
    turn: int, file: Path, coptui: Callable[..., Any]
) -> None:
    file.write_text(json.dumps(hostile_community(turn)), "utf-8", errors="surrogatepass")
    for words in COMMANDS:
        ended = coptui("-f", file, *words)
        said = ended.out + ended.err
        assert ended.code in (0, 1, 2), (words, said)
        assert said and not RAW.search(said.replace("\n", "").replace("\t", "")), words
