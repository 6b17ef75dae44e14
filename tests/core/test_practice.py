"""What the library keeps: when a look is due, and uses as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.community import Community
from coptui.core.model.practice import due_for_a_look, looked_at, used
from coptui.core.model.records import LibraryItem, Member, Topic, Use
from coptui.core.views.as_of import as_of
from coptui.core.views.presenting import fit_to_show
from coptui.core.writing.fields import read_field, write_field
from coptui.core.writing.form_fields import FIELDS
from coptui.core.writing.uses import use_today
from coptui.errors import UsageError

TODAY = date(2026, 11, 22)
HERE = Community(
    members={1: Member(id=1, name="Ann Lee"), 2: Member(id=2, name="Beth: Moss")},
    topics={1: Topic(id=1, title="x", confidential=True, code="case 1")},
)
USES = next(field for field in FIELDS["library"] if field.name == "uses")


@pytest.mark.parametrize(
    ("looked", "added", "due"),
    [
        (None, None, True),
        (date(2026, 1, 1), None, False),
        (None, date(2026, 1, 1), False),
        (date(2025, 1, 1), date(2024, 1, 1), True),
        (date(2025, 11, 22), None, True),
        (date(2025, 11, 23), None, False),
    ],
)
def test_a_look_is_due_after_a_year(looked: date | None, added: date | None, due: bool) -> None:
    item = LibraryItem(title="x", looked_on=looked, added_on=added)
    assert due_for_a_look(item, TODAY, 365) is due
    settled = looked_at(item, TODAY).changes[0].after
    assert settled is not None
    assert settled["looked_on"] == "2026-11-22"


@pytest.mark.parametrize(
    ("line", "use"),
    [
        ("@ann for the rota", Use(on=TODAY, by=1, what="for the rota")),
        ("@ann lee: the rota", Use(on=TODAY, by=1, what="the rota")),
        ("the night desk: a rota", Use(on=TODAY, what="the night desk: a rota")),
        ("3 desks use it", Use(on=TODAY, what="3 desks use it")),
    ],
)
def test_a_use_is_written_in_a_line(line: str, use: Use) -> None:
    assert use_today(line, HERE, TODAY) == use
    assert used(LibraryItem(id=1, title="x"), use)


@pytest.mark.parametrize("line", ["", "   ", "@zoe: the rota"])
def test_what_is_no_use_says_so(line: str) -> None:
    with pytest.raises(UsageError):
        use_today(line, HERE, TODAY)


uses = st.builds(
    Use,
    on=st.none() | st.dates(date(1900, 1, 1), date(2200, 12, 31)),
    by=st.none() | st.sampled_from([1, 2, 99]),
    what=st.text(max_size=20),
)


@given(st.lists(uses, max_size=4).map(tuple))
def test_a_form_left_alone_or_given_one_more_line_keeps_every_use(kept: tuple[Use, ...]) -> None:
    item = LibraryItem(id=1, title="x", uses=kept)
    text = write_field(USES, item, HERE)
    lines = [line for line in text.split("\n") if line]
    more = read_field(USES, "\n".join([*lines, "8 Sep @ann: more"]), item, HERE, TODAY)
    assert more[-1] == {"on": "2026-09-08", "by": 1, "what": "more"}
    assert len(more) == len(lines) + 1
    assert {use.get("by") for use in more[:-1]} <= {use.by for use in kept}


def test_a_room_and_a_past_day_see_their_part() -> None:
    item = LibraryItem(
        id=1, title="x", added_on=date(2026, 1, 1), looked_on=date(2026, 6, 1), keeper=1,
        uses=(Use(on=date(2026, 5, 1), by=1, what="a"), Use(on=date(2026, 7, 1), what="b")),
    )  # fmt: skip
    tied = LibraryItem(id=2, title="y", topic=1)
    here = Community(members=HERE.members, topics=HERE.topics, library={1: item, 2: tied})
    shown = fit_to_show(here).library
    assert shown.keys() == {1}
    assert [(use.on, use.by, use.what) for use in shown[1].uses] == [
        (date(2026, 5, 1), None, ""), (date(2026, 7, 1), None, ""),
    ]  # fmt: skip
    then = as_of(here, date(2026, 5, 31)).library[1]
    assert (then.looked_on, len(then.uses)) == (None, 1)
    assert 1 not in as_of(here, date(2025, 12, 31)).library
