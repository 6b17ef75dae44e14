"""Make the two shipped samples anew: `python sample_data/make`, from a checkout, by hand.

The same description gives the same bytes. What is invented stands in help_line.py and
circuit_designers.py and their walks; the other modules turn it into files.
"""

from __future__ import annotations

import sys
from pathlib import Path

import circuit_designers
import circuit_designers_walks
import help_line
import help_line_walks
from walks import walked

TARGET = Path(__file__).resolve().parents[1]


def main() -> None:
    for community, walks, name in (
        (help_line, help_line_walks.WALKS, "help-line.json"),
        (circuit_designers, circuit_designers_walks.WALKS, "circuit-designers.json"),
    ):
        data = walked(community.fill(), community.BY, walks)
        (TARGET / name).write_bytes(data)
        sys.stdout.write(f"{name}: {len(data):,} bytes\n")


if __name__ == "__main__":
    main()
