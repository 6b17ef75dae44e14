"""The page on evidence cannot lag behind the lines."""

from __future__ import annotations

from datetime import timedelta

import evidence_page
from evidence_fixture import ANN, BETH, CORA, PEOPLE, TODAY, ago, by_id, calls, circle, person

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
