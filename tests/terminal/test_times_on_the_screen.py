"""$COPTUI_DEBUG in the full screen: what was sent is counted; a restricted account writes no file by it."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("restricted", [False, True])
def test_what_is_sent_is_counted(start, circle, tmp_path, restricted) -> None:
    log = tmp_path / "times"
    options = ["--restricted"] if restricted else []
    terminal = start(*options, "-f", str(circle), COPTUI_DEBUG=str(log))
    terminal.wait_for("Members 3")
    terminal.press("down")
    terminal.read()
    terminal.leave()
    assert terminal.wait(5) == 0
    assert log.exists() is not restricted
    if not restricted:
        lines = [line.split() for line in log.read_text("ascii").splitlines()]
        assert lines[0][1] == "load" and lines[0][-1] == "3"
        assert sum(int(line[-1]) for line in lines[1:]) == pytest.approx(
            len(terminal.sent), rel=0.2
        )
