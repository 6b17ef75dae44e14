"""`coptui [FILE]`: the full screen. The only module here that opens what is in `coptui.tui`."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from coptui.cli import output, which_file
from coptui.cli.options import Chosen, Verb, chosen, restricted
from coptui.cli.verbs import VERBS
from coptui.config import Folders, folders, theme_of
from coptui.core.model.sentences import MORE_THAN_ONE_FILE
from coptui.errors import TYPED_KEPT, UsageError
from coptui.language import tr
from coptui.store.opening import is_absent

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from coptui.core.model.community import Community
    from coptui.session import Session
    from coptui.store.drafts import Drafts
    from coptui.tui.shell.places import Place
    from coptui.whereabouts import Whereabouts


@click.command(cls=Verb, name="coptui", of_a_group=True)
@click.argument("files", metavar="[FILE]", type=click.Path(), nargs=-1)
@chosen
def command(chosen: Chosen, files: tuple[str, ...]) -> int:
    """Open a community in the full screen."""
    if len(files) > 1:
        from difflib import get_close_matches

        near = get_close_matches(files[0], VERBS, 1)
        hint = (
            tr("Did you mean `coptui {near}`?", near=near[0])
            if near
            else tr("`coptui --help` lists the commands.")
        )
        raise UsageError(
            tr(
                "{files!r} isn't a command, and only one file can be opened at a time.",
                files=files[0],
            ),
            hint,
        )
    if files and chosen.file and files[0] != chosen.file:
        raise UsageError(MORE_THAN_ONE_FILE, tr("Give one file: coptui FILE"))
    chosen.file = files[0] if files else chosen.file
    if chosen.restricted:
        from coptui.cli.restricted import begin

        begin(chosen.file)
    whereabouts, named = which_file.chosen_community(chosen)
    absent, warning = is_absent(whereabouts), ""
    if absent and named:
        raise _missing(whereabouts, files)
    need_terminal()
    first: Place | None = None
    if absent:
        from coptui.tui.first_run import first_run
        from coptui.tui.shell.places import ImportFile

        begun = first_run(folders())
        if begun.sample:
            return show_sample(chosen, begun.sample)
        if begun.file is None:
            return 0
        chosen.file = str(begun.file)
        first = ImportFile() if begun.importing else None
        warning = begun.warning
        # The name that was given is among the settings now.
        which_file.read_settings_again()
    return show_session(which_file.session(chosen, writing=True), chosen, first, warning)


command.params.append(restricted())


def need_terminal() -> None:
    """Raise UsageError if there is no terminal for a full screen."""
    if not (output.is_terminal(sys.stdin) and output.is_terminal(sys.stdout)):
        reason = tr("The full screen needs a terminal")
    elif os.environ.get("TERM", "") in ("", "dumb"):
        reason = tr("This terminal (TERM is dumb or not set) cannot show a full screen")
    else:
        return
    raise UsageError(tr("{reason}; `coptui --help` lists what works without one.", reason=reason))


def show_sample(chosen: Chosen, sample: str) -> int:
    """Show a private copy of a sample; remove everything that the session keeps when it is left."""
    from coptui.samples import copy_sample
    from coptui.store.sandbox import sandbox

    config = folders().config.absolute()
    with sandbox() as folder:
        # Exports and papers go where coptui was started: that is in here, too.
        os.chdir(folder)
        try:
            chosen.sandbox = Folders(config=config, data=folder / "data", state=folder / "state")
            chosen.file = str(copy_sample(sample, folder, which_file.today(chosen)))
            code = show_session(which_file.session(chosen, writing=True), chosen)
        finally:
            os.chdir(folder.parent)
    if code == 0:
        output.say(tr("End of the demo. To start your own: coptui new"))
    return code


def show_session(
    session: Session,
    chosen: Chosen,
    first: Place | None = None,
    warning: str = "",
) -> int:
    """Show a session until the person leaves; return the exit code. Show `warning` first."""
    from coptui.store.drafts import Drafts
    from coptui.tui.app import CoptApp
    from coptui.tui.kit import signs

    places = which_file.places_of(chosen)
    config = which_file.settings(places)
    own, mistakes = usable_keys(config.keys)
    signs.use(signs.ascii_needed() if config.ascii is None else config.ascii)
    drafts = Drafts(places.state / "drafts", person=session.by, read_only=chosen.read_only)
    drafts.sweep()

    adopt(drafts, session.whereabouts)

    def opener(other: Whereabouts) -> tuple[Session, Sequence[Traversable]]:
        its = replace(chosen, file=other.address)
        begun = which_file.session(its, writing=True)
        adopt(drafts, begun.whereabouts)
        return begun, which_file.checklist_folders(its)

    def reader(other: Whereabouts) -> tuple[Session, Sequence[Traversable]]:
        its = replace(chosen, file=other.address)
        return which_file.session(its, writing=False), which_file.checklist_folders(its)

    is_alone = chosen.restricted or chosen.sandbox is not None
    app = CoptApp(
        session,
        theme=theme_of(config),
        own_keys=own,
        drafts=drafts,
        present_before=config.presenter,
        first=first,
        notices=(
            *filter(None, [warning]),
            *config.mistakes,
            *mistakes,
            *kept_texts(drafts, session.whereabouts, session.all_groups),
            *far_away(session.whereabouts),
        ),
        checklist_folders=which_file.checklist_folders(chosen),
        communities=which_file.communities(replace(chosen, file=session.whereabouts.address)),
        opener=None if is_alone else opener,
        reader=None if is_alone else reader,
        folders=places,
        withheld=_withheld(chosen),
    )
    app.shows_cursor = config.cursor
    if os.environ.get("COPTUI_DEBUG"):
        from coptui.cli.timing import times
        from coptui.tui.kit.terminal import CoptDriver

        times().take(CoptDriver, "write", lambda _, text, sent: len(text))
    try:
        left = app.run()
    finally:
        app.session.close()
        drafts.close()
    if app.fault is not None:
        if not chosen.read_only and chosen.sandbox is None:
            app.fault.add_note(TYPED_KEPT)
        raise app.fault
    return app.return_code or left or 0


def _withheld(chosen: Chosen) -> dict[str, str]:
    """Return the commands that aren't to be had in this session, each with the reason."""
    from coptui.tui.shell.withheld import OTHER_FILES, OWN_SETTINGS, SENDING, WRITING

    withheld: dict[str, str] = {}
    if chosen.read_only:
        withheld |= dict.fromkeys(WRITING, tr("Not available: coptui is open for reading only."))
    if chosen.sandbox is not None:
        own = tr("Not available: the demo leaves your settings alone.")
        withheld |= dict.fromkeys(OWN_SETTINGS, own)
        withheld |= dict.fromkeys(SENDING, tr("Not available: the demo sends no letters."))
    if chosen.restricted:
        alone = tr("Not available: coptui was started for one file only.")
        withheld |= dict.fromkeys(WRITING | OTHER_FILES, alone)
    return withheld


def adopt(drafts: Drafts, whereabouts: Whereabouts) -> None:
    """Find what was kept for a community before it had a sign of its own."""
    for older in whereabouts.keys[1:]:
        drafts.adopt(older, whereabouts.key)


def far_away(whereabouts: Whereabouts) -> tuple[str, ...]:
    """Return a warning if the file is on a network file system, where less is guaranteed."""
    from coptui.store.mounts import network_file_system

    kind = network_file_system(whereabouts.file) if whereabouts.file is not None else ""
    return (
        (
            tr(
                "The file is on a network drive ({kind}): open it on only one computer at a time.",
                kind=kind,
            ),
        )
        if kind
        else ()
    )


# What a draft's key begins with, after the file: in which kind of field it was typed.
KEPT = {
    "note": tr("a note"),
    "touch": tr("a conversation"),
    "follow-up": tr("a follow-up"),
    "form": tr("a form"),
    "step note": tr("a note in a checklist"),
    "answer": tr("an answer in a checklist"),
    "waive": tr("a reason in a checklist"),
    "plus": tr("something typed after pressing +"),
    "walk-in": tr("a guest"),
    "mine": tr("a private note"),
}


def kept_texts(drafts: Drafts, whereabouts: Whereabouts, community: Community) -> tuple[str, ...]:
    """Return a line on what was typed for a file and never saved; nothing if there is none."""
    mine = f"{whereabouts.key} "
    begun = [key.removeprefix(mine) for key in drafts.all() if key.startswith(mine)]
    kinds = [
        _about(name, key.removeprefix(kind).split(), community)
        for kind, name in KEPT.items()
        for key in begun
        if key == kind or key.startswith(f"{kind} ")
    ]
    if not kinds:
        return ()
    return (
        tr(
            "Unfinished text was kept: {texts}. Go back to where you typed it to carry on.",
            texts=", ".join(dict.fromkeys(kinds)),
        ),
    )


def _about(what: str, key_parts: list[str], community: Community) -> str:
    """Return what was typed, with the record that a form or note was about: (table, id), from the end
    of its key."""
    from coptui.core.model.labels import label_of, singular_of
    from coptui.core.model.records import TABLES

    if len(key_parts) != 2 or key_parts[0] not in TABLES or not key_parts[1].isdecimal():
        return what
    record = community.table(key_parts[0]).get(int(key_parts[1]))
    return (
        tr("{what} on {name}", what=what, name=label_of(record))
        if record
        else tr("{what} for a new {kind}", what=what, kind=singular_of(key_parts[0]))
    )


def usable_keys(keys: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return a person's own keys without those that can't work, and what is wrong with them."""
    from coptui.tui.shell.keys import key_mistakes

    mistakes = tuple(key_mistakes(keys))
    if not mistakes:
        return dict(keys), ()
    usable: dict[str, str] = {}
    for action, key in keys.items():
        if not key_mistakes({**usable, action: key}):
            usable[action] = key
    return usable, mistakes


def _missing(whereabouts: Whereabouts, files: tuple[str, ...]) -> UsageError:
    from difflib import get_close_matches

    # Whoever writes a slash means a file.
    word = files[0] if files and "/" not in files[0] else ""
    near = get_close_matches(word, (*VERBS, "--help"), 1)
    if near:
        return UsageError(
            tr("There is no file or command called {shown}.", shown=whereabouts.shown),
            tr(
                "Did you mean `coptui {near}`? `coptui new {shown}` starts a community.",
                near=near[0],
                shown=whereabouts.shown,
            ),
        )
    return which_file.missing(whereabouts, named=True)
