"""A translator reaches every shown text, and each is whole: no halves put together, names for what is put in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from string import Formatter

import pytest
from shown_texts import NOT_SHOWN, SOURCE, reads_like_words

MARKS = {"tr", "tr_as", "marked", "counted", "forms"}
"""What a shown text stands in: alone, to be translated elsewhere, with a number, or as both forms of what is counted elsewhere."""

VOCABULARY = {
    "checklists/load.py": "what the YAML parser says",
    "checklists/new.py": "a file that is written for someone to edit",
    "checklists/own_lines.py": "a JSON Schema",
    "checklists/schema.py": "a JSON Schema",
    "checklists/template.py": "the keys and words of checklist files, and their JSON Schema",
    "core/meetings/yearly.py": "questions in languages of their own",
    "core/people/tending.py": "words that people type",
    "core/writing/field_readers.py": "words that people type",
    "core/model/rule_words.py": "words that people type",
    "exchange/formats": "the columns and names of other programs' files",
    "exchange/tables": "the headings and words of other programs' files",
    "exchange/remembering.py": "keys of what is remembered",
    "exchange/writers/practice.py": "the columns of files",
    "store/postgres/connection.py": "what the server says",
    "store/schema.py": "a JSON Schema",
    "store/sending_log.py": "words of a file",
    "tui/shell/where.py": "ids of the parts of the table of commands",
}
"""Files with words that are read, kept or sent, and not shown: marked texts in them are checked all the same."""

NOT_WORDS = re.compile(
    r"coptui( \{\})*|.*[/<>=\\^$;].*|.*\([.a-z]+.*|urn:.*|.*\+tab|\s*--.*|pip install .*|coptui (import|--restricted) .*"
    r"|find: .*|from: .*|Shift\+Tab",
    re.DOTALL,
)
"""Commands and keys to be typed, patterns, styles, addresses."""


def sources() -> list[tuple[str, ast.Module]]:
    return [
        (path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text("utf-8")))
        for path in sorted(SOURCE.rglob("*.py"))
        if not path.relative_to(SOURCE).as_posix().startswith((*NOT_SHOWN, "language.py"))
    ]


SOURCES = sources()


def name_of(node: ast.AST) -> str:
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node) in MARKS:
            yield node


def texts(call: ast.Call) -> list[str]:
    return [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]


@pytest.mark.parametrize(("file", "tree"), SOURCES, ids=[file for file, _ in SOURCES])
def test_texts_are_literals_with_a_value_for_each_name(file: str, tree: ast.Module) -> None:
    for call in calls(tree):
        given = {keyword.arg for keyword in call.keywords}
        if name_of(call) == "counted":
            given.add("count")
        starred = any(isinstance(argument, ast.Starred) for argument in call.args)
        assert texts(call) or starred, f"{file}:{call.lineno}: not a literal"
        for text in texts(call) if name_of(call) != "forms" else ():
            if name_of(call) == "tr" and not given:
                continue  # No value is put in: braces stand for themselves, or are filled elsewhere.
            named = {
                name.split(".")[0].split("[")[0]
                for _, name, _, _ in Formatter().parse(text)
                if name is not None
            }
            assert named <= given, f"{file}:{call.lineno}: {text!r} lacks {named - given}"
            if name_of(call) == "tr":
                assert given <= named, (
                    f"{file}:{call.lineno}: {text!r} has no room for {given - named}"
                )


SAY_NOTHING = re.compile(
    r"\w+_\d|args?|clean|deepest|get|largest|longest\w*|quote|returncode|show|strftime|r?strip|told"
)
"""Names from the code that tell a translator nothing of what is put in."""


@pytest.mark.parametrize(("file", "tree"), SOURCES, ids=[file for file, _ in SOURCES])
def test_a_name_says_what_is_put_in(file: str, tree: ast.Module) -> None:
    names = {keyword.arg or "" for call in calls(tree) for keyword in call.keywords}
    assert not {name for name in names if SAY_NOTHING.fullmatch(name)}


BESIDE = {
    "cli/sponsor.py": "states as they are kept, for programs too",
    "tui/people/in_question_rows.py": "the word that is written into the file",
    "tui/shell/keys.py": "names of keys",
}
"""Files in which a word that is kept, or stands on a keyboard, is beside translated ones."""


def beside_translated(tree: ast.AST) -> Iterator[ast.Constant]:
    """Each word that isn't marked where others in its place are: of a dict, a choice, a name, a call, or what is returned."""
    for places in (*places_of(tree), given_to_calls(tree)):
        for values in places.values():
            if any(name_of(value) in MARKS for value in values if value is not None):
                for value in values:
                    word = value.value if isinstance(value, ast.Constant) else None
                    if (
                        isinstance(word, str)
                        and re.search("[A-Za-z]{2}", word)
                        and not NOT_WORDS.fullmatch(word)
                    ):
                        yield value  # type: ignore[misc]


NOT_SAID = {"dict.fromkeys"}
"""What is given states or groups as they are kept."""


def given_to_calls(tree: ast.AST) -> dict[str, list[ast.expr | None]]:
    """What is given in the same place to each call of the same name."""
    places: dict[str, list[ast.expr | None]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (name := ast.unparse(node.func)) not in NOT_SAID | MARKS:
            given = [*enumerate(node.args), *((each.arg, each.value) for each in node.keywords)]
            for place, value in given:
                if place != "source":
                    places.setdefault(f"{name} {place}", []).append(value)
    return places


def places_of(tree: ast.AST) -> Iterator[dict[str, list[ast.expr | None]]]:
    """The values in each place of a dict, a choice, a name, or what a function returns."""
    for node in ast.walk(tree):
        places: dict[str, list[ast.expr | None]] = {}
        if isinstance(node, ast.Dict):
            places[""] = [*node.values]
        elif isinstance(node, ast.IfExp):
            places[""] = [node.body, node.orelse]
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for part in ast.walk(node):
                if isinstance(part, ast.Return):
                    places.setdefault("return", []).append(part.value)
                elif isinstance(part, ast.Assign):
                    for target in part.targets:
                        several = isinstance(target, ast.Tuple) and isinstance(
                            part.value, ast.Tuple
                        )
                        pairs = zip(target.elts, part.value.elts, strict=False) if several else [(target, part.value)]  # type: ignore[attr-defined]  # fmt: skip
                        for name, value in pairs:
                            places.setdefault(ast.unparse(name), []).append(value)
        yield places


@pytest.mark.parametrize(("file", "tree"), SOURCES, ids=[file for file, _ in SOURCES])
def test_no_single_word_escapes_beside_translated_ones(file: str, tree: ast.Module) -> None:
    if not file.startswith((*VOCABULARY, *BESIDE)):
        found = [f"{file}:{word.lineno}: {word.value!r}" for word in beside_translated(tree)]
        assert not found


KEEPS_SOMEONE = "exchange/formats/replies.py"
"""Beside the core's files of edits and erasing: what takes a name out of a text that is kept."""


@pytest.mark.parametrize(("file", "tree"), SOURCES, ids=[file for file, _ in SOURCES])
def test_the_word_that_the_file_keeps_for_someone_is_not_shown(file: str, tree: ast.Module) -> None:
    kept = (
        "core/model/edits.py",
        "core/model/labels.py",
        "core/model/by_name.py",
        "core/copies/",
        "core/forgetting/",
    )
    if not file.startswith((*kept, KEEPS_SOMEONE)):
        assert not [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "SOMEONE"]  # fmt: skip


def test_a_word_beside_translated_ones_is_seen() -> None:
    source = (
        'def f(a):\n    said = tr("One")\n    said = "two"\n    return tr("3") if a else "four"\n'
    )
    assert [word.value for word in beside_translated(ast.parse(source))] == ["two", "four"]
    source = 'self.say(tr("One"))\nself.say("two")\nKind(name=tr("3"))\nKind(name="four")'
    assert [word.value for word in beside_translated(ast.parse(source))] == ["two", "four"]


def halves(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, text) of each text that is a part of a sentence put together elsewhere."""
    for node in ast.walk(tree):
        if name_of(node) in MARKS:
            for text in texts(node):  # type: ignore[arg-type]
                cut_off = name_of(node) == "counted" and re.search(
                    r" (is|are|was|were|has|have)$", text
                )
                if cut_off or text != text.strip(" ") or re.match(r"[,;.)]", text):
                    yield node.lineno, text  # type: ignore[attr-defined]
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            sides = (node.left, node.right)
            if any(name_of(side) in MARKS for side in sides) and not any(
                isinstance(side, ast.Constant) and not str(side.value).strip() for side in sides
            ):
                yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.AugAssign) and name_of(node.value) in MARKS:
            yield node.lineno, ast.unparse(node)


@pytest.mark.parametrize(("file", "tree"), SOURCES, ids=[file for file, _ in SOURCES])
def test_no_sentence_is_put_together_from_halves(file: str, tree: ast.Module) -> None:
    assert not list(halves(tree))


def test_a_half_is_seen() -> None:
    seen = [line for line, _ in halves(ast.parse(
        'tr(", and more")\ntr("Saved ")\ntext += tr("It is.")\nx = name + tr("is here")\nx = "  " + tr("Fine")'
    ))]  # fmt: skip
    assert sorted(seen) == [1, 2, 3, 4]


def outside_calls(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a key or a type, but for what stands in a call, such as the row beside a field."""
    yield node
    if not isinstance(node, ast.Call):
        for part in ast.iter_child_nodes(node):
            yield from outside_calls(part)


def unmarked(file: str, tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, text) of each literal that reads like words and stands in none of the marks."""
    if file.startswith(tuple(VOCABULARY)):
        return
    marked = {id(argument) for call in calls(tree) for argument in call.args}
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))
        if isinstance(node, ast.keyword) and node.arg in (
            "also",
            "source",
            "metavar",
            "name",
            "draft",
            "unit",
            "fields",
        ):
            skipped |= {id(part) for part in ast.walk(node.value)}
        if isinstance(node, ast.Compare | ast.Assert) or name_of(node) == "cast":
            skipped |= {id(part) for part in ast.walk(node)}
        if isinstance(node, ast.Subscript):
            skipped |= {id(part) for part in outside_calls(node.slice)}
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values}
            text = "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
            )
            if reads_like_words(text) and not NOT_WORDS.fullmatch(text) and id(node) not in skipped:
                yield node.lineno, text
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in marked | skipped
            and reads_like_words(node.value)
            and not NOT_WORDS.fullmatch(node.value)
        ):
            yield node.lineno, node.value


KNOWN = {
    "[help-line|circuit-designers]", "roll call", "in question", "import preview", "import columns", "one person",
    "which letter", "which event", "day or month", "step note", "code page", "said yes", "said maybe", "said no", "comes often", "came before",
    "in person", "long work", "told fault", "first name", "last name", "middle name", "not sent", "new conversation",
    "known event", "new event", "open event", "would save", "new request", "new story", "nesting depth", "could meet", "hit rate", "our promise", "their promise", "next talk", "of us", "our own", "ad hoc",
    "Google Contacts", "Outlook contacts", "Address book", "Microsoft Teams", "Google Meet", "trailing characters",
    "by room", "in review", "A record is never changed in place.", "check in with", "coptui id", "members' checklist", "joined at", "left at", "Invalid enum value", "no one",
    "may have been sent", "to be sent", "no letter",
    "last night", "day before yesterday", "day after tomorrow", "{} coptui {}, Python {}, {}",
}  # fmt: skip
"""Ids, keys, choices and words of the data file, faults of our own and their log, names of programs, days as they are typed, and what other libraries say."""


@pytest.mark.parametrize(("file", "tree"), SOURCES, ids=[file for file, _ in SOURCES])
def test_every_text_that_reads_like_words_can_be_translated(file: str, tree: ast.Module) -> None:
    escaped = [(line, text) for line, text in unmarked(file, tree) if text not in KNOWN]
    assert not escaped, "put it into tr(...) of coptui/language.py"


def test_a_text_in_the_row_of_a_field_is_seen() -> None:
    source = 'a: Annotated[tuple[Literal["in person"]], Entry(tr("A"), "is shown" + x)]'
    assert [text for _, text in unmarked("", ast.parse(source))] == ["is shown"]


def test_what_is_called_vocabulary_is_there() -> None:
    assert all((SOURCE / name).exists() for name in VOCABULARY)
