"""What is confidential now is called by its code, also in what was written before it was so."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace as with_fields

from coptui.core.model.confidential import masked
from coptui.core.model.edits import create, delete, update
from coptui.core.model.records import Action, Event, Topic
from coptui.session import Session
from coptui.store.memory import MemoryStore
from coptui.tui.standing.history_rows import entry_rows, history_rows

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
