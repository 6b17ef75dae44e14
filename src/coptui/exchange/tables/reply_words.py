"""What a letter answers in plain words: yes, no, maybe, or no more letters; in doubt nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coptui.core.model.text import fold
from coptui.exchange.tables.answers import Reply, reply_word, yes_or_no

_QUOTED = re.compile(
    r"\s*(?:>|_{5,}|-{2,}\s*(?:original|ursprüngliche|weitergeleitete|forwarded)|(?:from|von|de|da|van|från|fra)\s*:.*@)",
    re.IGNORECASE,
)
# `On Friday, Ann Lee wrote:` in many languages: a line, or the end of two, that ends with a colon.
_WROTE = re.compile(
    r".*\b(?:wrote|writes|schrieb|écrit|escribió|escreveu|scritto|schreef|skrev|napisał\w*|napsal\w*|kirjoitti|írta|yazdı)\b.*:\s*$",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|evening|day)|hallo|liebe[rs]?|guten (?:tag|morgen|abend)|moin|servus|grüezi|bonjour|chère?s?|hola|querid[oa]|ciao|car[oa]|olá|hej|beste)\b",
    re.IGNORECASE,
)
_YES = (
    "i will come", "i'll come", "i'll be there", "i will be there", "i am coming", "i'm coming", "count me in", "i'd love to", "i would love to", "happy to come", "see you there", "with pleasure", "looking forward",
    "ich komme", "komme gern", "komme gerne", "bin dabei", "ich bin dabei", "ich bin da", "bin da", "ich sage zu", "freue mich",
)  # fmt: skip
_ALONE = frozenset(
    fold(text)
    for text in (
        "sure", "gladly", "definitely", "of course", "gern", "gerne", "sehr gern", "sehr gerne",
        "natürlich", "klar",
    )
)  # fmt: skip
"""They say yes where nothing else stands in their clause."""
_NO = (
    "i can't", "i cannot", "i can not", "can't make it", "cannot make it", "unable to", "i won't", "i will not", "i'm afraid", "sadly", "unfortunately", "regrets", "have to decline", "must decline", "not this time",
    "leider", "ich kann nicht", "kann nicht", "kann leider", "ich komme nicht", "komme nicht", "schaffe es nicht", "muss absagen", "ich sage ab", "bin nicht dabei", "bin verhindert", "diesmal nicht",
)  # fmt: skip
_PERHAPS = ("not sure", "i'll try", "i will try", "might come", "may be late", "weiß noch nicht", "ich versuche", "mal sehen", "eventuell", "noch unsicher")  # fmt: skip
_NO_MORE = (
    "unsubscribe", "stop", "remove me", "take me off", "no more letters", "no more emails", "no more mails", "no more e-mails", "please don't write", "don't contact me", "do not contact me",
    "abmelden", "abbestellen", "keine mails mehr", "keine e-mails mehr", "keine briefe mehr", "bitte nicht mehr", "nehmt mich", "nehmen sie mich", "désabonner", "désinscrire", "darme de baja", "uitschrijven", "avregistrera",
)  # fmt: skip
_PHRASES: tuple[tuple[tuple[str, ...], Reply], ...] = ((_NO, "no"), (_PERHAPS, "maybe"), (_YES, "yes"))  # fmt: skip
_CLAUSE = re.compile(r"[.,;:!?()\n–—-]+")
_SINGLE = frozenset("ynjn")
READ = 600
"""Characters of an answer that are looked at; a plain yes is short."""


def own_words(text: str) -> str:
    """Return what someone wrote themselves: without greeting, signature and the quoted letter."""
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n")[:400]:
        if _QUOTED.match(line) or _WROTE.match(line) or line.rstrip() == "--":
            break
        lines.append(line.strip())
    while lines and (not lines[0] or _is_greeting(lines[0])):
        lines.pop(0)
    return "\n".join(lines).strip()[:READ]


def _is_greeting(line: str) -> bool:
    return (len(line) < 60 and _GREETING.match(line) is not None and len(line.split()) <= 5 and line[-1:] in ",!.:") or (len(line) < 60 and _GREETING.fullmatch(line) is not None)  # fmt: skip


def answer_of(words: str) -> Reply | None:
    """Return the answer that these words give; None if they give none, or two that differ."""
    replies = set(_replies(words))
    return next(iter(replies)) if len(replies) == 1 else None


def wants_no_more(subject: str, words: str) -> bool:
    """Return whether someone asks for no more letters, by subject or at the beginning."""
    beginning = fold(words)[:80]
    said = (fold(subject), beginning)
    return any(text.startswith(fold(phrase)) for text in said for phrase in _NO_MORE) or any(
        fold(phrase) in beginning for phrase in _NO_MORE if " " in phrase
    )


def _replies(words: str) -> Iterator[Reply]:
    """Yield what each clause says, and each phrase in it."""
    folded = fold(words.replace("’", "'"))
    for phrases, reply in _PHRASES:
        if any(_holds(folded, fold(phrase)) for phrase in phrases):
            yield reply
    clauses = [clause.strip() for clause in _CLAUSE.split(words.replace("\n", "."))]
    for number, clause in enumerate(clauses):
        if number < 3 or len(clause.split()) == 1:
            yield from _of_clause(clause, first=number == 0)


def _of_clause(clause: str, *, first: bool) -> Iterator[Reply]:
    """Yield what a clause says as a whole, or its first word, and whatever else it says."""
    if fold(clause) in _ALONE:
        yield "yes"
        return
    whole = _word(clause)
    if whole is not None:
        yield whole
    elif first and _word(clause.split(" ")[0]) is not None:
        yield from filter(None, map(_word, clause.split()))


def _holds(text: str, phrase: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text) is not None


def _word(text: str) -> Reply | None:
    if not text or (len(text) == 1 and fold(text) not in _SINGLE):
        return None
    reply = reply_word(text)
    if reply is not None:
        return None if reply == "none" else reply
    answer = yes_or_no(text) if not text.isdigit() else None
    return None if answer is None else "yes" if answer else "no"
