"""Settings: each key, and mistakes that are named and stop nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui import config
from coptui.config import Config, Folders, chosen_day, data_file, load, parse, user_name
from coptui.errors import UsageError

PLACE = Path("/home/ann/.config/coptui/config.yaml")
PLACES = Folders(config=Path("/c"), data=Path("/d"), state=Path("/s"))


def read(text: str) -> Config:
    return parse(text, PLACE)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("file: circle.json", "file", str(PLACE.parent / "circle.json")),
        ("file: /srv/circle.json", "file", "/srv/circle.json"),
        ("file: ~/circle.json", "file", str(Path("~/circle.json").expanduser())),
        ("user: Amara  O", "user", "Amara O"),
        ("user: no", "user", "no"),
        ("theme: morning", "theme", "morning"),
        ("ascii: true", "ascii", True),
        ("ascii: False", "ascii", False),
        ("cursor: true", "cursor", True),
        ("keys: {find: ctrl+g, undo: U}", "keys", {"find": "ctrl+g", "undo": "U"}),
    ],
)
def test_every_key(text: str, name: str, value: Any) -> None:
    found = read(text)
    assert getattr(found, name) == value
    assert found.mistakes == ()


def test_every_key_is_documented_and_kept() -> None:
    kept = set(Config.__struct_fields__) - {"mistakes"}
    assert set(config.SETTINGS) == kept


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "{}", "---\n"])
def test_an_empty_file_is_no_mistake(text: str) -> None:
    assert read(text) == Config()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("theme: pink", "theme: should be one of evening"),
        ("ascii: maybe", "ascii: should be true or false"),
        ("keys: find", "keys: should be lines like"),
        ("keys: {find: [a]}", "keys: should be lines like"),
        ("file:", "file: should be the path of a file"),
        ("file: [a]", "file: should be a single value, not a list"),
        ('file: "a\\0b"', "file: should be the path of a file"),
        ("file: ~nobody-of-this-name/x", "file: there is no home folder"),
        ("user: {a: b}", "user: should be a single value, not a list"),
        ("colour: red", "'colour' isn't a setting; the settings are file, files, user"),
        ("- a\n- b", "should be lines like"),
        ("just words", "should be lines like"),
    ],
)
def test_a_mistake_names_its_key_and_file_and_stops_nothing(text: str, said: str) -> None:
    found = read(text)
    assert len(found.mistakes) == 1
    assert str(PLACE) in found.mistakes[0]
    assert said in found.mistakes[0]
    assert found == Config(mistakes=found.mistakes)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("user: ann\ntheme: [", "line 2"),
        ("user: &a ann\nkeys: {find: *a}", "line 1: aliases and anchors"),
        ("user: ann\nkeys: {find: *a}", "line 2: aliases and anchors"),
        ("user: ann\ntheme: !!python/name:os.system x", "line 2: tags"),
        ("user: ann\nuser: beth", "line 2: 'user' appears twice"),
        ("keys:\n  find: a\n  find: b", "line 3: 'find' appears twice"),
        ("keys: " + "[" * 5000, "too many lists inside each other"),
        ("user: " + "x" * 70_000, "longer than"),
        ("user: \x07", "special characters"),
    ],
)
def test_what_is_refused_is_told_with_its_line(text: str, said: str) -> None:
    found = read(text)
    assert len(found.mistakes) == 1
    assert said in found.mistakes[0]
    assert found == Config(mistakes=found.mistakes)


def test_one_mistake_leaves_the_other_settings() -> None:
    found = read("theme: pink\nuser: ann\ncolour: red\nascii: true")
    assert (found.user, found.ascii, found.theme) == ("ann", True, "")
    assert len(found.mistakes) == 2


soup = st.text(st.sampled_from("fileusr:{}[]-&*!? \n\"'#|>%@\t\x00é~") | st.characters())


@given(soup)
def test_any_text_is_read(text: str) -> None:
    assert isinstance(read(text), Config)


@given(st.sampled_from(sorted(config.SETTINGS)), soup)
def test_any_value_is_read(key: str, value: str) -> None:
    assert isinstance(read(f"{key}: {value}"), Config)


def test_a_file_is_read_and_a_missing_one_is_no_mistake(tmp_path: Path) -> None:
    assert load(tmp_path) == Config()
    (tmp_path / "config.yaml").write_text("user: ann")
    assert load(tmp_path).user == "ann"
    (tmp_path / "config.yaml").write_bytes(b"user: \xff")
    assert "cannot be read" in load(tmp_path).mistakes[0]
    (tmp_path / "config.yaml").unlink()
    (tmp_path / "config.yaml").mkdir()
    assert "cannot be read" in load(tmp_path).mistakes[0]


def test_the_folders_follow_xdg(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("config", "data", "state"):
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(tmp_path / name))
    found = config.folders()
    assert found.config == tmp_path / "config" / "coptui"
    assert found.default_file == tmp_path / "data" / "coptui" / "community.json"
    assert found.state == tmp_path / "state" / "coptui"


def test_who_edits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "login")
    assert user_name(Config(user="ann"), {"COPTUI_USER": " beth\x07 "}) == "beth"
    assert user_name(Config(user="ann"), {"COPTUI_USER": "\x1b"}) == "ann"
    assert user_name(Config(), {}) == "login"

    def unknown() -> str:
        raise KeyError("no such uid")

    monkeypatch.setattr("getpass.getuser", unknown)
    assert user_name(Config(), {}) == "someone"


def test_which_file() -> None:
    chosen = Config(file="/configured.json")
    environ = {"COPTUI_FILE": "/env.json"}
    assert data_file("given.json", chosen, PLACES, environ) == "given.json"
    assert data_file(None, chosen, PLACES, environ) == "/env.json"
    assert data_file("", chosen, PLACES, {"COPTUI_FILE": ""}) == "/configured.json"
    assert data_file(None, Config(), PLACES, {}) == "/d/community.json"


def test_which_day() -> None:
    environ = {"COPTUI_TODAY": "2026-01-02"}
    assert chosen_day("2026-03-14", environ) == date(2026, 3, 14)
    assert chosen_day(None, environ) == date(2026, 1, 2)
    assert chosen_day(None, {}) is None
    assert chosen_day(None, {"COPTUI_TODAY": ""}) is None


@pytest.mark.parametrize("text", ["2026-02-30", "2026-3", "２０２６-０３-１４", "20260314"])
def test_a_wrong_day_says_where_it_was_given(text: str) -> None:
    with pytest.raises(UsageError, match="--today") as told:
        chosen_day(text, {})
    assert "2026-03-14" in told.value.hint
    with pytest.raises(UsageError, match="COPTUI_TODAY"):
        chosen_day(None, {"COPTUI_TODAY": text})


def test_files_are_a_list_of_paths_beside_the_settings(tmp_path: Path) -> None:
    place = tmp_path / "config.yaml"
    found = parse("files:\n  - a.json\n  - /b.json\n", place)
    assert found.files == (str(tmp_path / "a.json"), "/b.json")
    assert found.mistakes == ()
    wrong = parse("files: a.json\n", place)
    assert wrong.files == ()
    assert "files: should be a list of paths" in wrong.mistakes[0]
