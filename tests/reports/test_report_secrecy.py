"""No report holds anything private or confidential, in any format."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from told import SINCE, TODAY, secrets, session_at

from coptui.core.views.presenting import fit_to_show
from coptui.reports.document import ReportDocument, records
from coptui.reports.html import page
from coptui.reports.markdown import markdown
from coptui.reports.meeting import brief_of, minutes_of
from coptui.reports.review import review
from coptui.reports.sponsor import sponsor
from coptui.samples import SAMPLES, copy_sample
from coptui.session import Session


@dataclass
class Sample:
    session: Session
    tables: dict
    hidden: set[str]


@pytest.fixture(scope="module", params=sorted(SAMPLES))
def sample(request, tmp_path_factory) -> Sample:
    path: Path = copy_sample(request.param, tmp_path_factory.mktemp("sample"), TODAY)
    tables = json.loads(path.read_text("utf-8"))
    return Sample(session_at(path), tables, secrets(tables))


def texts(document: ReportDocument) -> list[str]:
    """A document in every format, as one line each and without the marks of escaping."""
    made = [
        markdown(document).replace("\\", ""),
        html.unescape(page(document)),
        json.dumps(list(records(document)), ensure_ascii=False),
    ]
    return [" ".join(text.split()) for text in made]


def leaks(document: ReportDocument, hidden: set[str]) -> set[str]:
    return {secret for text in texts(document) for secret in hidden if secret in text}


def test_the_samples_have_much_to_hide(sample: Sample) -> None:
    assert len(sample.hidden) > 80


def test_a_leak_would_be_seen(sample: Sample) -> None:
    secret = max(sample.hidden)
    assert leaks(ReportDocument("x", "", (), foot=f"as she said: {secret}"), sample.hidden) == {
        secret
    }


@pytest.mark.parametrize("make", [review, sponsor])
def test_neither_report_tells_a_secret(sample: Sample, make) -> None:
    assert leaks(make(sample.session, SINCE), sample.hidden) == set()


def test_the_sponsor_reads_no_name_but_of_who_agreed(sample: Sample) -> None:
    (text, _, _) = texts(sponsor(sample.session, SINCE))
    for member in sample.tables["members"].values():
        if not member.get("consent", {}).get("quotes"):
            assert member["name"] not in text


def test_the_sponsor_reads_nothing_of_the_review(sample: Sample) -> None:
    found = texts(sponsor(sample.session, SINCE))
    for run in sample.tables["runs"].values():
        for answer in run["log"]:
            assert not any(answer["question"] in text for text in found)
    for action in sample.tables["actions"].values():
        assert not any(action["text"] in text for text in found)


def test_the_review_names_only_who_took_on_a_follow_up(sample: Sample) -> None:
    document = review(sample.session, SINCE)
    owners = {action.get("owner") for action in sample.tables["actions"].values()}
    for number, member in sample.tables["members"].items():
        if int(number) not in owners and len(member["name"]) > 5:
            assert not any(member["name"] in text for text in texts(document)), member["name"]


def test_no_minutes_tell_a_secret_and_nobody_is_named_as_absent(sample: Sample) -> None:
    session = sample.session
    looked = 0
    for event in session.community.events.values():
        document = minutes_of(session.community, event, session.today)
        assert leaks(document, sample.hidden) == set()
        looked += event.confidential
        if event.confidential:
            text = markdown(document)
            assert not any(m.name in text for m in session.community.members.values())
    if "help-line" in session.whereabouts.name:
        assert looked > 10


def test_a_brief_in_presenter_mode_tells_nothing_of_single_people(sample: Sample) -> None:
    session = sample.session
    shown = fit_to_show(session.community)
    for event in shown.events.values():
        if event.day < TODAY:
            continue
        document = brief_of(shown, event, TODAY, session.settings, shown=True)
        assert leaks(document, sample.hidden) == set()
        for text in texts(document):
            assert "first time" not in text
            assert "Missed" not in text
            assert not any(member.name in text for member in shown.members.values())
