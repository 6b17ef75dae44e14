"""What people wrote, fit for a letter: codes for what is confidential, and no one by name who asked
for no contact. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from coptui.core.model.community import Community
from coptui.core.model.confidential import masked
from coptui.core.model.records import Member
from coptui.language import tr

Veil = Callable[[str], str]
"""Returns a text as it may stand in a letter."""
_SHORTEST = 3


def veil_of(community: Community) -> Veil:
    """Return what makes texts of this community fit for letters.

    A confidential title becomes its code. The whole name, an address, a handle or the number of
    someone who asked for no contact becomes "someone"; a single word of a name, which others may
    have, stays, and `left_alone_but_named` finds it.
    """
    alone = [member for member in community.members.values() if member.contact_ok is False]
    names = sorted({name for member in alone for name in _whole(member)}, key=len, reverse=True)
    if not names:
        return lambda text: masked(community, text)
    sought = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
    return lambda text: sought.sub(lambda name: tr("someone"), masked(community, text))


def _whole(member: Member) -> list[str]:
    names = [member.name, *member.aliases, *member.emails, *member.handles.values(), member.phone]
    return [text for name in names if len(text := name.strip()) >= _SHORTEST]
