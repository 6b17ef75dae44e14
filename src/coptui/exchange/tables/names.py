"""Names as programs and people write them: without decoration, and which names may be meant."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from coptui.core.model.text import TITLES, clean, fold

# Signs in brackets that programs or people add to a name.
_MARKS = re.compile(
    r"(external|extern|externe|externo|esterno|guest|gast|invit[eé]e?|invitado|ospite|unverified"
    r"|nicht überprüft|ext|host|co-?host|me|ich|you|organi[sz]er|presenter|attendee|phone|mobile)",
    re.IGNORECASE,
)
# Where someone is known by a handle, as people write it behind a name: `Ann Lee (GitHub)`.
_SITE = (
    r"(?:github|gitlab|codeberg|slack|discord|zoom|teams|discourse|matrix|mastodon|bluesky|linkedin"
    r"|twitter|telegram|whatsapp|signal|facebook|instagram|reddit|youtube|meetup)"
)
_ADDRESS = (
    r"@[\w.-]+(?:@[\w.-]+)?|(?:https?://)?(?:[\w-]+\.)+(?:com|org|net|io|dev|social|chat)(?:/\S*)?"
)
_HANDLE = re.compile(rf"{_ADDRESS}|{_SITE}", re.IGNORECASE)
# A bare word may be a surname: the name of a site needs a sign before it.
_BEHIND = re.compile(
    rf"\s+(?:(?:[-–—|/·]\s*|(?:on|via)\s+){_SITE}(?:\s*[:/]\s*@?[\w.-]+)?|(?:[-–—|/·]\s*)?(?:{_ADDRESS}))\s*$",
    re.IGNORECASE,
)
_PRONOUN = r"(?:she|her|hers|he|him|his|they|them|theirs|ze|zir|xe|xem|it|its|any|all|sie|ihr|er|ihn|ihm|elle|il|iel|lui|ella|él)"
_PRONOUNS = re.compile(
    rf"{_PRONOUN}(?:\s*[/|,]\s*{_PRONOUN})+|{_PRONOUN}\s+pronouns", re.IGNORECASE
)
# Pronouns need one of these, so most names are spared the longer search.
_NEEDED_FOR_PRONOUNS = re.compile(r"[/|,]|pronouns", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[{（]([^()\[\]{}（）]*)[)\]}）]")
_NUMBER = re.compile(r"(?:^|(?<=[\s,#|_-]))[#a-z]{0,2}\d{4,}(?=$|[\s,|_-])", re.IGNORECASE)
_TELEPHONE = re.compile(r"(?:^|(?<=\s))\(?\+?\d[\d ()./-]{5,}\d(?=$|\s)")
_CODE = re.compile(r"(?=(?:\D*\d){2})(?=.*[^\W\d_])[^\W_]{5,}")
# What stands behind a comma after brackets is a place: `Bram (he/him), Boston`.
_AFTER_BRACKET = re.compile(r"[)\]}）]\s*,")
_TITLES = re.compile(
    rf"(?:(?:{'|'.join(sorted(TITLES))}|herr|frau|mme|mlle|dott|dott\.?ssa)\.?\s+|(?:med|phil|rer|nat|ing|dipl|mag|univ|hab|em)\.\s*|dipl\.?-ing\.?\s+)+(?=\S+ \S)"
)
_EDGES = " \t,;|/-–—·•#\"'“”‘’()[]{}（）_"
_PARTICLES = frozenset(
    ["van", "von", "vom", "zu", "zum", "zur", "de", "der", "den", "del", "della", "di", "da", "do", "dos", "das", "du", "des", "la", "le", "les", "el", "al", "bin", "ibn", "ter", "ten", "te", "af", "av", "st", "san", "santa", "mc", "mac", "o", "d", "'t"]
)  # fmt: skip
_CREDENTIAL = re.compile(
    r"(?:jr|sr|ii|iii|iv|esq|m\.?d|ph\.?d|m\.?a|b\.?a|m\.?sc|b\.?sc|m\.?ed|b\.?ed|mba|mph|rn|np|pa|pa-c|msw|bsw|lcsw|licsw|lmsw|lmft|lpc|jd|edd|psyd|dds|dvm|cpa|pe"
    r"|pmp|cfa|llm|llb|dipl|ing|mag|prof|dr|med|rer|nat|habil|ret|obe|mbe|cbe|frs|ot|pt|dpt|slp|ccc-slp|frcp|mrcp|ba \(hons\))\.?",
    re.IGNORECASE,
)


def plain_name(text: str) -> str:
    """Return a name without additions, first name first: `Voss, Lena (External)` -> `Lena Voss`.

    From a renamed `New (Original)` it is the new one, and from `23XY9B07L3(Gita Rao)` the name.
    """
    outside = _bare(_BRACKETS.sub(" ", text))
    if _CODE.fullmatch(outside):
        inside = [part for part in _BRACKETS.findall(text) if _is_name(part)]
        outside = _bare(inside[0]) if inside else outside
    if _AFTER_BRACKET.search(text):
        return outside or _bare(text)
    return _turned(outside) or _turned(_bare(text))


def forms_of(text: str) -> tuple[str, ...]:
    """Return the folded names a text may mean: outside brackets and, if it is a name, inside.

    What follows a comma and isn't a first name may be left out: `Dana Whitfield, LICSW`. A title
    before a first name and a surname always is: `Dr Ida Holt`.
    """
    inside = [part for part in _BRACKETS.findall(text) if _is_name(part)]
    forms: dict[str, None] = {}
    for part in (_BRACKETS.sub(" ", text), *inside):
        bare = _bare(part)
        name = bare if _AFTER_BRACKET.search(text) else _turned(bare)
        for form in (name, name.partition(",")[0]):
            forms[_TITLES.sub("", fold(form), count=1)] = None
    return tuple(form for form in forms if form)


@lru_cache(maxsize=16384)
def may_be_one(first: str, second: str) -> bool:
    """Return whether two names can be one person's: a first name, its beginning or initial is in both."""
    ours, theirs = _words(first), _words(second)
    if not ours or not theirs:
        return True
    return any(_alike(ours[0], word) for word in theirs) or any(
        _alike(theirs[0], word) for word in ours
    )


def _alike(first: str, second: str) -> bool:
    short, long = sorted((first, second), key=len)
    return long.startswith(short) if len(short) in (1, *range(3, 40)) else short == long


def _words(name: str) -> list[str]:
    return [word for form in forms_of(name) for word in re.findall(r"\w+", form)]


def _is_name(part: str) -> bool:
    part = part.strip()
    return bool(
        part
        and not _MARKS.fullmatch(part)
        and not _HANDLE.fullmatch(part)
        and not _PRONOUNS.search(part)
        and any(letter.isalpha() for letter in part)
    )


def _bare(text: str) -> str:
    text = clean(unicodedata.normalize("NFKC", text))
    if _NEEDED_FOR_PRONOUNS.search(text):
        text = _PRONOUNS.sub(" ", text)
    if any(map(str.isalpha, text)):
        text = _TELEPHONE.sub(" ", text)
    text = _NUMBER.sub(" ", _BEHIND.sub(" ", text))
    return " ".join(text.split()).replace(" ,", ",").strip(_EDGES)


def _turned(name: str) -> str:
    """Return `Doe, Jane` as `Jane Doe`; a credential, place or employer stays behind its comma."""
    parts = [part.strip() for part in name.split(",")]
    behind: list[str] = []
    while len(parts) > 1 and _CREDENTIAL.fullmatch(parts[-1]):
        behind.insert(0, parts.pop())
    if len(parts) == 2 and all(parts) and _is_surname(parts[0], parts[1]):
        parts = [f"{parts[1]} {parts[0]}"]
    return ", ".join((*parts, *behind))


def _is_surname(before: str, after: str) -> bool:
    """Return whether a comma stands between a surname and first names."""
    words = before.split()
    short = len(words) == 1 or all(fold(word).strip("'") in _PARTICLES for word in words[:-1])
    # `Dana, LICSW`: beside a name that isn't in capitals, capitals aren't a first name.
    letters = after.isupper() and len(after) > 1 and "." not in after and not before.isupper()
    return short and len(after.split()) <= 3 and not letters
