"""The form that a letter asks with, filled in by hand in a mail program: numbers, and a few words.

What can be read in two ways is not read: the answer is left for a person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from coptui.core.meetings.rating import IN_A_FEW_WORDS
from coptui.core.model.text import clean, fold
from coptui.exchange.tables.scales import score_of
from coptui.language import translated

_QUOTE = re.compile(r"^[>|\s]+")
_QUESTION = re.compile(r"^\W{0,3}(\d{1,2})\s*[.):=–-]\s*(.*)$")
_NUMBERED = re.compile(r"\d{1,2}\s*[.):]")
_NUMBERS = re.compile(r"(?:[0-4][\s,;/|.+–-]*)+")
_MARKED = re.compile(r"(?:\[\s*x?\s*([0-4])\s*x?\s*\]|[*(_]\s*([0-4])\s*[*)_]|\bx\s*([0-4])\b|\b([0-4])\s*x\b)", re.IGNORECASE)  # fmt: skip
_WHOLE_SCALE = re.compile(r"0\W+1\W+2\W+3\W+4")
_EMPTY = re.compile(r"\[\s*\]|_{2,}|\.{3,}")
_WORDS = tuple(
    fold(line) for line in (IN_A_FEW_WORDS, translated(IN_A_FEW_WORDS), "In ein paar Worten")
)
_SIGNED = re.compile(
    r"\s*(?:--\s*$|(?:best|kind|many|warm)\b.*(?:wishes|regards|thanks)|regards\b|cheers\b|thanks?,?$|(?:liebe|viele|herzliche|beste|schöne)\s+grüße|lg\b|vg\b|mfg\b|i am a member)",
    re.IGNORECASE,
)
LINES = 400
NOTE = 500


class FilledForm(NamedTuple):
    """The answers by the question's name, and what was said under the line for it."""

    scores: Mapping[str, int]
    note: str


def filled_form(text: str, questions: Sequence[tuple[str, str]]) -> FilledForm | None:
    """Return the answers in a mail; None if there are none, or they can be read in two ways.

    Read either bare numbers, one for each question or for the first three, or the numbered lines
    of the form, quoted or not.
    """
    lines = text.replace("\r\n", "\n").split("\n")[:LINES]
    by_line = _by_line(_unwrapped(lines, questions), questions)
    if by_line is None:
        return None
    bare = _bare(lines, questions)
    if by_line and bare and by_line != bare:
        return None
    scores = by_line or bare
    return FilledForm(scores, _note(lines)) if scores else None


def _unwrapped(lines: Sequence[str], questions: Sequence[tuple[str, str]]) -> list[str]:
    """Return the lines without quotation marks, a question that a program broke in two in one."""
    asked = [fold(" ".join(text.split())) for _, text in questions]
    whole: list[str] = []
    for line in (_QUOTE.sub("", line).rstrip() for line in lines):
        begun = _QUESTION.match(whole[-1]) if whole else None
        if begun is not None and line and _QUESTION.match(line) is None:
            said = fold(begun[2])
            if said and any(text != said and text.startswith(said) for text in asked):
                whole[-1] += f" {line}"
                continue
        whole.append(line)
    return whole


def _by_line(lines: Sequence[str], questions: Sequence[tuple[str, str]]) -> dict[str, int] | None:
    """Return what stands on the numbered lines; None if one is answered twice in different ways."""
    scores: dict[str, int] = {}
    for line in lines:
        fits = _QUESTION.match(line)
        number = int(fits[1]) if fits else 0
        if fits is None or not 0 < number <= len(questions):
            continue
        name, asked = questions[number - 1]
        said = _answer(fits[2], asked)
        if said is None:
            continue
        if scores.setdefault(name, said) != said:
            return None
    return scores


def _answer(text: str, asked: str) -> int | None:
    """Return the answer on a line, after its question or in its place; None if it has none."""
    plain, question = " ".join(text.split()), " ".join(clean(asked).split())
    if fold(plain).startswith(fold(question)):
        plain = plain[len(question) :]
    plain = _EMPTY.sub(" ", plain)
    marked = {next(filter(None, each)) for each in _MARKED.findall(plain)}
    if len(marked) == 1:
        return int(marked.pop())
    if _WHOLE_SCALE.search(plain) or marked:
        return None
    return score_of(plain.strip(" :=–-.[]\t"), 0)


def _bare(lines: Sequence[str], questions: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Return the answers given as numbers alone, on one line or one under another."""
    own = [line.strip() for line in lines if not line.lstrip().startswith((">", "|"))]
    own = [line for line in own if not _NUMBERED.match(line)]
    digits = [
        digit for line in own if _NUMBERS.fullmatch(line) for digit in re.findall(r"\d", line)
    ]
    if len(digits) not in (len(questions), min(3, len(questions))):
        return {}
    return {name: int(digit) for (name, _), digit in zip(questions, digits, strict=False)}


def _note(lines: Sequence[str]) -> str:
    """Return what stands at `In a few words:` and, not quoted, under it, up to the end of a letter."""
    for number, line in enumerate(lines):
        beside = _QUOTE.sub("", line).strip()
        head = next((word for word in _WORDS if fold(beside).startswith(word)), None)
        if head is None:
            continue
        said = [beside[len(head) :].strip(" :")]
        for more in map(str.strip, lines[number + 1 :]):
            ends = _SIGNED.match(more) or _QUESTION.match(more) or more.startswith((">", "|"))
            if (ends and (more.strip("> |") or any(said))) or (not more and any(said)):
                break
            said.append(more.strip("> |"))
        if any(said):
            return clean(" ".join(filter(None, said)))[:NOTE]
    return ""
