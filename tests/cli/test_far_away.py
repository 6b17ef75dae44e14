"""A file on a network file system is said at the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from coptui.cli.full_screen import far_away
from coptui.whereabouts import of_file


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (
            "nfs4",
            ("The file is on a network drive (nfs4): open it on only one computer at a time.",),
        ),
        ("ext4", ()),
    ],
)
def test_a_network_file_system_is_said(
    kind: str, said: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "mountinfo"
    table.write_text(f"22 21 0:21 / {tmp_path} rw shared:1 - {kind} server:/home rw\n")
    real = Path.read_text
    monkeypatch.setattr(
        Path,
        "read_text",
        lambda path, *given, **named: real(
            table if str(path) == "/proc/self/mountinfo" else path, *given, **named
        ),
    )
    assert far_away(of_file(tmp_path / "circle.json")) == said
