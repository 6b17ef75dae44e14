"""A community's own checklists, evidence lines and letters: beside its file, or on its server.

Whatever holds them, they are read as the files of one folder: `checklists/`, `evidence/`, `letters/`
and `evidence.yaml` in it.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

import msgspec

from coptui.core.model.sentences import cannot_be_read, what_went_wrong
from coptui.errors import UsageError
from coptui.files import opened
from coptui.language import tr
from coptui.store import atomic
from coptui.store.data_file import new_mode
from coptui.store.saving import Saving

LARGEST = 256 * 1024
"""Bytes of a file; what reads them takes no more."""
KINDS = ("checklists", "evidence", "letters")
"""The folders."""
_ALONE = "evidence.yaml"
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,94}\.ya?ml")


class OwnFile(msgspec.Struct, frozen=True):
    """One of them; `kind` is the folder that it is in, "" for `evidence.yaml`."""

    kind: str
    name: str
    text: str

    @property
    def path(self) -> str:
        """Return where it is among the others."""
        return f"{self.kind}/{self.name}" if self.kind else self.name


class OwnFiles(Protocol):
    """Where a community has them."""

    shown: str

    def all(self) -> tuple[OwnFile, ...]: ...

    def put(self, file: OwnFile) -> str:
        """Keep a file, in the place of one with its name; return a warning, or ""."""

    def remove(self, file: OwnFile) -> None: ...


def own_file(kind: str, name: str, data: bytes, shown: str) -> OwnFile:
    """Return a file as it can be kept anywhere. Raise UsageError for a name or text that can't."""
    if not _NAME.fullmatch(name):
        raise UsageError(
            tr("{shown} can't be saved under that name.", shown=shown),
            tr(
                "Rename the file: use only plain letters (a to z), digits, - and _, and end it with .yaml."
            ),
        )
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text or len(data) > LARGEST:
        raise UsageError(
            tr(
                "{shown} isn't UTF-8 text, or is larger than {most} kB.",
                shown=shown,
                most=LARGEST // 1024,
            ),
            tr("Save it as UTF-8 in a text editor, and shorten it if it is too large."),
        )
    return OwnFile(kind, name, text)


class OwnFolder:
    """Those in the folder of a community's file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shown = str(folder)

    def all(self) -> tuple[OwnFile, ...]:
        """Return all of them. Raise UsageError for one that can't be read, or kept anywhere else."""
        return tuple(self._read(path, kind) for kind, path in self._paths())

    def _paths(self) -> Iterator[tuple[str, Path]]:
        for kind in ("", *KINDS):
            try:
                inside = sorted((self.folder / kind).iterdir())
            except OSError:
                continue
            for path in inside:
                fits = path.suffix in (".yaml", ".yml") and not path.name.startswith(".")
                if fits and (kind or path.name == _ALONE):
                    yield kind, path

    def _read(self, path: Path, kind: str) -> OwnFile:
        try:
            with opened(path) as stream:
                data = stream.read(LARGEST + 1)
        except OSError as error:
            raise UsageError(cannot_be_read(path, what_went_wrong(error))) from None
        return own_file(kind, path.name, data, str(path))

    def put(self, file: OwnFile) -> str:
        path = self.folder / file.path
        with Saving(path, tr("The file was not saved.")) as saving:
            path.parent.mkdir(exist_ok=True)
            os.close(atomic.replace(path, file.text.encode(), saving, new_mode(path)).descriptor)
        return saving.warning

    def remove(self, file: OwnFile) -> None:
        path = self.folder / file.path
        with Saving(path, tr("The file was not removed.")) as saving:
            saving.commit(path.unlink, lambda: not os.path.lexists(path))


class HeldFolder:
    """Those of a community on a server, as a folder (`importlib.resources.abc.Traversable`)."""

    def __init__(self, shown: str, files: Sequence[OwnFile], path: str = "") -> None:
        self._shown = shown
        self._files = files
        self._path = path
        self.name = PurePosixPath(path).name

    def __str__(self) -> str:
        return f"{self._shown}, {self._path}" if self._path else self._shown

    def __eq__(self, other: object) -> bool:
        return isinstance(other, HeldFolder) and str(other) == str(self)

    def __hash__(self) -> int:
        return hash(str(self))

    def iterdir(self) -> Iterator[HeldFolder]:
        begin = f"{self._path}/" if self._path else ""
        inside = {
            file.path[len(begin) :].partition("/")[0]
            for file in self._files
            if file.path.startswith(begin)
        }
        return (self / name for name in sorted(inside))

    def joinpath(self, *descendants: Any) -> HeldFolder:
        joined = "/".join((*([self._path] if self._path else []), *descendants))
        return HeldFolder(self._shown, self._files, joined)

    def __truediv__(self, child: Any) -> HeldFolder:
        return self.joinpath(child)

    def is_file(self) -> bool:
        return any(file.path == self._path for file in self._files)

    def is_dir(self) -> bool:
        return not self.is_file() and any(self.iterdir())

    def read_bytes(self) -> bytes:
        for file in self._files:
            if file.path == self._path:
                return file.text.encode()
        raise FileNotFoundError(str(self))

    def read_text(self, encoding: str | None = None) -> str:
        return self.read_bytes().decode()

    def open(self, mode: Any = "r", *_: Any, **__: Any) -> Any:
        data = self.read_bytes()
        return io.BytesIO(data) if "b" in mode else io.StringIO(data.decode())
