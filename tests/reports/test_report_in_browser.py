"""The HTML as a browser sees it: what it prints, what it fetches, and who can read it."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest
from told import SINCE, TODAY, session_at, session_on

from coptui.reports.document import DocumentSection, Paragraph, ReportDocument
from coptui.reports.html import page
from coptui.reports.meeting import choose_event, minutes_of
from coptui.reports.review import review
from coptui.reports.sponsor import sponsor
from coptui.samples import SAMPLES, copy_sample

CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
in_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt install chromium")


def papers(name: str, folder: Path) -> dict[str, ReportDocument]:
    if name == "empty":
        session = session_on({"community": {"1": {"name": "Ours"}}}, folder)
        return {"review": review(session, SINCE), "sponsor": sponsor(session, SINCE)}
    session = session_at(copy_sample(name, folder, TODAY))
    event = choose_event(session.community, "", TODAY, before=False)
    return {
        "review": review(session, SINCE),
        "sponsor": sponsor(session, SINCE),
        "minutes": minutes_of(session.community, event, TODAY),
    }


def chromium(folder: Path, *arguments: str) -> str:
    """Run it with a profile of its own; what it says on stdout."""
    assert CHROMIUM is not None
    done = subprocess.run(
        [
            CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-dev-shm-usage", "--disable-background-networking",
            f"--user-data-dir={folder / 'profile'}", *arguments,
        ],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return done.stdout


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def of(self, *tags: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.elements if tag in tags]


@pytest.mark.parametrize("name", [*sorted(SAMPLES), "empty"])
def test_a_page_brings_everything_and_is_in_order(name: str, tmp_path: Path) -> None:
    for document in papers(name, tmp_path).values():
        text = page(document)
        found = Page(text)
        assert not found.of("script", "link", "img", "iframe", "object", "embed", "base", "form")
        for _, attributes in found.elements:
            assert not {"src", "href", "srcset", "style"} & set(attributes)
            assert not [name for name in attributes if name.startswith("on")]
        (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
        assert "url(" not in style
        assert "@import" not in style
        assert found.of("html") == [{"lang": "en"}]
        assert len(found.of("main")) == len(found.of("title", "h1")) - 1 - len(found.of("svg")) == 1
        heads = [int(tag[1]) for tag, _ in found.elements if re.fullmatch("h[1-6]", tag)]
        assert heads[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(heads))
        assert all(cell.get("scope") in ("row", "col") for cell in found.of("th"))
        ids = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
        assert len(set(ids)) == len(ids)
        for svg in found.of("svg"):
            assert svg["role"] == "img"
            assert set(svg["aria-labelledby"].split()) <= set(ids)
        assert len(found.of("svg")) == len(found.of("figcaption")) == len(found.of("details"))


def two_walks() -> ReportDocument:
    """A review of two walks, each with its follow-ups, and of two of one name."""
    walk = (DocumentSection("Follow-ups", (Paragraph("none"),)),)
    return ReportDocument(
        "Ours: review",
        "",
        tuple(
            DocumentSection(title, walk)
            for title in ("Monthly check", "After an event", "After an event")
        ),
        "",
    )


def test_a_screen_reader_never_lists_two_parts_of_one_name() -> None:
    text = page(two_walks())
    names = dict(re.findall(r'<h[1-6] id="([^"]+)">(.*?)</h', text))
    named = [names[each["aria-labelledby"]] for each in Page(text).of("section") if each]
    assert named == ["Monthly check", "After an event"]


@in_browser
@pytest.mark.skipif(find_spec("axe_core_python") is None, reason="axe-core-python is not installed")
def test_axe_finds_nothing_in_a_review_of_two_walks(tmp_path: Path) -> None:
    assert looked_through(page(two_walks()), "light", tmp_path)["violations"] == []


@in_browser
@pytest.mark.parametrize("name", [*sorted(SAMPLES), "empty"])
def test_it_prints_on_few_pages(name: str, tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    for kind, document in papers(name, tmp_path).items():
        source, pdf = tmp_path / f"{kind}.html", tmp_path / f"{kind}.pdf"
        source.write_text(page(document), "utf-8")
        chromium(tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={pdf}", source.as_uri())
        sheets = pypdf.PdfReader(pdf).pages
        assert 1 <= len(sheets) <= (3 if kind == "review" else 1), kind
        assert sheets[0].mediabox.width == pytest.approx(595, abs=2)
        assert document.title in sheets[0].extract_text()


@in_browser
@pytest.mark.skipif(find_spec("axe_core_python") is None, reason="axe-core-python is not installed")
@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        ("circuit-designers", "light"),
        ("help-line", "dark"),
        ("empty", "light"),
        pytest.param("circuit-designers", "dark", marks=pytest.mark.long),
        pytest.param("help-line", "light", marks=pytest.mark.long),
        pytest.param("empty", "dark", marks=pytest.mark.long),
    ],
)
def test_axe_finds_nothing_and_nothing_is_fetched(name: str, scheme: str, tmp_path: Path) -> None:
    for kind, document in papers(name, tmp_path).items():
        found = looked_through(page(document), scheme, tmp_path)
        assert found["dark"] is (scheme == "dark")
        assert found["fetched"] == []
        assert found["violations"] == [], kind
        assert "color-contrast" in found["passes"]


@in_browser
@pytest.mark.skipif(find_spec("axe_core_python") is None, reason="axe-core-python is not installed")
def test_axe_would_find_a_pale_text(tmp_path: Path) -> None:
    text = page(ReportDocument("Ours", "", (), "pale")).replace(
        "--quiet: #565f66", "--quiet: #c0c4c8"
    )
    found = looked_through(text, "light", tmp_path)
    assert [one["id"] for one in found["violations"]] == ["color-contrast"]


def looked_through(text: str, scheme: str, folder: Path) -> dict:
    """What axe-core says of a copy of the page in which scripts may run and all is unfolded."""
    spec = find_spec("axe_core_python")
    assert spec is not None
    assert spec.origin is not None
    axe = (Path(spec.origin).parent / "axe.min.js").read_text("utf-8")
    look = """
      axe.run(document, {rules: {}, reporter: 'v2'}).then(found => {
        const said = document.createElement('pre');
        said.id = 'axe';
        said.textContent = JSON.stringify({
          dark: matchMedia('(prefers-color-scheme: dark)').matches,
          fetched: performance.getEntriesByType('resource').map(one => one.name),
          passes: found.passes.map(one => one.id),
          violations: found.violations.map(one => ({id: one.id, help: one.help,
            where: one.nodes.map(node => node.html)})),
        });
        document.body.append(said);
      });
    """
    copy = re.sub(r"<meta http-equiv[^>]*>", "", text).replace("<details>", "<details open>")
    copy = copy.replace("</body>", f"<script>{axe}</script><script>{look}</script></body>")
    source = folder / "looked-through.html"
    source.write_text(copy, "utf-8")
    # Blink's name for it: 0 is dark, 1 is light.
    setting = f"--blink-settings=preferredColorScheme={int(scheme == 'light')}"
    seen = chromium(folder, setting, "--virtual-time-budget=20000", "--dump-dom", source.as_uri())
    match = re.search(r'<pre id="axe">(.*?)</pre>', seen, re.DOTALL)
    assert match is not None, "axe-core did not come to an end"
    return json.loads(html.unescape(match[1]))
