"""Answers to a rating, from the table of any form product: a row an answer, no name taken.

A column answers a question if its heading has the question in the community's own words, or the
question's name. Names, addresses and times of the table are not read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from coptui.core.meetings.rating import IN_A_FEW_WORDS
from coptui.core.model.counting import counted
from coptui.core.model.text import clean, fold
from coptui.exchange.tables.asking import question
from coptui.exchange.tables.found import Found, FoundRating, Hints, Skipped
from coptui.exchange.tables.headings import OF_RATINGS, plain_head
from coptui.exchange.tables.kinds import cells_at
from coptui.exchange.tables.scales import is_answer, lowest_of, score_of
from coptui.exchange.tables.sheets import SheetRow, TextSheet, top_of
from coptui.language import tr, translated

PRODUCT = tr("Answers to a rating")
WORDS, RATER = OF_RATINGS[3:]
_IN_WORDS = {plain_head(line) for line in (IN_A_FEW_WORDS, translated(IN_A_FEW_WORDS))}
WITHIN = 40
"""The headings are looked for in this many rows from the top."""
LONGEST_NOTE = 500
_HOW = re.compile(
    r"\b(?:how (?:was|did you like|would you rate|useful|satisfied)|rating|wie (?:war|fanden|hat .* gefallen|bewerte)|bewertung|zufrieden|comment (?:était|avez)|cómo (?:fue|estuvo)|com'è andat|hoe was)",
    re.IGNORECASE,
)
_RATERS: Mapping[str, Literal["member", "visitor"]] = {
    **dict.fromkeys(("member", "members", "mitglied", "insider", "a member", "ein mitglied", "membre", "miembro", "lid"), "member"),
    **dict.fromkeys(("guest", "guests", "gast", "visitor", "a guest", "ein gast", "outsider", "invité", "invitado", "no member"), "visitor"),
}  # fmt: skip


def read(text: str, delimiter: str, hints: Hints) -> Found | None:
    """Return the answers in a table; None if it is no table of answers.

    Raise UnknownLayout if it asks how it was, and nothing says which question that is; raise
    UnclearScale if the answers fit more than one scale.
    """
    top = TextSheet(top_of(text), delimiter).plain()
    for position, row in enumerate(top.rows[:WITHIN]):
        if len(row.cells) > 1 or hints.columns:
            below = [each.cells for each in top.rows[position + 1 :] if not each.blank]
            yearly = _columns(row.cells, below, hints, hints.yearly)
            if not hints.columns and len({*yearly.values()} - {WORDS, RATER}) > 1:
                whole = TextSheet(text, delimiter).plain()
                return _answers(whole, position, yearly, hints, yearly=True)
            columns = _columns(row.cells, below, hints, hints.questions, by_name=True)
            if _are_questions(columns, row.cells, hints):
                return _answers(TextSheet(text, delimiter).plain(), position, columns, hints)
            if not hints.columns and _asks_how_it_was(row.cells, below):
                raise question(
                    tr(
                        "This table holds ratings, but coptui can't tell which of your questions they answer."
                    ),
                    tr(
                        "Say which column answers which question: {of_ratings}.",
                        of_ratings=", ".join(OF_RATINGS[:3]),
                    ),
                    top.table(position),
                    (),
                )
    return None


def _columns(
    heads: Sequence[str],
    below: Sequence[Sequence[str]],
    hints: Hints,
    questions: Sequence[tuple[str, str]],
    *,
    by_name: bool = False,
) -> dict[int, str]:
    """Return what each column holds, by its position: a question's name, `WORDS` or `RATER`."""
    told = {plain_head(head): meaning for head, meaning in hints.columns.items()}
    held: dict[int, str] = {}
    for position, head in enumerate(heads):
        cells = [cell for cell in cells_at(below, position) if cell]
        meaning = told.get(plain_head(head), "") if hints.columns else ""
        if meaning in OF_RATINGS:
            held[position] = meaning
        elif meaning:
            continue
        elif name := _question_of(head, questions, by_name=by_name):
            if cells and sum(map(is_answer, cells)) * 2 > len(cells) and name not in held.values():
                held[position] = name
        elif plain_head(head) in _IN_WORDS:
            held[position] = WORDS
        elif cells and all(_rater(cell) for cell in cells):
            held[position] = RATER
    return held


def _question_of(head: str, questions: Sequence[tuple[str, str]], *, by_name: bool) -> str:
    """Return the name of the question that a heading asks; "" for none."""
    plain = plain_head(head) if len(head) <= 80 else fold(head)
    whole = " ".join(re.sub(r"[^\w']+", " ", fold(head)).split())
    for name, text in questions:
        asked = " ".join(re.sub(r"[^\w']+", " ", fold(text)).split())
        if asked and (
            asked in (plain, whole) or (len(asked.split()) > 1 and f" {asked} " in f" {whole} ")
        ):
            return name
    named = {plain_head(name): name for name, _ in questions} if by_name else {}
    return named.get(plain, "")


def _are_questions(columns: Mapping[int, str], heads: Sequence[str], hints: Hints) -> bool:
    """Return whether these columns make a table of answers: one question in the community's own
    words, two by their names, or one that someone has named."""
    asked = {position: name for position, name in columns.items() if name not in (WORDS, RATER)}
    if hints.columns:
        return bool(asked) and any(meaning in OF_RATINGS for meaning in hints.columns.values())
    by_name = [
        name for position, name in asked.items() if plain_head(heads[position]) == plain_head(name)
    ]
    return len(asked) > len(by_name) or len(by_name) > 1


def _asks_how_it_was(heads: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    return any(
        _HOW.search(head) is not None and bool(cells) and all(map(is_answer, cells))
        for position, head in enumerate(heads)
        for cells in ([cell for cell in cells_at(below, position) if cell],)
    )


def _rater(text: str) -> Literal["member", "visitor", ""]:
    plain = plain_head(text)
    return _RATERS.get(re.sub(r"^(?:i am|i'm|ich bin) ", "", plain), "")


def _answers(
    sheet: TextSheet,
    position: int,
    columns: Mapping[int, str],
    hints: Hints,
    *,
    yearly: bool = False,
) -> Found:
    table = sheet.table(position)
    asked = {at: name for at, name in columns.items() if name not in (WORDS, RATER)}
    rows = [row for row in table.rows if not table.repeats_heads(row)]
    cells = [cell for at in asked for cell in cells_at([row.cells for row in rows], at) if cell]
    lowest = lowest_of((table.heads[at] for at in asked), cells, hints.scale)
    words = next((at for at, name in columns.items() if name == WORDS), None)
    raters = next((at for at, name in columns.items() if name == RATER), None)
    heads = "|".join(plain_head(table.heads[at])[:80] for at in asked)
    alike: Counter[str] = Counter()
    ratings: list[FoundRating] = []
    skipped: list[Skipped] = []
    for row in rows:
        said = {name: text for at, name in asked.items() if (text := _cell(row, at))}
        scores = {
            name: score
            for name, text in said.items()
            if (score := score_of(text, lowest)) is not None
        }
        note = clean(_cell(row, words))[:LONGEST_NOTE]
        if len(scores) < len(said):
            odd = next(text for name, text in said.items() if name not in scores)
            skipped.append(
                Skipped(row.line, clean(odd)[:60], tr("an answer that isn't on the scale"))
            )
        if not scores and not note:
            continue
        rater = _rater(_cell(row, raters))
        content = f"{heads} {sorted(scores.items())} {rater} {note}"
        alike[content] += 1
        # Rows that say the same are told apart by their number alone: no time, no name.
        origin = f"row {content} {alike[content]}"
        ratings.append(FoundRating(row.line, "", yearly, rater, 0, scores, note, origin))
    if not ratings:
        return Found(PRODUCT, "ratings", skipped=tuple(skipped))
    left = counted(
        len([head for head in table.heads if head]) - len(columns),
        "{count} other column was not read.",
        "{count} other columns were not read.",
    )
    scale = "0 to 4" if lowest == 0 else "1 to 5"
    notes = (
        tr(
            "{answers} read, on a scale from {scale}. {left}",
            answers=counted(len(ratings), "{count} answer", "{count} answers"),
            scale=scale,
            left=left,
        ),
    )
    return Found(PRODUCT, "ratings", ratings=tuple(ratings), skipped=tuple(skipped), notes=notes)


def _cell(row: SheetRow, position: int | None) -> str:
    return row.cells[position] if position is not None and position < len(row.cells) else ""
