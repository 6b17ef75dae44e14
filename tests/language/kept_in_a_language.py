"""Print what goes into files and to a server, in the language of the environment: every export, every statement.

Run by test_same_in_files.py with a file and a day.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

from coptui.exports import EXPORTS, Choices
from coptui.store.address import address_of
from coptui.store.layout import parse
from coptui.store.postgres import statements
from coptui.store.postgres.creating import _named
from coptui.store.reading import community_of


def main(path: str, on: str) -> None:
    community, _ = community_of(parse(Path(path).read_bytes(), path))
    today, every = (
        date.fromisoformat(on),
        Choices(more=True, minutes=True, notes=True, private=True),
    )
    kept = {
        export.id: export.make(community, today, every).text
        for export in EXPORTS
        if export.id != "md"  # A page to read.
    }
    server = address_of("postgresql://host/database#circle")
    kept["server"] = "".join(
        _named(statement, server).as_string(None)
        for statement in (statements.CREATE_ROLES, statements.CREATE, statements.AS_OWNER)
    )
    sys.stdout.write(json.dumps(kept))


main(*sys.argv[1:])
