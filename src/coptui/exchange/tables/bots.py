"""Names of note takers, rooms and telephones that join a call."""

from __future__ import annotations

import re
from typing import Literal

NameKind = Literal["person", "bot", "device", "phone", "role", "two", "nobody"]
"""`role`: someone who takes notes, perhaps; `two`: two people in one name; `no one`: `Guest`, `Participant 3`."""

_BOT = re.compile(
    r"\bread[. ]ai\b|\bnote ?tak(?:er|ing)\b|\bfireflies\b|^otter$|\botter\.ai\b|\botter ?pilot\b"
    r"|'s otter\b|\bfathom\b.*\b(?:note|ai|assistant)|^fathom$|\btl;?dv\b|\bavoma\b|\bsembly\b"
    r"|\bmeetgeek\b|\bfellow\.app\b|\bkrisp\b|\bsupernormal\b|\btactiq\b|\bbluedot\b|\bjamie\.ai\b"
    r"|\bgemini notes\b|\bai notes?\b|\b(?:ai|meeting|recording|copilot) (?:assistant|companion|bot)\b"
    r"|[\[(]bot[\])]|^slackbot$",
    re.IGNORECASE,
)
# Two capitalised words, then what they do there: in many groups someone takes notes.
_HUMAN = re.compile(
    r"[^\W\d_a-z][\w'’.-]* [^\W\d_a-z][\w'’.-]*(?: [\w'’.-]+)?\s*(?:[-–—|,]\s*|[(\[])(?i:note ?tak(?:er|ing))[)\]]?"
)
# Some programs have people's names (`Anna Krisp`), and a name may follow `Recording Assistant`.
_CALLED = re.compile(r"(?!(?:the|my|our)\b)[^\W\d_]{2,} (?i:krisp|fathom|otter|jamie|sembly|avoma)")
_ASSISTS = re.compile(
    r"(?i:(?:ai|meeting|recording) (?:assistant|companion)) (?:[A-Z][\w.'-]+ ?){1,3}"
)
_PROGRAM = re.compile(
    r"\bai\b|\.ai\b|'s\b|fireflies|otter|\bread\b|fathom|avoma|copilot|\bbot\b", re.I
)
_TWO = re.compile(
    r"(?:mr|herr|m|sr)s?\.? (?:&|and|und|et|y) (?:mrs|ms|frau|mme|sra)\.? .+|[^\W\d_][\w'-]+ (?:&|and|und|et|en|og|och) [^\W\d_][\w'-]+(?: [\w'-]+){0,2}"
    r"|[^\W\d_][\w'-]+ [\w'-]+ (?:&|and|und|et|en|og|och) [^\W\d_][\w'-]+ [\w'-]+"
    r"|[^\W\d_][\w'-]+, [^\W\d_][\w'-]+ (?:&|and|und|et|en|og|och) [^\W\d_][\w'-]+",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:guest|zoom ?user|user|participant|attendee|anonymous|anonym|unknown|teilnehmer|gast|invité|invitado|participante|ospite)(?: ?user)?(?: ?\d+)?",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?=(?:\D*\d){3})(?=.*[^\W\d_])[^\W_]{7,}")
"""A word of letters and at least three digits: `23XY9B07q6`."""
_DEVICE = re.compile(
    r"(?:^|'s |’s |\b(?:von|de|di|van|av) )?\b(?:i ?phone|i ?pad|galaxy(?: [a-z]*\d+\S*| tab.*| note.*)|pixel \d\w*|redmi\b.*|oneplus\b.*"
    r"|huawei\b.*|macbook(?: (?:pro|air))?|chromebook|surface (?:pro|go|hub).*|desktop-[a-z0-9]{5,}"
    r"|laptop-[a-z0-9]{5,}|sm-[a-z]\d{3}\w*|moto ?[gex]\d*.*|android(?: phone)?|mobile user"
    r"|zoom rooms?|meeting owl(?: pro| \d)?|conference room|meeting room|poly(?:com)? studio.*|neat bar.*|logitech .*)"
    r"(?: \(?\d+\)?)?(?: (?:von|de|di|van|av) .+)?$",
    re.IGNORECASE,
)
_ROOM = re.compile(
    r"\b(?:zoom room|conference room|meeting room|boardroom|besprechungsraum)\b", re.IGNORECASE
)
_PHONE = re.compile(
    r"(?:(?:call-in user|phone|caller|tel|user)[\s:_#]*)?\+?[\d*x•()\s./-]{4,}", re.IGNORECASE
)
_CALLER = re.compile(r"(?:call-in user|phone user|anonymous caller)[ _\d]*", re.IGNORECASE)


def kind_of_name(name: str) -> NameKind:
    """Return what has this name: a person, a note-taking bot, a device or room, or a phone.

    No one is left out because of it: `Ann's iPhone` is most likely Ann, and someone may be called
    Otter.
    """
    name = " ".join(name.replace("’", "'").split())[:200]
    digits = sum(letter.isdigit() for letter in name)
    if (digits >= 3 and _PHONE.fullmatch(name)) or _CALLER.fullmatch(name):
        return "phone"
    if _BOT.search(name):
        if _CALLED.fullmatch(name):
            return "person"
        person = (_HUMAN.fullmatch(name) and not _PROGRAM.search(name)) or _ASSISTS.fullmatch(name)
        return "role" if person else "bot"
    if _TWO.fullmatch(name):
        return "two"
    if _NOBODY.fullmatch(name) or _CODE.fullmatch(name):
        return "nobody"
    if _DEVICE.search(name) or _ROOM.search(name):
        return "device"
    return "person"
