"""What to look after between meetings, as rows: newcomers, requests, introductions, stories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import zip_longest

from coptui.core.model.community import Community
from coptui.core.model.records import Ask, Touch
from coptui.core.model.settings import Settings
from coptui.core.model.text import show
from coptui.core.model.when import day_text, span_text
from coptui.core.people.newcomers import newcomers
from coptui.core.people.tending import stories_to_ask_about, stories_to_pass_on
from coptui.evidence.introducing import (
    Pair,
    came_of_them,
    introductions,
    introductions_for,
    is_to_be_asked,
)
from coptui.evidence.lines.newcomers import steps_of
from coptui.evidence.suggestions import Suggestion
from coptui.language import tr
from coptui.tui.kit.rows import Column, Row, Rows, Span, Tone, listed
from coptui.tui.records.words import name_of, pad, people, person, text_between, wrap

NAME = 24
"""Cells for a name."""
LATE = 14
"""Days after which a step that is still waiting is marked."""
ASKER = 16
STATE = 24
PAIR = "pair"
"""Begins the key of two people who could be introduced."""


def between_rows(
    community: Community,
    today: date,
    settings: Settings,
    width: int,
) -> Rows:
    """Return the five parts; keys are (table, id), and (PAIR and the lower number, the other) for
    two who could be introduced."""
    width = max(50, width - 3)
    rows: list[Row] = []
    rows += _part(tr("Newcomers"), _newcomers(community, today, settings, width), tr("no newcomers at the moment"), "  " + tr('? means not recorded'))  # fmt: skip
    rows += _part(tr("Requests for help"), _asks(community, today, width), tr("no open requests"))
    rows += _part(tr("Introductions"), _introductions(community, today, width), tr("none in the last year; press +, then n, to add one"), _hit_rate(community, today))  # fmt: skip
    rows += _part(tr("Who could be introduced"), _pairs(community, introductions_for(community, today, settings), width), tr("no one obvious: record what members offer and seek"))  # fmt: skip
    rows += _part(tr("Stories to follow up"), _stories(community, today, width), tr("nothing due"))
    return listed(rows[1:])


def open_asks(community: Community) -> list[Ask]:
    """Return the requests not settled yet: unanswered ones first, then by how long they have
    waited.
    """
    waiting = [ask for ask in community.asks.values() if ask.solved_on is None]
    waiting.sort(key=lambda ask: (bool(ask.answered_by), ask.asked_on or date.min, ask.id))
    return waiting


def suggestion_rows(community: Community, suggestions: Sequence[Suggestion], width: int) -> Rows:
    """Return who to ask, each with the reasons."""
    rows = [
        Row(
            ("members", suggestion.member),
            (
                Span(pad(person(community, suggestion.member), NAME)),
                Span(pad(show("; ".join(suggestion.reasons)), max(10, width - NAME - 4)), "quiet"),
            ),
        )
        for suggestion in suggestions
    ]
    return listed(
        rows,
        columns=(Column(tr("name"), NAME), Column(tr("why"))),
        empty=(
            Span(
                tr("No one obvious. Record what members offer and care about to get suggestions."),
                "quiet",
            ),
        ),
    )


def _part(title: str, lines: list[Row], otherwise: str, key: str = "") -> list[Row]:
    told = key if lines else ""
    head = [Row(None, ()), Row(None, (Span(title, "heading"), Span(told, "quiet")))]
    return head + (lines or [Row(None, (Span(f"  {otherwise}", "quiet"),))])


STEPS = (
    tr("welcomed"),
    tr("been to an event"),
    tr("knows someone"),
    tr("next step"),
)
"""The headings of a newcomer's four steps, in the order of `steps_of`."""
STEP = 8
CAME = 8
WHO = 19


def _newcomers(community: Community, today: date, settings: Settings, width: int) -> list[Row]:
    """Return a line for each newcomer: every step done, waiting, or not known."""
    new_members = sorted(
        newcomers(community, today, settings), key=lambda newcomer: (newcomer[1], newcomer[0].id)
    )
    if not new_members:
        return []
    rows = _heads()
    room = max(6, width - WHO - 4 - CAME - (STEP + 1) * len(STEPS))
    steps = steps_of(community, (member for member, _ in new_members), today)
    for member, came in new_members:
        cells = [Span("  "), Span(pad(name_of(member), WHO))]
        new = span_text((today - came).days) if came < today else tr("today")
        cells.append(Span(f" {pad(new, CAME)} ", "quiet"))
        late = (today - came).days > LATE
        for done in steps[member.id].values():
            word = "?" if done is None else tr("yes") if done else tr("not yet")
            tone: Tone = "warn" if done is False and late else "quiet"
            cells.append(Span(pad(word, STEP) + " ", tone))
        buddy = person(community, member.buddy) if member.buddy else "-"
        cells.append(Span(pad(buddy, room), "quiet"))
        rows.append(Row(("members", member.id), tuple(cells)))
    return rows


def _heads() -> list[Row]:
    """Return the headings above the newcomers, each on as many lines as it takes."""
    widths = (CAME, *(STEP for _ in STEPS), CAME)
    heads = [wrap(head, cells) for head, cells in zip((tr("with us"), *STEPS, tr("buddy")), widths, strict=True)]  # fmt: skip
    lines = zip_longest(*heads, fillvalue="")
    return [
        Row(None, (Span(f"  {'':{WHO}} " + " ".join(map(pad, line, widths)).rstrip(), "quiet"),))
        for line in lines
    ]


def _asks(community: Community, today: date, width: int) -> list[Row]:
    rows: list[Row] = []
    for ask in open_asks(community):
        asker = person(community, ask.asker) or tr("not recorded")
        state, tone = answer_state(community, ask, today)
        lead = (Span(f"  {pad(asker, ASKER)} "),)
        rows += text_between(
            ("asks", ask.id), ask.text, [Span(pad(state, STATE), tone)], width, lead
        )
    return rows


def answer_state(community: Community, ask: Ask, today: date) -> tuple[str, Tone]:
    """Return `open 12 days`, or `after 3 days: Farah`: how long an answer took, or has been
    awaited.
    """
    if not ask.answered_by:
        days = (today - ask.asked_on).days if ask.asked_on else None
        if days is None:
            return tr("no answer yet"), "quiet"
        return (tr("open for {span}", span=span_text(days)) if days else tr("asked today")), (
            "warn" if days > 7 else "quiet"
        )
    helper = people(community, ask.answered_by[:1])
    more = f" +{len(ask.answered_by) - 1}" if len(ask.answered_by) > 1 else ""
    if ask.asked_on and ask.first_answer_on:
        days = (ask.first_answer_on - ask.asked_on).days
        names = f"{helper}{more}"
        if days <= 0:
            return tr("answered the same day: {names}", names=names), "quiet"
        return tr("answered after {span}: {names}", span=span_text(days), names=names), "quiet"
    return tr("answered: {helper}{more}", helper=helper, more=more), "quiet"


def _introductions(community: Community, today: date, width: int) -> list[Row]:
    rows = []
    for touch in introductions(community, today):
        names = people(community, touch.members)
        waits = tr("how did it go?") if is_to_be_asked(touch, today) else "-"
        came = show(touch.led_to) or waits
        rows.append(_introduction(touch, names, came, today, width))
    return rows


def _introduction(touch: Touch, names: str, came: str, today: date, width: int) -> Row:
    wide = min(NAME + 16, max(NAME, width // 2))
    room = max(10, width - wide - 14)
    return Row(
        ("touches", touch.id),
        (
            Span("  "),
            Span(pad(names, wide)),
            Span(f" {day_text(touch.on, today):>8}  ", "quiet"),
            Span(pad(came, room), "accent" if is_to_be_asked(touch, today) else "quiet"),
        ),
    )


def _hit_rate(community: Community, today: date) -> str:
    """Return `  3 of 5 known to have led to something`; "" while it is too early to say."""
    led, made = came_of_them(introductions(community, today), today)
    return (
        "  "
        + tr("{led} of {made} introductions are known to have led to something", led=led, made=made)
        if made
        else ""
    )


def _pairs(community: Community, pairs: Sequence[Pair], width: int) -> list[Row]:
    wide = min(NAME + 16, max(NAME, width // 2))
    return [
        Row(
            (f"{PAIR} {pair.members[0]}", pair.members[1]),
            (
                Span("  "),
                Span(pad(people(community, pair.members), wide)),
                Span(" "),
                Span(pad(show("; ".join(pair.reasons)), max(10, width - wide - 4)), "quiet"),
            ),
        )
        for pair in pairs
    ]


def _stories(community: Community, today: date, width: int) -> list[Row]:
    due = [(story, tr("pass it on")) for story in stories_to_pass_on(community, today)]
    due += [(story, tr("what came of it?")) for story in stories_to_ask_about(community, today)]
    rows = []
    for story, what in due:
        teller = person(community, story.teller) or tr("not recorded")
        said = f"{what}  {show(story.text)}"
        rows.append(_line(("stories", story.id), teller, said, "quiet", width))
    return rows


def _line(key: tuple[str, int], name: str, said: str, tone: Tone, width: int) -> Row:
    room = max(10, width - NAME - 3)
    return Row(key, (Span("  "), Span(pad(name, NAME)), Span(" "), Span(pad(said, room), tone)))
