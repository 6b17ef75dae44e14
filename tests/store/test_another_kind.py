"""A file to import, given where a community's file is expected, is named as what it is."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from coptui.errors import DataInvalid
from coptui.store.layout import parse

SAMPLES = Path(__file__).parents[2] / "sample_data" / "imports"


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("xl/workbook.xml", "x")
    return out.getvalue()


GIVEN = {
    "members.csv": (b"Full name,Email\nAl Ash,al@example.org\n", "a table"),
    "quoted.csv": (b'"Name";"Email"\n"Al Ash";"al@example.org"\n', "a table"),
    "teams.csv": ("1. Summary\nTitle\tCall\nStart\t1\n".encode("utf-16"), "a table"),
    "names.txt": (b"Al Ash\nBo Birch <bo@example.org>\n", "a list of text"),
    "events.ics": (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "a calendar"),
    "people.vcf": (b"\xef\xbb\xbfBEGIN:VCARD\nFN:Al\nEND:VCARD\n", "an address book"),
    "list.mbox": (b"From al@example.org Mon Nov 30 12:00:00 2026\nSubject: x\n\n", "a mailbox"),
    "book.xlsx": (archive(), "a workbook or an archive"),
    "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "an old Excel workbook"),
}


@pytest.mark.parametrize("name", GIVEN)
def test_a_file_to_import_is_named_with_the_way_to_import_it(name: str) -> None:
    data, kind = GIVEN[name]
    with pytest.raises(DataInvalid) as told:
        parse(data, name)
    assert told.value.message == f"{name} isn't a coptui file, but {kind}."
    assert "press i" in told.value.hint
    assert f"coptui -f YOURS import {name}" in told.value.hint


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_no_sample_of_an_import_is_called_broken(path: Path) -> None:
    with pytest.raises(DataInvalid, match="isn't a coptui file, but a"):
        parse(path.read_bytes(), path.name)


@pytest.mark.parametrize(
    "damaged",
    [
        b'"members": {"1": {"name": "Al"}}', b'x{"meta": {}}', b'\0{"meta": {}}', b'{"meta": {}',
        b'[1]', b"\xff\xff{", b'  "meta": {"1": {"schema": 1}},\n  "members": {}\n}\n',
    ],
)  # fmt: skip
def test_a_damaged_file_of_ours_is_told_by_its_place(damaged: bytes) -> None:
    with pytest.raises(DataInvalid, match=r"line 1|ends too early|column"):
        parse(damaged, "circle.json")
