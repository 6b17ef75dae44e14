"""Google Contacts: people one knows."""

from __future__ import annotations

import re
from typing import Any

from msgspec.structs import replace

from coptui.core.model.text import clean
from coptui.exchange.tables.addresses import addresses_in
from coptui.exchange.tables.found import Found, FoundPerson, Hints, Skipped
from coptui.exchange.tables.further import POSITION, TEXT, further_head
from coptui.exchange.tables.names import plain_name
from coptui.exchange.tables.people import many, merged, own_groups
from coptui.exchange.tables.sheets import SheetRow, Table, TextSheet
from coptui.exchange.tables.unplaced import UnreadCells
from coptui.language import tr

_GOOGLE_MAIL = re.compile(r"e mail \d+ value(?: \d+)?")
_OWN = re.compile(r"(custom field \d+) (?:label|type)")


def google(sheet: TextSheet, position: int, hints: Hints) -> Found:
    """Read both versions of Google's table; notes only if `hints.notes` asks for them."""
    table = sheet.table(position)
    mails = [head for head in table.index if _GOOGLE_MAIL.fullmatch(head)]
    people, unread = [], UnreadCells(kept=True)
    for row in table.rows:
        no_addresses: dict[str, str] = {}
        for head in mails:
            if (cell := table.cell(row, head)) and not addresses_in(cell):
                unread.of(table.heads[table.index[head]], cell, no_addresses)
        groups = many(table.cell(row, "Labels", "Group Membership"))
        people.append(
            _person(
                table,
                row,
                table.cell(row, "Name")
                or _named(table, row, ("First Name", "Given Name"), ("Middle Name", "Additional Name"), ("Last Name", "Family Name"))
                or plain_name(table.cell(row, "File As")),
                mails,
                organisation=table.cell(row, "Organization Name", "Organization 1 - Name"),
                unit=table.cell(row, "Organization Department", "Organization 1 - Department"),
                phone=_first(table.cell(row, "Phone 1 - Value")),
                location=_first(table.cell(row, "Address 1 - City", "Location")),
                aliases=many(table.cell(row, "Nickname")),
                tags=own_groups(groups),
                notes=_notes(table, row, hints),
                more={**_titled(table.cell(row, "Organization Title", "Organization 1 - Title")), **_own_columns(table, row), **no_addresses},
            )
        )  # fmt: skip
    return replace(_found("Google Contacts", table, people), notes=unread.notes)


def _person(
    table: Table, row: SheetRow, name: str, mails: Any, **fields: Any
) -> tuple[SheetRow, FoundPerson | None]:
    emails = tuple(
        dict.fromkeys(one for head in mails for one in addresses_in(table.cell(row, head)))
    )
    company = not name and fields.get("organisation")
    if company or (not name and not emails) or table.repeats_heads(row):
        return row, None
    given = {key: value for key, value in fields.items() if value}
    return row, FoundPerson(row.line, name, emails, given)


def _found(product: str, table: Table, rows: list[tuple[SheetRow, FoundPerson | None]]) -> Found:
    skipped = tuple(
        Skipped(row.line, row.text, tr("a company, or neither a name nor an address"))
        for row, person in rows
        if person is None and not table.repeats_heads(row)
    )
    people = merged(person for _, person in rows if person is not None)
    return Found(product, "people", people=people, skipped=skipped)


def _named(table: Table, row: SheetRow, *columns: tuple[str, ...]) -> str:
    return " ".join(filter(None, (table.cell(row, *heads) for heads in columns)))


def _titled(text: str) -> dict[str, str]:
    """Return a person's job title, which coptui has no field for."""
    return {POSITION: text} if (text := clean(text[: 4 * TEXT], TEXT)) else {}


def _own_columns(table: Table, row: SheetRow) -> dict[str, str]:
    """Return the custom fields of Google Contacts, each a label and a value."""
    own_fields = {}
    for head in table.index:
        if label := _OWN.fullmatch(head):
            name = further_head(table.cell(row, head))
            value = clean(table.cell(row, f"{label[1]} value")[: 4 * TEXT], TEXT)
            if name and value:
                own_fields[name] = value
    return own_fields


def _first(text: str) -> str:
    return text.partition(":::")[0].strip()


def _notes(table: Table, row: SheetRow, hints: Hints) -> list[dict[str, str]]:
    note = table.cell(row, "Notes") if hints.notes else ""
    return [{"text": note}] if note else []
