"""Posts of a forum, a chat or a mailing list become contributions of those who wrote them."""

from __future__ import annotations

from collections import Counter
from datetime import date

from msgspec.structs import replace

from coptui.core.model.records import Contribution, day_of
from coptui.core.model.text import clean
from coptui.exchange.planning.as_stored import LINE
from coptui.exchange.planning.gathering import Gathering
from coptui.exchange.planning.listed import take_people
from coptui.exchange.planning.planned import (
    OPEN,
    PlannedPerson,
)
from coptui.exchange.tables.found import Found, FoundPost
from coptui.language import tr


def take_posts(gathering: Gathering, content: Found, rows: list[PlannedPerson]) -> int:
    """Turn posts into contributions of their authors; return how many are new.

    A post is known by its link or id, or without one by how many of its kind the author wrote that
    day.
    """
    seen: dict[str, PlannedPerson] = {}
    known = Counter(
        (gift.member, str(gift.on), gift.kind, gift.link)
        for gift in gathering.community.contributions.values()
    )
    for post in content.posts:
        key = gathering.who(post.author)
        if key not in seen:
            row = gathering.settle(post.author)
            seen[key] = replace(row, line=row.line or post.line)
            rows.append(seen[key])
        day = _day_of(post)
        member = gathering.take(seen[key], post.author, day, guest=True) if day else None
        if member is None or day is None:
            continue
        kind = "answered" if post.is_reply else "posted"
        link = clean(post.url or post.key, LINE)
        mark = (member, day.isoformat(), kind, link)
        if known[mark] > 0:
            # A link is that of one post; posts without one are counted.
            known[mark] -= 0 if link else 1
            continue
        if link:
            known[mark] += 1
        gathering.gifts.append(
            Contribution(
                on=day, member=member, kind=kind, link=link, source=gathering.source_of(post.line)
            )
        )
    return len(gathering.gifts)


def who_only_reads(gathering: Gathering, content: Found, wrote: set[str]) -> list[PlannedPerson]:
    """Complete the records of members who are listed in an archive but wrote nothing.

    No one is asked about the others; they are imported only with everyone else who is unknown.
    """
    rows = [
        row
        for row in take_people(gathering, content.people, own=False)
        if row.who not in wrote or row.state == "new"
    ]  # fmt: skip
    return [
        replace(row, state="skipped", why=tr("wrote nothing, so you needn't say who this is"))
        if row.state in OPEN
        else row
        for row in rows
    ]


def _day_of(post: FoundPost) -> date | None:
    try:
        return day_of(post.on)
    except ValueError:
        return None
