"""Which fields a form has, in order, and what each takes. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

from coptui.core.model.entry import FieldKind, entries_of
from coptui.core.model.groups import LONGEST
from coptui.core.model.records import (
    Cycle,
    EventFormat,
    EventKind,
    EventStatus,
    ItemKind,
    Member,
    NotMarked,
    Origin,
    QuestionKind,
    Stage,
    TopicKind,
    TopicState,
)
from coptui.core.model.saying import stage_name
from coptui.language import tr

LINE = 500
NOTE = 8000


@dataclass(frozen=True)
class Field:
    """One field of a form; `hint` is an example or a rule of a few words."""

    name: str
    label: str
    kind: FieldKind = "line"
    hint: str = ""
    choices: tuple[str, ...] = ()
    limit: int = LINE
    required: bool = False
    coming: bool = False
    """A day without a year is the one that comes next."""

    @property
    def many_lines(self) -> bool:
        """Return whether it has several lines."""
        return self.kind in ("note", "breaks", "uses", "hours")

    def shown(self, choice: str) -> str:
        """Return one of the choices as it is shown: a stage has other names than in the file."""
        return stage_name(choice) if self.name == "stage" else choice

    @property
    def shown_choices(self) -> str:
        """Return the choices as they are shown, with commas between; "" if there are none."""
        return ", ".join(map(self.shown, self.choices))


def _choice(name: str, label: str, choices: Any) -> Field:
    return Field(name, label, "choice", choices=get_args(choices))


_HINTS = {
    "lines": tr("separated by commas"),
    "addresses": tr("separated by commas"),
    "members": tr("names separated by commas"),
}

FIELDS: dict[str, tuple[Field, ...]] = {
    "members": tuple(
        Field(
            each.name,
            each.entry.label,
            each.kind,
            each.entry.hint or _HINTS.get(each.kind, ""),
            choices=each.choices,
            limit=each.limit or LINE,
            required=each.name in Member.required,
            coming=each.entry.coming,
        )
        for each in entries_of(Member).values()
        if each.entry.label
    ),
    "topics": (
        Field("title", tr("Title"), required=True),
        _choice("kind", tr("Kind"), TopicKind),
        _choice("state", tr("State"), TopicState),
        Field("proposer", tr("Proposed by"), "member", tr("part of the name")),
        _choice("origin", tr("Origin"), Origin),
        Field("stewards", tr("Looked after by"), "members", tr("names separated by commas")),
        Field("interested", tr("Interested"), "members", tr("names separated by commas")),
        Field("interests", tr("Interests"), "interests", tr("members' interests it fits, separated by commas")),
        Field("opened_on", tr("Opened"), "day", tr("8 Sep 2026 or today")),
        Field("closed_on", tr("Closed"), "day", tr("8 Sep 2026 or today")),
        Field("edge", tr("Controversial or new"), "flag", tr("yes or no")),
        Field("confidential", tr("Confidential"), "flag", tr("yes: only the code is shown")),
        Field("code", tr("Code"), hint=tr("case 14"), limit=120),
        Field("tags", tr("Tags"), "lines", tr("separated by commas"), limit=120),
        Field("links", tr("Links"), "lines", tr("separated by commas")),
        Field("next_step", tr("Next step")),
        Field("positions", tr("Positions"), "lines", tr("separated by commas")),
        Field("assumptions", tr("Assumptions"), "lines", tr("separated by commas")),
        Field("tested_by", tr("Wrong if")),
        Field("outcome", tr("Outcome"), "note", limit=NOTE),
        Field("notes", tr("Notes"), "note", limit=NOTE),
    ),
    "events": (
        Field("title", tr("Title"), required=True),
        Field(
            "starts_at", tr("Starts"), "moment", tr("tue 18:30, 8 Sep 19:00 or only a date"), required=True
        ),
        Field("ends_at", tr("Ends"), "moment", tr("20:00, or 8 Sep 20:00")),
        Field("time_zone", tr("Time zone"), "zone", tr("Europe/Berlin; leave empty for the community's")),
        Field("series", tr("Series"), hint=tr("the name that all its events share"), limit=120),
        Field("recurrence", tr("Repeats"), "rule", tr("weekly, second Tuesday of the month; leave empty if it doesn't follow a rule")),
        Field("place", tr("Place")),
        Field("url", tr("Link")),
        _choice("kind", tr("Kind"), EventKind),
        _choice("format", tr("Format"), EventFormat),
        Field("mood", tr("Mood"), "choice", choices=("familiar", "exciting")),
        Field("space", tr("Space"), "choice", choices=("public", "members", "core", "private")),
        _choice("status", tr("Status"), EventStatus),
        Field("groups", tr("Groups"), "lines", tr("the groups it is for, separated by commas; leave empty for everyone"), limit=LONGEST),
        Field("hosts", tr("Hosts"), "members", tr("names separated by commas")),
        Field("speakers", tr("Speakers"), "members", tr("names separated by commas")),
        Field("outside_guests", tr("Outside guests"), "guests", tr("Ida Webb (Harbour clinic), Mo Lee"), limit=120),
        Field("topics", tr("Topics"), "topics", tr("titles separated by commas")),
        Field("confidential", tr("Confidential"), "flag", tr("yes: only the code is shown")),
        Field("code", tr("Code"), hint=tr("case 14"), limit=120),
        Field("notes_url", tr("Link to notes")),
        Field("agenda", tr("Agenda"), "note", limit=NOTE),
        Field("summary", tr("Summary"), "note", limit=NOTE),
        Field("aftercare", tr("Aftercare"), "note", limit=NOTE),
    ),
    "community": (
        Field("name", tr("Name"), limit=120, required=True),
        Field("domain", tr("Domain"), "note", limit=NOTE),
        Field("purpose", tr("Purpose"), "note", limit=NOTE),
        Field("audience", tr("Audience"), "note", limit=NOTE),
        Field("character", tr("Character"), "note", limit=NOTE),
        Field("signs", tr("Signs of a good event"), "lines", tr("separated by commas")),
        Field("words", tr("Words for ratings"), "words", tr("excitement: Fun?, value: Worth it?")),
        Field("spark", tr("What started it"), "choice", choices=("problem", "management", "passion")),
        _choice("stage", tr("Stage"), Stage),
        Field("stage_note", tr("Notes on the stage"), "note", limit=NOTE),
        Field("founded_on", tr("Founded"), "day", tr("8 Sep 2026 or today")),
        Field("time_zone", tr("Time zone"), "zone", tr("Europe/Berlin")),
        Field("sponsor", tr("Sponsor"), "person", tr("part of a member's name, or any name"), limit=120),
        Field("sponsor_reported_on", tr("Sponsor last updated"), "day", tr("8 Sep 2026 or today")),
        Field("hours", tr("Coordinator's hours"), "hours", tr("6 on 8 Sep, one per line"), limit=LINE),
        Field("charter_url", tr("Link to charter")),
        Field("charter_reviewed_on", tr("Charter last read"), "day", tr("8 Sep 2026 or today")),
        Field("breaks", tr("Breaks"), "breaks", tr("20 Dec to 4 Jan holidays")),
        _choice("not_marked", tr("Not marked means"), NotMarked),
    ),
    "stories": (
        Field("text", tr("Story"), "note", limit=NOTE, required=True),
        Field("teller", tr("Told by"), "member", tr("part of the name")),
        _choice("cycle", tr("What kind"), Cycle),
        Field("tone", tr("Tone"), "choice", choices=("good", "bad")),
        Field("topic", tr("Topic"), "topic", tr("part of the title")),
        Field("event", tr("At the event"), "event", tr("part of the title, or the date")),
        Field("previous", tr("Follows from"), "story", tr("part of an earlier story")),
        Field("measure", tr("Measure"), "measure", tr("15 minutes saved per call")),
        Field("certainty", tr("How sure it was us"), hint=tr("fairly, or 80%"), limit=120),
        Field("consent", tr("Who may hear it"), "choice", choices=("public", "core", "private")),
        Field("share_due", tr("Share it on"), "day", tr("8 Sep or fri"), coming=True),
        Field("follow_up_on", tr("Ask again on"), "day", tr("8 Sep or 3m"), coming=True),
        Field("ask_again", tr("Ask what came of it"), "answer", tr("yes, or no to stop asking")),
        Field("confirmed_by", tr("Confirmed by"), "person", tr("part of a member's name, or any name"), limit=120),
    ),
    "library": (
        Field("title", tr("Title"), required=True),
        _choice("kind", tr("Kind"), ItemKind),
        Field("link", tr("Link"), hint=tr("where it is kept")),
        Field("topic", tr("Topic"), "topic", tr("part of the title")),
        Field("keeper", tr("Kept by"), "person", tr("part of a member's name, or any name"), limit=120),
        Field("added_on", tr("Added"), "day", tr("8 Sep 2026 or today")),
        Field("looked_on", tr("Last looked at"), "day", tr("8 Sep 2026 or today")),
        Field("uses", tr("Uses"), "uses", tr("8 Sep @ann for the night rota, one per line"), limit=LINE),
    ),
    "questions": (
        Field("text", tr("Question"), required=True),
        _choice("kind", tr("Kind"), QuestionKind),
        Field("curious", tr("Curious"), "members", tr("names separated by commas")),
        Field("season", tr("Season"), hint=tr("autumn 2026"), limit=120),
        Field("asked_on", tr("Asked"), "day", tr("8 Sep 2026 or today")),
        Field("topic", tr("Topic"), "topic", tr("part of the title")),
    ),
}  # fmt: skip
