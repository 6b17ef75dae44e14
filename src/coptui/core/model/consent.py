"""What people told us, and whether it may still be told on: consent goes with the person."""

from __future__ import annotations

from coptui.core.model.by_name import stands_in
from coptui.core.model.community import Community
from coptui.core.model.records import Story


def is_withdrawn(community: Community, story: Story) -> bool:
    """Return whether whoever told a story was erased: then they agree to nothing any more."""
    teller = community.members.get(story.teller or 0)
    return teller is not None and stands_in(teller)


def is_public(community: Community, story: Story) -> bool:
    """Return whether the person who told a story agreed, and still agrees, that anyone may read it."""
    return story.consent == "public" and not is_withdrawn(community, story)
