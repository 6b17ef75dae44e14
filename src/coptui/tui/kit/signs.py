"""The signs that are drawn: one set for terminals that know them, one in plain ASCII."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Mapping

import msgspec


class Signs(msgspec.Struct, frozen=True):
    """Every sign outside ASCII that coptui draws itself, each one cell wide."""

    rule: str = "─"
    bar: str = "│"
    cursor: str = "▌"
    more: str = "…"
    full: str = "▰"
    empty: str = "▱"
    better: str = "▲"
    worse: str = "▼"
    changed: str = "◆"
    dot: str = "·"
    caret: str = "▏"
    down: str = "↓"
    up: str = "↑"
    steps: str = "▁▂▃▄▅▆▇█"


UNICODE = Signs()
ASCII = Signs(
    rule="-",
    bar="|",
    cursor=">",
    more="~",
    full="#",
    empty=".",
    better="^",
    worse="v",
    changed="*",
    dot="-",
    caret="_",
    down="v",
    up="^",
    steps="_.-=+*#@",
)

_current = UNICODE


def signs() -> Signs:
    """Return the set in use."""
    return _current


def use(ascii_only: bool) -> None:
    """Choose the set for this process."""
    global _current
    _current = ASCII if ascii_only else UNICODE


def ascii_needed(environ: Mapping[str, str] = os.environ) -> bool:
    """Return whether the terminal's locale or console font allows only ASCII."""
    encodings = (locale.getpreferredencoding(False), getattr(sys.__stdout__, "encoding", "utf-8"))
    return (
        any(encoding.casefold().replace("-", "") != "utf8" for encoding in encodings)
        or _plain_locale(environ)
        or environ.get("TERM", "") in ("linux", "vt100", "vt220", "ansi")
    )


def _plain_locale(environ: Mapping[str, str]) -> bool:
    """Return whether the person's locale is C, for which Python itself uses UTF-8.

    Python then sets LC_CTYPE to the first value below (PEP 538), or leaves LC_ALL alone.
    """
    everything, letters = environ.get("LC_ALL", ""), environ.get("LC_CTYPE", "")
    if everything:
        return everything in ("C", "POSIX")
    if letters and letters not in ("C.UTF-8", "C.utf8", "C", "POSIX"):
        return False
    return environ.get("LANG", "") in ("", "C", "POSIX")
