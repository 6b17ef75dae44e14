"""Whatever fails in a command that writes: its words and its exit code say what is on disk."""

from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from coptui.errors import SAVED
from coptui.exchange.reading import read
from failing_calls import Failing

DECIDING = ("replace", "rename", "link", "unlink", "fsync")
"""What makes a file another one, or lasting: tried in the short walks too, and told too late."""
CODES = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EDQUOT, errno.EINTR)
NOT = (
    "not saved", "was not made", "is as it was", "Nothing was", "cannot be written",
    "cannot be read", "cannot be saved", "cannot be made", "not kept", "already",
)  # fmt: skip
"""What says that a command did nothing, or why it could not."""
CLAIMS = ("not saved", "was not made", "is as it was", "Nothing was")
"""Of these what is false once it is on disk."""


def tables(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_bytes())
    return found


@dataclass
class Case:
    """A command, what it is told, whether its work is on disk, and what it says when it is."""

    words: tuple[str, ...]
    done: Callable[[Path], bool]
    said: str
    typed: str = ""
    ready: Callable[..., object] = lambda home, coptui: None


def circle(home: Path) -> dict[str, Any]:
    return tables(home / "circle.json")


def with_a_fault(home: Path, coptui: Any) -> None:
    found = circle(home)
    found["members"]["2"]["joined_on"] = "2025-2-1"
    (home / "circle.json").write_text(json.dumps(found))


def with_a_backup(home: Path, coptui: Any) -> None:
    assert coptui("-f", "circle.json", "log", "call !fri").code == 0


def with_copies(home: Path, coptui: Any) -> None:
    found = circle(home)
    (home / "base.json").write_text(json.dumps(found))
    found["members"]["3"]["phone"] = "123"
    (home / "theirs.json").write_text(json.dumps(found))


def with_a_walk(home: Path, coptui: Any) -> None:
    assert coptui("-f", "circle.json", "walk", "small-round", "--plain", typed="q\n").code == 0


def with_my_walk(home: Path, coptui: Any) -> None:
    assert coptui("-f", "circle.json", "walk", "coordinator", "--plain", typed="q\n").code == 0


def with_a_list(home: Path, coptui: Any) -> None:
    (home / "list.csv").write_text("Name,Email\nNora Quist,nora@example.org\n")


def answers(path: Path, table: str) -> int:
    return sum(len(run.get("log", ())) for run in tables(path)[table].values())


CASES = {
    "new": Case(
        ("new", "fresh.json", "--name", "Fresh"),
        lambda home: (home / "fresh.json").exists() and "community" in tables(home / "fresh.json"),
        "Fresh is ready in",
    ),
    "log": Case(
        ("-f", "circle.json", "log", "call !fri"),
        lambda home: len(circle(home).get("actions", ())) == 1,
        "Follow-up for you, due",
    ),
    "log --json": Case(
        ("-f", "circle.json", "log", "call !fri", "--json"),
        lambda home: len(circle(home).get("actions", ())) == 1,
        "Follow-up for you, due",
    ),
    "import": Case(
        ("-f", "circle.json", "import", "list.csv", "--new"),
        lambda home: len(circle(home)["members"]) == 5,
        "Saved; press u in coptui",
        ready=with_a_list,
    ),
    "check --fix": Case(
        ("-f", "circle.json", "check", "--fix"),
        lambda home: circle(home)["members"]["2"]["joined_on"] == "2025-02-01",
        "1 field was fixed",
        ready=with_a_fault,
    ),
    "restore": Case(
        ("-f", "circle.json", "restore", "1", "--yes"),
        lambda home: not circle(home).get("actions"),
        "has been restored",
        ready=with_a_backup,
    ),
    "merge": Case(
        ("merge", "base.json", "circle.json", "theirs.json"),
        lambda home: circle(home)["members"]["3"].get("phone") == "123",
        "changes 1 member",
        ready=with_copies,
    ),
    "person forget": Case(
        ("-f", "circle.json", "person", "forget", "Carlos", "--yes"),
        lambda home: b"Carlos" not in (home / "circle.json").read_bytes(),
        "Erased from",
    ),
    "walk --plain": Case(
        ("-f", "circle.json", "walk", "small-round", "--plain"),
        lambda home: answers(home / "circle.json", "runs") == 1,
        "1 answered and saved",
        typed="3\nq\n",
        ready=with_a_walk,
    ),
    "a walk in the notebook": Case(
        ("-f", "circle.json", "walk", "coordinator", "--plain"),
        lambda home: answers(home / "data" / "coptui" / "notebook.json", "walks") == 1,
        "1 answered and saved",
        typed="3\nq\n",
        ready=with_my_walk,
    ),
    "history --take-back": Case(
        ("-f", "circle.json", "history", "1", "--take-back"),
        lambda home: not circle(home).get("actions"),
        "undo",
        ready=with_a_backup,
    ),
    "export": Case(
        ("-f", "circle.json", "export", "csv", "--to", "out.csv"),
        lambda home: (home / "out.csv").exists() and b"Carlos" in (home / "out.csv").read_bytes(),
        "Written:",
    ),
    "export over another": Case(
        ("-f", "circle.json", "export", "csv", "--to", "out.csv", "--force"),
        lambda home: b"Carlos" in (home / "out.csv").read_bytes(),
        "Written:",
        ready=lambda home, coptui: (home / "out.csv").write_text("old"),
    ),
}  # fmt: skip


def calls_of(case: Case, home: Path, prepared: Path, coptui: Any) -> list[str]:
    """The calls that a command makes in its folders, in their order."""
    again(home, prepared)
    with pytest.MonkeyPatch.context() as patch:
        counting = Failing(home, 10**9, 0)
        counting.patch(patch)
        ended = coptui(*case.words, typed=case.typed)
    assert ended.code == 0, (ended.err, ended.out)
    assert case.done(home) and case.said in ended.err + ended.out, ended
    return counting.seen


def again(home: Path, prepared: Path) -> None:
    for entry in home.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    shutil.copytree(prepared, home, dirs_exist_ok=True)


def is_true(case: Case, home: Path, ended: Any, what: str) -> None:
    done, words = case.done(home), ended.err + ended.out
    told = f"{what}: exit {ended.code}, done {done}, said {words!r}"
    assert "fault of ours" not in words and "Traceback" not in words, told
    if ended.code == 0:
        assert done and case.said in words, told
        assert not any(claim in ended.err for claim in CLAIMS), told
    elif done:
        assert SAVED in words or case.said in words, told
        assert not any(claim in words for claim in CLAIMS), told
    else:
        assert case.said not in words and SAVED not in words, told
        assert any(reason in words for reason in NOT) or ": " in words, told


def walk_over(
    name: str,
    home: Path,
    kept: Path,
    coptui: Any,
    codes: Callable[[int], tuple[int, ...]],
    most: int = 10**9,
) -> int:
    case = CASES[name]
    case.ready(home, coptui)
    prepared = kept / "prepared"
    shutil.copytree(home, prepared)
    calls = calls_of(case, home, prepared, coptui)
    count, runs = len(calls), 0
    for place, call in enumerate(calls, 1):
        if call not in DECIDING and place % max(1, count // most):
            continue
        for code in codes(place):
            for late in (False, True):
                again(home, prepared)
                failing = Failing(home, place, code, late)
                with pytest.MonkeyPatch.context() as patch:
                    failing.patch(patch)
                    ended = coptui(*case.words, typed=case.typed)
                if late and failing.hit not in DECIDING:
                    break
                runs += 1
                what = f"{failing.hit} {place} of {count}, {errno.errorcode[code]}, late {late}"
                is_true(case, home, ended, what)
    return runs


@pytest.fixture
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.mark.parametrize("name", CASES)
def test_words_and_exit_code_agree_with_the_disk(
    name: str,
    file: Path,
    home: Path,
    kept: Path,
    coptui: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """At some places of each command; with `-m long` at all of them."""
    # The process that reads a list saves nothing.
    monkeypatch.setattr("coptui.reading_apart.read_apart", read)
    codes = lambda place: (CODES[place % len(CODES)],)  # noqa: E731
    assert walk_over(name, home, kept, coptui, codes, most=20) > 10


@pytest.mark.parametrize("beside", ["data", "state/coptui/drafts"])
def test_whatever_fails_beside_the_file_an_erasure_is_told(
    beside: str, file: Path, home: Path, kept: Path, coptui: Any
) -> None:
    """In the notebook and in drafts: the person is gone from the file by then."""
    case, prepared = CASES["person forget"], kept / "prepared"
    shutil.copytree(home, prepared)
    place = 0
    while True:
        place += 1
        again(home, prepared)
        failing = Failing(home / beside, place, errno.EIO)
        with pytest.MonkeyPatch.context() as patch:
            failing.patch(patch)
            ended = coptui(*case.words)
        if not failing.hit:
            break
        is_true(case, home, ended, f"{failing.hit} {place} in {beside}")
    assert place > 2


@pytest.mark.long
@pytest.mark.parametrize("name", CASES)
def test_words_and_exit_code_agree_with_the_disk_whatever_the_reason(
    name: str,
    file: Path,
    home: Path,
    kept: Path,
    coptui: Any,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    monkeypatch.setattr("coptui.reading_apart.read_apart", read)
    runs = walk_over(name, home, kept, coptui, lambda place: CODES)
    record_property("measured", f"coptui {name}: {runs} failing calls, 0 told wrongly")
