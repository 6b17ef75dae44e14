"""Checklist files: every fault has its place, and nothing in a file can do harm."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from coptui.checklists import load
from coptui.checklists.load import read_checklist, read_file
from coptui.checklists.template import Template

KNOWN = ["level_mix", "concentration", "missed"]

GOOD = """\
id: mine
version: 2
title: Mine
every: 2 weeks
for: event
stages: [maturing]
sections:
  - title: One
    principle: levels
    steps:
      - id: first
        ask: How is it?
        help: |
          Good is this.
          When low, that.
        evidence: [level_mix, missed]
        when: level_mix.n >= 5
        after_days: -3
        required: yes
        suggest: [Ask someone]
      - id: second
        ask: Which?
        answer: choice
        choices: [no, 12:30:45, 1_000, ~, 0x1F]
"""


def read(text: str | bytes) -> tuple[Template | None, list[str]]:
    template, mistakes = read_checklist(text, "f.yaml", KNOWN)
    return template, [str(mistake) for mistake in mistakes]


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def test_a_good_file_becomes_a_template_and_survives_being_kept_in_a_run() -> None:
    template, mistakes = read(GOOD)
    assert mistakes == []
    assert template is not None
    first, second = template.steps()
    assert (template.id, template.version, template.for_) == ("mine", 2, "event")
    assert first.help == "Good is this.\nWhen low, that."
    assert (first.after_days, first.required, first.evidence) == (-3, True, ("level_mix", "missed"))
    assert template.section_of("second") == template.sections[0]
    assert template.step("third") is None
    assert Template.from_document(template.document()) == template
    assert second.answer == "choice"


def test_scalars_stay_text_until_the_schema_says_what_they_are() -> None:
    template, _ = read(GOOD)
    assert template is not None
    assert template.steps()[1].choices == ("no", "12:30:45", "1_000", "~", "0x1F")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            changed("level_mix, missed", "level_mix, misd"),
            "f.yaml:16:31: There is no evidence line 'misd'; did you mean missed?",
        ),
        (
            changed("level_mix.n", "levl_mix.n"),
            "f.yaml:17:15: `when:` There is no evidence line levl_mix; did you mean level_mix?",
        ),
        (
            changed("level_mix.n >= 5", "5 >= level_mix.nn"),
            "f.yaml:17:20: `when:` level_mix has no figure nn; ",
        ),
        (
            changed("level_mix.n >= 5", "level_mix.coer > 1"),
            "f.yaml:17:15: `when:` level_mix has no figure coer; did you mean core?",
        ),
        (
            changed("principle: levels", "principle: level"),
            "f.yaml:9:16: `principle:` cannot be 'level'; did you mean levels?",
        ),
        (changed("        ask: How is it?\n", ""), "f.yaml:11:9: Add what this step needs: ask."),
        (
            changed("help: |", "hlep: |"),
            "f.yaml:13:9: A step has no key 'hlep'; did you mean help?",
        ),
        (
            changed("version: 2", "version: two"),
            "f.yaml:2:10: `version:` must be a whole number, not 'two'.",
        ),
        (changed("version: 2", "version: 0"), "f.yaml:2:10: `version:` must be at least 1."),
        (
            changed("version: 2", "version: [2]"),
            "f.yaml:2:10: `version:` takes one value, not several.",
        ),
        (
            changed("every: 2 weeks", "every: monthly"),
            "f.yaml:4:8: `every:` must be a length of time such as 2 weeks or 1 month, not 'monthly'.",
        ),
        (
            changed("stages: [maturing]", "stages: maturing"),
            "f.yaml:6:9: `stages:` must be a list: ",
        ),
        (
            changed("stages: [maturing]", "stages: [mature]"),
            "f.yaml:6:10: `stages:` cannot be 'mature'; did you mean maturing?",
        ),
        (
            changed("id: second", "id: first"),
            "f.yaml:21:13: The step on line 11 already has the id first.",
        ),
        (
            changed("id: second", "id: Second One"),
            "f.yaml:21:13: `id:` can only have lower-case letters, digits and hyphens",
        ),
        (
            changed("answer: choice", "answer: people"),
            "f.yaml:24:18: `choices:` can only be used with `answer: choice`, not with `answer: people`.",
        ),
        (
            changed("[no, 12:30:45, 1_000, ~, 0x1F]", "[a]"),
            "f.yaml:21:9: `answer: choice` needs at least two `choices:`.",
        ),
        (
            changed("[no, 12:30:45, 1_000, ~, 0x1F]", "[a, b, a]"),
            "f.yaml:24:25: The choice 'a' appears twice.",
        ),
        (
            changed("[no, 12:30:45, 1_000, ~, 0x1F]", "[a, n/a]"),
            "f.yaml:24:22: People can always answer 'n/a'",
        ),
        (
            changed("answer: choice", "answer: choice\n        good: low"),
            "f.yaml:24:15: `good:` can only be used with `answer: scale` or `answer: yes-no`, not with `answer: choice`.",
        ),
        (
            changed("for: event", "for: community"),
            "f.yaml:18:21: `after_days:` can only be used in a checklist with `for: event` or `for: member`.",
        ),
        (
            changed("required: yes", "required: maybe"),
            "f.yaml:19:19: `required:` must be true or false, not 'maybe'.",
        ),
        (
            changed("principle: levels", "principle: levels\n    pick: 3"),
            "f.yaml:10:11: `pick:` is higher than the number of questions in this section (2).",
        ),
        (
            changed("principle: levels", "principle: levels\n    pick: 1"),
            "f.yaml:12:9: In a section with `pick:` not every question is asked",
        ),
        (
            changed("title: Mine", "title: Mine\nid: other"),
            "f.yaml:4:1: id appears twice (first on line 1).",
        ),
        (
            changed("title: Mine", "title: " + "x" * 121),
            "f.yaml:3:8: `title:` is 121 characters long; the limit is 120.",
        ),
        (changed("title: Mine", "title:"), "f.yaml:3:7: `title:` is empty."),
        (changed("title: Mine", "? [a]\n: b\ntitle: Mine"), "f.yaml:3:3: A key must be a word"),
        (
            changed("title: Mine", "origin: /etc\ntitle: Mine"),
            "f.yaml:3:1: A checklist has no key 'origin'",
        ),
        (
            changed("suggest: [Ask someone]", "suggest: [{a: b}]"),
            "f.yaml:20:19: `suggest:` takes one value, not several.",
        ),
        (
            changed("  - title: One", "  - One\n  - title: One"),
            "f.yaml:8:5: A section needs keys and values here",
        ),
    ],
)
def test_every_fault_has_its_place(text: str, expected: str) -> None:
    template, mistakes = read(text)
    assert template is None
    assert any(mistake.startswith(expected) for mistake in mistakes), mistakes


def test_blanks_around_a_word_do_not_make_it_another_one() -> None:
    _, mistakes = read(changed("id: second", "id: ' first '"))
    assert mistakes == ["f.yaml:21:13: The step on line 11 already has the id first."]
    _, mistakes = read(changed("[no, 12:30:45, 1_000, ~, 0x1F]", "[a, ' a ', ' n/a ']"))
    assert len(mistakes) == 2


def test_all_mistakes_are_named_at_once_and_in_the_order_of_the_file() -> None:
    text = GOOD.replace("version: 2", "version: x").replace("missed", "misd")
    text = text.replace("How is it?", "''").replace("choice\n", "coice\n")
    _, mistakes = read(text)
    assert [mistake.split(":")[1] for mistake in mistakes] == ["2", "12", "16", "23", "24"]


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("a: &x [1]\nb: *x\n", "1:4", "&x"),
        ("a: *x\n", "1:4", "*x"),
        ("a: !!python/object/apply:os.system ['true']\n", "1:4", "tag"),
        ("a: !foo bar\n", "1:4", "Tags aren't supported"),
        ("%TAG ! tag:x,2000:\n---\na: b\n", "1:1", "%TAG"),
        ("id: x\n---\nid: y\n", "2:1", "second document"),
        # Where it is said depends on how far the reader of YAML looks ahead.
        ("[" * 100_000, ("1:13", "1:1001"), "nested deeper than"),
        ("a:\n" + "".join(" " * i + "- \n" for i in range(1, 40)), "13:13", "nested deeper than"),
        ("{a: " * 50_000, "1:46", "nested deeper than"),
        ("- a\n" * 30_000, "19998:3", "too many keys and values"),
        ("x" * (256 * 1024 + 1), "1:1", "larger than 256 kB"),
        ("id: x\n\ttitle: y\n", "2:1", "Line 2 is indented with a tab; use spaces."),
        ("s:\n  - t: x\n    p:\n\t- id: a\n", "4:1", "Line 4 is indented with a tab; use spaces."),
        ("id: 'x\ntitle: y\n", "3:1", "quotation mark"),
        ("id: [a, b\n", "2:1", "is incomplete"),
        ("title: a: b\n", "1:9", '": " too many'),
        ("title: @x\n", "1:8", "Text can't start with this character"),
        ("id: x\0\n", "1:6", "U+0000"),
        ('id: "a\\eb"\n', "1:5", "U+001B"),
        ("id: x\n# \u202egnp\n", "2:3", "U+202E"),
        (b"id: x\ntitle: \xe9\n", "2:8", "UTF-8"),
        ("", "1:1", "empty"),
        ("# nothing\n", "1:1", "empty"),
        ("just words\n", "1:1", "consist of keys"),
        ("- id: x\n", "1:1", "consist of keys"),
    ],
)
def test_hostile_yaml_is_refused_with_its_place(
    text: str | bytes, place: str | tuple[str, ...], says: str
) -> None:
    template, mistakes = read(text)
    assert template is None
    places = (place,) if isinstance(place, str) else place
    heads = tuple(f"f.yaml:{one}: " for one in places)
    assert any(m.startswith(heads) and says in m for m in mistakes), mistakes


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 30)
    )
    _, mistakes = read(bomb)
    assert mistakes == [
        "f.yaml:1:5: `&a0` marks text to be used again; remove it, and write the text out wherever you need it.",
    ]


def test_the_pure_parser_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pure(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
        def __init__(self, stream: str) -> None:
            yaml.reader.Reader.__init__(self, stream)
            yaml.scanner.Scanner.__init__(self)
            yaml.parser.Parser.__init__(self)

    fast = [read(text) for text in (GOOD, changed("missed", "misd"), "id: x\n\ttitle: y\n")]
    monkeypatch.setattr(load, "_Parser", Pure)
    assert [read(text) for text in (GOOD, changed("missed", "misd"), "id: x\n\ttitle: y\n")] == fast


def test_a_file_is_loaded_or_refused_with_all_its_mistakes(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    template, mistakes = read_file(path, KNOWN)
    assert template is not None and template.id == "mine" and not mistakes
    path.write_text(GOOD.replace("version: 2", "version: x").replace("missed", "misd"))
    template, mistakes = read_file(path, KNOWN)
    assert template is None and len(mistakes) == 2
    assert all(str(mistake).startswith(str(path)) for mistake in mistakes)
    template, mistakes = read_file(tmp_path / "absent.yaml", KNOWN)
    assert template is None and "no such file" in str(mistakes[0])
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder.yaml").mkdir()
    for name, what in (("pipe", "a named pipe"), ("folder", "a folder")):
        template, mistakes = read_file(tmp_path / f"{name}.yaml", KNOWN)
        assert template is None and what in str(mistakes[0])


@given(
    st.text(alphabet="id:ask-[]{}&*!|>'\"%@`#,? \n\t0aé\u202e\\", max_size=80)
    | st.binary(max_size=60)
)
def test_any_text_gives_a_template_or_mistakes_with_places(text: str | bytes) -> None:
    template, mistakes = read_checklist(text, "f", KNOWN)
    assert (template is None) == bool(mistakes)
    assert all(mistake.line >= 1 and mistake.column >= 1 for mistake in mistakes)


@given(st.data())
def test_any_damage_to_a_good_file_gives_a_template_or_mistakes(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(GOOD)))
    upto = data.draw(st.integers(at, min(at + 12, len(GOOD))))
    text = GOOD[:at] + data.draw(st.text(max_size=6)) + GOOD[upto:]
    template, mistakes = read_checklist(text, "f", KNOWN)
    assert (template is None) == bool(mistakes)
