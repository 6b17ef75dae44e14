"""Letters before they are sent: who gets one and why, who doesn't and why not, and each letter."""

from __future__ import annotations

from coptui.core.letters.kinds import goes_to_nobody
from coptui.core.model.counting import counted
from coptui.core.model.text import show
from coptui.language import tr
from coptui.letters.draft import DraftLetters
from coptui.letters.posting import Prepared
from coptui.tui.kit.rows import Row, Rows, Span, Tone, listed
from coptui.tui.records.words import name_of, pad, text_rows

NAME = 26
READING = 76
"""Cells for a line of a letter."""
_SAID: dict[str, tuple[str, Tone]] = {
    "gets": ("", "plain"), "done": (tr("sent or saved"), "good"), "unknown": (tr("sent? press Enter"), "warn"),
}  # fmt: skip


def states_of(prepared: Prepared) -> dict[int, str]:
    """Return what is to become of each letter: it goes, is done, or no one knows."""
    state = prepared.state
    return {
        **dict.fromkeys(state.to_send, "gets"),
        **dict.fromkeys(state.done, "done"),
        **dict.fromkeys(state.unknown, "unknown"),
    }


def letters_rows(prepared: Prepared) -> Rows:
    """Return a line for each person, whose id is its key; negative without a letter."""
    draft, states = prepared.draft, states_of(prepared)
    letters, withheld = draft.letters, draft.to.withheld
    heading = (None, None) if withheld else ()

    def cells(index: int) -> tuple[Span, ...]:
        if index < len(letters):
            letter = letters[index]
            said, tone = _SAID[states[letter.member]]
            return (
                Span(f" {pad(show(letter.name), NAME)}"),
                Span(f" {pad(show(draft.why(letter.member)), 26)}", "quiet"),
                Span(f" {said}", tone),
            )
        place = index - len(letters) - len(heading)
        if place < 0:
            return (_no_letter(len(withheld)),) if place == -1 else ()
        person = withheld[place]
        name = pad(name_of(draft.community.members[person.member]), NAME)
        return (Span(f" {name}", "quiet"), Span(f" {show(person.why)}", "quiet"))

    return Rows(
        (
            *[letter.member for letter in letters],
            *heading,
            *[-person.member for person in withheld],
        ),
        cells,
        empty=(Span(f" {goes_to_nobody(draft.kind)}"),) if not letters else (),
    )


def _no_letter(people: int) -> Span:
    said = counted(people, "{count} person gets no letter", "{count} people get no letter")
    return Span(f" {said}", "heading")


def letter_rows(draft: DraftLetters, member: int | None, width: int) -> Rows:
    """Return the letter to someone, as they will read it."""
    letter = next((each for each in draft.letters if each.member == member), None)
    if letter is None:
        whys = (each.why for each in draft.to.withheld if -each.member == member)
        return listed(text_rows("".join(tr("No letter: {why}.", why=show(why)) for why in whys), width, "quiet", " "))  # fmt: skip
    width = min(max(30, width - 2), READING)
    rows = text_rows(
        tr("To {name}, {address}", name=show(letter.name), address=show(letter.address)),
        width,
        "quiet",
        " ",
    )
    rows += text_rows(show(letter.subject), width, "strong", " ")
    rows.append(Row(None, ()))
    for line in letter.text.rstrip("\n").split("\n"):
        rows += text_rows(show(line), width, "plain", " ") if line else [Row(None, ())]
    return listed(rows)
