"""`--restricted`: the full screen on a file that is named, and no other program."""

from __future__ import annotations

import subprocess
import sys

import pytest

from coptui.cli.run import run


@pytest.mark.parametrize(
    "words",
    [
        ["--restricted"],
        ["--restricted", "find", "wes"],
        ["--restricted", "demo"],
        ["--restricted", "-f", "circle.json", "export", "json"],
        ["--restricted", "new", "circle.json"],
    ],
)
def test_it_is_refused_without_a_file_and_for_every_other_command(words, monkeypatch, capsys):
    monkeypatch.setenv("COPTUI_FILE", "circle.json")
    assert run(words) == 2
    said = capsys.readouterr()
    assert "--restricted" in said.err and said.out == ""


@pytest.mark.parametrize(
    "start",
    [
        "subprocess.run(['true'])",
        "os.system('true')",
        "os.fork()",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.execv('/bin/true', ['true'])",
        "pty.fork()",
        "pty.spawn('true')",
        "os.popen('true')",
        "multiprocessing.Process(target=print).start()",
    ],
)
def test_python_starts_nothing_any_more(start: str) -> None:
    code = f"""
import multiprocessing, os, pty, subprocess
from coptui.cli.restricted import begin
begin("circle.json")
try:
    {start}
except PermissionError:
    print("refused", end="")
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout) == (0, "refused"), done.stderr
