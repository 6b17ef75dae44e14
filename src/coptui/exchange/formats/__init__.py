"""What is known of other programs' tables: one row a layout, one module a product.

The first layout counts whose heads all stand in one row among the first of the file. A product's
module has a function that makes `Found` of the sheet and the position of that row.
"""

from __future__ import annotations

from dataclasses import dataclass

from coptui.exchange.tables.sheets import folded


@dataclass(frozen=True)
class Layout:
    """`heads` tell a layout from all others; `reader` is the function of `module` that reads it."""

    module: str
    reader: str
    heads: tuple[str, ...]

    @property
    def signature(self) -> frozenset[str]:
        return frozenset(folded(head) for head in self.heads)


LAYOUTS = (
    Layout("own", "members", ("Name", "Email", "Offers", "Seeks", "Pronouns", "Status", "Contact")),
    Layout("own", "attendance", ("Name", "coptui id")),
    Layout("zoom", "webinar", ("Attended", "User Name (Original Name)")),
    Layout("zoom", "unique", ("Name (Original Name)", "Total Duration (Minutes)")),
    Layout("zoom", "meeting", ("Name (Original Name)", "Join Time")),
    Layout("teams_actions", "actions", ("Full Name", "User Action", "Timestamp")),
    Layout("teams_actions", "live_event", ("SessionId", "FullName", "UtcEventTimestamp")),
    Layout("teams", "summary", ("Full Name", "Join Time", "Leave Time", "Role")),
    Layout("meet", "read", ("First name", "Last name", "Time joined", "Time exited")),
    Layout("slack", "members", ("username", "billing-active", "userid")),
    Layout("slack", "analytics", ("Account created (UTC)", "Days active")),
    Layout("discourse", "users", ("trust_level", "posts_read_count", "group_names")),
    Layout("discourse", "user_archive", ("topic_title", "is_pm", "url", "created_at")),
    Layout("address_books", "linkedin", ("Connected On", "Position")),
    Layout("guests", "meetup_attendees", ("Joined Group on", "URL of Member Profile", "RSVP")),
    Layout("guests", "meetup_members", ("Joined Group on", "URL of Member Profile")),
    Layout("guests", "eventbrite", ("Order #", "Attendee Status")),
    Layout("guests", "luma", ("approval_status", "checked_in_at")),
    Layout("address_books", "google", ("E-mail 1 - Value",)),
    Layout("address_books", "outlook", ("First Name", "Last Name", "E-mail Address", "Company")),
    Layout("forms", "read", ("Timestamp", "Email Address")),
)

__all__ = ["LAYOUTS", "Layout"]
