"""The page on evidence cannot lag behind the lines."""

from __future__ import annotations

import re
from datetime import timedelta

import evidence_page
import evidence_words
from evidence_fixture import ANN, BETH, CORA, PEOPLE, TODAY, ago, by_id, calls, circle, person

from coptui.core.model.ordinary_words import COMMON
from coptui.core.model.records import Action, Ask, Attendance, Contribution, Story, Topic, Touch
from coptui.evidence.registry import LINES, evidence


def test_the_page_is_what_the_registry_says() -> None:
    written = evidence_page.PAGE.read_text(encoding="utf-8")
    assert written == evidence_page.page(), "run: python tests/evidence/evidence_page.py"


def test_every_figure_is_documented_and_every_documented_one_is_there() -> None:
    entries = {ANN: Attendance(status="attended", rsvp="yes", spoke=True)}
    events = calls([BETH], [BETH], [BETH], entries=entries, format="demo", hosts=(ANN,))
    given = circle(
        {**PEOPLE, 6: person(6, joined_on=ago(3), introduced_by=ANN)},
        events=events,
        topics=by_id(Topic(id=1, title="x", proposer=ANN, origin="outside", opened_on=ago(3))),
        touches=by_id(Touch(id=1, on=ago(3), by=CORA, members=(ANN,))),
        actions=by_id(Action(id=1, text="x", state="done", done_on=ago(1))),
        asks=by_id(
            Ask(id=1, text="x", asker=ANN, answered_by=(BETH,), asked_on=ago(9), solved_on=ago(8))
        ),
        stories=by_id(Story(id=1, text="x", on=ago(1))),
        contributions=by_id(Contribution(id=1, on=TODAY - timedelta(days=1), member=BETH)),
    )
    for line_id, line in LINES.items():
        found = evidence(line_id, given, TODAY)
        assert set(found.figures) == {name for name, _ in line.figures}, line_id


MEANT = """
levels core active occasional quiet paused outside stage potential coalescing maturing
stewardship transformation held living stopped series trace seen here occasion newcomer guest
visitor prospect gap median window then steward coordinators sponsor contribution conversation
tie go-between break streak attendance aliveness cycle chain story request follow-up edge
"""
"""Words that say something of their own, though some of them are ordinary ones."""

ORDINARY = """
added appear applied average belong bigger capital common connected contains de decision
difference directly discussed e-mail evenly falling figure fits gained highlights ignored including introduced
language letters minus otherwise partly period periods planned previous range rising
shipped source sources spread translation typical written
address afterwards ahead alike although answer answers anyone anywhere apart apology are beyond
biggest brought calendar cancelled carry cent ch changed chat chose clockwork code comes coming
community compared connection coptui count counted counts current cutting date dated details
differ divided do does drifted decide due earlier earliest edited empty ended ending endings equally
equals excuses familiar felt fewer fewest finished first-timer further handle happened has hint
hold hour hours install involved keeps largest lately latest leaving lesser list listed load
longer longer-standing longest location loops lower makes marked match mcdermott measured meet meets met
mixed moved movement nearer needs neither net newer noted observed offering older oldest one-to-one ones online
outcome outcomes outnumber pair pairs passed per point points posted probably rarely reach reaches reason reasons
recent recently record recorded records refers relevant reviews row rows running says scale
sending separately shown smallest snyder solved spoken stayed sum summary taken taking talk talked
talks target tenth text thank thanked theirs times title twice trend unknown unless updated upper vary
voices wait waiting waits way ways weigh weight weights wenger whatever whichever whoever wins
words wrote x
"""
"""Words of the rules that mean there what they mean anywhere."""


def plain(word: str) -> str:
    """A word without what its ending adds: walks and walked are walk, coordinators' is coordinator."""
    word = re.sub(r"(?:'s?|(?<=[^s])s'?)$", "", word.removesuffix("n't"))
    short = re.sub(r"(?:ation|ed|er|ing|ie|y|e)$", "", word)
    return short if len(short) > 2 else word


def test_every_word_of_a_rule_is_ordinary_or_defined() -> None:
    """A new word in a rule is defined in evidence_words.py, unless it means what it does anywhere."""
    defined = {plain(word) for word in evidence_words.terms()}
    assert [word for word in MEANT.split() if plain(word) not in defined] == []
    known = defined | {plain(word) for word in (*ORDINARY.split(), *COMMON)}
    texts = list(evidence_page.meanings().values())
    for line in LINES.values():
        figures = (what for _, what in line.figures)
        texts += [line.title, line.rule, line.base, line.silent, line.needs, line.unit, *figures]
    words = {word for text in texts for word in re.findall(r"[a-z][a-z'-]*", text.lower())}
    assert sorted(word for word in words if plain(word) not in known) == []
