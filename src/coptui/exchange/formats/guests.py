"""Who registered for a meeting: Meetup, Eventbrite and Luma; and the members of a Meetup group."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from msgspec.structs import replace

from coptui.core.model.text import fold
from coptui.exchange.tables.attendance import yes
from coptui.exchange.tables.columns import address, merged
from coptui.exchange.tables.dates import Dates, day_in
from coptui.exchange.tables.found import Found, FoundEvent, FoundPerson, Hints, Skipped
from coptui.exchange.tables.further import further_of
from coptui.exchange.tables.sheets import Sheet, SheetRow, Table, folded

Answer = Literal["yes", "no", "maybe"]
NOBODY = "neither a name nor an address"
_MEETUP = (
    "Name", "Attendance", "User ID", "Member ID", "Title", "Event Host", "RSVP", "Guests", "RSVPed on", "Joined Group on",
    "URL of Member Profile", "Notes", "Location",
)  # fmt: skip
_EVENTBRITE = (
    "Order #", "Order Date", "First Name", "Last Name", "Surname", "Email", "Quantity", "Price Level", "Ticket Type",
    "Attendee #", "Group", "Order Type", "Currency", "Total Paid", "Fees Paid", "Eventbrite Fees",
    "Eventbrite Payment Processing", "Attendee Status", "Company", "Organization", "Organisation",
    *(f"{kind} {part}" for kind in ("Home", "Work", "Billing", "Shipping")
      for part in ("Address 1", "Address 2", "City", "State", "Zip", "Country", "Country Code")),
)  # fmt: skip
_LUMA = (
    "api_id", "guest_id", "name", "first_name", "last_name", "email", "phone_number", "created_at", "approval_status",
    "checked_in_at", "custom_source", "utm_source", "qr_code_url", "amount", "amount_tax", "amount_discount", "currency",
    "coupon_code", "eth_address", "solana_address", "survey_response_rating", "survey_response_feedback",
    "ticket_type_id", "ticket_name",
)  # fmt: skip
_SHARED = "An address that stands beside several names was left to the first of them."


def meetup_members(sheet: Sheet, position: int, hints: Hints) -> Found:
    """Read the members of a group: no addresses, dates as in the United States."""
    table = sheet.table(position)
    dates = Dates(table.column("Joined Group on"), hints, usual=False)
    people, skipped = [], []
    for row in table.rows:
        if table.repeats_heads(row):
            continue
        person = _meetup_person(table, row, dates, joined=True)
        if person is None:
            skipped.append(Skipped(row.line, row.text, NOBODY))
        else:
            people.append(person)
    return Found(
        "Meetup members", "people", people=merged(people), skipped=tuple(skipped), notes=dates.notes
    )


def meetup_attendees(sheet: Sheet, position: int, hints: Hints) -> Found:
    """Read the answers to an invitation and, if noted, who came."""
    table = sheet.table(position)
    dates = Dates(
        [*table.column("Joined Group on"), *table.column("RSVPed on")], hints, usual=False
    )
    further = further_of(table, _MEETUP)
    people, skipped = [], []
    for row in table.rows:
        if table.repeats_heads(row):
            continue
        person = _meetup_person(table, row, dates)
        if person is None:
            skipped.append(Skipped(row.line, row.text, NOBODY))
            continue
        came = folded(table.cell(row, "Attendance"))
        answer = folded(table.cell(row, "RSVP"))
        rsvp: Answer = "yes" if answer.startswith("yes") else "no" if answer == "no" else "maybe"
        status: Literal["attended", "no-show", "absent"] | None = None
        if came in ("yes", "attended", "present", "checked in", "true", "1"):
            status = "attended"
        elif came in ("no show", "noshow", "no", "absent"):
            status = "no-show" if rsvp == "yes" else "absent"
        role = "host" if yes(table.cell(row, "Event Host")) else ""
        fields = {**person.fields, **further.of(row)}
        people.append(replace(person, fields=fields, rsvp=rsvp, status=status, role=role))
    notes = (*dates.notes, *further.notes)
    return _meeting("Meetup attendees", table, people, skipped, notes, hints)


def eventbrite(sheet: Sheet, position: int, hints: Hints) -> Found:
    """Read attendees by order; one order may be for many people under the buyer's address."""
    table = sheet.table(position)
    further = further_of(table, _EVENTBRITE)
    people, skipped = [], []
    for row in table.rows:
        if table.repeats_heads(row):
            continue
        name = _joined(table, row, ("First Name",), ("Last Name", "Surname"))
        email = address(table.cell(row, "Email"))
        if fold(name).replace("info requested", "").strip() == "":
            name = ""  # what stands there until the buyer says who it is
        if not name and not email:
            skipped.append(Skipped(row.line, row.text, NOBODY))
            continue
        status = folded(table.cell(row, "Attendee Status"))
        came = status in ("checked in", "checked in (attended)")
        rsvp: Answer = "yes" if came or status == "attending" else "no"
        people.append(
            FoundPerson(
                row.line,
                name,
                (email,) if email else (),
                _given(
                    organisation=table.cell(row, "Company", "Organization", "Organisation"),
                    **further.of(row),
                ),
                rsvp=rsvp,
                status="attended" if came else None,
            )
        )
    return _meeting("Eventbrite attendees", table, people, skipped, further.notes, hints)


def luma(sheet: Sheet, position: int, hints: Hints) -> Found:
    """Read guests and their answers; guests who were checked in attended. Their texts are left out."""
    table = sheet.table(position)
    dates = Dates(table.column("checked_in_at"), hints)
    further = further_of(table, _LUMA)
    people, skipped = [], []
    for row in table.rows:
        if table.repeats_heads(row):
            continue
        name = table.cell(row, "name") or _joined(table, row, ("first_name",), ("last_name",))
        email = address(table.cell(row, "email"))
        if not name and not email:
            skipped.append(Skipped(row.line, row.text, NOBODY))
            continue
        approval = folded(table.cell(row, "approval_status"))
        came = dates.moment(table.cell(row, "checked_in_at"))
        checked = bool(table.cell(row, "checked_in_at"))
        if approval == "invited" and not checked:
            skipped.append(Skipped(row.line, row.text, "invited, and has not answered"))
            continue
        rsvp: Answer = {"approved": "yes", "declined": "no", "rejected": "no"}.get(
            approval, "maybe"
        )  # type: ignore[assignment]
        people.append(
            FoundPerson(
                row.line,
                name,
                (email,) if email else (),
                _given(phone=table.cell(row, "phone_number"), **further.of(row)),
                joined_at=came if "T" in came else "",
                rsvp=rsvp,
                status="attended" if checked else None,
            )
        )
    notes = (*dates.notes, *further.notes)
    if any(table.column("survey_response_feedback")):
        notes = (*notes, "What guests wrote afterwards was not taken in.")
    return _meeting("Luma guests", table, people, skipped, notes, hints)


def _meeting(
    product: str,
    table: Table,
    people: Iterable[FoundPerson],
    skipped: Iterable[Skipped],
    notes: tuple[str, ...],
    hints: Hints,
) -> Found:
    """Return the file's unnamed meeting; its day comes from the file's name, or is unknown."""
    one_each, shared = _one_address_each(people)
    event = FoundEvent(line=table.line, starts_at=day_in(hints.name), people=one_each)
    return Found(
        product,
        "attendance",
        events=(event,),
        skipped=tuple(skipped),
        notes=(*notes, _SHARED) if shared else notes,
    )


def _one_address_each(people: Iterable[FoundPerson]) -> tuple[tuple[FoundPerson, ...], bool]:
    """Combine one person's tickets; an address belongs to the first name beside it."""
    owner: dict[str, str] = {}
    kept: dict[tuple[str, str], FoundPerson] = {}
    shared = False
    for person in people:
        name = fold(person.name)
        if person.emails:
            first = owner.setdefault(person.emails[0].casefold(), name)
            if first != name and name:
                person, shared = replace(person, emails=()), True
        key = (name, person.emails[0].casefold() if person.emails else "")
        if not person.emails and key in kept:
            key = (name, f" {person.line}")  # two people may bear one name
        before = kept.get(key)
        kept[key] = person if before is None or _more(person, before) else before
    return tuple(kept.values()), shared


def _more(person: FoundPerson, before: FoundPerson) -> bool:
    """Return whether a second ticket adds something: that they came, or will come."""
    if (person.status == "attended") != (before.status == "attended"):
        return person.status == "attended"
    return person.rsvp == "yes" and before.rsvp != "yes"


def _meetup_person(
    table: Table, row: SheetRow, dates: Dates, joined: bool = False
) -> FoundPerson | None:
    name = table.cell(row, "Name")
    if not name:
        return None
    number = table.cell(row, "User ID", "Member ID").removeprefix("user ").strip()
    fields = _given(
        handles={"meetup": number} if number else {},
        location=table.cell(row, "Location"),
        joined_on=dates.day(table.cell(row, "Joined Group on")) if joined else "",
    )
    return FoundPerson(row.line, name, (), fields)


def _joined(table: Table, row: SheetRow, *columns: tuple[str, ...]) -> str:
    return " ".join(filter(None, (table.cell(row, *heads) for heads in columns)))


def _given(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
