"""The programs that are measured, each with the same rows."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import communities

SIZES = (100, 1_000, 10_000, 100_000)
COLOURS = {
    "16": {"TERM": "xterm"},
    "256": {"TERM": "xterm-256color"},
    "true": {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
}
SCREENS = ((80, 24), (120, 40), (200, 50))


@dataclass(frozen=True)
class Program:
    """A program: how it is started with so many rows, and the text that says that it is there."""

    name: str
    arguments: Callable[[Path, int], list[str]]
    ready: Callable[[int], bytes]
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


def _first(size: int) -> bytes:
    return communities.names(size)[0].split()[0].encode()


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
    lambda size: b"Members",
    rows=False,
)
COPTUI = Program(
    "coptui",
    lambda folder, size: [
        sys.executable,
        "-m",
        "coptui",
        "-f",
        str(communities.community(folder, size)),
    ],
    lambda size: b"Members",
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
        lambda size: b"@example.org",
        here=_installed("abook"),
    ),
    Program(
        "visidata",
        lambda folder, size: ["vd", str(communities.list_of_names(folder, size))],
        lambda size: communities.names(size)[1].encode(),
        here=_installed("vd"),
        down="j",
    ),
    Program(
        "posting",
        lambda folder, size: ["posting"],
        lambda size: b"Collection",
        rows=False,
        here=_installed("posting"),
    ),
)
