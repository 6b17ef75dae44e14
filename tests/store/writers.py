"""Programs that the store's tests run beside themselves: killed writers, and writers at once.

Usage: writers.py kills FILE ROUNDS SEED | edits FILE NAME COUNT | forms FILE NAME COUNT |
chaos FILE SECONDS SEED | count FILE
All but the last print one line of JSON, the last one a line for each edit until it is stopped.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import filelock  # noqa: F401 - read before the forks
import msgspec
import tinydb

from coptui.core.model.changes import Change, Conflicted, Document, Save, Settled
from coptui.core.model.edits import update
from coptui.errors import DataLocked
from coptui.session import Session
from coptui.store.store import Store

AT = "2026-03-14T18:00:00+01:00"


def write_until_killed(path: Path, pipe: int, aimed: bool, seed: int, own: int = 1) -> None:
    """Edits, acknowledged one by one: a counter, an insert, a text that grows and shrinks.

    The counter and the text are those of one member, `own`.
    """
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
        number = int(community.members[own].phone)
        before: Document = {"phone": str(number)}
        after: Document = {"phone": str(number + 1)}
        text = community.members[own].left_reason
        if text:
            before["left_reason"] = text
        after["left_reason"] = "x" * chance.randrange(1, 500)
        made = handle.write(
            Save(
                [
                    Change("members", own, before, after),
                    Change("topics", -1, None, {"title": f"T{own}.{number}", "notes": "n" * 200}),
                ],
                by="writer",
                at=AT,
                label="count",
            )
        )
        community = made.community
        os.write(pipe, f"{number + 1} {made.changes[1].id}\n".encode())


def kills(path: Path, rounds: int, seed: int) -> dict[str, int]:
    """Kill a writer in mid-work, again and again, and look at the file after each."""
    chance = random.Random(seed)
    lost = corrupt = acknowledged = counted = strange = 0
    untouched = members_of(path)
    untouched.pop(1)
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
                members = {member.doc_id: dict(member) for member in plain.table("members")}
                member = members.pop(1)
                topics = {topic.doc_id: topic["title"] for topic in plain.table("topics")}
        except ValueError:
            corrupt += 1
            continue
        # Record by record: nobody whom no edit was about is another one.
        strange += members != untouched
        counted = int(member["phone"])
        acknowledged += len(acks)
        for count, topic in acks:
            there = topics.get(int(topic)) == f"T1.{int(count) - 1}"
            lost += not there or counted < int(count)
    return {
        "lost": lost,
        "corrupt": corrupt,
        "strange": strange,
        "acknowledged": acknowledged,
        "counted": counted,
        "topics": len(topics),
    }


def members_of(path: Path) -> dict[int, dict[str, Any]]:
    with tinydb.TinyDB(path, access_mode="r") as plain:
        return {member.doc_id: dict(member) for member in plain.table("members")}


def edits(path: Path, name: str, count: int) -> dict[str, Any]:
    """Insert members, tick one roll call, add to one list and write one's own field.

    `busy` counts how often the lock was held for longer than a save waits.
    """
    handle = Store(path, backups=False)
    handle.load()
    ids, busy = [], 0
    for number in range(count):
        own: Document = {"location": str(number - 1)} if number else {}
        changes = [
            Change("members", -5, None, {"name": f"{name}{number}"}),
            Change("events", 1, {}, {"attendance/-5": {"status": "attended"}}),
            Change("topics", 1, {}, {"tags+": [f"{name}{number}"], "interested+": [-5]}),
            Change("members", int(name), own, {"location": str(number)}),
        ]
        while True:
            try:
                made = handle.write(Save(changes, by=name, at=AT, label="edit"))
            except DataLocked:
                busy += 1
                continue
            break
        ids.append(made.changes[0].id)
    return {"ids": ids, "busy": busy}


FIELDS = ("organisation", "unit", "location", "phone")


def forms(path: Path, name: str, count: int) -> dict[str, Any]:
    """Save forms that were opened a while ago, through the session's own save.

    Returns what each save wrote and what it knew: for each field the value that the person saw,
    in the form or in the question that both values were put into.
    """
    chance = random.Random(int(name))
    session = Session(
        Store(path, backups=False), by=name, clock=lambda: datetime(2026, 3, 14, tzinfo=UTC)
    )
    saves: list[dict[str, Any]] = []
    asked = 0
    for number in range(count):
        # A form that was opened before others saved: it looks again only now and then.
        if chance.random() < 0.2:
            session.refresh()
        member = session.community.members[chance.randrange(1, 6)]
        opened = {field: getattr(member, field) for field in FIELDS}
        fields = chance.sample(FIELDS, chance.randrange(1, 4))
        new: dict[str, Any] = {field: f"{name}-{number}-{field}" for field in fields}
        if chance.random() < 0.3:
            new["tags"] = (*member.tags, f"{name}-{number}")
        edit = update(member, msgspec.structs.replace(member, **new))
        knew = {field: opened[field] for field in fields}
        choice: Any = "ask"
        while True:
            try:
                saved = session.edit(edit, choice)
            except Conflicted as conflict:
                # Both values are on the screen now, and one key chooses.
                asked += 1
                choice = Settled(chance.choice(["mine", "theirs"]), conflict.conflicts)
                knew.update({one.key: one.theirs for one in conflict.conflicts})
                continue
            break
        if saved.entry is not None:
            saves.append({"entry": saved.entry, "member": member.id, "knew": knew})
    return {"saves": saves, "asked": asked}


def chaos(path: Path, seconds: float, seed: int) -> dict[str, Any]:
    """Four writers that are killed again and again, somebody who reads, and an import."""
    chance = random.Random(seed)
    heard: dict[int, bytes] = dict.fromkeys(range(1, 5), b"")
    running: dict[int, tuple[int, int, float]] = {}
    killed = 0

    def begin(own: int) -> None:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            try:
                write_until_killed(path, writer, aimed=False, seed=seed + killed, own=own)
            finally:
                os._exit(3)
        os.close(writer)
        running[own] = (child, reader, time.monotonic() + chance.uniform(0.05, 0.6))

    def end(own: int) -> None:
        child, reader, _ = running.pop(own)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            raise SystemExit("a writer ended by itself")
        while more := os.read(reader, 65536):
            heard[own] += more
        os.close(reader)

    beside = [_beside(lambda: read_on(path)), _beside(lambda: import_on(path))]
    until = time.monotonic() + seconds
    for own in heard:
        begin(own)
    while (now := time.monotonic()) < until:
        for own, (_, reader, due) in list(running.items()):
            if now >= due:
                end(own)
                killed += 1
                begin(own)
            elif select.select([reader], [], [], 0)[0]:
                # What is acknowledged is taken at once, or the pipe would fill.
                heard[own] += os.read(reader, 65536)
        select.select([], [], [], 0.005)
    for own in list(running):
        end(own)
    reads, bad, imports = (int(word) for one in beside for word in _ended(one).split())
    members = members_of(path)
    with tinydb.TinyDB(path, access_mode="r") as plain:
        topics = {topic.doc_id: topic["title"] for topic in plain.table("topics")}
    acknowledged = lost = 0
    for own, lines in heard.items():
        for line in lines.decode().splitlines():
            if len(line.split()) == 2:
                count, topic = map(int, line.split())
                acknowledged += 1
                lost += topics.get(topic) != f"T{own}.{count - 1}"
                lost += int(members[own]["phone"]) < count
    names = [member["name"] for member in members.values()]
    lost += sum(names.count(f"Imported {number}.9") != 1 for number in range(imports))
    return {
        "acknowledged": acknowledged, "lost": lost, "killed": killed, "reads": reads, "bad": bad,
        "imports": imports,
    }  # fmt: skip


def _beside(work: Any) -> tuple[int, int]:
    """Something that goes on in a process of its own until it is told to stop; its words."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        stopped: list[int] = []
        signal.signal(signal.SIGTERM, lambda *_: stopped.append(1))
        try:
            for said in work():
                if stopped:
                    os.write(writer, said.encode())
                    os._exit(0)
        finally:
            os._exit(3)
    os.close(writer)
    return child, reader


def _ended(one: tuple[int, int]) -> str:
    child, reader = one
    os.kill(child, signal.SIGTERM)
    said = os.read(reader, 1000).decode()
    os.waitpid(child, 0)
    os.close(reader)
    return f"{said} "


def read_on(path: Path) -> Iterator[str]:
    """Read as any program does; how many reads there were, and how many were bad."""
    reads = bad = 0
    while True:
        try:
            json.loads(path.read_bytes())["members"]["4"]["phone"]
        except (ValueError, KeyError, OSError):
            bad += 1
        reads += 1
        yield f"{reads} {bad}"


def import_on(path: Path) -> Iterator[str]:
    """Ten members in one edit, again and again; how many of these were acknowledged."""
    handle = Store(path, state=path.parent / "state")
    handle.load()
    done = 0
    while True:
        changes = [
            Change("members", -one, None, {"name": f"Imported {done}.{one}"}) for one in range(10)
        ]
        handle.write(Save(changes, by="import", at=AT, label="import"))
        done += 1
        yield f"{done}"
        time.sleep(0.2)


if __name__ == "__main__":
    what, file, *rest = sys.argv[1:]
    if what == "count":
        write_until_killed(Path(file), sys.stdout.fileno(), aimed=False, seed=1)
    if what == "kills":
        found: Any = kills(Path(file), int(rest[0]), int(rest[1]))
    elif what == "chaos":
        found = chaos(Path(file), float(rest[0]), int(rest[1]))
    else:
        found = {"edits": edits, "forms": forms}[what](Path(file), rest[0], int(rest[1]))
    sys.stdout.write(json.dumps(found))
