"""Forgetting someone: who they were goes from every table, and counts stay. Pure.

It works on plain documents, as a file, a backup or the notebook holds them, so that nothing escapes
for want of being understood. The record types decide what changes, never a search for words
everywhere. It can't be undone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from coptui.core.forgetting.documents import (
    CUT,
    StoredDocument,
    composed,
    folded,
    with_places,
)
from coptui.core.forgetting.in_copies import Copy, recognise_in_all
from coptui.core.forgetting.person import Forgotten
from coptui.core.forgetting.request import Passage, Request
from coptui.core.forgetting.texts_of import changed
from coptui.core.forgetting.words import Match, Words
from coptui.core.model.changes import Change
from coptui.core.model.edits import Edit
from coptui.core.model.labels import SOMEONE
from coptui.core.model.records import Text, day_of
from coptui.core.model.references import point_to
from coptui.errors import UsageError
from coptui.language import tr

Tables = dict[str, Any]
DRAFTS = "drafts"
"""The table of which drafts are, by their keys: what someone typed and did not save."""
KEPT = ("joined_on", "left_on", "paused_on", "paused_until")
"""What is kept of the person: days that counts stand on, which name no one."""
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")


def documents_of(*files: Mapping[str, Any]) -> list[StoredDocument]:
    """Return every document of plain tables."""
    return [
        (name, key, document)
        for tables in files
        for name, table in tables.items()
        for key, document in (table.items() if isinstance(table, dict) else [("", table)])
    ]


def plan(
    documents: Sequence[StoredDocument],
    living: Collection[int],
    request: Request,
    someone: int,
    copies: Sequence[Copy] = (),
) -> Plan:
    """Return what forgetting someone does to these documents, and to those of each copy.

    `living` are the members of the file as it is, `someone` is the first id that no one ever had.
    Raise UsageError if nothing mentions such a member.
    """
    start = request.known or Forgotten((request.member,), request.on, request.mark)
    own, in_copies = recognise_in_all(documents, living, start, copies)
    if not any(own.person.called()) and request.member not in living:
        raise UsageError(tr("There is no member with the id {member}.", member=request.member))
    made = {own.person.ids: Plan(*own, someone, request.decided)}
    of_file = made[own.person.ids]
    for known in in_copies:
        if (ids := known.person.ids) not in made:
            made[ids] = Plan(*known, someone, request.decided, of_file.open)
        of_file.copies.append(made[ids])
    return of_file


class Plan:
    """What happens to each document; `open` are the passages that no one has decided about yet.

    `someone` are the ids that take the place of theirs. `copies` are the plans for other copies of
    the file, in their order: this one, where the person has the same numbers.
    """

    def __init__(
        self,
        person: Forgotten,
        words: Words,
        someone: int,
        decided: Mapping[Passage, bool],
        open_passages: dict[Passage, None] | None = None,
    ) -> None:
        self.person = person
        self.words = words
        self.someone = {one: someone + place for place, one in enumerate(person.ids)}
        self.decided = decided
        self.open: dict[Passage, None] = {} if open_passages is None else open_passages
        self.copies: list[Plan] = []
        self._ids = {"members": self.someone}

    def look(self, documents: Iterable[StoredDocument]) -> set[int]:
        """Find the passages in question, and the documents that change."""
        return {
            place
            for place, (table, key, document) in enumerate(documents)
            if self.document(table, key, document) != document or self.key(table, key) != key
        }

    def document(self, table: str, key: str, document: Any) -> Any:
        """Return a document without the person; None if nothing is left."""
        if table == "members" and key.isdecimal() and int(key) in self.someone:
            return None
        if not isinstance(document, dict):
            return self.scrubbed(table, 0, document)
        if table == DRAFTS:
            return self.draft(key, document)
        if table == "history":
            return self._entry(int(key) if key.isdecimal() else 0, document)
        number = int(key) if key.isdecimal() else 0
        return self.scrubbed(table, number, point_to(table, document, self._ids))

    def draft(self, key: str, fields: Mapping[str, str]) -> dict[str, str] | None:
        """Return a draft without the person; None if it is about them alone. It may end within a
        name."""
        of = re.search(r" (?:members|mine) (\d+)$", key)
        if of and int(of[1]) in self.someone:
            return None
        typed = "text" in fields or " form " in key or key.endswith(" lists")
        kind = None if typed else Text.QUOTE
        out = {}
        for name, text in fields.items():
            place = (DRAFTS, 0, f"{key} {name}")
            out[name] = (self.text(f"{text}{CUT}", kind, place) or "").removesuffix(CUT)
        return out

    def answer(self, key: str, fields: Mapping[str, str]) -> Mapping[str, str] | None:
        """Return what was answered about files of a name; None if the name, or what is said of
        them, names the person."""
        texts = (key, *fields, *fields.values())
        named = any(match.sure for text in texts for match in self.words.find(composed(text)))
        return None if named else fields

    def edit(self, edit: Edit) -> Edit:
        """Return an edit without the person: "someone" in what it says of them, and nothing of
        their own record."""
        entry = {"label": edit.label, "changes": [msgspec.to_builtins(one) for one in edit.changes]}
        kept = self.document("history", "", entry) or {}
        changes = msgspec.convert(kept.get("changes", []), tuple[Change, ...])
        return msgspec.structs.replace(edit, label=kept.get("label", ""), changes=changes)

    def key(self, table: str, key: str) -> str:
        """Return a document's key: it is a name if it isn't an id, and may then be someone's."""
        return key if key.isdecimal() else self.text(key, Text.QUOTE, (table, 0, "")) or key

    def tables(self, tables: Mapping[str, Any], *, mark: bool = False) -> Tables:
        """Return tables without the person: "someone" takes their place, and counts stay.

        `mark` leaves the mark even if they are no longer there. Doing it twice changes nothing
        more.
        """
        out: Tables = {}
        for name, table in tables.items():
            if name == "meta" or not isinstance(table, dict):
                out[name] = table if name == "meta" else self.document(name, "", table)
                continue
            out[name] = {
                self.key(name, key): new
                for key, document in table.items()
                if (new := self.document(name, key, document)) is not None or document is None
            }
        members = tables.get("members")
        gone = {
            one: members[str(one)]
            for one in self.someone
            if isinstance(members, dict) and str(one) in members
        }
        for one, old in gone.items():
            out["members"][str(self.someone[one])] = self._nobody(old)
        if gone or mark:
            stands = next(map(self.someone.get, gone), None)
            out["erased"] = self._marked(out.get("erased"), stands)
        if out != dict(tables) and (gone or mark):
            rest = {name: table for name, table in out.items() if name != "meta"}
            out = {"meta": self._counted(out.get("meta")), **rest}
        return out

    def _nobody(self, old: Any) -> dict[str, Any]:
        days = old if isinstance(old, dict) else {}
        kept = {name: days[name] for name in KEPT if _is_day(days.get(name))}
        if kept.get("left_on", "9999") < kept.get("joined_on", ""):
            # They came back since.
            del kept["left_on"]
        gone = {"name": SOMEONE, "status": "left", "contact_ok": False, "left_on": self.person.on}
        return {**gone, **kept}

    def _entry(self, number: int, entry: dict[str, Any]) -> dict[str, Any] | None:
        """Return a history entry without what it says of the person's own record; None if it is
        then empty."""
        rest = {name: value for name, value in entry.items() if name != "changes"}
        rest = dict(self.scrubbed("history", number, rest))
        if "changes" not in entry:
            return rest
        changes = entry["changes"]
        if not isinstance(changes, list):
            return {**rest, "changes": self.scrubbed("", 0, changes)}
        if self._makes_one(changes):
            return None
        kept = [self._change(one) for one in changes if not self._is_theirs(one)]
        return {**rest, "changes": kept} if kept or not changes else None

    def _is_theirs(self, change: Any) -> bool:
        return (
            isinstance(change, dict)
            and change.get("table") == "members"
            and type(change.get("id")) is int
            and change["id"] in self.someone
        )

    def _makes_one(self, changes: list[Any]) -> bool:
        """Return whether an entry merged two records of the person, or undid that."""
        own = [one for one in changes if self._is_theirs(one)]
        whole = {one["id"] for one in own if one.get("before") is None or one.get("after") is None}
        return bool(whole) and any(one["id"] not in whole for one in own)

    def _change(self, change: Any) -> Any:
        if not isinstance(change, dict):
            return self.scrubbed("", 0, change)
        table, which = str(change.get("table", "")), change.get("id")
        number = which if type(which) is int else 0
        out = {}
        for name, value in change.items():
            if name in ("before", "after") and isinstance(value, dict):
                value = self.scrubbed(table, number, point_to(table, value, self._ids))
            elif name not in ("table", "id"):
                value = self.scrubbed("", 0, value)
            out[name] = value
        return out

    def scrubbed(self, table: str, number: int, document: Any) -> Any:
        """Return a document with its texts changed; ids stay."""
        if not self.words.may_name(folded(document)):
            return document
        if table == "events" and isinstance(document, dict):
            document = self._without_guest(document)
        return changed(
            table, document, lambda text, kind, path: self.text(text, kind, (table, number, path))
        )

    def _without_guest(self, event: dict[str, Any]) -> dict[str, Any]:
        """Remove the person from a list: whoever has their address is them, whatever they are
        called."""
        out = event
        for name in ("unmatched", "unmatched+"):
            guests = event.get(name)
            for place, guest in enumerate(guests if isinstance(guests, list) else ()):
                if isinstance(guest, dict) and self.words.is_sure(str(guest.get("email", ""))):
                    out = {**out, name: list(out[name])}
                    out[name][place] = {"name": SOMEONE, **{
                        key: value for key, value in guest.items() if key not in ("name", "email")
                    }}  # fmt: skip
        return out

    def text(self, text: str, kind: Text | None, at: tuple[str, int, str]) -> str | None:
        """Return what a text becomes; None to remove it."""
        if kind in (Text.PLAIN, Text.OWN):
            return text
        whole = composed(text)
        places = self.words.quoted(whole) if kind is Text.QUOTE else self.words.find(whole)
        if kind is Text.ALIAS and places:
            asked = Match(0, len(whole), sure=False)
            return None if self._is_meant(whole, asked, at) else text
        meant = [
            passage
            for passage in places
            if (passage.sure and kind is not Text.LABEL) or self._is_meant(whole, passage, at)
        ]
        if not meant:
            return text
        if kind is Text.ADDRESS and (meant[0].start, meant[0].end) == (0, len(whole)):
            return None
        return with_places(text, (match[:2] for match in _joined(meant, whole)), SOMEONE)

    def _is_meant(self, text: str, match: Match, at: tuple[str, int, str]) -> bool:
        """Return what was decided about a passage; False, and remember it, if nothing was yet."""
        begin, end = 0, len(text)
        for gap in _SENTENCE.finditer(text):
            if gap.end() <= match.start:
                begin = gap.end()
            elif gap.start() >= match.end:
                end = gap.start()
                break
        words = text[match.start : match.end]
        passage = Passage(*at, text[begin:end], match.start - begin, words)
        if passage not in self.decided:
            self.open[passage] = None
            return False
        return self.decided[passage]

    def _marked(self, table: Any, stands: int | None) -> Any:
        """Return the marks of forgotten people, by which imports and merges know to ask first."""
        known = table if isinstance(table, dict) else {}
        mark = self.person.mark
        if any(isinstance(one, dict) and one.get("mark") == mark for one in known.values()):
            return table
        number = max((int(key) for key in known if key.isdecimal()), default=0) + 1
        new = {"mark": mark, "on": self.person.on}
        return {**known, str(number): new if stands is None else {**new, "member": stands}}

    def _counted(self, table: Any) -> Any:
        """Make sure that later records get none of the new ids, and count the save."""
        counted_meta = {}
        for key, meta in (table if isinstance(table, dict) else {"1": {"schema": 1}}).items():
            if isinstance(meta, dict):
                known = meta.get("next_id")
                known = known if isinstance(known, dict) else {}
                free = max(_count(known.get("members")), max(self.someone.values(), default=0) + 1)
                saves = _count(meta.get("generation")) + 1
                meta = {**meta, "generation": saves, "next_id": {**known, "members": free}}
            counted_meta[key] = meta
        return counted_meta


def _joined(matches: Sequence[Match], text: str) -> list[Match]:
    """Return matches with those that at most a space divides as one: of "LÊ Thị Hoa" one is left."""
    joined: list[Match] = []
    for match in matches:
        if joined and not text[joined[-1].end : match.start].strip():
            joined[-1] = joined[-1]._replace(end=match.end)
        else:
            joined.append(match)
    return joined


def _count(value: Any) -> int:
    return value if type(value) is int and value > 0 else 0


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and len(value) == 10 and bool(day_of(value))
    except ValueError:
        return False
