"""Who may import whom, read from the source: docs/architecture.md tells why."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "coptui"

FEATURES = (
    "home",
    "people",
    "meetings",
    "walks",
    "standing",
    "exchange",
    "notes",
    "practice",
    "letters",
    "upkeep",
)
"""The rooms of the full screen that know no other one."""

BELOW = (
    "core", "checklists", "evidence", "exchange", "expressions", "reports", "store", "session",
    "clock", "checking", "undoing", "walking", "day_page", "own_evidence", "exports", "letters", "config", "settings_file", "samples", "assets", "files", "reading_apart",
    "whereabouts", "language", "errors",
)  # fmt: skip
"""What lies below the full screen."""

ALLOWED: dict[str, set[str]] = {
    "language": {"pseudo_language"},
    "pseudo_language": set(),
    "errors": {"language"},
    "assets": {"language", "errors"},
    "files": {"language", "errors"},
    "whereabouts": {"files", "language", "errors"},
    # Each room of the core builds on those before it.
    "core.model": {"core.model", "language", "errors"},
    "core.finding": {"core.finding", "core.model", "language", "errors"},
    "core.writing": {"core.writing", "core.finding", "core.model", "language", "errors"},
    "core.forgetting": {"core.forgetting", "core.writing", "core.model", "language", "errors"},
    "core.views": {"core.views", "core.forgetting", "core.model", "language", "errors"},
    "core.meetings": {"core.meetings", "core.writing", "core.finding", "core.model", "language", "errors"},
    "core.people": {"core.people", "core.views", "core.forgetting", "core.meetings", "core.writing", "core.finding", "core.model", "language", "errors"},
    "core.lists": {"core.lists", "core.people", "core.meetings", "core.writing", "core.finding", "core.model", "language", "errors"},
    "core.letters": {"core.letters", "core.people", "core.meetings", "core.writing", "core.finding", "core.views", "core.model", "language", "errors"},
    "core.copies": {"core", "language", "errors"},
    "expressions": {"expressions", "core", "language", "errors"},
    "config": {"files", "core", "store", "language", "errors"},
    "settings_file": {"files", "config", "core", "store", "language", "errors"},
    "samples": {"core", "language", "errors", "assets"},
    "evidence": {"evidence", "core", "expressions", "language", "errors"},
    "exchange": {"exchange", "core", "expressions", "language", "errors"},
    "checklists": {"files", "checklists", "core", "expressions", "pseudo_language", "language", "errors"},
    "reports": {"reports", "core", "checklists", "evidence", "language", "errors"},
    "store": {"store", "core", "files", "whereabouts", "language", "errors"},
    "reading_apart": {"exchange", "language", "errors"},
    "own_evidence": {"core", "checklists", "evidence", "language", "errors"},
    "exports": {"core", "exchange", "reports", "language", "errors"},
    "letters": {"files", "letters", "core", "checklists", "exchange", "expressions", "reports", "session", "store", "language", "errors"},
    "notebook": {"clock", "core", "store", "whereabouts", "language", "errors"},
    "checking": {"core", "exchange", "expressions", "store", "language", "errors"},
    "session": {"looking", "clock", "checking", "notebook", "forgetting", "undoing", "core", "checklists", "evidence", "own_evidence", "store", "whereabouts", "language", "errors"},
    "forgetting": {"clock", "notebook", "core", "store", "whereabouts", "language", "errors"},
    "looking": {"clock", "core"},
    "clock": {"core"},
    "day_page": {"clock", "notebook", "core", "checklists", "evidence", "language", "errors"},
    "undoing": {"notebook", "core", "store", "language", "errors"},
    "walking": {"session", "core", "checklists", "evidence", "expressions", "language", "errors"},
    "cli": {
        "cli", "core", "checklists", "evidence", "exchange", "expressions", "reports", "store",
        "session", "checking", "clock", "undoing", "walking", "day_page", "own_evidence", "exports", "letters", "config", "samples", "assets", "files", "reading_apart", "whereabouts", "language", "errors",
    },
    "tui.kit": {"tui.kit", "core.model", "language", "errors"},
    "tui.records": {"tui.records", "tui.kit", "core", "evidence", "checklists", "language", "errors"},
    "tui.shell": {"tui.shell", "tui.records", "tui.kit", *BELOW},
    # A feature knows no other one: it opens places.
    **{
        f"tui.{feature}": {f"tui.{feature}", "tui.shell", "tui.records", "tui.kit", *BELOW}
        for feature in FEATURES
    },
    "tui.day": {"tui.day", *(f"tui.{feature}" for feature in FEATURES), "tui.shell", "tui.records", "tui.kit", *BELOW},
    "tui.routes": {"tui.shell"},
    "tui.app": {"tui.routes", "tui.shell", "tui.kit", *BELOW},
    "tui.first_run": {"tui.app", "tui.shell", "tui.kit", *BELOW},
}  # fmt: skip

# A library and the only places that may know it.
ONLY: dict[str, tuple[str, ...]] = {
    "tinydb": ("store/storage.py",),
    "filelock": ("store",),
    "textual": ("tui",),
    "rich": ("tui",),
    "click": ("cli",),
    "yaml": (
        "checklists/load.py",
        "checklists/lint.py",
        "checklists/nodes.py",
        "config.py",
        "settings_file.py",
    ),
    "simpleeval": ("expressions/",),
    "anyascii": ("exchange/planning/likeness.py",),
    "psycopg": ("store/postgres", "store/opening.py"),
    "networkx": ("evidence/lines/ties.py",),
    "vobject": ("exchange",),
    "icalendar": ("exchange",),
    "recurring_ical_events": ("exchange",),
    "rapidfuzz": (
        "core/finding/search.py",
        "checklists",
        "exchange/planning/likeness.py",
        "exchange/planning/identity.py",
        "expressions",
    ),
}

IMPURE = {
    "os",
    "io",
    "pathlib",
    "time",
    "socket",
    "subprocess",
    "shutil",
    "tempfile",
    "sys",
    "threading",
    "random",
    "secrets",
    "locale",
}


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def module_file(dotted: str) -> Path | None:
    """The file of a module of ours; None for what is none."""
    place = SOURCE.joinpath(*dotted.split(".")[1:])
    if dotted.split(".")[0] != "coptui":
        return None
    found = (place.with_suffix(".py"), place / "__init__.py")
    return next((path for path in found if path.is_file()), None)


@cache
def imports(path: Path) -> tuple[tuple[str, int, bool], ...]:
    """(module, line, only for the type checker)."""
    return tuple(_imports(path))


class Call(NamedTuple):
    """A call: its line, what is called, and the names of what it is given by name."""

    line: int
    called: str
    named: tuple[str | None, ...]


@cache
def calls(path: Path) -> tuple[Call, ...]:
    """Each call in a file."""
    return tuple(
        Call(node.lineno, ast.unparse(node.func), tuple(word.arg for word in node.keywords))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
    )


def _imports(path: Path) -> Iterator[tuple[str, int, bool]]:
    tree = ast.parse(path.read_text("utf-8"))
    checked: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            checked |= {id(part) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, node.lineno, id(node) in checked
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            base = node.module or ""
            for name in node.names:
                full = f"{base}.{name.name}"
                yield full if module_file(full) else base, node.lineno, id(node) in checked


def place(dotted: str) -> str:
    """`coptui.tui.kit.line` -> `tui.kit`; `coptui.store.lock` -> `store`."""
    parts = dotted.split(".")[1:]
    if parts[:1] in (["tui"], ["core"]) and len(parts) > 1:
        return ".".join(parts[:2])
    return parts[0] if parts else ""


def room(path: Path) -> str:
    return place(".".join(("coptui", *path.relative_to(SOURCE).with_suffix("").parts)))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_stay_inside_the_walls(path: Path) -> None:
    here = room(path)
    top = here.split(".")[0]
    allowed = ALLOWED.get(here) or ALLOWED.get(top)
    if here in ("__init__", "__main__", "core.__init__", "tui.__init__"):
        return
    assert allowed is not None, f"{here} has no rule"
    for module, line, _ in imports(path):
        if not module.startswith("coptui"):
            continue
        target = place(module)
        if target in ("", "__version__"):
            continue
        fits = target in allowed or target.split(".")[0] in allowed
        if here == "cli" and target.split(".")[0] == "tui":
            continue  # test_tui_is_imported_late looks at these
        assert fits, f"{path}:{line}: {here} may not import {target}"


def test_no_two_files_know_each_other_however_late() -> None:
    """Late imports and those for the type checker count: a circle of files is one file."""
    known = {
        path: {
            target
            for module, _, _ in imports(path)
            if (target := module_file(module)) is not None and target != path
        }
        for path in modules()
    }
    done: set[Path] = set()

    def look(path: Path, way: tuple[Path, ...]) -> None:
        if path in way:
            circle = way[way.index(path) :]
            raise AssertionError(" -> ".join(str(one.relative_to(SOURCE)) for one in circle))
        if path not in done:
            for target in known[path]:
                look(target, (*way, path))
            done.add(path)

    for path in known:
        look(path, ())


@pytest.mark.parametrize("library", ONLY)
def test_a_library_is_known_in_one_place(library: str) -> None:
    for path in modules():
        where = str(path.relative_to(SOURCE))
        for module, line, _ in imports(path):
            if module.split(".")[0] == library:
                assert where.startswith(ONLY[library]), f"{where}:{line} imports {library}"


def test_nothing_is_begun_from_a_screen_that_its_end_would_wait_for() -> None:
    """`asyncio.to_thread` works in threads that the loop joins when the program ends."""
    for path in (SOURCE / "tui").rglob("*.py"):
        assert "to_thread" not in path.read_text("utf-8"), path


def test_the_core_knows_no_file_clock_or_screen() -> None:
    for path in sorted((SOURCE / "core").rglob("*.py")) + sorted(
        (SOURCE / "evidence").rglob("*.py")
    ):
        for module, line, _ in imports(path):
            assert module.split(".")[0] not in IMPURE, f"{path}:{line} imports {module}"
        for line, called, _ in calls(path):
            assert called not in ("print", "open", "input"), f"{path}:{line}: {called}"
            assert not called.endswith((".today", ".now", ".utcnow")), f"{path}:{line}: {called}"


def test_only_output_prints() -> None:
    for path in modules():
        if path == SOURCE / "cli" / "output.py":
            continue
        for line, called, _ in calls(path):
            assert called not in ("print", "click.echo", "click.secho"), f"{path}:{line} prints"


def test_only_the_session_and_the_store_write_records() -> None:
    for path in modules():
        if room(path) in ("store", "session") or room(path).startswith("store"):
            continue
        for line, called, _ in calls(path):
            whose, _, done = called.rpartition(".")
            assert done != "write" or "store" not in whose, (
                f"{path}:{line} writes behind the session's back"
            )


def test_no_one_reaches_into_the_session_for_its_store() -> None:
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr == "_store":
                own = isinstance(node.value, ast.Name) and node.value.id == "self"
                assert own, f"{path}:{node.lineno} takes the store from whoever keeps it"


def test_only_the_server_s_store_speaks_sql() -> None:
    verbs = ("SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "CREATE TABLE ", "ALTER ")
    for path in modules():
        if "postgres" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else ""
            assert not (isinstance(text, str) and text.lstrip().startswith(verbs)), (
                f"{path}:{node.lineno} speaks SQL"
            )


def test_no_text_is_read_as_markup() -> None:
    """Static, Label and notify read markup from a string unless they are told not to."""
    for path in sorted((SOURCE / "tui").rglob("*.py")):
        for line, called, named in calls(path):
            if called.split(".")[-1] in ("Static", "Label"):
                assert "markup" in named, f"{path}:{line}: {called} without markup=False"
            assert called.split(".")[-1] not in (
                "notify", "DataTable", "OptionList", "ListView", "Select", "Tree", "Button",
                "Checkbox", "from_markup", "Markdown",
            ), f"{path}:{line}: {called} reads markup or is no list of ours"  # fmt: skip
            assert "tooltip" not in named, f"{path}:{line}"


def test_no_name_says_nothing() -> None:
    for path in modules():
        assert path.stem not in ("utils", "util", "helpers", "helper", "manager", "misc", "common")


def loaded_after(code: str) -> set[str]:
    out = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print('\\n'.join(sys.modules))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    names = out.stdout.split()
    return {*names, *(name.split(".")[0] for name in names)}


def test_the_command_line_loads_no_textual() -> None:
    loaded = loaded_after("import coptui.cli, pkgutil, importlib\n"
        "[importlib.import_module(m.name) for m in pkgutil.walk_packages(coptui.cli.__path__, 'coptui.cli.')]")  # fmt: skip
    assert not loaded & {"textual", "rich", "networkx"}


def test_the_package_itself_loads_nothing() -> None:
    assert not loaded_after("import coptui") & {"textual", "tinydb", "yaml", "click", "msgspec"}


def test_the_first_screen_does_without_the_heavy_ones() -> None:
    loaded = loaded_after(
        "import coptui.session, coptui.store.store, coptui.tui.app, coptui.tui.home.home"
    )
    assert not loaded & {
        "yaml",
        "filelock",
        "rapidfuzz",
        "anyascii",
        "simpleeval",
        "networkx",
        "dateutil",
    }
    assert not loaded & {"ssl", "_ssl", "_hashlib"}
    assert not loaded & {"textual.command", "textual.widgets._input", "textual.widgets._select"}
    assert not loaded & {
        "coptui.core.writing.jottings",
        "coptui.core.writing.capture",
        "coptui.core.finding.search",
        "coptui.core.writing.form_fields",
        "coptui.tui.records.detail",
    }


def test_what_textual_is_loaded_without_can_be_loaded_later() -> None:
    """And it is then as it always was: no screen of ours takes it from an empty module."""
    script = (
        "import coptui.tui, ssl\n"
        "from textual.command import CommandPalette\n"
        "from textual.widgets import Input, OptionList\n"
        "assert ssl.SSLContext and CommandPalette.BINDINGS and Input.BINDINGS\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


MAY_COUNT_TIME = {
    "core/model/days.py": "the one place that counts days",
    "core/model/zones.py": "hours of a meeting whose end is not known",
    "core/meetings/meeting_now.py": "how far a meeting is from now",
    "core/meetings/planning.py": "how long a meeting lasts",
    "exchange/tables/attendance.py": "minutes, a month of them at most",
    "exchange/tables/moments.py": "offsets of zones",
    "exchange/tables/durations.py": "sums of minutes",
    "exchange/planning/event_records.py": "how far two times are apart",
    "exchange/planning/meetings.py": "how far two times are apart",
    "exchange/formats/teams_actions.py": "hours between two meetings",
    "exchange/tables/gatherings.py": "minutes, a month of them at most",
    "exchange/tables/workbooks.py": "lengths in cells",
    "store/backups.py": "ages of backups, by names that were read as dates",
    "tui/shell/meeting_watch.py": "minutes of a setting with a bound",
}
"""What may know `timedelta`: times of day, with bounds. Days are counted by `core/model/days.py` alone."""


def test_one_place_does_arithmetic_with_days() -> None:
    """A day near the first or last year, or a count of anybody's, must not end the program."""
    found = set()
    for path in sorted(SOURCE.rglob("*.py")):
        source = path.read_text("utf-8")
        if not re.search("delta|fromordinal|fromisocalendar", source):
            continue
        for node in ast.walk(ast.parse(source)):
            name = getattr(node, "id", getattr(node, "attr", getattr(node, "name", "")))
            if name in ("timedelta", "relativedelta", "fromordinal", "fromisocalendar"):
                found.add(str(path.relative_to(SOURCE)))
    assert found == set(MAY_COUNT_TIME)


def test_few_modules_are_loaded_by_a_command_and_by_the_first_screen(tmp_path) -> None:
    """Loading is most of what a start takes: little more than the libraries that are needed for it.

    Ratios with air, and none of our own modules: a cap on those would melt two good files into one.
    """
    path = tmp_path / "one.json"
    path.write_text('{"members": {"1": {"name": "Ann"}}}')
    find = f"from coptui.cli.run import run; run(['find', 'ann', '-f', {str(path)!r}])"
    # One who fits is few: what forgives typing errors is loaded, a fifth of all.
    assert of_others(find) <= 1.05 * of_others("import click, msgspec, platformdirs, rapidfuzz")
    people = ", ".join(f'"{number}": {{"name": "Ann"}}' for number in range(1, 9))
    path.write_text(f'{{"members": {{{people}}}}}')
    assert of_others(find) <= 1.05 * of_others("import click, msgspec, platformdirs")
    screen = "import coptui.cli.full_screen, coptui.session, coptui.store.store, "
    screen += "coptui.store.notebook, coptui.tui.app, coptui.tui.home.home"
    libraries = "textual.app, textual.screen, textual.widgets, tinydb, msgspec, click, platformdirs"
    assert of_others(screen) <= 1.05 * of_others(f"import {libraries}")


def of_others(code: str) -> int:
    """How many modules that are not ours some code loads."""
    return sum(name.partition(".")[0] != "coptui" for name in every_module_after(code))


def every_module_after(code: str) -> list[str]:
    out = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print('#', *sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return out.stdout.rpartition("#")[2].split()


MAY_MAKE_A_LIST = {
    "home/home.py": "the detail view of the first screen",
    "home/panes.py": "its three lists",
    "shell/list_screen.py": "the shell of every other screen with a list",
}
MAY_COMPOSE = {
    "home/home.py": "lists and a detail view, each of which is worked in",
    "home/form.py": "fields",
    "shell/list_screen.py": "a list",
    "shell/bottom_line.py": "what is asked at the bottom",
}


def test_every_screen_with_a_list_is_a_list_screen() -> None:
    makers = set()
    for path in sorted((SOURCE / "tui").rglob("*.py")):
        if room(path) == "tui.kit":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "RecordList":
                makers.add(str(path.relative_to(SOURCE / "tui")))
    assert makers == set(MAY_MAKE_A_LIST)


def test_screens_are_put_together_in_four_places() -> None:
    composing = {
        str(path.relative_to(SOURCE / "tui"))
        for path in sorted((SOURCE / "tui").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name == "compose"
    }
    assert composing == set(MAY_COMPOSE)


def test_a_screen_stands_on_at_most_two_of_ours() -> None:
    """What screens share beyond that comes in groups of commands, not by ancestry."""
    from importlib import import_module

    from coptui.tui.routes import ROUTES
    from coptui.tui.shell.base import CoptScreen

    for route in ROUTES.values():
        module, _, name = route.partition(":")
        screen = getattr(import_module(f"coptui.tui.{module}"), name)
        storeys = [kind.__name__ for kind in screen.__mro__ if issubclass(kind, CoptScreen)]
        assert len(storeys) <= 3, storeys


def test_no_group_of_commands_hides_behind_an_action_of_textuals() -> None:
    """A screen's own method comes first, also one that Textual gave it."""
    from textual.screen import ModalScreen

    from coptui.tui.shell.commands import COMMANDS

    for command in COMMANDS:
        if command.where != "moving":
            assert not hasattr(ModalScreen, f"action_{command.action}"), command.id


MOST_LINES = {"core/model/records.py": 1000, "tui/app.py": 280}
"""A file has 350 lines at most, but for these: the records are one table, and the app only ties together."""


def too_long(source: Path) -> set[str]:
    """Files of a copy of the source that are too long to be read in one go."""
    return {
        name
        for path in source.rglob("*.py")
        if path.read_text("utf-8").count("\n")
        > MOST_LINES.get(name := path.relative_to(source).as_posix(), 350)
    }


def test_no_file_is_too_long_to_be_read_in_one_go() -> None:
    assert not too_long(SOURCE)


def test_nothing_lies_in_the_root_that_does_not_belong_there() -> None:
    """Papers that the program writes where it was started are committed before someone notices."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone")
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    assert {name for name in listed if name and "/" not in name} == {
        ".gitignore",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "LICENSE",
        "README.md",
        "SECURITY.md",
        "pyproject.toml",
    }


def test_no_path_is_resolved_where_links_may_lead_to_each_other() -> None:
    """`Path.resolve` raises RuntimeError for them, which no one expects; `real_path` doesn't."""
    found = [
        path.name
        for path in modules()
        if ".resolve()" in path.read_text("utf-8").replace("Path(__file__).resolve()", "")
    ]
    assert not found


READS_OTHERWISE = {
    "files.py": "the one place that looks first whether it is a plain file",
    "samples.py": "what is shipped",
    "cli/checklists.py": "what is shipped",
    "checklists/load.py": "what is shipped, beside what someone wrote",
    "store/mounts.py": "what the kernel tells",
    "store/own_files.py": "files of a community on a server, too",
    "store/data_file.py": "by its descriptor",
    "store/storage.py": "through DataFile",
    "store/sides.py": "through DataFile",
    "store/store.py": "through DataFile",
    "exchange/tables/unpacking.py": "parts of an archive",
}
"""Where a file is read without `coptui.files`, and why no pipe or device can be there."""


def test_whoever_reads_a_file_looks_first_whether_it_is_one() -> None:
    """A pipe would be waited for, and a device is never read to its end."""
    reads = re.compile(r'\.read_bytes\(\)|\.read_text\((?!text|sheet|one)|\.open\("rb?"\)')
    found = {
        str(path.relative_to(SOURCE))
        for path in modules()
        if reads.search(path.read_text("utf-8")) or "read_text(\n" in path.read_text("utf-8")
    }
    assert found <= READS_OTHERWISE.keys()
