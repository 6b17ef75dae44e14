"""Slips on which those who came say how it was, without a name: eight on a page, or as plain text."""

from __future__ import annotations

import html
from collections.abc import Sequence

from coptui.core.meetings.rating import IN_A_FEW_WORDS, SCALE, questions, scale_in_words
from coptui.core.meetings.yearly import yearly_questions
from coptui.core.model.community import Community
from coptui.core.model.labels import label_of
from coptui.core.model.records import Event
from coptui.core.model.text import show
from coptui.core.model.when import full_day
from coptui.core.views.privacy import fit_to_leave
from coptui.language import LANGUAGE, tr, translated
from coptui.reports.html import POLICY

A_PAGE = 8
"""Slips on an A4 page."""
YEARLY_A_PAGE = 4
"""Slips with ten questions on an A4 page."""
_STYLE = """
@page { size: A4; margin: 8mm; }
* { box-sizing: border-box; }
body { margin: 0; font: 9pt/1.25 "Noto Sans", "Segoe UI", Arial, sans-serif; color: #000; background: #fff; }
main { display: grid; grid-template-columns: 1fr 1fr; grid-auto-rows: 69mm; }
section { padding: 5mm; border: .3mm dashed #767676; overflow: hidden; break-inside: avoid; }
h1 { margin: 0; font-size: 10pt; }
p, ol { margin: 1.5mm 0 0; padding: 0; }
li { list-style: none; margin-top: 1mm; overflow-wrap: anywhere; }
li span { float: right; padding-left: 2mm; letter-spacing: .12em; }
.quiet { color: #4a4f53; font-size: 7.5pt; }
""".strip()


def slips_page(community: Community, event: Event) -> str:
    """Return a page (HTML) of eight slips to print and cut, which fetches nothing."""
    slip = _slip(community, fit_to_leave(event))
    return _page(_how_was(label_of(event)), slip * A_PAGE, "69mm")


def _page(title: str, slips: str, height: str) -> str:
    return (
        f'<!doctype html>\n<html lang="{LANGUAGE}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f"<title>{_safe(title)}</title>\n<style>\n{_STYLE.replace('69mm', height)}\n</style>\n</head>\n"
        f"<body>\n<main>\n{slips}</main>\n</body>\n</html>\n"
    )


def slip_text(community: Community, event: Event) -> str:
    """Return one slip as plain text."""
    event = fit_to_leave(event)
    asked = questions(fit_to_leave(community.profile))
    return "\n".join(
        (
            _how_was(_titled(event)),
            "",
            *_form([text for _, text in asked]),
        )
    )


def _form(asked: Sequence[str]) -> list[str]:
    """Return the lines of a form with these questions, the last one empty."""
    lines = [f"{number}. {question}  0 1 2 3 4" for number, question in enumerate(asked, 1)]
    end = [
        f"({scale_in_words()})",
        "",
        f"{translated(IN_A_FEW_WORDS)}:",
        "",
        tr("I am a member / a guest"),
        "",
    ]
    return [tr("Please don't put your name."), "", *lines, "", *end]


def slip_records(community: Community) -> list[dict[str, object]]:
    """Return the questions as records: `name`, `text` and what 0 to 4 mean."""
    asked = questions(fit_to_leave(community.profile))
    return [{"name": name, "text": text, "scale": list(SCALE)} for name, text in asked]


def yearly_page(community: Community, language: str = "") -> str:
    """Return a page (HTML) of four slips with the ten questions of the members' checklist."""
    asked = [text for _, text in yearly_questions(language)]
    name = fit_to_leave(community.profile).name
    slip = _one_slip(
        name, tr("How are you finding our community? Please don't put your name."), asked
    )
    return _page(tr("{name}: ten questions", name=name), slip * YEARLY_A_PAGE, "138mm")


def yearly_text(community: Community, language: str = "") -> str:
    """Return the members' checklist as plain text."""
    name = fit_to_leave(community.profile).name
    return "\n".join(
        (
            tr("{name}: how are you finding our community?", name=name),
            "",
            *_form([text for _, text in yearly_questions(language)]),
        )
    )


def yearly_records(language: str = "") -> list[dict[str, object]]:
    """Return the ten questions as records, as `slip_records` does."""
    return [
        {"name": name, "text": text, "scale": list(SCALE)}
        for name, text in yearly_questions(language)
    ]


def _slip(community: Community, event: Event) -> str:
    asked = questions(fit_to_leave(community.profile))
    return _one_slip(
        _titled(event),
        tr("How was it? Please don't put your name."),
        [text for _, text in asked],
    )


def _one_slip(title: str, how: str, asked: Sequence[str]) -> str:
    items = "".join(f"<li><span>0 1 2 3 4</span>{_safe(text)}</li>" for text in asked)
    return (
        f"<section><h1>{_safe(title)}</h1>"
        f'<p>{how}</p><ol>{items}</ol><p class="quiet">{_safe(scale_in_words())}</p>'
        f"<p>{_safe(translated(IN_A_FEW_WORDS))}:</p>"
        f"<p>&#9744; {_safe(tr('member'))} &#9744; {_safe(tr('guest'))}</p></section>\n"
    )


def _how_was(event: str) -> str:
    return tr("{event}: how was it?", event=event)


def _titled(event: Event) -> str:
    return f"{label_of(event)}, {full_day(event.day)}" if event.starts_at else label_of(event)


def _safe(text: str) -> str:
    return html.escape(" ".join(show(text).split()))
