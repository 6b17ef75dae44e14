"""Which file to import: the newest that may be meant, or a path."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from coptui.core.model.sentences import GIVE_EXPORTED_FILE, no_file
from coptui.errors import UsageError
from coptui.exchange.remembering import FOLDER
from coptui.files import is_maildir, opened, real_path
from coptui.language import tr
from coptui.tui.exchange.import_file_rows import file_rows
from coptui.tui.kit.rows import Rows, Span
from coptui.tui.shell import places
from coptui.tui.shell.asking import Then
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.list_screen import Heading, ListScreen

ENDINGS = (
    ".csv",
    ".tsv",
    ".xlsx",
    ".ods",
    ".ics",
    ".vcf",
    ".txt",
    ".xls",
    ".mbox",
    ".eml",
    ".txt.gz",
    ".mbox.gz",
)
"""Names of files that are seldom anything else; their contents decide what they are."""
HOLDING = {
    ".zip": (b"users.json", b"user-list", b"user-archive", b"user_archive.csv"),
    ".json": (b'"directory_items"', b'"trust_level"'),
}
"""Names of files that are mostly something else, and what stands at the beginning of those that are not."""
AT_MOST = 40
"""This many files are offered."""


class ImportFileScreen(ListScreen):
    """Enter takes the file under the cursor: at first the newest of all."""

    WHERE = ("import", "moving", "everywhere")
    BAR = ("take-file", "other-file", "leave", "help")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list.title = [Span(tr("Import"), "heading")]
        self.files = newest_files(self._folders())

    def heading(self) -> Heading:
        return Heading(
            tr("Choose a file"), tr("you'll see what it contains before anything is saved")
        )

    def rows(self) -> Rows:
        return file_rows(self.files, self.session.clock.now())

    def _folders(self) -> list[Path]:
        beside = self.session.whereabouts.folder
        folders = [Path.home() / "Downloads", *([beside] if beside else [])]
        with suppress(OSError):
            folders.append(Path.cwd())
        last = self.last_folder()
        return [last, *folders] if last else folders

    def last_folder(self) -> Path | None:
        kept = self.desk.recall(FOLDER)
        return Path(kept["folder"]) if kept and kept.get("folder") else None

    async def action_take_file(self) -> None:
        number = self.list.key
        if not isinstance(number, int):
            raise UsageError(tr("There is no file here."), tr("Press / to type a path."))
        await self.open(self.files[number][0])

    async def action_other_file(self) -> None:
        async def named(text: str) -> Then:
            path = Path(os.path.expandvars(text)).expanduser()
            if not path.is_file() and not is_maildir(path):
                raise UsageError(
                    tr("{path} is a folder, not a file.", path=path)
                    if path.is_dir()
                    else no_file(path),
                    GIVE_EXPORTED_FILE,
                )
            return lambda: self.open(path)

        last = self.last_folder()
        await self.ask(
            tr("Choose a file"),
            named,
            initial=f"{last}{os.sep}" if last else "",
            hint=tr("The file's path; ~ stands for your home folder."),
        )

    async def open(self, path: Path) -> None:
        """Show what a file says."""

        self.desk.remember(FOLDER, {"folder": str(path.absolute().parent)})
        await self.desk.go.open(places.ImportPreview(path))


def newest_files(folders: list[Path]) -> list[tuple[Path, float]]:
    """Return the files that may be imported and when each was saved, the newest first."""
    saved_at: dict[Path, float] = {}
    for folder in folders:
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if not entry.name.startswith("."):
                    with suppress(OSError):
                        if entry.is_file() and _may_be_meant(entry):
                            saved_at[real_path(entry.path)] = entry.stat().st_mtime
    return sorted(saved_at.items(), key=lambda saved: (-saved[1], saved[0].name))[:AT_MOST]


def _may_be_meant(entry: os.DirEntry[str]) -> bool:
    name = entry.name.lower()
    if name.endswith(ENDINGS):
        return True
    signs = HOLDING.get(name[name.rfind(".") :], ())
    if not signs:
        return False
    with opened(Path(entry.path)) as file:
        head = file.read(4096)
        if name.endswith(".zip"):
            # An archive lists what is in it at its end.
            file.seek(max(0, entry.stat().st_size - 65_536))
            head += file.read()
    return any(sign in head for sign in signs)
