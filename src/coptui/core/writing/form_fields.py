"""Which fields a form has, in their order, and what each takes. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from coptui.core.model.records import (
    Cycle,
    EventFormat,
    EventKind,
    EventStatus,
    MemberStatus,
    Origin,
    Role,
    Stage,
    TopicKind,
    TopicState,
)

Kind = Literal[
    "line", "note", "day", "moment", "choice", "flag", "lines", "pairs", "roles", "number",
    "members", "topics", "member", "zone", "rule", "words", "breaks", "person", "topic", "story",
    "measure",
]  # fmt: skip

LINE = 500
NOTE = 8000


@dataclass(frozen=True)
class Field:
    """One field of a form; `hint` is an example or a rule of a few words."""

    name: str
    label: str
    kind: Kind = "line"
    hint: str = ""
    choices: tuple[str, ...] = ()
    limit: int = LINE
    required: bool = False

    @property
    def many_lines(self) -> bool:
        """Whether it is written on several lines."""
        return self.kind in ("note", "breaks")


def _choice(name: str, label: str, choices: Any) -> Field:
    return Field(name, label, "choice", choices=get_args(choices))


FIELDS: dict[str, tuple[Field, ...]] = {
    "members": (
        Field("name", "Name", limit=120, required=True),
        Field("pronouns", "Pronouns", limit=120),
        Field("organisation", "Works at", limit=120),
        Field("unit", "Unit", limit=120),
        Field("location", "Location", limit=120),
        Field("emails", "Addresses", "lines", "with commas between", limit=254),
        Field("handles", "Handles", "pairs", "github: ann, slack: ann.lee", limit=254),
        Field("phone", "Phone", limit=120),
        _choice("status", "Status", MemberStatus),
        Field("joined_on", "Joined", "day", "2026-03-14 or today"),
        Field("introduced_by", "Came through", "member", "a part of the name"),
        Field("roles", "Roles", "roles", ", ".join(get_args(Role)[:5]) + " and so on"),
        Field("interests", "Interests", "lines", "with commas between"),
        Field("offers", "Offers", "lines", "with commas between"),
        Field("seeks", "Seeks", "lines", "with commas between"),
        Field("knows", "Knows", "members", "names with commas between"),
        Field("aliases", "Also called", "lines", "with commas between", limit=120),
        Field("tags", "Tags", "lines", "with commas between", limit=120),
        Field("more", "Other columns", "pairs", "of imported lists; shoe size: 38"),
        Field("contact_every_days", "Contact every", "number", "days; empty: by level"),
        Field("left_on", "Left", "day"),
        Field("left_reason", "Left because"),
    ),
    "topics": (
        Field("title", "Title", required=True),
        _choice("kind", "Kind", TopicKind),
        _choice("state", "State", TopicState),
        Field("proposer", "Proposed by", "member", "a part of the name"),
        _choice("origin", "Origin", Origin),
        Field("stewards", "Stewards", "members", "names with commas between"),
        Field("interested", "Interested", "members", "names with commas between"),
        Field("opened_on", "Opened", "day", "2026-03-14 or today"),
        Field("closed_on", "Closed", "day"),
        Field("edge", "On the edge", "flag", "yes: controversial or cutting edge"),
        Field("confidential", "Confidential", "flag", "yes: shown by its code only"),
        Field("code", "Code", hint="case 14", limit=120),
        Field("tags", "Tags", "lines", "interests of members, with commas between", limit=120),
        Field("links", "Links", "lines", "with commas between"),
        Field("next_step", "Next step"),
        Field("outcome", "Outcome", "note", limit=NOTE),
        Field("notes", "Notes", "note", limit=NOTE),
    ),
    "events": (
        Field("title", "Title", required=True),
        Field(
            "starts_at", "Starts", "moment", "2026-03-14 18:30, fri 18:30 or a day", required=True
        ),
        Field("ends_at", "Ends", "moment", "2026-03-14 20:00 or 20:00"),
        Field("time_zone", "Time zone", "zone", "Europe/Berlin; empty: the community's"),
        Field("series", "Series", hint="the name that its meetings share", limit=120),
        Field("recurrence", "Repeats", "rule", "FREQ=MONTHLY;BYDAY=2TU; empty: its usual gap"),
        Field("place", "Place"),
        Field("url", "Link"),
        _choice("kind", "Kind", EventKind),
        _choice("format", "Format", EventFormat),
        Field("mood", "Mood", "choice", choices=("familiar", "exciting")),
        Field("space", "Space", "choice", choices=("public", "members", "core", "private")),
        _choice("status", "Status", EventStatus),
        Field("hosts", "Hosts", "members", "names with commas between"),
        Field("speakers", "Speakers", "members", "names with commas between"),
        Field("topics", "Topics", "topics", "titles with commas between"),
        Field("confidential", "Confidential", "flag", "yes: shown by its code only"),
        Field("code", "Code", hint="case 14", limit=120),
        Field("notes_url", "Notes at"),
        Field("agenda", "Agenda", "note", limit=NOTE),
        Field("summary", "Summary", "note", limit=NOTE),
        Field("aftercare", "Aftercare", "note", limit=NOTE),
    ),
    "community": (
        Field("name", "Name", limit=120, required=True),
        Field("domain", "Domain", "note", limit=NOTE),
        Field("purpose", "Purpose", "note", limit=NOTE),
        Field("audience", "For whom", "note", limit=NOTE),
        Field("character", "Character", "note", limit=NOTE),
        Field("signs", "Signs of life", "lines", "with commas between"),
        Field("words", "Own words", "words", "excitement: Fun?, value: Worth it?"),
        Field("spark", "Begun by", "choice", choices=("problem", "management", "passion")),
        _choice("stage", "Stage", Stage),
        Field("stage_note", "About the stage", "note", limit=NOTE),
        Field("founded_on", "Founded", "day", "2026-03-14 or today"),
        Field("time_zone", "Time zone", "zone", "Europe/Berlin"),
        Field("sponsor", "Sponsor", "person", "a part of a member's name, or any name", limit=120),
        Field("sponsor_reported_on", "Last told them", "day", "2026-03-14 or today"),
        Field("charter_url", "Charter at"),
        Field("charter_reviewed_on", "Charter read", "day", "2026-03-14 or today"),
        Field("breaks", "Breaks", "breaks", "2026-12-20 to 2027-01-04 holidays"),
    ),
    "stories": (
        Field("text", "Story", "note", limit=NOTE, required=True),
        Field("teller", "Told by", "member", "a part of the name"),
        _choice("cycle", "Kind of value", Cycle),
        Field("tone", "Tone", "choice", choices=("good", "bad")),
        Field("topic", "Topic", "topic", "a part of the title"),
        Field("previous", "Came out of", "story", "a part of an earlier story"),
        Field("measure", "Measure", "measure", "15 minutes saved a call"),
        Field("consent", "May be told to", "choice", choices=("public", "core", "private")),
        Field("share_due", "To be told on", "day", "2026-03-14 or fri"),
        Field("follow_up_on", "Ask again", "day", "2026-03-14 or 3m"),
        Field("confirmed_by", "Confirmed by", "person", "a part of a member's name, or any name", limit=120),
    ),
}  # fmt: skip
