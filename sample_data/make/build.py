"""From a described community to the tables of a coptui file: who came, when and to what.

Days are given as days before the day the sample is made for; a day to come is negative. Chance is
a generator with a fixed seed, so the same description always gives the same file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

Document = dict[str, Any]

# How likely someone is to come to a meeting of the whole community, and to speak when there.
MANNERS: Mapping[str, tuple[float, float]] = {
    "core": (0.88, 0.5),
    "active": (0.6, 0.06),
    "listener": (0.3, 0.0),
    "sometimes": (0.15, 0.03),
    "rare": (0.05, 0.0),
    "new": (0.6, 0.1),
    "gone": (0.55, 0.1),
    "guest": (0.0, 0.0),
}


@dataclass(frozen=True)
class Person:
    """One line of a membership list; `until` is the day from which they no longer came."""

    name: str
    pronouns: str
    organisation: str
    unit: str
    location: str
    manner: str
    joined: int | None
    until: int | None = None
    groups: tuple[str, ...] = ()
    more: Document = field(default_factory=dict)


@dataclass(frozen=True)
class Series:
    """A series: its latest occasion was `last` days ago, one every `every` days before that."""

    name: str
    title: str
    every: int
    last: int
    oldest: int
    starts: str
    ends: str
    fields: Document
    formats: Sequence[str]
    group: str = ""
    cancelled: Mapping[int, str] = field(default_factory=dict)
    moved: Mapping[int, int] = field(default_factory=dict)
    moods: Mapping[int, str] = field(default_factory=dict)


class Book:
    """The tables while they are filled; names stand for records until they have ids."""

    def __init__(self, name: str, made_on: date) -> None:
        self.name = name
        self.made_on = made_on
        self.chance = Random(name)
        self.manners = dict(MANNERS)
        self.tables: dict[str, dict[int, Document]] = {
            table: {}
            for table in (
                "community", "members", "topics", "events", "touches", "actions", "asks",
                "stories", "contributions", "runs", "snapshots", "history",
            )
        }  # fmt: skip
        self.people: dict[int, Person] = {}
        self.keys: dict[str, int] = {}
        self._names: dict[str, int] = {}

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
        return self._names[name]

    def whom(self, names: Iterable[str]) -> list[int]:
        return [self.who(name) for name in names]

    def owner(self, name: str) -> int | str:
        return self._names.get(name, name)

    # People

    def member_list(self, people: Sequence[Person], domain: str, area: str) -> None:
        for person in people:
            number = len(self.people) + 1
            self.people[number] = person
            self._names[person.name] = number
            self._names.setdefault(person.name.split()[0], number)
            for alias in person.more.get("aliases", ()):
                self._names.setdefault(alias, number)
        for number, person in self.people.items():
            self.add("members", self._member(number, person, domain, area))

    def _member(self, number: int, person: Person, domain: str, area: str) -> Document:
        more = dict(person.more)
        latin = next((a for a in more.get("aliases", ()) if a.isascii()), person.name)
        if not _slug(person.name):
            more.setdefault("sort_name", ", ".join(reversed(latin.rsplit(" ", 1))))
        slug = _slug(person.name) or _slug(latin)
        status = more.pop("status", "active")
        document: Document = {"name": person.name, "pronouns": person.pronouns}
        document["sort_name"] = more.pop("sort_name", "")
        if status != "guest" and more.pop("mail", True):
            document["emails"] = [f"{slug}@{domain}"]
        chatty = self.chance.random() < 0.55 and person.manner != "guest"
        if more.pop("chat", chatty):
            document["handles"] = {"chat": slug.split(".")[0] + str(number)}
        if self.chance.random() < 0.3:
            document["phone"] = f"+1 {area} 555 01{number % 100:02d}"
        document |= {
            "organisation": person.organisation,
            "unit": person.unit,
            "location": person.location,
            "status": status,
            "joined_on": self.day(person.joined) if person.joined is not None else None,
        }
        for key in ("introduced_by", "buddy"):
            if key in more:
                more[key] = self.who(more[key])
        if "knows" in more:
            more["knows"] = self.whom(more["knows"])
        for key in ("paused_on", "paused_until", "left_on", "verified_on"):
            if key in more:
                more[key] = self.day(more[key])
        if person.joined and person.joined < 320 and person.manner in ("active", "listener"):
            steps = {"welcome": 1, "first event": 12, "knows one person": 13, "next step": 20}
            kept = list(steps)[: self.chance.choice((2, 4, 4, 4))]
            more.setdefault("onboarding", {step: person.joined - steps[step] for step in kept})
        if "onboarding" in more:
            more["onboarding"] = {step: self.day(ago) for step, ago in more["onboarding"].items()}
        if override := more.get("level_override"):
            more["level_override"] = override | {"until": self.day(override["until"])}
        if "notes" in more:
            more["notes"] = [
                {"on": self.day(ago), "by": by, "text": text} for ago, by, text in more["notes"]
            ]
        if "roles" in more:
            more["roles"] = [
                {"role": role, "since": self.day(since)}
                | ({"until": self.day(until[0])} if until else {})
                for role, since, *until in more["roles"]
            ]
        if status == "active" and self.chance.random() < 0.6:
            more.setdefault("verified_on", self.day(self.chance.randrange(20, 320)))
            if person.joined is not None:
                more["verified_on"] = max(more["verified_on"], self.day(person.joined))
        return document | more

    def sprinkle(self, field_: str, pool: Sequence[str], likely: float, most: int) -> None:
        """Give some of those who have none a few entries of a pool."""
        for number, document in self.tables["members"].items():
            if document.get(field_) or self.people[number].manner in ("rare", "guest"):
                continue
            if self.chance.random() < likely:
                document[field_] = self.chance.sample(pool, self.chance.randint(1, most))

    def say_how_found(self, pool: Sequence[str], likely: float) -> None:
        """How some of those who do not say it yet found us."""
        for number, document in self.tables["members"].items():
            if self.people[number].manner != "guest" and self.chance.random() < likely:
                document.setdefault("found_us", self.chance.choice(pool))

    def acquaint(self, likely: float) -> None:
        """People of one place of work or one group often know each other."""
        for number, person in self.people.items():
            document = self.tables["members"][number]
            if person.manner in ("new", "guest") or "knows" in document:
                continue
            near = [
                other
                for other, they in self.people.items()
                if other != number
                and they.manner not in ("new", "guest", "rare")
                and (
                    they.organisation == person.organisation
                    or set(they.groups) & set(person.groups)
                )
            ]
            known = [other for other in near if self.chance.random() < likely][:4]
            if known:
                document["knows"] = known

    # Topics

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

    # Events

    def series(self, series: Series, table: Mapping[int, Document], usual: Sequence[str]) -> None:
        """Held and cancelled occasions, the earliest first; `table` says more on some of them.

        `table` is by place, 0 the latest. `usual` are topic keys from which chance takes those
        that were open at the time, where `table` names none.
        """
        places = range((series.oldest - series.last) // series.every + 1)
        for place in reversed(places):
            ago = series.last + place * series.every + series.moved.get(place, 0)
            if any(
                pause["from"] <= self.day(ago) <= pause["to"]
                for pause in self.tables["community"][1].get("breaks", ())
            ):
                continue
            given = dict(table.get(place, {}))
            topics = given.pop("topics", None)
            if topics is None:
                topics = self._alive(usual, ago)
            document = {
                "title": given.pop("title", series.title),
                "starts_at": f"{self.day(ago)}T{series.starts}",
                "ends_at": f"{self.day(ago)}T{series.ends}",
                "series": series.name,
                **series.fields,
                "format": given.pop("format", series.formats[place % len(series.formats)]),
                "mood": given.pop("mood", series.moods.get(place, "familiar")),
                "topics": [self.keys[key] for key in topics],
            }
            if place in series.cancelled:
                document |= {"status": "cancelled", "summary": series.cancelled[place]}
                document.pop("mood")
                self.add("events", document)
                continue
            self.held(document, ago, given, group=series.group)

    def _alive(self, usual: Sequence[str], ago: int) -> list[str]:
        on = self.day(ago)
        open_ = [
            key
            for key in usual
            if (topic := self.tables["topics"][self.keys[key]])["opened_on"] <= on
            and on <= topic.get("closed_on", "9999")
        ]
        return self.chance.sample(open_, min(len(open_), self.chance.choice((1, 1, 2))))

    def held(self, document: Document, ago: int, given: Document, *, group: str = "") -> int:
        """An occasion that took place, with who came.

        `marks` says it of some by name, `crowd` and `voice` how likely the others were to come
        and to speak, against their manner.
        """
        marks: Mapping[str, str] = given.pop("marks", {})
        voice: float = given.pop("voice", 1.0)
        crowd: float = given.pop("crowd", 1.0)
        hosts = self.whom(given.pop("hosts", ()))
        speakers = self.whom(given.pop("speakers", ()))
        notes: int | None = given.pop("notes_after", None)
        if notes is not None:
            document["notes_on"] = self.day(ago - notes)
        attendance = self._attendance(ago, marks, crowd, voice, group, (*hosts, *speakers))
        return self.add(
            "events",
            document
            | {"status": "held", "hosts": hosts, "speakers": speakers, "attendance_taken": True}
            | given
            | {"attendance": attendance},
        )

    def _attendance(
        self, ago: int, marks: Mapping[str, str], crowd: float, voice: float, group: str,
        sure: Sequence[int],
    ) -> Document:  # fmt: skip
        given = {self.who(name): mark for name, mark in marks.items()}
        out: Document = {}
        for number, person in self.people.items():
            likely, speaks = self.manners[person.manner]
            roll, word, answer = (self.chance.random() for _ in range(3))
            if group:
                likely = min(likely + 0.1, 0.9) if group in person.groups else 0.02
            joined = 10_000 if person.joined is None else person.joined
            here = ago <= joined and (person.until is None or ago > person.until)
            document = self.tables["members"][number]
            if (since := document.get("paused_on")) and self.day(ago) >= since:
                here = False
            mark = given.get(number)
            if mark is None:
                if not here:
                    continue
                if number in sure:
                    mark = "s"
                elif roll < likely * crowd:
                    mark = "s" if word < speaks * voice else "x" if answer > 0.07 else "l"
                elif person.manner in ("core", "active") and answer < 0.35:
                    mark = "e"
                elif answer < 0.05 and not group:
                    mark = "n"
                else:
                    continue
            if mark == "-":
                continue
            out[str(number)] = _entry(mark, answer)
        return out

    def explain_absences(self, series: str, missed: Sequence[str]) -> None:
        """People who came regularly and then stayed away said why, but for those we miss."""
        silent = set(self.whom(missed))
        held = [
            event
            for event in self.tables["events"].values()
            if event.get("series") == series and event["status"] == "held"
        ]
        for at in range(3, len(held)):
            before, last = held[max(0, at - 6) : at], held[at : at + 3]
            for number in self.people:
                key = str(number)
                came = sum(_there(event, key) for event in before)
                away = not any(
                    _there(event, key)
                    or event["attendance"].get(key, {}).get("status") == "excused"
                    for event in last
                )
                if came >= 2 and away and number not in silent and len(last) == 3:
                    event = self.chance.choice(last)
                    event["attendance"][key] = {"rsvp": "no", "status": "excused"}

    def upcoming(self, document: Document, ahead: int, starts: str, ends: str, yes: float) -> None:
        """An event to come, with answers to the invitation; "" in `rsvp`: this one gave none."""
        day = self.day(-ahead)
        fixed: Mapping[str, str] = document.pop("rsvp", {})
        group = document.pop("group", "")
        answers = {str(self.who(name)): {"rsvp": said} for name, said in fixed.items() if said}
        silent = {str(self.who(name)) for name, said in fixed.items() if not said}
        for number, person in self.people.items():
            likely = self.manners[person.manner][0]
            roll = self.chance.random()
            if (
                str(number) in answers.keys() | silent
                or person.until is not None
                or person.joined is None
            ):
                continue
            if group and group not in person.groups:
                continue
            if "paused_on" in self.tables["members"][number]:
                continue
            if roll < likely * yes:
                answers[str(number)] = {"rsvp": "yes"}
            elif roll > 0.93:
                answers[str(number)] = {"rsvp": "maybe" if roll < 0.965 else "no"}
        for name in ("hosts", "speakers"):
            document[name] = self.whom(document.get(name, ()))
        document["topics"] = [self.keys[key] for key in document.get("topics", ())]
        times = {"starts_at": f"{day}T{starts}", "ends_at": f"{day}T{ends}"}
        self.add("events", {"title": document.pop("title"), **times, **document}
                 | {"attendance": dict(sorted(answers.items(), key=lambda pair: int(pair[0])))})  # fmt: skip

    def pulses(
        self, series: str, latest: int, means: Mapping[str, Sequence[float]], drift: float,
        signs: Sequence[str], notes: Mapping[int, Sequence[str]],
    ) -> None:  # fmt: skip
        """Anonymous ratings of the latest occasions; `means` by rater, `drift` a step back."""
        held = [
            event
            for event in self.tables["events"].values()
            if event.get("series") == series and event["status"] == "held"
        ]
        for place, event in enumerate(reversed(held[-latest:])):
            entries = []
            raters = ["coordinator", *["member"] * self.chance.randint(3, 6)]
            raters += ["visitor"] * min(len(event.get("outside_guests", ())), 3)
            words = list(notes.get(place, ()))
            for rater in raters:
                entry: Document = {"source": rater}
                values = zip(("excitement", "relevance", "value"), means[rater], strict=True)
                for name, mean in values:
                    up = 0.7 if event.get("mood") == "exciting" and name == "excitement" else 0
                    entry[name] = self._score(mean - drift * place + up)
                if rater != "visitor":
                    entry["signs"] = {sign: self._score(means[rater][2] - 0.1) for sign in signs}
                if rater == "member" and words:
                    entry["note"] = words.pop(0)
                entries.append(entry)
            event["pulse"] = entries

    def _score(self, mean: float) -> int:
        return max(0, min(4, round(self.chance.gauss(mean, 0.55))))

    # The rest

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


def _entry(mark: str, chance: float) -> Document:
    match mark:
        case "s":
            entry: Document = {"status": "attended", "spoke": True}
        case "x":
            entry = {"status": "attended"}
        case "l":
            entry = {"status": "late"}
        case "e":
            return {"rsvp": "no", "status": "excused"}
        case "a":
            return {"status": "absent"}
        case _:
            return {"rsvp": "yes", "status": "no-show"}
    return {"rsvp": "yes"} | entry if chance < 0.55 else entry


def _there(event: Document, key: str) -> bool:
    return event["attendance"].get(key, {}).get("status") in ("attended", "late")


_LETTERS = str.maketrans({"ø": "o", "ł": "l", "ı": "i"})


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS)).lower()
    words = "".join(c if c.isascii() and c.isalpha() else " " for c in plain
                    if not unicodedata.combining(c)).split()  # fmt: skip
    return f"{words[0]}.{words[-1]}" if len(words) > 1 else "".join(words)
