"""A setting that is changed: its comment and everything else in the file stay."""

from __future__ import annotations

import errno
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.config import parse
from coptui.errors import CoptError, UsageError
from coptui.settings_file import (
    add_to_setting,
    change_setting,
    line_of,
    with_item,
    with_value,
)

FILE = """# Mine
theme: morning  # my eyes
user: "Ann Lee"

files:
  - a.json
  - b.json   # the second
keys:
  find: ctrl+g
"""
VALUES = st.text(min_size=1, max_size=40).filter(lambda text: text.isprintable() and text.strip())


@given(VALUES, st.sampled_from(["user", "theme", "file", "ascii"]), st.booleans())
def test_the_new_value_is_read_back_and_nothing_else_differs(value, key, ends) -> None:
    import yaml

    text = FILE if ends else FILE.rstrip("\n")
    before = yaml.safe_load(text)
    new = with_value(text, key, value)
    after = yaml.load(new, Loader=yaml.BaseLoader)
    assert after.pop(key) == value
    before.pop(key, None)
    assert after == before
    for comment in ("# Mine", "# my eyes", "# the second"):
        assert comment in new
    assert with_value(new, key, value) == new


@given(
    st.lists(VALUES, min_size=1, max_size=4, unique=True), st.sampled_from(["files", "formerly"])
)
def test_an_item_is_added_once(items, key) -> None:
    import yaml

    text = FILE
    for item in (*items, *items):
        text = with_item(text, key, item)
    known = ["a.json", "b.json"] if key == "files" else []
    listed = yaml.load(text, Loader=yaml.BaseLoader)[key]
    assert listed == [*known, *(item for item in items if item not in known)]
    assert "# the second" in text


def test_a_setting_left_out_leaves_its_comment() -> None:
    assert "# my eyes" in with_value(FILE, "theme", "")
    assert not parse(with_value(FILE, "theme", ""), __import__("pathlib").Path("x")).mistakes
    assert with_value("", "theme", "") == ""
    assert with_value("", "theme", "mono") == "theme: mono\n"


def test_an_inline_list_and_an_empty_value(tmp_path) -> None:
    assert with_item("files: [a, b] # two\n", "files", "c") == "files: [a, b, c] # two\n"
    assert with_value("user:\ntheme: mono\n", "user", "Ann") == "user: Ann\ntheme: mono\n"


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        (FILE, "theme", "pink"),
        (FILE, "presenter", "many"),
        ("{theme: mono}\n", "theme", "morning"),
        ("theme: |\n  mono\n  and more\n", "theme", "mono"),
        ("theme: mono\ncolour: red\n", "theme", "morning"),
        ("theme: [", "theme", "mono"),
    ],
)
def test_what_means_nothing_changes_nothing(text, key, value, tmp_path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError):
        change_setting(tmp_path, key, value)
    assert path.read_text("utf-8") == text


def test_it_is_written_whole_and_keeps_its_rights(tmp_path) -> None:
    folder = tmp_path / "new"
    assert change_setting(folder, "theme", "mono").theme == "mono"
    (folder / "config.yaml").chmod(0o600)
    assert add_to_setting(folder, "formerly", ["ann", "root"]).formerly == ("ann", "root")
    assert (folder / "config.yaml").stat().st_mode & 0o777 == 0o600
    assert line_of(folder, "theme") == "theme: mono"
    assert line_of(folder, "user") == ""
    assert [path.name for path in folder.iterdir()] == ["config.yaml"]


def test_a_folder_that_cannot_be_written_is_said(tmp_path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(CoptError, match="cannot be changed"):
        change_setting(tmp_path / "file", "theme", "mono")


def test_a_full_disk_is_said_in_words_and_leaves_the_file(tmp_path, monkeypatch) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("theme: mono\n")

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr("coptui.store.atomic.os.write", full)
    with pytest.raises(CoptError) as caught:
        change_setting(tmp_path, "theme", "evening")
    assert caught.value.message == f"{path} cannot be changed: {os.strerror(errno.ENOSPC)}."
    assert path.read_text() == "theme: mono\n"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
