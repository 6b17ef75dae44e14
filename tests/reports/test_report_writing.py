"""Whatever people typed, a report shows just that, and no more happens."""

from __future__ import annotations

import html
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from told import SINCE, TODAY, session_on

from coptui.core.model.days import FIRST
from coptui.core.model.text import show
from coptui.core.model.typed_days import parse_since
from coptui.errors import UsageError
from coptui.reports.document import (
    Answered,
    Answers,
    Columns,
    DocumentSection,
    DocumentTable,
    Facts,
    Figure,
    Items,
    Paragraph,
    Quote,
    ReportDocument,
    SeenLine,
    Strip,
    Strips,
)
from coptui.reports.html import page
from coptui.reports.markdown import escape, markdown
from coptui.reports.meeting import brief_of, minutes_of
from coptui.reports.review import review
from coptui.reports.sponsor import sponsor

# What Markdown means something by, beside any other letter.
marks = st.text(
    alphabet=st.sampled_from("*_`~[]()<>!#+-=|\\&;:./1 9a\n\té\u202e\x1b שלום"), max_size=40
)
texts = st.one_of(marks, st.text(max_size=40))
HOSTILE = '*x* _y_ <script>alert(1)</script> "&amp;" | [a](b) \u202eabc\x1b[31m `c`\n# d שלום'
COMMON = MarkdownIt("gfm-like", {"linkify": False})


class Tags(HTMLParser):
    """The elements, attributes and texts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(text: str) -> Tags:
    found = Tags()
    found.feed(text)
    found.close()
    return found


def one_line(text: str) -> str:
    return " ".join(show(text).split())


@given(texts)
def test_escaped_markdown_is_just_these_letters(text: str) -> None:
    found = read(COMMON.render(escape(text)))
    assert set(found.tags) <= {"p"}
    assert one_line("".join(found.words)) == one_line(text)


@given(texts)
def test_in_a_list_or_a_cell_too(text: str) -> None:
    said = one_line(text)
    for block in (Items(("first", text, "after")), Facts((("name", text),))):
        found = read(COMMON.render(markdown(ReportDocument("t", "", (block,)))))
        assert set(found.tags) <= {"h1", "ul", "li", "strong"}
        assert said in one_line("".join(found.words))
    table = ReportDocument("t", "", (DocumentTable("c", ("a", "b"), ((text, "x"), ("y", text))),))
    found = read(COMMON.render(markdown(table)))
    assert found.tags.count("td") == 4
    assert set(found.tags) == {"h1", "table", "thead", "tbody", "tr", "th", "td"}


def everything(text: str) -> ReportDocument:
    """A document with this text in every place for one."""
    table = DocumentTable(text, (text, "n"), ((text, text),), frozenset({1}))
    blocks = (
        Paragraph(text), Paragraph(text, quiet=True), Items((text,)), Facts(((text, text),)),
        Quote(text, text), table,
        Figure(Columns((text,), (3,)), text, table, text),
        Figure(Strips((Strip(text, 1, text, 2, (0, 3)),), 4, (0, 4)), text, table),
        Answers((Answered(text, text, text, text, "worse", (SeenLine(text, text, text),)),)),
    )  # fmt: skip
    return ReportDocument(text, text, (DocumentSection(text, blocks),), text, (text,))


@given(texts)
def test_no_text_makes_an_element(text: str) -> None:
    # A line break makes a paragraph of its own, and an empty text none.
    line = one_line(text) or "plain"
    assert read(page(everything(line))).tags == read(page(everything("plain"))).tags


def test_a_hostile_text_stays_a_text() -> None:
    made = page(everything(HOSTILE))
    found = read(made)
    assert "script" not in found.tags
    assert not [name for name, _ in found.attributes if name.startswith("on")]
    for letter in ("\x1b", "\u202e", "\u2066"):
        assert letter not in made
        assert letter not in markdown(everything(HOSTILE))
    assert "<script>" not in COMMON.render(markdown(everything(HOSTILE)))
    assert "שלום" in html.unescape(made)


def test_hostile_names_in_a_community(tmp_path: Path) -> None:
    held = {
        str(n): {
            "title": HOSTILE, "starts_at": f"2026-{n:02}-10T18:00", "status": "held",
            "attendance_taken": True, "attendance": {"1": {"status": "attended"}}, "hosts": [1],
            "summary": HOSTILE, "topics": [1],
        }
        for n in (9, 10, 11)
    }  # fmt: skip
    tables = {
        "community": {"1": {"name": HOSTILE, "purpose": HOSTILE}},
        "members": {"1": {"name": HOSTILE, "consent": {"quotes": True}}},
        "topics": {"1": {"title": HOSTILE, "outcome": HOSTILE}},
        "events": held,
        "actions": {
            "1": {"text": HOSTILE, "owner": 1, "origin": {"kind": "event", "id": 11}, "due_on": "2026-12-01"}
        },
        "stories": {"1": {"on": "2026-10-01", "text": HOSTILE, "teller": 1, "consent": "public"}},
    }  # fmt: skip
    session = session_on(tables, tmp_path)
    event = session.community.events[11]
    papers = (
        review(session, SINCE),
        sponsor(session, SINCE),
        minutes_of(session.community, event, TODAY),
        brief_of(session.community, event, TODAY, session.settings),
    )
    for paper in papers:
        for text in (page(paper), COMMON.render(markdown(paper))):
            assert not {"script", "em", "code", "a"} & set(read(text).tags)
            assert "\x1b" not in text
            assert "\u202e" not in text


@pytest.mark.parametrize("make", [review, sponsor])
def test_an_empty_community_is_told_what_to_record(make, tmp_path: Path) -> None:
    session = session_on({"community": {"1": {"name": "Ours"}}}, tmp_path)
    document = make(session, SINCE)
    text = markdown(document)
    assert "Attendance: no events took place" in text
    assert "record members" in text
    assert " 0" not in text.replace(" 0 to 4", "")
    assert document.hints
    if make is review:
        assert "No checklist has been finished since Mon 24 Aug 2026." in text
        assert "coptui walk monthly-check" in document.hints[0]
    else:
        assert "No story may be shown in public yet." in text
    assert "<svg" not in page(document)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("90d", date(2026, 8, 24)), ("6w", date(2026, 10, 11)), ("3m", date(2026, 8, 22)),
        ("1Y", date(2025, 11, 22)), (" 2026-09-01 ", date(2026, 9, 1)), ("2026-11-22", TODAY), ("999y", FIRST),
    ],
)  # fmt: skip
def test_since_is_a_span_or_a_day(text: str, day: date) -> None:
    assert parse_since(text, TODAY) == day


@pytest.mark.parametrize(
    "text", ["", "soon", "-3d", "2026-11-23", "2026-13-01", "90", "0001-01-01"]
)
def test_since_is_nothing_else(text: str) -> None:
    with pytest.raises(UsageError):
        parse_since(text, TODAY)
