"""Address books: a vCard for each person, 3.0 by default as many programs refuse 4.0."""

from __future__ import annotations

from datetime import date
from typing import Literal

from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.records import Member
from coptui.core.model.text import clean
from coptui.core.views.privacy import fit_to_leave
from coptui.exchange.writers.written import Written, here, may_be_contacted, stable_id
from coptui.language import tr


def cards(
    community: Community,
    today: date,
    *,
    version: Literal["3.0", "4.0"] = "3.0",
    notes: bool = False,
) -> Written:
    """Write everyone who may be contacted (RFC 2426, RFC 6350). Private notes only with `notes`."""
    contactable = may_be_contacted(community, today)
    alone = len(here(community, today)) - len(contactable)
    held_back = 0 if notes else sum(len(member.notes) for member in contactable)
    left_out = [
        *(
            [
                tr(
                    "{people} who asked for no contact",
                    people=counted(alone, "{count} person", "{count} people"),
                )
            ]
            if alone
            else []
        ),
        *(
            [counted(held_back, "{count} private note", "{count} private notes")]
            if held_back
            else []
        ),
    ]
    text = "".join(_card(community, member, version, notes) for member in contactable)
    return Written(text, len(contactable), tuple(left_out))


def _card(community: Community, member: Member, version: str, notes: bool) -> str:
    import vobject

    private_notes = member.notes if notes else ()
    member = fit_to_leave(member)
    card = vobject.vCard()

    def add(name: str, value: object) -> None:
        card.add(name).value = value

    add("version", version)
    add("uid", f"urn:uuid:{stable_id(community, 'members', member.id)}")
    name = clean(member.name) or tr("member {id}", id=member.id)
    add("fn", name)
    given, family = _parts(name, clean(member.sort_name))
    add("n", vobject.vcard.Name(family=family, given=given))
    for address in member.emails:
        add("email", clean(address))
    if phone := clean(member.phone):
        add("tel", phone)
    # A unit without its organisation would be read as one.
    if organisation := clean(member.organisation):
        add("org", [part for part in (organisation, clean(member.unit)) if part])
    if tags := [tag for one in member.tags if (tag := clean(one))]:
        add("categories", tags)
    if member.joined_on:
        add("x-coptui-joined", member.joined_on.isoformat())
    if private_notes:
        told = (f"{note.on or ''} {note.by}: {note.text}".lstrip(" :") for note in private_notes)
        add("note", clean("\n".join(told), lines=True))
    made: str = card.serialize(validate=False)
    return made


def _parts(name: str, sort_name: str) -> tuple[str, str]:
    """Return given and family name; the last word is the family name unless the record says so."""
    for text in (sort_name, name):
        family, comma, given = text.partition(",")
        if comma and family.strip() and given.strip():
            return given.strip(), family.strip()
    given, _, family = name.rpartition(" ")
    return (given, family) if given else (name, "")
