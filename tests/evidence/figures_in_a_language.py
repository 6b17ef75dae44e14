"""Print what is counted and decided for a community, in the language of the environment; no word of it.

Run by test_same_in_every_language.py with a file and a day.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

from coptui.core.model.settings import settings_of
from coptui.core.people.giving import giving
from coptui.core.people.levels import standings
from coptui.evidence.agenda import agenda
from coptui.evidence.registry import LINES, reading
from coptui.reports.words import nameless
from coptui.store.layout import parse
from coptui.store.reading import community_of


def main(path: str, on: str) -> None:
    community, _ = community_of(parse(Path(path).read_bytes(), path))
    today, settings = date.fromisoformat(on), settings_of(community.profile)
    seen = {line: reading(line, community, today, settings) for line in LINES}
    without = nameless(community)
    names = [member.name for member in community.members.values()]
    levels = standings(community, today, settings)
    counted = {
        "lines": {
            line: [
                found.now.value, found.now.n, found.now.figures, found.movement,
                sorted((row.table, row.id) for row in found.now.rows),
                bool(found.word), bool(found.now.confidence),
            ]
            for line, found in seen.items()
        },
        "levels": {number: levels[number].level for number in community.members},
        "led": [gift.id for gift in giving(community, settings).gifts if gift.leads],
        "newcomers": [row.id for row in agenda(community, today, settings).newcomers],
        "named": [
            line
            for line, found in seen.items()
            if any(name in without(found.now.text) for name in names)
        ],
    }  # fmt: skip
    sys.stdout.write(json.dumps(counted, sort_keys=True))


main(*sys.argv[1:])
