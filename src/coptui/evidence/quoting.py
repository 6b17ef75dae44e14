"""Stories as they may be told: no one is named who has not agreed to be quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coptui.core.model.by_name import stands_in
from coptui.core.model.community import Community
from coptui.core.model.ordinary_words import COMMON
from coptui.core.model.records import Member, Story
from coptui.core.model.text import as_sentence
from coptui.core.views.privacy import fit_to_leave
from coptui.language import tr

SOMEBODY = tr("a colleague")
"""What stands for the name of someone who has not agreed."""
SHORT = 3
"""A single word of a name with fewer letters isn't searched for: it would be found everywhere."""
_SPEAKER = re.compile(r"\s*([^:\n\"\u201c]{1,100}?)\s*:\s+(?=\S)")
_MARKS = frozenset({'""', "\u201c\u201d", "\u201e\u201c", "\u00ab\u00bb", "\u00bb\u00ab"})
_SINGLE = {'"': "'", "\u201c": "\u2018", "\u201d": "\u2019"}
_DOUBLE = re.compile('["\u201c\u201d]')
# Scripts that put no space between words.
_UNSPACED = re.compile("[\u2e80-\u9fff\uac00-\ud7af\u3040-\u30ff]")


def teller_of(community: Community, story: Story) -> str:
    """Return who told it, by name only if they agreed to be quoted; "a colleague" as in the text."""
    member = community.members.get(story.teller) if story.teller else None
    if member is not None and member.consent.quotes:
        return fit_to_leave(member).name
    return SOMEBODY


def told_text(community: Community, story: Story) -> str:
    """Return the words of a story with "a colleague" for everyone who has not agreed to be quoted.

    Leave out who is speaking (`Ann: "..."`) if that is said beside the words, and their quotation
    marks.
    """
    teller = community.members.get(story.teller) if story.teller else None
    text = story.text.strip()
    if teller is not None and (label := _SPEAKER.match(text)):
        first, *_ = teller.name.split() or [""]
        own = {name.casefold() for name in (*_whole(teller), first)}
        text = text[label.end() :] if label[1].casefold() in own else text
    told = quotable(community, text)
    label = _SPEAKER.match(told) if teller is None else None
    if label is not None and label[1].casefold() == SOMEBODY.casefold():
        told = told[label.end() :]
    return without_marks(told)


def without_marks(text: str) -> str:
    """Return a text that is one quotation without the marks around it; any other as it is."""
    text = text.strip()
    inside = text[1:-1]
    pair = text[:1] + text[-1:] if len(text) > 1 else ""
    return inside.strip() if pair in _MARKS and not set(pair) & set(inside) else text


def in_marks(text: str) -> str:
    """Return words in quotation marks; a quotation within them has single ones."""
    return f'"{_DOUBLE.sub(_single, text)}"'


def _single(mark: re.Match[str]) -> str:
    return _SINGLE[mark[0]]


def quotable(community: Community, text: str) -> str:
    """Return a text with "a colleague" for everyone who has not agreed to be quoted.

    Recognise members and guests by every name recorded here, whatever its case, and by single words
    of a member's name with a capital. A name that someone who agreed has too is not theirs alone:
    it is replaced, unless it is the whole name of one who agreed.
    """
    agreed = {name.casefold() for member in _members(community, True) for name in _whole(member)}
    others = {name for member in _members(community, False) for name in _whole(member)}
    others |= {guest.name for event in community.events.values() for guest in event.outside_guests}
    whole = {*agreed, *(name.casefold() for name in others if name.strip())}
    first, more = set(), set()
    for member in _members(community, False):
        words = [word for word in re.findall(r"\w+", member.name) if len(word) >= SHORT]
        first.update(words[:1])
        more.update(words[1:])
    if not whole - agreed:
        return text
    # The longer name comes first, so that "Ann Lee", who agreed, is not found as some other "Ann".
    longest = sorted(whole, key=lambda name: (-len(name), name))
    names = f"(?i:{'|'.join(map(_pattern, longest))})"
    single = sorted({*first, *more}, key=lambda word: (-len(word), word))
    names += "".join(f"|{_pattern(word)}" for word in single if word[0].isupper())

    def instead(match: re.Match[str]) -> str:
        if match[0].casefold() in agreed:
            return match[0]
        before = text[: match.start()].rstrip()
        begins = not before or before[-1] in ".!?\u2026"
        if begins and match[0] in more - first and match[0].casefold() in COMMON:
            return match[0]
        return as_sentence(SOMEBODY) if begins else SOMEBODY

    return re.sub(names, instead, text)


def _members(community: Community, agreed: bool) -> Iterator[Member]:
    return (
        member
        for member in community.members.values()
        if (member.consent.quotes is True) == agreed and not stands_in(member)
    )


def _whole(member: Member) -> Iterator[str]:
    handles = (handle.lstrip("@") for handle in member.handles.values())
    every = (member.name, member.sort_name, *member.aliases, *handles, *member.emails, member.phone)
    return (name for name in every if name.strip())


def _pattern(name: str) -> str:
    if _UNSPACED.search(name):
        return re.escape(name)
    return rf"(?<!\w){re.escape(name)}(?!\w)"
