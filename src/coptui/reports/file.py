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


def write_new(path: Path, text: str, *, in_place_of: Path | None = None) -> Path:
    """Write a new file (0600) and return its full path. `in_place_of` is what it will replace, and
    what messages name.

    Raise UsageError if there is a file with that name already, CoptError if it can't be written.
    """
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - a link of that name is not followed
    named = in_place_of or whole
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        descriptor = os.open(whole, flags, 0o600)
    except FileExistsError:
        raise UsageError(
            tr("There is already a file {whole}.", whole=named),
            tr("It was left alone; choose another name."),
        ) from None
    except (OSError, ValueError) as error:
        reason = what_went_wrong(error) if isinstance(error, OSError) else error
        raise CoptError(cannot_be_written(named, reason), CHOOSE_A_FOLDER) from None
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
        raise CoptError(cannot_be_written(named, what_went_wrong(error)), MAKE_ROOM) from None
    return whole
