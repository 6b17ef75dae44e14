"""Where coptui keeps things, and the few settings a person can make.

The settings are in `config.yaml` in the user's configuration folder. A mistake in it is named
with its key and never keeps the program from starting.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from coptui.core.model.days import OUTSIDE
from coptui.core.model.sentences import what_went_wrong
from coptui.core.model.text import clean
from coptui.errors import UsageError
from coptui.files import read_file
from coptui.language import tr
from coptui.store.opening import is_address

SETTINGS: dict[str, str] = {
    "file": tr("the community that opens if you don't name a file"),
    "files": (
        tr(
            "your communities, as a list of paths: press , to switch between them; "
            "`coptui today --all` shows them all"
        )
    ),
    "user": tr("your name in the history (default: $COPTUI_USER, otherwise the login name)"),
    "formerly": tr(
        "your earlier names in the history, as a list, so that u still undoes those changes"
    ),
    "theme": tr("the colours: evening, morning, terminal or mono"),
    "ascii": tr("true draws borders and symbols in plain ASCII"),
    "cursor": tr("true shows the terminal's own cursor on the selected line, for magnifiers"),
    "presenter": tr("switch presenter mode on this many minutes before an event, such as 15"),
    "keys": tr("lines like `find: ctrl+g`, to give a command another key"),
    "mail": tr(
        "who letters come from and how they are sent, as lines like `from: ann@example.org`"
    ),
}
MAIL: dict[str, str] = {
    "from": tr("the address that letters come from and answers go to"),
    "name": tr("the name shown with that address (default: the community's)"),
    "smtp": tr("the mail server, such as mail.example.org:587"),
    "tls": tr(
        "starttls (default), tls (default on port 465), or none for a server on this machine"
    ),
    "user": tr("your user name for the mail server, if it needs one"),
    "password-command": tr("a command that prints the password, such as `pass show mail`"),
    "password-file": tr("a file that holds the password and that only you can read (chmod 600)"),
    "sendmail": tr("the host's own sendmail instead of a server, such as /usr/sbin/sendmail"),
}
"""The parts of the setting `mail`."""
LARGEST = 64_000
DEEPEST = 12
LONGEST_BEFORE = 240
THEMES = ("evening", "morning", "terminal", "mono")


class Folders(msgspec.Struct, frozen=True):
    """The user's own folders, by the XDG rules: `config`, `data` and `state`."""

    config: Path
    data: Path
    state: Path

    @property
    def default_file(self) -> Path:
        return self.data / "community.json"

    @property
    def notebook(self) -> Path:
        return self.data / "notebook.json"


class Config(msgspec.Struct, frozen=True):
    """The settings, and what was wrong with the file (one line each)."""

    file: str = ""
    files: tuple[str, ...] = ()
    user: str = ""
    formerly: tuple[str, ...] = ()
    theme: str = ""
    ascii: bool | None = None
    cursor: bool = False
    presenter: int = 0
    keys: Mapping[str, str] = msgspec.field(default_factory=dict)
    mail: Mapping[str, str] = msgspec.field(default_factory=dict)
    mistakes: tuple[str, ...] = ()


def folders() -> Folders:
    """Return this user's folders, following `$XDG_CONFIG_HOME` and the like."""
    from platformdirs import PlatformDirs

    places = PlatformDirs("coptui", appauthor=False)
    return Folders(
        config=places.user_config_path, data=places.user_data_path, state=places.user_state_path
    )


def load(folder: Path) -> Config:
    """Read `config.yaml`; a missing file is not a mistake."""
    path = folder / "config.yaml"
    try:
        text = read_file(path).decode()
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        why = what_went_wrong(error) if isinstance(error, OSError) else str(error)
        return Config(mistakes=(tr("{path}: cannot be read ({error}).", path=path, error=why),))
    return parse(text, path)


def parse(text: str, path: Path) -> Config:
    """Return settings from the text of `config.yaml`; leave out and name what is wrong."""
    import yaml

    if len(text) > LARGEST:
        return Config(
            mistakes=(tr("{path}: is longer than {most} characters.", path=path, most=LARGEST),)
        )
    try:
        # Before anything is built: an alias would let a small file fill the memory, a deep nest
        # the stack.
        depth = 0
        events: Any = yaml.parse(text, Loader=yaml.SafeLoader)
        for event in events:
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if fault := _refused(event, depth):
                line = event.start_mark.line + 1
                return Config(
                    mistakes=(
                        tr("{path}, line {line}: {fault}", path=path, line=line, fault=fault),
                    )
                )
        root = yaml.compose(text, Loader=yaml.BaseLoader)
        if twice := _twice(root):
            return Config(
                mistakes=(
                    tr(
                        "{path}, line {line}: {key!r} appears twice.",
                        path=path,
                        line=twice[1],
                        key=twice[0],
                    ),
                )
            )
        document = yaml.load(text, Loader=yaml.BaseLoader) or {}
    except yaml.YAMLError as error:
        reason = " ".join(str(error).split())
        return Config(mistakes=(f"{path}: {reason}",))
    if not isinstance(document, dict):
        return Config(mistakes=(tr("{path}: should be lines like `theme: morning`.", path=path),))
    mistakes: list[str] = []
    values: dict[str, object] = {}
    for key, value in document.items():
        if key not in SETTINGS:
            mistakes.append(
                tr(
                    "{path}: {key!r} isn't a setting; the settings are {settings}.",
                    path=path,
                    key=key,
                    settings=", ".join(SETTINGS),
                )
            )
            continue
        try:
            values[key] = _value(str(key), value, path.parent)
        except UsageError as error:
            mistakes.append(f"{path}: {key}: {error.message}")
    known = set(Config.__struct_fields__)
    chosen = {key: value for key, value in values.items() if key in known}
    return Config(**chosen, mistakes=tuple(mistakes))  # type: ignore[arg-type]


def _refused(event: Any, depth: int) -> str:
    if getattr(event, "anchor", None):
        return tr("aliases and anchors (*name, &name) are not allowed; write the value out.")
    if getattr(event, "tag", None):
        return tr("tags (!name) are not allowed; put a text with ! in quotes.")
    return tr("there are too many lists inside each other.") if depth > DEEPEST else ""


def _twice(root: Any) -> tuple[str, int] | None:
    """Return a key that appears twice in one mapping, and its line: one of them would be dropped."""
    nodes = [root]
    for node in nodes:
        parts = getattr(node, "value", None)
        if not isinstance(parts, list):
            continue
        seen: set[str] = set()
        for part in parts:
            if not isinstance(part, tuple):
                nodes.append(part)
                continue
            key, value = part
            nodes.append(value)
            if isinstance(key.value, str):
                if key.value in seen:
                    return key.value, key.start_mark.line + 1
                seen.add(key.value)
    return None


def _value(key: str, value: object, folder: Path) -> object:
    if key in ("keys", "mail"):
        if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
            example = "find: ctrl+g" if key == "keys" else "from: ann@example.org"
            raise UsageError(tr("should be lines like `{example}`.", example=example))
        unknown = [str(name) for name in value if key == "mail" and name not in MAIL]
        if unknown:
            raise UsageError(
                tr(
                    "{unknown!r} isn't part of the setting `mail`; its parts are {mail}.",
                    unknown=unknown[0],
                    mail=", ".join(MAIL),
                )
            )
        return {str(name): str(text) for name, text in value.items()}
    if key in ("files", "formerly"):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            what = "paths" if key == "files" else "names"
            raise UsageError(
                tr("should be a list of {what}, one per line with - in front.", what=what)
            )
        if key == "formerly":
            return tuple(clean(item, 120) for item in value)
        return tuple(_path(item, folder) for item in value)
    if not isinstance(value, str):
        raise UsageError(tr("should be a single value, not a list."))
    if key == "file":
        return _path(value, folder)
    if key in ("ascii", "cursor"):
        if value.casefold() not in ("true", "false"):
            raise UsageError(tr("should be true or false."))
        return value.casefold() == "true"
    if key == "presenter":
        if not value.isdecimal() or int(value) > LONGEST_BEFORE:
            raise UsageError(
                tr(
                    "should be a number of minutes, at most {most}.",
                    most=LONGEST_BEFORE,
                )
            )
        return int(value)
    if key == "theme" and value not in THEMES:
        raise UsageError(tr("should be one of {themes}.", themes=", ".join(THEMES)))
    return clean(value, 120)


def _path(text: str, folder: Path) -> str:
    """Return a path from the folder of the settings; an address of a server as it is."""
    if not clean(text) or clean(text) != text.strip():
        raise UsageError(tr("should be the path of a file."))
    if is_address(text.strip()):
        return text.strip()
    try:
        path = Path(text.strip()).expanduser()
    except RuntimeError:
        raise UsageError(tr("there is no home folder for {text}.", text=text)) from None
    return str(path if path.is_absolute() else folder / path)


def theme_of(config: Config, environ: Mapping[str, str] = os.environ) -> str:
    """Return the theme to begin with: colours only where they are wanted."""
    return "mono" if environ.get("NO_COLOR") else config.theme or "evening"


def user_name(config: Config, environ: Mapping[str, str] = os.environ, login: str = "") -> str:
    """Return who is editing: `$COPTUI_USER`, or the setting, or the login name (on a server the
    role there).
    """
    for name in (environ.get("COPTUI_USER", ""), config.user, login):
        if clean(name, 120):
            return clean(name, 120)
    import getpass

    try:
        return clean(getpass.getuser(), 120) or "someone"
    except (OSError, KeyError, ImportError):
        return "someone"


def data_file(
    given: str | None,
    config: Config,
    places: Folders,
    environ: Mapping[str, str] = os.environ,
) -> str:
    """Return the file to work on: as given, or `$COPTUI_FILE`, or configured, or the default."""
    if given:
        return given
    return environ.get("COPTUI_FILE") or config.file or str(places.default_file)


def chosen_day(given: str | None, environ: Mapping[str, str] = os.environ) -> date | None:
    """Return the day from which everything is seen: `--today`, or `$COPTUI_TODAY`, or None (now)."""
    for text, where in ((given, "--today"), (environ.get("COPTUI_TODAY"), "$COPTUI_TODAY")):
        if text:
            from coptui.core.model.typed_days import parse_when

            try:
                return parse_when(text, datetime.now().astimezone().date(), "past")
            except UsageError as error:
                hint = tr(
                    "Write the day as 2026-03-14, 14 Mar or last tue. {outside}", outside=OUTSIDE
                )
                raise UsageError(f"{where}: {error.message}", hint) from error
    return None
