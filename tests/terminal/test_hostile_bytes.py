"""A file in which every text is hostile: the bytes that really go to a terminal are harmless."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1] / "tui"))
from hostile import PAYLOADS, RAW, hostile_community

OURS = re.compile(
    r"\x1b\[[?<>=]?[\d;]*\$?[A-Za-z]"  # Cursor, colours, modes, questions to the terminal.
    r"|\x1b\]22;[a-z-]*\x07"  # The shape of the mouse pointer.
    r"|\x1b\]52;c;[A-Za-z0-9+/=]*\x07"  # A copy that was asked for.
)
# Into every place and about in it; `1` leads back to the members.
KEYS = ("jj\r", "jjj\r", "1", "2", "j\r", "j\r", "1", "3", "j\r", "b", "1", "0", "jj", "1", "v", "1",
        "p", "\r", "1", "4", "j", "1", "5", "h", "\x7f", "1", "H", "\r", "1", "r", "s", "1", "c", "\r", "o",
        "\x7f", "\x7f", "1", "wj", "\x7f", "1", "e", "\t\t", "\x15", "\x7f\x7f", "y", "1", "g", "a", "\r", "1",
        "?", "q", "t", "@a\t", "\x15\x7f", ":", "a")  # fmt: skip


@pytest.mark.parametrize(
    "turn",
    [
        turn if turn in (3, 17) else pytest.param(turn, marks=pytest.mark.long)
        for turn in range(len(PAYLOADS))
    ],
)
def test_only_our_own_sequences_reach_the_terminal(start, circle, tmp_path, turn) -> None:
    circle.write_text(json.dumps(hostile_community(turn)), "utf-8", errors="surrogatepass")
    terminal = start("-f", str(circle), columns=120, lines=40)
    terminal.wait_for("Members ")
    for keys in KEYS:
        terminal.type(keys)
        terminal.read(quiet=0.05, limit=1)
        assert b"\x1b[?1049l" not in terminal.sent, keys
    terminal.press("ctrl+c")
    assert terminal.wait(10) == 0
    terminal.given_back()
    left = OURS.sub("", bytes(terminal.sent).decode("utf-8"))
    assert not RAW.search(left.replace("\r", "").replace("\n", "").replace("\x0f", ""))
    assert not (tmp_path / "state" / "coptui" / "faults.log").exists()
