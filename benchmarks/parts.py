"""The parts of the benchmark, each measured in a process of its own.

`python -m benchmarks.parts NAME FOLDER EXTENT` prints each finding as a line of JSON as soon as it
is there: what was found before a part breaks or is ended is not lost.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from benchmarks import meanwhile, on_a_server, on_screen, sent, slow_lines, within
from benchmarks.extent import Extent
from benchmarks.findings import Finding

Part = Callable[[Path, Extent], Iterator[Finding]]

PARTS: Mapping[str, Part] = {
    "starts": on_screen.starts,
    "bytes": sent.of_bytes,
    "a list alone": sent.of_a_list_alone,
    "keys": on_screen.of_keys,
    "keys while it works": meanwhile.of_waits,
    "rest": on_screen.of_rest,
    "edits": within.of_edits,
    "a server": on_a_server.of_a_server,
    "the event loop": within.of_holds,
    "evidence": within.of_evidence,
    "ties": within.of_ties,
    "import": within.of_import,
    "find": within.of_find,
    "faults": on_screen.of_faults,
    "peers": on_screen.peers,
    "slow lines": slow_lines.slow_lines,
}


def commands(folder: Path, extent: Extent) -> dict[str, Sequence[str]]:
    """How each part is measured, by its name."""
    how_much = msgspec.json.encode(extent).decode()
    begin = [sys.executable, "-m", "benchmarks.parts"]
    return {name: [*begin, name, str(folder), how_much] for name in PARTS}


def main(name: str, folder: str, extent: str) -> None:
    """Measure one part."""
    for finding in PARTS[name](Path(folder), msgspec.json.decode(extent, type=Extent)):
        sys.stdout.write(msgspec.json.encode(finding).decode() + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
