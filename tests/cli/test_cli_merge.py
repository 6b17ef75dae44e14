"""`merge`: two copies of a file, by hand and as git's merge driver."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from coptui.store.drafts import Drafts
from coptui.store.opening import opened

DRIVER = "merge --git %O %A %B"


@pytest.fixture
def copies(coptui, file, home):
    """BASE, and the copies of a laptop and a server, each with a contact of its own."""
    paths = [home / f"{name}.json" for name in ("base", "mine", "theirs")]
    for path in paths:
        path.write_bytes(file.read_bytes())
    for path, text in zip(
        paths[1:],
        ("spoke to @carlos from the laptop", "spoke to @carlos from the server"),
        strict=True,
    ):
        assert coptui("-f", path, "log", text).code == 0
    return paths


def rename(path: Path, name: str) -> None:
    tables = json.loads(path.read_text())
    tables["members"]["2"]["name"] = name
    path.write_text(json.dumps(tables))


def test_both_copies_are_in_mine_which_is_backed_up(coptui, copies, saved):
    base, mine, theirs = copies
    kept = (base.read_bytes(), mine.read_bytes(), theirs.read_bytes())
    looked = coptui("merge", base, mine, theirs, "--dry-run")
    assert (looked.code, mine.read_bytes()) == (0, kept[1])
    assert "adds 1 conversation" in looked.err and "Nothing was written" in looked.err
    ended = coptui("merge", *copies)
    assert (ended.code, ended.out) == (0, "")
    assert [touch["text"] for touch in saved(mine)["touches"].values()] == [
        "spoke to Carlos Díaz from the laptop", "spoke to Carlos Díaz from the server"
    ]  # fmt: skip
    assert (base.read_bytes(), theirs.read_bytes()) == (kept[0], kept[2])
    assert coptui("check", mine).code == 0
    lines = coptui("-f", mine, "restore").lines
    assert any("\tmerge\t" in line for line in lines)
    # The same again changes nothing.
    after = mine.read_bytes()
    again = coptui("merge", *copies)
    assert (again.code, mine.read_bytes()) == (0, after)
    assert "nothing to merge" in again.err


def test_a_clash_is_listed_and_nothing_written_until_it_is_settled(coptui, copies, saved):
    _, mine, theirs = copies
    rename(mine, "Anna B")
    rename(theirs, "Anna Berger")
    before = mine.read_bytes()
    ended = coptui("merge", *copies)
    assert (ended.code, mine.read_bytes()) == (1, before)
    assert ended.lines == ["members\t2\tname\tAnna Berg\tAnna B\tAnna Berger"]
    assert "1 field was changed in both copies; nothing was written" in ended.err
    found = coptui("merge", *copies, "--json")
    assert found.records == [
        {"table": "members", "id": 2, "field": "name", "base": "Anna Berg", "mine": "Anna B", "theirs": "Anna Berger"}
    ]  # fmt: skip
    assert coptui("merge", *copies, "--prefer", "theirs").code == 0
    assert saved(mine)["members"]["2"]["name"] == "Anna Berger"
    assert len(saved(mine)["touches"]) == 2


def test_on_a_terminal_each_place_is_asked_about(coptui, copies, saved, monkeypatch):
    from coptui.cli import output

    _, mine, theirs = copies
    rename(mine, "Anna B")
    rename(theirs, "Anna \x1b]52;c;x\x07Berger")
    monkeypatch.setattr(output, "interactive", lambda: True)
    before = mine.read_bytes()
    assert coptui("merge", *copies, typed="q\n").code == 130
    assert coptui("merge", *copies, typed="").code == 130
    assert mine.read_bytes() == before
    ended = coptui("merge", *copies, typed="what\nt\n")
    assert ended.code == 0
    assert "member Anna B: name was changed in both copies" in ended.err
    assert "\x1b" not in ended.err
    assert saved(mine)["members"]["2"]["name"].endswith("Berger")


def test_what_was_deleted_here_and_is_named_there_is_kept_and_said(coptui, copies, saved):
    _, mine, theirs = copies
    tables = json.loads(theirs.read_text())
    del tables["members"]["3"], tables["touches"], tables["events"]["1"]["attendance"]["3"]
    theirs.write_text(json.dumps(tables))
    ended = coptui("merge", *copies)
    assert ended.code == 0
    assert (
        "member Carlos Díaz was deleted in one copy but is mentioned in the other, so it was kept."
        in ended.err
    )
    assert "3" in saved(mine)["members"]


@pytest.mark.parametrize(
    ("which", "text", "code", "said"),
    [
        (1, '{"members": {', 3, "the file ends too early"),
        (2, "[]", 3, "isn't a coptui file"),
        (0, "{}", 3, "none of coptui's tables"),
        (2, '{"members": {"1": {"name": "a", "name": "b"}}}', 3, "contains something twice"),
    ],
)
def test_a_copy_that_cannot_be_read_is_named(coptui, copies, which, text, code, said):
    copies[which].write_text(text)
    kept = [path.read_bytes() for path in copies]
    ended = coptui("merge", *copies)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err and copies[which].name in ended.err
    assert [path.read_bytes() for path in copies] == kept


def test_a_copy_that_is_not_there(coptui, copies, home):
    ended = coptui("merge", copies[0], copies[1], home / "nowhere.json")
    assert ended.code == 2
    assert "nowhere.json" in ended.err
    assert coptui("--read-only", "merge", *copies).code == 3


def git(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def repository(home, file):
    """A repository in which git merges the file as docs/copies.md says."""
    for words in (
        ("init", "-q", "-b", "main"),
        ("config", "user.name", "x"),
        ("config", "user.email", "x@example.org"),
        ("config", "merge.coptui.name", "coptui"),
        ("config", "merge.coptui.driver", f"{sys.executable} -m coptui {DRIVER}"),
    ):
        assert git(home, *words).returncode == 0
    (home / ".gitattributes").write_text("circle.json merge=coptui\n")
    (home / ".gitignore").write_text("/state\n/data\n/config\n*.lock\n")
    git(home, "add", ".gitattributes", ".gitignore", "circle.json")
    assert git(home, "commit", "-qm", "a").returncode == 0
    return home


def test_git_merges_by_field_and_leaves_nothing_beside_it(coptui, repository, file, saved):
    git(repository, "checkout", "-qb", "server")
    coptui("-f", file, "log", "spoke to @carlos from the server")
    git(repository, "commit", "-qam", "b")
    git(repository, "checkout", "-q", "main")
    coptui("-f", file, "log", "spoke to @anna from the laptop")
    git(repository, "commit", "-qam", "c")
    done = git(repository, "merge", "-m", "d", "server")
    assert done.returncode == 0, done.stdout + done.stderr
    assert {touch["text"] for touch in saved(file)["touches"].values()} == {
        "spoke to Carlos Díaz from the server", "spoke to Anna Berg from the laptop"
    }  # fmt: skip
    assert coptui("check", file).code == 0
    assert git(repository, "status", "--porcelain", "--untracked-files=no").stdout == ""
    assert not list(repository.glob(".merge_file*"))


def test_a_clash_stops_gits_merge_and_the_file_still_opens(coptui, repository, file, saved):
    git(repository, "checkout", "-qb", "server")
    rename(file, "Anna Berger")
    git(repository, "commit", "-qam", "b")
    git(repository, "checkout", "-q", "main")
    rename(file, "Anna B")
    git(repository, "commit", "-qam", "c")
    done = git(repository, "merge", "server")
    assert done.returncode == 1
    assert "Anna Berger" in done.stdout + done.stderr
    assert coptui("check", file).code == 0
    # As docs/copies.md goes on from here.
    for number, name in ((1, "base.json"), (3, "theirs.json")):
        text = git(repository, "show", f":{number}:circle.json").stdout
        (repository / name).write_text(text)
    words = ("merge", "base.json", "circle.json", "theirs.json", "--prefer", "theirs")
    assert coptui(*words).code == 0
    git(repository, "add", "circle.json")
    assert git(repository, "commit", "-qm", "d").returncode == 0
    assert saved(file)["members"]["2"]["name"] == "Anna Berger"


def test_the_page_tells_the_driver_that_is_tested():
    page = (Path(__file__).resolve().parents[2] / "docs" / "copies.md").read_text()
    assert f"'coptui {DRIVER}'" in page


@pytest.mark.parametrize("forgetful", ["mine", "theirs"])
def test_whom_a_copy_added_is_asked_about_when_the_other_forgot_somebody(
    coptui, copies, forgetful, monkeypatch, home
):
    from coptui.cli import output

    base, mine, theirs = copies
    roster = base.with_name("roster.csv")
    roster.write_text("Name,E-mail\nZora Zimmerli,z@example.org\nEmil Quast,e@example.org\n")
    for path in (mine, theirs):
        assert coptui("-f", path, "import", roster, "--new").code == 0
    gone, other = (mine, theirs) if forgetful == "mine" else (theirs, mine)
    assert coptui("-f", other, "log", "spoke to @zora about nights").code == 0
    assert coptui("-f", gone, "person", "forget", "Zora Zimmerli", "--yes").code == 0
    before = mine.read_bytes()
    asked = coptui("merge", *copies)
    assert (asked.code, mine.read_bytes()) == (1, before)
    side = "theirs" if forgetful == "mine" else "mine"
    found = [line.split("\t") for line in asked.lines]
    (number,) = (one[1] for one in found if one[2] == "Zora Zimmerli")
    assert {one[0] for one in found} == {side}
    assert "--forgotten" in asked.err
    assert {
        "copy": side,
        "id": int(number),
        "name": "Zora Zimmerli",
        "about": "z@example.org",
    } in coptui("merge", *copies, "--json").records
    assert coptui("merge", *copies, "--forgotten", "77").code == 2
    assert coptui("merge", "--git", *copies).code == 1
    assert mine.read_bytes() == before
    with monkeypatch.context() as patch:
        patch.setattr(output, "interactive", lambda: True)
        coptui("merge", *copies, typed="what\nq\n")
        assert mine.read_bytes() == before
        typed = "".join("y\n" if one[1] == number else "n\n" for one in found)
        assert coptui("merge", *copies, typed=typed).code == 0
    assert b"Zora" not in mine.read_bytes() and b"z@example.org" not in mine.read_bytes()
    assert b"Emil Quast" in mine.read_bytes()
    mine.write_bytes(before)
    assert coptui("merge", *copies, "--forgotten", number).code == 0
    assert b"Zora" not in mine.read_bytes()
    assert forgetful == "mine" or not holding(home, mine, b"Zora", b"z@example.org")
    mine.write_bytes(before)
    assert coptui("merge", *copies, "--forgotten", "none").code == 0
    assert b"Zora" in mine.read_bytes()


def holding(home, mine, *words):
    """The backups of MINE in which one of some words is left."""
    kept = [*(home / "state").rglob(f"{mine.stem}-*/*.json")]
    assert kept
    return [path for path in kept if any(word in path.read_bytes() for word in words)]


def test_whoever_a_merge_erases_is_in_no_backup_of_mine(coptui, copies, home):
    """Neither in the one that it makes itself, nor in those before."""
    _, mine, theirs = copies
    assert coptui("-f", mine, "log", "spoke to @carlos about nights").code == 0
    assert holding(home, mine, b"Carlos")
    assert coptui("-f", theirs, "person", "forget", "Carlos", "--yes").code == 0
    ended = coptui("merge", *copies)
    assert (ended.code, "Not erased" in ended.err) == (0, False)
    assert b"Carlos" not in mine.read_bytes()
    assert not holding(home, mine, b"Carlos")
    for number in ("1", "2"):
        assert coptui("-f", mine, "restore", number, "--yes").code == 0
        assert b"Carlos" not in mine.read_bytes()


def test_whoever_a_merge_erases_is_in_none_of_my_notes_and_drafts(coptui, copies, home):
    """As if I had erased them myself: my notebook and what I typed lie beside no one's copy."""
    _, mine, theirs = copies
    assert coptui("-f", theirs, "person", "forget", "Carlos", "--yes").code == 0
    answers = "3 | Carlos seems tired | '!today ring Carlos'\nsinging, filing\nq\n"
    assert coptui("-f", mine, "walk", "coordinator", "--plain", typed=answers).code == 0
    drafts = Drafts(home / "state" / "coptui" / "drafts")
    key = f"{opened(str(mine)).key} note members 1"
    drafts.save(key, {"text": "Carlos told me"})
    assert coptui("merge", *copies).code == 0
    kept = [home / "data" / "coptui" / "notebook.json", *drafts.folder.rglob("*.draft")]
    assert len(kept) > 1 and [path for path in kept if b"Carlos" in path.read_bytes()] == []
    assert drafts.load(key) == {"text": "someone told me"}


def test_whoever_mine_had_deleted_is_in_no_backup_of_it_either(coptui, copies, home):
    _, mine, theirs = copies
    assert coptui("-f", mine, "log", "spoke to @carlos about nights").code == 0
    found = json.loads(mine.read_bytes())
    (carlos,) = (key for key, one in found["members"].items() if one["name"].startswith("Carlos"))
    del found["members"][carlos]
    mine.write_text(json.dumps(found))
    assert coptui("-f", theirs, "person", "forget", "Carlos", "--yes").code == 0
    assert holding(home, mine, b"Carlos")
    ended = coptui("merge", *copies, "--prefer", "mine")
    assert ended.code == 0, ended.err
    assert b"Carlos" not in mine.read_bytes()
    assert not holding(home, mine, b"Carlos")


def test_forgetting_in_a_copy_leaves_the_backups_of_the_other_alone(coptui, copies, home):
    _, mine, theirs = copies
    uid = "0123456789abcdef"
    for path in (mine, theirs):
        found = json.loads(path.read_bytes())
        found.setdefault("meta", {"1": {"schema": 1}})["1"]["uid"] = uid
        path.write_text(json.dumps(found))
        assert coptui("-f", path, "log", "spoke to @carlos about nights").code == 0
    before, own = holding(home, mine, b"Carlos"), holding(home, theirs, b"Carlos")
    ended = coptui("-f", theirs, "person", "forget", "Carlos", "--yes")
    assert ended.code == 0 and f"{len(own)} backups." in ended.err
    assert holding(home, mine, b"Carlos") == before and before
    assert not holding(home, theirs, b"Carlos")
    listed = coptui("-f", mine, "restore").lines
    # Once the copy is gone, what is left of it is the community's.
    theirs.unlink()
    assert len(coptui("-f", mine, "restore").lines) == len(listed) + len(own)
