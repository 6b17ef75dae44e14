"""A store without a disk, for tests: the same text, the same merge, the same ids."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from coptui.core.forgetting.documents import StoredDocument
from coptui.core.forgetting.plan import Plan, documents_of, plan
from coptui.core.forgetting.request import Erasure, InQuestion, Request, Undone
from coptui.core.model.changes import Save
from coptui.core.model.fault import Fault
from coptui.core.model.references import free_id
from coptui.core.model.sentences import NAME_TWICE
from coptui.store.layout import duplicates, layout_of
from coptui.store.protocol import Loaded, Saved, Told, refuse_if, silent
from coptui.store.version import advance, read
from coptui.whereabouts import of_file


class MemoryStore:
    """Keeps a file's bytes in `data`; a test may put others there, as another process would."""

    def __init__(
        self, tables: Mapping[str, Any] | bytes | None = None, *, read_only: str = ""
    ) -> None:
        self.whereabouts = of_file(Path("memory.json"))
        self.read_only = read_only
        self.login = ""
        self.ahead = 0.0
        self.waits: Told = silent
        self.writes = 0
        self.backups: list[tuple[str, bytes]] = []
        if tables is None:
            tables = {"meta": {"1": {"schema": 1}}, "community": {"1": {"name": "Community"}}}
        self.data = tables if isinstance(tables, bytes) else layout_of(tables).text()
        self._seen: bytes | None = None
        self._version = read(self.data, self.whereabouts.shown)

    def load(self) -> Loaded:
        """As `Store.load`."""
        if self._seen is not self.data:
            self._version = read(self.data, self.whereabouts.shown)
            self._seen = self.data
        version = self._version
        return Loaded(version.community, lambda: version.faults, version.generation, version.uid)

    def write(self, save: Save) -> Saved:
        """As `Store.write`."""
        refuse_if(self.read_only, self.whereabouts.shown)
        foreign = self.changed_on_disk()
        self.load()
        step = advance(self._version, save)
        if step is None:
            return Saved(self._version.community, (), None, foreign)
        self.backups.append((save.occasion, self.data))
        self._version = step.version
        self.data = self._seen = step.version.layout.text()
        self.writes += 1
        return Saved(step.version.community, step.changes, step.entry, foreign)

    def tables(self) -> dict[str, Any]:
        """As `Store.tables`."""
        tables: dict[str, Any] = json.loads(self.data)
        return tables

    def check(self) -> tuple[Fault, ...]:
        """As `Store.check`."""
        return self.load().faults + tuple(
            Fault(table, key or None, field, NAME_TWICE)
            for table, key, field in duplicates(self.data)
        )

    def erase(
        self,
        request: Request,
        others: Sequence[StoredDocument],
        beside: Callable[[Plan], Sequence[Undone]],
    ) -> Erasure:
        """As `Store.erase`."""
        refuse_if(self.read_only, self.whereabouts.shown)
        plan = self.survey(request, others)
        if plan.open:
            raise InQuestion(tuple(plan.open))
        text = layout_of(plan.tables(json.loads(self.data), mark=True)).text()
        read(text, self.whereabouts.shown)
        self.backups = [
            (reason, layout_of(plan.tables(json.loads(data))).text())
            for reason, data in self.backups
        ]
        self.data = text
        return Erasure(plan.person, len(self.backups), 0, tuple(beside(plan)))

    def survey(self, request: Request, others: Sequence[StoredDocument]) -> Plan:
        """As `Store.survey`."""
        files = [json.loads(data) for data in (self.data, *(data for _, data in self.backups))]
        living = [int(key) for key in files[0].get("members", {}) if key.isdecimal()]
        someone = max(free_id(tables, "members") for tables in files)
        documents = [*documents_of(*files), *others]
        made = plan(documents, living, request, someone)
        made.look(documents)
        return made

    def changed_on_disk(self) -> bool:
        return self._seen is not self.data

    def watch(self) -> None:
        """As the protocol has it."""

    def let_go(self) -> None:
        """As the protocol has it."""

    def leave_in_file(self) -> None:
        """As the protocol has it."""

    def close(self) -> None:
        self._seen = None
