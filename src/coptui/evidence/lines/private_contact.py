"""Who of the core, active and new people was spoken to."""

from __future__ import annotations

from coptui.core.model.community import Community
from coptui.core.model.records import Window
from coptui.core.model.saying import person
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.core.people.levels import standings
from coptui.core.people.newcomers import newcomers as arrivals
from coptui.core.people.roles import is_organiser
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.wording import (
    by_name,
    in_window,
    member_row,
    no_data,
    people,
    share,
    to_record,
)
from coptui.language import tr

CONTACT = "private_contact"


def private_contact(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return who of the core, active and new people was spoken to in the window, by anyone."""
    if not any(
        touch.on is not None and touch.on <= window.to for touch in community.touches.values()
    ):
        return no_data(CONTACT, to_record(tr("record conversations (press t)")))
    levels = standings(community, window.to, settings)
    new = {member.id for member, _ in arrivals(community, window.to, settings)}
    whom = [
        member_id
        for member_id, found in levels.items()
        if (found.level in ("core", "active") or member_id in new)
        and community.members[member_id].contact_ok is not False
        and not is_organiser(community.members[member_id], window.to)
    ]
    if not whom:
        return no_data(CONTACT, tr("no one is core, active or new yet"))
    covered: set[int] = set()
    rows = []
    for member_id in by_name(community, whom):
        latest = None
        for touch in community.touches_of.get(member_id, ()):
            if touch.on is not None and touch.on <= window.to:
                latest = touch
        if latest is None or latest.on is None:
            rows.append(member_row(community, member_id, tr("no conversation recorded")))
            continue
        by = person(community, latest.by)
        day = short(latest.on, window.to)
        if latest.on >= window.from_:
            covered.add(member_id)
            why = (
                tr("spoken to {day}, by {name}", day=day, name=by)
                if by
                else tr("spoken to {day}", day=day)
            )
        else:
            why = (
                tr("not spoken to since {day} (by {name})", day=day, name=by)
                if by
                else tr("not spoken to since {day}", day=day)
            )
        rows.append(member_row(community, member_id, why))
    open_ = [member_id for member_id in whom if member_id not in covered]
    amount = share(len(covered), len(whom), settings)
    spoken_to = tr("{amount} spoken to {in_period}", amount=amount, in_period=in_window(window))
    text = (
        people(
            community,
            open_,
            settings,
            lead=tr("{spoken_to}; the others", spoken_to=spoken_to),
        )
        if open_ and len(open_) < settings.few_people
        else spoken_to
    )
    return Evidence(
        CONTACT,
        len(covered),
        text,
        n=len(whom),
        rows=tuple(rows),
        figures={"covered": len(covered), "not_covered": len(open_)},
    )


ORDER = 51
LINES = (
    EvidenceLine(
        CONTACT,
        tr("one-to-one contact"),
        tr(
            "Which core people, active people and newcomers have been spoken to in the "
            "period, and who spoke to them. People who asked not to be contacted are left "
            "out."
        ),
        "context",
        "days",
        private_contact,
        needs=tr("conversations"),
        base=tr("core, active and new people who may be contacted"),
        silent=tr("no conversation is recorded, or no one is core, active or new"),
        source=tr("coptui; on the private space, see Wenger, McDermott and Snyder 2002, ch. 3"),
        unit="people",
        figures=(
            ("covered", tr("people spoken to in the period")),
            ("not_covered", tr("people not spoken to in the period")),
        ),
    ),
)
