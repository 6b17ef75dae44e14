"""Names that are no person's: note takers, rooms and telephones that join a call."""

from __future__ import annotations

import re
from typing import Literal

NameKind = Literal["person", "bot", "device", "phone"]

_BOT = re.compile(
    r"\bread[. ]ai\b|\bnote ?tak(?:er|ing)\b|\bfireflies\b|^otter$|\botter\.ai\b|\botter ?pilot\b"
    r"|'s otter\b|\bfathom\b.*\b(?:note|ai|assistant)|^fathom$|\btl;?dv\b|\bavoma\b|\bsembly\b"
    r"|\bmeetgeek\b|\bfellow\.app\b|\bkrisp\b|\bsupernormal\b|\btactiq\b|\bbluedot\b|\bjamie\.ai\b"
    r"|\bgemini notes\b|\bai notes?\b|\b(?:ai|meeting|recording|copilot) (?:assistant|companion|bot)\b"
    r"|[\[(]bot[\])]|^slackbot$",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"(?:^|'s |’s |\b(?:von|de|di|van|av) )?\b(?:i ?phone|i ?pad|galaxy(?: [a-z]*\d+\S*| tab.*| note.*)|pixel \d\w*|redmi\b.*|oneplus\b.*"
    r"|huawei\b.*|macbook(?: (?:pro|air))?|chromebook|surface (?:pro|go|hub).*|desktop-[a-z0-9]{5,}"
    r"|laptop-[a-z0-9]{5,}|sm-[a-z]\d{3}\w*|moto ?[gex]\d*.*|android(?: phone)?|mobile user"
    r"|zoom rooms?|conference room|meeting room|poly(?:com)? studio.*|neat bar.*|logitech .*)"
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

    Nobody is left out because of it: `Ann's iPhone` is most likely Ann, and somebody may be called
    Otter.
    """
    name = " ".join(name.replace("’", "'").split())[:200]
    digits = sum(letter.isdigit() for letter in name)
    if (digits >= 3 and _PHONE.fullmatch(name)) or _CALLER.fullmatch(name):
        return "phone"
    if _BOT.search(name):
        return "bot"
    if _DEVICE.search(name) or _ROOM.search(name):
        return "device"
    return "person"
