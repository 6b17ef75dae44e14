"""A community in which every text of every field is hostile: what leaves it harms no one who opens it."""

from __future__ import annotations

import csv
import io
import json
import sys
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest

sys.path += [str(Path(__file__).resolve().parents[1] / folder) for folder in ("tui", "fields")]
from a_full_community import TABLES
from hostile import RAW, filled_with, places_in

from coptui.core.letters.recipients import is_address
from coptui.core.lists.columns import USUAL
from coptui.core.lists.listing import Listing
from coptui.core.model.community import Community
from coptui.exchange.writers.lists import listed, to_paste
from coptui.exports import BY_ID, EXPORTS, ExportChoices
from coptui.store.layout import parse
from coptui.store.reading import community_of

TODAY = date(2026, 11, 22)
SIGNS = ("=1", "+1", "-1", "@SUM(1)", "|cmd", "＝1", "＋1", "－1", "＠1", "%0A=1", "%0d1")
UNSEEN = ("", " ", '"', "'", "\u00a0", "\u200b", "\u202e", "\ufeff", "\u2060", "\xad")
TEXTS = (
    *(before + SIGNS[number % len(SIGNS)] for number, before in enumerate(UNSEEN * len(SIGNS))),
    "\t=1", "\r=1", "a;=1", "a; @b", "a;\"=1", "a\n=1", "a\u2028=1", "a\r\nEND:VEVENT\r\nBEGIN:VEVENT",
    "a\nATTENDEE:mailto:e@evil.org", "javascript:alert(1)", "JavaScript:alert.x/", "file:///etc/passwd",
    "search-ms:a", "a@b.org, e@evil.org", "a@b.org;e@evil.org", "a?bcc=e@evil.org", "a%2Ce@evil.org",
    '"a" <a@b.org>, e@evil.org', "\x1b[2J", "\x9b2J", "a\x85b",
)  # fmt: skip
PLACES = places_in(TABLES)
EVERYTHING = ExportChoices(
    more=True, notes=True, attendees=True, repeat=True, follow_ups=True, private=True
)
CHOICES = (
    ExportChoices(),
    EVERYTHING,
    ExportChoices(minutes=True, card="4.0", between=";", bom=True),
)
NOT_CELLS = "'\"" + "".join(UNSEEN)


@pytest.fixture(params=range(0, len(TEXTS), 5), scope="module")
def community(request: pytest.FixtureRequest) -> Community:
    tables = filled_with(TEXTS, request.param, deepcopy(TABLES), PLACES)
    tables["events"]["8"]["url"] = TEXTS[request.param]
    return community_of(parse(json.dumps(tables).encode(), "circle.json"))[0]


def lines_of(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def check_sheet(text: str, marks: str = ",;") -> None:
    """No cell is a formula, whichever mark a spreadsheet takes for the end of a cell."""
    for mark in marks:
        for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=mark):
            for cell in row:
                begins = cell.lstrip(NOT_CELLS + "\t\r\n").casefold()
                harmful = begins.startswith((*"=+-@|＝＋－＠", "%0a", "%0d", "%09"))
                assert not harmful or cell.startswith("'"), (mark, cell)


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.id)
def test_no_export_runs_hides_or_adds_anything(export: Any, community: Community) -> None:
    for choices in CHOICES:
        text = export.make(community, TODAY, choices).text
        # A coptui file holds what was recorded, and is made safe when it is shown.
        if export.id != "json":
            assert not RAW.search(text.replace("\r\n", "").replace("\n", "")), export.id
        if export.file.endswith(".csv"):
            check_sheet(text)


def test_no_list_or_what_is_pasted_of_it_is_a_formula(community: Community) -> None:
    for table in USUAL:
        listing, ids = Listing(table=table), [*community.table(table)]
        check_sheet(listed(community, listing, ids, TODAY).text)
        check_sheet(to_paste(community, listing, ids, TODAY), "\t")


def test_each_address_is_one_address(community: Community) -> None:
    text = BY_ID["addresses"].make(community, TODAY, ExportChoices()).text
    assert all(map(is_address, filter(None, text.strip().split(", "))))
    for line in lines_of(BY_ID["ics"].make(community, TODAY, EVERYTHING).text):
        if line.startswith("ATTENDEE"):
            assert is_address(line.rpartition("mailto:")[2])


def test_a_calendar_has_our_events_alone_and_its_links_run_nothing(community: Community) -> None:
    written = BY_ID["ics"].make(community, TODAY, EVERYTHING)
    found = icalendar.Calendar.from_ical(written.text).walk("VEVENT")
    assert len(found) == written.records
    for event in found:
        scheme, colon, _ = str(event.get("URL", "")).casefold().partition(":")
        assert not colon or scheme in ("http", "https", "mailto") or "/" in scheme


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_cards_hold_our_people_and_lines_alone(version: Any, community: Community) -> None:
    written = BY_ID["vcf"].make(community, TODAY, ExportChoices(card=version, notes=True))
    names = [line.partition(":")[0].partition(";")[0] for line in lines_of(written.text) if line]
    assert names.count("BEGIN") == names.count("END") == names.count("FN") == written.records
    assert {*names} <= {
        "BEGIN", "VERSION", "UID", "FN", "N", "EMAIL", "TEL", "ORG", "CATEGORIES", "X-COPTUI-JOINED", "NOTE", "END",
    }  # fmt: skip


def test_links_that_lead_somewhere_stay_in_a_calendar() -> None:
    for url in ("https://example.org/a?b=1", "example.org/room", "mailto:a@b.org", "tel:+49301"):
        tables = {"events": {"1": {"title": "Call", "starts_at": "2026-12-01", "url": url}}}
        community = community_of(parse(json.dumps(tables).encode(), "circle.json"))[0]
        assert f"URL:{url}" in BY_ID["ics"].make(community, TODAY, ExportChoices()).text
