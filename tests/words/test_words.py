"""How coptui speaks: plain, idiomatic British English, one name for one thing."""

from __future__ import annotations

import re

import pytest
from shown_texts import (
    Shown,
    of_the_checklists,
    of_the_command_line,
    of_the_pages,
    of_the_source,
    of_the_starter,
)

from coptui.core.writing.form_fields import FIELDS
from coptui.tui.shell.key_bar import message_lines

SOURCE = (*of_the_source(), *of_the_command_line(), *of_the_starter())
CHECKLISTS, PAGES = tuple(of_the_checklists()), tuple(of_the_pages())
BY_HAND = tuple(
    shown
    for shown in PAGES
    if not shown.where.startswith(("data-model.md", "evidence.md", "performance.md"))
)
"""Pages that call things as the screens do; the others explain the names in the data file, or measure."""
KINDS = {
    r"(?<!here )\b(?:is|are|was|were) no (?!longer|more|one\b|way\b)": "isn't a, has no, there is no",
    r"\bu (?:takes|brings|parts)\b": "u undoes this, u restores it",
    r"\b(?:take|takes|taken|bring|brings|brought) (?:it |them |this |that )?back\b(?! to\b)": "undo, restore",
    r"\bwith commas between\b|\bparted by\b": "separated by commas",
    r"(?<!can )(?<!leaves )\b(?:stands?|lies?) (?:there|here|in(?! for)|on|behind|beside|twice|once|under)\b": "is, appears",
    r"\bputs right\b|\b[Pp]ut right (?:what|everything|\{)|\} put right\b|\bfrom the next start on\b|\bhas one reading\b": "fix, from the next start",
    r"\b(?:whom|whomever)\b": "who",
    r"\b[Nn]obody and nothing\b|\bNobody and no\b": "nothing, no one",
    r"\banew\b|\bfor long\b|\bbe it\b|\bof long standing\b|\botherwise than\b": "again, for a long time, even",
    r"\bbeat\b": "rhythm",
    r"\bof (?:mine|yours)\b": "your, my",
    r"\b(?:so|such) (?:many|much) (?:at|as) most\b|\bat most so\b": "at most this many",
    r"\bmeanwhile\b(?! there)": "in the meantime",
    r"\bper cent\b": "%",
    r"\bin peace\b": "alone",
    r"\bmedian of days\b": "how long",
    r"\bon the table\b": "on an agenda",
    r"\bold hands?\b": "long-standing member",
    r"\b(?:somebody|anybody|everybody)\b": "someone, anyone, everyone",
    r"\bof (?:which|whom)\b.*\b(?:is|are) (?:known|recorded)\b|\bof which it is known\b": "where we know",
    r"\b(?:so|that) marked\b|\bmarked that way\b": "marked as ...",
    r"\bin (?:the|this) window\b|\bof the window\b": "period",
    r"\bliving series\b|\bseries (?:is|are) living\b": "running series",
    r"\bwait(?:s|ed)? to be closed\b|\bstill to be closed\b": "not closed yet",
    r"\bless the\b": "minus the",
    r"\b(?:was|were) ever (?:recorded|taken|asked)\b": "has been recorded",
    r"\bNone (?:where|while|under|if)\b": "no figure if",
    r"\bof equals\b": "if several had as many",
    r"^(?:Of|From how many) (?:the|those)\b.*\b(?:the share|those (?:with|that|whose|who))\b": "What share of ..., How many of ...",
    r", for (?:they|we|it|there)\b": "because",
    r"\{\} is walked\b": "is finished",
    r"\bHow far (?:is|are|has|have|can|do|does)\b": "How many of, how well",
    r"\bthe present (?:file|coordinator)\b": "the current",
    r"\b(?:one|two) at least\b|\d at most\b|; \{\} at most": "at least one, the limit is",
    r"\btake it out\b": "remove it",
    r"\bno (?:e-mails|phones)\b": "no e-mail addresses, no phone numbers",
    r"\bsigns in plain\b": "symbols",
    r"\bso does\b": "does the same",
    r"\bas in (?:spoke|doubts|Lena)\b": "such as",
    r"\bread by the clock\b": "in the time zone",
    r"\bnot dated\b": "no date",
    r"\b[Oo]f mine\b|\bwithout end\b": "my",
    r"\bforbid|\bmust not be\b(?=.*\bof yours\b)": "cannot",
    r"\bbut for\b|\bsave for\b": "except",
    r"\b(?:is|are) (?:said|told) (?:on|of|with|at|in words)\b(?! the start)": "coptui says",
    r"\b[Nn]obody\b|\btill\b": "no one, until",
    r"\b(?:one|documents?|records?|rows?|lines?|keys?|questions?) a (?:line|file|row|key|person|event|meeting)\b": "per",
    r"\b(?:checklists?|evidence|[Ll]ines?|keys) of (?:your|its) own\b": "your own checklists",
    r"\bin the period (?:someone|anyone|members?)\b": "were answered by someone ... in the period",
    r"\bthe usual one\b|\bsmall letters\b|\bremarks? for you\b": "the default, lower-case letters, comments",
    r"\bby the (?:community's )?clock\b|\bon the wall\b": "in the time zone",
    r"(?:^|[.;:|] )What (?:is|was|are|were|cannot|can't) (?:no|not|yours|once|deleted|exported|missing|marked|written|left|put|said of)\b[^?]*\.(?: |$)": "name what it is",
    r"(?:^|[.;:|] )Who (?:is|was|wants|said|asked|administers|could) [^?|]*\b(?:is|are|see|count)\b[^?|]*\.(?: |$)": "people who ...",
    r"(?:^|[.;:|] )Where (?:a|an|that|it|no|one|several|both|none) [^?|]*, ": "if",
    r"(?:^|[.;:|] )Of (?:a|an|the|what|posts|all|those) ": "in, from, for",
    r"[,;] else\b(?! (?:if|in)\b)": "otherwise",
    r"\b[Mm]end(?:s|ed)?\b|\bfaults? of (?:ours|coptui)\b": "fix, something went wrong",
    r"\b[Tt]akes? in (?!the\b)|\btaken in (?:by|un)": "import, add, merge",
    r"\blines? drops\b|\blost line\b|\bline is dead\b": "connection",
    r"\bwalk(?:ed|s)? blind\b|, blind\b|\bin Cultivate\b": "answer independently, in the list of checklists",
    r"\bas on (?:that|this) day\b|\bto be as on\b": "as it was on",
    r"\bpeople completed\b|\bbrought up to date\b": "updated",
    r"\bmay name\b": "may refer to",
    r"\bname(?:s)? every mistake\b|\bName every\b": "list every mistake",
    r"\bdid did\b|\bWhat here\b|\bheavy for\b": "the English order, busy",
}
"""What is not English, or must be read twice; and what is said instead."""
NAMES = {
    r"(?<!in )\btouch(?:es|ed)?\b": "conversation; last active",
    r"\b(?:an|the|open|each|every) asks?\b": "request",
    r"\bstewards?\b": "looks after, looked after by",
    r"\bexcused\b": "sent apologies",
    r"\bmarked as here\b": "absent, present",
    r"\b[Tt]akes? away (?:data|members|the)\b|\b[Tt]ak(?:e|ing) data away\b": "export",
    r"\boccasions?\b": "event",
    r"\bprovenance\b|\bmedians?\b(?! absolute|\.)|\brecurrence rule\b": "say what it means",
    r"\bvalue log\b|\bstory of value log\b": "stories",
    r"\bperipheral\b": "occasional",
    r"\b(?:the|only) organisers?\b": "coordinators",
    r"\bvisitors?\b": "guests",
    r"\bno (?:other )?traces?\b|\bwith a trace\b": "nothing recorded",
    r"'place'|^places? (?:was|were)\b|\bplaces? to look at\b": "problem, field",
}
"""What has another name on the screen; `touch`, `asks` and so on are names in the data file."""
MOST_WORDS = 25


def found(patterns: dict[str, str], texts: tuple[Shown, ...]) -> list[str]:
    """Each text that has one of the patterns, with what to say instead."""
    return [
        f"{where}: {match[0]!r} ({better}): {text[:90]}"
        for pattern, better in patterns.items()
        for where, text in texts
        if (match := re.search(pattern, text))
    ]


@pytest.mark.parametrize(
    "texts", [SOURCE, CHECKLISTS, PAGES], ids=["source", "checklists", "pages"]
)
def test_nothing_is_said_as_nobody_would_say_it(texts: tuple[Shown, ...]) -> None:
    assert not found(KINDS, texts)


@pytest.mark.parametrize(
    "texts", [SOURCE, CHECKLISTS, BY_HAND], ids=["source", "checklists", "pages"]
)
def test_one_thing_has_one_name(texts: tuple[Shown, ...]) -> None:
    assert not found(NAMES, texts)


def test_a_label_that_a_text_sends_to_is_on_a_form() -> None:
    """`(press e, then Links us to)` says: edit, then fill in the field of that name."""
    labels = {field.label for fields in FIELDS.values() for field in fields}
    sent_to = {
        (where, label)
        for where, text in SOURCE
        for label in re.findall(r"\(press (?:\d, then )?e, then ([^)]+)\)", text)
    }
    assert sent_to
    assert {label for _, label in sent_to} <= labels, sent_to


def sentences(text: str) -> list[str]:
    """The sentences of a text; after a colon or semicolon something new begins, too."""
    return re.split(r"[.?!:;](?:\s|$)|\) ", " ".join(text.split()))


LONG_LISTS = ("exchange/writers/whole.py", "evidence/")
"""What may be longer: the list of what an export leaves out; the rules of evidence lines."""


def test_a_sentence_has_twenty_five_words_at_most() -> None:
    """Helps, questions, descriptions of commands, messages and hints, all of them."""
    long = {
        where: sentence
        for where, text in (*SOURCE, *CHECKLISTS)
        if not where.startswith(LONG_LISTS)
        for sentence in sentences(text)
        if len(sentence.split()) > MOST_WORDS
    }
    assert not long


def test_every_message_of_the_screens_is_read_to_its_end_at_eighty_columns() -> None:
    for shown in SOURCE:
        if shown.where.startswith("tui/"):
            text = " ".join(shown.text.replace("{}", "Bartholomew").split())
            assert " ".join(message_lines(text, 80)) == text, shown
