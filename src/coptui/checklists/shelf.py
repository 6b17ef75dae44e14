"""Which checklists there are: the shipped ones, the community's, and your own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from coptui.checklists.load import read_file
from coptui.checklists.nodes import Mistake
from coptui.checklists.template import Template
from coptui.checklists.translation import faults_of, in_pseudo_language, language_of, translated
from coptui.core.model.sentences import did_you_mean
from coptui.errors import UsageError
from coptui.expressions.expression import nearest
from coptui.language import LANGUAGE, PSEUDO, tr

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LIBRARY = Path(__file__).resolve().parent / "library"


@dataclass(frozen=True)
class Shelf:
    """Checklists by id, in the order in which they are offered, and what could not be read."""

    templates: dict[str, Template]
    broken: tuple[Mistake, ...] = ()
    own: Mapping[str, Traversable] = field(default_factory=dict)
    """The file of each that is not shipped."""

    def of(self, stage: str | None) -> tuple[Template, ...]:
        """Return the checklists offered in a stage; without a known stage, those for every stage."""
        return tuple(
            template
            for template in self.templates.values()
            if not template.stages or stage in template.stages
        )

    def get(self, id: str) -> Template:
        """Return one checklist. Raise UsageError that names the nearest one."""
        if id in self.templates:
            return self.templates[id]
        near = nearest(id, self.templates)
        raise UsageError(
            tr("There is no checklist {id!r}.", id=id),
            did_you_mean(near) if near else tr("`coptui checklists list` shows all of them."),
        )

    def source(self, id: str) -> Traversable:
        """Return the file that holds a checklist. Raise UsageError for an unknown id."""
        return self.own.get(self.get(id).id, LIBRARY / f"{id}.yaml")


def find_checklists(
    folders: Sequence[Traversable] = (),
    known_evidence: Collection[str] | None = None,
    language: str = "",
) -> Shelf:
    """Return the shipped checklists and those in the folders (`*.yaml`, `*.yml`; skip missing
    folders).

    A checklist with the id of an earlier one and a higher version replaces it; with the same
    version or a lower one it is left out and listed in `broken`. With a language, a checklist has
    the words of its translation (`ID.LANG.yaml`) where there is one.
    """
    templates: dict[str, Template] = {}
    broken: list[Mistake] = []
    own: dict[str, Traversable] = {}
    files = files_in((LIBRARY, *folders))
    shipped = files_in((LIBRARY,))
    for path in files:
        if language_of(path):
            continue
        template, mistakes = read_file(path, known_evidence)
        broken.extend(mistakes)
        if template is None:
            continue
        if path not in shipped:
            template = msgspec.structs.replace(template, origin=str(path))
        known = templates.get(template.id)
        if known is None or template.version > known.version:
            templates[template.id] = template
            if path not in shipped:
                own[template.id] = path
        else:
            broken.append(
                Mistake(
                    str(path),
                    1,
                    1,
                    tr(
                        "There is already a checklist {id} with version {version}: "
                        "give this one version {next_version}, or an id of its own.",
                        id=template.id,
                        version=known.version,
                        next_version=known.version + 1,
                    ),
                )
            )
    for path in files:
        if language and language_of(path) == language.lower():
            translation, mistakes = read_translation(path, templates, known_evidence)
            broken.extend(mistakes)
            if translation is not None:
                templates[translation.id] = translation
    if LANGUAGE == PSEUDO and not language:
        templates = {id: in_pseudo_language(template) for id, template in templates.items()}
    return Shelf(templates, tuple(broken), own)


def read_translation(
    path: Traversable,
    originals: Mapping[str, Template],
    known_evidence: Collection[str] | None = None,
) -> tuple[Template | None, tuple[Mistake, ...]]:
    """Return a checklist in the words of this file, or None and why it can't be used."""
    translation, mistakes = read_file(path, known_evidence)
    if translation is None:
        return None, mistakes
    original = originals.get(translation.id)
    if original is None:
        faults = [tr("There is no checklist {id} to translate.", id=translation.id)]
    else:
        faults = faults_of(translation, original)
        if not faults:
            return translated(original, translation, language_of(path)), ()
    return None, tuple(Mistake(str(path), 1, 1, fault) for fault in faults)


def files_in(folders: Iterable[Traversable]) -> list[Traversable]:
    """Return the YAML files in these folders, each once; none for a missing folder."""
    files: list[Traversable] = []
    for folder in folders:
        try:
            inside = sorted(folder.iterdir(), key=lambda path: path.name)
        except OSError:
            continue
        for path in inside:
            fits = path.name.endswith((".yaml", ".yml")) and not path.name.startswith(".")
            if fits and path not in files:
                files.append(path)
    return files
