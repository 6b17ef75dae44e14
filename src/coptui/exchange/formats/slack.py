"""Slack: the members of a workspace, their analytics, and the archive of a workspace."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from coptui.errors import UsageError
from coptui.exchange.tables.addresses import address
from coptui.exchange.tables.dates import Dates
from coptui.exchange.tables.found import Found, FoundPerson, FoundPost, Hints, Skipped
from coptui.exchange.tables.moments import of_seconds
from coptui.exchange.tables.people import merged
from coptui.exchange.tables.progress import EVERY, tell
from coptui.exchange.tables.sheets import Sheet, folded
from coptui.exchange.tables.unpacking import Archive

_DAY = re.compile(r"(?:.*/)?([^/]+)/\d{4}-\d\d-\d\d\.json")
# What a program or Slack itself writes; a person wrote everything else.
_NOT_WRITTEN = re.compile(r"(?:channel|group|bot|app|reminder|file_comment|pinned|unpinned)_?")


def members(sheet: Sheet, position: int, hints: Hints) -> Found:
    """Read everyone in the workspace; the list doesn't say when they joined."""
    table = sheet.table(position)
    people, skipped = [], []
    for row in table.rows:
        status = folded(table.cell(row, "status"))
        name = table.cell(row, "fullname", "displayname", "username")
        if table.repeats_heads(row):
            continue
        if status == "bot" or status.startswith("deactivated"):
            reason = "a bot" if status == "bot" else "deactivated"
            skipped.append(Skipped(row.line, row.text, reason))
            continue
        person = _person(
            row.line,
            name,
            table.cell(row, "displayname"),
            table.cell(row, "email"),
            table.cell(row, "username"),
        )
        if person is None:
            skipped.append(Skipped(row.line, row.text, "neither a name nor an address"))
        else:
            people.append(person)
    return Found("Slack members", "people", people=merged(people), skipped=tuple(skipped))


def analytics(sheet: Sheet, position: int, hints: Hints) -> Found:
    """Read members with the day on which their account was made."""
    table = sheet.table(position)
    dates = Dates(table.column("Account created (UTC)"), hints)
    people, skipped = [], []
    for row in table.rows:
        if table.repeats_heads(row):
            continue
        name = table.cell(row, "Name", "Full name", "Display name")
        username = table.cell(row, "Username").removeprefix("@")
        joined = dates.day(table.cell(row, "Account created (UTC)"))
        person = _person(row.line, name, "", table.cell(row, "Email"), username, joined)
        if folded(table.cell(row, "Account type")) in ("bot", "app"):
            skipped.append(Skipped(row.line, row.text, "a bot"))
        elif person is None:
            skipped.append(Skipped(row.line, row.text, "neither a name nor an address"))
        else:
            people.append(person)
    return Found(
        "Slack analytics",
        "people",
        people=merged(people),
        skipped=tuple(skipped),
        notes=dates.notes,
    )


def archive(files: Archive, hints: Hints) -> Found:
    """Read who wrote when, without the words, and when people joined the first channel.

    Direct messages, private channels and bots are left out.
    """
    users = {
        str(record.get("id", "")): record
        for record in _records(files, "users.json", "org_users.json")
    }
    channels = {
        str(record.get("name", "")): record
        for record in _records(files, "channels.json")
        if record.get("name")
    }
    general = next(
        (name for name, record in channels.items() if record.get("is_general")), "general"
    )
    written: list[tuple[str, str, Mapping[str, Any]]] = []
    joined: dict[str, str] = {}
    skipped: list[Skipped] = []
    for place, name in enumerate(sorted(files.names)):
        if place % EVERY == 0:
            tell("reading", place, len(files.names))
        day = _DAY.fullmatch(name)
        channel = day[1] if day else ""
        if not day or channel not in channels:
            continue
        try:
            messages = _json(files.read(name), name)
        except UsageError as error:
            if "unpacks to more" in error.message:
                raise
            skipped.append(Skipped(0, name, "a day that cannot be read"))
            continue
        for record in messages if isinstance(messages, list) else []:
            if not isinstance(record, dict) or not (user := str(record.get("user") or "")):
                continue
            on = _day_of(record.get("ts"))
            if on and record.get("subtype") == "channel_join" and channel == general:
                joined[user] = min(on, joined.get(user, on))
            if on and record.get("type", "message") == "message" and _wrote(record):
                written.append((channel, user, record))
    people: dict[str, FoundPerson] = {}
    for number, record in users.items():
        person = _user(record, joined.get(number, ""))
        if isinstance(person, FoundPerson):
            people[number] = person
        elif person:
            skipped.append(person)
    posts = tuple(
        _post(channel, people[user], record) for channel, user, record in written if user in people
    )
    return Found(
        "Slack archive",
        "posts",
        people=tuple(people.values()),
        posts=posts,
        skipped=tuple(skipped),
        notes=("Of a free workspace this is the last 90 days, and public channels only.",),
    )


def _records(files: Archive, *names: str) -> Iterator[Mapping[str, Any]]:
    for name in files.names:
        if name.rpartition("/")[2] in names and name.count("/") <= 1:
            found = _json(files.read(name), name)
            yield from (
                (one for one in found if isinstance(one, dict)) if isinstance(found, list) else ()
            )
            return


def _json(data: bytes, name: str) -> Any:
    import msgspec

    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise UsageError(
            f"{name[:80]} in this archive cannot be read.", "Export the workspace again."
        ) from None


def _wrote(message: Mapping[str, Any]) -> bool:
    subtype = str(message.get("subtype") or "")
    return not message.get("bot_id") and not _NOT_WRITTEN.match(subtype)


def _user(record: Mapping[str, Any], joined: str) -> FoundPerson | Skipped | None:
    profile = record.get("profile")
    profile = profile if isinstance(profile, dict) else {}

    def text(*values: object) -> str:
        return next(
            (value.strip() for value in values if isinstance(value, str) and value.strip()), ""
        )

    name = text(
        profile.get("real_name"),
        record.get("real_name"),
        profile.get("display_name"),
        record.get("name"),
    )
    if record.get("is_bot") or record.get("id") == "USLACKBOT" or record.get("deleted"):
        reason = "deactivated" if record.get("deleted") and not record.get("is_bot") else "a bot"
        return Skipped(0, name, reason)
    return _person(
        0,
        name,
        text(profile.get("display_name")),
        text(profile.get("email")),
        text(record.get("name")),
        joined,
    )


def _person(
    line: int, name: str, shown: str, email: str, username: str, joined: str = ""
) -> FoundPerson | None:
    email = address(email)
    if not name and not email:
        return None
    fields: dict[str, Any] = {}
    if username:
        fields["handles"] = {"slack": username}
    if shown and shown not in (name, username):
        fields["aliases"] = [shown]
    if joined:
        fields["joined_on"] = joined
    return FoundPerson(line, name, (email,) if email else (), fields)


def _day_of(ts: object) -> str:
    try:
        return of_seconds(float(str(ts)))[:10]
    except ValueError:
        return ""


def _post(channel: str, author: FoundPerson, message: Mapping[str, Any]) -> FoundPost:
    ts = str(message.get("ts"))
    thread = str(message.get("thread_ts") or ts)
    return FoundPost(
        author=author,
        on=_day_of(ts),
        thread=f"#{channel} {thread}",
        is_reply=thread != ts,
        key=f"slack:{channel}:{ts}",
    )
