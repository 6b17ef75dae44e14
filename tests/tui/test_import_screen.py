"""Importing by keys: the newest file, what it would change, one key a name, one save."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coptui.tui.exchange.import_columns import HOW
from coptui.tui.exchange.import_preview import ImportPreviewScreen
from coptui.tui.exchange.import_preview_rows import lines_of
from tests.until import until

HEADS = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
ALL_KNOWN = (
    HEADS
    + """\
Amara O,amara@example.org,11/24/2026 06:00:00 PM,11/24/2026 06:50:00 PM,50,No
"Lindqvist, Beth (External)",,11/24/2026 06:00:00 PM,11/24/2026 06:40:00 PM,40,Yes
Charlie D,,11/24/2026 06:05:00 PM,11/24/2026 06:45:00 PM,40,Yes
read.ai meeting notes,,11/24/2026 06:00:00 PM,11/24/2026 06:50:00 PM,50,Yes
"""
)
SOME_UNKNOWN = (
    ALL_KNOWN
    + """\
Dana W,,11/24/2026 06:05:00 PM,11/24/2026 06:45:00 PM,40,Yes
Farrah Aziz,,11/24/2026 06:05:00 PM,11/24/2026 06:45:00 PM,40,Yes
iPhone,,11/24/2026 06:05:00 PM,11/24/2026 06:45:00 PM,40,Yes
Lena Voss,lena@x.org,11/24/2026 06:05:00 PM,11/24/2026 06:45:00 PM,40,Yes
Recorder,,11/24/2026 06:05:00 PM,11/24/2026 06:45:00 PM,40,Yes
"""
)
TEAMS = (
    "1. Summary\r\nMeeting title\tCommunity call\r\nAttended participants\t2\r\n"
    "Start time\t24/11/26, 18:00:17\r\nEnd time\t24/11/26, 19:00:00\r\n"
    "Meeting duration\t59m 43s\r\nAverage attendance time\t50m 0s\r\n\r\n2. Participants\r\n"
    "Name\tFirst join\tLast leave\tIn-meeting duration\tEmail\tParticipant ID (UPN)\tRole\r\n"
    "Amara Okafor\t24/11/26, 18:00:17\t24/11/26, 19:00:00\t59m 43s\tamara@example.org\t\tOrganizer\r\n"
    "Beth Lindqvist (Guest)\t24/11/26, 18:02:00\t24/11/26, 18:42:00\t40m 0s\t\t\tPresenter\r\n"
)


def teams_row(name: str, address: str = "") -> str:
    return f'"{name}"\t24/11/26, 18:02:00\t24/11/26, 18:42:00\t40m 0s\t{address}\t\tAttendee\r\n'


TEAMS_UNKNOWN = (
    TEAMS
    + teams_row("Charlie D")
    + teams_row("Dana W")
    + teams_row("Farrah Aziz")
    + teams_row("iPhone")
    + teams_row("Lena Voss", "lena@x.org")
    + teams_row("Recorder")
)


@pytest.fixture(autouse=True)
def downloads(tmp_path, monkeypatch):
    """A home of its own, with an empty folder of downloads."""
    home = tmp_path / "home"
    folder = home / "Downloads"
    folder.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(home)
    (folder / "old.csv").write_text("Name\nNobody\n")
    os.utime(folder / "old.csv", (1, 1))
    return folder


async def read(pilot) -> None:
    """Until the file is read, in its own thread."""

    def is_read() -> bool:
        screen = pilot.app.screen
        return not isinstance(screen, ImportPreviewScreen) or screen.plan is not None

    await pilot.pause()
    await until(is_read)
    await pilot.pause()


def call(on_disk):
    return on_disk("events")["7"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("participants_602.csv", ALL_KNOWN.encode()),
        ("meetingAttendanceReport.csv", b"\xff\xfe" + TEAMS.encode("utf-16-le")),
    ],
)
async def test_a_file_in_which_everybody_is_known_in_3_keys(
    name, data, downloads, open_app, on_disk, screen_text, path
) -> None:
    (downloads / name).write_bytes(data)
    before = path.read_bytes()
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "enter")
        await read(pilot)
        text = screen_text(app)
        assert "Community call" in text and "your event: same time" in text
        assert "Matched" in text and "Not matched" not in text
        assert path.read_bytes() == before, "nothing is saved before Enter"
        await pilot.press("enter")
        await pilot.pause()
        assert "present at Community call. Press u to undo." in screen_text(app)
        assert app.screen.focused.id == "members"
        event = call(on_disk)
        assert event["attendance_taken"] is True
        assert event["attendance"]["1"]["status"] == "attended"
        assert event["attendance"]["1"]["rsvp"] == "yes"
        assert event["attendance"]["2"]["minutes"] == 40
        await pilot.press("u")
        await pilot.pause()
        assert "attendance_taken" not in call(on_disk)
        assert call(on_disk)["attendance"] == {"1": {"rsvp": "yes"}, "2": {"rsvp": "yes"}}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("participants_602.csv", SOME_UNKNOWN.encode()),
        ("meetingAttendanceReport.csv", b"\xff\xfe" + TEAMS_UNKNOWN.encode("utf-16-le")),
    ],
    ids=["Zoom", "Teams"],
)
async def test_a_key_a_name_and_two_for_a_search(
    name, data, downloads, open_app, on_disk, screen_text
) -> None:
    (downloads / name).write_bytes(data)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "enter")
        await read(pilot)
        text = screen_text(app)
        assert "Not matched: 5" in text
        assert "Who is Dana W?" in text
        assert "1 Dana Whitfield" in text
        await pilot.press("1")
        assert "Who is Farrah Aziz?" in screen_text(app)
        await pilot.press("1")
        assert "Who is iPhone?" in screen_text(app)
        await pilot.press("slash", *"hana", "enter")
        await pilot.pause()
        assert "Who is Lena Voss?" in screen_text(app)
        await pilot.press("a", "x")
        await pilot.pause()
        text = screen_text(app)
        assert "All names are settled" in text
        assert "Hana Sato, your choice" in text
        await pilot.press("enter")
        await pilot.pause()
        assert "7 present at Community call. Press u to undo." in screen_text(app)
    event = call(on_disk)
    assert set(event["attendance"]) == {"1", "2", "3", "4", "6", "8", "10"}
    assert "unmatched" not in event
    members = on_disk("members")
    assert members["4"]["aliases"] == ["Dana W"]
    assert members["6"]["aliases"] == ["Farrah Aziz"]
    assert "aliases" not in members["8"], "any telephone is called iPhone"
    assert members["10"]["name"] == "Lena Voss"
    assert members["10"]["status"] == "guest"


async def test_who_is_left_stays_with_the_event(downloads, open_app, on_disk, screen_text) -> None:
    (downloads / "participants_602.csv").write_text(SOME_UNKNOWN)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "enter")
        await read(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "3 present at Community call, 5 names left unmatched." in screen_text(app)
        assert len(call(on_disk)["unmatched"]) == 5
        await pilot.press("i", "enter")
        await read(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "Nothing new in this file" in screen_text(app)


async def test_leaving_saves_nothing(downloads, open_app, path) -> None:
    (downloads / "participants_602.csv").write_text(SOME_UNKNOWN)
    before = path.read_bytes()
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "enter", "q")
        await pilot.pause()
        await pilot.press("enter")
        await read(pilot)
        await pilot.press("1", "a", "q", "q")
        await pilot.pause()
        assert app.screen.focused.id == "members"
    assert path.read_bytes() == before


async def test_matched_people_can_be_looked_at_and_another_event_chosen(
    downloads, open_app, on_disk, screen_text
) -> None:
    (downloads / "participants_602.csv").write_text(ALL_KNOWN)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "enter")
        await read(pilot)
        assert "Charlie D" not in screen_text(app)
        await pilot.press("o")
        assert "Carlos Díaz, also goes by this name" in screen_text(app)
        await pilot.press("e", *"12 nov", "enter")
        await pilot.pause()
        assert "your event: your choice" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
    assert on_disk("events")["6"]["attendance"]["3"]["status"] == "attended"
    assert "attendance_taken" not in call(on_disk)


async def test_a_new_event_by_choice(downloads, open_app, on_disk, screen_text) -> None:
    (downloads / "participants_602.csv").write_text(ALL_KNOWN)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "enter")
        await read(pilot)
        await pilot.press("N")
        assert "a new event" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
    assert on_disk("events")["8"]["starts_at"].startswith("2026-11-24T18:00")


async def test_names_without_a_day_ask_for_the_event(
    downloads, open_app, on_disk, screen_text
) -> None:
    (downloads / "sheet.csv").write_text("Name,Duration (Minutes)\nAmara Okafor,40\n")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "enter")
        await read(pilot)
        await pilot.press("enter")
        assert "Which event is it?" in screen_text(app)
        await pilot.press("N")
        assert "doesn't say which day" in screen_text(app)
        await pilot.press("e", *"24 nov", "enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
    assert call(on_disk)["attendance"]["1"]["minutes"] == 40


async def test_columns_of_an_unknown_table_are_told_once(
    downloads, open_app, on_disk, screen_text
) -> None:
    (downloads / "list.csv").write_text(
        "Wer da ist;Kontakt;Schuh\nHana Sato;hana@x.org;41\nZoë Quux;zoe@x.org;38\n"
    )
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "enter")
        await until(lambda: "What is in these columns?" in screen_text(app))
        await pilot.pause()
        text = screen_text(app)
        assert "hana@x.org" in text
        columns = app.screen.list.rows
        drawn = [cell.text for at in range(len(columns)) for cell in columns.cells(at)]
        read_there = " ".join(" ".join(drawn).split())
        for said in (app.screen._unknown.message, app.screen._unknown.hint, HOW):
            assert said in read_there, "why it is asked, and how to answer"
        await pilot.press("enter", "d")
        await read(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "1 person matched, 1 new person, 1 person updated. Press u to undo." in screen_text(
            app
        )
        assert on_disk("members")["8"]["emails"] == ["hana@x.org"]
        assert on_disk("members")["10"]["name"] == "Zoë Quux"
        await pilot.press("i", "enter")
        await read(pilot)
        assert app.screen.plan is not None, "not asked again"


async def test_what_is_kept_as_text_is_told_above_all_rows(
    downloads, open_app, screen_text
) -> None:
    people = "".join(f"Person {n},p{n}@x.org,{n}\n" for n in range(60))
    (downloads / "list.csv").write_text(f"Name,Email,Shoe size\n{people}")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "enter")
        await read(pilot)
        text = screen_text(app)
        assert text.index("Shoe size") < text.index("Person 0")


@pytest.mark.parametrize(
    "size",
    [(60, 20), *(pytest.param(size, marks=pytest.mark.long) for size in ((80, 24), (120, 40)))],
)
async def test_every_line_is_whole_under_the_cursor(
    size, downloads, open_app, path, screen_text
) -> None:
    longer = "the Royal Botanic Garden of the Northern Isles, Department of Seeds and Spores"
    (downloads / "list.csv").write_text(
        "Name;Email;Organisation;Phone;Joined\n"
        f"Amara Okafor;amara@example.org;{longer};+44 1595 555 0101;2022-01-31\n"
        f"Beth Lindqvist;;{longer};;\n"
        "Zoe Quillfeather-Wintergreen-Armstrong of the Outer Harbour Office;;;;\n"
        f";;{longer};;\n"
    )
    app = open_app()
    async with app.run_test(size=size) as pilot:
        await pilot.press("i", "enter")
        await read(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, ImportPreviewScreen)
        told = lines_of(screen.session.whole, screen.ready())
        keys = [key for key in screen.list.rows.keys if key is not None]
        assert {kind for kind, _ in keys} >= {"person", "difference", "filled", "left"}
        for kind, which in keys:
            screen.list.go_to((kind, which))
            await pilot.pause()
            shown = " ".join(screen_text(app).split())
            if kind in told:
                assert all(" ".join(text.split()) in shown for text in told[kind].told(which)), kind
            else:
                assert screen.person_under_cursor().name in shown
        before = path.read_bytes()
        await pilot.press("x")
        assert path.read_bytes() == before


async def test_which_sheet_of_a_workbook_is_asked_once(
    downloads, open_app, on_disk, screen_text
) -> None:
    import openpyxl

    workbook = openpyxl.Workbook()
    workbook.active.title = "Old"
    for sheet, name in ((workbook.active, "Hana Sato"), (workbook.create_sheet("New"), "Zoë Quux")):
        sheet.append(("Name", "Email"))
        sheet.append((name, f"{name[0]}@x.org"))
    workbook["Old"].sheet_state = "hidden"
    workbook.save(downloads / "list.xlsx")
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "enter")
        await until(lambda: "Which sheet" in screen_text(app))
        assert "Old: 2 rows, hidden" in screen_text(app)
        await pilot.press("2", "enter")
        await read(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "Zoë Quux" in {person["name"] for person in on_disk("members").values()}
        await pilot.press("i", "enter")
        await read(pilot)
        assert app.screen.plan is not None, "not asked again"


async def test_day_or_month_is_asked_once(downloads, open_app, on_disk, screen_text) -> None:
    (downloads / "participants_1.csv").write_text(
        HEADS + "Amara O,amara@example.org,10/11/2026 06:00:00 PM,10/11/2026 06:50:00 PM,50,No\n"
    )
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "enter")
        await until(lambda: "the day or the month" in screen_text(app))
        await pilot.press("d")
        await read(pilot)
        assert "10 Nov" in screen_text(app)
        await pilot.press("q", "enter")
        await read(pilot)
        assert isinstance(app.screen, ImportPreviewScreen)


def last_call(on_disk):
    return next(
        event for event in on_disk("events").values() if event["starts_at"][:10] == "2026-11-12"
    )


async def test_answers_to_a_rating_ask_for_event_scale_and_raters(
    downloads, open_app, on_disk
) -> None:
    (downloads / "form.csv").write_text("excitement,value\n2,3\n4,4\n")
    before = last_call(on_disk).get("pulse", [])
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "enter")
        await until(lambda: type(app.screen).__name__ == "QuestionScreen")
        await pilot.press("1")
        await read(pilot)
        await pilot.press("e", *"12 Nov", "enter")
        await read(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("v")
        await read(pilot)
        await pilot.press("enter")
        await pilot.pause()
        added = last_call(on_disk)["pulse"][len(before) :]
        assert [(each["source"], each["excitement"], each["value"]) for each in added] == [
            ("visitor", 1, 2),
            ("visitor", 3, 3),
        ]
        await pilot.press("u")
        await pilot.pause()
        assert last_call(on_disk).get("pulse", []) == before
        assert "answers_taken" not in last_call(on_disk)


async def test_another_file_by_its_path(tmp_path, open_app, screen_text) -> None:
    (tmp_path / "calls.csv").write_text(ALL_KNOWN)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "slash", *"/nowhere.csv", "enter")
        await pilot.pause()
        assert "There is no file" in screen_text(app)
        await pilot.press("ctrl+u", *str(tmp_path / "calls.csv"), "enter")
        await read(pilot)
        assert "Community call" in screen_text(app)


async def test_what_cannot_be_read_is_said(downloads, open_app, screen_text) -> None:
    (downloads / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "enter")
        await until(lambda: "not read" in screen_text(app))
        bar = screen_text(app).splitlines()[-1]
        assert "accept" not in bar
        assert "add guest" not in bar
        assert "back" in bar
        await pilot.press("1")
        await pilot.pause()
        assert "That key does nothing here" in screen_text(app)
        await pilot.press("q")
        await pilot.pause()
        assert "picture.csv" in screen_text(app)


async def test_no_import_while_presenting(open_app, screen_text) -> None:
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("z", "i")
        await pilot.pause()
        assert "Hidden in presenter mode" in screen_text(app)


async def test_hostile_names_stay_text(downloads, open_app, screen_text) -> None:
    (downloads / "participants_9.csv").write_text(
        HEADS + "[red]x[/red]\x1b[2J,,11/24/2026 06:05:00 PM,11/24/2026 06:45:00 PM,40,Yes\n"
    )
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "enter")
        await read(pilot)
        assert "[red]x[/red]" in screen_text(app)
        assert "\x1b" not in screen_text(app)


async def test_everybody_unknown_in_one_key(downloads, open_app, on_disk, screen_text) -> None:
    (downloads / "connections.csv").write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Lena,Voss,,lena@x.org,Harbour,Nurse,12 Mar 2024\nBeth,Lindqvist,,,Harbour,,12 Mar 2024\n"
    )
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "enter")
        await read(pilot)
        assert "Not matched: 1" in screen_text(app), "whom somebody knows is no member by that"
        await pilot.press("A")
        assert "New people: 1" in screen_text(app)
        await pilot.press("A")
        assert "Not matched: 1" in screen_text(app)
        await pilot.press("A", "enter")
        await pilot.pause()
        assert "1 person matched, 1 new person, 1 person updated. Press u to undo." in screen_text(
            app
        )
    members = on_disk("members")
    assert members["10"]["organisation"] == "Harbour"
    assert members["2"]["organisation"] == "Harbour"


async def test_leaving_while_a_file_is_read(downloads, open_app, path, monkeypatch) -> None:
    import threading

    from coptui.tui.exchange import import_reading

    (downloads / "participants_602.csv").write_text(ALL_KNOWN)
    go_on, really = threading.Event(), import_reading.read_again

    def slowly(*given):
        assert go_on.wait(20)
        return really(*given)

    monkeypatch.setattr(import_reading, "read_again", slowly)
    before = path.read_bytes()
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "enter", "enter")
        assert isinstance(app.screen, ImportPreviewScreen)
        assert app.screen.plan is None
        await pilot.press("q", "q")
        await pilot.pause()
        assert app.screen.focused.id == "members"
        go_on.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.screen.focused.id == "members"
    assert path.read_bytes() == before


async def test_a_save_that_fails_leaves_the_preview(
    downloads, open_app, path, screen_text, monkeypatch
) -> None:
    from coptui.errors import DataLocked

    (downloads / "participants_602.csv").write_text(SOME_UNKNOWN)
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "enter")
        await read(pilot)
        await pilot.press("1")

        def locked(*given, **more):
            raise DataLocked("circle.json is being saved by beth.", "Try again.")

        with monkeypatch.context() as patched:
            patched.setattr(app.session, "edit", locked)
            await pilot.press("enter")
            await pilot.pause()
        assert "is being saved by beth" in screen_text(app)
        assert "Dana Whitfield, your choice" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "4 present at Community call" in screen_text(app)


def test_archives_are_listed_where_something_of_ours_is_in_them(downloads) -> None:
    import zipfile

    from coptui.tui.exchange.import_file import newest_files

    for name, part in (("slack.zip", "users.json"), ("photos.zip", "beach.jpg")):
        with zipfile.ZipFile(downloads / name, "w") as archive:
            archive.writestr(part, "[]")
    (downloads / "list.json").write_text('{"directory_items": []}')
    (downloads / "package.json").write_text('{"name": "x"}')
    (downloads / "2026-March.txt.gz").write_bytes(b"")
    (downloads / "logs.gz").write_bytes(b"")
    listed = {path.name for path, _ in newest_files([downloads])}
    assert listed == {"old.csv", "slack.zip", "list.json", "2026-March.txt.gz"}


ENDLESS = "BEGIN:VCALENDAR\nVERSION:2.0\n" + "".join(
    f"BEGIN:VEVENT\nUID:{n}\nSUMMARY:Call\nDTSTART:19700105T170000Z\nRRULE:FREQ=DAILY\nEND:VEVENT\n" for n in range(2000)
) + "END:VCALENDAR\n"  # fmt: skip


def reading() -> list[str]:
    """The processes that read a file for this one; those that ended are reaped."""
    threads = Path("/proc/self/task").glob("*/children")
    return [child for thread in threads for child in thread.read_text().split()]


@pytest.mark.parametrize("keys", [("q",), ("escape",), ("q", "q")], ids=" ".join)
async def test_leaving_ends_what_a_calendar_goes_on_with(open_app, downloads, keys) -> None:
    (downloads / "endless.ics").write_text(ENDLESS)
    before = reading()
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "enter")
        await until(lambda: len(reading()) > len(before))
        await pilot.press(*keys)
        await until(lambda: reading() == before)


async def test_a_code_page_is_named_where_letters_came_out_wrong(
    downloads, open_app, screen_text
) -> None:
    (downloads / "roster.csv").write_bytes("Name,Email\nŹródło Łuk,luk@x.org\n".encode("cp1250"))
    app = open_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("i", "enter")
        await read(pilot)
        for name, shown in (("cp1251", False), ("cp1250", True)):
            await pilot.press("C", *name, "enter")
            await read(pilot)
            assert ("Źródło Łuk" in screen_text(app)) is shown
