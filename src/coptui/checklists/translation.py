"""A checklist in another language: `ID.LANG.yaml`, with the words of the checklist ID and its steps.

A translation brings words alone. What is asked, who is asked and when stays as in the original, so that
walks in different languages can be compared step by step.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec.structs import replace

from coptui.checklists.template import Section, Step, Template
from coptui.language import tr

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_NAME = re.compile(r"(?P<id>[a-z0-9-]+)\.(?P<language>[a-z]{2,3}(?:-[a-z]{2,4})?)")


def language_of(path: Traversable) -> str:
    """Return the language in a file's name, such as "de" for `monthly-check.de.yaml`, or ""."""
    named = _NAME.fullmatch(PurePath(path.name).stem)
    return named["language"] if named else ""


def faults_of(translation: Template, original: Template) -> list[str]:
    """Return where a translation and its original don't fit together; [] if it can be used."""
    faults = []
    if translation.version != original.version:
        faults.append(
            tr(
                "This translates version {version} of {id}, which is now at version "
                "{original_version}. See what has changed, then set version: {original_version}.",
                version=translation.version,
                id=original.id,
                original_version=original.version,
            )
        )
    ours, theirs = _step_ids(translation), _step_ids(original)
    missing = ", ".join(id for id in theirs if id not in ours)
    unknown = ", ".join(id for id in ours if id not in theirs)
    if missing:
        faults.append(
            tr("These steps of {id} are missing: {missing}.", id=original.id, missing=missing)
        )
    if unknown:
        faults.append(
            tr("{id} has no steps with these ids: {unknown}.", id=original.id, unknown=unknown)
        )
    if not faults and [[step.id for step in section.steps] for section in translation.sections] != [
        [step.id for step in section.steps] for section in original.sections
    ]:
        faults.append(
            tr("The steps must be in the same sections and order as in {id}.", id=original.id)
        )
    for step in translation.steps():
        same = original.step(step.id)
        if same is None:
            continue
        if step.answer != same.answer:
            faults.append(
                tr(
                    "{id}: `answer:` must be `{answer}`, as in {original_id}.",
                    id=step.id,
                    answer=same.answer,
                    original_id=original.id,
                )
            )
        elif len(step.choices) != len(same.choices):
            faults.append(
                tr(
                    "{id}: there must be as many choices as in {original_id}.",
                    id=step.id,
                    original_id=original.id,
                )
            )
        if step.suggest and len(step.suggest) != len(same.suggest):
            faults.append(
                tr(
                    "{id}: there must be as many suggestions as in {original_id}.",
                    id=step.id,
                    original_id=original.id,
                )
            )
    return faults


def translated(original: Template, translation: Template, language: str) -> Template:
    """Return a checklist in the words of its translation; all else stays as it is."""
    sections = tuple(
        _section(section, words)
        for section, words in zip(original.sections, translation.sections, strict=True)
    )
    return replace(
        original,
        title=translation.title,
        about=translation.about,
        sections=sections,
        language=language,
    )


def in_pseudo_language(original: Template) -> Template:
    """Return a checklist accented, as `tr` accents every other text in the pseudo-locale."""
    from coptui.pseudo_language import accented

    def step_in(step: Step) -> Step:
        return replace(
            step,
            ask=accented(step.ask),
            help=accented(step.help),
            choices=tuple(map(accented, step.choices)),
            scale=tuple(map(accented, step.scale)),
            suggest=tuple(map(accented, step.suggest)),
        )

    sections = tuple(
        replace(section, title=accented(section.title), steps=tuple(map(step_in, section.steps)))
        for section in original.sections
    )
    words = replace(
        original, title=accented(original.title), about=accented(original.about), sections=sections
    )
    return translated(original, words, original.language)


def _section(section: Section, words: Section) -> Section:
    steps = tuple(_step(step, said) for step, said in zip(section.steps, words.steps, strict=True))
    return replace(section, title=words.title, steps=steps)


def _step(step: Step, words: Step) -> Step:
    # A choice that is recorded as a fact is a word of the data file, and stays one.
    return replace(
        step,
        ask=words.ask,
        help=words.help,
        choices=step.choices if step.fact is not None else words.choices,
        scale=words.scale or step.scale,
        suggest=words.suggest or step.suggest,
    )


def _step_ids(template: Template) -> list[str]:
    return [step.id for step in template.steps()]
