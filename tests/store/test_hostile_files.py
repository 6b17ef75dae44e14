"""Files that are not what they should be: one message with the place, and the bytes untouched."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.changes import Save
from coptui.errors import CoptError, DataInvalid
from coptui.store import layout
from coptui.store.backup_folders import folder_of
from coptui.store.backups import take
from coptui.store.broken import _deeper
from coptui.store.layout import duplicates, layout_of, parse
from coptui.store.store import Store
from coptui.store.version import read

GOOD = b'{"community":{\n"1":{"name":"Z\xc3\xb6e"}\n},\n"members":{\n"1":{"name":"A"}\n}}\n'

BROKEN = {
    "a list": (b"[1, 2]", "line 1, column 1"),
    "a number": (b"5", "line 1, column 1"),
    "a text": (b'"x"', "line 1, column 1"),
    "torn": (GOOD[:-4], "ends too early"),
    "torn in a text": (GOOD[:30], "line 2"),
    "a NUL byte": (GOOD.replace(b'"A"', b'"A\0"'), "line 5, column 15"),
    "NUL bytes behind": (GOOD + b"\0\0\0", "line 7, column 1 (byte 70): a NUL byte"),
    "200,000 levels": (b'{"members":' + b"[" * 200_000 + b"]" * 200_000 + b"}", "500"),
    "600 levels": (
        b'{"members":{"1":{"name":"A","x":' + b"[" * 600 + b"]" * 600 + b"}}}",
        "column 530",
    ),
    "5,000 digits": (
        b'{"members":{\n"1":{"name":"' + b"7" * 9000 + b'","x":' + b"9" * 5000 + b"}}}",
        "line 2, column 9020",
    ),
    "NaN": (b'{"members":{\n"1":{"name":"A","weight":NaN}}}', "line 2, column 26"),
    "Infinity": (b'{"members":{\n"1":{"x":-Infinity}}}', "line 2"),
    "a lone surrogate": (b'{"members":{\n"1":{"name":"\\ud800"}}}', "line 2, column 14"),
    "a lone low surrogate": (b'{"members":{\n"1":{"name":"\\udc00"}}}', "line 2, column 14"),
    "not UTF-8": (b'{"members":{\n"1":{"name":"Z\xf6e"}}}', "line 2, column 15"),
    "two files in one": (GOOD + GOOD, "line 7, column 1 (byte 70): something after"),
    "a byte order mark": (b"\xef\xbb\xbf" + GOOD, "line 1, column 1"),
    "UTF-16": (GOOD.decode().encode("utf-16"), "line 1, column 1"),
    "a trailing comma": (b'{"members":{\n"1":{"name":"A",}}}', "line 2, column 17"),
    "single quotes": (b"{'members':{}}", "line 1, column 2"),
    "an empty object": (b"{}", "none of coptui's tables"),
    "another program's file": (b'{"name":"x","version":"1"}', "none of coptui's tables"),
    "empty": (b"", "is empty"),
    "blank": (b"\n\n", "is empty"),
    "a newer schema": (b'{"meta":{"1":{"schema":2}},"members":{}}', "newer coptui (schema 2"),
    "a schema that is no number": (b'{"meta":{"1":{"schema":"x"}},"members":{}}', "schema"),
    "meta of another kind": (b'{"meta":{"1":[]},"members":{}}', "schema"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_named_with_its_place_and_left_alone(name: str, tmp_path: Path) -> None:
    data, place = BROKEN[name]
    path = tmp_path / "data.json"
    path.write_bytes(data)
    with pytest.raises(DataInvalid) as caught:
        Store(path).load()
    assert str(path) in caught.value.message
    assert place in caught.value.message
    assert caught.value.hint
    assert caught.value.exit_code == 3
    assert path.read_bytes() == data
    assert [found.name for found in tmp_path.iterdir()] == ["data.json"]


@pytest.mark.parametrize("letter", ["é", "가", "😀"])
def test_letters_are_whole_wherever_the_text_is_looked_at_in_pieces(
    letter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "_PIECE", 8)
    whole = letter.encode()
    for before in range(9):
        text = b'{"members":{"1":{"name":"%b%b' % (b"x" * before, whole)
        assert parse(text + b'"}}}', "x").text()
        # Cut within the letter, at the end or before something else.
        for broken in (text[:-1], text[:-1] + b'"}}}'):
            with pytest.raises(DataInvalid, match="not UTF-8"):
                parse(broken, "x")


def test_long_digits_inside_a_text_are_only_text() -> None:
    layout = parse(b'{"members":{"1":{"name":"' + b"9" * 5000 + b'"}}}', "x")
    assert list(layout.lines("members")) == ["1"]


def test_an_escaped_pair_of_surrogates_is_one_character() -> None:
    version = read(b'{"members":{"1":{"name":"\\ud83d\\ude00 \\\\ud800"}}}', "x")
    assert version.community.members[1].name == "\N{GRINNING FACE} \\ud800"


def test_a_broken_file_offers_the_last_backup(tmp_path: Path) -> None:
    path = tmp_path / "data.json"
    path.write_bytes(GOOD)
    store = Store(path, state=tmp_path / "state")
    store.load()
    take(path, folder_of(path, tmp_path / "state"), datetime(2026, 3, 14, tzinfo=UTC))
    path.write_bytes(GOOD[:20])
    with pytest.raises(DataInvalid, match="coptui restore"):
        store.load()


def test_a_missing_file_and_a_missing_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(DataInvalid, match="no file"):
        Store(tmp_path / "none.json").load()
    with pytest.raises(DataInvalid, match="no folder"):
        Store(tmp_path / "none" / "none.json")


DOUBLE = {
    "a table": (
        b'{"members":{"1":{"name":"A"}},"members":{"2":{"name":"B"}}}',
        ("members", None, ""),
    ),
    "an id": (b'{"members":{"1":{"name":"A"},"1":{"name":"B"}}}', ("members", "1", "")),
    "a field": (b'{"members":{"1":{"name":"A","name":"B"}}}', ("members", "1", "name")),
    "a field within": (
        b'{"members":{"1":{"name":"A","consent":{"photos":true,"photos":false}}}}',
        ("members", "1", "consent.photos"),
    ),
}


@pytest.mark.parametrize("name", DOUBLE)
def test_a_name_that_stands_twice_opens_is_listed_and_never_lost(name: str, tmp_path: Path) -> None:
    from coptui.core.model.changes import Change

    data, place = DOUBLE[name]
    path = tmp_path / "data.json"
    path.write_bytes(data)
    store = Store(path)
    assert store.load().community.members
    assert [(fault.table, fault.id, fault.field) for fault in store.check()] == [place]
    with pytest.raises(DataInvalid, match="twice"):
        store.write(
            Save([Change("topics", 0, None, {"title": "T"})], by="", at="2026-01-01", label="")
        )
    assert path.read_bytes() == data


def test_a_field_twice_in_a_file_of_ours_stops_only_an_edit_of_that_record(tmp_path: Path) -> None:
    from coptui.core.model.changes import Change

    path = tmp_path / "data.json"
    text = layout_of({"members": {"1": {"name": "A"}, "2": {"name": "B"}}}).text()
    path.write_bytes(text.replace(b'{"name":"B"}', b'{"name":"B","unit":"x","unit":"y"}'))
    store = Store(path)
    store.load()
    with pytest.raises(DataInvalid, match="the field unit twice"):
        store.write(
            Save([Change("members", 2, {}, {"phone": "1"})], by="", at="2026-01-01", label="")
        )
    store.write(Save([Change("members", 1, {}, {"phone": "1"})], by="", at="2026-01-01", label=""))
    assert b'"2":{"name":"B","unit":"x","unit":"y"}' in path.read_bytes()


def test_our_own_text_names_nothing_twice() -> None:
    assert duplicates(GOOD) == []


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=12,
)
names = st.sampled_from(["members", "meta", "topics", "events", "other"]) | st.text(max_size=3)


@given(
    st.dictionaries(
        names,
        st.dictionaries(st.sampled_from("12") | st.text(max_size=3), json_values, max_size=3)
        | json_values,
    )
)
def test_any_json_object_is_kept_or_refused_never_changed(tables: dict[str, object]) -> None:
    data = json.dumps(tables).encode("utf-8", "surrogatepass")
    try:
        version = read(data, "x")
    except CoptError:
        return
    assert json.loads(version.layout.text()) == tables
    assert read(version.layout.text(), "x").layout == version.layout


@given(
    st.binary(max_size=200) | st.integers(0, len(GOOD)).map(lambda at: GOOD[:at] + GOOD[at + 1 :])
)
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    try:
        read(data, "x")
    except CoptError as error:
        assert error.message.startswith("x")


def depth_of(value: object) -> int:
    if isinstance(value, dict):
        return 1 + max(map(depth_of, value.values()), default=0)
    return 1 + max(map(depth_of, value), default=0) if isinstance(value, list) else 0


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text('"\\[]{},:a\n'),
        lambda inner: st.lists(inner) | st.dictionaries(st.text('"\\[]{}a'), inner),
        max_leaves=25,
    )
)
def test_depth_is_that_of_lists_and_objects_whatever_stands_in_texts(value: object) -> None:
    document = json.dumps(value).encode()
    for depth in range(6):
        assert _deeper(document, depth) == (depth_of(value) > depth)
