"""`restore`: what each backup would bring back and lose, and bringing one back."""

import errno

import pytest


@pytest.fixture
def grown(coptui, file):
    """A file with two saves, so with two backups: before the first and before the second."""
    for text in ("spoke to @carlos first", "spoke to @carlos second !fri"):
        assert coptui("-f", file, "log", text).code == 0
    return file


def test_backups_are_listed_with_what_they_would_do(coptui, grown):
    lines = coptui("-f", grown, "restore").lines
    assert [line.split("\t")[0] for line in lines] == ["1", "2"]
    assert [line.split("\t")[-1] for line in lines] == [
        "loses 1 conversation, 1 follow-up",
        "loses 2 conversations, 1 follow-up",
    ]
    found = coptui("restore", "-f", grown, "--json").records
    assert [one["number"] for one in found] == [1, 2]
    assert {"table": "touches", "back": 0, "lost": 1, "changed": 0} in found[0]["changes"]


def test_a_backup_is_brought_back_and_the_present_kept(coptui, grown, saved):
    present = grown.read_bytes()
    ended = coptui("-f", grown, "restore", "2", "--yes")
    assert (ended.code, ended.out) == (0, "")
    assert not saved(grown).get("touches")
    assert len(coptui("-f", grown, "restore").lines) == 3
    assert coptui("-f", grown, "restore", "1", "--yes").code == 0
    assert grown.read_bytes() == present


def test_nothing_happens_without_a_yes(coptui, grown, monkeypatch):
    from coptui.cli import output

    present = grown.read_bytes()
    assert coptui("-f", grown, "restore", "1").code == 2
    monkeypatch.setattr(output, "interactive", lambda: True)
    for typed in ("n\n", "\n", ""):
        assert coptui("-f", grown, "restore", "1", typed=typed).code == 0
        assert grown.read_bytes() == present
    assert coptui("-f", grown, "restore", "1", typed="y\n").code == 0
    assert grown.read_bytes() != present


@pytest.mark.parametrize("words", [["9"], ["0"], ["x"], ["-1"]])
def test_a_number_that_is_none(coptui, grown, words):
    assert coptui("-f", grown, "restore", *words, "--yes").code == 2


def test_a_torn_or_missing_file_is_brought_back(coptui, grown, saved):
    whole = saved(grown)
    coptui("-f", grown, "log", "spoke to @carlos third")
    grown.write_bytes(grown.read_bytes()[:100])
    assert "restores" in coptui("-f", grown, "restore").lines[0]
    assert coptui("-f", grown, "restore", "1", "--yes").code == 0
    assert saved(grown) == whole
    grown.unlink()
    ended = coptui("-f", grown, "find", "ann")
    assert ended.code == 2
    assert "restore" in ended.err
    # The first backup is now the torn file, kept as it was.
    assert coptui("-f", grown, "restore", "1", "--yes").code == 3
    assert coptui("-f", grown, "restore", "2", "--yes").code == 0
    assert saved(grown) == whole


def test_a_broken_backup_is_named_and_not_brought_back(coptui, grown):
    path = coptui("-f", grown, "restore", "--json").records[0]["path"]
    present = grown.read_bytes()
    with open(path, "w") as backup:
        backup.write("{")
    assert "ends too early" in coptui("-f", grown, "restore").lines[0]
    assert coptui("-f", grown, "restore", "1", "--yes").code == 3
    assert grown.read_bytes() == present


def test_read_only_restores_nothing(coptui, grown):
    present = grown.read_bytes()
    assert coptui("-f", grown, "--read-only", "restore", "1", "--yes").code == 3
    assert grown.read_bytes() == present


def test_without_backups_that_is_said(coptui, file):
    ended = coptui("-f", file, "restore")
    assert (ended.code, ended.out) == (0, "")
    assert "no backups" in ended.err
    assert coptui("-f", file, "restore", "1", "--yes").code == 2
    assert coptui("-f", "nowhere.json", "restore").code == 2


def test_whoever_was_forgotten_since_is_not_promised(coptui, grown, saved, tmp_path):
    """A backup from elsewhere still has them: the list says what restoring it will do."""
    path = coptui("-f", grown, "restore", "--json").records[0]["path"]
    with open(path, "rb") as backup:
        whole = backup.read()
    ended = coptui("-f", grown, "person", "forget", "Carlos", "--yes")
    assert ended.code == 0, ended.err
    before = saved(grown)
    with open(path, "wb") as backup:
        backup.write(whole)
    found = coptui("-f", grown, "restore", "--json").records
    (number,) = [one["number"] for one in found if one["path"] == path]
    promised = {one["table"]: one for one in found[number - 1]["changes"]}
    assert coptui("-f", grown, "restore", str(number), "--yes").code == 0
    after = saved(grown)
    for table in (before.keys() | after.keys()) - {"meta", "erased"}:
        # What stands for someone forgotten is no member that is lost or comes back.
        old, new = (
            {key: one for key, one in side.get(table, {}).items() if one.get("name") != "someone"}
            for side in (before, after)
        )
        done = {"back": len(new.keys() - old.keys()), "lost": len(old.keys() - new.keys())}
        told = promised.get(table, {"back": 0, "lost": 0})
        assert done == {name: told[name] for name in done}, table


def test_a_file_put_back_by_hand_keeps_no_one_who_was_erased(coptui, grown, saved):
    """The copy of it that is kept holds as little of them as what is restored."""
    old = grown.read_bytes()
    assert coptui("-f", grown, "person", "forget", "Carlos", "--yes").code == 0
    assert coptui("-f", grown, "log", "ring the hall !fri").code == 0
    grown.write_bytes(old)
    (carlos,) = (key for key, one in saved(grown)["members"].items() if "Carlos" in one["name"])
    checked = coptui("-f", grown, "check")
    assert checked.code == 1 and f"coptui person forget {carlos}" in checked.out
    assert coptui("-f", grown, "restore", "1", "--yes").code == 0
    assert "person forget" not in coptui("-f", grown, "check").out
    paths = [one["path"] for one in coptui("-f", grown, "restore", "--json").records]
    for path in (grown, *paths):
        with open(path, "rb") as file:
            assert b"Carlos" not in file.read(), path


def test_a_restore_that_fails_leaves_no_backup(coptui, grown, monkeypatch):
    """Each attempt on a full disk would fill it further."""
    before = coptui("-f", grown, "restore").lines

    def full(*given):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("coptui.store.data_file.DataFile.write_bytes", full)
        assert coptui("-f", grown, "restore", "2", "--yes").code == 3
    assert coptui("-f", grown, "restore").lines == before
