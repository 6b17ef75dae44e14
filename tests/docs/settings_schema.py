"""Makes docs/settings.schema.json, by which editors complete and check `config.yaml`: run this file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from coptui.config import LONGEST_BEFORE, MAIL, SETTINGS, THEMES

PAGE = Path(__file__).parents[2] / "docs" / "settings.schema.json"
TEXT = {"type": "string"}
LINES = {"type": "array", "items": TEXT}
PATH = {"type": "string", "pattern": r"\S"}
KINDS: dict[str, dict[str, Any]] = {
    "file": PATH,
    "files": {"type": "array", "items": PATH},
    "user": TEXT,
    "formerly": LINES,
    "theme": {"enum": list(THEMES)},
    "ascii": {"type": "boolean"},
    "cursor": {"type": "boolean"},
    "presenter": {"type": "integer", "minimum": 0, "maximum": LONGEST_BEFORE},
    "keys": {"type": "object", "additionalProperties": TEXT},
    "mail": {
        "type": "object",
        "properties": {name: {**TEXT, "description": what} for name, what in MAIL.items()},
        "additionalProperties": False,
    },
}


def schema() -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "coptui settings",
        "type": "object",
        "properties": {
            name: {**KINDS[name], "description": what} for name, what in SETTINGS.items()
        },
        "additionalProperties": False,
    }


def page() -> str:
    return json.dumps(schema(), indent=2) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page())
