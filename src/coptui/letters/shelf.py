"""Which letters there are: the shipped ones, the community's, and your own, each a YAML file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from coptui.checklists.load import read_bytes, read_nodes
from coptui.checklists.nodes import MapNode, Mistake, TextNode
from coptui.checklists.shelf import files_in
from coptui.checklists.translation import language_of
from coptui.core.letters.kinds import BY_ID
from coptui.core.letters.template import LetterTemplate, words_in
from coptui.core.letters.words import WORDS
from coptui.core.model.text import clean
from coptui.errors import UsageError
from coptui.expressions.expression import nearest
from coptui.language import tr

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LIBRARY = Path(__file__).resolve().parent / "library"
FOLDER = "letters"
"""The folder of letters beside a community's file, and in the settings folder."""
_KEYS = ("letter", "version", "subject", "text")


@dataclass(frozen=True)
class LetterShelf:
    """Letters by kind, and what could not be read."""

    templates: dict[str, LetterTemplate]
    broken: tuple[Mistake, ...] = ()

    def get(self, kind: str) -> LetterTemplate:
        """Return the letter of a kind. Raise UsageError if every file of it is broken."""
        if kind in self.templates:
            return self.templates[kind]
        raise UsageError(tr("The letter {kind!r} cannot be read.", kind=kind), str(self.broken[0]) if self.broken else "")  # fmt: skip


def find_letters(folders: Sequence[Traversable] = (), language: str = "") -> LetterShelf:
    """Return the shipped letters and those in the folders (`*.yaml`; skip missing folders).

    A letter of a kind that is known already replaces it with a higher version, or in the language
    asked for (`invite.de.yaml`); otherwise it is left out and listed in `broken`.
    """
    templates: dict[str, LetterTemplate] = {}
    broken: list[Mistake] = []
    files = files_in((LIBRARY, *folders))
    shipped = files_in((LIBRARY,))
    wanted = language.lower()
    for spoken in ("", wanted) if wanted else ("",):
        in_language: dict[str, LetterTemplate] = {}
        for path in files:
            if language_of(path) != spoken:
                continue
            template, mistakes = read_letter_file(path)
            broken += mistakes
            if template is None:
                continue
            if path not in shipped:
                template = replace(template, origin=str(path))
            known = in_language.get(template.kind)
            if known is None or template.version > known.version:
                in_language[template.kind] = template
            else:
                broken.append(_known_already(path, template, known))
        templates |= in_language
    return LetterShelf(templates, tuple(broken))


def _known_already(path: Traversable, template: LetterTemplate, known: LetterTemplate) -> Mistake:
    message = tr(
        "The letter {kind} already exists in version {version}: give this one version {next_version}.",
        kind=template.kind,
        version=known.version,
        next_version=known.version + 1,
    )
    return Mistake(str(path), 1, 1, message)


def read_letter_file(path: Traversable) -> tuple[LetterTemplate | None, tuple[Mistake, ...]]:
    """Return the letter in a file (None if it has any mistake), and every mistake."""
    data = read_bytes(path)
    if isinstance(data, Mistake):
        return None, (data,)
    return read_letter(data, str(path))


def read_letter(text: str | bytes, file: str) -> tuple[LetterTemplate | None, tuple[Mistake, ...]]:
    """Return the letter in a YAML text (None if it has any mistake), and every mistake."""
    root, mistakes = read_nodes(text, file)
    if root is None:
        return None, mistakes
    found = tuple(sorted({*mistakes, *_mistakes(root, file)}, key=lambda it: (it.line, it.column)))
    if found:
        return None, found
    values = {key: node.value for key in _KEYS if isinstance(node := root.get(key), TextNode)}
    return (
        LetterTemplate(
            kind=values["letter"],
            subject=clean(values["subject"]),
            text=clean(values["text"], lines=True),
            version=int(values.get("version", "1")),
        ),
        (),
    )


def _mistakes(root: MapNode, file: str) -> Iterable[Mistake]:
    for key, node in root.entries:
        if key.value not in _KEYS:
            message = tr(
                "A letter has no part {value!r}; the parts of a letter are {keys}.",
                value=key.value,
                keys=", ".join(_KEYS),
            )
            yield Mistake(file, key.line, key.column, message)
        elif not isinstance(node, TextNode):
            yield Mistake(
                file, node.line, node.column, tr("`{value}:` must hold text.", value=key.value)
            )
    for needed in ("letter", "subject", "text"):
        given = root.get(needed)
        if given is None or (isinstance(given, TextNode) and not given.value.strip()):
            yield Mistake(
                file,
                root.line,
                root.column,
                tr("A letter needs a line that begins with `{needed}:`", needed=needed),
            )
    kind, version = root.get("letter"), root.get("version")
    if isinstance(kind, TextNode) and kind.value and kind.value not in BY_ID:
        message = tr(
            "There is no kind of letter {value!r}; the kinds are {by_id}.",
            value=kind.value,
            by_id=", ".join(BY_ID),
        )
        yield Mistake(file, kind.line, kind.column, message)
    if isinstance(version, TextNode) and not (version.value.isdecimal() and len(version.value) < 7):
        yield Mistake(file, version.line, version.column, tr("`version:` must be a whole number."))
    for part in ("subject", "text"):
        if isinstance(written := root.get(part), TextNode):
            yield from _unknown_words(written, part, file)


def _unknown_words(node: TextNode, part: str, file: str) -> Iterable[Mistake]:
    for name, line in words_in(node.value):
        if name not in WORDS:
            near = nearest(name, WORDS)
            unknown = (
                tr(
                    "coptui can't fill in {{{name}}} in a letter; did you mean {{{near}}}?",
                    name=name,
                    near=near,
                )
                if near
                else tr("coptui can't fill in {{{name}}} in a letter.", name=name)
            )
            # The text of a block begins in the line below its key.
            where = node.line + (line if part == "text" else 0)
            yield Mistake(
                file,
                where,
                node.column,
                unknown,
            )
