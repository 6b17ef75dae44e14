"""Who was thanked."""

from __future__ import annotations

from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.records import Window
from coptui.core.model.saying import name_of, people, person
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.evidence.line import Evidence, EvidenceLine, EvidenceRow
from coptui.evidence.series import year_before
from coptui.evidence.wording import clauses, look_back, no_data, to_record
from coptui.language import tr

THANKS = "thanks"


def thanks(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return the days since someone was last thanked, as recorded."""
    first = year_before(community, window, settings)
    thanked = sorted(
        (
            touch
            for touch in community.touches.values()
            if touch.kind == "thanks" and touch.on is not None and first <= touch.on <= window.to
        ),
        key=lambda touch: (touch.on or date.min, touch.id),
    )
    if not thanked:
        return no_data(
            THANKS, to_record(tr("record thanks (press t: thanked @ann for disagreeing)"))
        )
    last = thanked[-1].on
    assert last is not None
    names = {number for touch in thanked for number in touch.members}
    return Evidence(
        THANKS,
        (window.to - last).days,
        clauses(
            tr("the last thank-you on {day}", day=short(last, window.to)),
            counted(
                len(names),
                "{count} person thanked {in_the_last_year}",
                "{count} people thanked {in_the_last_year}",
                in_the_last_year=look_back(settings),
            ),
        ),
        n=len(thanked),
        rows=tuple(
            EvidenceRow(
                "touches",
                touch.id,
                people(community, touch.members) or name_of(None),
                tr(
                    "thanked on {day}, by {name}",
                    day=short(touch.on or last, window.to),
                    name=person(community, touch.by) or name_of(None),
                ),
            )
            for touch in thanked
        ),
        figures={"people": len(names)},
    )


ORDER = 55
LINES = (
    EvidenceLine(
        THANKS,
        tr("thanks"),
        tr(
            "How many days ago someone was last thanked, looking back 12 months, and "
            "how many people were thanked in that time."
        ),
        "down",
        "days",
        thanks,
        needs=tr("who you thank"),
        base=tr("conversations to say thank you in the last 12 months"),
        silent=tr("no conversation to say thank you is recorded in the last 12 months"),
        source="coptui",
        unit="days",
        words=(tr("longer ago"), tr("more recent")),
        figures=(("people", tr("people thanked in the last 12 months")),),
    ),
)
