"""Errors that a person can read: what happened, where, and what to do next."""

from __future__ import annotations

from coptui.language import tr

FINDINGS = 1
USAGE = 2
LOCKED_OR_INVALID = 3
FAULT = 70
LONGEST = 2000
"""Characters of a message: what a file holds is quoted in some."""
SAVED = tr("What you saved before that is safe.")
"""Noted on what ends a command after its save: Ctrl+C, a signal, a fault of ours."""
TYPED_KEPT = tr("What you were typing is kept.")
"""Noted on what ends the full screen while drafts are kept."""


class CoptError(Exception):
    """An expected failure.

    `message` says what is wrong and where (file, line, record, field); `hint` says what to do
    next; `exit_code` is what a command ends with (1 findings, 2 usage, 3 data locked or invalid,
    70 a fault of ours).
    """

    exit_code = LOCKED_OR_INVALID

    def __init__(self, message: str, hint: str = "", *, exit_code: int | None = None) -> None:
        if len(message) > LONGEST:
            message = f"{message[: LONGEST // 2]} … {message[-LONGEST // 2 :]}"
        super().__init__(message)
        self.message = message
        self.hint = hint
        if exit_code is not None:
            self.exit_code = exit_code

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class UsageError(CoptError):
    """The person asked for something that cannot be understood or is not there."""

    exit_code = USAGE


class Ambiguous(UsageError):
    """A name fits several records; `candidates` are their labels, best first."""

    def __init__(self, message: str, candidates: list[str], hint: str = "") -> None:
        names = ", ".join(candidates[:6])
        meant = (
            tr("Did you mean: {names}, or another?", names=names)
            if len(candidates) > 6
            else tr("Did you mean: {names}?", names=names)
        )
        super().__init__(message, hint or meant)
        self.candidates = candidates


class DataInvalid(CoptError):
    """The file cannot be read as a coptui file; nothing was written."""


class DataLocked(CoptError):
    """Another process holds the file; nothing was written."""


class ReadOnly(CoptError):
    """The file cannot be written here, or was opened for reading only."""


class SaveFailed(CoptError):
    """The save did not reach the disk; the file is as it was."""


class ChecklistInvalid(CoptError):
    """A checklist has faults; `message` names each with line and column."""
