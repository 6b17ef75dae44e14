"""Meetings: who came, who spoke and what they said about it afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from membership import Membership
from tables import Document

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


class Book(Membership):
    """A community with its meetings; `manners` may differ from the usual ones."""

    def __init__(self, name: str, made_on: date) -> None:
        super().__init__(name, made_on)
        self.manners = dict(MANNERS)

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
                answers[str(number)] = {"rsvp": "no"}
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
