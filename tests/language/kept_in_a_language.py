"""Print what goes into files and to a server, and what comes out of files, in the language of the environment: every
export, every statement, every file of the tests of import, the log of faults.

Run by test_same_in_files.py with a file and a day.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import msgspec

from coptui.cli.faults import _lines
from coptui.errors import CoptError
from coptui.exchange.reading import read
from coptui.exchange.tables.found import Found, Hints
from coptui.exports import EXPORTS, ExportChoices
from coptui.store.address import address_of
from coptui.store.layout import parse
from coptui.store.postgres import statements
from coptui.store.postgres.creating import _named
from coptui.store.reading import community_of

IMPORTS = Path(__file__).parents[1] / "exchange"
sys.path.insert(0, str(IMPORTS))
import layouts  # noqa: E402

SAID = ("product", "skipped", "notes")
"""What says something about a file, and so is said in the language of the program."""


def came_of(data: bytes, hints: Hints) -> str:
    """What comes out of a file, as JSON; of one that is refused its kind alone."""
    try:
        found: Found = read(data, hints)
    except CoptError as error:
        return type(error).__name__
    plain = msgspec.to_builtins(found)
    return json.dumps({name: plain[name] for name in plain if name not in SAID})


def main(path: str, on: str) -> None:
    community, _ = community_of(parse(Path(path).read_bytes(), path))
    today, every = (
        date.fromisoformat(on),
        ExportChoices(more=True, minutes=True, notes=True, private=True),
    )
    kept = {
        export.id: export.make(community, today, every).text
        for export in EXPORTS
        if export.id != "md"  # A page to read.
    }
    for fixture in layouts.FILES:
        name = str(fixture.relative_to(IMPORTS))
        kept[name] = came_of(layouts.bytes_of(fixture), layouts.hints_of(fixture))
    for brought in sorted((IMPORTS / "brought").iterdir()):
        if brought.is_file():
            hints = Hints(name=brought.name, today=on)
            kept[str(brought.relative_to(IMPORTS))] = came_of(brought.read_bytes(), hints)
    server = address_of("postgresql://host/database#circle")
    kept["server"] = "".join(
        _named(statement, server).as_string(None)
        for statement in (statements.CREATE_ROLES, statements.CREATE, statements.AS_OWNER)
    )
    try:
        int("x")
    except ValueError as error:
        # Without the moment.
        kept["log of faults"] = "\n".join(_lines(error)).partition(" ")[2]
    sys.stdout.write(json.dumps(kept))


main(*sys.argv[1:])
