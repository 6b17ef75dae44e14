"""docs/keys.md, made from the table of commands: `python tests/docs/keys_page.py` writes it."""

from __future__ import annotations

from pathlib import Path

from coptui.tui.shell.commands import COMMANDS, Command
from coptui.tui.shell.keys import key_text
from coptui.tui.shell.where import WHERE

PAGE = Path(__file__).parents[2] / "docs" / "keys.md"

INTRODUCTION = """\
# Keys

The bottom line shows the main keys for the screen you are on, `?` shows all of them, and `:` finds any command by its
name. This page is made from the same table.

The keys of a list, a checklist or the details come before those that work everywhere: in a checklist `n` is a note on
the step, elsewhere a note on the person.

- Capitals matter: `u` and `U` differ. Where two keys are given, both do the same.
- You never need a function key, Alt, Esc or the mouse, because they don't work in every terminal.
- Where you type, letters are only letters. Enter accepts a line and saves a form, Tab goes to the next field, and
  Backspace in an empty field leaves. In a field of several lines Enter starts a new line; Tab to Save, then Enter.
- In a follow-up (in a walk too), a conversation, or after `+`: `@ann` is any part of a name (dots for spaces), `#rota`
  is part of a topic's title, and `!fri` is a day: `!today`, `!tomorrow`, `!fri` (the next one), `!3d`, `!2w`, `!1m`, `!12 Dec`, `!next week`, `!second Tuesday`, `!2026-12-01`.
  In a conversation the day may be in words (`rang Ann last Tuesday`): [a line for the log](cli.md#a-line-for-the-log).
- To use another key for a command, put its name and the key under `keys:` in
  `config.yaml`: [settings](settings.md).
"""


def page() -> str:
    return "\n".join([INTRODUCTION, *(_section(where) for where in WHERE)])


def _section(where: str) -> str:
    rows = [_row(command) for command in COMMANDS if command.where == where]
    head = ["| key | command | what it does | name for `keys:` |", "|---|---|---|---|"]
    return "\n".join([f"## {WHERE[where]}", "", *head, *rows, ""])


def _row(command: Command) -> str:
    keys = " ".join(f"`{key_text(key)}`" for key in command.keys) or "by `:`"
    return f"| {keys} | {command.title} | {command.does} | `{command.id}` |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
