"""docs/cli.md says what the commands say."""

import re

from cli_reference import BEGIN, DOCUMENT, document

from coptui.cli.verbs import VERBS


def test_the_reference_is_that_of_the_commands():
    assert BEGIN in DOCUMENT.read_text()
    assert DOCUMENT.read_text() == document(), "Run: python tests/cli/cli_reference.py"


def test_every_command_in_the_examples_is_there():
    written = DOCUMENT.read_text().partition(BEGIN)[0]
    blocks = "\n".join(re.findall(r"```\n(.*?)```", written, re.DOTALL))
    named = set(re.findall(r"^coptui ([a-z]+)\b(?!\.)", blocks, re.MULTILINE))
    assert set(VERBS) <= named
    assert named <= set(VERBS)


def test_every_verb_says_what_it_does():
    text = DOCUMENT.read_text().partition(BEGIN)[2]
    for verb in VERBS:
        assert f"## coptui {verb}\n" in text
