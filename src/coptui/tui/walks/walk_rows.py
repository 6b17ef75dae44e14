"""One step of a walk: its question, its evidence, its answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import zip_longest

from msgspec import UNSET

from coptui.checklists.run import Walk, is_low
from coptui.checklists.template import NOT_APPLICABLE, PRINCIPLES, UNKNOWN, Step
from coptui.checklists.words import answer_text
from coptui.core.model.community import Community
from coptui.core.model.confidential import masked
from coptui.core.model.records import Action, Answer
from coptui.core.model.saying import owner_and_due
from coptui.core.model.text import as_sentence, show
from coptui.core.model.when import day_text
from coptui.evidence.line import EvidenceLine, Reading
from coptui.language import tr
from coptui.tui.kit.lines import flowed
from coptui.tui.kit.rows import Row, Rows, Span, Tone, listed
from coptui.tui.kit.signs import signs
from coptui.tui.records.evidence_rows import movement, trend_signs
from coptui.tui.records.words import ROOM, flowing, pad, text_rows, wrap

TITLE = 20
"""Cells for the name of an evidence line."""
DAY = 9
"""Cells for `now`, and for the day at the end of the window before."""


def step_rows(
    walk: Walk,
    step: Step,
    readings: Mapping[str, Reading],
    lines: Mapping[str, EvidenceLine],
    width: int,
    uncut: bool = True,
) -> Rows:
    """Return the question, its help and its evidence; unless `uncut`, earlier evidence is cut to a
    line.
    """
    section = walk.template.section_of(step.id)
    title = section.title if section else ""
    if section and section.principle and PRINCIPLES[section.principle] != title:
        title = f"{title} {signs().dot} {PRINCIPLES[section.principle]}"
    head = f" {show(title)} "
    width = max(40, width - 3)
    rows = [
        Row(
            None,
            (Span(head[1:], "heading"), Span(signs().rule * max(0, width - len(head)), "quiet")),
        ),
        Row(None, ()),
        *text_rows(step.ask, width, "strong", "  "),
    ]
    if step.help:
        rows += [Row(None, ()), *text_rows(flowing(step.help), width, "plain", "  ")]
    shown = [readings[line] for line in step.evidence if line in readings]
    if shown:
        rows += [Row(None, ()), Row(None, (Span("  " + tr("Evidence"), "heading"),))]
        for reading in shown:
            rows += evidence_beside(reading, lines[reading.now.id].title, width, uncut)
    return listed(rows)


def evidence_beside(reading: Reading, title: str, width: int, uncut: bool) -> list[Row]:
    """Return a line of evidence now, with how it moved, and below it what it was before; its name,
    in as many lines as it needs, stands on the left."""
    room = max(16, width - 2 - TITLE - DAY)
    word, tone = movement(reading)
    beside = room - len(word) - 2 >= ROOM
    texts = wrap(reading.now.text, room - (len(word) + 2 if word and beside else 0))
    lines: list[list[Span]] = []
    for number, text in enumerate(texts):
        lines.append(
            [
                Span(pad(tr("now") if number == 0 else "", DAY), "quiet"),
                Span(
                    pad(text, room - len(word) if beside else room),
                    "quiet" if reading.now.no_data else "plain",
                ),
            ]
        )
        if number == 0 and word and beside:
            lines[0].append(Span(word, tone))
    if word and not beside:
        lines.append([Span(" " * DAY), Span(word, tone)])
    if not (reading.then.no_data and reading.now.no_data):
        then = tr("no data") if reading.then.no_data else reading.then.text
        texts = wrap(then, room) if uncut else [_one(show(then), room)]
        trend = trend_signs(reading.trend)
        if trend and len(texts[-1]) + len(trend) + 2 <= room:
            texts[-1] += f"  {trend}"
        for number, text in enumerate(texts):
            day = _day(reading) if number == 0 else ""
            lines.append([Span(pad(day, DAY), "quiet"), Span(text, "quiet")])
    names = wrap(title, TITLE - 2)
    return [
        Row(None, (Span("  " + pad(name or "", TITLE)), *line))
        for name, line in zip_longest(names, lines, fillvalue=())
    ]


def _day(reading: Reading) -> str:
    """Return the day at the end of the window before."""
    return day_text(reading.then.on, reading.now.on) if reading.now.on else ""


def answer_rows(
    community: Community, walk: Walk, step: Step, previous: Answer | None, when: str, today: date,
    width: int, uncut: bool = True, fact: str = "",
) -> Rows:  # fmt: skip
    """Return last time's answer, the choices with the one taken, note and follow-ups; `fact` is what
    the answer would record.

    unless `uncut`, each text is cut to a line.
    """
    answer = walk.answers.get(step.id)
    width = max(40, width - 3)
    rows: list[Row] = [Row(None, ())]
    if previous is not None and (text := answer_said(community, previous)):
        note = f' "{show(previous.note)}"' if previous.note else ""
        said = tr("Last time, {when}: {text}.{note}", when=when, text=text, note=note)
        lines = wrap(said, width - 2) if uncut else [_one(said, width - 2)]
        rows += [Row(None, (Span(f"  {line}", "quiet"),)) for line in lines]
        rows.append(Row(None, ()))
    choices = flowed(_choices(community, step, answer, width), width - 2)
    if len(choices) > 1 and not uncut:
        # Every answer is in sight: they take the place of what would be empty.
        rows = [row for row in rows if row.cells]
    rows += [*(Row(None, (Span("  "), *line)) for line in choices), Row(None, ())]
    if fact:
        said = as_sentence(show(fact))
        row, *further = pair_rows("  record", said, width, uncut=uncut)
        cells = (Span("  m", "accent"), Span(" " + tr("record") + "   ", "quiet"), *row.cells[1:])
        rows += [Row(None, cells), *further]
    if answer is not None and answer.waived:
        rows += pair_rows("because", answer.waived, width, uncut=uncut)
    if answer is not None and answer.note:
        rows += pair_rows("note", answer.note, width, uncut=uncut)
    for number in answer.actions if answer else ():
        action = community.actions.get(number)
        if action is not None:
            rows.append(follow_up_row(community, action, today, width))
    if is_low(step, answer) and step.suggest and not (answer and answer.actions):
        several = len(step.suggest) > 1
        for number, text in enumerate(step.suggest, 1):
            perhaps = f"{number} {show(text)}" if several else show(text)
            rows += pair_rows(
                tr("perhaps") if number == 1 else "", perhaps, width, "quiet", uncut=uncut
            )
    return listed(rows)


def _choices(
    community: Community, step: Step, answer: Answer | None, width: int
) -> list[list[Span]]:
    """Return each answer that can be given, with its key; what was answered in words comes first."""
    value = answer.value if answer is not None else UNSET
    options: list[tuple[str, str, bool]] = []
    if step.answer == "scale":
        options = [
            (str(n), show(word), value == n and not isinstance(value, bool))
            for n, word in enumerate(step.degrees)
        ]
    elif step.answer == "yes-no":
        options = [("y", "yes", value is True), ("x", "no", value is False)]
    elif step.answer == "choice":
        options = [(str(n), show(word), value == word) for n, word in enumerate(step.choices, 1)]
    parts: list[list[Span]] = []
    if not options:
        given = answer is not None and value not in (UNSET, None, NOT_APPLICABLE, UNKNOWN)
        if given and answer is not None:
            text = answer_said(community, answer)
            parts.append(
                [Span(tr("answer") + "   ", "quiet"), Span(_one(text, width - 40), "strong")]
            )
        else:
            parts.append(
                [
                    Span("Enter", "accent"),
                    Span(" " + tr("to write {wanted}", wanted=_WANTED[step.answer]), "quiet"),
                ]
            )
        parts[0].append(Span("   "))
    options += [("-", "n/a", value == NOT_APPLICABLE), ("d", tr("don't know"), value == UNKNOWN)]
    for key, word, taken in options:
        if taken:
            parts.append([Span(f"[{key} {word}]", "strong")])
        else:
            parts.append([Span(f" {key}", "accent"), Span(f" {word} ", "quiet")])
    return parts


_WANTED = {
    "text": tr("a few words"),
    "people": tr("names"),
    "topics": tr("topics"),
    "events": tr("events"),
    "date": tr("a date"),
}


def answer_said(community: Community, answer: Answer | None) -> str:
    """Return an answer in words, safe to draw; "" if there is none."""
    return show(answer_text(community, answer))


def progress(walk: Walk, index: int, width: int) -> tuple[Span, ...]:
    """Return `▰▰▰▱▱▱ 5 of 12`: how much is answered, and where we are."""
    total = max(1, walk.total)
    cells = min(24, total, max(6, width // 4))
    full = round(walk.done / total * cells)
    here = (
        "  "
        + tr("{total} of {walk_total}", total=min(index + 1, walk.total), walk_total=walk.total)
        + " "
    )
    return (
        Span(signs().full * full, "accent"),
        Span(signs().empty * (cells - full), "quiet"),
        Span(here, "quiet"),
    )


def follow_up_row(community: Community, action: Action, today: date, width: int) -> Row:
    tail = show(owner_and_due(community, action, today))
    room = width - 13 - len(tail) - 2
    return Row(
        None,
        (
            Span("  " + tr("follow-up") + "  ", "quiet"),
            Span(_one(show(masked(community, action.text)), room).ljust(max(0, room))),
            Span(f"  {tail}", "quiet"),
        ),
    )


def pair_rows(
    label: str, text: str, width: int, tone: Tone = "plain", *, uncut: bool = True
) -> list[Row]:
    """Return `note      what it says`, with further lines indented below the first."""
    lines = wrap(text, max(8, width - 13)) if uncut else [_one(show(text), width - 13)]
    heads = [label, *[""] * (len(lines) - 1)]
    return [
        Row(None, (Span(f"  {head:<9}  ", "quiet"), Span(line, tone)))
        for head, line in zip(heads, lines, strict=True)
    ]


def _one(text: str, width: int) -> str:
    lines = wrap(text, max(8, width - 1))
    return lines[0] + (signs().more if len(lines) > 1 else "")
