"""What an import's changes amount to, in numbers and in words."""

from __future__ import annotations

import msgspec

from coptui.core.model.counting import counted, forms
from coptui.core.model.labels import counted_records


class ImportCounts(msgspec.Struct, frozen=True, gc=False):
    """What a plan's changes amount to, counted from the changes themselves.

    `completed` and `changed_events` were here, and change. `matched` counts members, whatever their names in
    the file, `not_matched` the names that stay with an event, and `left_out` the rows that are nowhere.
    """

    matched: int = 0
    not_matched: int = 0
    left_out: int = 0

    new_members: int = 0
    completed: int = 0
    new_events: int = 0
    changed_events: int = 0
    posts: int = 0
    items: int = 0
    questions: int = 0
    ratings: int = 0

    @property
    def said(self) -> str:
        """All of it in words; "" if nothing changes."""
        kept = ((self.items, "library"), (self.questions, "questions"))
        said = [counted_records(amount, table) for amount, table in kept if amount]
        said += [
            counted(amount, *words)
            for amount, words in (
                (self.new_events, forms("{count} new event", "{count} new events")),
                (self.changed_events, forms("{count} event updated", "{count} events updated")),
                (self.new_members, forms("{count} new person", "{count} new people")),
                (self.completed, forms("{count} person updated", "{count} people updated")),
                (self.posts, forms("{count} post", "{count} posts")),
                (self.ratings, forms("{count} rating", "{count} ratings")),
            )
            if amount
        ]
        return ", ".join(said)
