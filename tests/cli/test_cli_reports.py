"""`report`, `brief` and `minutes`."""

import json
import os
import stat

import pytest

from coptui.store.lock import locked
from coptui.store.rights import of_mode

VERBS = ("report", "brief", "minutes")


@pytest.fixture
def held(file):
    tables = json.loads(file.read_text())
    tables["events"]["91"] = {
        "title": "Reading *night*", "starts_at": "2026-11-02T18:00", "status": "held",
        "attendance_taken": True, "attendance": {"1": {"status": "attended"}}, "summary": "Read.",
    }  # fmt: skip
    tables["events"]["92"] = {"title": "Cake", "starts_at": "2099-01-01", "status": "planned"}
    file.write_text(json.dumps(tables))
    return file


@pytest.mark.parametrize("verb", VERBS)
def test_markdown_html_and_records(coptui, held, verb):
    ended = coptui("-f", held, verb)
    assert ended.code == 0
    assert ended.out.startswith("# ")
    made = coptui("-f", held, verb, "--html").out
    assert made.startswith("<!doctype html>")
    assert made.rstrip().endswith("</html>")
    records = coptui("-f", held, verb, "--json").records
    assert records
    assert all(one["part"] and all(isinstance(value, str) for value in one.values()) for one in records)  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
def test_no_lock_is_waited_for_and_nothing_is_left_behind(coptui, held, home, verb):
    def files() -> dict:
        return {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}

    with locked(held, of_mode(os.geteuid(), os.getegid(), 0o600)):
        before = files()
        assert coptui("-f", held, verb).code == 0
        assert files() == before


def test_a_file_is_new_and_mine_and_none_is_written_over(coptui, held, home):
    ended = coptui("-f", held, "report", "--to", "review.html")
    assert (ended.code, ended.out) == (0, "")
    path = home / "review.html"
    assert f"Written: {path}" in ended.err
    assert path.read_text().startswith("<!doctype html>")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = coptui("-f", held, "report", "--sponsor", "--to", "review.html")
    assert again.code == 2
    assert "There is already a file" in again.err
    assert "review" in path.read_text()
    assert coptui("-f", held, "minutes", "--to", "there.md").code == 0
    assert (home / "there.md").read_text().startswith("# ")
    lost = coptui("-f", held, "brief", "--to", "no/such/folder.md")
    assert lost.code == 3
    assert "cannot be written" in lost.err
    kept = coptui("-f", held, "--read-only", "brief", "--to", "b.md")
    assert kept.code == 2
    assert not (home / "b.md").exists()


def test_which_event(coptui, held):
    assert "# Reading \\*night\\*: minutes" in coptui("-f", held, "minutes", "reading").out
    assert (
        coptui("-f", held, "minutes", "2026-11-02").out == coptui("-f", held, "minutes", "91").out
    )
    assert "# Cake: brief" in coptui("-f", held, "brief", "cake").out
    assert coptui("-f", held, "brief", "nothing like it").code == 2


def test_since_that_cannot_be_understood(coptui, held):
    ended = coptui("-f", held, "report", "--since", "soon")
    assert ended.code == 2
    assert "90d" in ended.err


def test_what_is_missing_is_talk_and_no_data(coptui, held):
    ended = coptui("-f", held, "report", "--sponsor")
    assert "press v, then a" in ended.err
    assert "press v, then a" not in ended.out


def test_markdown_by_name(coptui, tmp_path) -> None:
    path = tmp_path / "circle.json"
    path.write_text('{"community": {"1": {"name": "Circle"}}}')
    assert coptui("-f", path, "report", "--md").out == coptui("-f", path, "report").out
    paper = tmp_path / "paper.html"
    assert coptui("-f", path, "report", "--md", "--to", paper).code == 0
    assert paper.read_text("utf-8").startswith("# ")
