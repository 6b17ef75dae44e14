"""The fields of a form: how each is written for a person and read back. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, get_args

from msgspec import to_builtins

from coptui.core.community import Community
from coptui.core.edits import label_of
from coptui.core.next_occurrence import check_rule
from coptui.core.records import (
    EventFormat,
    EventKind,
    EventStatus,
    MemberStatus,
    Origin,
    Record,
    Role,
    TopicKind,
    TopicState,
    day_of,
)
from coptui.core.search import one
from coptui.core.text import clean
from coptui.core.when import parse_when
from coptui.core.zones import check_zone
from coptui.errors import UsageError

Kind = Literal[
    "line", "note", "day", "moment", "choice", "flag", "lines", "pairs", "roles", "number",
    "members", "topics", "member", "zone", "rule",
]  # fmt: skip

LINE = 500
NOTE = 8000
_PART = re.compile(r'\s*(?:"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))(?:,|$)')


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
        Field("tags", "Tags", "lines", "with commas between", limit=120),
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
}


def write_field(field: Field, record: Record, community: Community) -> str:
    """The value of a field as it is written in a form."""
    value = getattr(record, field.name)
    if value is None or value in ("", (), {}):
        return ""
    if field.kind == "flag":
        return "yes" if value else ""
    if field.kind == "day":
        return str(value.isoformat())
    if field.kind == "moment":
        return str(value).replace("T", " ")
    if field.kind == "pairs":
        return joined(f"{service}: {handle}" for service, handle in value.items())
    if field.kind == "roles":
        return ", ".join(held.role for held in value if held.until is None)
    if field.kind == "lines":
        return joined(value)
    if field.kind in ("members", "topics"):
        return joined(_named(community, field.kind, number) for number in value)
    if field.kind == "member":
        return _named(community, "members", value) if isinstance(value, int) else str(value)
    return str(value)


def read_field(field: Field, text: str, record: Record, community: Community, today: date) -> Any:
    """The value that a text stands for, as plain JSON values.

    What stands there already, written as `write_field` does, is that very value. Raises UsageError
    that says what the field takes.
    """
    text = clean(text, lines=field.kind == "note")
    if field.required and not text:
        raise UsageError(f"{field.label} cannot be empty.")
    if text == clean(write_field(field, record, community), lines=field.kind == "note"):
        return to_builtins(getattr(record, field.name), str_keys=True)
    if field.kind == "choice" and not text and getattr(type(record)(), field.name) is not None:
        raise UsageError(f"{field.label} is one of {', '.join(field.choices)}.")
    if field.kind not in ("lines", "pairs", "members", "topics") and len(text) > field.limit:
        raise UsageError(f"{field.label} is too long: at most {field.limit} characters.")
    readers = {
        "day": _day,
        "moment": _moment,
        "choice": _one_of,
        "flag": _flag,
        "number": _number,
        "lines": _lines,
        "pairs": _pairs,
    }
    if field.kind in readers:
        return readers[field.kind](field, text, today)
    if field.kind == "zone":
        return check_zone(text)
    if field.kind == "rule":
        return check_rule(text)
    if field.kind == "roles":
        return _roles(field, text, record, today)
    if field.kind in ("members", "topics"):
        return ids_of(text, getattr(record, field.name), field.kind, community)
    if field.kind == "member":
        return _id(text, getattr(record, field.name), community)
    return text


def complete_moment(start: str, end: str) -> str:
    """An end written as a time alone gets the day of the start, past midnight the day after."""
    if not re.fullmatch(r"\d\d:\d\d", end) or not start:
        return end
    day = start[:10]
    if len(start) > 10 and end < start[11:16]:
        try:
            day = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
        except (ValueError, OverflowError):
            return end
    return f"{day}T{end}{start[16:]}"


def split(text: str) -> list[str]:
    """The parts of a text with commas between, none of them empty.

    A part with a comma in it stands in double quotes, a quote inside these is doubled.
    """
    parts = []
    for found in _PART.finditer(text):
        quoted, plain = found[1], found[2]
        parts.append(clean(plain if quoted is None else quoted.replace('""', '"')))
    return [part for part in parts if part]


def joined(parts: Iterable[str]) -> str:
    """Parts with commas between, as `split` reads them."""
    return ", ".join(
        '"' + part.replace('"', '""') + '"' if "," in part or part.startswith('"') else part
        for part in parts
    )


def _day(field: Field, text: str, today: date) -> str | None:
    return parse_when(text, today).isoformat() if text else None


def _moment(field: Field, text: str, today: date) -> str:
    if not text or (field.name == "ends_at" and re.fullmatch(r"\d?\d:\d\d", text)):
        return text.rjust(5, "0") if text else ""
    day, _, time = text.replace("T", " ").partition(" ")
    time = time.strip()
    time = f"0{time}" if re.match(r"\d:", time) else time
    moment = parse_when(day, today).isoformat() + (f"T{time}" if time else "")
    try:
        day_of(moment)
    except ValueError:
        raise UsageError(
            f"{text!r} is no day and time.", "Write 2026-03-14 18:30, or the day alone."
        ) from None
    return moment


def _one_of(field: Field, text: str, today: date) -> str | None:
    if not text:
        return None
    fits = [choice for choice in field.choices if choice.startswith(text.casefold())]
    exact = [choice for choice in fits if choice == text.casefold()]
    if len(exact or fits) != 1:
        raise UsageError(f"{field.label} is one of {', '.join(field.choices)}.")
    return (exact or fits)[0]


def _flag(field: Field, text: str, today: date) -> bool:
    if text.casefold() not in ("", "y", "yes", "n", "no"):
        raise UsageError(f"{field.label} is yes or no.")
    return text.casefold() in ("y", "yes")


def _number(field: Field, text: str, today: date) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"\d{1,4}", text):
        raise UsageError(f"{field.label} is a number of days.")
    return int(text)


def _lines(field: Field, text: str, today: date) -> list[str]:
    parts = split(text)
    for part in parts:
        if len(part) > field.limit:
            raise UsageError(f"{part[:20]}… is too long: at most {field.limit} characters.")
    return list(dict.fromkeys(parts))


def _pairs(field: Field, text: str, today: date) -> dict[str, str]:
    found = {}
    for part in split(text):
        service, colon, handle = part.partition(":")
        if not colon or not service.strip() or not handle.strip():
            raise UsageError(f"{part!r} should be like github: ann.")
        service, handle = clean(service), clean(handle)
        if len(handle) > field.limit:
            raise UsageError(f"{handle[:20]}… is too long: at most {field.limit} characters.")
        if service in found:
            raise UsageError(f"{service} stands there twice; keep one.")
        found[service] = handle
    return found


def _roles(field: Field, text: str, record: Record, today: date) -> list[dict[str, Any]]:
    """Roles put down keep their dates; a new one begins today, one left out ends today."""
    wanted = list(dict.fromkeys(part.casefold() for part in split(text)))
    for role in wanted:
        if role not in get_args(Role):
            raise UsageError(f"{role!r} is no role; there are {', '.join(get_args(Role))}.")
    held: list[dict[str, Any]] = []
    for old in getattr(record, field.name):
        until = old.until or (None if old.role in wanted else today)
        part = {"role": old.role}
        part |= {"since": old.since.isoformat()} if old.since else {}
        part |= {"until": until.isoformat()} if until else {}
        held.append(part)
    has = {part["role"] for part in held if "until" not in part}
    held += [{"role": role, "since": today.isoformat()} for role in wanted if role not in has]
    return held


def ids_of(text: str, current: Sequence[int], table: str, community: Community) -> list[int]:
    """Names to ids; a name that stands there already keeps its id, even when it fits several."""
    known: dict[str, list[int]] = {}
    for number in current:
        known.setdefault(clean(_named(community, table, number)), []).append(number)
    found = []
    for part in split(text):
        namesakes = known.get(part)
        found.append(namesakes.pop(0) if namesakes else one(community, part, tables=(table,)).id)
    return list(dict.fromkeys(found))


def _id(text: str, current: int | str | None, community: Community) -> int | None:
    if not text:
        return None
    if isinstance(current, int) and text == clean(_named(community, "members", current)):
        return current
    return one(community, text).id


def _named(community: Community, table: str, number: int) -> str:
    record = community.table(table).get(number)
    return label_of(record) if record else f"(no longer here: {number})"
