"""Consent goes with the person: no page quotes someone who was erased."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from told import SINCE, TODAY, session_on

from coptui.core.forgetting.plan import documents_of, plan
from coptui.core.forgetting.request import Request
from coptui.core.model.community import Community
from coptui.core.model.consent import is_public
from coptui.core.model.records import Member, Story
from coptui.core.model.settings import DEFAULTS
from coptui.core.people.tending import stories_to_ask_about, stories_to_pass_on
from coptui.core.views.presenting import fit_to_show
from coptui.evidence.proof import proof
from coptui.exchange.writers.whole import everything
from coptui.reports.markdown import markdown
from coptui.reports.meeting import minutes_of
from coptui.reports.members import members_page
from coptui.reports.sponsor import sponsor
from coptui.session import Session

ZOE, ANN = 1, 2
WORDS = "mended my coat, first time ever"


def tables(consent: str | None, label: str = 'Zoë: "I {}"', **more: Any) -> dict[str, Any]:
    story = {
        "on": "2026-11-10", "text": label.format(WORDS), "teller": ZOE, "consent": consent,
        "event": 1, "cycle": "applied", **more,
    }  # fmt: skip
    agreed = {"quotes": True, "directory": True}
    return {
        "members": {
            "1": {"name": "Zoë Hart", "consent": agreed},
            "2": {"name": "Ann Lee", "consent": agreed},
        },
        "events": {
            "1": {
                "title": "Mending", "starts_at": "2026-11-10T18:00", "status": "held",
                "attendance_taken": True, "attendance": {"1": {"status": "attended"}},
            }
        },
        "stories": {"1": story},
    }  # fmt: skip


def without_zoe(before: dict[str, Any]) -> dict[str, Any]:
    request = Request(ZOE, TODAY.isoformat(), "m")
    return plan(documents_of(before), [ZOE, ANN], request, 3).tables(before)


def value_page(session: Session) -> str:
    shown = proof(session.community, TODAY, DEFAULTS)
    return " ".join(story.text for story in (*shown.chain, *shown.awaiting))


PAGES: dict[str, Callable[[Session], str]] = {
    "sponsor": lambda session: markdown(sponsor(session, SINCE)),
    "members": lambda session: markdown(members_page(session, SINCE)),
    "minutes": lambda session: markdown(minutes_of(session.community, session.community.events[1], TODAY)),
    "value": value_page,
    "export": lambda session: everything(session.community, schema=1).text,
    "presenter": lambda session: str(fit_to_show(session.community).stories),
    "due": lambda session: str(
        (
            stories_to_pass_on(session.community, TODAY),
            stories_to_ask_about(session.community, TODAY),
        )
    ),
}  # fmt: skip
"""Every page and list that leaves, or leads to, someone's words being told to others."""


@pytest.mark.parametrize("page", PAGES)
def test_no_page_quotes_who_was_erased(page: str, tmp_path: Path) -> None:
    due = {"share_due": "2026-11-12", "follow_up_on": "2026-11-12"}
    before = tables("public", **due)
    for name in ("before", "after"):
        (tmp_path / name).mkdir()
    said = PAGES[page](session_on(before, tmp_path / "before"))
    after = session_on(without_zoe(before), tmp_path / "after")
    assert WORDS in said
    assert WORDS not in PAGES[page](after)
    # Our own file keeps what was told, as counts stand on it.
    (kept,) = after.community.stories.values()
    assert WORDS in kept.text
    assert (kept.teller, kept.consent) == (3, "public")


def test_no_one_is_asked_for_the_consent_of_who_was_erased(tmp_path: Path) -> None:
    session = session_on(without_zoe(tables(None)), tmp_path)
    assert proof(session.community, TODAY, DEFAULTS).awaiting == ()
    page = minutes_of(session.community, session.community.events[1], TODAY)
    assert not any("left out" in hint for hint in page.hints)


@given(st.sampled_from(["public", "core", "private", None]), st.booleans(), st.booleans())
def test_a_story_is_public_only_while_its_teller_is_someone(
    consent: Any, erased: bool, known: bool
) -> None:
    teller = Member(id=ZOE, name="someone" if erased else "Zoë", contact_ok=False)
    story = Story(id=1, text=WORDS, teller=ZOE if known else None, consent=consent)
    community = Community(members={ZOE: teller}, stories={1: story})
    expected = consent == "public" and not (erased and known)
    assert is_public(community, story) == expected
    assert bool(fit_to_show(community).stories) == expected
    assert bool(proof(community, TODAY, DEFAULTS).chain) == expected
    assert (WORDS in everything(community, schema=1).text) == (
        consent in ("public", "core") and not (erased and known)
    )
