"""What holds for all tests: signals, no clock in the laws, and figures that were measured."""

from __future__ import annotations

import os
import signal
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres_server import Server

# Laws are counted, not clocked: a machine that has other work fails none of them. The check of a change tries the same
# examples each time, and fewer, so that it fails for that change alone; everyone else, and `-m long`, tries others each time.
IN_A_CHECK = "CI" in os.environ
settings.register_profile(
    "coptui",
    deadline=None,
    derandomize=IN_A_CHECK,
    max_examples=30 if IN_A_CHECK else 100,
    suppress_health_check=[HealthCheck.too_slow],
)
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


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """More workers than processors: a good part of the time tests wait, for terminals mostly."""
    processors = yield
    return processors + max(1, processors // 2)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests recorded as "measured" stands at the end, for docs/reliability.md."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "measured":
                terminalreporter.write_line(f"{report.nodeid.rpartition('/')[2]}: {value}")


@pytest.fixture(scope="session")
def postgres() -> Generator[Server, None, None]:
    """A PostgreSQL server, started when a test first asks for it; skip where there is none."""
    pytest.importorskip("psycopg")
    server = Server()
    yield server
    server.close()
