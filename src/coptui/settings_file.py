"""Changing one setting in `config.yaml`: everything else in it stays, comments too."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import yaml

from coptui.config import Config, load, parse
from coptui.core.model.sentences import NOTHING_CHANGED, cannot_be_read, what_went_wrong
from coptui.errors import CoptError, UsageError
from coptui.files import read_file, real_path
from coptui.language import tr
from coptui.store import atomic
from coptui.store.rights import rights_of
from coptui.store.saving import Saving

_PLAIN = re.compile(r"[\w./~][\w./~ -]*")
FILE = "config.yaml"
BY_HAND = tr("Change it in a text editor.")


def change_setting(folder: Path, key: str, value: str) -> Config:
    """Set a setting of one value, "" to leave it out; return the settings as they are then.

    Raise UsageError if the value means nothing, CoptError if the file cannot be written.
    """
    return _rewrite(folder, lambda text: with_value(text, key, value))


def add_to_setting(folder: Path, key: str, items: list[str]) -> Config:
    """Add values to a setting that is a list; those that are in it are not added again.

    Raises as `change_setting`.
    """

    def added(text: str) -> str:
        for item in items:
            text = with_item(text, key, item)
        return text

    return _rewrite(folder, added)


def with_value(text: str, key: str, value: str) -> str:
    """Return the text with a setting at a new value, or without it."""
    found = _setting(text, key)
    if found is None:
        return f"{_ended(text)}{key}: {_scalar(value)}\n" if value else text
    name, present = found
    if not isinstance(present, yaml.ScalarNode) or _lines(present) > 1:
        raise UsageError(
            tr(
                "coptui can't change the setting {key}, because it takes up several lines.", key=key
            ),
            BY_HAND,
        )
    start, end = present.start_mark.index, present.end_mark.index
    if not value:
        # A comment behind it stays, as a line of its own.
        before, after = text[: name.start_mark.index], text[end:]
        return before + after.lstrip(" ").removeprefix("\n")
    space = "" if text[start - 1 : start].isspace() else " "
    return f"{text[:start]}{space}{_scalar(value)}{text[end:]}"


def with_item(text: str, key: str, item: str) -> str:
    """Return the text with one more value at the end of a list."""
    found = _setting(text, key)
    if found is None:
        return f"{_ended(text)}{key}:\n- {_scalar(item)}\n"
    _, present = found
    if not isinstance(present, yaml.SequenceNode) or not present.value:
        raise UsageError(
            tr("coptui can't add to the setting {key}, because it isn't a list.", key=key), BY_HAND
        )
    if item in [node.value for node in present.value]:
        return text
    last = present.value[-1]
    if present.flow_style:
        end = last.end_mark.index
        return f"{text[:end]}, {_scalar(item)}{text[end:]}"
    first = present.value[0].start_mark.index
    line = text[text.rfind("\n", 0, first) + 1 : first]
    end = text.find("\n", last.end_mark.index)
    end = len(text) if end < 0 else end
    return f"{text[:end]}\n{line}{_scalar(item)}{text[end:]}"


def line_of(folder: Path, key: str) -> str:
    """Return the line of a setting as it is in the file, with its comment; "" if there is none."""
    try:
        text = read_file(folder / FILE).decode()
        found = _setting(text, key)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, CoptError):
        return ""
    return text.split("\n")[found[0].start_mark.line] if found else ""


def _rewrite(folder: Path, change: Callable[[str], str]) -> Config:
    path = real_path(folder / FILE)
    try:
        text = read_file(path).decode() if path.exists() else ""
        known = parse(text, path).mistakes
        if known:
            raise UsageError(known[0], BY_HAND)
        new = change(text)
        config = parse(new, path)
        if config.mistakes:
            raise UsageError(config.mistakes[0].removeprefix(f"{path}: "))
        if new != text:
            _write(path, new)
    except (OSError, UnicodeDecodeError) as error:
        why = what_went_wrong(error) if isinstance(error, OSError) else str(error)
        raise CoptError(
            tr("{path} cannot be changed: {error}.", path=path, error=why), NOTHING_CHANGED
        ) from error
    except yaml.YAMLError as error:
        raise UsageError(cannot_be_read(path, error), BY_HAND) from error
    return load(folder)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rights = rights_of(path) if path.exists() else 0o600
    os.close(atomic.replace(path, text.encode(), Saving(path), rights).descriptor)


def _setting(text: str, key: str) -> tuple[yaml.Node, yaml.Node] | None:
    root = yaml.compose(text, Loader=yaml.SafeLoader) if text.strip() else None
    if root is None:
        return None
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise UsageError(tr("The settings must be one per line."), BY_HAND)
    return next(((name, value) for name, value in root.value if name.value == key), None)


def _lines(node: yaml.Node) -> int:
    lines: int = node.end_mark.line - node.start_mark.line + 1
    return lines


def _scalar(value: str) -> str:
    # What is not plain is written with quotes; JSON's are YAML's, too.
    plain = _PLAIN.fullmatch(value) and value == value.strip()
    return value if plain else json.dumps(value, ensure_ascii=False)


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"
