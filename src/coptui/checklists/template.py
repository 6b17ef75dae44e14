"""What a checklist is: sections of steps, each step one question."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct, field

from coptui.core.model.records import AnswerType, Name, Note, ShortText, Stage
from coptui.errors import ChecklistInvalid
from coptui.language import tr

Principle = Literal["evolution", "dialogue", "levels", "spaces", "value", "excitement", "rhythm"]
About = Literal["community", "event", "member", "topic"]
Good = Literal["high", "low", "none"]
KeptIn = Literal["community", "notebook"]
Of = Literal[
    "community", "this", "each", "new conversation", "new event", "new request", "new story"
]

PRINCIPLES: dict[str, str] = {
    "evolution": tr("Design for evolution"),
    "dialogue": tr("Open a dialogue between inside and outside"),
    "levels": tr("Invite different levels of participation"),
    "spaces": tr("Develop public and private spaces"),
    "value": tr("Focus on value"),
    "excitement": tr("Combine familiarity and excitement"),
    "rhythm": tr("Create a rhythm for the community"),
}
"""The seven principles (Wenger, McDermott and Snyder 2002, chapter 3) by id."""

SCALE: tuple[str, ...] = ("not at all", "weak", "partly", "solid", "strong")
"""What 0 to 4 mean, unless a step has its own words."""

NOT_APPLICABLE = "n/a"
UNKNOWN = "unknown"

Id = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=60,
        description=tr(
            "Lower-case letters, digits and single hyphens; don't change it once it is in use."
        ),
    ),
]

EVERY = r"^[1-9][0-9]{0,2} (day|week|month|year)s?$"


class Fact(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an answer is a fact of: one key puts it there."""

    of: Annotated[
        Of,
        Meta(
            description=(
                "Where the answer is recorded: `community`; `this` (the event, member or topic that the "
                "checklist is about); `each` (every person, topic or event in the answer); or the "
                "new record that the answer adds."
            )
        ),
    ]
    fills: Annotated[str, Meta(description="The field that the answer goes into.")] = ""
    with_: Annotated[
        dict[str, Annotated[str, Meta(min_length=1, max_length=500)]],
        Meta(description="More fields to set, and their values, as in a form."),
    ] = field(default_factory=dict, name="with")


class Step(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One question."""

    id: Id
    ask: Annotated[ShortText, Meta(min_length=1, description="The question.")]
    help: Annotated[
        Note,
        Meta(
            description="What it looks like when this goes well, and what to try when it doesn't."
        ),
    ] = ""
    answer: Annotated[
        AnswerType,
        Meta(description="How the question is answered; `scale` means a number from 0 to 4."),
    ] = "scale"
    choices: Annotated[
        tuple[Annotated[str, Meta(min_length=1, max_length=120)], ...],
        Meta(max_length=9, description="The answers to choose from, for `answer: choice`."),
    ] = ()
    scale: Annotated[
        tuple[Annotated[str, Meta(min_length=1, max_length=20)], ...],
        Meta(
            min_length=5,
            max_length=5,
            description="Five words of your own for 0 to 4, for `answer: scale`.",
        ),
    ] = ()
    good: Annotated[
        Good,
        Meta(
            description="`high` if yes or 4 is good, `low` if no or 0 is good, `none` if neither."
        ),
    ] = "high"
    evidence: Annotated[
        tuple[str, ...],
        Meta(description="The ids of the evidence lines to show beside the question."),
    ] = ()
    when: Annotated[
        str,
        Meta(
            max_length=500,
            description="Ask the question only if this is true, for example: level_mix.n >= 5",
        ),
    ] = ""
    after_days: (
        Annotated[
            int,
            Meta(
                ge=-3660,
                le=3660,
                description="The question is due this many days after the person joined or the event took place.",
            ),
        ]
        | None
    ) = None
    required: bool = False
    suggest: Annotated[
        tuple[Annotated[ShortText, Meta(min_length=1)], ...],
        Meta(max_length=9, description="Follow-ups to offer when the answer is 0, 1 or no."),
    ] = ()
    fact: Annotated[
        Fact | None, Meta(description="Where the answer can also be recorded, by pressing m.")
    ] = None

    @property
    def degrees(self) -> tuple[str, ...]:
        """Return the words for 0 to 4."""
        return self.scale or SCALE


class Section(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Steps under one heading; with `pick`, only the N whose evidence moved most are asked."""

    title: Annotated[Name, Meta(min_length=1)]
    principle: (
        Annotated[
            Principle,
            Meta(
                description="The answers in this section count for this principle on the screen Pulse."
            ),
        ]
        | None
    ) = None
    pick: (
        Annotated[
            int,
            Meta(
                ge=1, description="Ask only this many questions: those whose evidence changed most."
            ),
        ]
        | None
    ) = None
    steps: Annotated[tuple[Step, ...], Meta(min_length=1, max_length=200)]


class Template(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A checklist. `origin` is the file it came from, "" for a shipped one; it is not stored.

    `language` is that of its words, "" for the original.
    """

    id: Id
    version: Annotated[int, Meta(ge=1, le=1_000_000)]
    title: Annotated[Name, Meta(min_length=1)]
    about: Annotated[Note, Meta(description="One or two lines: when to use it, and who with.")] = ""
    every: Annotated[
        str,
        Meta(
            description="How often the checklist is due, such as 2 weeks, 1 month or 1 year; leave this out if it is never due."
        ),
    ] = ""
    for_: Annotated[About, Meta(description="Who or what the checklist is about.")] = field(
        default="community", name="for"
    )
    keep: Annotated[
        KeptIn,
        Meta(
            description="`notebook`: the answers go into your own notebook, never into the shared file."
        ),
    ] = "community"
    stages: Annotated[
        tuple[Stage, ...],
        Meta(
            description="Offer the checklist only in these stages of the community; leave this out to offer it always."
        ),
    ] = ()
    sections: Annotated[tuple[Section, ...], Meta(min_length=1, max_length=50)]
    language: str = ""
    origin: str = ""

    def steps(self) -> tuple[Step, ...]:
        """Return every step, in the order of the file."""
        return tuple(step for section in self.sections for step in section.steps)

    def step(self, id: str) -> Step | None:
        """Return the step with this id."""
        return next((step for step in self.steps() if step.id == id), None)

    def section_of(self, step_id: str) -> Section | None:
        """Return the section that holds a step."""
        return next(
            (
                section
                for section in self.sections
                if any(step.id == step_id for step in section.steps)
            ),
            None,
        )

    def document(self) -> dict[str, Any]:
        """Return plain JSON values, as a run keeps them, without defaults and `origin`."""
        values: dict[str, Any] = msgspec.to_builtins(self)
        values.pop("origin", None)
        return values

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Template:
        """Return the checklist that a run keeps. Raise ChecklistInvalid."""
        try:
            return msgspec.convert(document, cls)
        except msgspec.ValidationError as fault:
            raise ChecklistInvalid(
                tr(
                    "The copy of the checklist that was saved with these answers can't be read: {fault}.",
                    fault=fault,
                ),
                tr(
                    "The answers are safe. Look at this copy in the community's file with a text editor."
                ),
            ) from None


def span(every: str) -> tuple[int, str]:
    """Return `2 weeks` as (2, "week"). Raise ValueError for anything else."""
    if not re.fullmatch(EVERY, every):
        raise ValueError(
            tr("{every!r} isn't a length of time such as '1 month' or '2 weeks'", every=every)
        )
    count, unit = every.split(" ")
    return int(count), unit.removesuffix("s")
