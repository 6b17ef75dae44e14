"""Looking at one group hides the others and changes nothing of what is saved."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coptui.assets import folder as assets
from coptui.core.model.groups import group_names, is_in, is_of
from coptui.core.model.records import document
from coptui.core.writing.meaning import Jotting, meaning
from coptui.errors import UsageError
from coptui.session import Session
from coptui.store.store import Store

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def session_on(path: Path, group: str) -> Session:
    session = Session(Store(path), by="ann", clock=lambda: NOW, today=date(2026, 11, 22))
    session.look_at(group)
    return session


def tables_after(folder: Path, group: str) -> dict[str, object]:
    path = folder / f"{group or 'all'}.json"
    shutil.copy(assets("sample_data") / "help-line.json", path)
    session = session_on(path, group)
    # Rosa is in no group, and the line finds her all the same.
    at = Jotting(session.all_groups, session.today, session.by)
    session.edit(meaning("called @rosa about rotas !fri", at).edit(session.all_groups))
    session.close()
    tables = json.loads(path.read_text("utf-8"))
    return {name: tables[name] for name in ("members", "events", "touches", "actions", "community")}


def test_a_save_made_while_a_group_is_shown_is_the_same_save(tmp_path: Path) -> None:
    assert tables_after(tmp_path, "Night table") == tables_after(tmp_path, "")


def test_the_whole_is_kept_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    shutil.copy(assets("sample_data") / "help-line.json", path)
    session = session_on(path, "night")
    whole = {n: document(m) for n, m in session.whole.members.items()}
    assert session.group == "Night table"
    assert len(session.community.members) < len(session.all_groups.members) == len(whole)
    assert all("Night table" in event.groups for event in session.community.events.values())
    session.present(True)
    assert session.community.profile.name.endswith("Night table")
    session.present(False)
    session.look_at("")
    assert session.community is session.all_groups
    with pytest.raises(UsageError):
        session.look_at("Lisbon")
    session.close()


def two(tmp_path: Path) -> Path:
    """A file in which Rosa is a group, and Rosa in it."""
    path = tmp_path / "two.json"
    people = {
        "1": {"name": "Rosa", "groups": [{"group": "Rosa"}]},
        "2": {"name": "Ann", "groups": [{"group": "Rosa"}]},
    }
    events = {"1": {"title": "Call", "starts_at": "2026-11-01", "groups": ["Rosa"]}}
    path.write_text(json.dumps({"meta": {"1": {"schema": 1}}, "members": people, "events": events}))
    return path


@pytest.mark.parametrize(("is_meant", "name"), [(True, "someone"), (False, "Rosa")])
def test_whose_name_is_a_groups_name_is_forgotten_and_the_group_stays_one(
    is_meant: bool, name: str, tmp_path: Path
) -> None:
    """Whether the group is called after her, its people and its events say alike."""
    path = two(tmp_path)
    session = session_on(path, "Rosa")
    passages = session.in_question(1)
    assert passages
    session.forget(1, dict.fromkeys(passages, is_meant))
    assert group_names(session.all_groups) == (name,)
    assert is_of(session.all_groups.events[1], name)
    assert is_in(session.all_groups.members[2], name, session.today)
    # What was looked at goes on if it is still there.
    assert session.group == ("" if is_meant else "Rosa")
    session.close()
