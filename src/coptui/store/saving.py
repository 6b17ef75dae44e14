"""One save, which knows which side of its commit it is on: what is said about it follows from that."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from coptui.core.model.sentences import what_went_wrong
from coptui.errors import SAVED, CoptError, ReadOnly, SaveFailed
from coptui.language import tr

_REASONS = {
    errno.ENOSPC: tr("The disk is full."),
    errno.EDQUOT: tr("Your disk quota is used up."),
    errno.EFBIG: tr("Files aren't allowed to be this large here."),
    errno.EIO: tr("The disk reports an error."),
}
_NO_WAY_IN = (errno.EACCES, errno.EPERM, errno.EROFS)


class Saving:
    """`with Saving(path) as saving:` around everything a save does, from taking the lock to
    releasing it.

    `commit` puts the new file in its place. Before it, raise an OSError as what it means for the
    person, SaveFailed or ReadOnly; after it, only add to `warning`, because the save is done.
    `else_` says what is true if it isn't done.
    """

    def __init__(self, path: Path, else_: str = "") -> None:
        self.path = path
        self._else = else_ or tr("This was not saved; {path} is unchanged.", path=path)
        self.done = False
        self._warnings: list[str] = []

    def __enter__(self) -> Saving:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if isinstance(error, OSError):
            if not self.done:
                raise self._failure(error) from None
            self.warn(tr("A last step after saving didn't work: {reason}", reason=reason_of(error)))
            return True
        if error is not None and self.done:
            error.add_note(SAVED)
        return False

    def commit(self, put: Callable[[], object], is_there: Callable[[], bool]) -> None:
        """Put the new file in its place: the one step between "not saved" and "saved".

        If `put` fails, `is_there` tells whether it happened all the same.
        """
        try:
            put()
        except OSError:
            if not is_there():
                raise
        self.done = True

    def warn(self, text: str) -> None:
        """Note what went wrong beside the save."""
        self._warnings.append(text)

    @property
    def warning(self) -> str:
        """Return what went wrong beside a finished save, or ""."""
        return (
            tr("Saved, but: {warnings}", warnings=" ".join(self._warnings))
            if self._warnings
            else ""
        )

    def _failure(self, error: OSError) -> CoptError:
        """Return the error with the reason in words, and what to do."""
        if error.errno in _NO_WAY_IN:
            place = error.filename or self.path
            return ReadOnly(
                tr(
                    "{place} can't be written: {reason}. {else_}",
                    place=place,
                    reason=what_went_wrong(error),
                    else_=self._else,
                ),
                tr("Ask for permission to write in the folder, or work on a copy."),
            )
        reason, in_the_way = reason_of(error), error.filename
        if (
            isinstance(in_the_way, str)
            and error.errno not in _REASONS
            and in_the_way != str(self.path)
        ):
            # Its lock, its backups or a folder on the way: the file itself is named below.
            reason = tr("{place}: {reason}", place=in_the_way, reason=reason)
        return SaveFailed(f"{reason} {self._else}", tr("Put that right and try again."))


def reason_of(error: OSError) -> str:
    """Return the reason as a sentence."""
    return _REASONS.get(error.errno or 0, f"{what_went_wrong(error)}.")
