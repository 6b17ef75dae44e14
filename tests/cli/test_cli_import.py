"""`coptui import`: what is certain is saved, what is not is listed; the same file changes nothing."""

from __future__ import annotations

from encodings import aliases

import pytest

from coptui.errors import UsageError
from coptui.exchange.tables.decoding import code_page_named, decoded

ZOOM = """\
Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
Ann Lee,ann@example.org,03/03/2026 06:00:00 PM,03/03/2026 06:50:00 PM,50,No
"Berg, Anna (External)",,03/03/2026 06:00:00 PM,03/03/2026 06:40:00 PM,40,Yes
Carlos D,,03/03/2026 06:05:00 PM,03/03/2026 06:45:00 PM,40,Yes
Lena Voss,lena@x.org,03/03/2026 06:05:00 PM,03/03/2026 06:45:00 PM,40,Yes
read.ai meeting notes,,03/03/2026 06:00:00 PM,03/03/2026 06:50:00 PM,50,Yes
"""


@pytest.fixture
def export(home):
    place = home / "participants_602.csv"
    place.write_text(ZOOM)
    return place


def states(result) -> list[tuple[str, ...]]:
    return [tuple(line.split("\t")[:4]) for line in result.lines]


def test_what_is_certain_is_saved_and_the_rest_is_listed(coptui, file, export, saved) -> None:
    result = coptui("-f", file, "import", export, "--month-first")
    assert result.code == 0
    assert states(result) == [
        ("known event", "1", "2026-03-03 18:00", "Round table 2026-03-03"),
        ("matched", "2", "Ann Lee", "Ann Lee"),
        ("matched", "3", "Berg, Anna (External)", "Anna Berg"),
        ("unknown", "4", "Carlos D", ""),
        ("unknown", "5", "Lena Voss", ""),
        ("skipped", "6", "read.ai meeting notes", ""),
        ("fills", "", "Round table", "Round table"),
    ]
    assert "perhaps Carlos Díaz (same name, shortened)" in result.out
    assert "1 event, 2 matched, 2 not matched, 1 left out. Saved" in result.err
    assert "--who 'NAME=PERSON'" in result.err
    event = saved(file)["events"]["1"]
    assert event["attendance"]["2"] == {"status": "attended", "minutes": 40.0, "mode": "online"}
    assert event["attendance"]["3"] == {"status": "late"}, "nobody said that this is Carlos D"
    assert [one["name"] for one in event["unmatched"]] == ["Carlos D", "Lena Voss"]


def test_the_same_file_again_changes_nothing(coptui, file, export) -> None:
    coptui("-f", file, "import", export, "--month-first")
    before = file.read_bytes()
    result = coptui("-f", file, "import", export)
    assert result.code == 0, "the order of day and month is remembered"
    assert "Nothing to change." in result.err
    assert file.read_bytes() == before


def test_a_plan_alone_writes_nothing(coptui, file, export) -> None:
    before = file.read_bytes()
    result = coptui("-f", file, "import", export, "--dry-run", "--month-first", "--json")
    assert result.code == 0
    assert [row["state"] for row in result.records][:2] == ["known event", "matched"]
    assert result.records[1] == {
        "state": "matched", "line": 2, "name": "Ann Lee", "is": "Ann Lee", "why": "same name",
    }  # fmt: skip
    assert "Nothing was written." in result.err
    assert file.read_bytes() == before
    assert coptui("-f", file, "import", export, "--read-only", "--month-first").code == 3
    assert (
        coptui("-f", file, "import", export, "--read-only", "--dry-run", "--month-first").code == 0
    )
    assert file.read_bytes() == before


def test_who_is_who_can_be_said(coptui, file, export, saved) -> None:
    result = coptui(
        "-f", file, "import", export, "--month-first",
        "--who", "Carlos D=carlos", "--who", "lena@x.org=new",
    )  # fmt: skip
    assert result.code == 0
    data = saved(file)
    assert data["members"]["3"]["aliases"] == ["Carlos D"]
    assert data["members"]["5"]["name"] == "Lena Voss"
    assert data["members"]["5"]["status"] == "guest"
    assert "unmatched" not in data["events"]["1"]
    assert coptui("-f", file, "import", export, "--who", "Carlos D=ann").code == 2
    assert coptui("-f", file, "import", export, "--who", "Carlos D").code == 2


def test_everybody_unknown_as_a_guest(coptui, file, export, saved) -> None:
    assert coptui("-f", file, "import", export, "--month-first", "--new").code == 0
    assert {one["name"] for one in saved(file)["members"].values()} > {"Lena Voss", "Carlos D"}


def test_an_event_can_be_named(coptui, file, export, saved) -> None:
    result = coptui("-f", file, "import", export, "--month-first", "--event", "2")
    assert result.lines[0].endswith("your choice")
    assert saved(file)["events"]["2"]["attendance"]["1"]["minutes"] == 50
    assert coptui("-f", file, "import", export, "--event", "new", "--month-first").code == 0
    assert saved(file)["events"]["3"]["title"] == "Meeting"
    assert coptui("-f", file, "import", export, "--event", "nowhere", "--month-first").code == 2


def test_from_the_standard_input_and_a_list_of_names(coptui, file, saved) -> None:
    names, before = "Anna Berg\nCarlos Díaz\n", file.read_bytes()
    asked = coptui("-f", file, "import", "-", "--event", "1", typed=names)
    assert asked.code == 2 and file.read_bytes() == before
    assert "coptui import - --column 'column 1=name'" in asked.err
    told = ("--event", "1", "--column", "column 1=name")
    assert coptui("-f", file, "import", "-", *told, typed=names).code == 0
    assert saved(file)["events"]["1"]["attendance"]["2"] == {"status": "attended"}


def test_columns_are_told_once(coptui, file, home, saved) -> None:
    sheet = home / "list.csv"
    sheet.write_text("Wer da ist;Kontakt;Schuh\nAnna Berg;anna@example.org;41\nZoë Quux;;38\n")
    result = coptui("-f", file, "import", sheet)
    assert result.code == 2
    command = f"coptui import {sheet} --column 'Wer da ist=name' --column Kontakt=email"
    assert command in result.err
    wrong = coptui("-f", file, "import", sheet, "--column", "Wer da ist=shoe")
    assert wrong.code == 2 and "one of: name" in wrong.err
    told = ("--column", "Wer da ist=name", "--column", "Kontakt=email")
    assert coptui("-f", file, "import", sheet, *told).code == 0
    assert saved(file)["members"]["2"]["emails"] == ["anna@example.org"]
    assert saved(file)["members"]["5"]["name"] == "Zoë Quux"
    assert coptui("-f", file, "import", sheet).code == 0


def test_what_cannot_be_read_is_said_and_nothing_written(coptui, file, home) -> None:
    before = file.read_bytes()
    (home / "empty.csv").write_text("")
    for name, said in (
        ("nowhere.csv", "no file"),
        ("checklists", "folder"),
        ("empty.csv", "empty"),
    ):
        result = coptui("-f", file, "import", home / name)
        assert result.code == 2
        assert said in result.err
    assert file.read_bytes() == before


def test_a_locked_file_ends_with_3_and_stays(coptui, file, export, monkeypatch) -> None:
    from filelock import FileLock

    from coptui.store import lock

    monkeypatch.setattr(lock, "PATIENCE", 0.05)
    before = file.read_bytes()
    with FileLock(lock.lock_path(file)):
        result = coptui("-f", file, "import", export, "--month-first")
    assert result.code == 3
    assert file.read_bytes() == before


def test_what_was_said_of_one_list_of_lines_is_not_believed_of_another(coptui, file, home) -> None:
    (home / "names.txt").write_text("Zoë Quux\n")
    (home / "shopping.txt").write_text("Milk\nBread\n")
    told = ("--column", "column 1=name")
    assert coptui("-f", file, "import", home / "names.txt", *told).code == 0
    assert coptui("-f", file, "import", home / "names.txt").code == 0
    before = file.read_bytes()
    assert coptui("-f", file, "import", home / "shopping.txt").code == 2
    assert file.read_bytes() == before


@pytest.fixture
def weekly(home):
    """A folder as it fills up: a list, a report with a stranger, a question, and a picture."""
    folder = home / "weekly"
    folder.mkdir()
    (folder / "a list.csv").write_text("name,email\nGita Rao,gita@example.org\n")
    (folder / "b report.csv").write_text(ZOOM.replace("03/03/2026", "2026-03-03"))
    (folder / "c sheet.csv").write_text("Wer;Schuh\nHana Sato;41\n")
    (folder / "d.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return folder


def test_a_folder_is_taken_in_and_what_waits_is_told(coptui, file, weekly, saved) -> None:
    result = coptui("-f", file, "import", "--all", weekly)
    assert result.code == 1, "some wait"
    assert [(row[0], row[1]) for row in states(result)] == [
        ("saved", "a list.csv"), ("waits", "b report.csv"), ("waits", "c sheet.csv"), ("refused", "d.png"),
    ]  # fmt: skip
    assert "2 names not matched: Carlos D, Lena Voss" in result.out
    people = {one["name"] for one in saved(file)["members"].values()}
    assert "Gita Rao" in people and "Hana Sato" not in people
    assert saved(file)["events"]["1"]["attendance"]["2"]["status"] == "attended"


def test_json_has_the_same_states_in_every_language(shell, file, export, weekly) -> None:
    def states_in(language: str, *told: object) -> list[tuple[object, ...]]:
        result = shell(
            "-f", file, "import", *told, "--dry-run", "--json", COPTUI_LANG=language, PYTHONUTF8="1"
        )
        return [tuple(row.get(name) for name in ("state", "line", "name", "is", "file")) for row in result.records]  # fmt: skip

    for told in ((export, "--month-first"), (export, "--month-first", "--new"), ("--all", weekly)):
        assert states_in("qps", *told) == states_in("en", *told) != []


def test_states_are_printed_in_the_language_of_the_program(shell, file, export, weekly) -> None:
    for told in ((export, "--month-first"), ("--all", weekly)):
        result = shell("-f", file, "import", *told, "--dry-run", COPTUI_LANG="qps", PYTHONUTF8="1")
        printed = [line.split("\t")[0] for line in result.lines]
        assert printed and not any(state.isascii() for state in printed)


def test_a_folder_again_changes_nothing_and_asks_nothing_that_was_answered(
    coptui, file, weekly, saved
) -> None:
    coptui("-f", file, "import", "--all", weekly)
    coptui("-f", file, "import", weekly / "c sheet.csv", "--column", "Wer=name", "--new")
    coptui("-f", file, "import", weekly / "b report.csv", "--who", "Carlos D=Carlos Díaz", "--who", "Lena Voss=new")  # fmt: skip
    (weekly / "d.png").unlink()
    before = file.read_bytes()
    result = coptui("-f", file, "import", "--all", weekly)
    assert [row[0] for row in states(result)] == ["unchanged"] * 3, result.out
    assert result.code == 0
    assert file.read_bytes() == before


def test_a_folder_is_looked_at_without_writing(coptui, file, weekly) -> None:
    before = file.read_bytes()
    result = coptui("-f", file, "import", "--all", weekly, "--dry-run", "--json")
    assert [row["state"] for row in result.records] == ["would save", "waits", "waits", "refused"]
    assert file.read_bytes() == before
    assert coptui("-f", file, "import", "--all", weekly, "--event", "new").code == 2
    assert coptui("-f", file, "import", "--all", weekly / "a list.csv").code == 2


def test_a_file_that_is_none_fails_a_folder_once(coptui, file, home) -> None:
    folder = home / "weekly"
    folder.mkdir()
    picture = folder / "poster.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    state = lambda result: [line.split("\t")[0] for line in result.lines]  # noqa: E731
    for code in (1, 0, 0):
        result = coptui("-f", file, "import", "--all", folder)
        assert (state(result), result.code) == (["refused"], code)
    picture.write_bytes(b"\x89PNG\r\n\x1a\n another picture")
    assert coptui("-f", file, "import", "--all", folder).code == 1, "it is another one"


def test_a_sheet_is_chosen_and_remembered(coptui, file, home, saved) -> None:
    sheet = (
        '<Worksheet ss:Name="{}"><Table><Row><Cell><Data>Name</Data></Cell><Cell><Data>Email</Data></Cell></Row>'
        "<Row><Cell><Data>{}</Data></Cell><Cell><Data>{}@x.org</Data></Cell></Row></Table></Worksheet>"
    )
    book = home / "members.xls"
    book.write_text(
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
        f"{sheet.format('2025', 'Old Timer', 'old')}{sheet.format('2026', 'New Comer', 'new')}</Workbook>"
    )
    asked = coptui("-f", file, "import", book)
    assert asked.code == 2
    assert f"coptui import {book} --sheet 2025" in asked.err
    assert coptui("-f", file, "import", book, "--sheet", "2026").code == 0
    names = {one["name"] for one in saved(file)["members"].values()}
    assert "New Comer" in names
    assert "Old Timer" not in names
    assert "Nothing to change." in coptui("-f", file, "import", book).err, "it is remembered"
    assert coptui("-f", file, "import", book, "--sheet", "2024").code == 2


def test_a_code_page_is_named_and_remembered(coptui, file, home) -> None:
    roster = home / "roster 1.csv"
    roster.write_bytes("Name,Email\nŁukasz Źródło,luk@example.org\n".encode("cp1250"))
    wrong = coptui("-f", file, "import", roster, "--dry-run", "--code-page", "cp1251")
    assert "Łukasz Źródło" not in wrong.out
    named = coptui("-f", file, "import", roster, "--code-page", "windows-1250")
    assert ("new", "2", "Łukasz Źródło", "") in states(named)
    again = home / "roster 2.csv"
    again.write_bytes("Name,Email\nŻaneta Ćwik,zan@example.org\n".encode("cp1250"))
    assert ("new", "2", "Żaneta Ćwik", "") in states(coptui("-f", file, "import", again))


@pytest.mark.parametrize("name", sorted({*aliases.aliases, *aliases.aliases.values(), "nope", ""}))
def test_any_name_of_a_code_page_is_taken_or_refused_in_words(name) -> None:
    try:
        page = code_page_named(name)
    except UsageError as error:
        assert error.hint
    else:
        assert decoded(b"Name,Email\nJ\xf8rg,j@example.org\n", page)[0].strip()
