"""What is confidential now is called by its code, also in what was written before it was so."""

from __future__ import annotations

from datetime import UTC, date, datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace as with_fields

from coptui.core.model.community import Community
from coptui.core.model.confidential import masked
from coptui.core.model.edits import create, delete, update
from coptui.core.model.records import TABLES, Action, Event, Text, Topic, document
from coptui.core.people.person_file import held_about
from coptui.core.views.presenting import fit_to_show
from coptui.evidence.registry import evidence
from coptui.exports import EXPORTS, Export, ExportChoices
from coptui.reports.words import follow_up_cells
from coptui.session import Session
from coptui.store.memory import MemoryStore
from coptui.tui.standing.history_rows import entry_rows, history_rows
from whole_community import whole_community

TITLES = st.text(st.sampled_from("abc XYé.(*"), min_size=6, max_size=160).map(
    lambda text: f"Q{text}q"
)


def shown(session: Session) -> str:
    """Everything that the history says of edits, on the screen."""
    community, today = session.community, date(2026, 11, 28)
    rows = history_rows(community, today)
    told = ["".join(span.text for span in rows.cells(place)) for place in range(len(rows.keys))]
    for entry in community.history.values():
        page = entry_rows(community, entry, today, 400, private=False)
        told += [
            "".join(span.text for span in page.cells(place)) for place in range(len(page.keys))
        ]
    return "\n".join(told)


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from([Topic, Event]),
    titles=st.lists(TITLES, min_size=1, max_size=3, unique=True),
    code=st.sampled_from(["case 14", ""]),
    gone=st.booleans(),
)
def test_no_title_of_before_is_told(kind, titles, code, gone) -> None:
    session = Session(
        MemoryStore(), by="amara", clock=lambda: datetime(2026, 11, 28, 18, tzinfo=UTC)
    )
    first = kind(title=titles[0], **({"starts_at": "2026-11-20"} if kind is Event else {}))
    session.edit(create(first))
    number = next(iter(session.community.table(kind.table)))

    def record():
        return session.community.table(kind.table)[number]

    session.edit(create(Action(text=f"ask about {titles[0]} again")))
    for title in titles[1:]:
        session.edit(update(record(), with_fields(record(), title=title)))
    session.undoing.undo()
    said = [session.undoing.redo()]
    session.edit(update(record(), with_fields(record(), confidential=True, code=code)))
    if gone:
        session.edit(delete(session.community, kind.table, number))
    else:
        said += [session.undoing.undo(), session.undoing.redo()]
    told = shown(session) + "\n".join(said[1:])
    for title in titles:
        assert title not in told
    # Nor the beginning of one, where a label was cut.
    for line in told.splitlines():
        if "…" in line:
            before = line.rpartition("…")[0]
            assert not any(before.endswith(title[: len(title) // 2]) for title in titles)
    assert (code or f"a confidential {'topic' if kind is Topic else 'event'}") in told


def test_what_is_not_confidential_keeps_its_name() -> None:
    session = Session(
        MemoryStore(), by="amara", clock=lambda: datetime(2026, 11, 28, 18, tzinfo=UTC)
    )
    session.edit(create(Topic(title="Night shifts")))
    session.edit(create(Topic(title="The Miller family", confidential=True, code="case 14")))
    assert "Night shifts" in shown(session)
    assert (
        masked(session.community, "changes to topic The Miller family")
        == "changes to topic case 14"
    )
    assert masked(session.community, "changes to topic The Mil…") == "changes to topic case 14…"
    assert masked(session.community, "a Miller of grain") == "a Miller of grain"


TITLE = "Zebra harassment"


@pytest.fixture(scope="module")
def named_everywhere() -> Community:
    """A community in which every text of every record names what is confidential by now."""

    def say(kind: Text | None) -> str:
        return TITLE if kind is Text.PROSE else "x"

    tables = whole_community(Random(5), {"name": "Ann Lee"}, say)
    tables["topics"]["1"] |= {"title": TITLE, "confidential": True, "code": "case 14"}
    for table in tables.values():
        for record in table.values() if isinstance(table, dict) else ():
            # What is tied to a confidential topic stays here in any case.
            for name in ("topic", "topics"):
                record.pop(name, None)
    for action in tables["actions"].values():
        action |= {
            "text": f"ask about {TITLE}",
            "about": [],
            "owner": "me",
            "state": "open",
            "due_on": "2026-01-01",
        }
    return MemoryStore(tables).load().community


def texts(community: Community, table: str) -> str:
    return str([document(record) for record in community.table(table).values()])


@pytest.mark.parametrize("one", EXPORTS, ids=[one.id for one in EXPORTS])
@pytest.mark.parametrize("private", [False, True])
def test_no_export_names_what_is_confidential(
    named_everywhere: Community, one: Export, private: bool
) -> None:
    choices = ExportChoices(
        more=private,
        minutes=private,
        notes=private,
        attendees=private,
        follow_ups=True,
        private=private,
    )
    assert TITLE in texts(named_everywhere, "actions")
    assert TITLE not in one.make(named_everywhere, date(2026, 11, 28), choices).text


def test_nor_does_presenter_mode_or_what_is_held_about_someone(named_everywhere: Community) -> None:
    seen = fit_to_show(named_everywhere)
    for table in TABLES:
        if table != "history":
            assert TITLE not in texts(seen, table), table
    assert "ask about " in texts(seen, "actions")
    for member in named_everywhere.members.values():
        held = held_about(named_everywhere, member, notes=True)
        assert TITLE not in str(held)


def test_nor_do_the_lists_of_follow_ups(named_everywhere: Community) -> None:
    today = date(2026, 11, 28)
    (action, *_) = named_everywhere.actions.values()
    assert TITLE not in str(follow_up_cells(named_everywhere, action))
    for id in ("follow_through", "coordinator_load", "sponsor_promises"):
        assert TITLE not in str(evidence(id, named_everywhere, today).rows)
