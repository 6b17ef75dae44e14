"""A report as a file of its own: never replacing another one, and readable by its owner alone."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from coptui.core.model.sentences import (
    CHOOSE_A_FOLDER,
    MAKE_ROOM,
    cannot_be_written,
    what_went_wrong,
)
from coptui.errors import CoptError, UsageError
from coptui.language import tr


def write_new(path: Path, text: str) -> Path:
    """Write a new file (0600) and return its full path.

    Raise UsageError if there is a file with that name already, CoptError if it can't be written.
    """
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - a link of that name is not followed
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        descriptor = os.open(whole, flags, 0o600)
    except FileExistsError:
        raise UsageError(
            tr("There is already a file {whole}.", whole=whole),
            tr("It was left alone; choose another name."),
        ) from None
    except (OSError, ValueError) as error:
        reason = what_went_wrong(error) if isinstance(error, OSError) else error
        raise CoptError(cannot_be_written(whole, reason), CHOOSE_A_FOLDER) from None
    try:
        try:
            rest = memoryview(text.encode(errors="replace"))
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        with suppress(OSError):
            whole.unlink()
        raise CoptError(cannot_be_written(whole, what_went_wrong(error)), MAKE_ROOM) from None
    return whole
