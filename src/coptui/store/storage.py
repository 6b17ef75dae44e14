"""A TinyDB storage that replaces the file as a whole and never overwrites what it hasn't seen.

coptui itself needs no TinyDB: this is for scripts that open the same file.
"""

from __future__ import annotations

import os
from typing import Any

from tinydb.storages import Storage

from coptui.core.model.sentences import no_file
from coptui.errors import DataLocked
from coptui.files import real_path
from coptui.language import tr
from coptui.store.data_file import DataFile
from coptui.store.layout import layout_of, parse
from coptui.store.saving import Saving


class AtomicStorage(DataFile, Storage):
    """`TinyDB(path, storage=AtomicStorage)`: like JSONStorage, but a write is whole or not at all.

    The file is UTF-8 with one document a line. A missing or empty file reads as None and is created
    by the first write (0600). Refuse a write with DataLocked if the file was changed since it was
    read, because TinyDB would then overwrite it. `access_mode` "r" only reads.
    """

    def __init__(
        self, path: str | os.PathLike[str], create_dirs: bool = False, access_mode: str = "r+"
    ) -> None:
        if access_mode not in ("r", "r+"):
            raise ValueError(
                tr("access_mode is 'r' or 'r+', not {access_mode!r}", access_mode=access_mode)
            )
        if create_dirs:
            real_path(path).parent.mkdir(parents=True, exist_ok=True)
        super().__init__(path)
        self._writable = access_mode == "r+"
        if not self._writable and not self.path.exists():
            raise FileNotFoundError(no_file(self.path))

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return every table, or None. Raise DataInvalid, naming the place of a fault."""
        import msgspec

        try:
            data = self.read_bytes()
        except FileNotFoundError:
            return None
        if not data:
            return None
        parse(data, str(self.path))
        tables: dict[str, dict[str, Any]] = msgspec.json.decode(data)
        return tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the file. Raise OSError if opened with "r", DataInvalid for what isn't JSON."""
        if not self._writable:
            raise OSError(tr("{path} was opened for reading only.", path=self.path))
        text = layout_of(data).text()
        with Saving(self.path) as saving, self.alone(saving):
            if self.changed():
                raise DataLocked(
                    tr("Another program has changed {path} since it was read.", path=self.path),
                    tr("Nothing was written. Open it again and repeat the change."),
                )
            self.write_bytes(text, saving)
