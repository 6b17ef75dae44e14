"""The fields of a form: how each is written for a person and read back. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, cast, get_args

from msgspec import to_builtins

from coptui.core.finding.interests import interest_meant
from coptui.core.finding.search import one
from coptui.core.model.community import AllGroups, Community
from coptui.core.model.counting import counted
from coptui.core.model.days import later, read_day
from coptui.core.model.groups import group_names, put_in_groups
from coptui.core.model.labels import label_of
from coptui.core.model.no_names import check_name
from coptui.core.model.records import (
    Break,
    Consent,
    Measure,
    Member,
    PulseWording,
    Record,
    Role,
    Story,
    day_of,
)
from coptui.core.model.recurrence import check_rule
from coptui.core.model.references import TABLE_OF
from coptui.core.model.rule_words import in_words
from coptui.core.model.sentences import must_be_one_of, too_long
from coptui.core.model.text import clean, fold
from coptui.core.model.when import full_day
from coptui.core.model.zones import check_zone
from coptui.core.writing.field_readers import (
    CONSENT,
    NOT_YET,
    NOTHING,
    READERS,
    WORDS,
    joined,
    split,
)
from coptui.core.writing.form_fields import Field
from coptui.core.writing.hours import read_all_hours, written_hours
from coptui.core.writing.uses import read_uses, written_use
from coptui.errors import Ambiguous, UsageError
from coptui.language import tr

_YES_NO = {True: "yes", False: "no"}
_MANY = (
    "lines",
    "addresses",
    "pairs",
    "members",
    "topics",
    "interests",
    "words",
    "breaks",
    "consent",
    "guests",
    "uses",
    "hours",
    "groups",
)


_LOOKED_UP = ("day", "moment", "members", "member", "topics", "topic", "zone", "rule", "number")


def write_field(field: Field, record: Record, community: Community) -> str:
    """Return the value of a field as a form shows it."""
    value = getattr(record, field.name)
    if field.kind == "answer":
        return _YES_NO.get(value, "")
    if value is None or value in ("", (), {}):
        return ""
    if field.kind == "flag":
        return "yes" if value else ""
    if field.kind == "day":
        return str(value.isoformat())
    if field.kind == "choice":
        return field.shown(value)
    if field.kind == "rule":
        return in_words(value) or str(value)
    if field.kind == "moment":
        return str(value).replace("T", " ")
    if field.kind == "pairs":
        return joined(f"{service}: {handle}" for service, handle in value.items())
    if field.kind == "roles":
        return ", ".join(held.role for held in value if held.until is None)
    if field.kind == "groups":
        return joined(each.group for each in value if each.until is None)
    if field.kind in ("lines", "addresses", "interests"):
        return joined(value)
    if field.kind in ("members", "topics"):
        return joined(_named(community, field.kind, number) for number in value)
    if field.kind in TABLE_OF:
        return (
            _named(community, TABLE_OF[field.kind], value) if isinstance(value, int) else str(value)
        )
    if isinstance(value, PulseWording):
        said = ((name, getattr(value, name)) for name in WORDS)
        return joined(f"{name}: {text}" for name, text in said if text)
    if isinstance(value, Consent):
        answers = ((name, getattr(value, name)) for name in CONSENT)
        return joined(f"{name}: {_YES_NO[said]}" for name, said in answers if said is not None)
    if field.kind == "guests":
        return joined(
            f"{guest.name} ({guest.organisation})" if guest.organisation else guest.name
            for guest in value
        )
    if isinstance(value, Measure):
        return f"{value.value:.15g} {value.unit}".strip()
    if field.kind == "breaks":
        return "\n".join(_written_break(one) for one in value)
    if field.kind == "hours":
        return "\n".join(map(written_hours, value))
    if field.kind == "uses":
        return "\n".join(written_use(use, community) for use in value)
    return str(value)


def read_field(field: Field, text: str, record: Record, community: AllGroups, today: date) -> Any:
    """Return the value that a text means, as plain JSON values.

    A text just as `write_field` writes the present value means that very value. Raise UsageError
    that says what the field takes.
    """
    text = clean(text, lines=field.many_lines)
    if field.required and not text:
        raise UsageError(tr("{label} cannot be empty.", label=field.label))
    if text == clean(write_field(field, record, community), lines=field.many_lines):
        return to_builtins(getattr(record, field.name), str_keys=True)
    nothing = (*NOTHING, "no", "never", "ad hoc", "one-off") if field.kind == "rule" else NOTHING
    if text.casefold() in nothing and not field.required and text not in field.choices:
        text = ""
    if text.casefold() in NOT_YET and field.kind in _LOOKED_UP and not field.required:
        raise UsageError(
            tr("This doesn't say what {label} is.", label=field.label),
            tr("If you don't know yet, leave the field empty."),
        )
    if field.kind == "choice" and not text and getattr(type(record)(), field.name) is not None:
        raise UsageError(must_be_one_of(field.label, field.shown_choices))
    if field.kind not in _MANY and len(text) > field.limit:
        raise UsageError(too_long(field.label, field.limit))
    if field.name == "name" and isinstance(record, Member):
        check_name(text)
    if field.kind in READERS:
        return READERS[field.kind](field, text, today)
    if field.kind == "zone":
        return check_zone(text)
    if field.kind == "rule":
        return check_rule(text)
    if field.kind == "roles":
        return _roles(field, text, record, today)
    if field.kind == "groups":
        return _groups(field, text, cast("Member", record), community, today)
    if field.kind in ("members", "topics"):
        return ids_of(text, getattr(record, field.name), field.kind, community)
    if field.kind == "interests":
        return interests_of(text, getattr(record, field.name), community)
    if field.kind == "uses":
        return read_uses(text, getattr(record, field.name), community, today)
    if field.kind == "hours":
        return read_all_hours(text, getattr(record, field.name), today)
    if field.kind == "story":
        return _story(text, cast("Story", record), community)
    if field.kind == "person":
        return _person(text, getattr(record, field.name), community)
    if field.kind in TABLE_OF:
        return _id(text, getattr(record, field.name), TABLE_OF[field.kind], community)
    return text


def in_full(value: Any) -> str:
    """Return a day, a time, a rule or words as they were understood: "Tue 8 Sep 2026, 19:00", "every
    2 weeks", "night shifts, grief"."""
    if isinstance(value, list | tuple):
        return joined(value)
    text = str(value)
    if "=" in text:
        return in_words(text) or text
    try:
        day, clock = day_of(text), text[11:16]
    except ValueError:
        return text
    return f"{full_day(day)}, {clock}" if clock else full_day(day)


def complete_moment(start: str, end: str) -> str:
    """Give an end written as a time alone the day of the start, or the day after if it is past
    midnight."""
    if not re.fullmatch(r"\d\d:\d\d", end) or not start:
        return end
    day = start[:10]
    if len(start) > 10 and end < start[11:16]:
        try:
            day = later(read_day(day), 1).isoformat()
        except ValueError:
            return end
    return f"{day}T{end}{start[16:]}"


def _roles(field: Field, text: str, record: Record, today: date) -> list[dict[str, Any]]:
    """Keep the dates of past roles; begin a new one today, and end one that was removed today."""
    parts = (part for each in split(text) for part in _AND.split(each))
    wanted = list(dict.fromkeys(part.casefold().replace("-", "") for part in parts if part))
    for role in wanted:
        if role not in get_args(Role):
            raise UsageError(
                tr(
                    "{role!r} isn't a role; the roles are {get_args}.",
                    role=role,
                    get_args=", ".join(get_args(Role)),
                )
            )
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


def _groups(
    field: Field, text: str, member: Member, community: Community, today: date
) -> list[dict[str, Any]]:
    """Put someone into the groups named, as `put_in_groups` does; known ones keep their spelling."""
    known = {fold(name): name for name in group_names(community)}
    names = [known.get(fold(part), part) for part in split(text)]
    if any(len(name) > field.limit for name in names):
        raise UsageError(too_long(field.label, field.limit))
    groups = to_builtins(put_in_groups(member, names, today).groups, str_keys=True)
    return cast("list[dict[str, Any]]", groups)


def ids_of(text: str, current: Sequence[int], table: str, community: AllGroups) -> list[int]:
    """Turn names into ids; a name that was there already keeps its id, even if it fits several
    people."""
    known: dict[str, list[int]] = {}
    for number in current:
        known.setdefault(clean(_named(community, table, number)), []).append(number)
    found = []
    for part in split(text):
        namesakes = known.get(part)
        found += [namesakes.pop(0)] if namesakes else _meant(part, table, community)
    return list(dict.fromkeys(found))


_AND = re.compile(r"\s*(?:&|\+)\s*|\s+and\s+", re.IGNORECASE)
_ME = ("i", "me", "myself", "us")


def _not_me(name: str, table: str) -> None:
    """Raise UsageError for `me`, which would be found within the name of another member."""
    if table == "members" and name.casefold() in _ME:
        raise UsageError(
            tr("{name!r} matches no member.", name=name),
            tr("Write your name as it is in the list of members."),
        )


def _meant(part: str, table: str, community: Community) -> list[int]:
    """Return whom or what a part of a list means; several for `Beth & Malik` if nothing is called so."""
    _not_me(part, table)
    try:
        return [one(community, part, tables=(table,)).id]
    except Ambiguous:
        raise
    except UsageError:
        several = [each for each in _AND.split(part) if each]
        if len(several) < 2:
            raise
    return [one(community, each, tables=(table,)).id for each in several]


def interests_of(text: str, current: Sequence[str], community: Community) -> list[str]:
    """Turn parts of interests into those that members have; one that was there already stays."""
    meant = (interest_meant(community, part, current) for part in split(text))
    return list(dict.fromkeys(meant))


def _id(text: str, current: int | str | None, table: str, community: Community) -> int | None:
    if not text:
        return None
    if isinstance(current, int) and text == clean(_named(community, table, current)):
        return current
    _not_me(text, table)
    return one(community, text, tables=(table,)).id


def _person(text: str, current: int | str | None, community: Community) -> int | str | None:
    """Return the member with this name, or the name itself if no one has it. Raise UsageError if
    several fit."""
    try:
        return _id(text, current, "members", community)
    except Ambiguous:
        raise
    except UsageError:
        return text


def _story(text: str, story: Story, community: Community) -> int | None:
    """Return the one other story that says this."""
    if not text:
        return None
    wanted = text.removesuffix("…").casefold()
    fits = [
        other
        for other in community.stories.values()
        if other.id != story.id and wanted in clean(other.text).casefold()
    ]
    if len(fits) == 1:
        return fits[0].id
    if not fits:
        raise UsageError(
            tr("No other story contains {text!r}.", text=text), tr("Type a few words from it.")
        )
    raise UsageError(
        tr(
            "{text!r} matches {stories}.",
            text=text,
            stories=counted(len(fits), "{count} story", "{count} stories"),
        ),
        tr("Type more words of the story you mean."),
    )


def _written_break(one: Break) -> str:
    return clean(tr("{from_} to {to} {why}", from_=one.from_, to=one.to, why=one.why))


def _named(community: Community, table: str, number: int) -> str:
    record = community.table(table).get(number)
    return label_of(record) if record else tr("(deleted: {number})", number=number)
