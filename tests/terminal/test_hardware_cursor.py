"""The terminal's own cursor is where the eye is: on the line with the cursor, or behind what is typed."""

from __future__ import annotations


def line_of(terminal, text: str) -> int:
    return next(y for y, line in enumerate(terminal.screen.display) if text in line)


def test_it_is_on_the_selected_line_and_behind_what_is_typed(start, circle) -> None:
    terminal = start("-f", str(circle))
    terminal.wait_for("▌ Ilse")
    terminal.read()
    cursor = terminal.screen.cursor
    assert (cursor.y, cursor.x) == (line_of(terminal, "▌ Ilse"), 0)
    terminal.press("down")
    terminal.wait_for("▌ Ondřej")
    terminal.read()
    assert (cursor.y, cursor.x) == (line_of(terminal, "▌ Ondřej"), 0)
    terminal.press("f")
    terminal.wait_for("Follow-up")
    terminal.type("ring")
    terminal.wait_for("ring")
    terminal.read()
    assert (cursor.y, cursor.x) == (line_of(terminal, " ring"), len(" ring"))
    terminal.press("\x1b")
    terminal.wait_for("Leave without saving?")
    terminal.press("y")
    terminal.read()
    assert (cursor.y, cursor.x) == (line_of(terminal, "▌ Ondřej"), 0), "back on the list"
    terminal.press("e")
    terminal.wait_for("Name")
    terminal.read()
    name = line_of(terminal, "Name  ")
    assert (cursor.y, cursor.x) == (name, terminal.screen.display[name].index("Novák") + 5)


def test_it_is_shown_to_those_who_want_it(start, circle, tmp_path) -> None:
    (tmp_path / "config" / "coptui").mkdir(parents=True)
    (tmp_path / "config" / "coptui" / "config.yaml").write_text("cursor: true\n")
    terminal = start("-f", str(circle))
    terminal.wait_for("▌ Ilse")
    assert not terminal.screen.cursor.hidden
    terminal.kill()
