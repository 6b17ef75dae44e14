"""How slow this machine is just now, so that a limit of processor time means the same work on any."""

from __future__ import annotations

import time

SPUN = 0.005
"""Seconds of processor time that `slower` spins on the machine that the limits are written for."""


def slower() -> float:
    """Return how many times slower this machine is than that one, 1 at least."""
    least = 1.0
    for _ in range(9):
        begun, total = time.process_time(), 0
        for number in range(200_000):
            total += number % 7
        least = min(least, time.process_time() - begun)
    return max(1.0, least / SPUN)
