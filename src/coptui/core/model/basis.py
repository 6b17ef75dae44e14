"""What levels and evidence are worked out from, so that saving an answer recomputes nothing."""

from __future__ import annotations

from collections import deque
from weakref import WeakKeyDictionary

from coptui.core.model.community import Community

BASIS = (
    "profile",
    "members",
    "topics",
    "events",
    "touches",
    "actions",
    "asks",
    "stories",
    "contributions",
    "library",
    "questions",
)
"""The tables of a community that levels and evidence look at: all but runs, snapshots, history."""

_known: WeakKeyDictionary[Community, Community] = WeakKeyDictionary()
# The latest few are held, so that a value stays known while the session puts a new one in place.
_recent: deque[Community] = deque(maxlen=3)


def basis(community: Community) -> Community:
    """Return a value with the very same tables of `BASIS`: the first of its kind, with its indexes
    made.

    Its runs, snapshots and history may be older ones: read those from the community itself.
    """
    if community in _recent:
        return community
    shared_basis = _known.get(community)
    if shared_basis is None:
        shared_basis = next(
            (
                other
                for other in tuple(_recent)
                if all(getattr(other, name) is getattr(community, name) for name in BASIS)
            ),
            None,
        )
        if shared_basis is None:
            _recent.append(community)
            return community
        _known[community] = shared_basis
    return shared_basis
