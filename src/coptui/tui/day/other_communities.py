"""What today asks for in my other communities, which are only read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from coptui.day_page import DayPage, LineKey, day_page
from coptui.errors import CoptError
from coptui.whereabouts import Whereabouts

if TYPE_CHECKING:
    from coptui.tui.shell.desk import Opener


@dataclass(frozen=True)
class OtherCommunity:
    """Another community of mine: its page, or why it cannot be read."""

    whereabouts: Whereabouts
    name: str
    page: DayPage | None = None
    fault: str = ""


def read_elsewhere(others: Iterable[Whereabouts], reader: Opener) -> tuple[OtherCommunity, ...]:
    """Return the pages of other communities, without a lock and saving nothing. For a separate
    thread.
    """
    return tuple(_read(other, reader) for other in others)


def _read(other: Whereabouts, reader: Opener) -> OtherCommunity:
    from coptui.checklists.shelf import find_checklists

    try:
        session, folders = reader(other)
    except CoptError as error:
        return _unread(other, error)
    try:
        profile = session.community.profile
        shelf = find_checklists(folders, session.evidence_lines.figures, session.settings.language)
        return OtherCommunity(other, profile.name, day_page(session, shelf.of(profile.stage)))
    except CoptError as error:
        return _unread(other, error)
    finally:
        session.close()


def _unread(other: Whereabouts, error: CoptError) -> OtherCommunity:
    return OtherCommunity(other, other.title, fault=other.without_folder(error.message))


def part_of(key: object) -> tuple[str, LineKey | None] | None:
    """Return the community's address and the line that a line from elsewhere belongs to; None for one from here."""
    if isinstance(key, tuple) and key and key[0] == "elsewhere":
        return cast("tuple[str, str, LineKey | None]", key)[1:]
    return None
