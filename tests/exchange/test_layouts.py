"""Every layout: a clean file and a hostile one, and all that is told of each."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path

import pytest
from layouts import FILES, FIXTURES, LAYOUT_OF, LONG, bytes_of, hints_of, kept, told

from coptui.errors import CoptError
from coptui.exchange import formats
from coptui.exchange.formats import FORMATS, SHAPES
from coptui.exchange.reading import read
from coptui.exchange.tables.found import Found

NAMES = [str(path.relative_to(FIXTURES)) for path in FILES]
DOCS = Path(__file__).parents[2] / "docs" / "imports.md"


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_what_is_told_of_a_file(path: Path) -> None:
    how = "python tests/exchange/layouts.py; then look at every line that changed"
    assert told(path) == kept(path).read_text(encoding="utf-8"), how


@pytest.mark.parametrize("layout", LAYOUT_OF)
def test_a_layout_has_a_clean_file_and_a_hostile_one(layout: str) -> None:
    files = [path for path in FILES if path.parent.name == layout]
    (clean,) = [path for path in files if path.name.startswith("clean.")]
    (hostile,) = [path for path in files if path.name.startswith("hostile.")]
    parts = [*hostile.rglob("*")] if hostile.is_dir() else [hostile]
    text = "".join(path.read_text("utf-8") for path in parts if path.is_file())
    assert clean
    # A report of counts is refused whatever it holds.
    assert layout == "discourse-report" or LONG in text, "no cell of 100,000 letters"


def test_every_layout_that_is_known_has_its_files() -> None:
    readers = {f"{one.module}.{one.reader}" for one in FORMATS if one not in SHAPES}
    # Archives of Discourse hold tables; shapes lead to the readers of layouts, and to one more.
    readers -= {"discourse.archive"}
    readers |= {"teams.sections", "generic.read", "pasted.read"}
    assert readers == {*LAYOUT_OF.values()}
    assert {path.parent.name for path in FILES} == {*LAYOUT_OF}
    assert {*FIXTURES.rglob("*.found")} == {kept(path) for path in FILES}


def test_every_format_has_its_reader_and_every_product_its_format() -> None:
    for row in FORMATS:
        assert callable(getattr(import_module(f"coptui.exchange.formats.{row.module}"), row.reader))
    modules = {module.name for module in pkgutil.iter_modules(formats.__path__)}
    # What no other format fits is a table with heads to be told, or a list that was pasted.
    assert modules - {row.module for row in FORMATS} == {"generic", "pasted"}


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_a_file_comes_to_its_own_reader(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called = []

    def call(module: str, reader: str):  # type: ignore[no-untyped-def]
        called.append(f"{module}.{reader}")
        return original(module, reader)

    from coptui.exchange import reading

    original = reading._call
    monkeypatch.setattr(reading, "_call", call)
    try:
        read(bytes_of(path), hints_of(path))
    except CoptError:
        assert path.parent.name == "discourse-report"
    expected = LAYOUT_OF[path.parent.name].replace("pasted.", "generic.")
    if path.parent.name == "teams-list" and not path.name.startswith("clean"):
        expected += "_without_heads"  # or with heads in another language
    assert called[-1] == expected


def test_every_product_is_in_the_docs() -> None:
    page = DOCS.read_text(encoding="utf-8")
    products = set()
    for path in FILES:
        if path.parent.name != "discourse-report":
            found = read(bytes_of(path), hints_of(path))
            assert isinstance(found, Found)
            products.add(found.product)
    assert len(products) > 25
    for product in products:
        assert f"| {product} |" in page
