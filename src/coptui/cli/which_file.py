"""Which file a command works on, and the ways of opening it."""

from __future__ import annotations

import os
import time
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
from coptui.language import tr
from coptui.store.opening import is_there, keeper, moments, opened, server

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from coptui.checklists.nodes import Mistake
    from coptui.checklists.shelf import Shelf
    from coptui.core.lists.listing import Listing
    from coptui.core.model.community import Community
    from coptui.own_evidence import AllLines
    from coptui.session import Session
    from coptui.store.protocol import Keeper
    from coptui.whereabouts import Whereabouts


TELLS = 0.3
"""Seconds after which is said that a server is being connected to."""


def now(ahead: float = 0.0) -> datetime:
    """Return the real time, with this machine's offset; by a clock that is `ahead` seconds."""
    return datetime.fromtimestamp(time.time() + ahead).astimezone()


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


def chosen_community(chosen: Chosen) -> tuple[Whereabouts, bool]:
    """Return what to work on, and whether the person named it (by -f, $COPTUI_FILE or setting)."""
    named = chosen.file or os.environ.get("COPTUI_FILE")
    if named:
        return opened(named), True
    places = places_of(chosen)
    address = data_file(None, settings(places), places)
    return opened(address), address != str(places.default_file)


def existing(chosen: Chosen) -> Whereabouts:
    """Return what to work on. Raise UsageError, with what to do, for a file that isn't there."""
    whereabouts, named = chosen_community(chosen)
    if is_there(whereabouts):
        return whereabouts
    raise missing(whereabouts, named=named)


def missing(whereabouts: Whereabouts, *, named: bool) -> UsageError:
    """Return the error for a missing file."""
    places, path = folders(), whereabouts.shown
    if not named:
        return UsageError(
            tr("There is no community file at {path} yet.", path=path),
            tr("Start one with `coptui new`, look at `coptui demo`, or give a file with -f FILE."),
        )
    if moments(whereabouts, places.state).all():
        hint = tr(
            "There are backups of this file: `coptui -f {path} restore` lists them.", path=path
        )
    elif whereabouts.file is not None and whereabouts.file.is_symlink():
        target = whereabouts.file.readlink()
        hint = tr("It is a link to {target}, which isn't there.", target=target)
    else:
        hint = tr("`coptui new {path}` starts a community there.", path=path)
    return UsageError(no_file(path), hint)


def store_to_read(chosen: Chosen) -> Keeper:
    """Return the store for a command that only reads: it takes no lock."""
    return timed(_connected(chosen, existing(chosen), True, places_of(chosen).state))


def timed(store: Keeper) -> Keeper:
    """Return the store; if $COPTUI_DEBUG asks for times, reading and saving are timed."""
    if os.environ.get("COPTUI_DEBUG"):
        from coptui.cli.timing import times

        times().take(store, "load", lambda loaded: len(loaded.community.members))
        times().take(store, "write", lambda save, _: len(save.changes))
    return store


def _connected(
    chosen: Chosen, whereabouts: Whereabouts, read_only: bool, state: Path | None
) -> Keeper:
    """Return a community's store; say what is waited for if that takes a moment."""
    if whereabouts.file is not None:
        return keeper(whereabouts, read_only=read_only, state=state)
    from threading import Timer

    from coptui.store.own_files import HeldFolder

    told = Timer(TELLS, lambda: output.say(tr("Connecting to {shown}...", shown=whereabouts.shown)))
    told.daemon = True
    told.start()
    try:
        store = server(whereabouts, read_only=read_only)
        chosen.held[whereabouts.address] = HeldFolder(whereabouts.shown, store.own_files)
        return store
    finally:
        told.cancel()


def community(chosen: Chosen) -> Community:
    """Return the community as it should be seen, without anything a session needs for writing."""
    from coptui.core.views.view import view_of

    store = timed(_connected(chosen, existing(chosen), True, None))
    try:
        seen = store.load().community
        day = chosen_day(chosen.today)
        seen = view_of(seen, day, in_a_room=False)
        if chosen.group:
            from coptui.core.model.groups import group_called

            name = group_called(seen, chosen.group)
            seen = view_of(seen, None, in_a_room=False, group=(name, today(chosen)))
        return seen
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

    places = places_of(chosen)
    day = chosen_day(chosen.today)
    store = timed(
        _connected(chosen, existing(chosen), chosen.read_only or not writing, places.state)
    )
    config = settings(places)
    notebook = NotebookFile(
        places.notebook, state=places.state, read_only=chosen.read_only or not writing
    )
    opened = Session(
        store,
        by=user_name(config, login=store.login),
        clock=lambda: now(store.ahead),
        today=day,
        notebook=notebook,
    )
    opened.own_folders = own_folders(chosen)
    opened.formerly = frozenset(config.formerly)

    def saved() -> None:
        chosen.saved = True

    opened.tell(warn=output.warn, waits=output.say, saved=saved)
    if chosen.group:
        opened.look_at(chosen.group)
    return opened


def communities(chosen: Chosen) -> tuple[Whereabouts, ...]:
    """Return all your communities: those in the setting `files`, and the one to work on.

    A session that may not reach other files has that one alone.
    """
    here, named = chosen_community(chosen)
    if chosen.restricted or chosen.sandbox is not None:
        return (here,)
    listed = [opened(each) for each in settings(places_of(chosen)).files]
    # The default place counts only where there is something.
    if named or not listed or is_there(here):
        listed.append(here)
    return tuple({each.address: opened(each.address) for each in listed}.values())


def own_folders(chosen: Chosen) -> tuple[Traversable, ...]:
    """Return the folders of own checklists and evidence: the community's, beside its file or on its
    server, and in the settings."""
    whereabouts = chosen_community(chosen)[0]
    if whereabouts.folder is not None:
        return (whereabouts.folder, places_of(chosen).config)
    if whereabouts.address not in chosen.held:
        _connected(chosen, whereabouts, True, None).close()
    return (chosen.held[whereabouts.address], places_of(chosen).config)


def checklist_folders(chosen: Chosen) -> tuple[Traversable, ...]:
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
        output.say(
            tr("Left out: {name}, because of {mistake}", name=mistake.name, mistake=str(mistake))
            if mistake.name
            else tr("Left out: {mistake}", mistake=str(mistake))
        )


def saved_list(chosen: Chosen, session: Session, name: str) -> tuple[Listing, Sequence[int]]:
    """Return a list that was saved in the full screen, and who or what is in it today."""
    from coptui.core.lists.listing import ids_in, list_named, saved_lists, saved_under
    from coptui.store.drafts import Drafts

    drafts = Drafts(places_of(chosen).state / "drafts", person=session.by, read_only=True)
    kept_lists = (drafts.remembered.load(saved_under(key)) for key in session.whereabouts.keys)
    listing = list_named(name, saved_lists(next(filter(None, kept_lists), None)))
    return listing, ids_in(session.community, listing, session.today, session.settings)


def people_in_list(chosen: Chosen, session: Session, name: str) -> list[int]:
    """Return who is in a saved list today. Raise UsageError if it isn't a list of members."""
    listing, ids = saved_list(chosen, session, name)
    if listing.table != "members":
        raise UsageError(
            tr("The list {name!r} holds topics, not members.", name=name)
            if listing.table == "topics"
            else tr("The list {name!r} holds events, not members.", name=name),
            tr("Choose a list of members."),
        )
    return list(ids)
