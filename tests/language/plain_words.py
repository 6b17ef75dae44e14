"""Which words of a text in the pseudo-locale are in plain letters, though nothing in the community says them."""

from __future__ import annotations

import json
import re

from coptui.config import SETTINGS
from coptui.core.writing.form_fields import FIELDS

WORD = re.compile(r"[A-Za-z]{2,}")
CHOICES = [field.choices for fields in FIELDS.values() for field in fields]
"""Choices are typed as the data file has them."""
KEYS = {
    "enter",
    "esc",
    "tab",
    "shift",
    "ctrl",
    "space",
    "backspace",
    "home",
    "end",
    "pgup",
    "pgdn",
    "up",
    "down",
    "left",
    "right",
    "del",
}
"""Names that stand on the keys themselves."""
TYPED = {
    *SETTINGS,
    "true",
    "false",
    "root",
    "month",
    "table",
    "yaml",
    "config",
    "coptui",
    "json",
    "csv",
    "html",
    "ics",
    "vcf",
    "md",
    "utf",
    "org",
    "example",
    "http",
    "https",
    "zoom",
}
"""What is typed or named the same in every language: programs, formats, addresses."""


def words_of(value: object) -> set[str]:
    """Every word of a file: its texts, and the choices it holds."""
    return {word.casefold() for word in WORD.findall(json.dumps(value, ensure_ascii=False))}


def escaped(text: str, allowed: set[str]) -> list[str]:
    """The words in plain letters that are not allowed; one cut off counts by its beginning."""
    words = []
    for line in text.splitlines():
        for match in WORD.finditer(line):
            word = match[0].casefold()
            before, after = line[: match.start()], line[match.end() :]
            if re.search(r"[^\W\d_]$", before) or re.match(r"[^\W\d_]", after):
                # A part of an accented word.
                continue
            if word in allowed:
                continue
            if after.startswith("…") and any(one.startswith(word) for one in allowed):
                continue
            if before.endswith("…") and any(one.endswith(word) for one in allowed):
                continue
            words.append(f"{match[0]}: {line.strip()}")
    return words
