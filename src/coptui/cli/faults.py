"""A bug of ours: one line for the person, and a log without personal data."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType

from coptui import __version__
from coptui.cli import output
from coptui.errors import TYPED_KEPT
from coptui.language import tr

LOG = "faults.log"


def tell(error: BaseException, *, keeps: bool = True) -> None:
    """Say that coptui has a bug; keep where in the code it happened, unless nothing may be kept."""
    kept: Path | None = None
    if keeps:
        # A bug is reported, whatever else is wrong.
        with suppress(Exception):
            from coptui.config import folders

            kept = keep(error, folders().state)
    report = (
        " "
        + tr(
            "You can send us this report, which contains no names and nothing you wrote: {kept}",
            kept=kept,
        )
        if kept
        else ""
    )
    typed = f" {TYPED_KEPT}" if TYPED_KEPT in getattr(error, "__notes__", ()) else ""
    output.say(
        tr(
            "Something went wrong in coptui ({name}). Everything you saved is safe.{typed}{report}",
            name=type(error).__name__,
            typed=typed,
            report=report,
        )
    )


def keep(error: BaseException, folder: Path) -> Path:
    """Append an exception's types and code locations to the log (0600), in English for whoever
    mends it. Raise OSError.

    Keep no message and no value: they could hold people's names and texts.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / LOG
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(path, flags, 0o600)
    try:
        os.fchmod(descriptor, 0o600)
        os.write(descriptor, ("\n".join(_lines(error)) + "\n\n").encode(errors="replace"))
    finally:
        os.close(descriptor)
    return path


def _lines(error: BaseException) -> list[str]:
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    python = ".".join(str(part) for part in sys.version_info[:3])
    lines = [f"{now} coptui {__version__}, Python {python}, {sys.platform}"]
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}")
        lines += _places(link.__traceback__)
        link = link.__cause__ or link.__context__
    return lines


def _places(traceback: TracebackType | None) -> list[str]:
    positions: list[str] = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        # The last parts only: a home folder's path names its owner.
        position = "/".join(Path(code.co_filename).parts[-3:])
        positions.append(f"  {position}:{traceback.tb_lineno} in {code.co_name}")
        traceback = traceback.tb_next
    # A recursion has a thousand places; its two ends say enough.
    return positions if len(positions) <= 40 else [*positions[:20], "  ...", *positions[-20:]]
