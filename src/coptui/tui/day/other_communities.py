"""What today asks for in my other communities, which are only read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from coptui.day_page import DayPage, LineKey, day_page
from coptui.errors import CoptError
from coptui.session import Session

Reader = Callable[[Path], tuple[Session, Sequence[Path]]]
"""Opens a file for reading: a session, and the folders of that community's own checklists."""


@dataclass(frozen=True)
class Elsewhere:
    """Another community of mine: its page, or why it cannot be read."""

    path: Path
    name: str
    page: DayPage | None = None
    fault: str = ""


def read_elsewhere(paths: Iterable[Path], reader: Reader) -> tuple[Elsewhere, ...]:
    """Return the pages of other communities, without a lock and saving nothing. For a separate
    thread.
    """
    return tuple(_read(path, reader) for path in paths)


def _read(path: Path, reader: Reader) -> Elsewhere:
    from coptui.checklists.shelf import find_checklists

    try:
        session, folders = reader(path)
    except CoptError as error:
        return Elsewhere(path, path.stem, fault=_plain(error, path))
    try:
        profile = session.community.profile
        shelf = find_checklists(folders, session.evidence_lines.figures, session.settings.language)
        return Elsewhere(path, profile.name, day_page(session, shelf.of(profile.stage)))
    except CoptError as error:
        return Elsewhere(path, path.stem, fault=_plain(error, path))
    finally:
        session.close()


def _plain(error: CoptError, path: Path) -> str:
    """Return what is wrong, with the file's name instead of its path, so that the reason fits."""
    return error.message.replace(str(path), path.name)


def part_of(key: object) -> tuple[Path, LineKey | None] | None:
    """Return the community and line that a line from elsewhere belongs to; None for one from here."""
    if isinstance(key, tuple) and key and key[0] == "elsewhere":
        return cast("tuple[str, Path, LineKey | None]", key)[1:]
    return None
