"""A level set by hand has a reason and an end, and then the records speak again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from coptui.core.model.community import Community
from coptui.core.model.records import LevelOverride, Member
from coptui.core.model.settings import DEFAULTS
from coptui.core.people.level_by_hand import level_by_hand
from coptui.core.people.levels import standing
from coptui.errors import UsageError

TODAY = date(2026, 11, 22)
ANN = Member(id=1, name="Ann", joined_on=date(2024, 1, 1))
COMMUNITY = Community(members={1: ANN})


def override(line: str) -> LevelOverride | None:
    (change,) = level_by_hand(line, ANN, COMMUNITY, TODAY).changes
    assert change.after is not None
    found = change.after["level_override"]
    return LevelOverride(
        level=found["level"], reason=found["reason"], until=date.fromisoformat(found["until"])
    )


def test_with_reason_and_end() -> None:
    assert override("core she runs the night shift !2w") == LevelOverride(
        level="core", reason="she runs the night shift", until=date(2026, 12, 6)
    )
    assert override("per: new job").until == TODAY + timedelta(days=90)


def test_it_ends_by_itself() -> None:
    member = replace(ANN, level_override=override("core she runs the night shift !2w"))
    community = Community(members={1: member})
    during = standing(community, 1, TODAY, DEFAULTS)
    assert (during.level, during.why) == (
        "core",
        "core: set by hand until 6 Dec, she runs the night shift",
    )
    assert standing(community, 1, date(2026, 12, 7), DEFAULTS).level != "core"


def test_none_takes_it_back() -> None:
    member = replace(ANN, level_override=LevelOverride(level="core", reason="x", until=TODAY))
    edit = level_by_hand("none", member, COMMUNITY, TODAY)
    (change,) = edit.changes
    assert change.after is not None
    assert not change.after.get("level_override")


@pytest.mark.parametrize("line", ["", "core", "boss of all", "p reason", "core why !2020-01-01"])
def test_what_is_no_level_or_has_no_reason(line: str) -> None:
    with pytest.raises(UsageError):
        level_by_hand(line, ANN, COMMUNITY, TODAY)
