"""The shipped checklists keep what they promise."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import msgspec
import pytest
import yaml

from coptui.assets import folder
from coptui.checklists.load import read_checklist, read_file
from coptui.checklists.new import starter
from coptui.checklists.run import answer_of, begin, walk_of
from coptui.checklists.schema import json_schema
from coptui.checklists.shelf import LIBRARY, find_checklists
from coptui.checklists.template import PRINCIPLES, Template
from coptui.core.model.records import Subject
from coptui.evidence.registry import LINES
from coptui.samples import SAMPLES, moved
from coptui.session import Session
from coptui.store.memory import MemoryStore
from coptui.store.notebook import NotebookFile
from coptui.walking import Walks

KNOWN = {line.id: [name for name, _ in line.figures] for line in LINES.values()}
FILES = sorted(LIBRARY.glob("*.yaml"))
SHELF = find_checklists((), KNOWN)
CLOSING = "If the meetings stopped tomorrow, who would meet anyway?"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_lints_clean_and_is_named_like_its_file(path: Path) -> None:
    template, mistakes = read_file(path, KNOWN)
    assert mistakes == ()
    assert template is not None
    assert template.id == path.stem


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_fits_the_schema_for_editors(path: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())
    jsonschema.validate(yaml.safe_load(path.read_text()), json_schema())


def test_the_schema_refuses_what_the_linter_refuses() -> None:
    document = yaml.safe_load(FILES[0].read_text())
    for spoil in ({"colour": "red"}, {"version": "one"}, {"origin": "x"}, {"every": "monthly"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**document, **spoil}, json_schema())


@pytest.mark.parametrize("template", SHELF.templates.values(), ids=lambda it: it.id)
def test_each_fits_an_eighty_column_screen_and_a_tired_reader(template: Template) -> None:
    assert template.about
    assert all(len(line) <= 76 for line in (template.title, *template.about.splitlines()))
    for step in template.steps():
        assert step.help, step.id
        assert len(step.help.splitlines()) <= 4, step.id
        for line in (step.ask, *step.help.splitlines(), *step.suggest):
            assert len(line) <= 76, (step.id, line)
        if step.answer == "scale" and step.good == "high":
            assert step.suggest, step.id


@pytest.mark.parametrize("template", SHELF.templates.values(), ids=lambda it: it.id)
def test_no_word_would_hurt_the_person_it_speaks_of(template: Template) -> None:
    hurting = re.compile(r"\b(dormant|lurk\w*|inactive|dead ?wood|rank\w*|worst|laz\w+|useless)\b")
    titles = " ".join(section.title for section in template.sections)
    assert not hurting.search(f"{template.title} {template.about} {titles}".lower())
    for step in template.steps():
        said = " ".join((step.ask, step.help, *step.suggest, *step.choices))
        assert not hurting.search(said.lower())


# Questions that name two nouns and ask one thing.
PAIRS = {
    "after-event": {"notes-out": "what is sent out after it"},
    "annual-renewal": {"longer-and-newer": "the mix of the two is asked for"},
    "before-event": {"all-know": "one message tells both"},
    "coordinator-handover": {"thanks-and-welcome": "the same day for both"},
    "distributed": {
        "one-sets-the-tone": "where people come from",
    },
    "monthly-check": {
        "leading-rotates": "hosting is one of the tasks",
        "followups-fresh": "what is written down of a meeting",
    },
    "newcomer": {"one-person-one-step": "the end of a welcome is both"},
    "seven-principles": {
        "purpose-reread": "one page holds both",
        "big-and-small": "the change between them is asked for",
        "followups-fresh": "what is written down of a meeting",
    },
    "stage-coalescing": {
        "trust-and-use": "the tension of the stage",
        "part-is-welcome": "one standing, seen from two sides",
    },
    "stage-maturing": {"deeper-and-wider": "the tension of the stage"},
    "stage-potential": {
        "found-and-imagined": "the tension of the stage",
        "who-looks-after-it": "without leave there is no time",
    },
    "stage-stewardship": {"ours-and-open": "the tension of the stage"},
    "stage-transformation": {"letting-go-living-on": "the tension of the stage"},
}
# Begins a second question, or a condition on the first.
SECOND = re.compile(
    r", (?:who|what|which|when|where|how|did|do|does|is|are|was|were|has|have|may|can)\b"
)
BEGINS_A_SCALE = ("How ", "If ")
BEGINS_YES_OR_NO = (
    "Is ", "Are ", "Was ", "Were ", "Do ", "Did ", "Does ", "Has ", "Have ", "Had ", "Can ", "Could ",
    "Would ", "Knowing ",
)  # fmt: skip


def sentences(text: str) -> list[str]:
    return re.split(r"[.?!:;]\s", " ".join(text.split()))


def joins_two(ask: str) -> bool:
    """Whether a question may ask two things."""
    ask = ask.removeprefix("If the meetings stopped tomorrow, ")
    return ask.count("?") > 1 or " and " in ask or bool(SECOND.search(ask))


@pytest.mark.parametrize(
    "ask",
    [
        "What worries the sponsor now, and when did we last hear it?",
        "Who comes often and yet has nobody here to ring?",
        "Who hosts? Who could step in?",
        "Who left, was each thanked?",
    ],
)
def test_two_things_in_one_question_are_seen(ask: str) -> None:
    assert joins_two(ask)


@pytest.mark.parametrize("template", SHELF.templates.values(), ids=lambda it: it.id)
def test_each_question_asks_one_thing(template: Template) -> None:
    double = {step.id for step in template.steps() if joins_two(step.ask)}
    assert double == set(PAIRS.get(template.id, {}))


@pytest.mark.parametrize("template", SHELF.templates.values(), ids=lambda it: it.id)
def test_no_sentence_is_longer_than_a_breath(template: Template) -> None:
    for step in template.steps():
        for text in (step.ask, step.help, *step.suggest):
            for sentence in sentences(text):
                assert len(sentence.split()) <= 25, (step.id, sentence)
    for sentence in sentences(template.about):
        assert len(sentence.split()) <= 25, sentence


@pytest.mark.parametrize("template", SHELF.templates.values(), ids=lambda it: it.id)
def test_the_answer_fits_the_question(template: Template) -> None:
    """A degree is answered by degree, a yes or no by yes or no; and high is good, never turned."""
    for step in template.steps():
        if step.answer == "scale":
            assert step.ask.startswith(BEGINS_A_SCALE), step.id
            assert step.good != "low", step.id
            assert "Low is good" not in step.help, step.id
        else:
            assert not re.match(r"How (well|far|much|easily|easy|sure|open)\b", step.ask), step.id
        assert (step.answer == "yes-no") == step.ask.startswith(BEGINS_YES_OR_NO), step.id


@pytest.mark.parametrize("template", SHELF.templates.values(), ids=lambda it: it.id)
def test_each_evidence_line_beside_a_question_exists(template: Template) -> None:
    for step in template.steps():
        assert set(step.evidence) <= set(LINES), step.id
        assert len(step.evidence) <= 3, step.id


def test_the_full_walk_asks_58_questions_in_the_order_of_the_principles() -> None:
    template = SHELF.get("seven-principles")
    by_principle = {section.principle: section.steps for section in template.sections}
    closing = by_principle.pop(None)
    assert list(by_principle) == list(PRINCIPLES)
    assert [len(steps) for steps in by_principle.values()] == [8, 8, 9, 8, 8, 8, 9]
    assert [step.ask for step in closing] == [CLOSING]
    for principle, steps in by_principle.items():
        kinds = Counter(step.answer for step in steps)
        assert kinds["scale"] >= 3, principle
        assert len(kinds) >= 2, principle


# Runs are compared by these ids: one that is renamed loses its past.
STABLE = [
    "changed-because-asked",
    "networks-before-us",
    "structure-to-drop",
    "side-remark",
    "newcomers-shape-topics",
    "stage-fits",
    "purpose-reread",
    "asked-twice",
    "outside-voice",
    "members-set-agenda",
    "missing-from-room",
    "looked-elsewhere",
    "bridge-people",
    "sponsor-worry",
    "critic-welcome",
    "issue-from-outside",
    "two-busiest-leave",
    "ready-for-more",
    "carries-too-much",
    "five-minute-part",
    "what-listeners-get",
    "newcomers-landed",
    "missed-ungreeted",
    "leading-rotates",
    "side-door",
    "contacted-privately",
    "not-spoken-to",
    "introduced",
    "private-to-public",
    "side-talk",
    "nobody-to-ring",
    "go-betweens",
    "only-through-me",
    "three-name-use",
    "asks-answered",
    "topic-nothing-used",
    "came-for",
    "sponsor-would-miss",
    "loop-closed",
    "stopped",
    "value-still-fits",
    "routine-kept",
    "talked-about",
    "same-format",
    "disagreed-thanked",
    "different-next",
    "mixed",
    "puzzling-ritual",
    "edge-theme",
    "next-dated",
    "beat-kept",
    "more-or-less",
    "big-and-small",
    "in-between",
    "come-back",
    "followups-fresh",
    "yearly-high-point",
    "seasons",
    "who-would-still-come",
]


def test_the_ids_of_the_full_walk_stay_as_they_are() -> None:
    assert [step.id for step in SHELF.get("seven-principles").steps()] == STABLE


def test_the_monthly_check_keeps_seven_questions_and_adds_the_five_that_moved_most() -> None:
    template = SHELF.get("monthly-check")
    assert template.every == "1 month"
    fixed = [section for section in template.sections if section.principle]
    assert [section.principle for section in fixed] == list(PRINCIPLES)
    assert [[step.answer for step in section.steps] for section in fixed] == [["scale"]] * 7
    moved = {"asks": 3.0, "missed": -9.0, "cadence": 2.0, "topic_age": 5.0, "follow_through": 1.0}
    walk = walk_of(begin(template, at="2026-03-14T10:00:00+00:00", moved=moved))
    asked = [step.id for step in walk.steps]
    assert asked[7:-1] == [
        "missed-ungreeted",
        "resting-topics",
        "asks-answered",
        "beat-kept",
        "followups-fresh",
    ]
    assert walk.steps[-1].ask == CLOSING
    assert walk.total == 13


def test_where_nothing_moved_the_months_take_turns() -> None:
    template = SHELF.get("monthly-check")
    runs, seen = [], set()
    for month in range(1, 5):
        at = f"2026-{month:02}-01T10:00:00+00:00"
        run = begin(template, at=at, earlier=runs)
        walk = walk_of(run)
        picked = {step.id for step in walk.steps[7:-1]}
        assert len(picked) == 5
        seen |= picked
        log = tuple(answer_of(step, "unknown") for step in walk.steps)
        runs.append(msgspec.structs.replace(run, log=log))
    pool = next(section for section in template.sections if section.pick)
    assert seen == {step.id for step in pool.steps}


STAGES = ("potential", "coalescing", "maturing", "stewardship", "transformation")
ENDINGS = ("closing-well", "coordinator-handover")
PIECES = (
    "choosing-tools",
    "conflict-or-loss",
    "launch",
    "learning-agenda",
    "library-care",
    "sponsor-talk",
    "sponsor-year",
    "value-story",
)
"""Those about one piece of work, and not about how the community is."""
SHIPPED = {
    "event": {"before-event", "during-event", "after-event"},
    "member": {"newcomer"},
    "topic": {"question-to-practice"},
    "community": {
        "seven-principles",
        "monthly-check",
        "annual-renewal",
        "membership-audit",
        "shadow-side",
        "distributed",
        "coordinator",
        *ENDINGS,
        *PIECES,
        *(f"stage-{stage}" for stage in STAGES),
    },
}
FIXED_BEAT = {"seven-principles", "monthly-check"}


def test_these_are_shipped_and_each_is_about_what_it_says() -> None:
    found: dict[str, set[str]] = {}
    for template in SHELF.templates.values():
        found.setdefault(template.for_, set()).add(template.id)
    assert found == SHIPPED
    titles = [template.title for template in SHELF.templates.values()]
    assert len(set(titles)) == len(titles) == len(FILES)


def test_the_page_on_checklists_tells_of_each() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "checklists.md"
    rows = re.findall(r"^\| `([a-z-]+)` \| ([^|]+) \| (\w+) \|", page.read_text("utf-8"), re.M)
    told = {id: (title, about) for id, title, about in rows}
    assert told == {one.id: (one.title, one.for_) for one in SHELF.templates.values()}


@pytest.mark.parametrize("template", SHELF.templates.values(), ids=lambda it: it.id)
def test_each_names_its_steps_once_and_asks_nothing_twice(template: Template) -> None:
    steps = template.steps()
    assert len({step.id for step in steps}) == len(steps)
    assert len({step.ask for step in steps}) == len(steps)


@pytest.mark.parametrize("template", SHELF.templates.values(), ids=lambda it: it.id)
def test_the_choices_stand_on_one_line(template: Template) -> None:
    further = "   - n/a  d don't know "
    for step in template.steps():
        shown = "".join(f" {n} {word} " for n, word in enumerate(step.choices, 1))
        assert len(shown + further) <= 76, step.id


DEGREES = {"much": ("a lot",), "far": ("mostly",), "often": ("mostly",), "many": ("most",), "well": ("solid",), "good": ("solid",)}  # fmt: skip
"""The fourth word by what follows "How"; any other word there is one that `very` goes with."""


@pytest.mark.parametrize("template", SHELF.templates.values(), ids=lambda it: it.id)
def test_the_words_of_a_scale_answer_its_question_and_stand_on_one_line(template: Template) -> None:
    further = "   - n/a  d don't know "
    for step in template.steps():
        if step.answer != "scale":
            continue
        shown = "".join(f" {n} {word} " for n, word in enumerate(step.degrees))
        assert len(shown + further) <= 76, step.id
        how = step.ask.removeprefix("How ").split()[0]
        assert step.degrees[3] in DEGREES.get(how, ("very",)), (step.ask, step.degrees)


@pytest.mark.parametrize("id", [*PIECES, *SHIPPED["topic"]])
def test_a_piece_of_work_is_asked_about_in_a_dozen_questions_at_most(id: str) -> None:
    kinds = Counter(step.answer for step in SHELF.get(id).steps())
    assert 5 <= sum(kinds.values()) <= 12
    assert len(kinds) >= 3


@pytest.mark.parametrize("id", sorted(SHIPPED["community"] - set(PIECES) | {"during-event"}))
def test_a_walk_is_short_and_has_answers_by_degree(id: str) -> None:
    template = SHELF.get(id)
    kinds = Counter(step.answer for step in template.steps())
    if id not in FIXED_BEAT:
        assert 8 <= sum(kinds.values()) <= (20 if id == "shadow-side" else 16)
    assert len(kinds) >= 3
    if template.for_ == "community":
        judged = [step for step in template.steps() if step.answer == "scale"]
        assert sum(step.good != "none" for step in judged) >= 3
    if id not in (*ENDINGS, "coordinator", "during-event"):
        assert any(
            step.answer == "scale" and section.principle
            for section in template.sections
            for step in section.steps
        )


@pytest.mark.parametrize("sample", SAMPLES)
def test_each_can_be_walked_in_a_sample_and_finds_its_evidence_there(
    sample: str, tmp_path: Path
) -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    text = (folder("sample_data") / SAMPLES[sample].file).read_text("utf-8")
    store = MemoryStore(moved(text, now.date()).encode())
    notebook = NotebookFile(tmp_path / "notebook.json")
    session = Session(store, by="ann", clock=lambda: now, today=now.date(), notebook=notebook)
    for template in SHELF.templates.values():
        about = {
            "event": session.community.events,
            "member": session.community.members,
            "topic": session.community.topics,
        }
        id = next(iter(about[template.for_])) if template.for_ in about else None
        run = Walks(session).begin(template, Subject(kind=template.for_, id=id))
        for step in Walks(session).at(run).steps:
            seen = session.readings(step.evidence)
            assert tuple(seen) == step.evidence
            assert not [line for line, found in seen.items() if found.now.no_data], step.id


def test_only_the_walks_with_a_beat_are_due_by_themselves() -> None:
    """A new community begins with these, and with nothing else that waits for it."""
    assert {one.id for one in SHELF.templates.values() if one.every} == FIXED_BEAT


def test_what_is_asked_in_a_meeting_never_falls_due() -> None:
    assert all(step.after_days is None for step in SHELF.get("during-event").steps())


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_is_offered_its_own_walk_and_no_other(stage: str) -> None:
    offered = {one.id for one in SHELF.of(stage) if one.id.startswith("stage-")}
    assert offered == {f"stage-{stage}"}
    assert stage in SHELF.get(f"stage-{stage}").title


def test_a_community_without_a_stage_is_offered_all_but_the_stages() -> None:
    offered = {one.id for one in SHELF.of(None)}
    assert offered == set(SHELF.templates) - {f"stage-{stage}" for stage in STAGES}


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_has_its_tension_its_three_tasks_its_to_do_and_its_signs(stage: str) -> None:
    sections = SHELF.get(f"stage-{stage}").sections
    titles = [section.title for section in sections]
    assert titles[0] == "Balance"
    assert {"What we are about", "What we could be about"} & set(titles)
    assert "The people" in titles
    assert any(title.startswith(("What they", "What members", "What we know")) for title in titles)
    assert "What is mine to do" in titles
    assert titles[-2].startswith("Signs that the community")
    where_to = [step for section in sections for step in section.steps if step.choices][-1]
    assert where_to.evidence


def test_an_ending_is_asked_of_people_and_never_read_from_figures() -> None:
    ask_three = {"stage-transformation": "what-three-said", "closing-well": "break-or-ending"}
    for id, step_id in ask_three.items():
        step = SHELF.get(id).step(step_id)
        assert step is not None
        assert step.required
        assert step.suggest == ("Ask three people whether it is a break or an ending",)


def test_a_handover_passes_on_drops_or_deletes_follow_ups_promises_and_notes() -> None:
    template = SHELF.get("coordinator-handover")
    for id in ("follow-ups-sorted", "promises-made", "notes-sorted"):
        step = template.step(id)
        assert step is not None
        assert "passed on" in step.ask
    for id in ("follow-ups-sorted", "notes-sorted"):
        step = template.step(id)
        assert step is not None
        assert "deleted" in step.ask
        assert all(
            re.search(word, step.help) for word in ("Pass (it |)on", "Drop|Hand back", "Delete")
        )


def test_a_small_community_is_not_asked_about_camps_and_tables() -> None:
    small = {"shadow-side": 18, "distributed": 14, "annual-renewal": 15, "stage-maturing": 15}
    for id, asked in small.items():
        run = begin(SHELF.get(id), at="2026-03-14T10:00:00+00:00")
        whole = len(SHELF.get(id).steps())
        assert walk_of(run, {"level_mix": {"value": 2, "n": 7}}).total == asked
        assert walk_of(run, {"level_mix": {"value": 5, "n": 40}}).total == whole
        assert walk_of(run, {}).total == whole


def test_employers_are_asked_about_only_where_there_may_be_several() -> None:
    run = begin(SHELF.get("distributed"), at="2026-03-14T10:00:00+00:00")
    asked = {"may-be-shared", "gain-for-each"}
    for organisations, some in ((1, False), (2, True), (None, True)):
        figures = {"boundary_spread": {"value": 0.4, "n": 6, "organisations": organisations}}
        steps = {step.id for step in walk_of(run, figures).steps}
        assert (steps & asked) == (asked if some else set())


def test_community_walks_end_with_the_closing_question() -> None:
    for template in SHELF.templates.values():
        if template.for_ != "community" or template.id in PIECES:
            continue
        last = template.steps()[-1]
        if template.id in ENDINGS:
            assert last.id == "and-i"
        else:
            assert (last.id, last.ask) == ("who-would-still-come", CLOSING)


def test_the_newcomer_walk_has_its_days_and_its_end() -> None:
    template = SHELF.get("newcomer")
    days = [step.after_days for step in template.steps()]
    dated = [day for day in days if day is not None]
    assert dated == sorted(dated)
    assert sorted(set(dated)) == [0, 2, 7, 14, 30, 60, 90]
    assert [step.id for step in template.steps()][-2:] == ["knows-one-person", "has-next-step"]
    first = [step.id for step in template.steps() if step.after_days is None]
    assert first[0] == "first-event"


def test_aftercare_is_part_of_the_walk_after_an_event() -> None:
    titles = [section.title for section in SHELF.get("after-event").sections]
    assert "Aftercare" in titles


@pytest.mark.parametrize("title", ["My own", "It's: a #1", "- [x]", "no", "'", "12:30"])
def test_the_starter_is_a_good_checklist(title: str) -> None:
    template, mistakes = read_checklist(starter("own-one", title), "new.yaml", KNOWN)
    assert mistakes == ()
    assert template is not None
    assert (template.id, template.title) == ("own-one", title)


def test_the_starter_with_its_remarks_opened_is_good_too() -> None:
    text = starter()
    for key in ("every", "for", "stages", "good", "evidence", "when", "required"):
        text = re.sub(rf"# {key}:", f"{key}:", text, count=1)
    template, mistakes = read_checklist(text, "new.yaml", KNOWN)
    assert mistakes == ()
    assert template is not None
    assert template.steps()[0].good == "low"


IN_WORDS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
]


@pytest.mark.parametrize("template", SHELF.templates.values(), ids=lambda template: template.id)
def test_as_many_questions_are_asked_as_it_says(template: Template) -> None:
    said = re.findall(rf"\b({'|'.join(IN_WORDS)}) (?:questions|more)\b", template.about.lower())
    asked = sum(section.pick or len(section.steps) for section in template.sections)
    assert not said or sum(IN_WORDS.index(word) + 1 for word in said) == asked


def test_the_pages_say_how_many_questions_the_monthly_check_asks() -> None:
    check = SHELF.get("monthly-check")
    picked = sum(section.pick or 0 for section in check.sections)
    asked = sum(section.pick or len(section.steps) for section in check.sections)
    pages = Path(__file__).parents[2] / "docs"
    first_month = " ".join((pages / "first-month.md").read_text("utf-8").split())
    assert f"It has {IN_WORDS[asked - 1]} questions" in first_month
    row = f"{IN_WORDS[asked - picked - 1]} questions that stay the same, {IN_WORDS[picked - 1]}"
    assert row in (pages / "checklists.md").read_text("utf-8")
