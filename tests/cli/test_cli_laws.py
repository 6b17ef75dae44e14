"""Whatever is typed, a command ends with one of the documented codes and never with a fault."""

import io
import sys
from contextlib import redirect_stderr, redirect_stdout

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coptui.cli.run import run

LAW = settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
PIECES = [
    "@carlos",
    "@ann",
    "@",
    "#on",
    "#",
    "!fri",
    "!",
    "!9999y",
    "|",
    "-",
    "d",
    "3",
    "'",
    "\x1b[",
]
WORDS = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), min_size=1, max_size=6)
# No system passes a NUL inside an argument.
ARGUMENTS = WORDS.filter(lambda words: not any("\x00" in word for word in words))
CODES = {0, 1, 2, 3}


def ended(words: list[str], typed: str = "") -> tuple[int, str]:
    """The exit code and everything said."""
    said = io.StringIO()
    before = sys.stdin
    sys.stdin = io.StringIO(typed)
    try:
        with redirect_stdout(said), redirect_stderr(said):
            return run(words), said.getvalue()
    finally:
        sys.stdin = before


@LAW
@given(words=ARGUMENTS)
@pytest.mark.parametrize("verb", ["find", "log", "evidence", "check", "restore", "walk", ""])
def test_any_words(file, verb, words):
    code, said = ended(["-f", str(file), *([verb] if verb else []), *words])
    assert code in CODES, said
    assert "\x1b" not in said


@LAW
@given(lines=st.lists(WORDS.map(" ".join), max_size=8))
def test_any_answers(file, lines):
    typed = "\n".join(line.replace("\n", " ") for line in lines)
    code, said = ended(["-f", str(file), "walk", "small-round", "--plain", "--anew"], typed)
    assert code in CODES, said
    assert "\x1b" not in said


@LAW
@given(bytes_=st.binary(max_size=200))
@pytest.mark.parametrize("verb", ["find x", "check", "evidence", "log @x", "restore"])
def test_any_bytes_as_a_file(file, verb, bytes_):
    file.write_bytes(bytes_)
    code, said = ended(["-f", str(file), *verb.split()])
    assert code in CODES, said
    assert file.read_bytes() == bytes_


@LAW
@given(text=st.text(max_size=200))
def test_any_text_as_a_checklist(home, text):
    (home / "x.yaml").write_text(text, errors="replace")
    code, said = ended(["checklists", "lint", str(home / "x.yaml")])
    assert code in CODES, said
    assert "\x1b" not in said
