"""Workbooks: every sheet is offered, days are days, and what reads them is named where it is missing."""

from __future__ import annotations

import io
import sys
import time
import zipfile
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coptui.errors import UsageError
from coptui.exchange.reading import read
from coptui.exchange.remembering import read_again, sheet_key
from coptui.exchange.tables.found import Found, Hints, SeveralSheets
from coptui.reading_apart import read_apart

HINTS = Hints(name="members.xlsx", today="2026-11-29")
HEADS = ("Name", "Email", "Joined")
NORA = ("Nora Lind", "nora.lind@example.org", date(2026, 4, 3))
ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="Members">
<table:table-row>%s</table:table-row><table:table-row>%s<table:table-cell office:value-type="date"
 office:date-value="2026-04-03"><text:p>3 Apr</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""  # fmt: skip

MANIFEST = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def xlsx(*, hidden: str = "", **sheets: list[tuple[Any, ...]]) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def ods() -> bytes:
    def cells(*texts: str) -> str:
        return "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
            for text in texts
        )

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", ODS % (cells(*HEADS), cells(*NORA[:2])))
    return file.getvalue()


def people(found: Found) -> list[tuple[str, str, str]]:
    return [(one.name, *one.emails, one.fields.get("joined_on", "")) for one in found.people]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_each_kind_of_workbook_is_read_with_its_days(kind: str) -> None:
    data = {
        "xlsx": lambda: xlsx(Members=[HEADS, NORA]),
        "xls": (Path(__file__).parent / "members.xls").read_bytes,
        "ods": ods,
    }[kind]()
    assert people(read(data, HINTS)) == [("Nora Lind", "nora.lind@example.org", "2026-04-03")]


def test_times_and_lengths_of_a_workbook() -> None:
    rows = [
        ("Name", "Join time", "Leave time", "Minutes"),
        ("Nora Lind", datetime(2026, 11, 5, 17), datetime(2026, 11, 5, 18, 15), 75.0),
    ]
    (event,) = read(xlsx(Report=rows), HINTS).events
    assert (event.starts_at, event.people[0].minutes) == ("2026-11-05T17:00", 75)
    rows = [("Date", "2026-11-05"), (), ("Name", "Join time"), ("Nora Lind", clock(17, 5))]
    (event,) = read(xlsx(Report=rows), HINTS).events
    assert (event.starts_at, event.people[0].line) == ("2026-11-05T17:05", 4)


def test_every_filled_sheet_is_offered_also_a_hidden_one() -> None:
    bram = ("Bram Visser", "bram@example.org", None)
    data = xlsx(Members=[HEADS, NORA], Empty=[], Old=[HEADS, bram], hidden="Old")
    # Through the process that reads, as the screen and the command line do it.
    with pytest.raises(SeveralSheets) as asked:
        read_apart(data, HINTS)
    assert dict(zip(asked.value.sheets, asked.value.told, strict=True)) == {
        "Members": "2 rows",
        "Old": "2 rows, hidden",
    }
    old = read(data, Hints(name="members.xlsx", today=HINTS.today, sheet="Old"))
    assert [one.name for one in old.people] == ["Bram Visser"]
    kept = {sheet_key("members 2026-10.xlsx"): {"sheet": "Members"}}
    named = Hints(name="members 2026-11.xlsx", today=HINTS.today)
    assert people(read_again(data, named, kept.get))[0][0] == "Nora Lind"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(("", "a, b", "x;y", "1\t2", 'say "no"', "two\nlines", 3, 2.5, True, date(2026, 1, 2))), max_size=4), max_size=5))  # fmt: skip
def test_a_row_of_a_sheet_is_a_line_whatever_its_cells_hold(rows: list[list[Any]]) -> None:
    above = [tuple(row) for row in rows]
    data = xlsx(List=[*above, (), HEADS, NORA])
    found = read(data, Hints(name="x.xlsx", today=HINTS.today))
    assert [(one.name, one.line) for one in found.people] == [("Nora Lind", len(rows) + 3)]


def test_without_what_reads_it_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(UsageError) as refused:
        read(xlsx(Members=[HEADS, NORA]), HINTS)
    assert "coptui[workbooks]" in refused.value.hint and "(.xlsx)" in refused.value.message


@pytest.mark.parametrize("cut", [40, 200, 900])
def test_a_workbook_that_was_cut_off_is_refused(cut: int) -> None:
    with pytest.raises(UsageError):
        read(xlsx(Members=[HEADS, NORA])[:cut] or b"PK", HINTS)
    with pytest.raises(UsageError):
        read(xlsx(Empty=[]), HINTS)


def test_a_workbook_of_ten_thousand_rows_is_read_in_time() -> None:
    rows = [(f"Nora Lind {n}", f"p{n}@example.org", date(2026, 4, 3)) for n in range(10_000)]
    data = xlsx(Members=[HEADS, *rows])
    # The time that this process works, whatever else the machine does.
    before = time.process_time()
    found = read(data, HINTS)
    assert len(found.people) == 10_000
    assert time.process_time() - before < 4


HTML = """<html><head><style>td {color: red}</style></head><body><table border=1>
<tr><th colspan=2>Circle<th>Phone<tr><th>Name<th>Email<th>Phone</tr>
<tr><td>Nora&nbsp;Lind<td><a href="x"><b>nora</b>@example.org</a><td>+49<br>1</tr>
<tr><td>Bram Visser<td><table><tr><td>bram@example.org</table><td></tr></table></body></html>"""


def test_a_table_in_html_is_read_as_the_workbook_that_it_is_called() -> None:
    found = read(HTML.encode(), Hints(name="members.xls"))
    assert [(one.name, one.emails, dict(one.fields)) for one in found.people] == [
        ("Nora Lind", ("nora@example.org",), {"phone": "+49 1"}),
        ("Bram Visser", ("bram@example.org",), {}),
    ]
    with pytest.raises(UsageError, match="web page"):
        read(b"<html><body><table><tr><td>Sign in</table></body></html>", Hints(name="a.xls"))


def test_every_sheet_of_excels_xml_is_offered_and_empty_cells_keep_their_places() -> None:
    sheet = (
        '<ss:Worksheet ss:Name="{}"><ss:Table><Row><Cell><Data>Name</Data></Cell><Cell><Data>Phone</Data></Cell>'
        "<Cell><Data>Email</Data></Cell></Row><Row><Cell><Data>{}</Data></Cell>"
        '<Cell ss:Index="3"><Data>a@example.org</Data></Cell></Row></ss:Table></ss:Worksheet>'
    )
    head = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
    text = f"{head}{sheet.format('Old', 'Ann')}{sheet.format('New', 'Bo')}</Workbook>".encode()
    with pytest.raises(SeveralSheets) as raised:
        read(text, Hints(name="a.xls"))
    assert raised.value.sheets == ("Old", "New")
    (person,) = read(text, Hints(name="a.xls", sheet="New")).people
    assert (person.name, person.emails) == ("Bo", ("a@example.org",))


@pytest.mark.parametrize("number", [1e9, 1e30, -1e30])
@pytest.mark.parametrize("shown_as", ["yyyy-mm-dd", "[h]:mm:ss", "hh:mm"])
def test_a_date_that_no_calendar_has_is_read_or_refused_in_words(
    number: float, shown_as: str
) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in (HEADS, ("Nora Lind", "nora.lind@example.org", number)):
        sheet.append(row)
    sheet.cell(2, 3).number_format = shown_as
    file = io.BytesIO()
    workbook.save(file)
    try:
        assert read_apart(file.getvalue(), HINTS).people[0].name == "Nora Lind"
    except UsageError as refused:
        assert "no calendar has" in refused.message
