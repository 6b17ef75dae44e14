"""A translation is made from the source, and chosen form by form."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from coptui import language
from coptui.core.model.counting import counted
from coptui.language import catalogue, tr, tr_as
from coptui.tui.shell.commands import COMMANDS
from docs.make_catalogue import catalogue as all_texts


def test_every_kind_of_text_is_collected() -> None:
    ids = {message.id for message in all_texts() if message.id}
    assert "Print a checklist." in ids
    assert ("{count} day", "{count} days") in ids
    assert any(isinstance(id, str) and id.startswith("Find people, topics") for id in ids)
    assert len(ids) > 4000


def test_what_english_says_in_one_word_and_others_in_two_is_told_apart() -> None:
    texts = all_texts()
    assert texts.get("May", context="short month") and texts.get("May")
    words = {command.word for command in COMMANDS if command.word}
    assert words and all(texts.get(word, context="key") for word in words)


@pytest.fixture
def polish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A language with three forms, and two texts in it."""
    folder = tmp_path / "pl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    texts = Catalog(locale="pl")
    texts.add("{name} has left.", "Odeszła {name}.")
    texts.add("open", "otwórz", context="key")
    texts.add(("{count} day", "{count} days"), ("{count} dzień", "{count} dni", "{count} dnia"))
    with (folder / "coptui.mo").open("wb") as file:
        write_mo(file, texts)
    monkeypatch.setattr(language, "_translations", catalogue("pl", tmp_path))


@pytest.mark.usefixtures("polish")
def test_a_text_is_translated_with_what_is_put_in() -> None:
    assert tr("{name} has left.", name="Ewa") == "Odeszła Ewa."
    assert tr("Read only.") == "Read only.", "what is not translated stays English"
    assert (tr_as("key", "open"), tr_as("state", "open")) == ("otwórz", "open")


@pytest.mark.usefixtures("polish")
def test_the_form_goes_by_the_rule_of_the_language() -> None:
    said = [counted(number, "{count} day", "{count} days") for number in (1, 2, 5, 22)]
    assert said == ["1 dzień", "2 dni", "5 dnia", "22 dni"]


def test_a_language_without_a_translation_is_english(tmp_path: Path) -> None:
    assert catalogue("xx", tmp_path) is None and catalogue("en") is None
