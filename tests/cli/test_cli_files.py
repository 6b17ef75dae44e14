"""Which file is meant, and what a file gets that cannot be used."""

import json
import os
import resource
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from reading_circle import TABLES


def write(path, name):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"meta": {"1": {"schema": 1}}, "members": {"1": {"name": name}}}))


def test_the_option_comes_before_the_environment_the_setting_and_the_default(
    coptui, home, monkeypatch
):
    for name in ("option", "environment", "setting"):
        write(home / f"{name}.json", f"Eve {name}")
    write(home / "data" / "coptui" / "community.json", "Eve default")

    def found(*more):
        return coptui("find", "eve", *more).out.split("\t")[2]

    assert found() == "Eve default"
    (home / "config" / "coptui").mkdir(parents=True)
    (home / "config" / "coptui" / "config.yaml").write_text(f"file: {home}/setting.json\n")
    from coptui.cli import which_file

    which_file._loaded.cache_clear()
    assert found() == "Eve setting"
    monkeypatch.setenv("COPTUI_FILE", "environment.json")
    assert found() == "Eve environment"
    assert found("-f", "option.json") == "Eve option"


@pytest.mark.parametrize("words", [["find", "x"], ["log", "@x y"], ["check"], ["evidence"]])
def test_a_named_file_that_is_not_there_is_a_mistake_in_usage(coptui, words, home):
    ended = coptui("-f", "nowhere.json", *words)
    assert (ended.code, ended.out) == (2, "")
    assert "There is no file nowhere.json." in ended.err
    assert "coptui new nowhere.json" in ended.err
    assert list(home.iterdir()) == []


def test_without_any_file_the_ways_to_begin_are_named(coptui, home):
    ended = coptui("find", "x")
    assert ended.code == 2
    assert "coptui new" in ended.err
    assert "coptui demo" in ended.err


@pytest.mark.parametrize("words", [[], ["circle.json"], ["./find"], ["walk", "small-round"]])
def test_the_full_screen_off_a_terminal_is_one_line(shell, file, home, words):
    write(home / "find", "Eve")
    ended = shell(*words, COPTUI_FILE=str(file), TERM="xterm")
    assert (ended.code, ended.out) == (2, "")
    assert len(ended.err.splitlines()) == 1
    assert "terminal" in ended.err


def test_a_first_word_that_is_a_command_is_no_file(coptui, file, home):
    write(home / "find", "Eve")
    assert "No command" not in coptui("find").err
    assert coptui("find").code == 2  # the command, without the words that it needs
    assert coptui("-f", "find", "find", "eve").out.startswith("member\t1\tEve")


@pytest.mark.parametrize(
    ("bytes_", "said"),
    [
        (b'{"members": {"1": {"name": "Ann', "ends too early"),
        (b"[1, 2]", "JSON object that holds the tables"),
        (b"hello", "line 1, column 1"),
        (b'{"cats": {}}', "none of coptui's tables"),
        (b"", "is empty"),
        (b'{"members": {"1": {"name": "\x00"}}}', "circle.json"),
        (b"[" * 200_000, "circle.json"),
        (b'{"members": {"1": {"weight": NaN}}}', "NaN"),
    ],
)
@pytest.mark.parametrize("words", [["find", "x"], ["log", "@ann hello"], ["check"]])
def test_a_file_that_cannot_be_read_is_named_with_its_fault_and_left_alone(
    coptui, file, bytes_, said, words
):
    file.write_bytes(bytes_)
    ended = coptui("-f", file, *words)
    assert (ended.code, ended.out) == (3, "")
    assert said in ended.err
    assert "Traceback" not in ended.err
    assert file.read_bytes() == bytes_


def test_a_torn_file_is_offered_its_last_backup(coptui, file):
    assert coptui("-f", file, "log", "@carlos spoke by phone").code == 0
    file.write_bytes(file.read_bytes()[:200])
    assert "coptui restore" in coptui("-f", file, "find", "ann").err


def test_a_folder_is_no_file(coptui, home):
    ended = coptui("-f", home, "find", "ann")
    assert ended.code == 3
    assert "it is a folder, not a file" in ended.err


def test_faulty_records_do_not_keep_the_rest_from_being_read(coptui, file):
    held = {**TABLES, "members": {**TABLES["members"], "7": {"name": "Fay", "joined_on": "soon"}}}
    file.write_text(json.dumps(held))
    assert coptui("-f", file, "find", "fay").lines[0].startswith("member\t7\tFay")


# Modules are loaded before the user changes: the interpreter's own folder may be closed to others.
AS_NOBODY = """
import os, sys
from coptui.cli.run import run
warm, words = sys.argv[1], sys.argv[2:]
run(["-f", warm, "log", "@carlos hello"])
run(["-f", warm, "find", "carlos"])
run(["-f", warm, "check"])
run(["-f", warm, "walk", "monthly-check", "--plain"])
run(["new", warm])
sys.stdout = open(1, "w", closefd=False)
os.setgid(65534); os.setuid(65534)
sys.exit(run(words))
"""


@pytest.fixture
def as_nobody(file):
    """Run a command as a user who may read a folder and not write in it."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    copy = folder / "circle.json"
    copy.write_bytes(file.read_bytes())
    copy.chmod(0o644)

    def ran(*words):
        done = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, str(file), *(str(word) for word in words)],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    yield copy, ran
    shutil.rmtree(folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become somebody else")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["find", "carlos"], 0),
        (["check"], 0),
        (["log", "@carlos hello"], 3),
        (["walk", "monthly-check", "--plain"], 3),
    ],
)
def test_in_a_folder_that_cannot_be_written_one_can_read(as_nobody, words, code):
    copy, ran = as_nobody
    before = copy.read_bytes()
    ended, _, err = ran("-f", copy, *words)
    assert ended == code, err
    if code:
        assert f"{copy}: You can't write to the file's folder." in err or "You can read" in err
    assert "Traceback" not in err
    assert copy.read_bytes() == before
    assert [path.name for path in copy.parent.iterdir()] == ["circle.json"]


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become somebody else")
def test_nothing_new_is_made_in_a_folder_that_cannot_be_written(as_nobody):
    copy, ran = as_nobody
    ended, _, err = ran("new", copy.parent / "other.json", "--name", "X")
    assert ended == 3, err
    assert not (copy.parent / "other.json").exists()


def small_files():
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))


def test_a_full_disk_keeps_the_old_file(shell, file, home):
    before = file.read_bytes()
    ended = shell("-f", file, "log", "@carlos hello", before=small_files)
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith("coptui: ")
    assert "Traceback" not in ended.err
    assert file.read_bytes() == before
    assert [path for path in home.iterdir() if path.name.endswith("tmp")] == []
    assert shell("-f", file, "log", "@carlos hello").code == 0


@pytest.mark.parametrize("words", [["log", "@carlos hi"], ["walk", "small-round", "--plain"]])
def test_read_only_writes_nothing(coptui, file, home, words):
    before = sorted(home.rglob("*")), file.read_bytes()
    assert coptui("--read-only", "-f", file, *words).code == 3
    assert coptui("-f", file, *words, "--read-only").code == 3
    assert (sorted(home.rglob("*")), file.read_bytes()) == before


def test_a_day_that_is_none_is_refused_whatever_the_command(coptui, file):
    for words in (["find", "ann"], ["check"], ["new", "x.json", "--name", "X"]):
        ended = coptui("-f", file, *words, "--today", "2026-02-30")
        assert ended.code == 2
        assert "2026-02-30" in ended.err


def test_mistakes_in_the_settings_are_said_and_stop_nothing(coptui, file, home):
    (home / "config" / "coptui").mkdir(parents=True)
    (home / "config" / "coptui" / "config.yaml").write_text("theme: pink\n")
    ended = coptui("-f", file, "log", "@carlos hello")
    assert ended.code == 0
    assert "theme" in ended.err


def test_new_makes_a_private_file_that_opens(coptui, home, saved):
    made = coptui("new", "circle.json", "--name", "Reading circle", "--purpose", "To read.")
    assert (made.code, made.out) == (0, "")
    path = home / "circle.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert saved(path)["community"]["1"] == {
        "name": "Reading circle",
        "purpose": "To read.",
    }
    assert coptui("-f", path, "check").code == 0


def test_new_asks_on_a_terminal(coptui, home, saved, monkeypatch):
    from coptui.cli import output

    monkeypatch.setattr(output, "interactive", lambda: True)
    asked = coptui("new", "circle.json", typed="Reading circle\n\n")
    assert (asked.code, asked.out) == (0, "")
    assert "What is the community called?" in asked.err
    assert saved(home / "circle.json")["community"]["1"] == {"name": "Reading circle"}
    assert coptui("new", "other.json", typed="").code == 2
    assert not (home / "other.json").exists()


def test_new_without_a_file_makes_the_one_that_opens_by_itself(coptui, home):
    assert coptui("new", "--name", "Circle").code == 0
    assert (home / "data" / "coptui" / "community.json").exists()
    assert coptui("check").code == 0


def test_new_leaves_alone_what_is_there(coptui, file):
    before = file.read_bytes()
    ended = coptui("new", file, "--name", "Other")
    assert ended.code == 2
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [[], ["--name", "  "], ["--name", "x" * 121], ["--name", "X", "--purpose", "x" * 8001]],
)
def test_new_needs_a_name_that_fits(coptui, home, words):
    assert coptui("new", "circle.json", *words).code == 2
    assert not (home / "circle.json").exists()


def test_new_in_a_folder_that_is_not_there(coptui):
    ended = coptui("new", "nowhere/circle.json", "--name", "X")
    assert ended.code == 2
    assert "no folder" in ended.err


@pytest.mark.parametrize(
    ("words", "meant"),
    [(["fnd", "ann"], "find"), (["fnd"], "find"), (["lgo", "@a x"], "log")],
)
def test_a_mistyped_command_is_met_with_the_right_one(coptui, words, meant):
    ended = coptui(*words)
    assert ended.code == 2
    assert f"`coptui {meant}`" in ended.err
    assert "Did you mean" not in coptui(f"./{words[0]}").err


def test_reading_waits_for_nobody_and_writing_says_who_is_at_it(coptui, file, monkeypatch):
    from filelock import FileLock

    from coptui.store import lock

    monkeypatch.setattr(lock, "PATIENCE", 0.05)
    before = file.read_bytes()
    with FileLock(lock.lock_path(file)):
        for words in (["find", "carlos"], ["evidence"], ["check"], ["checklists", "list"]):
            assert coptui("-f", file, *words).code == 0
        ended = coptui("-f", file, "log", "@carlos hello")
        assert ended.code == 3
        assert "has been saving" in ended.err
        assert coptui("-f", file, "walk", "small-round", "--plain", typed="3\n").code == 3
    assert file.read_bytes() == before
    assert coptui("-f", file, "log", "@carlos hello").code == 0


@pytest.mark.parametrize(
    "words", [["--nonsense"], ["find", "--nonsense", "x"], ["find"], ["walk"], ["checklists", "no"]]
)
def test_what_cannot_be_understood_ends_with_2_and_a_way_to_the_help(coptui, words):
    ended = coptui(*words)
    assert (ended.code, ended.out) == (2, "")
    assert "--help" in ended.err


NO_UTF8 = "caf\udce9.json"
"""What Python makes of a name in Latin-1."""


def test_a_path_that_is_no_utf8_works_everywhere(file, home, coptui):
    """Every command that writes, in a file called so; and the notebook beside it."""
    circle, table = home / NO_UTF8, home / "l\udce9.csv"
    circle.write_bytes(file.read_bytes())
    table.write_text("Name,Email\nNora Quist,nora@example.org\n")
    for words in (
        ["log", "call !fri"],
        ["import", table, "--new"],
        ["walk", "small-round", "--plain"],
        ["walk", "coordinator", "--plain"],
        ["check", "--fix"],
        ["export", "csv", "--to", home / "out\udce9.csv"],
        ["person", "forget", "Carlos", "--yes"],
        ["restore", "1", "--yes"],
        ["history", "--json"],
        ["today"],
    ):
        ended = coptui("-f", circle, *words, typed="3\nq\n")
        assert ended.code in (0, 1), (words, ended.err)
    ended = coptui("merge", file, circle, file)
    assert ended.code == 0, ended.err
    assert coptui("new", home / "n\udce9w.json", "--name", "New").code == 0
    ended = coptui("-f", circle, "today", "--json")
    assert any(line["id"] == "coordinator" and line["text"] == "open" for line in ended.records)


@pytest.mark.parametrize("kind", ["pipe", "folder", "device"])
def test_no_command_waits_for_what_is_no_file(kind, file, home, coptui):
    place = home / "it"
    if kind == "device":
        place.symlink_to("/dev/zero")
    else:
        os.mkfifo(place) if kind == "pipe" else place.mkdir()
    for words in (
        ["-f", place, "restore"],
        ["-f", place, "restore", "1", "--yes"],
        ["-f", place, "today"],
        ["-f", place, "log", "call !fri"],
        ["-f", place, "check", "--fix"],
        ["-f", file, "import", place],
        ["merge", place, file, file],
        ["merge", file, file, place],
    ):
        ended = coptui(*words)
        assert ended.code in (2, 3)
        assert "it is a " in ended.err and ", not a file" in ended.err, (words, ended.err)
        assert len(ended.err.strip().splitlines()) <= 2


def test_links_that_lead_to_each_other_are_told_in_words(file, home, coptui):
    loop = home / "loop"
    loop.symlink_to(loop)
    for place in (loop, loop / "x.json"):
        for words in (
            ["-f", place, "today"],
            ["-f", place, "restore"],
            ["-f", place, "restore", "1", "--yes"],
            ["-f", place, "log", "call !fri"],
            ["-f", place, "check", "--fix"],
            ["-f", place, "person", "forget", "Ann", "--yes"],
            ["new", place, "--name", "Circle"],
            ["-f", file, "import", place],
            ["-f", file, "export", "csv", "--to", place],
            ["-f", file, "export", "csv", "--to", place, "--force"],
            ["-f", file, "report", "--to", place],
            ["merge", place, file, file],
            ["merge", file, file, place],
        ):
            ended = coptui(*words)
            assert ended.code in (2, 3), (words, ended.err)
            assert str(loop) in ended.err, (words, ended.err)


def test_a_link_that_leads_nowhere_is_no_place_for_a_new_community(home, coptui):
    link = home / "link.json"
    link.symlink_to(home / "moved" / "circle.json")
    for words in (["today"], ["log", "call !fri"], ["check"]):
        ended = coptui("-f", link, *words)
        assert ended.code == 2 and f"a link to {home / 'moved' / 'circle.json'}" in ended.err
        assert "coptui new" not in ended.err
    assert coptui("new", link, "--name", "Circle").code == 2


KEPT = (
    "config/coptui/config.yaml",
    "data/coptui/notebook.json",
    "circle.json.letters",
    "state/coptui/backups/{own}/20261130T041914601939Z-save.json",
    "state/coptui/backups/other-0123456789ab/20261130T041914601939Z-save.json",
    "state/coptui/backups/other-0123456789ab/beside",
)
"""Where coptui reads what it keeps itself, seen from the home folder."""


@pytest.mark.parametrize("kept", KEPT)
def test_no_command_waits_for_a_pipe_among_what_is_kept(kept, file, home, coptui):
    """Whoever may write there could stop everyone else, who waits for the lock."""
    assert coptui("-f", file, "log", "spoke to @carlos").code == 0
    (own,) = (home / "state/coptui/backups").iterdir()
    place = home / kept.format(own=own.name)
    place.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(place)
    for words in (
        ["restore"],
        ["restore", "1", "--yes"],
        ["today"],
        ["log", "spoke to @carlos"],
        ["person", "forget", "Carlos", "--yes"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "coptui", "-f", file, *words],
            capture_output=True,
            text=True,
            timeout=20,
        )
        assert done.returncode in (0, 1, 2, 3), (words, done.stderr)
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("what", ["folder", "link", "state"])
def test_what_is_in_the_way_of_a_save_is_named(what, file, home, coptui):
    lock = home / "circle.json.lock"
    if what == "folder":
        lock.mkdir()
    elif what == "link":
        lock.symlink_to(lock)
    else:
        (home / "state").write_text("in the way")
    before = file.read_bytes()
    words = ["person", "forget", "Carlos", "--yes"] if what == "state" else ["log", "to @carlos"]
    ended = coptui("-f", file, *words)
    assert (ended.code, file.read_bytes()) == (3, before)
    place = home / "state" / "coptui" if what == "state" else lock
    assert ended.err.startswith(f"coptui: {place}: ")
