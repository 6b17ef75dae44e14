"""The language coptui speaks. Every text that is shown goes through `tr`, and every count through `counted` of
`core/model/counting.py`, so that a translator finds whole sentences, with names for what is put in. docs/translating.md
says how a translation is made.

The language is chosen once, when coptui starts: texts in tables are translated as they are read.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, time
    from gettext import NullTranslations
    from pathlib import Path
    from typing import TypeAlias

    Part: TypeAlias = str | float | date | time | Path | BaseException
    """What may be put into a text. None may not: no text ever says "None"."""

ENGLISH = "en"
PSEUDO = "qps"
"""Not a language: each text accented and a third longer, to show what escapes translation or has no room."""


def catalogue(language: str, folder: Path | None = None) -> NullTranslations | None:
    """Return the translations into a language, from `LANGUAGE/LC_MESSAGES/coptui.mo` in a folder; None for
    English, and for a language without a translation."""
    if language in ("", ENGLISH):
        return None
    if language == PSEUDO:
        from coptui.pseudo_language import Pseudo

        return Pseudo()
    from gettext import find, translation
    from pathlib import Path

    where = str(folder or Path(__file__).with_name("locale"))
    return translation("coptui", where, [language]) if find("coptui", where, [language]) else None


LANGUAGE = os.environ.get("COPTUI_LANG", ENGLISH)
_translations = catalogue(LANGUAGE)


def tr(message: str, /, **parts: Part) -> str:
    """Return a text in the language of this program, with its named placeholders filled in.

    `message` is a literal, so that it can be collected for translators: `tr("{name} has left.", name=member.name)`.
    """
    text = translated(message)
    return text.format_map(parts) if parts else text


def tr_as(use: str, message: str, /) -> str:
    """Return a short text in the language of this program, where English has one word for several uses: "open" is a
    key's word and a state, "May" a month in full and in short. `use` is told to translators, and is a literal, too.
    """
    return message if _translations is None else _translations.pgettext(use, message)


def marked(text: str) -> str:
    """Return a text as it is, and have it collected for translators: where it is shown, it goes through `translated`,
    and where a file is read, it is known in English as well."""
    return text


def translated(text: str) -> str:
    """Return the translation of a text that is collected elsewhere, such as a docstring."""
    return text if _translations is None else _translations.gettext(text)


def plural(one: str, many: str, count: int) -> str:
    """Return the form of a text that goes with a number, by the rule of this program's language."""
    if _translations is None:
        return one if count == 1 else many
    return _translations.ngettext(one, many, count)
