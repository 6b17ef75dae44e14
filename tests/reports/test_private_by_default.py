"""What no mark lets out stays in: in presenter mode, exports, reports, minutes and brief."""

from __future__ import annotations

import json
import types
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest
from told import SINCE, TODAY, session_on

from coptui.core.model.community import Community
from coptui.core.model.records import TABLES, ByRoom, Record, Seen, Sentence, document
from coptui.core.views.presenting import fit_to_show
from coptui.exports import EXPORTS, ExportChoices
from coptui.reports.document import ReportDocument, records
from coptui.reports.html import page
from coptui.reports.markdown import markdown
from coptui.reports.meeting import brief_of, minutes_of
from coptui.reports.members import members_page
from coptui.reports.review import review
from coptui.reports.sponsor import sponsor

MET, TO_COME = date(2026, 11, 10), date(2026, 12, 1)
FIXED: dict[str, Any] = {
    # What keeps a record in the community's life, and so in exports and reports.
    "community.time_zone": "", "community.settings": {},
    "members.time_zone": "", "members.paused_on": None, "members.left_on": None,
    "members.level_override.until": None, "members.contact_ok": True,
    "members.consent.directory": True, "members.consent.quotes": True,
    "topics.confidential": False, "topics.state": "open", "topics.closed_on": None,
    "events.confidential": False, "events.time_zone": "", "events.recurrence": "", "events.all_day": False,
    "events.ends_at": "", "events.starts_at": "2026-11-10", "events.attendance_taken": True, "events.attendance.status": "attended",
    "events.space": "public",
    "actions.about": (), "actions.owner": None, "actions.origin.kind": "event", "actions.done_on": None,
    "asks.solved_on": None,
    "stories.consent": "public", "stories.previous": None,
    "runs.checklist": "monthly-check", "runs.template": {}, "runs.subject.kind": "community",
    "runs.log.type": "text", "runs.started_at": "2026-11-01T10:00", "runs.finished_at": "2026-11-01T11:00",
    "runs.log.at": "2026-11-01T10:30", "runs.window": None, "runs.pair": None,
}  # fmt: skip


class Filled:
    """A community with every field of every table filled; `tokens` says where each text stands."""

    def __init__(self) -> None:
        self.tokens: dict[str, tuple[str, frozenset[Seen]]] = {}
        both = frozenset(Seen)
        records = {
            name: {
                number: self._record(kind, name, number, both)
                for number in ((1,) if name == "community" else (1, 2))
            }
            for name, kind in TABLES.items()
        }
        self.community = Community(profile=records.pop("community")[1], **records)

    def _record(self, kind: type[Record], name: str, number: int, seen: frozenset[Seen]) -> Any:
        filled = self._part(kind, name, seen)
        changes: dict[str, Any] = {"id": number}
        if name == "events":
            changes["starts_at"] = (MET if number == 1 else TO_COME).isoformat()
            changes["status"] = "held" if number == 1 else "planned"
        return msgspec.structs.replace(filled, **changes)

    def _part(self, kind: type[msgspec.Struct], path: str, seen: frozenset[Seen]) -> Any:
        hints = get_type_hints(kind, include_extras=True)
        values = {}
        for entry in msgspec.structs.fields(kind):
            place = f"{path}.{entry.name}"
            values[entry.name] = (
                FIXED[place]
                if place in FIXED
                else self._value(hints[entry.name], place, seen & shown_by(hints[entry.name]))
            )
        return kind(**values)

    def _value(self, kind: Any, path: str, seen: frozenset[Seen]) -> Any:
        origin, inside = get_origin(kind), get_args(kind)
        if origin is Annotated:
            return self._value(inside[0], path, seen)
        if origin is Literal:
            return inside[0]
        if origin in (Union, types.UnionType):
            texts = [part for part in inside if get_origin(part) is Annotated or part is str]
            return self._value(texts[0] if texts else inside[0], path, seen)
        if origin is tuple:
            return (self._value(inside[0], path, seen),)
        if origin is dict:
            return {self._value(inside[0], path, seen): self._value(inside[1], path, seen)}
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            return self._part(kind, path, seen)
        if kind in (str, Any):
            token = f"Zq{len(self.tokens)}x"
            self.tokens[token] = (path, seen)
            return token
        return {int: 1, float: 1.0, bool: True, date: MET}[kind]

    def hidden_from(self, seen: Seen) -> dict[str, str]:
        return {token: path for token, (path, by) in self.tokens.items() if seen not in by}

    def tokens_of(self, wanted: str) -> list[str]:
        return [token for token, (path, _) in self.tokens.items() if path == wanted]


def shown_by(kind: Any) -> frozenset[Seen]:
    """Who may see a field, read from its type afresh."""
    marks = [mark for mark in getattr(kind, "__metadata__", ()) if isinstance(mark, Seen)]
    widest_first = [Seen.BY_ROOM, Seen.AWAY, Seen.IN_REVIEW]
    return frozenset(widest_first[min((widest_first.index(mark) for mark in marks), default=3) :])


def room(community: Community) -> str:
    shown = fit_to_show(community)
    return json.dumps(
        [document(record) for name in TABLES for record in shown.table(name).values()]
    )


def taken_away(community: Community, folder: Path) -> Iterator[tuple[str, str]]:
    """Every export, report, minutes and brief, with its name."""
    for export in EXPORTS:
        yield export.id, export.make(community, TODAY, ExportChoices()).text
    session = session_on({}, folder)
    session.community = community
    papers = [
        ("review", review(session, SINCE)),
        ("sponsor", sponsor(session, SINCE)),
        ("members", members_page(session, SINCE)),
        *(("minutes", minutes_of(community, event, TODAY)) for event in community.events.values()),
        *(
            ("brief", brief_of(community, event, TODAY, session.settings, shown=shown))
            for event in community.events.values()
            for shown in (True, False)
        ),
    ]
    for name, paper in papers:
        yield name, whole_text(paper)


def whole_text(paper: ReportDocument) -> str:
    return "\n".join([markdown(paper), page(paper), json.dumps(list(records(paper)))])


def with_field(monkeypatch: pytest.MonkeyPatch, table: str, name: str, kind: Any) -> None:
    """Add a field to a table, or declare one anew."""
    old = TABLES[table]
    default = next(
        (entry.default for entry in msgspec.structs.fields(old) if entry.name == name), ""
    )
    if default is msgspec.NODEFAULT:
        default = msgspec.field(
            default_factory=next(
                entry.default_factory for entry in msgspec.structs.fields(old) if entry.name == name
            )
        )
    new = msgspec.defstruct(
        old.__name__, [(name, kind, default)], bases=(old,), frozen=True, kw_only=True,
        omit_defaults=True, gc=False,
    )  # fmt: skip
    monkeypatch.setitem(TABLES, table, new)


def test_nothing_that_is_not_marked_is_seen_anywhere(tmp_path: Path) -> None:
    filled = Filled()
    hidden = filled.hidden_from(Seen.BY_ROOM)
    assert {path for token, path in hidden.items() if token in room(filled.community)} == set()
    hidden = filled.hidden_from(Seen.AWAY)
    assert {"members.notes.text", "members.left_reason", "touches.text"} <= {*hidden.values()}
    in_review = filled.hidden_from(Seen.IN_REVIEW)
    assert {"runs.log.note", "runs.log.waived"} <= {*in_review.values()}
    for name, text in taken_away(filled.community, tmp_path):
        hidden = in_review if name == "review" else filled.hidden_from(Seen.AWAY)
        assert {path for token, path in hidden.items() if token in text} == set(), name


def test_what_is_marked_is_seen_as_before(tmp_path: Path) -> None:
    filled = Filled()
    shown = room(filled.community)
    out = "".join(text for _, text in taken_away(filled.community, tmp_path))
    for token, (path, by) in filled.tokens.items():
        assert (token in shown) == (Seen.BY_ROOM in by), path
        if Seen.AWAY in by:
            assert token in out, path


@pytest.mark.parametrize("table", TABLES)
def test_a_new_field_is_private_until_it_is_marked(table: str, tmp_path, monkeypatch) -> None:
    with_field(monkeypatch, table, "health", Sentence)
    filled = Filled()
    tokens = filled.tokens_of(f"{table}.health")
    assert tokens
    shown = room(filled.community)
    assert not any(token in shown for token in tokens)
    for name, text in taken_away(filled.community, tmp_path):
        assert not any(token in text for token in tokens), name


@pytest.mark.parametrize("table", ["members", "topics", "events"])
def test_a_new_field_that_is_marked_is_shown(table: str, tmp_path, monkeypatch) -> None:
    with_field(monkeypatch, table, "health", ByRoom[Sentence])
    filled = Filled()
    shown = room(filled.community)
    assert all(token in shown for token in filled.tokens_of(f"{table}.health"))


@pytest.mark.parametrize("table", TABLES)
def test_what_loses_its_mark_is_gone_everywhere(table: str, tmp_path, monkeypatch) -> None:
    hints = get_type_hints(TABLES[table], include_extras=True)
    for entry in msgspec.structs.fields(TABLES[table]):
        if entry.name not in ("id", "consent"):
            with_field(monkeypatch, table, entry.name, unmarked(hints[entry.name]))
    filled = Filled()
    tokens = {token: path for token, (path, _) in filled.tokens.items() if path.startswith(table)}
    for name, text in [("room", room(filled.community)), *taken_away(filled.community, tmp_path)]:
        assert {path for token, path in tokens.items() if token in text} == set(), name


def unmarked(kind: Any) -> Any:
    if get_origin(kind) is not Annotated:
        return kind
    rest = tuple(part for part in kind.__metadata__ if not isinstance(part, Seen))
    return Annotated[(get_args(kind)[0], *rest)] if rest else get_args(kind)[0]
