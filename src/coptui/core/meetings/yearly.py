"""The members' checklist: ten questions once a year, answered from 0 to 4 and without a name. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from coptui.core.model.edits import Edit, update
from coptui.core.model.records import Profile, Rater, YearlyAnswers
from coptui.core.model.sentences import NO_ANSWER_YET, PRESS_A_NUMBER
from coptui.errors import UsageError
from coptui.language import marked, tr, translated

_IN_ENGLISH = (
    ("purpose", marked("I know what this community is for.")),
    ("use", marked("This year I used something from here in my work.")),
    ("welcome", marked("When I come, I feel welcome.")),
    ("voice", marked("I can say what I think, even when I disagree.")),
    ("help", marked("When I need help, I know who to ask here.")),
    ("giving", marked("I can contribute something here that I am good at.")),
    ("topics", marked("We talk about what matters to my work.")),
    ("people", marked("I have met people here I wouldn't have met otherwise.")),
    ("rhythm", marked("How often and when we meet suits me.")),
    ("staying", marked("I want to be part of this a year from now.")),
)
_IN_OTHERS: Mapping[str, tuple[str, ...]] = {
    "de": (
        "Ich weiß, wozu es diese Gemeinschaft gibt.",
        "Ich habe in diesem Jahr etwas von hier in meiner Arbeit gebraucht.",
        "Wenn ich komme, fühle ich mich willkommen.",
        "Ich kann sagen, was ich denke, auch wenn ich anderer Meinung bin.",
        "Wenn ich Hilfe brauche, weiß ich, wen ich hier fragen kann.",
        "Ich kann hier etwas geben, was ich gut kann.",
        "Wir reden über das, was in meiner Arbeit zählt.",
        "Ich habe hier Menschen getroffen, die ich sonst nicht kennen würde.",
        "Wie oft und wann wir uns treffen, passt mir.",
        "Ich möchte in einem Jahr noch dabei sein.",
    )
}
NAMES = tuple(name for name, _ in _IN_ENGLISH)
IN_A_WORD = {
    "purpose": tr("purpose"),
    "use": tr("use"),
    "welcome": tr("welcome"),
    "voice": tr("voice"),
    "help": tr("help"),
    "giving": tr("giving"),
    "topics": tr("topics"),
    "people": tr("people"),
    "rhythm": tr("rhythm"),
    "staying": tr("staying"),
}
"""What each question is about, by its name, as it is shown."""


def yearly_questions(language: str = "") -> tuple[tuple[str, str], ...]:
    """Return the ten questions, each with its name and its text in a language; if there is none in it, in the language
    of the program."""
    texts = _IN_OTHERS.get(language) or [translated(text) for _, text in _IN_ENGLISH]
    return tuple(zip(NAMES, texts, strict=True))


def yearly_asked(language: str = "") -> tuple[tuple[str, str], ...]:
    """Return the questions as they may stand in a form that was filled in: the form may have been made in English."""
    return tuple(dict.fromkeys((*yearly_questions(language), *_IN_ENGLISH)))


def yearly_in_lines(language: str = "") -> str:
    """Return the questions as lines to fill in: `1. I know what this community is for. [ ]`."""
    asked = enumerate(yearly_questions(language), 1)
    return "\n".join(f"{number}. {text} [ ]" for number, (_, text) in asked)


def add_yearly(
    profile: Profile, year: int, source: Rater, scores: Mapping[str, int], note: str = ""
) -> Edit:
    """Add what one person answered this year, without a name. Raise UsageError if it is nothing."""
    if not scores and not note:
        raise UsageError(NO_ANSWER_YET, PRESS_A_NUMBER)
    answers = YearlyAnswers(year=year, source=source, scores=dict(scores), note=note)
    new = replace(profile, yearly=(*profile.yearly, answers))
    return update(profile, new, label=tr("answers to the members' checklist"))


def answers_of(answers: Iterable[YearlyAnswers], year: int, source: Rater) -> list[YearlyAnswers]:
    """Return the answers of a year, by members or by guests."""
    return [each for each in answers if each.year == year and each.source == source]
