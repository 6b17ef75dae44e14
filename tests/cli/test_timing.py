"""$COPTUI_DEBUG: times, and never a text, a name or a key."""

from __future__ import annotations

import re

LINE = re.compile(r" *\d+\.\d{3} (?:load|write) +\d+\.\d ms +\d+")


def test_reading_and_saving_are_timed_without_a_word(coptui, file, tmp_path, monkeypatch) -> None:
    log = tmp_path / "times"
    monkeypatch.setenv("COPTUI_DEBUG", str(log))
    from coptui.cli.timing import times

    times.cache_clear()
    assert coptui("-f", file, "log", "@carlos said xqz77 !fri").code == 0
    lines = log.read_text("ascii").splitlines()
    assert [line.split()[1] for line in lines] == ["load", "write"]
    assert all(LINE.fullmatch(line) for line in lines)
    assert log.stat().st_mode & 0o777 == 0o600
    times.cache_clear()


def test_a_file_that_cannot_be_written_is_said(coptui, file, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("COPTUI_DEBUG", str(tmp_path))
    from coptui.cli.timing import times

    times.cache_clear()
    refused = coptui("-f", file, "find", "carlos")
    assert refused.code == 2 and str(tmp_path) in refused.err
    assert "COPTUI_DEBUG" in refused.err
