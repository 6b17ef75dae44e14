"""What is confidential goes by its code, also where it was named before it was confidential."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from coptui.core.model.community import Community
from coptui.core.model.labels import singular_of
from coptui.core.model.records import Event, Topic
from coptui.core.model.text import clean
from coptui.language import tr

CUT = "…"
"""The sign at which a label was cut off."""

LABEL = 120
"""How long the label of an edit may be in the history, in characters."""

SHORTEST_CUT = 4
"""This many letters of a title before the cut are taken for it."""

_known: WeakKeyDictionary[Community, Mapping[str, str]] = WeakKeyDictionary()


def masked(community: Community, text: str) -> str:
    """Return a text of ours, such as the label of an edit, with codes in place of titles.

    A title counts whatever it was when the text was written, and also where the text was cut off
    in the middle of it.
    """
    codes = _codes(community)
    if not codes:
        return text
    # A longer title before what it may contain.
    for title, code in sorted(codes.items(), key=lambda named: -len(named[0])):
        if title in text:
            parts = re.split(rf"(?<!\w){re.escape(title)}(?!\w)", text)
            text = code.join(parts)
        if CUT in text:
            text = _masked_at_the_cut(text, title, code)
    return text


def label_in_history(community: Community, text: str) -> str:
    """Return the label of an edit, fit for the history: one line with room for it, without the
    title of anything confidential. It may quote a question or a text."""
    label = masked(community, clean(text))
    return label if len(label) <= LABEL else f"{label[: LABEL - 1]}{CUT}"


def titles(community: Community) -> Collection[str]:
    """Return every title that something confidential has or had."""
    return _codes(community).keys()


def _masked_at_the_cut(text: str, title: str, code: str) -> str:
    before, _, after = text.rpartition(CUT)
    for length in range(len(title) - 1, SHORTEST_CUT - 1, -1):
        if before.endswith(title[:length]):
            return f"{before[:-length]}{code}{CUT}{after}"
    return text


def _codes(community: Community) -> Mapping[str, str]:
    """Return what to say in place of each title that something confidential has or had."""
    if community not in _known:
        _known[community] = _derive(community)
    return _known[community]


def _derive(community: Community) -> dict[str, str]:
    known_titles: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    state: dict[tuple[str, int], dict[str, Any]] = {}
    for _, entry in sorted(community.history.items()):
        for changed in entry.changes:
            if changed.table not in ("topics", "events"):
                continue
            subject = (changed.table, changed.id)
            for image in (changed.before, changed.after):
                if image and isinstance(image.get("title"), str):
                    known_titles[subject].add(image["title"])
                for field in ("confidential", "code"):
                    if image and field in image:
                        state.setdefault(subject, {})[field] = image[field]
    records: list[Topic | Event] = [*community.topics.values(), *community.events.values()]
    for record in records:
        subject = (record.table, record.id)
        known_titles[subject].add(record.title)
        state[subject] = {"confidential": record.confidential, "code": record.code}
    return {
        title: state[subject].get("code")
        or tr("a confidential {singular}", singular=singular_of(subject[0]))
        for subject, its_titles in known_titles.items()
        if state.get(subject, {}).get("confidential")
        for title in its_titles
        if title
    }
