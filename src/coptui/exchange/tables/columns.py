"""What a column holds, told by its head in several languages, and a person made of such cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from coptui.core.model.entry import entries_of
from coptui.core.model.records import Member
from coptui.core.model.text import fold
from coptui.exchange.tables.dates import Dates
from coptui.exchange.tables.found import FoundPerson, Skipped
from coptui.exchange.tables.further import Further
from coptui.exchange.tables.sheets import SheetRow, Table, folded
from coptui.exchange.writers.cells import as_meant

_HEADS: Mapping[str, str] = {
    "name": (
        "name|full name|fullname|display name|displayname|your name|participant|participant name|attendee|attendee name"
        "|member|member name|person|contact|contact name|vollständiger name|teilnehmer|navn|fullt navn|namn|nom complet"
        "|nom et prénom|nombre completo|nombre y apellidos|nome completo|nome e cognome|naam|volledige naam|nimi"
        "|imię i nazwisko|jméno a příjmení|nom|nome|nombre"
    ),
    "first name": "first name|firstname|first|given name|given|forename|vorname|prénom|prenom|förnamn|fornavn|voornaam|etunimi|imię|jméno|nombre de pila",
    "last name": "last name|lastname|last|surname|family name|family|nachname|familienname|nom de famille|apellido|apellidos|cognome|sobrenome|apelido|efternamn|etternavn|efternavn|achternaam|sukunimi|nazwisko|příjmení",
    "email": (
        "email|mail|e mail|email address|e mail address|mail address|emails|your email|work email|email id"
        "|e mail adresse|mailadresse|emailadresse|adresse e mail|adresse email|adresse mail|courriel|correo"
        "|correo electrónico|correo electronico|e post|epost|e postadress|e postadresse|posta elettronica"
        "|indirizzo email|e mailadres|sähköposti|adres e mail|e mail 1 value|endereço de e mail|primary email"
    ),
    "organisation": "organisation|organization|org|company|company name|employer|institution|affiliation|firma|unternehmen|arbeitgeber|entreprise|société|organisme|empresa|organización|azienda|ente|bedrijf|organisatie|företag|virksomhed|bedrift|yritys|firma nazwa|workplace",
    "unit": "unit|department|dept|team|division|abteilung|bereich|service|département|departamento|reparto|afdeling|avdelning|osasto|dział",
    "location": "location|city|town|place|ort|stadt|wohnort|ville|lieu|ciudad|località|città|plaats|stad|cidade|country",
    "phone": "phone|phone number|telephone|tel|mobile|mobile phone|mobile number|cell|telefon|telefonnummer|handy|mobil|téléphone|portable|teléfono|móvil|telefono|cellulare|telefoon|puhelin",
    "joined": "joined|joined on|join date|date joined|member since|created|created at|created on|registered|registered on|since|mitglied seit|beigetreten am|membre depuis|miembro desde|lid sinds|medlem sedan",
    "interests": "interests|interest|topics|topics of interest|interessen|themen|intérêts|intereses|interessi",
    "tags": "tags|tag|labels|label|groups|group|categories|kategorien|étiquettes|etiquetas",
    "minutes": "minutes|duration|duration (minutes)|minutes attended|time attended|total duration|dauer|durée|duración|durata|duur|total duration (minutes)",
    "joined at": "joined at|join time|time joined|time in|arrival|first join|check in|checked in at|arrived",
    "left at": "left at|leave time|time exited|time left|time out|departure|last leave|check out",
    "rsvp": "rsvp|response|reply|coming|will you come|zusage|réponse|answer",
}  # fmt: skip
_FILLED = {
    name: each
    for name, each in entries_of(Member).items()
    if each.kind in ("line", "lines") and name not in ("name", "emails", "left_reason")
}
"""The fields of a member that a column fills as it is: one text, or several."""
MEANINGS = tuple(dict.fromkeys((*_HEADS, *_FILLED, "keep", "skip")))
_MEANING_OF: dict[str, str] = {}
for _meaning, _heads in _HEADS.items():
    for _head in _heads.split("|"):
        # The first meaning counts.
        _MEANING_OF.setdefault(folded(_head), _meaning)
for _field, _each in _FILLED.items():
    # Our own labels and columns are headings that we know.
    for _head in filter(
        None, (_each.entry.label, _each.entry.column, *_each.entry.heads.split("|"))
    ):
        _MEANING_OF.setdefault(folded(_head), _field)
_NOT_IN_ADDRESS = r"\s<>()\[\],;:\"“”‘’„=|"
# It begins where nothing of an address stands before, which keeps long words quick.
_ADDRESS = re.compile(rf"(?<![^{_NOT_IN_ADDRESS}@])[^{_NOT_IN_ADDRESS}@]+@[^{_NOT_IN_ADDRESS}@]+")
_IN_PART = re.compile(r"…|\.\.|\*|\.$|^\.")
_MANY = re.compile(r"\s*(?::::|;|,|\n|\|)\s*")
_YES = frozenset(
    [
        "yes",
        "y",
        "yep",
        "attending",
        "going",
        "accepted",
        "accept",
        "coming",
        "confirmed",
        "ja",
        "oui",
        "si",
        "sim",
        "true",
        "1",
    ]
)
_NO = frozenset(
    [
        "no",
        "n",
        "not attending",
        "not going",
        "declined",
        "decline",
        "cancelled",
        "canceled",
        "nein",
        "non",
        "nao",
        "false",
        "0",
    ]
)


def meaning_of(head: str) -> str:
    """Return what a column with this head holds, in the words of `Hints.columns`; "" if unknown."""
    return _MEANING_OF.get(folded(head), "") if len(head) < 80 else ""


def meanings_of(heads: Sequence[str], told: Mapping[str, str]) -> dict[int, str]:
    """Return what each column holds, by position: as told, else by its head.

    `told` names a second column with the same head as `email 2`. A column headed `Nom` or `Name`
    beside a first name is the last name.
    """
    said = {folded(head): meaning for head, meaning in told.items()}
    meanings: dict[int, str] = {}
    for name, position in Table(SheetRow(0, tuple(heads)), ()).index.items():
        meaning = said.get(name, "") if said else meaning_of(re.sub(r" \d$", "", name))
        if meaning and meaning not in ("keep", "skip"):
            meanings[position] = meaning
    kinds = set(meanings.values())
    if not said and "first name" in kinds and "last name" not in kinds:
        for position, meaning in meanings.items():
            if meaning == "name" and folded(heads[position]) in ("name", "nom", "nome", "naam"):
                meanings[position] = "last name"
                break
    return meanings


def addresses_in(text: str) -> tuple[str, ...]:
    """Return the e-mail addresses in a cell, without `mailto:` and brackets."""
    if "@" not in text:
        return ()
    found = (address.strip(".'") for address in _ADDRESS.findall(text))
    return tuple(dict.fromkeys(found))


def address(text: str) -> str:
    """Return the one address that a cell is; "" for anything else, even one cut short (`ann@…`)."""
    text = text.strip().removeprefix("mailto:")
    return text if _ADDRESS.fullmatch(text) and not _IN_PART.search(text) else ""


def many(text: str) -> list[str]:
    """Split a cell at `;`, `,`, `|` or ` ::: `."""
    return [*dict.fromkeys(part for part in _MANY.split(text.strip()) if part)]


def rsvp_of(text: str) -> str | None:
    """Return `yes`, `no` or `maybe` for an answer in words; None for an empty one."""
    word = fold(text)
    if not word:
        return None
    return "yes" if word in _YES else "no" if word in _NO else "maybe"


def person_of(
    line: int, cells: Mapping[str, Sequence[str]], dates: Dates, **more: Any
) -> FoundPerson | None:
    """Return the person described by cells, given by meaning; None without a name or an address.

    `more` are further fields of a member.
    """

    def first(meaning: str) -> str:
        return next((cell for cell in cells.get(meaning, ()) if cell), "")

    name = first("name") or " ".join(filter(None, (first("first name"), first("last name"))))
    emails = tuple(
        dict.fromkeys(one for cell in cells.get("email", ()) for one in addresses_in(cell))
    )
    if not emails and (found := addresses_in(name)):
        emails = found
        name = name_beside(name)
    if not name and not emails:
        return None
    fields: dict[str, Any] = {}
    if joined := dates.day(first("joined")):
        fields["joined_on"] = joined
    for field, each in _FILLED.items():
        if each.holds_many:
            if parts := [part for cell in cells.get(field, ()) for part in many(cell)]:
                fields[field] = [*dict.fromkeys(parts)]
        elif text := first(field):
            fields[field] = text
    fields |= {key: value for key, value in more.items() if value}
    return FoundPerson(line=line, name=name, emails=emails, fields=fields)


def name_beside(text: str) -> str:
    """Return the name in `Grace Hopper <grace@example.org>`; "" for an address alone."""
    if len(text) > 1000:
        return ""
    text = re.sub(r"<[^<>]*@[^<>]*>|\[mailto:[^\]]*\]|\([^()]*@[^()]*\)", " ", text)
    text = _ADDRESS.sub(" ", text.replace("mailto:", ""))
    name = " ".join(text.split()).strip(" ,;:|-–—\"'“”‘’„<>()[]\t")
    return f"{name})" if name.count("(") > name.count(")") else name


def merged(people: Iterable[FoundPerson]) -> tuple[FoundPerson, ...]:
    """Combine the rows of a list that share an address and a name, or a name without an address."""
    kept: dict[object, FoundPerson] = {}
    for person in people:
        key: object = (
            (fold(person.name), person.emails[0].casefold())
            if person.emails
            else (fold(person.name), repr(person.fields))
        )
        if person.emails and key not in kept:
            # A row of the address alone goes with that which has the name, too.
            bare = ("", person.emails[0].casefold())
            if bare in kept:
                kept[key] = kept.pop(bare)
        before = kept.get(key)
        kept[key] = person if before is None else _both(before, person)
    return tuple(sorted(kept.values(), key=lambda one: one.line))


def _both(first: FoundPerson, second: FoundPerson) -> FoundPerson:
    return replace(
        first,
        name=first.name or second.name,
        emails=tuple(dict.fromkeys((*first.emails, *second.emails))),
        fields={**second.fields, **first.fields},
    )


def left_out(table: Table, told: Mapping[str, str]) -> frozenset[int]:
    """Return the positions of the columns that somebody chose to leave out."""
    skipped = {folded(head) for head, meaning in told.items() if meaning == "skip"}
    return frozenset(position for name, position in table.index.items() if name in skipped)


def people_of_table(
    table: Table, meanings: Mapping[int, str], dates: Dates, further: Further
) -> tuple[list[tuple[SheetRow, FoundPerson]], list[Skipped]]:
    """Return a person for each row of a table, and the rows that name nobody."""
    people, skipped = [], []
    for row in table.rows:
        if table.repeats_heads(row):
            continue
        person = person_of(row.line, cells_of(row, meanings), dates, **further.of(row))
        if person is None:
            skipped.append(Skipped(row.line, row.text, "neither a name nor an address"))
        else:
            people.append((row, person))
    return people, skipped


def cells_of(row: SheetRow, meanings: Mapping[int, str]) -> dict[str, list[str]]:
    """Return the cells of a row by what their columns hold."""
    cells: dict[str, list[str]] = {}
    for position, meaning in meanings.items():
        if position < len(row.cells) and row.cells[position]:
            # A formula that was defused on the way out is what it was.
            cells.setdefault(meaning, []).append(as_meant(row.cells[position]))
    return cells
