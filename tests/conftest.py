"""What holds for all tests: signals, no clock in the laws, and figures that were measured."""

from __future__ import annotations

import asyncio
import signal
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from textual import app as textual_app
from textual._context import active_app

from coptui.tui.app import CoptApp

# Laws are counted, not clocked: a machine that has other work fails none of them.
settings.register_profile("coptui", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("coptui")

# A job in the background of a shell ignores Ctrl+C, one under nohup a hang-up; programs that the
# tests start would inherit that, and those that wait for them would wait for ever.
for number, usual in (
    (signal.SIGINT, signal.default_int_handler),
    (signal.SIGHUP, signal.SIG_DFL),
    (signal.SIGQUIT, signal.SIG_DFL),
    (signal.SIGTERM, signal.SIG_DFL),
):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, usual)


_until_idle = textual_app.wait_for_idle


async def _until_done(*told: Any) -> None:
    """Until the keys of a pilot have done their work, as a person would see it.

    Textual's own waits until the processor has little to do: on a busy machine that is too early,
    and on an idle one 40 ms a key too late.
    """
    app = active_app.get()
    if not isinstance(app, CoptApp):
        await _until_idle(*told)
        return
    # What was sent takes as many turns to arrive.
    for _ in range(3):
        await asyncio.sleep(0)
    arrived = asyncio.Event()
    app.call_later(arrived.set)
    while app.is_running and app.fault is None and not app._exit:
        if arrived.is_set() and app._typed_ahead.is_empty:
            break
        await asyncio.sleep(0.001)


textual_app.wait_for_idle = _until_done


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests recorded as "measured" stands at the end, for docs/reliability.md."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "measured":
                terminalreporter.write_line(f"{report.nodeid.rpartition('/')[2]}: {value}")
