"""Find anyone or anything by part of a name, employer, interest, alias, handle or title.

Accents and case are ignored; when few names match, typing errors are forgiven.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import msgspec

from coptui.core.finding.index import Entry, Index, index_of
from coptui.core.finding.index_texts import key_of
from coptui.core.model.community import Community
from coptui.core.model.counting import counted, forms
from coptui.core.model.labels import label_of
from coptui.core.model.records import Event, Member, Record, Topic
from coptui.core.model.sentences import did_you_mean
from coptui.core.model.text import TITLES, fold, spelt_otherwise
from coptui.errors import Ambiguous, UsageError
from coptui.language import tr

ENOUGH = 5
"""With fewer hits than this, none of them called so, names that are nearly right are offered too."""
NEARLY = 74.0
"""How alike (rapidfuzz, 0-100) a word must be to count as a typing error."""
_MANY = {
    "members": forms("{name!r} matches {count} people.", "{name!r} matches {count} people."),
    "topics": forms("{name!r} matches {count} topic.", "{name!r} matches {count} topics."),
    "events": forms("{name!r} matches {count} event.", "{name!r} matches {count} events."),
    "library": forms("{name!r} matches {count} item.", "{name!r} matches {count} items."),
    "questions": forms("{name!r} matches {count} question.", "{name!r} matches {count} questions."),
}
NEARLY_SO = tr("nearly")
"""Why a record is offered that is called nearly so."""
_MARKS = {"members": "@", "topics": "#"}
_NAMED = 5
"""The worst rank at which a short name names a record."""
_SLIP = 10
"""The rank of the least typing error."""
# Compiled, and kept, by `re` when a query first isn't found as it is.
_TITLE = rf"(?i)^(?:{'|'.join(sorted(TITLES))})\.? (?=\S)"
_AROUND = r"[()\[\]‘’“”\"]"
_TOLD_APART = r"(.+?) ?\((.+)\)"
"""A name as a question offers it, with what tells its bearers apart."""


class Hit(msgspec.Struct, frozen=True):
    """A record that matches; `why` names the field that matches if it isn't the name.

    `rank`: 0 the name itself, 1 it begins like that, 2 words of it begin like that, 3 it contains
    that; 4 another name (an alias, handle or address; a tag; a day or series) or spelling, 5 the name together
    with other fields, 6 other fields alone, 10 and up a typing error.
    """

    table: str
    id: int
    name: str
    why: str
    rank: int

    @property
    def is_nearly(self) -> bool:
        """Return whether it is only called nearly so."""
        return self.rank >= _SLIP


def find(
    community: Community, query: str, *, limit: int = 50, tables: tuple[str, ...] = ()
) -> list[Hit]:
    """Return the records that match every word of the query, best first.

    Names that begin with the query come before names with such a word, then names that contain it,
    then other fields; last, if there are few, names with a typing error. `tables` limits the
    search; empty means members, topics, events, the library and the learning agenda. Find what is confidential by its code alone.
    """
    if hits := _find(community, query, limit, tables):
        return hits
    # As people write names: `Dr Ann Lee`, `Ann Lee (Boston General)`, `“Ann”`.
    plain = re.sub(_TITLE, "", re.sub(_AROUND, " ", query).strip())
    if plain != query and (hits := _find(community, plain, limit, tables)):
        return hits
    for way in spelt_otherwise(plain):
        if hits := _find(community, way, limit, tables):
            return hits
    return []


def _find(community: Community, query: str, limit: int, tables: tuple[str, ...]) -> list[Hit]:
    joined = key_of(query)
    words = joined.split()
    if not words:
        return []
    index = index_of(community)
    fits: Sequence[Entry] = ()
    begin = index.begin_with(joined, tables, limit)
    if len(begin) < limit:
        fits = _fits(index, words, tables)
        begin = [entry for entry in fits if entry.key.startswith(joined)]
    ranked = [(0, "", entry) for entry in begin if entry.key == joined]
    ranked += [(1, "", entry) for entry in begin if entry.key != joined]
    if len(ranked) < limit:
        rest = [entry for entry in fits if not entry.key.startswith(joined)]
        named = rest
        for word in words:
            named = [entry for entry in named if word in entry.key]
        begun = _with_words_that_begin(named, words)
        ranked += [(2, "", entry) for entry in begun[:limit]]
        if len(ranked) < limit:
            before = set(begun)
            inside = (entry for entry in named if entry not in before)
            ranked += [(3, "", entry) for entry in islice(inside, limit)]
        if len(ranked) < limit:
            # Only now it matters which other text fits.
            others = [entry for entry in rest if not all(map(entry.key.__contains__, words))]
            for rank, entry in _by_other_texts(others, words, limit - len(ranked)):
                ranked.append((rank, _why(entry, rank, joined, words), entry))
            # Who has every word in their name as it was typed is meant: no key slipped.
            is_typed_right = any(set(words) <= set(entry.key.split()) for entry in fits)
            if len(fits) < ENOUGH and len(joined) >= 3 and not is_typed_right:
                seen = {(entry.table, entry.id) for entry in fits}
                ranked += [
                    (rank, NEARLY_SO, entry)
                    for entry, rank in _nearly(index, joined, tables)
                    if (entry.table, entry.id) not in seen
                ]
    return [
        Hit(entry.table, entry.id, entry.name, why, rank) for rank, why, entry in ranked[:limit]
    ]


def candidates(community: Community, query: str, table: str, *, limit: int) -> list[Hit]:
    """Return the records of a table that a short name may mean, best first; what else they hold, an
    employer or an interest, names no one by itself."""
    hits = find(community, query, limit=50, tables=(table,))
    return [hit for hit in hits if hit.rank <= _NAMED or hit.is_nearly][:limit]


def matching(community: Community, query: str, table: str) -> set[int]:
    """Return the ids of a table's records that match every word of the query.

    If none does, return those whose name is nearly right.
    """
    joined = key_of(query)
    words = joined.split()
    index = index_of(community)
    found = {entry.id for entry in _fits(index, words, (table,))}
    if not found and len(joined) >= 3:
        return {entry.id for entry, _ in _nearly(index, joined, (table,))}
    return found


def prepare(community: Community) -> None:
    """Get ready to search before the first letter is typed.

    Only rapidfuzz waits until a word fits no one: 5 MB, for 16 ms at one key of a session.
    """
    index = index_of(community)
    _ = index.entries, index.forms


def _fits(index: Index, words: list[str], tables: tuple[str, ...]) -> Sequence[Entry]:
    fits = index.fits(words)
    return [entry for entry in fits if entry.table in tables] if tables else fits


def one(community: Community, query: str, *, tables: tuple[str, ...] = ("members",)) -> Hit:
    """Return the one record meant by a short name such as `ann` or `ann.lee` (dots for spaces).

    The name itself wins over whole words of it, these over beginnings of words, these over part of a name, and that over an
    alias, a handle or an address. Other fields (an employer) tell apart people whose names both
    match, and name no one by themselves. Raise Ambiguous with the candidates, or UsageError if
    nothing matches. The sign before a name in a line (`@ann`, `#triage`) is allowed here too, as are
    a title (`Dr Ann Lee`) and what tells namesakes apart, in brackets.
    """
    query = query.strip().lstrip("@#")
    named = _best_named(community, query, tables)
    if len(named) == 1:
        return named[0]
    if named:
        matches = counted(len(named), *_MANY[named[0].table], name=query)
        asked = Ambiguous(matches, told_apart(community, named))
        alike = [hit for hit in named if _namesakes(hit, named) and hit.table in _MARKS]
        ways = [_MARKS[hit.table] + way for hit in alike if (way := short_name(community, hit))]
        if ways:
            asked.hint = tr("{question} Write {ways}.", question=asked.hint, ways=either(ways))
        raise asked
    near = list(
        dict.fromkeys(
            hit.name
            for hit in find(community, query, limit=3, tables=tables)
            if hit.is_nearly or hit.rank <= _NAMED
        )
    )
    raise UsageError(
        tr("Nothing here is called {name!r}.", name=query),
        did_you_mean(either(near)) if near else tr("Try a part of the name."),
    )


def told_apart(community: Community, hits: Sequence[Hit]) -> list[str]:
    """Return the names of some records; those that several have with what tells them apart."""
    return [
        _apart(community.table(hit.table)[hit.id], hit.name, _namesakes(hit, hits)) for hit in hits
    ]


def _namesakes(hit: Hit, hits: Sequence[Hit]) -> bool:
    return sum(other.name == hit.name for other in hits) > 1


def short_name(community: Community, hit: Hit) -> str:
    """Return one word that behind an @ or # names this record and no other; "" if none does."""
    record = community.table(hit.table)[hit.id]
    addresses = record.emails if isinstance(record, Member) else ()
    for written in (hit.name, *addresses, f"{hit.name} {sign_of(record)}"):
        word = re.sub(r"[^\w@'’+.-]+", ".", written).strip(".")
        if [named.id for named in _best_named(community, word, (hit.table,))] == [hit.id]:
            return word
    return ""


def name_apart(community: Community, table: str, number: int, among: Iterable[int]) -> str:
    """Return the name of a record; with what tells it apart if another one `among` is called so."""
    records = community.table(table)
    name = label_of(records[number])
    namesakes = [other for other in among if label_of(records[other]) == name]
    return _apart(records[number], name, len(namesakes) > 1)


def _apart(record: Record, name: str, has_namesake: bool) -> str:
    sign = sign_of(record) if has_namesake else ""
    return f"{name} ({sign})" if sign else name


def either(names: Sequence[str]) -> str:
    """Return "Ann or Beth", or one name alone; of more each comes after "or"."""
    if len(names) < 2:
        return "".join(names)
    return tr("{names} or {last}", names=either(names[:-1]), last=names[-1])


def _best_named(community: Community, query: str, tables: tuple[str, ...]) -> list[Hit]:
    """Return the records that a short name names best."""
    hits = _named(community, query, tables)
    if not hits and (apart := re.fullmatch(_TOLD_APART, query)):
        hits = [
            hit
            for hit in _named(community, apart[1], tables)
            if fold(sign_of(community.table(hit.table)[hit.id])) == fold(apart[2])
        ]
    for worst in (0, 2, 3, 4):
        if any(hit.rank <= worst for hit in hits):
            hits = [hit for hit in hits if hit.rank <= worst]
            break
    # A whole word is meant before the beginning of another word than the first: `Eva` is Eva
    # Fischer, not Dan Evans, and may be Evangeline.
    short, words = key_of(query), set(key_of(query).split())
    wholes = [hit for hit in hits if words <= set(key_of(hit.name).split())]
    begun = [hit for hit in hits if hit not in wholes and key_of(hit.name).startswith(short)]
    return [*wholes, *begun] if wholes else hits


def _named(community: Community, query: str, tables: tuple[str, ...]) -> list[Hit]:
    """Return the records that a short name names."""
    return [hit for hit in find(community, query, limit=20, tables=tables) if hit.rank <= _NAMED]


def sign_of(record: Record) -> str:
    """Return what tells a record apart from another one of the same name."""
    if isinstance(record, Member):
        return record.organisation or next(iter(record.emails), "") or record.unit
    if isinstance(record, Topic):
        return record.state
    return record.starts_at[:10] if isinstance(record, Event) else ""


def _with_words_that_begin(entries: list[Entry], words: list[str]) -> list[Entry]:
    """Return the entries in whose name a word begins with each word."""
    for word in words:
        after = f" {word}"
        entries = [e for e in entries if e.key.startswith(word) or after in e.key]
    return entries


def _by_other_texts(entries: list[Entry], words: list[str], limit: int) -> list[tuple[int, Entry]]:
    """Return the best entries whose name alone doesn't match, each with its rank from 4 to 6."""
    ranked: dict[int, list[Entry]] = {4: [], 5: [], 6: []}
    for entry in entries:
        if any(all(map(name.__contains__, words)) for name in entry.other_names):
            ranked[4].append(entry)
            if len(ranked[4]) == limit:
                break
        else:
            ranked[5 if any(map(entry.key.__contains__, words)) else 6].append(entry)
    return [(rank, entry) for rank, found in ranked.items() for entry in found][:limit]


def _why(entry: Entry, rank: int, joined: str, words: list[str]) -> str:
    """Return the first text beside the name that matches the whole query, or what the name lacks of
    it."""
    parts = entry.parts()
    if rank == 4:
        fits = [part for part in parts if all(word in part[2] for word in words)]
        shown, value, _ = fits[0]
    else:
        missing = [word for word in words if word not in entry.key]
        fits = [part for part in parts if any(word in part[2] for word in missing)]
        shown, value, _ = next((part for part in fits if part[2] == joined), fits[0])
    return shown.replace("{text}", value)


def _nearly(index: Index, joined: str, tables: tuple[str, ...]) -> Iterator[tuple[Entry, int]]:
    """Return names, or single words of names, that are one typing error away from the query."""
    from rapidfuzz import fuzz, process

    forms = index.forms[0 if " " in joined else 1].keys()
    alike = process.extract(
        joined, forms, scorer=fuzz.ratio, score_cutoff=NEARLY, limit=30, processor=None
    )
    scores = {form: score for form, score, _ in alike}
    if not scores:
        return
    near = scores.keys()
    found = []
    for entry in index.called(near, near if " " not in joined else frozenset()):
        if not tables or entry.table in tables:
            fit = near & {entry.key, *(entry.key.split() if " " not in joined else ())}
            found.append((entry, _SLIP + int(100 - max(scores[form] for form in fit))))
    yield from sorted(found, key=lambda hit: hit[1])
