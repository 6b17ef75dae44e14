"""coptui export: to stdout or to a file, never over another one, nothing private by itself."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import stat

import jsonschema
import pytest

from coptui.exports import EXPORTS, file_name


def test_to_stdout_with_talk_beside_it(coptui, file):
    found = coptui("-f", file, "export", "csv")
    assert found.code == 0
    rows = list(csv.DictReader(io.StringIO(found.out, newline="")))
    assert [row["Name"] for row in rows] == ["Ann Lee", "Anna Berg", "Carlos Díaz"]
    assert found.err == "3 people.\n"


def test_lines_end_as_the_format_wants(shell, file):
    import subprocess
    import sys

    for which in ("csv", "ics", "vcf"):
        done = subprocess.run(
            [sys.executable, "-m", "coptui", "-f", str(file), "export", which],
            capture_output=True, check=True,
        )  # fmt: skip
        assert done.stdout.count(b"\n") == done.stdout.count(b"\r\n") > 0, which


def test_with_the_mark_for_excel(coptui, file):
    assert coptui("-f", file, "export", "csv", "--bom").out.startswith("\ufeffName,")


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.id)
def test_each_to_a_file_that_is_never_replaced_by_itself(export, coptui, file, home):
    place = home / export.file
    found = coptui("-f", file, "export", export.id, "--to", place)
    assert found.code == 0
    assert f"Written: {place}\n" in found.err
    assert found.out == ""
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    first = place.read_bytes()
    place.write_text("mine")
    refused = coptui("-f", file, "export", export.id, "--to", place)
    assert refused.code == 2
    assert "There is already a file" in refused.err
    assert place.read_text() == "mine"
    assert coptui("-f", file, "export", export.id, "--to", place, "--force").code == 0
    assert place.read_bytes() == first
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert {path.name for path in home.iterdir()} >= {export.file}
    assert not [path for path in home.iterdir() if path.name.startswith(".")]


def test_the_community_itself_is_replaced_by_no_export(coptui, file, home):
    before = file.read_bytes()
    (home / "link.json").symlink_to(file)
    for name in (file, home / "link.json", home):
        found = coptui("-f", file, "export", "json", "--to", name, "--force")
        assert found.code == 2
        assert "Choose another name." in found.err
    assert file.read_bytes() == before


def test_takes_no_lock_and_changes_nothing(coptui, file, home):
    from filelock import FileLock

    before = file.read_bytes()
    with FileLock(f"{file}.lock"):
        for export in EXPORTS:
            assert coptui("-f", file, "export", export.id).code == 0
    assert file.read_bytes() == before


def test_everything_opens_again_and_fits_the_schema_that_is_printed(coptui, file, home):
    schema = json.loads(coptui("export", "json", "--schema").out)
    text = coptui("-f", file, "export", "json").out
    jsonschema.validate(json.loads(text), schema)
    (home / "again.json").write_text(text)
    assert coptui("-f", home / "again.json", "check").code == 0
    assert coptui("-f", home / "again.json", "find", "carlos").lines[0].startswith("member\t")
    assert "Okafor" not in text
    assert "case 14" in text


def test_a_calendar_of_a_day_ago(coptui, file):
    assert coptui("-f", file, "export", "ics", "--today", "2026-03-14").out.count("VEVENT") == 4
    assert coptui("-f", file, "export", "ics").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["csv", "--json"], "--json can't be used with this export"),
        (["csv", "--force"], "--force needs a file to replace"),
        (["csv", "--to", "x.csv", "--read-only"], "--read-only and --to"),
        (["xls"], "No such command 'xls'"),
        (["addresses", "--between", "|"], "is not one of"),
    ],
)
def test_what_cannot_be_understood(words, said, coptui, file, home):
    found = coptui("-f", file, "export", *words)
    assert found.code == 2
    assert said in found.err
    assert not (home / "x.csv").exists()


def test_a_folder_that_is_not_there(coptui, file, home):
    found = coptui("-f", file, "export", "md", "--to", home / "no" / "page.md")
    assert found.code == 3
    assert "cannot be written" in found.err


def test_what_cannot_be_read_is_said(coptui, file):
    tables = json.loads(file.read_text())
    tables["members"]["9"] = {"name": "Bad", "joined_on": "someday"}
    file.write_text(json.dumps(tables))
    assert "`coptui check` lists them" in coptui("-f", file, "export", "csv").err


def test_names_of_files_say_the_day_and_the_community():
    from datetime import date

    from coptui.core.model.community import Community
    from coptui.core.model.records import Profile

    community = Community(profile=Profile(name="Help-line: ../circle\n"))
    name = file_name(community, EXPORTS[0], date(2026, 3, 14))
    assert name == "2026-03-14-help-line-circle-members.csv"
    assert file_name(Community(), EXPORTS[0], date(2026, 3, 14)) == "2026-03-14-members.csv"


def test_a_list_saved_in_the_full_screen_by_its_name(coptui, file, tmp_path):
    from coptui.config import folders
    from coptui.core.lists.listing import Listing, saved_under, to_keep
    from coptui.store.drafts import Drafts

    found = coptui("-f", file, "export", "list", "anns")
    assert (found.code, "No lists have been saved" in found.err) == (2, True)
    lists = {
        "Anns": Listing("members", "ann", "name", ("Location",)),
        "Topics": Listing("topics"),
    }
    remembered = Drafts(folders().state / "drafts", person="x").remembered
    remembered.save(saved_under(str(file.resolve())), to_keep(lists))
    found = coptui("-f", file, "export", "list", "anns")
    rows = list(csv.DictReader(io.StringIO(found.out, newline="")))
    assert [row["Name"] for row in rows] == ["Ann Lee", "Anna Berg"]
    assert set(rows[0]) == {"Name", "Location"}
    assert coptui("-f", file, "export", "list", "topics").out.startswith("Title,State,Last")
    data = json.loads(file.read_text("utf-8"))
    for number, more in {"1": {}, "2": {"contact_ok": False}, "3": {}}.items():
        data["members"][number] |= {"emails": [f"{number}@x.org"], **more}
    file.write_text(json.dumps(data), "utf-8")
    assert coptui("-f", file, "export", "addresses").out == "1@x.org, 3@x.org\n"
    found = coptui("-f", file, "export", "addresses", "--list", "Anns")
    assert found.out == "1@x.org\n", "who wants no contact is left out of a list too"
    assert "asked for no contact" in found.err
    refused = coptui("-f", file, "export", "addresses", "--list", "topics")
    assert (refused.code, "holds topics" in refused.err) == (2, True)
    assert coptui("-f", file, "export", "list", "nonsense").code == 2


def test_a_name_of_any_length_is_replaced_or_named_as_it_was_given(coptui, file, home, monkeypatch):
    place = home / ("a" * 251 + ".csv")
    place.write_text("old")
    assert coptui("-f", file, "export", "csv", "--to", place, "--force").code == 0
    assert place.read_text().startswith("Name,")

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    ended = coptui("-f", file, "export", "csv", "--to", place, "--force")
    assert ended.code == 3 and f"{place} cannot be written" in ended.err
    assert place.read_text().startswith("Name,")
    assert not [*home.glob(".coptui-*")]
