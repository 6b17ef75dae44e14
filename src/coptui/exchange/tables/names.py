"""Names as programs and people write them: what is decoration, and which names may be meant."""

from __future__ import annotations

import re
import unicodedata

from coptui.core.model.text import clean, fold

# Signs in brackets that programs or people add to a name.
_MARKS = re.compile(
    r"(external|extern|externe|externo|esterno|guest|gast|invit[eé]e?|invitado|ospite|unverified"
    r"|nicht überprüft|ext|host|co-?host|me|ich|you|organi[sz]er|presenter|attendee|phone|mobile)",
    re.IGNORECASE,
)
_PRONOUN = r"(?:she|her|hers|he|him|his|they|them|theirs|ze|zir|xe|xem|it|its|any|all|sie|ihr|er|ihn|ihm|elle|il|iel|lui|ella|él)"
_PRONOUNS = re.compile(
    rf"{_PRONOUN}(?:\s*[/|,]\s*{_PRONOUN})+|{_PRONOUN}\s+pronouns", re.IGNORECASE
)
# Without one of these there are none; most names are spared the longer search.
_NEEDED_FOR_PRONOUNS = re.compile(r"[/|,]|pronouns", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[{（]([^()\[\]{}（）]*)[)\]}）]")
_NUMBER = re.compile(r"(?:^|[\s,#|-])[#a-z]{0,2}\d{4,}(?=$|[\s,|-])", re.IGNORECASE)
_EDGES = " \t,;|/-–—·•#\"'“”‘’()[]{}（）"


def plain_name(text: str) -> str:
    """Return a name without additions, first name first: `Voss, Lena (External)` -> `Lena Voss`.

    From a renamed `New (Original)` it is the new one.
    """
    return _turned(_bare(_BRACKETS.sub(" ", text))) or _turned(_bare(text))


def forms_of(text: str) -> tuple[str, ...]:
    """Return the folded names a text may mean: outside brackets and, if it is a name, inside."""
    inside = [part for part in _BRACKETS.findall(text) if _is_name(part)]
    found = [fold(_turned(_bare(part))) for part in (_BRACKETS.sub(" ", text), *inside)]
    return tuple(dict.fromkeys(form for form in found if form))


def _is_name(part: str) -> bool:
    part = part.strip()
    return bool(
        part
        and not _MARKS.fullmatch(part)
        and not _PRONOUNS.search(part)
        and any(letter.isalpha() for letter in part)
    )


def _bare(text: str) -> str:
    text = clean(unicodedata.normalize("NFKC", text))
    if _NEEDED_FOR_PRONOUNS.search(text):
        text = _PRONOUNS.sub(" ", text)
    text = _NUMBER.sub(" ", text)
    return " ".join(text.split()).strip(_EDGES)


def _turned(name: str) -> str:
    """Return `Doe, Jane` as `Jane Doe`; with more than one comma it isn't such a name."""
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 2 and all(parts):
        return f"{parts[1]} {parts[0]}"
    return name
