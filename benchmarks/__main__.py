"""`python -m benchmarks`: measure coptui beside its peers, and print the table of its budgets."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from benchmarks import parts
from benchmarks.extent import QUICK, Extent
from benchmarks.findings import Failed, Findings
from benchmarks.on_screen import processors
from benchmarks.plot import plot
from benchmarks.running import found_by
from benchmarks.without import CHOSEN, TRICKS

MEASURED, END = "<!-- measured -->", "<!-- end of measured -->"
"""Between these a page has the tables."""

Commands = Callable[[Path, Extent], Mapping[str, Sequence[str]]]


def main(arguments: Sequence[str] | None = None, commands: Commands = parts.commands) -> int:
    """0 when everything was measured and every budget met, else 1."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="little of all, to see that it works")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="write the JSON to a file too")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw how cost grows, as SVG")
    parser.add_argument("--page", type=Path, metavar="FILE", help="put the tables into a page")
    parser.add_argument("--read", type=Path, metavar="FILE", help="measure nothing: read a JSON")
    parser.add_argument("--runs", type=int, help="how often each program is started")
    parser.add_argument("--only", nargs="+", metavar="PART", help="so many of the parts alone")
    parser.add_argument(
        "--without", choices=TRICKS, metavar="TRICK", help=f"take one away: {', '.join(TRICKS)}"
    )
    parser.add_argument("--limit", type=float, help="seconds that a part may take")
    chosen = parser.parse_args(arguments)
    if chosen.without:
        os.environ[CHOSEN] = chosen.without
    if chosen.read:
        findings = Findings.read(chosen.read)
    else:
        extent = QUICK if chosen.quick else Extent()
        given = {"runs": chosen.runs, "limit": chosen.limit}
        extent = replace(extent, **{name: value for name, value in given.items() if value})
        findings = Findings.here(processors())
        with tempfile.TemporaryDirectory(prefix="coptui-benchmarks-") as folder:
            wanted = commands(Path(folder), extent)
            if chosen.only:
                wanted = {name: wanted[name] for name in chosen.only}
            measure(findings, wanted, extent.limit, chosen.keep)
    if chosen.keep:
        chosen.keep.write_text(findings.written())
    growth = findings.growth()
    if chosen.plot and growth:
        chosen.plot.write_text(plot(growth))
    if chosen.page:
        chosen.page.write_text(with_tables(chosen.page.read_text(), findings))
    sys.stdout.write(findings.written() if chosen.json else findings.as_page() + "\n")
    return 0 if findings.met else 1


def measure(
    findings: Findings, wanted: Mapping[str, Sequence[str]], limit: float, keep: Path | None
) -> None:
    """Measure part after part. Ctrl+C ends it: what was found till then stays."""
    found = found_by(wanted, limit)
    try:
        for finding in found:
            findings.found.append(finding)
            if keep is not None:
                keep.write_text(findings.written())
    except KeyboardInterrupt:
        findings.found.append(Failed("all that follows", "It was broken off by Ctrl+C."))
    finally:
        found.close()


def with_tables(page: str, findings: Findings) -> str:
    """A page with the tables between its two marks."""
    before, _, rest = page.partition(MEASURED)
    _, _, after = rest.partition(END)
    return f"{before}{MEASURED}\n\n{findings.as_page()}\n\n{END}{after}"


if __name__ == "__main__":
    sys.exit(main())
