"""What a screen began and nobody waits for any more keeps no program from ending."""

from __future__ import annotations

import subprocess
import sys

import pytest

from coptui.tui.shell.apart import apart

BEGUN = """
import asyncio, time
from coptui.tui.shell.apart import apart
from coptui.tui.shell import long_work

async def begin():
    waiting = asyncio.create_task(apart(time.sleep, 60))
    await asyncio.sleep(0.1)
    print("left", flush=True)

asyncio.run(begin())
"""


def test_a_program_ends_though_a_work_hangs_deep_in_a_library() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BEGUN], capture_output=True, text=True, timeout=20, check=False
    )
    assert (done.returncode, done.stdout) == (0, "left\n"), done.stderr


async def test_what_came_of_it_and_what_went_wrong_arrive() -> None:
    assert await apart(sorted, [2, 1], reverse=True) == [2, 1]
    with pytest.raises(ZeroDivisionError):
        await apart(lambda: 1 // 0)
