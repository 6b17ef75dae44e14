"""Which file a command works on, and the ways of opening it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from coptui.cli import output
from coptui.cli.options import Chosen
from coptui.config import Config, Folders, chosen_day, data_file, folders, load, user_name
from coptui.core.model.sentences import no_file
from coptui.errors import DataInvalid, UsageError

if TYPE_CHECKING:
    from coptui.checklists.nodes import Mistake
    from coptui.checklists.shelf import Shelf
    from coptui.core.lists.listing import Listing
    from coptui.core.model.community import Community
    from coptui.own_evidence import AllLines
    from coptui.session import Session
    from coptui.store.store import Store


def now() -> datetime:
    """Return the real time, with this machine's offset."""
    return datetime.now().astimezone()


def today(chosen: Chosen) -> date:
    """Return the day from which everything is seen."""
    return chosen_day(chosen.today) or now().date()


def places_of(chosen: Chosen) -> Folders:
    """Return the folders in which a session keeps its own things."""
    return chosen.sandbox or folders()


@cache
def _loaded(folder: Path) -> Config:
    config = load(folder)
    for mistake in config.mistakes:
        output.say(mistake)
    return config


def read_settings_again() -> None:
    """Forget the settings as they were read, since they were changed."""
    _loaded.cache_clear()


def settings(places: Folders) -> Config:
    """Return the person's settings; say once what is wrong with them."""
    return _loaded(places.config)


def file_of(chosen: Chosen) -> tuple[Path, bool]:
    """Return the file to work on, and whether the person named it (by -f, $COPTUI_FILE or setting)."""
    named = chosen.file or os.environ.get("COPTUI_FILE")
    if named:
        return Path(named), True
    places = places_of(chosen)
    path = data_file(None, settings(places), places)
    return path, path != places.default_file


def existing(chosen: Chosen) -> Path:
    """Return the file to work on. Raise UsageError, with what to do, if it isn't there."""
    path, named = file_of(chosen)
    if os.path.exists(path):  # noqa: PTH110 - a folder that may not be entered is "not there" too
        return path
    raise missing(path, named=named)


def missing(path: Path, *, named: bool) -> UsageError:
    """Return the error for a missing file."""
    from coptui.store.backups import list_backups

    places = folders()
    if not named:
        return UsageError(
            f"There is no community file at {path} yet.",
            "Start one with `coptui new`, look at `coptui demo`, or give a file with -f FILE.",
        )
    if list_backups(path, places.state):
        hint = f"It has backups: `coptui -f {path} restore` lists them."
    else:
        hint = f"`coptui new {path}` starts a community there."
    return UsageError(no_file(path), hint)


def store_to_read(chosen: Chosen) -> Store:
    """Return the file's store for a command that only reads: it takes no lock."""
    from coptui.store.store import Store

    return Store(existing(chosen), read_only=True, state=places_of(chosen).state)


def community(chosen: Chosen) -> Community:
    """Return the community as it should be seen, without anything a session needs for writing."""
    from coptui.core.model.asof import as_of
    from coptui.store.store import Store

    store = Store(existing(chosen), read_only=True)
    try:
        whole = store.load().community
        day = chosen_day(chosen.today)
        return whole if day is None else as_of(whole, day)
    except DataInvalid:
        # Only now it matters which backups there are in the user's own folder.
        store_to_read(chosen).load()
        raise
    finally:
        store.close()


def session(chosen: Chosen, *, writing: bool) -> Session:
    """Return a session on the file; for reading it takes no lock and saves nothing."""
    from coptui.session import Session
    from coptui.store.notebook import NotebookFile
    from coptui.store.store import Store

    places = places_of(chosen)
    day = chosen_day(chosen.today)
    path = existing(chosen)
    store = Store(path, read_only=chosen.read_only or not writing, state=places.state)
    config = settings(places)
    notebook = NotebookFile(
        places.notebook, state=places.state, read_only=chosen.read_only or not writing
    )
    opened = Session(store, by=user_name(config), clock=now, today=day, notebook=notebook)
    opened.own_folders = own_folders(chosen)
    opened.formerly = frozenset(config.formerly)

    def saved() -> None:
        chosen.saved = True

    opened.tell(warn=output.warn, waits=output.say, saved=saved)
    return opened


def communities(chosen: Chosen) -> tuple[Path, ...]:
    """Return all your communities: those in the setting `files`, and the one to work on.

    A session that may not reach other files has that one alone.
    """
    path, named = file_of(chosen)
    if chosen.restricted or chosen.sandbox is not None:
        return (path,)
    files = [one.resolve() for one in settings(places_of(chosen)).files]
    # The default place counts only where there is something.
    here = [path.resolve()] if named or not files or path.exists() else []
    return tuple(dict.fromkeys([*files, *here]))


def own_folders(chosen: Chosen) -> tuple[Path, ...]:
    """Return the folders of own checklists and evidence: beside the community's file, and in the
    settings."""
    path, _ = file_of(chosen)
    return (path.resolve().parent, places_of(chosen).config)


def checklist_folders(chosen: Chosen) -> tuple[Path, ...]:
    """Return the folders of your own checklists."""
    return tuple(folder / "checklists" for folder in own_folders(chosen))


def evidence_lines(chosen: Chosen) -> AllLines:
    """Return the evidence lines that a checklist may name."""
    from coptui.own_evidence import all_lines

    return all_lines(own_folders(chosen))


def shelf(chosen: Chosen, language: str = "") -> Shelf:
    """Return every checklist, in a community's language where there is a translation; report those that can't be read, and evidence lines too."""
    from coptui.checklists.shelf import find_checklists

    lines = evidence_lines(chosen)
    found = find_checklists(checklist_folders(chosen), lines.figures, language)
    say_left_out(*lines.broken, *found.broken)
    return found


def say_left_out(*mistakes: Mistake) -> None:
    """Print a line to stderr for each mistake in your own files."""
    for mistake in mistakes:
        output.say(f"Left out: {mistake}")


def saved_list(chosen: Chosen, session: Session, name: str) -> tuple[Listing, Sequence[int]]:
    """Return a list that was saved in the full screen, and who or what is in it today."""
    from coptui.core.lists.listing import ids_in, list_named, saved_lists, saved_under
    from coptui.store.drafts import Drafts

    drafts = Drafts(places_of(chosen).state / "drafts", person=session.by, read_only=True)
    kept = drafts.remembered.load(saved_under(str(session.path)))
    listing = list_named(name, saved_lists(kept))
    return listing, ids_in(session.community, listing, session.today, session.settings)


def people_in_list(chosen: Chosen, session: Session, name: str) -> list[int]:
    """Return who is in a saved list today. Raise UsageError if it isn't a list of members."""
    listing, ids = saved_list(chosen, session, name)
    if listing.table != "members":
        raise UsageError(
            f"The list {name!r} contains {listing.table}.", "Choose a list of members."
        )
    return list(ids)
