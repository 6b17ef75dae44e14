"""Keys: what a key means where, checks of a person's own keys, and how keys are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coptui.language import tr
from coptui.tui.shell.commands import COMMANDS, Command, commands_of
from coptui.tui.shell.where import TYPED_IN, Where

SHOWN = {
    "slash": "/",
    "question_mark": "?",
    "colon": ":",
    "minus": "-",
    "plus": "+",
    "equals_sign": "=",
    "full_stop": ".",
    "comma": ",",
    "exclamation_mark": "!",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "backspace": "Backspace",
    "escape": "Esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "up": "Up",
    "down": "Down",
}
NAMES = {sign: name for name, sign in SHOWN.items() if len(sign) == 1}
# Terminals, multiplexers and flow control take these before any program sees them, or send them as
# another key.
TAKEN = frozenset(f"ctrl+{letter}" for letter in "abcshijmqz")


def key_text(key: str) -> str:
    """Return a key as it is on the keyboard: `/`, `Enter`, `Ctrl+D`."""
    if key in SHOWN:
        return SHOWN[key]
    if key.startswith("ctrl+"):
        return "Ctrl+" + key[5:].upper()
    return key


def keys_text(keys: Sequence[str]) -> str:
    """Return a command's keys for reading: `0-4`, `j Down`."""
    if len(keys) > 2 and all(key.isdigit() for key in keys):
        return f"{keys[0]}-{keys[-1]}"
    return " ".join(key_text(key) for key in keys)


def key_map(where: Sequence[Where], own: Mapping[str, str]) -> dict[str, Command]:
    """Return what each key means here; if two commands want a key, the first part wins.

    Where text is typed, letters are only letters.
    """
    meant: dict[str, Command] = {}
    typed_in = not TYPED_IN.isdisjoint(where)
    for command in with_own_keys(commands_of(*where), own):
        for key in command.keys:
            if not (typed_in and is_typed(key)):
                meant.setdefault(key, command)
    return meant


def is_typed(key: str) -> bool:
    """Return whether a key is a letter or sign where text is typed."""
    return key == "space" or len(SHOWN.get(key, key)) == 1


def with_own_keys(commands: Sequence[Command], own: Mapping[str, str]) -> tuple[Command, ...]:
    """Return the commands with a person's own keys in place of the shipped ones."""
    if not own:
        return tuple(commands)
    return tuple(
        command._replace(keys=(NAMES.get(own[command.id], own[command.id]),))
        if command.id in own
        else command
        for command in commands
    )


def key_mistakes(own: Mapping[str, str]) -> list[str]:
    """Return what is wrong with a person's own keys, a line each; empty if nothing is."""
    known = {command.id: command for command in COMMANDS}
    wrong = []
    for action, key in own.items():
        name = NAMES.get(key, key)
        if action not in known:
            wrong.append(tr("keys: there is no action called {action!r}.", action=action))
        elif known[action].where in TYPED_IN and is_typed(name):
            wrong.append(
                tr(
                    "keys: {action}: {key} is needed for typing where this action is used; choose Ctrl and a letter.",
                    action=action,
                    key=key,
                )
            )
        elif name in TAKEN or name.startswith(("alt+", "escape")) or name[:2] in ("f1", "f2"):
            wrong.append(
                tr("keys: {action}: {key} doesn't work in every terminal.", action=action, key=key)
            )
        else:
            clash = [
                other.id
                for other in with_own_keys(COMMANDS, own)
                if other.id != action and other.where == known[action].where and name in other.keys
            ]
            if clash:
                wrong.append(
                    tr(
                        "keys: {action}: {key} is already used by {clash}.",
                        action=action,
                        key=key,
                        clash=clash[0],
                    )
                )
    return wrong
