"""A checklist in another language: words of its own, and the same steps."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from coptui.checklists.outcome import compare
from coptui.checklists.shelf import Shelf, find_checklists
from coptui.checklists.translation import language_of
from coptui.checklists.walk import answer_of, begin, walk_of
from coptui.core.model.records import Profile, Run
from coptui.core.model.settings import settings_faults, settings_of

AT = "2026-03-14T10:00:00+00:00"
ORIGINAL = """\
id: how-we-are
version: 2
title: How we are
about: Ten minutes.
sections:
  - title: The mood
    steps:
      - {id: alive, ask: How lively is it?, help: Think of last week., suggest: [Ask two people]}
      - {id: way, ask: Which way now?, answer: choice, choices: [go on, stop]}
"""
GERMAN = """\
id: how-we-are
version: 2
title: Wie es uns geht
about: Zehn Minuten.
sections:
  - title: Die Stimmung
    steps:
      - {id: alive, ask: Wie lebendig ist es?, help: Denkt an letzte Woche., suggest: [Zwei Leute fragen]}
      - {id: way, ask: Wie geht es weiter?, answer: choice, choices: [weiter, aufhören]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "how-we-are.yaml").write_text(ORIGINAL, encoding="utf-8")
    (tmp_path / "how-we-are.de.yaml").write_text(GERMAN, encoding="utf-8")
    return tmp_path


def shelf(folder: Path, language: str = "") -> Shelf:
    return find_checklists([folder], language=language)


def test_the_language_is_in_the_name() -> None:
    named = {
        "a.yaml": "",
        "a.de.yaml": "de",
        "a-b.pt-br.yml": "pt-br",
        "a.copy.yaml": "",
        "a.2.yaml": "",
    }
    assert {name: language_of(Path(name)) for name in named} == named


def test_without_a_language_a_translation_is_left_alone(folder: Path) -> None:
    found = shelf(folder)
    assert not found.broken
    assert found.get("how-we-are").title == "How we are"
    assert found.templates == shelf(folder, "fr").templates


def test_with_one_the_words_are_the_translations_and_all_else_is_the_originals(
    folder: Path,
) -> None:
    original, german = shelf(folder).get("how-we-are"), shelf(folder, "de").get("how-we-are")
    assert (german.title, german.sections[0].title) == ("Wie es uns geht", "Die Stimmung")
    alive = german.step("alive")
    assert alive is not None
    assert (alive.ask, alive.help) == ("Wie lebendig ist es?", "Denkt an letzte Woche.")
    assert alive.suggest == ("Zwei Leute fragen",)
    assert (german.id, german.version, german.language) == ("how-we-are", 2, "de")
    assert [step.id for step in german.steps()] == [step.id for step in original.steps()]
    assert walk_of(begin(german, at=AT)).template.language == "de"


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        (
            "version: 2",
            "version: 1",
            "translates version 1 of how-we-are, which is now at version 2",
        ),
        ("id: way", "id: weg", "missing: way"),
        ("id: way", "id: weg", "no steps with these ids: weg"),
        ("id: how-we-are", "id: other", "no checklist other to translate"),
        ("[weiter, aufhören]", "[weiter, warten, aufhören]", "as many choices"),
        ("[Zwei Leute fragen]", "[Fragen, Warten]", "as many suggestions"),
        (", answer: choice, choices: [weiter, aufhören]", "", "`answer:` must be `choice`"),
    ],
)
def test_a_translation_that_does_not_fit_is_told_and_the_original_used(
    folder: Path, was: str, now: str, told: str
) -> None:
    path = folder / "how-we-are.de.yaml"
    path.write_text(GERMAN.replace(was, now), encoding="utf-8")
    found = shelf(folder, "de")
    assert found.get("how-we-are").title == "How we are"
    assert any(told in str(mistake) for mistake in found.broken), found.broken
    assert {mistake.file for mistake in found.broken} == {str(path)}


def test_walks_in_two_languages_are_compared_step_by_step(folder: Path) -> None:
    def walked(language: str, alive: int, way: int) -> Run:
        template = shelf(folder, language).get("how-we-are")
        lively, ahead = template.steps()
        log = (
            answer_of(lively, alive),
            answer_of(ahead, ahead.choices[way]),
        )
        return msgspec.structs.replace(begin(template, at=AT), log=log)

    english = walked("", 1, 0)
    for way, expected in ((0, "same"), (1, "changed")):
        rows = compare(english, walked("de", 3, way))
        assert {row.step: row.change for row in rows} == {"alive": "better", "way": expected}


def test_the_language_is_a_setting_of_the_community() -> None:
    assert settings_of(Profile(settings={"language": "DE"})).language == "de"
    for wrong in (3, "german please", ""):
        profile = Profile(settings={"language": wrong})
        assert settings_of(profile).language == ""
        assert [name for name, _ in settings_faults(profile)] == ["language"]
