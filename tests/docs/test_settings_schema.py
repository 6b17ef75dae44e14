"""The schema of the settings says what the program says."""

from __future__ import annotations

import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from settings_schema import KINDS, PAGE, page, schema

from coptui.config import SETTINGS, parse

WHOLE = """\
file: ~/circle/community.json
files:
  - ~/circle/community.json
  - postgresql://ann@db.example.org/circles#helpline
user: Amara
formerly:
  - am
theme: mono
ascii: false
cursor: true
presenter: 15
keys:
  find: ctrl+g
mail:
  from: ann@example.org
  smtp: mail.example.org:587
"""
WRONG = {
    "unknown": "colour: red",
    "file": "file: [a, b]",
    "files": "files: one.json",
    "user": "user: [Amara]",
    "formerly": "formerly: am",
    "theme": "theme: red",
    "ascii": "ascii: perhaps",
    "cursor": "cursor: [true]",
    "presenter": "presenter: soon",
    "presenter at most": "presenter: 241",
    "keys": "keys: [find]",
    "mail": "mail: ann@example.org",
    "a part of mail": "mail: {secret: x}",
    "no lines": "- theme",
    "an empty file": "file: ''",
    "an empty one": "files: ['  ']",
}


def is_right(text: str) -> tuple[bool, bool]:
    """Whether the schema, and whether the program takes it."""
    validator = jsonschema.Draft202012Validator(schema())
    return validator.is_valid(yaml.safe_load(text)), not parse(text, Path("config.yaml")).mistakes


def test_it_is_up_to_date() -> None:
    assert PAGE.read_text() == page(), "run: python tests/docs/settings_schema.py"
    jsonschema.Draft202012Validator.check_schema(schema())


def test_what_the_program_takes_is_valid() -> None:
    assert SETTINGS.keys() == KINDS.keys() == yaml.safe_load(WHOLE).keys()
    assert is_right(WHOLE) == (True, True)
    docs = (PAGE.parent / "settings.md").read_text()
    for example in re.findall(r"```yaml\n(.*?)```", docs, re.DOTALL):
        assert is_right(example) == (True, True), example


@pytest.mark.parametrize("what", WRONG)
def test_what_the_program_refuses_is_invalid(what: str) -> None:
    assert is_right(WRONG[what]) == (False, False)


def test_every_setting_is_refused_somewhere() -> None:
    assert SETTINGS.keys() <= {text.partition(":")[0] for text in WRONG.values()}
