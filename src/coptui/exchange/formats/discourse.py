"""Discourse: the list of users, as a table or as the site's own JSON; no address of a computer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from coptui.core.model.counting import counted
from coptui.errors import UsageError
from coptui.exchange.tables.addresses import addresses_in
from coptui.exchange.tables.dates import Dates
from coptui.exchange.tables.found import Found, FoundPerson, FoundPost, Hints, Skipped
from coptui.exchange.tables.further import further_of
from coptui.exchange.tables.people import merged
from coptui.exchange.tables.sheets import SheetRow, TextSheet, folded
from coptui.language import tr

HEADS = (
    "id", "name", "username", "email", "title", "created_at", "last_seen_at", "last_posted_at", "last_emailed_at",
    "trust_level", "approved", "suspended_at", "suspended_till", "silenced_till", "active", "admin", "moderator",
    "ip_address", "staged", "secondary_emails", "topics_entered", "posts_read_count", "time_read", "topic_count",
    "post_count", "likes_given", "likes_received", "location", "website", "views", "external_id", "external_email",
    "external_username", "external_name", "external_avatar_url", "group_names",
)  # fmt: skip
"""What Discourse knows of a user; further columns are those of a community's own."""
_POSTS = "user_archive.csv"
_WHOSE = re.compile(r"user[-_]archive[-_](.+?)(?:-\d{6}-\d{6}|\.)", re.IGNORECASE)
# A post stands at /t/words-of-its-title/topic/number.
_PLACE = re.compile(r"/t/(?:[^/\s]*[^/\s\d][^/\s]*/)?(\d+)(?:/(\d+))?/?(?:[?#]|$)")
# Discourse's own accounts.
_SYSTEM = ("system", "discobot")


def users(sheet: TextSheet, position: int, hints: Hints) -> Found:
    """Read the administrators' export, of any version."""
    table = sheet.table(position)
    people: list[FoundPerson] = []
    skipped: list[Skipped] = []
    dates = Dates(table.column("created_at"), hints)
    further = further_of(table, HEADS, _unquoted)

    def cell(row: SheetRow, *heads: str) -> str:
        return _unquoted(table.cell(row, *heads))

    for row in table.rows:
        if table.repeats_heads(row):
            continue
        username = cell(row, "username")
        if username in _SYSTEM or cell(row, "staged") == "true":
            skipped.append(Skipped(row.line, username, tr("an account that isn't a person's")))
            continue
        person = _person(
            row.line,
            cell(row, "name"),
            username,
            (cell(row, "email"), *cell(row, "secondary_emails").split(";")),
            dates.day(cell(row, "created_at")),
            location=cell(row, "location"),
            tags=[
                group
                for part in cell(row, "group_names").split(";")
                if (group := part.strip()) and not group.startswith("trust_level_")
            ],
            **further.of(row),
        )
        if person is None:
            skipped.append(Skipped(row.line, row.text, tr("neither a name nor an address")))
        else:
            people.append(person)
    return Found(
        "Discourse users",
        "people",
        people=merged(people),
        skipped=tuple(skipped),
        notes=further.notes,
    )


def user_archive(sheet: TextSheet, position: int, hints: Hints) -> Found:
    """Read when and where one person posted, without the words.

    The person's name is taken from the file's name, because the file doesn't contain it. Private
    messages are left out.
    """
    whose = _WHOSE.search(hints.name)
    if whose is None:
        raise UsageError(
            tr("This file holds one person's posts but doesn't say whose."),
            tr(
                "Give the file the name it had in Discourse again: user-archive-NAME-260312-101112.csv."
            ),
        )
    table = sheet.table(position)
    dates = Dates(table.column("created_at"), hints)
    author = FoundPerson(0, whose[1], (), {"handles": {"discourse": whose[1]}})
    posts: list[FoundPost] = []
    skipped: list[Skipped] = []
    for row in table.rows:
        if table.repeats_heads(row):
            continue
        on, url = dates.day(table.cell(row, "created_at")), table.cell(row, "url")
        post_link = _PLACE.search(url)
        if folded(table.cell(row, "is_pm")) in ("yes", "true", "1"):
            skipped.append(Skipped(row.line, "", tr("a private message")))
        elif not on or post_link is None:
            shown = table.cell(row, "topic_title")[:200]
            skipped.append(
                Skipped(
                    row.line, shown, tr("a post without a date, or without its place in the forum")
                )
            )
        else:
            posts.append(
                FoundPost(
                    line=row.line,
                    author=author,
                    on=on,
                    thread=f"discourse {post_link[1]}",
                    is_reply=post_link[2] not in (None, "1"),
                    key=f"discourse:{post_link[1]}:{post_link[2] or 1}",
                    url=url if url.startswith(("http://", "https://")) else "",
                )
            )
    return Found("Discourse posts", "posts", posts=tuple(posts), skipped=tuple(skipped))


def read_json(value: Any, hints: Hints) -> Found | None:
    """Read users from `/directory_items.json` or `/admin/users/list/….json`; else return None."""
    if isinstance(value, dict) and isinstance(value.get("directory_items"), list):
        rows = [entry.get("user") for entry in value["directory_items"] if isinstance(entry, dict)]
    elif isinstance(value, list) and any(
        isinstance(entry, dict) and "username" in entry and "trust_level" in entry
        for entry in value
    ):
        rows = value
    else:
        return None
    dates = Dates((), hints)
    people, skipped = [], []
    for number, entry in enumerate(rows, 1):
        person = _of_json(entry, dates) if isinstance(entry, dict) else None
        if person is None:
            skipped.append(
                Skipped(0, tr("entry {number}", number=number), tr("neither a name nor an address"))
            )
        elif person.fields.get("handles", {}).get("discourse") in _SYSTEM or (
            isinstance(entry, dict) and entry.get("staged")
        ):
            skipped.append(Skipped(0, person.name, tr("an account that isn't a person's")))
        else:
            people.append(person)
    return Found("Discourse users", "people", people=merged(people), skipped=tuple(skipped))


def archive(files: Any, hints: Hints) -> Found:
    """Read the only table in an archive that the site sends."""
    from coptui.exchange.reading import read_plain

    tables = [name for name in files.names if name.lower().endswith((".csv", ".tsv", ".txt"))]
    # That of one person has tables about their badges, visits and settings, too.
    tables = [name for name in tables if name.endswith(_POSTS)] or tables
    if len(tables) != 1:
        raise UsageError(
            tr(
                "This archive holds {tables}, but none coptui knows.",
                tables=counted(len(tables), "{count} table", "{count} tables"),
            ),
            tr("Unpack it, and import the file you need."),
        )
    return read_plain(files.read(tables[0]), hints)


def _of_json(one: Mapping[str, Any], dates: Dates) -> FoundPerson | None:
    def text(name: str) -> str:
        value = one.get(name)
        return value.strip() if isinstance(value, str) else ""

    more = one.get("secondary_emails")
    emails = [text("email"), *(str(mail) for mail in more if mail)] if isinstance(more, list) else [text("email")]  # fmt: skip
    return _person(0, text("name"), text("username"), emails, dates.day(text("created_at")))


def _person(
    line: int,
    name: str,
    username: str,
    emails: Any,
    joined: str,
    **more: Any,
) -> FoundPerson | None:
    addresses = tuple(dict.fromkeys(one for email in emails for one in addresses_in(email)))
    if not name and not username and not addresses:
        return None
    fields: dict[str, Any] = {
        "handles": {"discourse": username} if username else {},
        "joined_on": joined,
        **more,
    }
    return FoundPerson(
        line, name or username, addresses, {key: value for key, value in fields.items() if value}
    )


def _unquoted(text: str) -> str:
    """Strip the extra quotation marks around a value that contains a comma."""
    text = text.removesuffix("(custom user field)").rstrip()
    return text[1:-1].strip() if len(text) > 1 and text[0] == text[-1] == '"' else text
