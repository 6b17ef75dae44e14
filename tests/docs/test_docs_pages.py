"""The documents cannot lag behind the program: pages made from code, and what the others name."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import data_model_page
import keys_page
import pytest
import yaml

from coptui import config
from coptui.cli.verbs import VERBS
from coptui.core.model.records import TABLES
from coptui.core.writing.notebook import NOTEBOOK
from coptui.exchange.writers.members import COLUMNS
from coptui.tui.kit.themes import THEMES
from coptui.tui.shell.keys import key_mistakes

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
SOURCE = ROOT / "src" / "coptui"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *DOCS.glob("*.md")]


def load(path: Path) -> ModuleType:
    """A module that lies outside the folders of packages."""
    spec = importlib.util.spec_from_file_location(f"docs_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("maker", [keys_page, data_model_page], ids=lambda made: made.__name__)
def test_a_page_is_what_the_code_says(maker: ModuleType) -> None:
    written = maker.PAGE.read_text(encoding="utf-8")
    assert written == maker.page(), f"run: python tests/docs/{maker.__name__}.py"


def test_every_meaning_is_that_of_a_field_and_every_table_is_told_about() -> None:
    assert set(data_model_page.MEANINGS) <= data_model_page.field_names()
    assert set(data_model_page.ABOUT) == set(TABLES)
    assert set(data_model_page.ABOUT_NOTEBOOK) == set(NOTEBOOK)


def test_every_column_of_the_list_of_members_is_named_in_its_order() -> None:
    page = (DOCS / "exports.md").read_text(encoding="utf-8")
    (row,) = re.findall(r"^\| `csv` \| (.+?) \|", page, re.MULTILINE)
    assert re.findall(r"`([A-Z]\w*)`", row) == list(COLUMNS.values())


PICTURES = load(DOCS / "make_picture.py")


@pytest.mark.parametrize("name", PICTURES.PICTURES)
def test_a_picture_says_what_the_screen_says(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.delenv("NO_COLOR", raising=False)
    kept = (DOCS / name).read_text(encoding="utf-8")
    drawn = PICTURES.draw(name)
    assert PICTURES.words(drawn) == PICTURES.words(kept), "run: python docs/make_picture.py"
    assert "http" not in re.sub(r'xmlns="[^"]*"|<!--.*?-->', "", kept), "a picture fetches nothing"


# Links


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if re.match(r"https?://", target):
            continue
        name, _, part = target.partition("#")
        there = (page.parent / name) if name else page
        assert there.exists(), f"{page.name}: {target}"
        if part:
            headings = re.findall(r"^#+ (.+)$", there.read_text(encoding="utf-8"), re.MULTILINE)
            assert part in {_anchor(heading) for heading in headings}, f"{page.name}: {target}"


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def test_every_document_is_linked_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for page in DOCS.glob("*.md"):
        assert f"docs/{page.name}" in readme, page.name


# The README


def test_the_commands_of_the_readme_are_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"```\n(.*?)```", readme, re.DOTALL))
    named = set(re.findall(r"^coptui ([a-z]+)", blocks, re.MULTILINE))
    assert named and named <= set(VERBS)


def test_the_readme_has_one_line_to_open_and_one_to_test() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if re.match(r"python3 .*/coptui demo$", line)]
    assert len([line for line in lines if re.match(r"python3 .*/pytest$", line)]) == 1
    first_screen = "\n".join(lines[:30])
    assert "picture.svg" in first_screen
    assert first_screen.count("python3 -m venv .venv &&") == 2


# Settings


def test_every_setting_and_variable_is_documented() -> None:
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z]+)` \|", page, re.MULTILINE)) == set(config.SETTINGS)
    used = set()
    for path in SOURCE.rglob("*.py"):
        used |= set(re.findall(r"\bCOPTUI_[A-Z]+\b|\bNO_COLOR\b", path.read_text("utf-8")))
    assert used == set(re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE))


def test_the_settings_shown_are_right() -> None:
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    found = config.parse(shown, Path("/somewhere/config.yaml"))
    assert found.mistakes == ()
    assert found.keys == yaml.safe_load(shown)["keys"]
    assert key_mistakes(found.keys) == []


def test_every_theme_is_documented() -> None:
    page = (DOCS / "themes.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `([a-z]+)` \|", page, re.MULTILINE))
    assert named == set(THEMES) == set(config.THEMES)


# Architecture


def test_the_map_names_every_part_of_the_source() -> None:
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    for path in SOURCE.iterdir():
        holds = path.is_dir() and any(path.rglob("*.py"))
        if holds or (path.suffix == ".py" and not path.name.startswith("__")):
            assert f"`src/coptui/{path.name}{'/' if holds else ''}`" in page, path.name


def test_the_rules_of_the_map_are_those_that_are_tested() -> None:
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```\n(.*?)```", page, re.DOTALL)
    rules = dict(line.split(" -> ") for line in block.splitlines())
    walls = load(ROOT / "tests" / "walls" / "test_walls.py")
    tested = walls.ALLOWED
    there = {tested_room for tested_room in tested if _exists(tested_room)}
    assert set(rules) == there
    for room, names in rules.items():
        rule = {name for name in tested[room] if _exists(name)} - {room}
        if names.startswith("all but "):
            assert names.removeprefix("all but ") not in {name.split(".")[0] for name in rule}, room
        else:
            said = set() if names == "nothing" else set(names.split(", "))
            if "below" in said:
                said = (said - {"below"}) | set(walls.BELOW)
            assert said == rule, room


def _exists(room: str) -> bool:
    path = SOURCE.joinpath(*room.split("."))
    return path.with_suffix(".py").exists() or any(path.glob("*.py"))


# Reliability


def test_every_test_that_is_named_exists() -> None:
    page = (DOCS / "reliability.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/.]+)(?:::(\w+))?`", page)
    assert len(named) > 15
    for path, name in named:
        assert (ROOT / path).exists(), path
        if name:
            assert f"def {name}(" in (ROOT / path).read_text("utf-8"), f"{path}::{name}"


# What belongs to nobody else


def test_every_file_of_the_source_that_is_named_exists() -> None:
    """In the documents, in styles, and in what the source says of itself; `NAME_rows.py` is any."""
    sources = [*SOURCE.rglob("*.py"), *(ROOT / "styles").glob("*.tcss")]
    others = (
        path for folder in ("tests", "benchmarks", "docs") for path in (ROOT / folder).rglob("*.py")
    )
    paths = {path.relative_to(ROOT).as_posix() for path in (*sources, *others)}
    gone = [
        (page.name, name)
        for page in (*PAGES, *sources)
        for name in re.findall(
            r"(?<![\w./-])[a-z_0-9]+(?:/[a-z_0-9]+)+\.(?:py|tcss)\b", page.read_text()
        )
        if not any(path == name or path.endswith(f"/{name}") for path in paths)
    ]
    assert not gone


def test_no_page_names_a_folder_of_one_machine() -> None:
    for page in PAGES:
        found = re.search(r"/(?:home|root|tmp|work|opt|Users)/", page.read_text(encoding="utf-8"))
        assert found is None, f"{page.name}: {found}"
