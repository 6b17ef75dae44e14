"""The tables of a coptui file while they are filled; names stand for records until they have ids.

Days are given as days before the day the sample is made for; a day to come is negative.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random
from typing import Any

from coptui.core.meetings.yearly import NAMES as QUESTIONS

Document = dict[str, Any]


class Tables:
    """Chance has a fixed seed, so the same description always gives the same file."""

    def __init__(self, name: str, made_on: date) -> None:
        self.name = name
        self.made_on = made_on
        self.chance = Random(name)
        self.tables: dict[str, dict[int, Document]] = {
            table: {}
            for table in (
                "community", "members", "topics", "events", "touches", "actions", "asks",
                "stories", "contributions", "library", "questions", "runs", "snapshots", "history",
            )
        }  # fmt: skip
        self.keys: dict[str, int] = {}
        self.names: dict[str, int] = {}

    def day(self, ago: int) -> str:
        return (self.made_on - timedelta(days=ago)).isoformat()

    def add(self, table: str, document: Document) -> int:
        number = len(self.tables[table]) + 1
        self.tables[table][number] = {
            key: value for key, value in document.items() if value not in (None, "", [], {}, ())
        }
        return number

    def who(self, name: str) -> int:
        """A member by their name or the first word of it."""
        return self.names[name]

    def whom(self, names: Iterable[str]) -> list[int]:
        return [self.who(name) for name in names]

    def owner(self, name: str) -> int | str:
        return self.names.get(name, name)

    def topic(self, key: str, title: str, kind: str, state: str, opened: int, **more: Any) -> None:
        if "proposer" in more:
            more["proposer"] = self.who(more["proposer"])
        for name in ("stewards", "interested"):
            if name in more:
                more[name] = self.whom(more[name])
        for name in ("touched_on", "closed_on"):
            if name in more:
                more[name] = self.day(more[name])
        document = {"title": title, "kind": kind, "state": state, "opened_on": self.day(opened)}
        self.keys[key] = self.add("topics", document | more)

    def touch_topics(self) -> None:
        """Topics were touched when they were last on the table, unless something says later."""
        for event in self.tables["events"].values():
            if event["status"] != "held":
                continue
            for number in event.get("topics", ()):
                topic = self.tables["topics"][number]
                if "closed_on" not in topic:
                    topic["touched_on"] = max(topic.get("touched_on", ""), event["starts_at"][:10])

    def touches(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """(days ago, by, names, channel, kind, text, more)"""
        for ago, by, names, channel, kind, text, *more in sorted(rows, key=lambda row: -row[0]):
            extra = dict(more[0]) if more else {}
            if "topic" in extra:
                extra["topic"] = self.keys[extra["topic"]]
            self.add("touches", {"on": self.day(ago), "by": self.who(by),
                                 "members": self.whom(names), "channel": channel, "kind": kind,
                                 "text": text} | extra)  # fmt: skip

    def actions(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """(days ago made, owner, text, due, done or None, names it is about, more)"""
        for made, owner, text, due, done, about, *more in sorted(rows, key=lambda row: -row[0]):
            extra = dict(more[0]) if more else {}
            if "event" in extra:
                series, place = extra.pop("event")
                extra["origin"] = {"kind": "event", "id": self.latest(series, place)}
            state = extra.pop("state", "open" if done is None else "done")
            self.add("actions", {"text": text, "owner": self.owner(owner),
                                 "due_on": self.day(due) if due is not None else None,
                                 "state": state} | extra | {"about": self.whom(about),
                                 "created_on": self.day(made),
                                 "done_on": self.day(done) if done is not None else None})  # fmt: skip

    def latest(self, series: str, place: int) -> int:
        """The id of an occasion of a series; place 0 is the latest held one."""
        held = [
            number
            for number, event in self.tables["events"].items()
            if event.get("series") == series and event["status"] == "held"
        ]
        return held[-1 - place]

    def asks(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """(days ago, asker, text, who answered, days to the first answer, days to solved, topic)"""
        for ago, asker, text, answered, first, solved, topic in sorted(rows, key=lambda r: -r[0]):
            self.add("asks", {
                "text": text, "asker": self.who(asker),
                "topic": self.keys[topic] if topic else None, "asked_on": self.day(ago),
                "answered_by": self.whom(answered),
                "first_answer_on": self.day(ago - first) if first is not None else None,
                "solved_on": self.day(ago - solved) if solved is not None else None,
            })  # fmt: skip

    def stories(self, rows: Iterable[Document]) -> None:
        """Fields of a story; `key` and `previous` chain them, `on` is in days ago."""
        keys: dict[str, int] = {}
        for given in sorted(rows, key=lambda row: -row["on"]):
            row = dict(given)
            key = row.pop("key", "")
            for name in ("on", "share_due", "follow_up_on"):
                if name in row:
                    row[name] = self.day(row[name])
            for name in ("teller", "confirmed_by"):
                if name in row:
                    row[name] = self.owner(row[name])
            if "topic" in row:
                row["topic"] = self.keys[row["topic"]]
            if "event" in row:
                row["event"] = self.latest(*row["event"])
            if "previous" in row:
                row["previous"] = keys[row["previous"]]
            number = self.add("stories", row)
            if key:
                keys[key] = number

    def contributions(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """(days ago, member, kind, topic key or "")"""
        for ago, name, kind, topic in sorted(rows, key=lambda row: -row[0]):
            self.add("contributions", {"on": self.day(ago), "member": self.who(name), "kind": kind,
                                       "topic": self.keys[topic] if topic else None})  # fmt: skip

    def library(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """(days ago added, title, kind, link, topic key or "", keeper, days ago looked at or None,
        uses as (days ago, who, what for))"""
        for ago, title, kind, link, topic, keeper, looked, *uses in rows:
            self.add("library", {
                "title": title, "kind": kind, "link": link,
                "topic": self.keys[topic] if topic else None, "keeper": self.owner(keeper) if keeper else None,
                "added_on": self.day(ago), "looked_on": self.day(looked) if looked is not None else None,
                "uses": [{"on": self.day(day), "by": self.who(who), "what": what} for day, who, what in uses],
            })  # fmt: skip

    def questions(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """(days ago asked, text, kind, season, topic key or "", who is curious)"""
        for ago, text, kind, season, topic, *curious in sorted(rows, key=lambda row: -row[0]):
            self.add("questions", {
                "text": text, "kind": kind, "curious": self.whom(curious), "season": season,
                "asked_on": self.day(ago), "topic": self.keys[topic] if topic else None,
            })  # fmt: skip

    def yearly(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """(years ago, "member" or "visitor", ten digits in the order of the questions, a note or nothing)"""
        self.tables["community"][1]["yearly"] = [
            {"year": self.made_on.year - ago, "source": source,
             "scores": dict(zip(QUESTIONS, map(int, digits), strict=True))}
            | ({"note": note[0]} if note else {})
            for ago, source, digits, *note in rows
        ]  # fmt: skip

    def document(self) -> dict[str, Any]:
        """The tables as TinyDB keeps them."""
        meta = {"schema": 1, "generation": 1, "sample_made_on": self.made_on.isoformat()}
        return {
            "meta": {"1": meta},
            **{
                name: {str(number): document for number, document in table.items()}
                for name, table in self.tables.items()
            },
        }
