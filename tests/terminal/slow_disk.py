"""coptui on a disk that takes its time: `slow_disk.py SECONDS ARGUMENTS...`; each fsync takes so long."""

from __future__ import annotations

import os
import sys
import time

seconds, *arguments = sys.argv[1:]
fsync = os.fsync


def slow(descriptor: int) -> None:
    time.sleep(float(seconds))
    fsync(descriptor)


os.fsync = slow
sys.argv[1:] = arguments
from coptui.__main__ import main  # noqa: E402

main()
