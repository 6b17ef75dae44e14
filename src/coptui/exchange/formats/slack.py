"""Slack: the archive of a workspace; who wrote when, not what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from coptui.core.model.counting import counted, forms
from coptui.errors import UsageError
from coptui.exchange.tables.addresses import address
from coptui.exchange.tables.found import Found, FoundPerson, FoundPost, Hints, Skipped
from coptui.exchange.tables.moments import of_seconds
from coptui.exchange.tables.progress import EVERY, tell
from coptui.exchange.tables.unpacking import TOO_MUCH, Archive
from coptui.language import tr

_DAY = re.compile(r"(?:.*/)?([^/]+)/\d{4}-\d\d-\d\d\.json")
# What a program or Slack itself writes; a person wrote everything else.
_NOT_WRITTEN = re.compile(
    r"(?:channel|group|bot|app|reminder|file_comment|pinned|unpinned|huddle|tombstone|sh_room|canvas)_?"
)
# Of conversations among few people; channels are called in lower case.
_NO_CHANNEL = re.compile(r"[A-Z0-9]+$|mpdm-")
_PRIVATE = ("groups.json", "dms.json", "mpims.json")

_RECORDS = forms("{count} record", "{count} records")
_MESSAGES = forms("{count} message", "{count} messages")


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
    # A channel that was renamed keeps its old folder; in an archive that holds private ones, too,
    # a folder that no channel is called may be one of those.
    public_only = not any(name.rpartition("/")[2] in _PRIVATE for name in files.names)
    written: list[tuple[str, str, Mapping[str, Any]]] = []
    no_messages = 0
    not_taken: Counter[str] = Counter()
    joined: dict[str, str] = {}
    skipped: list[Skipped] = []
    for channel, record in _messages(files, skipped):
        if not isinstance(record, dict) or record.get("type", "message") != "message":
            no_messages += 1
            continue
        user, on = str(record.get("user") or ""), _day_of(record.get("ts"))
        if on and record.get("subtype") == "channel_join" and channel == general:
            joined[user] = min(on, joined.get(user, on))
        public = channel in channels or (public_only and not _NO_CHANNEL.match(channel))
        if not public:
            not_taken[
                tr("written in #{channel}, which isn't a public channel", channel=channel[:40])
            ] += 1
        elif not user or not _wrote(record):
            not_taken[tr("written by programs or by Slack itself")] += 1
        elif not on:
            not_taken[tr("no time given")] += 1
        else:
            written.append((channel, user, record))
    people: dict[str, FoundPerson] = {}
    for number, record in users.items():
        person = _user(record, joined.get(number, ""))
        if isinstance(person, FoundPerson):
            people[number] = person
        elif person:
            skipped.append(person)
    posts: list[FoundPost] = []
    for channel, user, record in written:
        author = people.get(user) or (
            None if user in users else _of_another_workspace(user, record)
        )
        if author is None:
            not_taken[tr("written by bots or by people who left the workspace")] += 1
        else:
            posts.append(_post(channel, author, record))
    counts = {reason: counted(many, *_MESSAGES) for reason, many in not_taken.items()}
    if no_messages:
        counts[tr("not messages")] = counted(no_messages, *_RECORDS)
    skipped += [Skipped(0, many, reason) for reason, many in sorted(counts.items())]
    return Found(
        "Slack archive",
        "posts",
        people=tuple(people.values()),
        posts=tuple(posts),
        skipped=tuple(skipped),
        notes=(
            tr(
                "On a free workspace, Slack's archive covers only the last 90 days and public channels."
            ),
        ),
    )


def _messages(files: Archive, skipped: list[Skipped]) -> Iterator[tuple[str, Any]]:
    """Yield the channel and the record of each message; a day that can't be read is skipped."""
    for place, name in enumerate(sorted(files.names)):
        if place % EVERY == 0:
            tell("reading", place, len(files.names))
        day = _DAY.fullmatch(name)
        if not day:
            continue
        try:
            records = _json(files.read(name), name)
        except UsageError as error:
            if error is TOO_MUCH:
                raise
            skipped.append(Skipped(0, name, tr("this day's messages can't be read")))
            continue
        if isinstance(records, list):
            yield from ((day[1], record) for record in records)


def _records(files: Archive, *names: str) -> Iterator[Mapping[str, Any]]:
    for name in files.names:
        if name.rpartition("/")[2] in names and name.count("/") <= 1:
            found = _json(files.read(name), name)
            yield from (
                (one for one in found if isinstance(one, dict)) if isinstance(found, list) else ()
            )


def _json(data: bytes, name: str) -> Any:
    import msgspec

    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise UsageError(
            tr("{name} in this archive cannot be read.", name=name[:80]),
            tr("Export the workspace again."),
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
        left = record.get("deleted") and not record.get("is_bot")
        reason = tr("deactivated") if left else tr("a bot")
        return Skipped(0, name, reason)
    return _person(
        0,
        name,
        text(profile.get("display_name")),
        text(profile.get("email")),
        text(record.get("name")),
        joined,
    )


def _of_another_workspace(user: str, record: Mapping[str, Any]) -> FoundPerson | None:
    """Return someone who wrote by Slack Connect, as the message itself names them."""
    profile = record.get("user_profile")
    if not isinstance(profile, dict) or record.get("bot_profile"):
        return None
    person = _user({"id": user, "name": profile.get("name"), "profile": profile}, "")
    return person if isinstance(person, FoundPerson) else None


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
