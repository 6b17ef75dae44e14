"""The power goes: a file system shut down under a writer, its journal and caches dropped."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tinydb import TinyDB

from coptui.store.backups import list_backups
from coptui.store.layout import layout_of
from coptui.store.version import read

SHUT_DOWN = 0x8004587D
NO_LOG_FLUSH = struct.pack("I", 2)


class Disk:
    """An ext4 file system in a file."""

    def __init__(self, folder: Path) -> None:
        self.image, self.place = folder / "disk.img", folder / "disk"
        self.place.mkdir()
        with self.image.open("wb") as file:
            file.truncate(40_000_000)
        subprocess.run(["mkfs.ext4", "-q", self.image], check=True)

    def mount(self) -> None:
        subprocess.run(
            ["mount", "-o", "loop", self.image, self.place], check=True, capture_output=True
        )

    def unmount(self) -> None:
        subprocess.run(["umount", self.place], check=False, capture_output=True)

    def cut(self) -> None:
        descriptor = os.open(self.place, os.O_RDONLY)
        try:
            fcntl.ioctl(descriptor, SHUT_DOWN, NO_LOG_FLUSH)
        finally:
            os.close(descriptor)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    if os.geteuid() != 0 or not shutil.which("mkfs.ext4"):
        pytest.skip("needs root and ext4")
    made = Disk(tmp_path)
    try:
        made.mount()
    except subprocess.CalledProcessError:
        pytest.skip("cannot mount here")
    yield made
    made.unmount()


@pytest.mark.parametrize("cuts", [5, pytest.param(50, marks=pytest.mark.long)])
def test_what_was_acknowledged_survives_a_power_cut(
    disk: Disk, cuts: int, record_property: Callable[[str, object], None]
) -> None:
    acknowledged = 0
    path = disk.place / "data.json"
    member = {"name": "A", "phone": "0"}
    path.write_bytes(layout_of({"meta": {}, "members": {"1": member}}).text())
    subprocess.run(["sync", "-f", path], check=True)
    for number in range(cuts):
        writer = Path(__file__).with_name("writers.py")
        with subprocess.Popen(
            [sys.executable, writer, "count", path],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as running:
            assert running.stdout is not None
            heard = [running.stdout.readline() for _ in range(1 + number % 7)]
            disk.cut()
            heard += running.stdout.readlines()
            running.kill()
        disk.unmount()
        disk.mount()
        with TinyDB(path, access_mode="r") as plain:
            topics = {topic.doc_id: topic["title"] for topic in plain.table("topics")}
            counted = int(plain.table("members").get(doc_id=1)["phone"])
        for line in filter(None, heard):
            count, topic = map(int, line.split())
            assert counted >= count
            acknowledged += 1
            assert topics[topic] == f"T1.{count - 1}"
        backups = list_backups(path, disk.place / "state")
        assert backups
        for backup in backups:
            assert json.loads(backup.path.read_bytes())
            read(backup.path.read_bytes(), "backup")
    record_property(
        "measured", f"{cuts} power cuts, {acknowledged} saves acknowledged, 0 lost, 0 corrupt"
    )
