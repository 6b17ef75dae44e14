"""A file is written, compared and copied piece by piece: no key waits for all of it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from coptui.files import in_blocks
from coptui.store import backups
from coptui.store.data_file import DataFile
from coptui.store.layout import AT_ONCE, Layout, layout_of
from coptui.store.saving import Saving

MANY = 3 * AT_ONCE + 1


@pytest.mark.parametrize(
    "tables",
    [
        {},
        {"members": {}},
        {"members": {}, "notes": [1, 2], "topics": {"1": {"title": "Zoë"}}},
        {"members": {"1": {}}, "meta": {"1": {"schema": 1}}},
        {"members": {str(number): {"name": "A"} for number in range(1, MANY + 1)}, "topics": {}},
        {"members": {str(number): {} for number in range(1, AT_ONCE + 1)}},
    ],
)
def test_the_pieces_are_the_file_one_line_a_document(tables: dict[str, Any]) -> None:
    layout = layout_of(tables)
    assert layout.text() == _expected(tables).encode()
    assert max(piece.count(b"\n") for piece in layout.pieces()) <= AT_ONCE + 1


def _expected(tables: dict[str, Any]) -> str:
    bodies = [f'"{name}":{_body(table)}' for name, table in tables.items()]
    return "{" + ",\n".join(bodies) + "}\n"


def _body(table: Any) -> str:
    if not table or not isinstance(table, dict):
        return _compact(table)
    lines = [f'"{key}":{_compact(document)}' for key, document in table.items()]
    return "{\n" + ",\n".join(lines) + "\n}"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def test_small_pieces_are_written_together() -> None:
    assert list(in_blocks(b"")) == [b""]
    assert list(in_blocks([])) == []
    assert list(in_blocks([b"a", b"", b"b"])) == [b"ab"]
    sizes = [len(block) for block in in_blocks(itertools.repeat(b"x" * 1000, 3000))]
    assert sum(sizes) == 3_000_000
    assert all(size >= 1 << 20 for size in sizes[:-1])
    assert max(sizes) < (1 << 20) + 1000


def test_a_file_that_breaks_off_while_it_is_made_replaces_nothing(tmp_path: Path) -> None:
    path = tmp_path / "circle.json"
    path.write_bytes(b"as it was")

    def pieces() -> Iterator[bytes]:
        yield b"x" * (3 << 20)
        raise MemoryError

    with pytest.raises(MemoryError):
        DataFile(path).write_bytes(pieces(), Saving(path))
    assert path.read_bytes() == b"as it was"
    assert [found.name for found in tmp_path.iterdir()] == ["circle.json"]


@pytest.mark.parametrize("changed", [b"", b"{", b"{}\n\n", b"{]\n"])
def test_a_file_is_compared_piece_by_piece(tmp_path: Path, changed: bytes) -> None:
    path = tmp_path / "circle.json"
    path.write_bytes(b"{}\n")
    file = DataFile(path)
    file.read_bytes()
    assert file.holds(Layout({}).pieces())
    path.write_bytes(changed)
    assert not file.holds(Layout({}).pieces())
    file.close()


def test_a_backup_of_a_large_file_is_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "circle.json"
    path.write_bytes(bytes(range(256)) * 10_000 + b"the end")
    backup = backups.take(path, tmp_path / "backups", datetime(2026, 11, 12, tzinfo=UTC))
    assert backup.path.read_bytes() == path.read_bytes()
    assert backup.size == path.stat().st_size
