"""Signals as a login shell leaves them, whoever runs the tests."""

from __future__ import annotations

import signal

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
