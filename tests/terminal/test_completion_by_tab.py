"""Tab completes coptui's commands, options and files in a real bash, zsh and fish."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from pseudo_terminal import Terminal

SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], 'eval "$(coptui completion bash)"'),
    "zsh": (
        ["zsh", "-f", "-i"],
        'autoload -U compinit; compinit -u; eval "$(coptui completion zsh)"',
    ),
    "fish": (["fish", "--no-config", "-i"], "coptui completion fish | source"),
}


@pytest.mark.parametrize("name", SHELLS)
def test_tab_completes_commands_options_and_files(
    name: str, home: dict[str, str], tmp_path: Path
) -> None:
    program, prepared = SHELLS[name]
    path = shutil.which(program[0])
    if path is None:
        pytest.skip(f"there is no {name} here")
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    coptui = bin_folder / "coptui"
    coptui.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m coptui "$@"\n')
    coptui.chmod(0o755)
    (tmp_path / "harbour.json").write_text("{}")
    with Terminal(
        [path, *program[1:]],
        environ={**home, "PATH": f"{bin_folder}:{os.environ['PATH']}", "PS1": "$ "},
        before=lambda: os.chdir(tmp_path),
    ) as shell:
        shell.type(f"{prepared}; echo rea''dy\r")
        shell.wait_for("ready")
        for typed, completed in (
            ("coptui exp", "coptui export"),
            ("coptui find --read", "coptui find --read-only"),
            ("coptui harb", "coptui harbour.json"),
        ):
            shell.type(f"{typed}\t")
            shell.wait_for(completed)
            shell.type("\x15")
