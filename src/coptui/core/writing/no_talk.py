"""Lines that tell of a conversation that wasn't: one not held, only tried, planned, or others'. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.labels import label_of
from coptui.core.writing.capture import without_marks
from coptui.core.writing.named import names_said
from coptui.errors import UsageError
from coptui.language import tr

_TALKS = (
    "speak|talk|call|ring|phone|e?-?mail|write|text|message|chat|zoom|meet|visit|see|hear|reach|contact|tell|ask"
    "|answer|reply|respond|thank|welcome|discuss|connect|catch|pick up|get (?:hold|through|in touch|back|round|to)"
)
_TALKED = (
    "spoken|spoke|talked|called|rung|rang|phoned|e?-?mailed|written|wrote|texted|messaged|chatted|zoomed|met|visited"
    "|seen|saw|heard|reached|contacted|told|asked|answered|replied|responded|thanked|welcomed|discussed|connected"
    "|caught|picked up|got (?:hold|through|in touch|back|round|to)|had (?:a |any |the )?(?:chance|contact|word|chat|call|reply|answer)"
)
_TALKING = "speaking|talking|calling|ringing|phoning|e?-?mailing|writing|texting|messaging|reaching|getting (?:hold|through|in touch)"
_US = r"(?:(?:(?:i|we|you)(?:['’](?:ve|d|m|re))?|and|,|just|still|also|sorry|have|has|had|am|is|was|be|been) *)*"
_NOT = r"(?:(?:have|has|had|did|do|could|was|were)(?:n['’]?t| not)|never|not|unable to|failed to|(?:have |has )?yet to|(?:can['’]?t|cannot)(?= reach| get))"
_BETWEEN = (
    "(?: +(?:yet|ever|even|really|actually|quite|once|have|been|able to|manage to|managed to|come to|got to|get to"
    "|found time to|had time to|had the chance to|had a chance to))*"
)
_NOT_HELD = re.compile(
    rf"{_US}(?:{_NOT}{_BETWEEN} +(?:{_TALKED}|{_TALKS})\b|without (?:{_TALKING})\b"
    r"|(?:i['’]ve |we['’]ve )?(?:heard nothing|no (?:news|word|sign|contact|answer|reply|response)(?: yet)?|nothing(?: heard)?(?: yet)?) (?:from|of|with) @)"
    rf"|(?:@|she|he|they)(?:(?:,| and) @)* (?:{_NOT}{_BETWEEN} +(?:answer|pick|phon|repl|respond|r[iau]ng|call|spoken|got back|get back|got in touch|been in touch|written|wrote)[a-z]*\b)"
)
_ENDS = r"(?=\W*$| *[,;.!?)–—-]| +(?:so|but|and|yet|again|today|yesterday|on|at|this|from (?:@|her|him|them)|last)\b| +from @)"
_HER = "(?:she|he|they|@|it|no ?body|no one)"
_UNANSWERED = (
    rf"(?:(?:got|had|there was|there's|i got|but) )*no (?:answer|reply|response|luck|joy|one (?:there|in|answered|picked up)){_ENDS}"
    rf"|no ?(?:body|one) (?:answered|picked up|replied|was (?:in|there|home))|(?:{_HER} )?(?:did(?:n['’]?t| not)|has(?:n['’]?t| not)|have(?:n['’]?t| not)|never|would(?:n['’]?t| not))(?: even)? (?:answer(?:ed)?|pick(?:ed)?(?: it)? up|reply|replied|respond(?:ed)?|come to the phone){_ENDS}"
    r"|(?:(?:it|i|we|and|just|only|call) )*(?:went|was put|got|reached|goes) (?:straight |only |just )*(?:to |through to )?(?:her |his |their |the |a )?(?:voice ?mail|answerphone|answering machine|mailbox)"
    r"|(?:(?:i|we|just|only) )*(?:left|leaving) (?:(?:her|him|them|@|a|an|the|another|short|quick|long) )*(?:message|voice ?mail|voice message|word)"
    rf"|(?:voice ?mail|answerphone|answering machine){_ENDS}"
    r"|(?:i |we )?could(?:n['’]?t| not) (?:get (?:through|hold)|reach)|(?:it )?(?:just )?rang out|unanswered|unsuccessfully|in vain"
)
_AWAY = (
    rf"(?:{_HER} )?(?:was(?:n['’]?t| not)|not|is(?:n['’]?t| not)|were(?:n['’]?t| not)) (?:in|there|at home|home|available|answering|around){_ENDS}"
    rf"|(?:{_HER} )?(?:was |were )?(?:out|away|engaged){_ENDS}|(?:the )?(?:line|number) (?:was )?(?:engaged|busy|dead)"
)
_BEGINS = r"(?:[,;:.–—(-] *|\b(?:but|and|then|yet|twice|again|times|today|yesterday|morning|afternoon|evening) +|@ +)"
_ATTEMPTED = re.compile(
    rf"{_BEGINS}(?:{_UNANSWERED})"
    r"|(?<!\bis) \bno (?:answer|reply|response)\W*$"
)
_WAS_AWAY = re.compile(rf"{_BEGINS}(?:{_AWAY})")
_TRIED = re.compile(
    rf"{_US}(?:(?:tried|trying|attempted)(?: again)?(?: to (?:{_TALKS})\b| (?:{_TALKING})\b| @(?!['’])| (?:her|him|them)\b)"
    r"|(?:i['’]ve |we['’]ve )?missed (?:(?:a|the|another|her|his|their|@['’]s?) )*(?:call\b|@(?!['’])|(?:her|him|them|each other)\b(?! \w+s\b))"
    r"|left (?:(?:@+|her|him|them|a|an|the|another|short|quick|long) )*(?:voice ?mail|voice message|message|word)\b)"
)
_ANY_ATTEMPT = frozenset((
    "called", "rang", "phoned", "mailed", "emailed", "wrote", "messaged", "texted", "zoomed",
    "visited", "asked",
))  # fmt: skip
"""What can be done without anyone answering; who spoke or met did so."""
_SPOKE = re.compile(r"\b(?:spoke|talked|told|met|saw|chatted|heard|discussed|thanked|caught up)\b")
_WHOM = r"(?:@(?!['’])|(?:her|him|them|everyone|everybody|all)\b)"
_TO_DO = re.compile(
    rf"(?:please )?(?:(?:ring|phone|call|text|message|e?-?mail|ask|tell|thank|visit|meet|invite|remind|contact|see)(?: back| up)? {_WHOM}"
    rf"|(?:speak|talk|write|chat)(?: again)? to {_WHOM}|(?:speak|meet)(?: up)?(?: again)? with {_WHOM}|get (?:in touch with|hold of|back to) {_WHOM}"
    r"|(?:(?:i|we|just|still|also) ?)*(?:(?:['’]?ll|will|must|should|shall|need to|have to|had better|ought to|want to|plan to|going to|hope to"
    r"|intend to|['’]?(?:m|re) going to|(?:am|are) going to|['’]d like to|would like to|remember to|don['’]?t forget to|to|let['’]?s|got to)\b *)+"
    rf"(?:also |still |really )?(?:{_TALKS})\b(?! (?:me|us)\b))"
)
_IN_DOUBT = tr("If you did speak, begin with spoke to @ann.")


_INTRODUCED = re.compile(
    r"(?:(?:i|we|i['’]ve|we['’]ve|have|just|and|also) )*introduced\b", re.IGNORECASE
)


def introduction_told(line: str) -> UsageError | None:
    """Return where to write an introduction, if a line tells of one; None if it doesn't."""
    if not _INTRODUCED.match(line):
        return None
    return UsageError(
        tr("This tells of an introduction."),
        tr(
            "Write it with + and n: @ann and @beth. On the command line: coptui log --kind "
            "introduction '@ann and @beth'."
        ),
    )


def no_talk(line: str, word: str, community: Community, today: date) -> UsageError | None:
    """Return why a line tells of no conversation of the writer's; None if it may.

    `word` is its word of talk, "" if there is none. What stands behind that word is what was said,
    and says nothing about whether it was said.
    """
    shape = _shape(line, community, today)
    if _NOT_HELD.match(shape):
        return UsageError(
            tr("This says that you didn't speak."),
            tr("To plan it, write a follow-up (f): ring @ann !fri. {in_doubt}", in_doubt=_IN_DOUBT),
        )
    unanswered = word in _ANY_ATTEMPT and _WAS_AWAY.search(shape)
    if word in _ANY_ATTEMPT or (not word and not _SPOKE.search(shape)):
        unanswered = unanswered or _ATTEMPTED.search(shape)
    if unanswered:
        return _attempt()
    if (why := only_tried(line, community, today)) is not None:
        return why
    if not word and _TO_DO.match(shape):
        return UsageError(
            tr("This is still to be done, so it isn't a conversation yet."),
            tr("Write it as a follow-up (f). {in_doubt}", in_doubt=_IN_DOUBT),
        )
    return None


def only_tried(line: str, community: Community, today: date) -> UsageError | None:
    """Return that a line begins with an attempt, as in `tried to ring Ann`; None if it doesn't."""
    return _attempt() if _TRIED.match(_shape(line, community, today)) else None


def _attempt() -> UsageError:
    return UsageError(
        tr("An attempt isn't a conversation yet."),
        tr(
            "To try again, write a follow-up (f): ring @ann !tomorrow. {in_doubt}",
            in_doubt=_IN_DOUBT,
        ),
    )


def between_others(people: Iterable[int], community: Community) -> UsageError:
    """Return the question whether the writer spoke to these people, or they to each other."""
    names = [
        label_of(community.members[number]) for number in people if number in community.members
    ]
    return UsageError(
        tr("This reads as if it happened without you: {names}.", names=", ".join(names)),
        tr("If you spoke to them, begin with spoke to @ann. If not, write a note (n)."),
    )


def _shape(line: str, community: Community, today: date) -> str:
    """Return a line in lower case, with @ for everyone named in it."""
    shape = without_marks(line, community, today)
    for said in reversed(list(names_said(shape, community))):
        shape = f"{shape[: said.begins]}@{shape[said.ends :]}"
    return " ".join(re.sub("@+", "@", shape).casefold().replace("’", "'").split())
