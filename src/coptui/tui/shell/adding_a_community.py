"""Adding a community from the screen: a new one, or a file that is there already."""

from __future__ import annotations

import re
from pathlib import Path

from coptui.core.model.sentences import A_LINE_OR_TWO, cannot_be_created, what_for, what_went_wrong
from coptui.core.model.text import clean, fold
from coptui.errors import UsageError
from coptui.files import real_path
from coptui.language import tr
from coptui.settings_file import add_to_setting
from coptui.store.new_file import new_community
from coptui.tui.shell.asking import Then
from coptui.tui.shell.groups import OnScreen
from coptui.whereabouts import of_file


async def ask_for_community(screen: OnScreen) -> None:
    """Ask for its name, what it is for and its file; then open it. A file that is there is listed
    and opened as it is.
    """
    desk = screen.desk
    if desk.folders is None:
        raise UsageError(tr("Communities can't be added here."))
    folder = desk.folders.data

    async def named(name: str) -> Then:
        async def purposed(purpose: str) -> Then:
            async def placed(text: str) -> Then:
                path = Path(text).expanduser()
                path = path if path.is_absolute() else folder / path
                return lambda: _open(screen, path, name, purpose)

            return lambda: screen.ask(
                tr("Where should the community's file be?"),
                placed,
                initial=str(folder / f"{_slug(name)}.json"),
                replaces=True,
                hint=tr("A new file, or one you already have, which opens as it is."),
            )

        return lambda: screen.ask(
            what_for(clean(name, 60)),
            purposed,
            hint=A_LINE_OR_TWO,
            optional=True,
        )

    await screen.ask(tr("What is the other community called?"), named)


async def _open(screen: OnScreen, path: Path, name: str, purpose: str) -> None:
    desk = screen.desk
    assert desk.folders is not None
    config, warning = desk.folders.config, ""
    if not path.exists():
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(cannot_be_created(path.parent, what_went_wrong(error))) from error
        today = screen.session.today.isoformat()
        warning = await desk.write_out(
            lambda: new_community(path, name, purpose, founded_on=today, me=screen.session.by)
        )
    whereabouts = of_file(real_path(path))
    await desk.go.open_community(whereabouts)
    known = {each.address: each for each in (*desk.communities, whereabouts)}
    add_to_setting(config, "files", list(known))
    desk.communities = tuple(known.values())
    desk.go.say(
        warning or tr("{name} is open. Press , (comma) to go to your other communities.", name=name)
    )


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:40] or "community"
