"""One call of the system fails, the n-th that touches a folder; the others are as always."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

# By name, whether the real call is made before the failure is told: as a disk does that takes a
# name and then reports an error, and as `close` does, which always closes.
CALLS: dict[str, tuple[bool, ...]] = {
    "open": (False,), "read": (False,), "pread": (False,), "write": (False,), "pwrite": (False,),
    "fsync": (False,), "fchmod": (False,), "fchown": (False,), "chmod": (False,), "mkdir": (False,),
    "stat": (False,), "lstat": (False,), "fstat": (False,), "scandir": (False,), "listdir": (False,),
    "replace": (False, True), "rename": (False, True), "link": (False, True), "unlink": (False, True),
    "getxattr": (False,), "setxattr": (False,), "removexattr": (False,), "ftruncate": (False,),
    "close": (True,),
}  # fmt: skip


class Failing:
    """The `place`-th call on something in `folder` fails with `code`; `hit` is which it was."""

    def __init__(self, folder: Path, place: int, code: int, late: bool = False) -> None:
        self._folder = str(folder)
        self._left = place
        self._code = code
        self._late = late
        self.hit = ""
        self.seen: list[str] = []

    def patch(self, patch: pytest.MonkeyPatch) -> None:
        for name in CALLS:
            patch.setattr(os, name, self._failing(name, getattr(os, name)))
        flock = self._failing("flock", fcntl.flock)
        patch.setattr(fcntl, "flock", flock)

    def _failing(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def called(*given: Any, **named: Any) -> Any:
            if self.hit or not given or not self._is_ours(given[0]):
                return real(*given, **named)
            self.seen.append(name)
            self._left -= 1
            if self._left:
                return real(*given, **named)
            self.hit = name
            if name == "close" or (self._late and True in CALLS.get(name, ())):
                real(*given, **named)
            raise OSError(self._code, os.strerror(self._code), None)

        return called

    def _is_ours(self, what: Any) -> bool:
        if isinstance(what, int):
            try:
                what = os.readlink(f"/proc/self/fd/{what}")
            except OSError:
                return False
        if isinstance(what, os.PathLike):
            what = os.fspath(what)
        return isinstance(what, str) and os.path.abspath(what).startswith(self._folder)
