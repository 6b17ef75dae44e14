"""Run the parts one after the other; what one found is kept, whatever becomes of it."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import suppress

import msgspec

from benchmarks.findings import Failed, Finding

_MOST = 65536
"""So much of what a part says beside its findings is kept."""
_FINDING = msgspec.json.Decoder(Finding)


def found_by(parts: Mapping[str, Sequence[str]], limit: float) -> Generator[Finding, None, None]:
    """What the commands of some parts print, as it comes; each may take `limit` seconds.

    A part that breaks or does not end is a finding too. Closed or interrupted, it leaves no part
    behind.
    """
    for name, command in parts.items():
        yield from _found_by_one(name, command, limit)


def _found_by_one(
    name: str, command: Sequence[str], limit: float
) -> Generator[Finding, None, None]:
    end = time.monotonic() + limit
    # A session of its own: Ctrl+C comes to us alone, and what it started goes with it.
    child = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert child.stdout is not None and child.stderr is not None
    said: dict[int, bytes] = {child.stdout.fileno(): b"", child.stderr.fileno(): b""}
    out, errors = said
    try:
        sys.stderr.write(f"{name} ...\n")
        with selectors.DefaultSelector() as selector:
            for descriptor in said:
                selector.register(descriptor, selectors.EVENT_READ)
            while selector.get_map():
                ready = selector.select(max(0.0, end - time.monotonic()))
                for key, _ in ready:
                    data = os.read(key.fd, 65536)
                    if not data:
                        selector.unregister(key.fd)
                    said[key.fd] += data
                if time.monotonic() > end:
                    yield Failed(name, f"It was not done after {limit:,.0f} s.")
                    return
                said[errors] = said[errors][-_MOST:]
                *lines, said[out] = said[out].split(b"\n")
                for line in lines:
                    try:
                        finding = _FINDING.decode(line)
                    except msgspec.DecodeError:
                        said_so = line[:60].decode(errors="replace")
                        finding = Failed(name, f"What it said is no finding: {said_so}")
                    yield finding
        if child.wait():
            yield Failed(name, _why(said[errors], child.returncode))
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        child.stdout.close()
        child.stderr.close()


def _why(errors: bytes, code: int) -> str:
    """The last thing that a program said, on one line."""
    text = errors.decode(errors="replace").rstrip()
    # A traceback ends with what went wrong, which stands at the margin.
    said = text[_last_at_the_margin(text) :]
    return " ".join(said.replace("|", "/").split())[:400] or f"It ended with {code}."


def _last_at_the_margin(text: str) -> int:
    """Where the exception of the last traceback begins; 0 where there is none."""
    after = text.rfind("Traceback (most recent call last):")
    at = text.find("\n", after) + 1 if after >= 0 else 0
    while at and text[at : at + 1] == " ":
        at = text.find("\n", at) + 1
    return at
