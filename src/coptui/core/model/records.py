"""The records of a coptui file, one frozen type a table.

The types are the documented contract (docs/data-model.md and the JSON Schema are made from
them). A missing field is "unknown": None or empty, never 0. Only `required` fields must be
there; a record without one still opens and is listed by `coptui check`. Beside each text stands
what kind of text it is (`Text`), beside each field that is not private who may see it (`Seen`), and
beside each field of a member how it is met (`FieldRow`).

Types stand here as they are, not as texts (`from __future__ import annotations`): msgspec would
compile each of those at every start, which takes three times as long as all else it prepares.
"""

import re
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Literal, TypeVar, get_args

from msgspec import UNSET, Meta, Struct, UnsetType, field, to_builtins

from coptui.core.model.days import read_day
from coptui.core.model.entry import FieldRow
from coptui.language import tr


class Text(Enum):
    """The kind of text of a field: what forgetting a person does to it follows from that.

    PLAIN    written or read by the program, such as a time, an id or a step: never changed.
    PROSE    written by people, and may name someone: scrubbed, sentence by sentence.
    NAMED    the name of someone: scrubbed when it is the person's.
    ADDRESS  an address of someone: taken out when it is the person's.
    ALIAS    a name that a member was met under: taken out when it is the person's, and asked first.
    OWN      a member's own name, address, handle or number: never changed on anyone else.
    LABEL    a short label of something else, such as an employer: its words are ordinary words
             here, so it is scrubbed after a question only.
    QUOTE    a link, or what quotes a checklist or the settings: only what cannot be anything but
             the person, such as their whole name, is scrubbed.
    """

    PLAIN = "plain"
    PROSE = "prose"
    NAMED = "named"
    ADDRESS = "address"
    ALIAS = "alias"
    OWN = "own"
    LABEL = "label"
    QUOTE = "quote"


class Seen(Enum):
    """Who may see a field, beside which it stands; a field without a mark is private.

    BY_ROOM    a room that looks at the screen in presenter mode, and whoever gets an export or report.
    AWAY       whoever gets an export or report, and no room.
    IN_REVIEW  whoever gets the review report, and no one else.
    """

    BY_ROOM = "by room"
    AWAY = "away"
    IN_REVIEW = "in review"


T = TypeVar("T")
ByRoom = Annotated[T, Seen.BY_ROOM]
Away = Annotated[T, Seen.AWAY]
InReview = Annotated[T, Seen.IN_REVIEW]

Name = Annotated[str, Meta(max_length=120)]
AddressText = Annotated[str, Meta(max_length=254)]
ShortText = Annotated[str, Meta(max_length=500)]
Note = Annotated[str, Meta(max_length=8000)]
Plain = Annotated[str, Text.PLAIN]
PlainName = Annotated[Name, Text.PLAIN]
PlainLine = Annotated[ShortText, Text.PLAIN]
PlainNote = Annotated[Note, Text.PLAIN]
Label = Annotated[Name, Text.LABEL]
OwnName = Annotated[Name, Text.OWN]
OwnAddress = Annotated[AddressText, Text.OWN]
Alias = Annotated[Name, Text.ALIAS]
Somebody = Annotated[Name, Text.NAMED]
Word = Annotated[Name, Text.PROSE]
Sentence = Annotated[ShortText, Text.PROSE]
Prose = Annotated[Note, Text.PROSE]
Link = Annotated[ShortText, Text.QUOTE]
Score = Annotated[int, Meta(ge=0, le=4)]
MemberId = int
TopicId = int
EventId = int

MemberStatus = Literal["active", "paused", "left", "guest", "prospect"]
Role = Literal[
    "coordinator",
    "sponsor",
    "expert",
    "steward",
    "mentor",
    "host",
    "librarian",
    "staff",
    "observer",
]
Level = Literal["core", "active", "peripheral", "quiet", "paused", "outside"]
Stage = Literal["potential", "coalescing", "maturing", "stewardship", "transformation"]
TopicKind = Literal["question", "problem", "practice", "tool", "debate", "project", "case"]
TopicState = Literal["proposed", "open", "scheduled", "parked", "done", "dropped"]
Origin = Literal["inside", "outside", "sponsor"]
EventKind = Literal[
    "community call", "working session", "one-to-one", "social", "renewal", "training", "visit"
]
EventFormat = Literal[
    "round table",
    "case clinic",
    "demo",
    "talk",
    "workshop",
    "debate",
    "design review",
    "open space",
]
EventStatus = Literal["idea", "planned", "confirmed", "held", "cancelled"]
Attended = Literal["attended", "late", "absent", "excused", "no-show"]
Channel = Literal["call", "mail", "chat", "in person"]
TouchKind = Literal["check-in", "welcome", "introduction", "thanks", "sponsor", "worry"]
ActionState = Literal["open", "done", "dropped"]
Cycle = Literal[
    "immediate",
    "potential",
    "applied",
    "realised",
    "transformative",
    "strategic",
    "enabling",
    "orienting",
]
ItemKind = Literal["page", "recording", "template", "case"]
QuestionKind = Literal["question", "gap"]
NotMarked = Literal["absent", "unknown"]
Rater = Literal["coordinator", "member", "visitor"]
AnswerType = Literal["scale", "yes-no", "choice", "text", "people", "topics", "events", "date"]

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")


# Every look at an event asks for its day, and a community has few days.
@lru_cache(maxsize=16384)
def day_of(moment: str) -> date:
    """Return the calendar day of an ISO 8601 date or time, as written (in its own offset).

    Raise ValueError if the text is neither.
    """
    if not _MOMENT.fullmatch(moment):
        raise ValueError(
            tr(
                "{moment!r} isn't a date or time such as 2026-03-14 or 2026-03-14T18:30",
                moment=moment,
            )
        )
    if len(moment) > 10:
        datetime.fromisoformat(moment)
    return read_day(moment[:10])


def day_written(moment: str) -> date:
    """Return the day of a text that is only displayed: `date.min` if the file has no such text."""
    try:
        return day_of(moment)
    except ValueError:
        return date.min


# Records are trees, never cycles: keeping them from the garbage collector makes reading twice as
# fast.
class Record(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One document of a table. `id` is TinyDB's document id and is not stored in the document."""

    table: ClassVar[str] = ""
    required: ClassVar[tuple[str, ...]] = ()

    id: ByRoom[int] = 0


class _Nothing(dict[Any, Any]):
    """No entries, for good."""

    def __setitem__(self, key: Any, value: Any) -> None:
        raise TypeError("A record is never changed in place.")


_NOTHING = _Nothing()


def nothing() -> dict[Any, Any]:
    """Return no entries: the same ones to ten thousand people of whom a field says nothing."""
    return _NOTHING


class RecordPart(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A value inside a record."""


def document(record: Record) -> dict[str, Any]:
    """Return the record as plain JSON values, as the file holds it: without its id or unset fields."""
    values: dict[str, Any] = _lists(to_builtins(record, str_keys=True))
    return {name: value for name, value in values.items() if name != "id" and value != {}}


def _lists(value: Any) -> Any:
    """Turn tuples into lists: JSON knows only those, and a tuple wouldn't equal the list in the
    file."""
    if isinstance(value, dict):
        return {key: _lists(item) for key, item in value.items()}
    return [_lists(item) for item in value] if isinstance(value, list | tuple) else value


class Source(RecordPart, frozen=True, kw_only=True):
    """Where an imported record came from."""

    kind: ByRoom[Plain] = ""
    file: ByRoom[Annotated[str, Text.PROSE]] = ""
    row: ByRoom[int | None] = None
    at: ByRoom[Plain] = ""


class StageEntry(RecordPart, frozen=True, kw_only=True):
    stage: ByRoom[Stage]
    since: ByRoom[date | None] = None
    note: ByRoom[Prose] = ""


class Break(RecordPart, frozen=True, kw_only=True):
    """A holiday that stops every clock; both days belong to it."""

    from_: ByRoom[date] = field(name="from")
    to: ByRoom[date]
    why: ByRoom[Sentence] = ""


class PulseWording(RecordPart, frozen=True, kw_only=True):
    """The community's own wording for the three pulse questions."""

    excitement: ByRoom[Sentence] = ""
    relevance: ByRoom[Sentence] = ""
    value: ByRoom[Sentence] = ""


class HoursKept(RecordPart, frozen=True, kw_only=True):
    """Hours that a coordinator spent on the community on a day, or up to it."""

    on: Away[date | None] = None
    hours: Away[Annotated[float, Meta(ge=0, le=1000)]] = 0


class YearlyAnswers(RecordPart, frozen=True, kw_only=True):
    """What one person answered to the members' checklist in a year, without a name."""

    year: int
    source: Rater
    scores: dict[PlainName, Score] = field(default_factory=dict)
    note: Sentence = ""


class Profile(Record, frozen=True, kw_only=True):
    """The community itself: one document."""

    table: ClassVar[str] = "community"
    required: ClassVar[tuple[str, ...]] = ("name",)

    name: ByRoom[Label] = ""
    domain: ByRoom[Prose] = ""
    purpose: ByRoom[Prose] = ""
    audience: ByRoom[Prose] = ""
    character: ByRoom[Prose] = ""
    signs: ByRoom[tuple[Sentence, ...]] = ()
    words: ByRoom[PulseWording] = field(default_factory=PulseWording)
    spark: ByRoom[Literal["problem", "management", "passion"] | None] = None
    stage: ByRoom[Stage | None] = None
    stage_since: ByRoom[date | None] = None
    stage_note: ByRoom[Prose] = ""
    stage_history: ByRoom[tuple[StageEntry, ...]] = ()
    founded_on: ByRoom[date | None] = None
    time_zone: ByRoom[PlainName] = ""
    sponsor: ByRoom[MemberId | Somebody | None] = None
    sponsor_reported_on: ByRoom[date | None] = None
    hours: Away[tuple[HoursKept, ...]] = ()
    charter_url: ByRoom[Link] = ""
    charter_reviewed_on: ByRoom[date | None] = None
    breaks: ByRoom[tuple[Break, ...]] = ()
    yearly: tuple[YearlyAnswers, ...] = ()
    answers_taken: tuple[PlainName, ...] = ()
    not_marked: ByRoom[NotMarked | None] = None
    settings: ByRoom[Annotated[dict[str, Any], Text.QUOTE]] = field(default_factory=dict)


class RoleHeld(RecordPart, frozen=True, kw_only=True):
    role: ByRoom[Role]
    since: ByRoom[date | None] = None
    until: ByRoom[date | None] = None


class Membership(RecordPart, frozen=True, kw_only=True):
    """The time someone was in a group, such as a chapter or a desk; without `until`, they still are."""

    group: ByRoom[Label] = ""
    since: ByRoom[date | None] = None
    until: ByRoom[date | None] = None


class LevelOverride(RecordPart, frozen=True, kw_only=True):
    level: Level
    reason: Sentence = ""
    until: date | None = None


class PrivateNote(RecordPart, frozen=True, kw_only=True):
    on: date | None = None
    by: Somebody = ""
    text: Prose = ""


class LetterSent(RecordPart, frozen=True, kw_only=True):
    """A letter that this person was sent, such as an invitation; the event it was about, if any."""

    on: date | None = None
    kind: Plain = ""
    event: EventId | None = None


class Consent(RecordPart, frozen=True, kw_only=True):
    directory: ByRoom[bool | None] = None
    photos: Away[bool | None] = None
    quotes: ByRoom[bool | None] = None


class Member(Record, frozen=True, kw_only=True):
    table: ClassVar[str] = "members"
    required: ClassVar[tuple[str, ...]] = ("name",)

    name: Annotated[ByRoom[OwnName], FieldRow(tr("Name"), column="Name", imported=False)] = ""
    pronouns: Annotated[ByRoom[PlainName], FieldRow(tr("Pronouns"), column="Pronouns")] = ""
    organisation: Annotated[
        ByRoom[Label],
        FieldRow(tr("Employer"), found_as=tr("employer: {text}"), column="Organisation"),
    ] = ""
    unit: Annotated[
        ByRoom[Label], FieldRow(tr("Unit"), found_as=tr("unit: {text}"), column="Unit")
    ] = ""
    location: Annotated[
        ByRoom[Label], FieldRow(tr("Location"), found_as=tr("in {text}"), column="Location")
    ] = ""
    emails: Annotated[
        Away[tuple[OwnAddress, ...]], FieldRow(tr("Addresses"), "addresses", column="Email")
    ] = ()
    handles: Annotated[
        Away[dict[Plain, OwnAddress]],
        FieldRow(tr("Handles"), hint=tr("github: ann, slack: ann.lee")),
    ] = field(default_factory=nothing)
    phone: Annotated[Away[OwnName], FieldRow(tr("Phone"), column="Phone")] = ""
    time_zone: Annotated[
        ByRoom[PlainName], FieldRow(tr("Time zone"), "zone", tr("Europe/Berlin"))
    ] = ""
    status: Annotated[ByRoom[MemberStatus], FieldRow(tr("Status"), column="Status")] = "active"
    paused_on: Away[date | None] = None
    paused_until: Annotated[
        Away[date | None], FieldRow(tr("Away until"), hint=tr("8 Sep or 2w"), coming=True)
    ] = None
    joined_on: Annotated[
        ByRoom[date | None], FieldRow(tr("Joined"), hint=tr("8 Sep 2026 or today"), column="Joined")
    ] = None
    found_us: Annotated[Away[Sentence], FieldRow(tr("Found us through"))] = ""
    introduced_by: Annotated[
        ByRoom[MemberId | None], FieldRow(tr("Introduced by"), "member", tr("part of the name"))
    ] = None
    buddy: Annotated[
        ByRoom[MemberId | None], FieldRow(tr("Buddy"), "member", tr("part of the name"))
    ] = None
    roles: Annotated[
        ByRoom[tuple[RoleHeld, ...]],
        FieldRow(
            tr("Roles"), "roles", tr("{roles} and so on", roles=", ".join(get_args(Role)[:5]))
        ),
    ] = ()
    groups: Annotated[
        ByRoom[tuple[Membership, ...]],
        FieldRow(
            tr("Groups"),
            "groups",
            tr("Lisbon desk; to move them, type another group"),
            column="Groups",
        ),
    ] = ()
    level_override: LevelOverride | None = None
    offers: Annotated[
        ByRoom[tuple[Sentence, ...]],
        FieldRow(tr("Offers"), found_as=tr("offers {text}"), column="Offers"),
    ] = ()
    interests: Annotated[
        ByRoom[tuple[Sentence, ...]],
        FieldRow(tr("Interests"), found_as=tr("interested in {text}"), column="Interests"),
    ] = ()
    seeks: Annotated[
        ByRoom[tuple[Sentence, ...]],
        FieldRow(tr("Seeks"), found_as=tr("seeks {text}"), column="Seeks"),
    ] = ()
    knows: Annotated[ByRoom[tuple[MemberId, ...]], FieldRow(tr("Knows"), "members")] = ()
    bridges_to: Annotated[ByRoom[tuple[Sentence, ...]], FieldRow(tr("Links us to"))] = ()
    aliases: Annotated[ByRoom[tuple[Alias, ...]], FieldRow(tr("Other names"))] = ()
    sort_name: Annotated[ByRoom[OwnName], FieldRow(tr("Sorted as"), hint=tr("Novak, Ann"))] = ""
    tags: Annotated[
        Away[tuple[Word, ...]], FieldRow(tr("Tags"), found_as=tr("tag: {text}"), column="Tags")
    ] = ()
    more: Annotated[
        dict[Link, Sentence],
        FieldRow(tr("Other columns"), hint=tr("from imported lists, e.g. shoe size: 38")),
    ] = field(default_factory=nothing)
    contact_ok: Annotated[
        Away[bool | None],
        FieldRow(tr("May be contacted"), "answer", tr("yes or no"), column="Contact"),
    ] = None
    prefers: Annotated[Away[Channel | None], FieldRow(tr("Prefers"), column="Prefers")] = None
    contact_every_days: Annotated[
        Away[Annotated[int, Meta(ge=0, le=36500)] | None],
        FieldRow(
            tr("Keep in touch every"), hint=tr("days; leave empty for the usual gap at their level")
        ),
    ] = None
    left_on: Annotated[
        ByRoom[date | None], FieldRow(tr("Left"), hint=tr("8 Sep 2026 or today"))
    ] = None
    left_reason: Annotated[Sentence, FieldRow(tr("Reason for leaving"), imported=False)] = ""
    onboarding: Away[dict[Plain, date]] = field(default_factory=dict)
    consent: Annotated[
        ByRoom[Consent], FieldRow(tr("Consents to"), "consent", tr("directory: yes, quotes: no"))
    ] = Consent()
    verified_on: ByRoom[date | None] = None
    notes: tuple[PrivateNote, ...] = ()
    letters: tuple[LetterSent, ...] = ()
    source: Away[Source | None] = None


class Topic(Record, frozen=True, kw_only=True):
    table: ClassVar[str] = "topics"
    required: ClassVar[tuple[str, ...]] = ("title",)

    title: ByRoom[Sentence] = ""
    kind: ByRoom[TopicKind | None] = None
    state: ByRoom[TopicState] = "open"
    confidential: ByRoom[bool] = False
    code: ByRoom[Label] = ""
    proposer: ByRoom[MemberId | None] = None
    origin: ByRoom[Origin | None] = None
    stewards: ByRoom[tuple[MemberId, ...]] = ()
    interested: ByRoom[tuple[MemberId, ...]] = ()
    interests: ByRoom[tuple[Sentence, ...]] = ()
    opened_on: ByRoom[date | None] = None
    touched_on: ByRoom[date | None] = None
    closed_on: ByRoom[date | None] = None
    edge: ByRoom[bool] = False
    positions: ByRoom[tuple[Sentence, ...]] = ()
    assumptions: ByRoom[tuple[Sentence, ...]] = ()
    tested_by: ByRoom[Sentence] = ""
    tags: ByRoom[tuple[Word, ...]] = ()
    links: ByRoom[tuple[Link, ...]] = ()
    outcome: ByRoom[Prose] = ""
    next_step: ByRoom[Sentence] = ""
    notes: Prose = ""


class OutsideGuest(RecordPart, frozen=True, kw_only=True):
    name: ByRoom[Somebody] = ""
    organisation: ByRoom[Label] = ""


class Attendance(RecordPart, frozen=True, kw_only=True):
    """One person at one event; `attended` and `late` count as present."""

    rsvp: ByRoom[Literal["yes", "maybe", "no"] | None] = None
    status: ByRoom[Attended | None] = None
    minutes: ByRoom[float | None] = None
    spoke: ByRoom[bool | None] = None
    role: ByRoom[Label] = ""
    mode: ByRoom[Literal["room", "online"] | None] = None

    @property
    def there(self) -> bool:
        return self.status in ("attended", "late")


class Unmatched(RecordPart, frozen=True, kw_only=True):
    name: Somebody = ""
    email: Annotated[AddressText, Text.ADDRESS] = ""
    minutes: float | None = None


class PulseEntry(RecordPart, frozen=True, kw_only=True):
    """One anonymous rating after an event."""

    source: Rater
    excitement: Score | None = None
    relevance: Score | None = None
    value: Score | None = None
    signs: dict[Sentence, Score] = field(default_factory=dict)
    note: Sentence = ""


class Event(Record, frozen=True, kw_only=True):
    table: ClassVar[str] = "events"
    required: ClassVar[tuple[str, ...]] = ("title", "starts_at")

    title: ByRoom[Sentence] = ""
    starts_at: ByRoom[Plain] = ""
    ends_at: ByRoom[Plain] = ""
    all_day: ByRoom[bool] = False
    time_zone: ByRoom[PlainName] = ""
    series: ByRoom[Word] = ""
    groups: ByRoom[tuple[Label, ...]] = ()
    recurrence: ByRoom[PlainLine] = ""
    place: ByRoom[Sentence] = ""
    url: ByRoom[Link] = ""
    kind: ByRoom[EventKind | None] = None
    format: ByRoom[EventFormat | None] = None
    space: ByRoom[Literal["public", "members", "core", "private"] | None] = None
    mood: ByRoom[Literal["familiar", "exciting"] | None] = None
    status: ByRoom[EventStatus] = "planned"
    confidential: ByRoom[bool] = False
    code: ByRoom[Label] = ""
    topics: ByRoom[tuple[TopicId, ...]] = ()
    hosts: ByRoom[tuple[MemberId, ...]] = ()
    speakers: ByRoom[tuple[MemberId, ...]] = ()
    outside_guests: ByRoom[tuple[OutsideGuest, ...]] = ()
    invited: ByRoom[tuple[MemberId, ...]] = ()
    agenda: ByRoom[Prose] = ""
    summary: ByRoom[Prose] = ""
    aftercare: Prose = ""
    notes_url: ByRoom[Link] = ""
    notes_on: ByRoom[date | None] = None
    uid: ByRoom[Annotated[AddressText, Text.QUOTE]] = ""
    attendance_taken: ByRoom[bool] = False
    not_marked: ByRoom[NotMarked | None] = None
    attendance: ByRoom[dict[MemberId, Attendance]] = field(default_factory=dict)
    unmatched: tuple[Unmatched, ...] = ()
    pulse: tuple[PulseEntry, ...] = ()
    answers_taken: tuple[PlainName, ...] = ()
    source: Away[Source | None] = None

    def __post_init__(self) -> None:
        for moment in (self.starts_at, self.ends_at):
            if moment:
                day_of(moment)

    @property
    def day(self) -> date:
        """Return the day it starts; `date.max` if that isn't known, so that it is never past."""
        return day_of(self.starts_at) if self.starts_at else date.max

    @property
    def there(self) -> tuple[MemberId, ...]:
        """Return who attended or came late, in the order in which they were recorded."""
        # As `entry.there` says; it is asked so often that a call for each would be seen.
        return tuple(
            [who for who, entry in self.attendance.items() if entry.status in ("attended", "late")]
        )


class Touch(Record, frozen=True, kw_only=True):
    """A private contact outside meetings.

    `led_to` is what came of an introduction, or what settled a worry.
    """

    table: ClassVar[str] = "touches"
    required: ClassVar[tuple[str, ...]] = ("on", "by", "members")

    on: date | None = None
    by: MemberId | Somebody | None = None
    members: tuple[MemberId, ...] = ()
    channel: Channel | None = None
    kind: TouchKind | None = None
    text: Prose = ""
    topic: TopicId | None = None
    event: EventId | None = None
    led_to: Sentence = ""


class ActionOrigin(RecordPart, frozen=True, kw_only=True):
    kind: ByRoom[Literal["event", "run", "touch"]]
    id: ByRoom[int]
    step: ByRoom[Plain] = ""


class Action(Record, frozen=True, kw_only=True):
    """A follow-up."""

    table: ClassVar[str] = "actions"
    required: ClassVar[tuple[str, ...]] = ("text",)

    text: ByRoom[Sentence] = ""
    owner: ByRoom[MemberId | Somebody | None] = None
    due_on: ByRoom[date | None] = None
    state: ByRoom[ActionState] = "open"
    origin: ByRoom[ActionOrigin | None] = None
    about: ByRoom[tuple[MemberId, ...]] = ()
    created_on: ByRoom[date | None] = None
    done_on: ByRoom[date | None] = None


class Ask(Record, frozen=True, kw_only=True):
    """A request for help."""

    table: ClassVar[str] = "asks"
    required: ClassVar[tuple[str, ...]] = ("text",)

    text: Away[Prose] = ""
    asker: Away[MemberId | None] = None
    topic: Away[TopicId | None] = None
    event: Away[EventId | None] = None
    asked_on: Away[date | None] = None
    answered_by: Away[tuple[MemberId, ...]] = ()
    first_answer_on: Away[date | None] = None
    solved_on: Away[date | None] = None


class Measure(RecordPart, frozen=True, kw_only=True):
    value: ByRoom[float]
    unit: ByRoom[Label] = ""


class Story(Record, frozen=True, kw_only=True):
    """A story of value. With `ask_again` False no one is asked what came of it."""

    table: ClassVar[str] = "stories"
    required: ClassVar[tuple[str, ...]] = ("on", "text")

    on: ByRoom[date | None] = None
    text: ByRoom[Prose] = ""
    teller: ByRoom[MemberId | None] = None
    cycle: ByRoom[Cycle | None] = None
    tone: ByRoom[Literal["good", "bad"] | None] = None
    topic: ByRoom[TopicId | None] = None
    event: ByRoom[EventId | None] = None
    previous: ByRoom[int | None] = None
    measure: ByRoom[Measure | None] = None
    certainty: ByRoom[Label | float | None] = None
    confirmed_by: ByRoom[MemberId | Somebody | None] = None
    consent: ByRoom[Literal["public", "core", "private"] | None] = None
    share_due: ByRoom[date | None] = None
    follow_up_on: ByRoom[date | None] = None
    ask_again: ByRoom[bool | None] = None


class Contribution(Record, frozen=True, kw_only=True):
    """What a member gave beyond what events, asks, touches and topics already show."""

    table: ClassVar[str] = "contributions"
    required: ClassVar[tuple[str, ...]] = ("on", "member")

    on: ByRoom[date | None] = None
    member: ByRoom[MemberId | None] = None
    kind: ByRoom[Word] = ""
    topic: ByRoom[TopicId | None] = None
    event: ByRoom[EventId | None] = None
    link: ByRoom[Link] = ""
    source: Away[Source | None] = None


class Use(RecordPart, frozen=True, kw_only=True):
    """One use of something in the library: when, who used it, and for what."""

    on: ByRoom[date | None] = None
    by: MemberId | None = None
    what: Sentence = ""


class LibraryItem(Record, frozen=True, kw_only=True):
    """Something the community keeps, such as a page or a template.

    `looked_on` is the last day on which someone looked whether it still holds.
    """

    table: ClassVar[str] = "library"
    required: ClassVar[tuple[str, ...]] = ("title",)

    title: ByRoom[Sentence] = ""
    kind: ByRoom[ItemKind | None] = None
    link: ByRoom[Link] = ""
    topic: ByRoom[TopicId | None] = None
    keeper: ByRoom[MemberId | Somebody | None] = None
    added_on: ByRoom[date | None] = None
    looked_on: ByRoom[date | None] = None
    uses: ByRoom[tuple[Use, ...]] = ()


class LearningQuestion(Record, frozen=True, kw_only=True):
    """A question of the learning agenda: what the community wants to know next, or a gap it sees.

    `topic` is what became of it.
    """

    table: ClassVar[str] = "questions"
    required: ClassVar[tuple[str, ...]] = ("text",)

    text: ByRoom[Sentence] = ""
    kind: ByRoom[QuestionKind | None] = None
    curious: ByRoom[tuple[MemberId, ...]] = ()
    season: ByRoom[Word] = ""
    asked_on: ByRoom[date | None] = None
    topic: ByRoom[TopicId | None] = None


class Subject(RecordPart, frozen=True, kw_only=True):
    """What one run is about; `id` is absent when it is the community."""

    kind: InReview[Literal["community", "event", "member", "topic"]] = "community"
    id: InReview[int | None] = None


class Window(RecordPart, frozen=True, kw_only=True):
    """A span of days, both ends included."""

    from_: date = field(name="from")
    to: date


class Frozen(RecordPart, frozen=True, kw_only=True):
    """An evidence line as it was shown when a step was answered; value None: nothing was recorded."""

    value: InReview[float | None] = None
    text: InReview[Sentence] = ""
    n: InReview[int] = 0


Value = int | float | bool | Annotated[str, Text.PROSE] | tuple[int, ...] | None


class Answer(RecordPart, frozen=True, kw_only=True):
    """One entry of a run's log; the latest entry for a step counts.

    `value` by type: 0-4, true or false, a choice, a text, record ids, an ISO date; "n/a" (then
    `waived` says why) and "unknown" fit every type. UNSET: a note or a follow-up without an answer.
    `word` is what the number means, where the step has its own words for 0 to 4.
    """

    step: InReview[Plain]
    question: InReview[Prose] = ""
    type: InReview[AnswerType | None] = None
    value: InReview[Value | UnsetType] = UNSET
    word: InReview[Link] = ""
    note: Prose = ""
    waived: Sentence = ""
    evidence: InReview[dict[Link, Frozen]] = field(default_factory=dict)
    actions: InReview[tuple[int, ...]] = ()
    at: InReview[Plain] = ""


class Run(Record, frozen=True, kw_only=True):
    """A walk through a checklist: a log of answers, from which the position is derived."""

    table: ClassVar[str] = "runs"
    required: ClassVar[tuple[str, ...]] = ("checklist", "version", "started_at")

    checklist: InReview[Plain] = ""
    version: InReview[int] = 0
    subject: InReview[Subject] = field(default_factory=Subject)
    group: InReview[Label] = ""
    template: InReview[Annotated[dict[str, Any], Text.QUOTE]] = field(default_factory=dict)
    started_at: InReview[Plain] = ""
    finished_at: InReview[Plain] = ""
    by: Somebody = ""
    window: Window | None = None
    pair: InReview[int | None] = None
    log: InReview[tuple[Answer, ...]] = ()


class Snapshot(Record, frozen=True, kw_only=True):
    """Levels and evidence as they were on a day."""

    table: ClassVar[str] = "snapshots"
    required: ClassVar[tuple[str, ...]] = ("on",)

    on: date | None = None
    levels: dict[MemberId, Level] = field(default_factory=dict)
    evidence: dict[Link, float | None] = field(default_factory=dict)


class Changed(RecordPart, frozen=True, kw_only=True):
    """What an edit did to one document; the keys are those of coptui.core.model.changes."""

    table: Plain
    id: int
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


class HistoryEntry(Record, frozen=True, kw_only=True):
    """Who changed what and when; `undoes` names the entry that this one undoes.

    `token` is what whoever asked for the save called it, such as the draft that it was typed in.
    """

    table: ClassVar[str] = "history"
    required: ClassVar[tuple[str, ...]] = ("at", "changes")

    at: Plain = ""
    by: Somebody = ""
    label: Sentence = ""
    changes: tuple[Changed, ...] = ()
    undoes: int | None = None
    token: Plain = ""


class Erased(Record, frozen=True, kw_only=True):
    """A mark that someone was forgotten: a random sign and the day, so that imports ask first; and
    `member`, which stands for them."""

    table: ClassVar[str] = "erased"
    required: ClassVar[tuple[str, ...]] = ("on",)

    mark: ByRoom[PlainName] = ""
    on: ByRoom[date | None] = None
    member: ByRoom[MemberId | None] = None


TABLES: dict[str, type[Record]] = {
    record.table: record
    for record in (
        Profile,
        Member,
        Topic,
        Event,
        Touch,
        Action,
        Ask,
        Story,
        Contribution,
        LibraryItem,
        LearningQuestion,
        Run,
        Snapshot,
        HistoryEntry,
        Erased,
    )
}

# Where a field of one table holds the id of a document of another: table -> field path -> target.
# A dot enters a map or each part of a list; "*" are the keys of a map.
REFERENCES: dict[str, dict[str, str]] = {
    "community": {"sponsor": "members"},
    "members": {
        "introduced_by": "members",
        "buddy": "members",
        "knows": "members",
        "letters.event": "events",
    },
    "topics": {"proposer": "members", "stewards": "members", "interested": "members"},
    "events": {
        "topics": "topics",
        "hosts": "members",
        "speakers": "members",
        "invited": "members",
        "attendance.*": "members",
    },
    "touches": {"by": "members", "members": "members", "topic": "topics", "event": "events"},
    "actions": {"owner": "members", "about": "members"},
    "asks": {
        "asker": "members",
        "topic": "topics",
        "event": "events",
        "answered_by": "members",
    },
    "stories": {
        "teller": "members",
        "topic": "topics",
        "event": "events",
        "previous": "stories",
        "confirmed_by": "members",
    },
    "contributions": {"member": "members", "topic": "topics", "event": "events"},
    "library": {"topic": "topics", "keeper": "members", "uses.by": "members"},
    "questions": {"curious": "members", "topic": "topics"},
    "runs": {"pair": "runs", "log.actions": "actions"},
    "snapshots": {"levels.*": "members"},
    "erased": {"member": "members"},
}
