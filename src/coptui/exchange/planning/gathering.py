"""The people of a file, settled one by one, and the records that change by it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any, cast
from weakref import WeakKeyDictionary

import msgspec
from msgspec.structs import replace

from coptui.core.model.changes import Change, difference
from coptui.core.model.community import AllGroups, Community
from coptui.core.model.edits import NEW, with_fields
from coptui.core.model.records import Contribution, Event, Member, Record, Source, document
from coptui.core.model.settings import settings_of
from coptui.core.model.text import clean, fold
from coptui.core.writing.jottings import new_guest
from coptui.errors import UsageError
from coptui.exchange.planning.apart import alike, row_of, told_apart
from coptui.exchange.planning.as_stored import NAME, addresses_of, name_of
from coptui.exchange.planning.earlier import Earlier
from coptui.exchange.planning.identity import (
    People,
    PersonMatch,
    PossibleMember,
    names_of,
    people_of,
    who_is,
    who_key,
)
from coptui.exchange.planning.planned import (
    EMPTY,
    NOT_A_PERSON,
    Disagreement,
    ImportChoices,
    PlannedPerson,
    cleaned,
    too_short,
)
from coptui.exchange.tables.bots import kind_of_name
from coptui.exchange.tables.found import FoundPerson
from coptui.exchange.tables.names import forms_of
from coptui.exchange.tables.progress import EVERY, tell
from coptui.exchange.writers.written import OURS, stable_id, uid_of
from coptui.language import tr

FIELDS = {info.name: info for info in msgspec.structs.fields(Member)}
_NEVER = frozenset({"id", "name", "emails", "notes", "source"})


class Gathering:
    """The records as they would be after the import; new ones have ids from -1 downwards."""

    def __init__(
        self,
        community: AllGroups,
        people: Iterable[FoundPerson],
        *,
        today: date,
        choices: ImportChoices,
        source: Source,
    ) -> None:
        self.community = community
        self.today = today
        self.choices = choices
        self.source = source
        self.earlier = Earlier(community, source.file)
        self.settings = settings_of(community.profile)
        self.members: dict[int, Member] = {}
        self.events: dict[int, Event] = {}
        self.gifts: list[Contribution] = []
        self.entries: list[Record] = []
        self.profile = community.profile
        self.claimed: dict[int, int] = {}
        """Events that are chosen for a meeting, or made of it before, to the place of that meeting."""
        self.differences: list[Disagreement] = []
        self._new: dict[str, int] = {}
        self._settled = 0
        self._people, self._matches = _known(community)
        self._by_name: dict[str, set[str]] = {}
        everybody = list(people)
        self._apart = told_apart(everybody)
        for person in everybody:
            if person.emails and person.name:
                name = who_key(replace(person, emails=()))
                self._by_name.setdefault(name, set()).add(who_key(person))

        self._made: dict[str, int | None] = {}
        self._addresses: dict[str, tuple[str, ...]] = {}
        self._rows: dict[str, list[FoundPerson]] = {}
        for person in everybody:
            self._rows.setdefault(self.who(person), []).append(person)
        self._alike = alike(
            (who, rows[0]) for who, rows in self._rows.items() if row_of(rows[0]) not in self._apart
        )

    @cached_property
    def known_uids(self) -> dict[str, list[int]]:
        """The ids under which calendars know our events, also those that only an export gave."""
        known: dict[str, list[int]] = {}
        for event in self.community.events.values():
            own = f"{stable_id(self.community, 'events', event.id)}{OURS}"
            # Letters name an event by our id, also where its calendar has another.
            for uid in {uid_of(self.community, event), own}:
                known.setdefault(uid, []).append(event.id)
        return known

    def who(self, person: FoundPerson) -> str:
        """Return the key for a person of this file: a bare name counts as its only address."""
        if apart := self._apart.get(row_of(person)):
            return apart[0]
        key = who_key(person)
        others = self._by_name.get(key, set()) if not person.emails else set()
        return next(iter(others)) if len(others) == 1 else key

    def is_first_row(self, who: str, person: FoundPerson) -> bool:
        """Return whether this row is the first about someone: their record is made of it."""
        return self._rows[who][0] is person

    def settle(
        self, person: FoundPerson, *, meeting: int | None = None, listed: bool = False
    ) -> PlannedPerson:
        """Return who someone is, by choice or by certain signs. `listed`: in a list of people."""
        self._settled += 1
        if self._settled % EVERY == 0:
            tell(tr("matching"), self._settled, len(self._rows))
        person_key = self.who(person)
        name = clean(person.name) or (clean(person.emails[0]) if person.emails else "")
        row = PlannedPerson(
            person_key, person.line, name, "unknown", "", meeting=meeting, minutes=person.minutes
        )
        apart = self._apart.get(row_of(person))
        choice = self.choices.people.get(person_key)
        if choice is None and apart:
            choice = self.choices.people.get(who_key(replace(person, emails=())))
        if isinstance(choice, int) and choice in self.community.members:
            return replace(row, state="matched", why=tr("your choice"), member=choice, chosen=True)
        if choice == "ignore":
            return replace(row, state="ignored", why=tr("left out by you"), chosen=True)
        match = self._match(person)
        asked = choice == "new" or match.member is None
        earlier_member = self._made_before(person) if asked else None
        before = replace(row, state="matched", why=tr("imported before"), member=earlier_member)
        if choice == "new":
            new = replace(row, state="new", why=tr("your choice"), chosen=True)
            return new if earlier_member is None else before
        row = replace(row, why=match.why, suggestions=match.suggestions)
        kind = kind_of_name(person.name) if match.member is None else "person"
        if kind == "bot":
            return replace(row, state="skipped", why=tr("a program that takes notes, not a person"))
        if not name:
            return replace(row, state="skipped", why=tr("a row without a name or an address"))
        minutes = person.minutes
        if (
            minutes is not None
            and not person.at_least
            and minutes < self.settings.import_minutes
            and person.status in (None, "attended", "late")
        ):
            return replace(row, state="skipped", why=too_short(minutes))
        if earlier_member is not None:
            return before
        if match.member is not None and match.by_name:
            asked_because = self._alike.get(person_key, "")
            if apart and self.earlier.made(match.member) and not self._made_by_its_line(person):
                asked_because = apart[1]
            if asked_because:
                # Ask again, as before there was a member to compare with.
                known = PossibleMember(match.member, match.why)
                return replace(row, why=asked_because, suggestions=(known,))
        if match.member is not None:
            return replace(row, state="matched", member=match.member)
        if apart and not self.choices.take_new:
            return replace(row, why=apart[1])
        if match.ambiguous:
            return replace(row, state="ambiguous")
        if kind in NOT_A_PERSON:
            return replace(row, why=NOT_A_PERSON[kind])
        if person_key in self._alike:
            return replace(row, why=self._alike[person_key])
        if self.choices.take_new:
            return replace(row, state="new")
        if listed and not any(one.likely for one in match.suggestions):
            if not self.community.erased:
                return replace(row, state="new")
            # No name is kept of whoever was erased here, so this one can't be compared.
            return replace(
                row, why=tr("not among your members: someone new, or someone who was erased")
            )
        return row

    def take(self, row: PlannedPerson, person: FoundPerson, on: date, *, guest: bool) -> int | None:
        """Return the id of the member a row means, adding new ones; None if no one knows yet."""
        if row.state == "new":
            if row.who not in self._new:
                self._new[row.who] = self._newcomer(row, person, on, guest=guest)
            return self._new[row.who]
        if row.state == "matched" and row.member is not None:
            if row.chosen:
                self._remember(row, person)
            return row.member
        return None

    def member(self, number: int) -> Member:
        return self.members.get(number) or self.community.members[number]

    def event(self, number: int) -> Event:
        return self.events.get(number) or self.community.events[number]

    def changes(self) -> tuple[Change, ...]:
        """Return everything as changes: people first, then events, then the rest."""
        out: list[Change] = []
        for number, member in self.members.items():
            new = document(member)
            old = document(self.community.members[number]) if number > 0 else None
            out += _change("members", number, old, new)
        for number, event in self.events.items():
            old = document(self.community.events[number]) if number > 0 else None
            out += _change("events", number, old, document(event))
        ours = self.community.profile
        if self.profile is not ours:
            out += _change("community", ours.id, document(ours), document(self.profile))
        for place, gift in enumerate(self.gifts):
            out.append(Change("contributions", NEW - place, None, document(gift)))
        for place, record in enumerate(self.entries):
            out.append(Change(record.table, NEW - place, None, document(record)))
        return tuple(out)

    def source_of(self, line: int) -> Source:
        """Return where a new record came from."""
        return replace(self.source, row=line or None)

    def _match(self, person: FoundPerson) -> PersonMatch:
        if not person.emails:
            # Rows of one person that this file tells together have one address.
            emails = self._addresses_of(self.who(person))
            person = replace(person, emails=emails) if emails else person
        if not person.name:
            # An address without a name belongs to whoever has it in another row.
            names = (row.name for row in self._rows[self.who(person)] if row.name)
            person = replace(person, name=next(names, ""))
        handles = person.fields.get("handles")
        key = (
            person.name,
            person.emails,
            str(handles),
            *names_of(person),
            str(person.fields.get("phone", "")),
        )
        if key not in self._matches:
            self._matches[key] = who_is(self._people, person)
        return self._matches[key]

    def _made_before(self, person: FoundPerson) -> int | None:
        """Return the member that an earlier import made from these rows, or None."""
        who = self.who(person)
        if who not in self._made:
            rows = self._rows[who]
            names = {name_of(row) for row in rows}
            self._made[who] = self.earlier.member((row.line for row in rows), names)
        return self._made[who]

    def _made_by_its_line(self, person: FoundPerson) -> bool:
        """Return whether an earlier import made a member from the rows of this person, and of no one else."""
        rows = self._rows[self.who(person)]
        lines = {row.line for row in rows} - {0}
        return self.earlier.member(lines, {name_of(row) for row in rows}) is not None

    def _addresses_of(self, who: str) -> tuple[str, ...]:
        if who not in self._addresses:
            rows = self._rows[who]
            found = dict.fromkeys(email for row in rows for email in row.emails)
            self._addresses[who] = tuple(found)
        return self._addresses[who]

    def _newcomer(self, row: PlannedPerson, person: FoundPerson, on: date, *, guest: bool) -> int:
        number = NEW - len(self._new)
        name = name_of(person)
        if guest:
            member = new_guest(name, None, on)
        else:
            member = Member(name=name, status="guest" if person.outside else "active")
        rows = self._rows[row.who]
        addresses = addresses_of(*rows)
        member = replace(member, emails=addresses, source=self.source_of(person.line))
        self.members[number] = member
        for field, value in (item for one in reversed(rows) for item in one.fields.items()):
            value = cleaned(value)
            if field in FIELDS and field not in _NEVER and value not in EMPTY:
                self.set_field(number, person, field, value)
        return number

    def _remember(self, row: PlannedPerson, person: FoundPerson) -> None:
        """Add the name in the file to the aliases of the member someone chose."""
        assert row.member is not None
        member = self.member(row.member)
        alias = clean(person.name, NAME) or (clean(person.emails[0]) if person.emails else "")
        match = self._match(person)
        certain = match.member == row.member and row.who not in self._alike
        if not alias or len(alias) > NAME or certain:
            return
        forms = forms_of(person.name)
        # A name that others have too, or that any phone could have, would mislead.
        if any({*self._people.names.get(form, ())} - {row.member} for form in forms):
            return
        first = fold(member.name).split(" ")[0]
        if kind_of_name(person.name) == "device" and first not in fold(person.name):
            return
        if fold(alias) not in {fold(known) for known in member.aliases}:
            self.members[row.member] = replace(member, aliases=(*member.aliases, alias))

    def set_field(self, number: int, person: FoundPerson, name: str, value: Any) -> None:
        """Set a field of a member; a value that does not fit is listed as a difference."""
        if name == "groups":
            # No list says since when they have been in it.
            value = [{"group": group} for group in value]
        try:
            self.members[number] = cast("Member", with_fields(self.member(number), {name: value}))
        except UsageError as error:
            self.differences.append(
                Disagreement(person.line, clean(person.name), name, "", error.message)
            )


_KNOWN: WeakKeyDictionary[Community, tuple[People, dict[Any, PersonMatch]]] = WeakKeyDictionary()


def _known(community: Community) -> tuple[People, dict[Any, PersonMatch]]:
    """Return the people of a community and their matches so far, kept while choices are made."""
    if community not in _KNOWN:
        _KNOWN[community] = (people_of(community.members.values()), {})
    return _KNOWN[community]


def _change(
    table: str, number: int, old: dict[str, Any] | None, new: dict[str, Any]
) -> list[Change]:
    if old is None:
        return [Change(table, number, None, new)]
    found = difference(table, number, old, new)
    return [found] if found is not None else []
