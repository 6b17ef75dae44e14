"""Slips that ask how it was: eight on one page, without a name, in the community's own words."""

from __future__ import annotations

import re
from pathlib import Path

import pypdf
from test_report_in_browser import Page, chromium, in_browser

from coptui.core.model.community import Community
from coptui.core.model.records import Event, Profile, PulseWording
from coptui.reports.slips import A_PAGE, slip_text, slips_page

EVENT = Event(id=1, title="Winter <b>meeting</b>", starts_at="2026-12-04T18:00")
OURS = Community(
    profile=Profile(
        id=1, name="Circle", words=PulseWording(excitement="Did it spark?"),
        signs=("someone laughed", "x" * 300, "a long <script>alert(1)</script> sign", "we stayed on", "new voices"),
    ),
    events={1: EVENT},
)  # fmt: skip


def test_a_page_has_eight_slips_and_runs_nothing() -> None:
    page = slips_page(OURS, EVENT)
    read = Page(page)
    assert len(read.of("section")) == A_PAGE
    assert page.count("Did it spark?") == A_PAGE
    assert not read.of("script", "b", "link", "img")
    assert "0 1 2 3 4" in page


def test_a_confidential_event_goes_by_its_code() -> None:
    secret = Event(id=1, title="The Okafor case", confidential=True, code="case 15")
    for text in (slips_page(OURS, secret), slip_text(OURS, secret)):
        assert "Okafor" not in text
        assert "case 15" in text


def test_a_slip_in_plain_text_numbers_its_questions() -> None:
    text = slip_text(OURS, EVENT)
    assert re.findall(r"^(\d)\. ", text, re.MULTILINE) == [*"12345678"]


@in_browser
def test_it_prints_on_one_page(tmp_path: Path) -> None:
    (tmp_path / "slips.html").write_text(slips_page(OURS, EVENT), "utf-8")
    chromium(tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={tmp_path}/slips.pdf", f"file://{tmp_path}/slips.html")  # fmt: skip
    assert len(pypdf.PdfReader(tmp_path / "slips.pdf").pages) == 1
