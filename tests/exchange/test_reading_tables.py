"""The one way in: bytes to text, rows with their lines, columns by name."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from coptui.errors import UsageError
from coptui.exchange.reading import read
from coptui.exchange.tables.decoding import decoded
from coptui.exchange.tables.sheets import Table, TextSheet, folded, likely_delimiter
from coptui.exchange.tables.unpacking import LARGEST, Archive, gunzipped


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Zoë".encode(), "Zoë"),
        ("Zoë".encode("utf-8-sig"), "Zoë"),
        ("Zoë\tName".encode("utf-16"), "Zoë\tName"),
        ("Name\tZeit".encode("utf-16-le"), "Name\tZeit"),
        ("Name\tZeit".encode("utf-16-be"), "Name\tZeit"),
        ("Jörg “x” –".encode("cp1252"), "Jörg “x” –"),
        ("cut Zoë".encode()[:-1], "cut Zo"),
        (b"a\0b, a longer line of text", "ab, a longer line of text"),
    ],
)
def test_bytes_to_text(data: bytes, text: str) -> None:
    assert decoded(data)[0] == text


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Excel workbook (.xls)"),
        (zipped(**{"xl/workbook.xml": "<x/>"}), "Excel workbook (.xlsx)"),
        (zipped(**{"word/document.xml": "<x/>"}), "Word document"),
        (b"%PDF-1.7 something", "a PDF"),
        (bytes(range(256)) * 4, "neither text nor"),
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"\x1f\x8bnonsense", "broken"),
        (b"PK\x03\x04nonsense", "broken"),
    ],
)
def test_what_is_no_text_is_refused_by_its_name(data: bytes, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(data)
    assert words in caught.value.message
    assert caught.value.hint


def test_archives_are_opened_only_up_to_a_size() -> None:
    bomb = gzip.compress(b"\0" * (LARGEST + 1))
    with pytest.raises(UsageError, match="more than 50 MB"):
        gunzipped(bomb)
    assert gunzipped(gzip.compress(b"one ") + gzip.compress(b"two")) == b"one two"
    archive = Archive(zipped(a="\0" * (LARGEST // 2), b="\0" * (LARGEST // 2 + 1)))
    assert len(archive.read("a")) == LARGEST // 2
    with pytest.raises(UsageError, match="more than 50 MB"):
        archive.read("b")


def lines_of(text: str, delimiter: str = ",") -> list[tuple[int, tuple[str, ...]]]:
    return [(row.line, row.cells) for row in TextSheet(text, delimiter).rows if not row.blank]


def test_rows_know_their_lines_even_after_quoted_line_breaks() -> None:
    text = 'a,b\r\n"one\r\ntwo",2\r\n\r\n,,\r\n3, 4 \r\n'
    assert lines_of(text) == [(1, ("a", "b")), (2, ("one\ntwo", "2")), (6, ("3", "4"))]


def test_a_quotation_mark_that_is_never_closed_costs_one_row() -> None:
    text = 'a,b\n"open,1\n' + "".join(f"x{number},y\n" for number in range(500))
    rows = lines_of(text)
    assert rows[:3] == [(1, ("a", "b")), (2, ("open", "1")), (3, ("x0", "y"))]
    assert len(rows) == 502
    assert lines_of('a,b\n"open,1\nc,d') == [(1, ("a", "b")), (2, ("open", "1")), (3, ("c", "d"))]


def test_a_cell_of_a_hundred_thousand_letters_is_a_cell() -> None:
    assert lines_of(f'a,b\n{"x" * 100_000},"{"y" * 200_000}"')[1][1] == (
        "x" * 100_000,
        "y" * 200_000,
    )


def test_heads_are_found_whatever_their_spelling_and_a_second_one_by_its_number() -> None:
    assert folded(" E‑Mail_Address ") == folded("e mail  address") == "e mail address"
    sheet = TextSheet('\ufeff"User-Email",USER EMAIL,Name\na,b,c', ",")
    table: Table = sheet.table(0)
    assert table.cell(table.rows[0], "user email") == "a"
    assert table.cell(table.rows[0], "User Email 2") == "b"
    assert table.cell(table.rows[0], "missing", "name") == "c"


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("sep=;\na;b\n1;2", ";"),
        ("a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5", ";"),
        ("name\tmail\nDoe, Jane\tj@x\nRoe, Rick\tr@x", "\t"),
        ("name,mail\nJane,j@x", ","),
        ("only one column\nof text", None),
    ],
)
def test_delimiters(text: str, delimiter: str | None) -> None:
    assert likely_delimiter(text) == delimiter


@pytest.mark.parametrize(
    ("text", "code_page"),
    [
        ("Jméno;Příjmení;E-mail\nJiří;Dvořák;j@x.cz\n", "cp1250"),
        ('"Vorname","Ort geschäftlich"\n"Nora","Kiel"\n', "cp1252"),
        ("Name;E-Mail\nJörg Müller;j@x.org\nÅse Sørensen;a@x.org\n", "cp1252"),
        ("Name;E-Mail\nJörg Müller;j@x.org\nZoë Ångström;z@x.org\n", "mac_roman"),
        ("Имя;Фамилия;E-mail\nАнна;Кузнецова;a@x.org\n", "cp1251"),
        ("Όνομα;Email\nΝίκος Παπαδόπουλος;n@x.gr\n", "cp1253"),
        ("氏名,メールアドレス\n佐藤 花子,h@x.jp\n鈴木 一郎,i@x.jp\n", "cp932"),
        ("姓名,邮箱\n王小明,w@x.cn\n", "gb18030"),
        ("이름,이메일\n김철수,k@x.kr\n", "euc_kr"),
    ],
)
def test_a_code_page_is_told_by_the_words_it_makes(text: str, code_page: str) -> None:
    read_text, notes = decoded(text.encode(code_page))
    assert read_text == text
    # Western letters may be those of another code page, and are then to be looked at.
    assert notes or code_page == "cp1252"


def test_a_bad_byte_is_one_bad_byte_and_its_line_is_named() -> None:
    data = "Name;E-Mail\nJörg;j@x.org\nÅse;a@x.org\n".encode() + b"Caf\xe9;c@x.org\n"
    text, notes = decoded(data)
    assert "Jörg" in text and "Åse" in text and "Caf\ufffd" in text
    assert notes == ("1 byte can't be read as text, first on line 4.",)
