"""The programs that are measured, each with the same rows."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks import communities
from benchmarks.whole import first_of_list, whole_community
from benchmarks.without import CHOSEN

SIZES = (100, 1_000, 10_000, 100_000)
COLOURS = {
    "16": {"TERM": "xterm"},
    "256": {"TERM": "xterm-256color"},
    "true": {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
}
SCREENS = ((80, 24), (120, 40), (200, 50))


@dataclass(frozen=True)
class Program:
    """A program: how it is started with so many rows, and a text of the first of them.

    Where that text stands on the screen, somebody can begin.
    """

    name: str
    arguments: Callable[[Path, int], list[str]]
    ready: Callable[[int], str]
    rows: bool = True
    """Whether it shows rows, so that its size matters and a cursor can be moved."""
    most: int = 100_000
    """With more rows it takes minutes."""
    down: str = "down"
    here: Callable[[], bool] = lambda: True


def environ(home: Path, colours: str = "256") -> dict[str, str]:
    """Folders of its own, in a terminal that knows so many colours."""
    folders = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "STATE")}
    return {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "COPTUI_USER": "somebody",
        **folders,
        **COLOURS[colours],
    }


def _first(size: int) -> str:
    return communities.names(size)[0].split()[0]


def community(folder: Path, size: int) -> Path:
    """The file that coptui is measured on: a whole community as it is today."""
    return whole_community(folder, size, date.today())  # noqa: DTZ011 - the day that it will see


def _installed(name: str) -> Callable[[], bool]:
    return lambda: shutil.which(name) is not None


def _peer(module: str) -> Callable[[Path, int], list[str]]:
    def arguments(folder: Path, size: int) -> list[str]:
        rows = str(communities.list_of_names(folder, size))
        return [sys.executable, "-m", f"benchmarks.peers.{module}", rows]

    return arguments


BARE = Program(
    "a bare Textual program",
    lambda folder, size: [sys.executable, "-m", "benchmarks.peers.bare"],
    lambda size: "Members",
    rows=False,
)
_WITHOUT = os.environ.get(CHOSEN, "")
_COPTUI = ("benchmarks.without", _WITHOUT) if _WITHOUT else ("coptui",)
COMMAND = (sys.executable, "-m", *_COPTUI, "-f")
COPTUI = Program(
    "coptui",
    lambda folder, size: [*COMMAND, str(community(folder, size))],
    first_of_list,
    down="j",
)
PEERS = (
    Program("Textual DataTable", _peer("data_table"), _first, most=10_000),
    Program("Textual OptionList", _peer("option_list"), _first, most=10_000),
    Program(
        "fzf",
        lambda folder, size: [
            "sh",
            "-c",
            f"exec fzf --no-sort --layout=reverse < {communities.list_of_names(folder, size)}",
        ],
        _first,
        here=_installed("fzf"),
    ),
    Program(
        "abook",
        lambda folder, size: [
            "abook",
            "--datafile",
            str(communities.address_book(folder, size)),
        ],
        lambda size: "@example.org",
        here=_installed("abook"),
    ),
    Program(
        "visidata",
        lambda folder, size: ["vd", str(communities.list_of_names(folder, size))],
        lambda size: communities.names(size)[1],
        here=_installed("vd"),
        down="j",
    ),
    Program(
        "posting",
        lambda folder, size: ["posting"],
        lambda size: "Collection",
        rows=False,
        here=_installed("posting"),
    ),
)
