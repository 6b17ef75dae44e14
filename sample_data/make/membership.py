"""Who is a member, and what they bring: from one line a person."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tables import Document, Tables


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


class Membership(Tables):
    """Tables with a membership list; `people` has the line of each member."""

    def __init__(self, name: str, made_on: date) -> None:
        super().__init__(name, made_on)
        self.people: dict[int, Person] = {}

    def member_list(self, people: Sequence[Person], domain: str, area: str) -> None:
        for person in people:
            number = len(self.people) + 1
            self.people[number] = person
            self.names[person.name] = number
            self.names.setdefault(person.name.split()[0], number)
            for alias in person.more.get("aliases", ()):
                self.names.setdefault(alias, number)
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
            more.setdefault("onboarding", {"welcome": person.joined - 1})
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


_LETTERS = str.maketrans({"ø": "o", "ł": "l", "ı": "i"})


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS)).lower()
    words = "".join(c if c.isascii() and c.isalpha() else " " for c in plain
                    if not unicodedata.combining(c)).split()  # fmt: skip
    return f"{words[0]}.{words[-1]}" if len(words) > 1 else "".join(words)
