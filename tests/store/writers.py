"""Programs that the store's tests run beside themselves: killed writers, and writers at once.

Usage: writers.py kills FILE ROUNDS SEED | writers.py edits FILE NAME COUNT | writers.py count FILE
The first two print one line of JSON, the last one a line for each edit until it is stopped.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from pathlib import Path
from typing import Any

import tinydb

from coptui.core.changes import Change, Document
from coptui.store import atomic, lock, store  # noqa: F401 - read before the forks
from coptui.store.store import Store

AT = "2026-03-14T18:00:00+01:00"


def write_until_killed(path: Path, pipe: int, aimed: bool, seed: int) -> None:
    """Edits, acknowledged one by one: a counter, an insert, a text that grows and shrinks."""
    chance = random.Random(seed)
    handle = Store(path, state=path.parent / "state")
    community = handle.load().community
    if aimed:
        fsync, replace = os.fsync, Path.replace

        def say_and(call: Any, *given: Any) -> Any:
            os.write(pipe, b"!\n")
            return call(*given)

        os.fsync = lambda descriptor: say_and(fsync, descriptor)
        Path.replace = lambda here, there: say_and(replace, here, there)  # type: ignore[assignment,method-assign]
    while True:
        number = int(community.members[1].phone)
        before: Document = {"phone": str(number)}
        after: Document = {"phone": str(number + 1)}
        text = community.members[1].left_reason
        if text:
            before["left_reason"] = text
        after["left_reason"] = "x" * chance.randrange(1, 500)
        made = handle.write(
            [
                Change("members", 1, before, after),
                Change("topics", -1, None, {"title": f"T{number}", "notes": "n" * 200}),
            ],
            by="writer",
            at=AT,
            label="count",
        )
        community = made.community
        os.write(pipe, f"{number + 1} {made.changes[1].id}\n".encode())


def kills(path: Path, rounds: int, seed: int) -> dict[str, int]:
    """Kill a writer in mid-work, again and again, and look at the file after each."""
    chance = random.Random(seed)
    lost = corrupt = acknowledged = counted = 0
    for number in range(rounds):
        reader, writer = os.pipe()
        aimed = number % 2 == 1
        child = os.fork()
        if child == 0:
            os.close(reader)
            try:
                write_until_killed(path, writer, aimed, seed + number)
            finally:
                os._exit(3)
        os.close(writer)
        heard = b""
        wanted = chance.randrange(1, 9)
        # A large file takes longer to open.
        patience = 0.08 + path.stat().st_size / 10_000_000
        until = time.monotonic() + (10 if aimed else chance.uniform(0.002, patience))
        while (left := until - time.monotonic()) > 0:
            if select.select([reader], [], [], left)[0]:
                more = os.read(reader, 4096)
                heard += more
                if not more or (aimed and heard.count(b"!") >= wanted):
                    break
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            raise SystemExit("a writer ended by itself")
        while more := os.read(reader, 65536):
            heard += more
        os.close(reader)
        acks = [line.split() for line in heard.splitlines() if b"!" not in line]
        try:
            with tinydb.TinyDB(path, access_mode="r") as plain:
                member = plain.table("members").get(doc_id=1)
                topics = {topic.doc_id: topic["title"] for topic in plain.table("topics")}
        except ValueError:
            corrupt += 1
            continue
        counted = int(member["phone"])
        acknowledged += len(acks)
        for count, topic in acks:
            there = topics.get(int(topic)) == f"T{int(count) - 1}"
            lost += not there or counted < int(count)
    return {
        "lost": lost,
        "corrupt": corrupt,
        "acknowledged": acknowledged,
        "counted": counted,
        "topics": len(topics),
    }


def edits(path: Path, name: str, count: int) -> dict[str, list[int]]:
    """Insert members, tick one roll call, add to one list and write one's own field."""
    handle = Store(path, backups=False)
    handle.load()
    ids = []
    for number in range(count):
        own: Document = {"location": str(number - 1)} if number else {}
        made = handle.write(
            [
                Change("members", -5, None, {"name": f"{name}{number}"}),
                Change("events", 1, {}, {"attendance/-5": {"status": "attended"}}),
                Change("topics", 1, {}, {"tags+": [f"{name}{number}"], "interested+": [-5]}),
                Change("members", int(name), own, {"location": str(number)}),
            ],
            by=name,
            at=AT,
            label="edit",
        )
        ids.append(made.changes[0].id)
    return {"ids": ids}


if __name__ == "__main__":
    what, file, *rest = sys.argv[1:]
    if what == "count":
        write_until_killed(Path(file), sys.stdout.fileno(), aimed=False, seed=1)
    if what == "kills":
        found: Any = kills(Path(file), int(rest[0]), int(rest[1]))
    else:
        found = edits(Path(file), rest[0], int(rest[1]))
    sys.stdout.write(json.dumps(found))
