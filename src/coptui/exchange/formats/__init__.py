"""How the files of other programs are recognised: one row a format, one module a product.

Each row names the function of a product's module that reads the format; `reading.py` looks in these
tables and knows no product.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import AnyStr, Generic

from coptui.exchange.tables.sheets import folded


@dataclass(frozen=True)
class KnownLayout:
    """A table, recognised by `heads` that no other table has together in one row.

    Its reader takes the sheet, the position of that row and the hints, and returns `Found`.
    """

    module: str
    reader: str
    heads: tuple[str, ...]

    @property
    def signature(self) -> frozenset[str]:
        return frozenset(folded(head) for head in self.heads)


@dataclass(frozen=True)
class Beginning(Generic[AnyStr]):
    """A file that is no table, recognised by how it begins; its reader takes all of it."""

    module: str
    reader: str
    start: re.Pattern[AnyStr]


@dataclass(frozen=True)
class Packed:
    """An archive, recognised by the names of files in it; its reader takes an `Archive`."""

    module: str
    reader: str
    files: frozenset[str]


@dataclass(frozen=True)
class Tried:
    """A format that only its reader recognises: it returns None for anything else."""

    module: str
    reader: str


LAYOUTS = (
    KnownLayout(
        "own", "members", ("Name", "Email", "Offers", "Seeks", "Pronouns", "Status", "Contact")
    ),
    KnownLayout("practice", "library", ("Title", "Kept by")),
    KnownLayout("practice", "learning_agenda", ("Question", "Curious")),
    KnownLayout("own", "attendance", ("Name", "coptui id")),
    KnownLayout("products", "zoom_webinar", ("Attended", "User Name (Original Name)")),
    KnownLayout("products", "zoom_unique", ("Name (Original Name)", "Total Duration (Minutes)")),
    KnownLayout("products", "zoom_meeting", ("Name (Original Name)", "Join Time")),
    KnownLayout("teams_actions", "actions", ("Full Name", "User Action", "Timestamp")),
    KnownLayout("teams_actions", "live_event", ("SessionId", "FullName", "UtcEventTimestamp")),
    KnownLayout("teams", "summary", ("Full Name", "Join Time", "Leave Time", "Role")),
    KnownLayout("products", "meet", ("First name", "Last name", "Time joined", "Time exited")),
    KnownLayout("products", "slack_members", ("username", "billing-active", "userid")),
    KnownLayout("products", "slack_analytics", ("Account created (UTC)", "Days active")),
    KnownLayout("discourse", "users", ("trust_level", "posts_read_count", "group_names")),
    KnownLayout("discourse", "user_archive", ("topic_title", "is_pm", "url", "created_at")),
    KnownLayout("products", "linkedin", ("Connected On", "Position")),
    KnownLayout(
        "products", "meetup_attendees", ("Joined Group on", "URL of Member Profile", "RSVP")
    ),
    KnownLayout("products", "meetup_members", ("Joined Group on", "URL of Member Profile")),
    KnownLayout("products", "eventbrite", ("Order #", "Attendee Status")),
    KnownLayout("products", "luma", ("approval_status", "checked_in_at")),
    KnownLayout("address_books", "google", ("E-mail 1 - Value",)),
    KnownLayout("products", "outlook", ("First Name", "Last Name", "E-mail Address", "Company")),
    KnownLayout("products", "forms", ("Timestamp", "Email Address")),
)
"""Tables, in the order in which they are looked for."""

ASKED = (Tried("ratings", "read"),)
"""Tables recognised by the questions of this community's own ratings; tried before any layout."""

SHAPES = (Tried("teams", "shaped"),)
"""Tables recognised by what their columns hold, in any language; tried when no layout fits."""

MAILBOXES = (
    Beginning(
        "replies", "read",
        re.compile(
            rb"\s*From \S[^\r\n]*\d{4}[ \t]*\r?\n(?=[\s\S]*?(?:<coptui\.[a-z]+\.|method=\"?REPLY))",
            re.IGNORECASE,
        ),
    ),
    Beginning("mailing_list", "read", re.compile(rb"\s*From \S[^\r\n]*\d{4}[ \t]*\r?\n")),
)  # fmt: skip
"""Files read as bytes, because each part of them may be encoded differently."""

TEXTS = (
    Beginning("vcard", "read", re.compile(r"\s*BEGIN:VCARD\b", re.IGNORECASE)),
    Beginning("calendar", "read", re.compile(r"\s*BEGIN:VCALENDAR\b", re.IGNORECASE)),
)

JSONS = (Tried("discourse", "read_json"),)

ARCHIVES = (
    Packed("slack", "archive", frozenset({"channels.json", "users.json"})),
    Packed("slack", "archive", frozenset({"channels.json", "org_users.json"})),
    Packed("discourse", "archive", frozenset()),
)
"""The last one takes any archive with a single table in it."""

FORMATS = (*LAYOUTS, *ASKED, *SHAPES, *MAILBOXES, *TEXTS, *JSONS, *ARCHIVES)
