"""What was typed and not saved is told at the next start, with what it is about."""

from __future__ import annotations

from pathlib import Path

from coptui.cli.full_screen import kept_texts
from coptui.core.model.community import Community
from coptui.core.model.records import Member, Topic
from coptui.store.drafts import Drafts
from coptui.whereabouts import of_file

COMMUNITY = Community(
    members={2: Member(id=2, name="Beth Lindqvist")},
    topics={3: Topic(id=3, title="The Miller family", confidential=True, code="case 14")},
)


def told(tmp_path: Path, *keys: str) -> tuple[str, ...]:
    drafts = Drafts(tmp_path / "drafts")
    for key in keys:
        drafts.save(key, {"text": "half a"})
    return kept_texts(drafts, of_file(Path("/c.json")), COMMUNITY)


def test_nothing_is_told_of_nothing_or_of_another_file(tmp_path: Path) -> None:
    assert told(tmp_path) == ()
    assert told(tmp_path, "/other.json note members 2") == ()


def test_each_kind_is_told_with_its_record(tmp_path: Path) -> None:
    (line,) = told(
        tmp_path, "/c.json form members 2", "/c.json form events 0", "/c.json note topics 3",
        "/c.json plus s",
    )  # fmt: skip
    assert "a form on Beth Lindqvist" in line
    assert "a form for a new event" in line
    assert "a note on case 14" in line
    assert "something typed after pressing +" in line
    assert "Miller" not in line
