"""Archives, opened without trusting what they say about their size."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from coptui.core.model.sentences import DOWNLOAD_AGAIN, UNPACK_IT, not_a_text
from coptui.errors import UsageError
from coptui.exchange.tables.decoding import SAVE_AS_CSV
from coptui.language import tr

LARGEST = 50 * 1024 * 1024
"""Bytes that an archive may unpack to, all of its files taken together."""

# What the library raises for a broken archive, depending on what it reads first.
_BREAKS = (
    zipfile.BadZipFile, zlib.error, struct.error, KeyError, IndexError, ValueError, OverflowError, OSError, EOFError,
)  # fmt: skip
TOO_MUCH = UsageError(
    tr("This archive unpacks to more than {most} MB.", most=LARGEST // 1024 // 1024),
    tr("Unpack it, and import the part you need."),
)


def gunzipped(data: bytes) -> bytes:
    """Return the content of a gzip file. Raise UsageError if it is broken or too big."""
    parts: list[bytes] = []
    size = 0
    while data.startswith(b"\x1f\x8b"):
        unpack = zlib.decompressobj(wbits=31)
        try:
            part = unpack.decompress(data, LARGEST + 1 - size)
        except zlib.error:
            if not parts:
                raise _broken() from None
            break
        size += len(part)
        if size > LARGEST:
            raise TOO_MUCH
        parts.append(part)
        data = unpack.unused_data
    return b"".join(parts)


class Archive:
    """The files of a ZIP, read one by one; together they stay below `LARGEST` bytes."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (NotImplementedError, *_BREAKS):
            raise _broken() from None
        self._left = LARGEST
        self.names = tuple(one.filename for one in entries if one.filename and not one.is_dir())

    def read(self, name: str) -> bytes:
        """Return one file of the archive. Raise UsageError if it is broken, locked or too big."""
        try:
            with self._zip.open(name) as part:
                data = part.read(self._left + 1)
        except NotImplementedError:
            raise UsageError(
                tr("coptui can't unpack this kind of archive."),
                UNPACK_IT,
            ) from None
        except RuntimeError:
            raise UsageError(tr("This archive has a password."), UNPACK_IT) from None
        except _BREAKS:
            raise _broken() from None
        self._left -= len(data)
        if self._left < 0:
            raise TOO_MUCH
        return data


def refuse_large(data: bytes) -> None:
    """Raise UsageError if an archive says that it unpacks to too much; for what is opened whole."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST:
                raise TOO_MUCH


def workbook_of(names: tuple[str, ...]) -> str:
    """Return what kind of workbook the files of an archive are; "" if they are none."""
    if any(name.startswith("xl/") for name in names):
        return tr("an Excel workbook (.xlsx)")
    return tr("an OpenDocument workbook (.ods)") if {"mimetype", "content.xml"} <= {*names} else ""


def refuse_document(names: tuple[str, ...]) -> None:
    """Raise UsageError if an archive's files are those of a document that has no tables."""
    for start, what in (
        ("word/", tr("a Word document (.docx)")),
        ("ppt/", "a presentation (.pptx)"),
    ):
        if any(name.startswith(start) for name in names):
            raise UsageError(not_a_text(what), SAVE_AS_CSV)
    if any(name.endswith(".iwa") for name in names):
        raise UsageError(tr("This file is from Pages, Numbers or Keynote, not text."), SAVE_AS_CSV)


def _broken() -> UsageError:
    return UsageError(tr("This archive is broken or was cut off."), DOWNLOAD_AGAIN)
