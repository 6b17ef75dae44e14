"""What docs/checklists.md shows is true."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
import yaml

from coptui.checklists.facts import misfit
from coptui.checklists.load import read_checklist
from coptui.checklists.own_lines import OwnLine, read_own_lines
from coptui.checklists.template import Fact, Section, Step, Template
from coptui.evidence import own
from coptui.evidence.registry import LINES
from coptui.expressions.expression import compile_expression

DOC = Path(__file__).resolve().parents[2] / "docs" / "checklists.md"
TEXT = DOC.read_text()
FIGURES = {line.id: [name for name, _ in line.figures] for line in LINES.values()}


def test_the_example_is_a_good_checklist() -> None:
    example, _ = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    template, mistakes = read_checklist(example, "example", FIGURES)
    assert mistakes == ()
    assert template is not None
    assert template.id == "reading-circle"


def test_the_example_of_own_evidence_is_good_and_every_key_and_count_is_told() -> None:
    _, example = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    lines, mistakes = read_own_lines(example, "example", own.FIGURES)
    assert mistakes == ()
    assert [line.id for line in lines] == ["stories_a_meeting"]
    told = TEXT.split("### Your own evidence lines")[1].split("\n### ")[0]
    for name in (*(field.name for field in msgspec.structs.fields(OwnLine)), *own.TALLIES):
        assert f"`{name}`" in told, name


def test_the_conditions_can_be_worked_out() -> None:
    shown = TEXT.split("## Conditions")[1].split("```")[1].strip().splitlines()
    assert len(shown) == 3
    for condition in shown:
        compile_expression(condition, FIGURES)


def test_the_facts_that_are_shown_are_good() -> None:
    shown = TEXT.split("### Answers that can be recorded")[1].split("```")[1]
    facts = [msgspec.convert(yaml.safe_load(one), Fact) for one in re.findall(r"\{.*\}", shown)]
    assert {fact.of for fact in facts} == {"this", "community", "each", "new event"}
    answers = {"this": "people", "community": "date", "each": "topics", "new event": "date"}
    for fact in facts:
        step = Step(id="s", ask="?", answer=answers[fact.of])
        assert misfit(fact, step, "event") == ""


@pytest.mark.parametrize("kind", [Template, Section, Step, Fact])
def test_every_key_is_told(kind: type[msgspec.Struct]) -> None:
    for field in msgspec.structs.fields(kind):
        if field.name != "origin":
            assert f"`{field.encode_name}" in TEXT, field.encode_name
