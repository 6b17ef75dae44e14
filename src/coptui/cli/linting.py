"""List every mistake in files of checklists and of evidence lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coptui.cli import output, which_file
from coptui.cli.options import Chosen
from coptui.core.model.counting import counted
from coptui.errors import FINDINGS
from coptui.language import tr

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from coptui.checklists.nodes import Mistake


def mistakes_in(chosen: Chosen, paths: Sequence[Traversable]) -> list[Mistake]:
    """Return each mistake in these files."""
    from coptui.checklists.own_lines import lint_file
    from coptui.checklists.shelf import read_translation
    from coptui.checklists.translation import language_of
    from coptui.evidence.own import FIGURES

    known = which_file.evidence_lines(chosen).figures
    originals = which_file.shelf(chosen).templates if any(map(language_of, paths)) else {}
    return [
        mistake
        for path in paths
        for mistake in (
            read_translation(path, originals, known)[1]
            if language_of(path)
            else lint_file(path, known, FIGURES)
        )
    ]


def lint_files(chosen: Chosen, paths: Sequence[Traversable]) -> int:
    """Print each mistake in these files; return the exit code: 1 if there is any."""
    mistakes = mistakes_in(chosen, paths)
    if chosen.json:
        output.records(
            {
                "file": mistake.file,
                "line": mistake.line,
                "column": mistake.column,
                "message": mistake.message,
            }
            for mistake in mistakes
        )
    else:
        for mistake in mistakes:
            output.text(str(mistake))
    if not mistakes:
        output.say(
            tr(
                "{files} read, no mistakes found.",
                files=counted(len(paths), "{count} file", "{count} files"),
            )
        )
    return FINDINGS if mistakes else 0
