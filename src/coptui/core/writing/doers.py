"""Who does what a follow-up says, named without an @ at its beginning: `Eva to bring jam`. Pure."""

from __future__ import annotations

import re

from coptui.core.finding.search import candidates
from coptui.core.model.community import Community
from coptui.core.model.ordinary_words import COMMON
from coptui.core.model.text import fold
from coptui.core.writing.asked_who import name_written, who_is
from coptui.core.writing.named import WORD, bearer, name_in
from coptui.errors import UsageError
from coptui.language import tr

_WILL = re.compile(
    r"(?:will|to(?= (?-i:[a-z]))|(?:has |have )?(?:promised|agreed|offered) to)\b(?! (?:need|have)\b| be\b(?! \w+ing\b))",
    re.IGNORECASE,
)
"""Behind a name it says that this person does it."""
_MAY_MEAN_IT = re.compile(
    r"(?:(?:said|says) (?:he|she|they|to)|can|could|may|might|must|should|shall|would|ought to|has to|needs to|(?:has |have )?(?:promised|agreed|offered))\b"
    r"|(?!(?:always|does|feels|has|his|hopes|is|its|knows|likes|looks|needs|owes|says|seems|thinks|this|us|wants|was)\b)[a-z]{2,}(?<!s)s(?= )",
)
"""Behind a name it may say so."""
_PRONOUN = re.compile(r"(?:he|she|they)\b", re.IGNORECASE)
_SHORT = re.compile(r"^([^\s'’]+)['’]ll\b")


def doer_named(line: str, community: Community) -> tuple[int | None, str]:
    """Return who does what a line says, and the line without a call (`Dan: bring tins`).

    None if its beginning names no one as the doer. Raise UsageError if it is uncertain who does it,
    Ambiguous with candidates.
    """
    text = _SHORT.sub(r"\1 will", line)
    words = list(WORD.finditer(text))
    names: list[str] = []
    begins = 0
    while begins < len(words) and ":" not in (words[begins - 1][2] if begins else ""):
        if names and words[begins][1].casefold() == "and":
            begins += 1
            continue
        named = (name_in(words[begins : begins + many], many, community) for many in (3, 2, 1))
        name = next(filter(None, named), "")
        if not name or (fold(name) in COMMON and not name[:1].isupper()):
            break
        names.append(name)
        begins += len(name.split())
    written = name_written(words)
    if len(written.split()) > begins:
        # Someone of whom only a part is known, or who is no member.
        rest = text[len(written) :].lstrip()
        is_near = rest[:1] == ":" or _WILL.match(rest)
        if is_near and (
            candidates(community, written, "members", limit=1) or rest.startswith("will ")
        ):
            raise who_is(written, community)
    if not names:
        if (pronoun := _PRONOUN.match(text)) and _WILL.match(text[pronoun.end() :].lstrip()):
            raise _who_does_it()
        return None, line
    apart, rest = words[begins - 1][2], text[words[begins - 1].end() :]
    is_call = ":" in apart
    if not is_call and not (apart.isspace() and (_WILL.match(rest) or _MAY_MEAN_IT.match(rest))):
        return None, line
    if len(names) > 1 or fold(names[0]) in COMMON or not (is_call or _WILL.match(rest)):
        raise _who_does_it(community.members[bearer(names[0], community)].name)
    return bearer(names[0], community), rest if is_call else line


def _who_does_it(name: str = "") -> UsageError:
    such = ".".join(name.split()) or "ann"
    return UsageError(
        tr("Who will do this?"),
        tr(
            "If it is someone else, begin with @ and their name, as in @{such}: bring the tins. "
            "If it is you, begin with what you will do.",
            such=such,
        ),
    )
