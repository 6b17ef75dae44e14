"""`python -m benchmarks`: measure coptui beside its peers, and print the table of its budgets."""

from __future__ import annotations

import argparse
import json
import platform
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, is_dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks import meanwhile, on_screen, sent, slow_lines, within
from benchmarks.budget import Row, Spread, as_text, table
from benchmarks.extent import QUICK, Extent
from benchmarks.plot import plot
from benchmarks.programs import COPTUI

MEASURED, END = "<!-- measured -->", "<!-- end of measured -->"
"""Between these a page has the tables."""


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when every budget is met, else 1."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="little of all, to see that it works")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="write the JSON to a file too")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw how cost grows, as SVG")
    parser.add_argument("--page", type=Path, metavar="FILE", help="put the tables into a page")
    parser.add_argument("--read", type=Path, metavar="FILE", help="measure nothing: read a JSON")
    parser.add_argument("--runs", type=int, help="how often each program is started")
    chosen = parser.parse_args(arguments)
    if chosen.read:
        found = read(chosen.read)
    else:
        extent = QUICK if chosen.quick else Extent()
        if chosen.runs:
            extent = replace(extent, runs=chosen.runs)
        with tempfile.TemporaryDirectory(prefix="coptui-benchmarks-") as folder:
            found = measured(Path(folder), extent)
    written = json.dumps(found, default=_plain, indent=1)
    if chosen.keep:
        chosen.keep.write_text(written + "\n")
    if chosen.plot:
        chosen.plot.write_text(plot(found["growth"]))
    if chosen.page:
        chosen.page.write_text(with_tables(chosen.page.read_text(), found))
    sys.stdout.write((written if chosen.json else as_page(found)) + "\n")
    return 0 if all(row.met for row in found["budget"]) else 1


def measured(folder: Path, extent: Extent) -> dict[str, Any]:
    """Everything, as far as the extent goes."""
    _say("starts")
    found = on_screen.starts(folder, extent)
    rows = list(on_screen.of_starts(found))
    parts: tuple[tuple[str, Callable[[Path, Extent], Iterable[Row]]], ...] = (
        ("bytes", sent.of_bytes),
        ("keys", on_screen.of_keys),
        ("keys while it works", meanwhile.of_waits),
        ("rest", on_screen.of_rest),
        ("saving, the event loop, evidence, import, find", within.rows),
    )
    for name, part in parts:
        _say(name)
        rows += part(folder, extent)
    _say("peers")
    beside = on_screen.peers(folder, extent, found)
    _say("slow lines")
    return {
        "machine": {
            "python": platform.python_version(),
            "system": f"{platform.system()} {platform.release()}",
            "processors": on_screen.processors(),
        },
        "budget": rows,
        "peers": beside,
        "growth": growth(extent, rows, found),
        "lines": slow_lines.slow_lines(folder, extent),
    }


def read(path: Path) -> dict[str, Any]:
    """What an earlier run kept."""
    found: dict[str, Any] = json.loads(path.read_text())
    found["budget"] = [Row.read(row) for row in found["budget"]]
    for one in found["peers"]:
        one["first"] = one["first"] and Spread(**one["first"])
    found["growth"] = {
        name: {int(size): value for size, value in line.items()}
        for name, line in found["growth"].items()
    }
    return found


def with_tables(page: str, found: dict[str, Any]) -> str:
    """A page with the tables between its two marks."""
    before, _, rest = page.partition(MEASURED)
    _, _, after = rest.partition(END)
    return f"{before}{MEASURED}\n\n{as_page(found)}\n\n{END}{after}"


def growth(
    extent: Extent,
    rows: Sequence[Row],
    found: dict[str, dict[int, dict[str, list[float]]]],
) -> dict[str, dict[int, float]]:
    """What it costs at each size, in milliseconds and megabytes."""
    ours = found[COPTUI.name]
    lines = {
        "start, ms": {size: Spread.of(kept["first"]).median * 1000 for size, kept in ours.items()},
        "memory, MB": {size: Spread.of(kept["peak"]).median for size, kept in ours.items()},
    }
    for name, what in (
        ("an edit on disk, ms", "an edit on disk, fsync included"),
        ("a letter to filter, ms", "filter, a letter typed, key to last byte"),
        ("a letter to find, ms", "find, a letter typed, key to last byte"),
        ("a cursor move, ms", "cursor move, key to last byte"),
    ):
        lines[name] = {
            size: row.measured.median
            for row in rows
            for size in extent.sizes
            if row.what == what and row.where == f"{size:,} members"
        }
    return lines


def as_page(found: dict[str, Any]) -> str:
    """The tables, as Markdown."""
    machine = found["machine"]
    beside = [_beside(one) for one in found["peers"]]
    lines = [
        (
            f"{one['bits']:,}",
            one["key"],
            f"{one.get('bytes', 0):,}",
            f"{one['seconds']:.2f} s",
        )
        for one in found["lines"]
    ]
    return "\n\n".join(
        [
            f"Python {machine['python']}, {machine['system']}, {machine['processors']} processors",
            as_text(found["budget"]),
            table(("program", "rows", "first screen", "memory", "bytes a move", "a move"), beside),
            table(("bits a second", "after", "bytes", "the screen is right"), lines),
        ]
    )


def _beside(one: dict[str, Any]) -> tuple[str, ...]:
    """A program's line of the table of peers."""
    if one["first"] is None:
        return (one["program"], "", "does not come up", "", "", "")
    return (
        one["program"],
        f"{one['rows']:,}" if one["rows"] else "",
        f"{one['first'].median * 1000:,.0f} ms",
        f"{one['peak']:.0f} MB",
        f"{one['move_bytes']:,.0f}" if "move_bytes" in one else "",
        f"{one['move_ms']:.3g} ms" if "move_ms" in one else "",
    )


def _plain(value: object) -> object:
    if isinstance(value, Row):
        return value.plain()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(type(value).__name__)


def _say(text: str) -> None:
    sys.stderr.write(f"{text} ...\n")


if __name__ == "__main__":
    sys.exit(main())
