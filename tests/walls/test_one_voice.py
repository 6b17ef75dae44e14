"""How a fact reads is written down once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from coptui.core.model.community import Community
from coptui.core.model.records import Action, Member, Topic
from coptui.core.model.saying import due, name_of, owner_and_due, person

SOURCE = Path(__file__).resolve().parents[2] / "src" / "coptui"


def files_with(*texts: str) -> Iterator[tuple[Path, ast.Module]]:
    """(path, what it holds) of each file in which one of some texts is."""
    for path in sorted(SOURCE.rglob("*.py")):
        source = path.read_text("utf-8")
        if any(text in source for text in texts):
            yield path, ast.parse(source)


def choices_by_one(tree: ast.AST) -> Iterator[ast.expr]:
    """Every `a if n == 1 else b` between two texts, and every `forms[n != 1]`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Compare):
            yield node
        if isinstance(node, ast.IfExp) and isinstance(node.test, ast.Compare):
            limit, how = node.test.comparators[0], node.test.ops[0]
            by_one = (
                isinstance(limit, ast.Constant) and type(limit.value) is int and limit.value == 1
            )
            by_one = by_one and (isinstance(how, ast.Eq | ast.NotEq) or _adds_an_s(node))
            texts = [
                side
                for side in (node.body, node.orelse)
                if isinstance(side, ast.JoinedStr)
                or (isinstance(side, ast.Constant) and isinstance(side.value, str))
            ]
            if by_one and len(texts) == 2:
                yield node


def _adds_an_s(node: ast.IfExp) -> bool:
    return any(
        isinstance(side, ast.Constant) and side.value == "s" for side in (node.body, node.orelse)
    ) or any(
        isinstance(one, ast.Constant)
        and isinstance(many, ast.Constant)
        and many.value == f"{one.value}s"
        for one, many in ((node.body, node.orelse), (node.orelse, node.body))
    )


ALLOWED = {
    # Words that follow no count.
    "exchange/planning/plan.py",
    "tui/records/links.py",
    "tui/records/topic_detail.py",
    "tui/walks/walk_rows.py",
}


def test_singular_and_plural_are_told_apart_in_one_place() -> None:
    found = {
        path.relative_to(SOURCE).as_posix()
        for path, tree in files_with(" 1", "[")
        if any(choices_by_one(tree))
    }
    assert found - ALLOWED == set()


def test_someone_is_called_so_in_one_place() -> None:
    naming = {
        path.relative_to(SOURCE).as_posix()
        for path, tree in files_with("someone")
        for node in ast.walk(tree)
        if isinstance(node, ast.IfExp | ast.BoolOp)
        and any(
            isinstance(part, ast.Constant) and part.value == "someone" for part in ast.walk(node)
        )
    }
    assert naming == {"config.py"}, "a login without a name"


def words_of(node: ast.AST) -> str:
    """The text of a literal or of an f-string, with `{}` for what is put in."""
    if isinstance(node, ast.JoinedStr):
        return "".join(words_of(part) or "{}" for part in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else ""


TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("days", "said"),
    [(-21, "3 weeks late"), (-1, "1 day late"), (0, "due today"), (1, "due tomorrow"),
     (3, "due Wed"), (30, "due 22 Dec"), (None, "")],
)  # fmt: skip
def test_when_a_follow_up_is_due(days: int | None, said: str) -> None:
    action = Action(text="x", due_on=None if days is None else TODAY + timedelta(days=days))
    assert due(action, TODAY) == said


def test_what_is_done_is_not_late() -> None:
    action = Action(text="x", due_on=TODAY - timedelta(days=9), state="done")
    assert "late" not in due(action, TODAY)


def test_people_and_titles() -> None:
    community = Community(members={1: Member(id=1, name="Ann Lee")})
    assert [person(community, who) for who in (1, 2, "Otto", None)] == [
        "Ann Lee",
        "someone",
        "Otto",
        "",
    ]
    assert name_of(Topic(title="The Miller family", confidential=True, code="case 14")) == "case 14"
    action = Action(text="x", owner=1, due_on=TODAY)
    assert owner_and_due(community, action, TODAY) == "Ann Lee, due today"


def test_a_share_is_put_into_words_in_one_place() -> None:
    """So that nearly all is never said to be all."""
    rounding = {
        path.relative_to(SOURCE).as_posix()
        for path, tree in files_with("}%")
        for node in ast.walk(tree)
        if "}%" in words_of(node)
    }
    assert rounding == {
        "core/model/counting.py",
        "tui/standing/pulse_rows.py",
        "reports/figures.py",
    }


def test_a_first_letter_is_put_in_capitals_in_one_place() -> None:
    capitals = {
        path.relative_to(SOURCE).as_posix()
        for path, _ in files_with("[:1].upper()", ".capitalize()")
    }
    assert capitals == {
        "core/model/text.py",  # as_sentence
        "core/writing/understood.py",  # each of several sentences
        "core/writing/named.py",  # whether a name is written in capitals
        "cli/checklists.py",  # the title made of an id
        "tui/meetings/calendar_rows.py",  # the first letters of the weekdays
    }


TELLERS = {"tr", "tr_as", "counted", "translated"}
MAY_COMPARE = {
    "cli/faults.py": "with the notes of an error, which are texts, put there in the same run",
    "cli/run.py": "with the notes of an error",
    "evidence/quoting.py": "with what was just written in place of a name",
}


def is_shown(value: ast.AST | None) -> bool:
    return isinstance(value, ast.Call) and getattr(value.func, "id", "") in TELLERS


def shown_names(tree: ast.Module) -> set[str]:
    """Names of a file for one shown text each."""
    return {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign) and is_shown(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def decisions_by_shown_text(tree: ast.AST, known: set[str]) -> Iterator[ast.expr]:
    """Every comparison with a shown text, as it is or in small letters."""
    for node in ast.walk(tree):
        for side in (node.left, *node.comparators) if isinstance(node, ast.Compare) else ():
            if isinstance(side, ast.Call) and isinstance(side.func, ast.Attribute):
                side = side.func.value
            if is_shown(side) or (isinstance(side, ast.Name) and side.id in known):
                yield side


def test_no_code_decides_by_a_shown_text() -> None:
    """Another language shows another: the value beside the text says what is so."""
    trees = dict(files_with("tr(", "import"))
    shown = {
        f"coptui.{path.relative_to(SOURCE).with_suffix('').as_posix().replace('/', '.')}.{name}"
        for path, tree in trees.items()
        for name in shown_names(tree)
    }
    deciding = set()
    for path, tree in trees.items():
        imported = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
            if f"{node.module}.{alias.name}" in shown
        }
        if any(decisions_by_shown_text(tree, imported | shown_names(tree))):
            deciding.add(path.relative_to(SOURCE).as_posix())
    assert deciding == set(MAY_COMPARE)


@pytest.mark.parametrize(
    "code", ["hit.why == NEARLY", "NEARLY in notes", "x != tr('no')", "a == NEARLY.casefold()"]
)
def test_the_wall_sees_a_decision_by_a_shown_text(code: str) -> None:
    tree = ast.parse(f"NEARLY = tr('nearly')\n{code}")
    assert any(decisions_by_shown_text(tree, shown_names(tree)))


DATA_WORDS = {"status", "state", "rsvp", "answer", "cycle", "prefers", "channel", "table"}
FOR_PROGRAMMERS = {
    "checking.py": "the name of a table, in a report about the file",
    "checklists/facts.py": "how a checklist is written",
    "checklists/translation.py": "how a checklist is written",
    "store/version.py": "the name of a table, in a report about the file",
}
AS_TYPED = {
    "core/people/levels.py": "a status, which lists, forms and files show as the data has it",
    "evidence/lines/value.py": "a kind of value, which stories, forms and files show so, too",
    "tui/meetings/roll_call.py": "a status, which lists, forms and files show as the data has it",
}


def test_no_word_of_the_data_is_put_into_a_sentence() -> None:
    """Its translation would keep an English word: there is a whole sentence for each."""
    found = {
        path.relative_to(SOURCE).as_posix()
        for path, tree in files_with("tr(")
        for node in ast.walk(tree)
        if is_shown(node)
        for word in getattr(node, "keywords", ())
        if getattr(word.value, "attr", getattr(word.value, "id", "")) in DATA_WORDS
    }
    assert found == {*FOR_PROGRAMMERS, *AS_TYPED}
