"""What TinyDB promises of a storage and its tables, over the storage of ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.operations import add, delete, increment
from tinydb.operations import set as put
from tinydb.storages import Storage
from tinydb.table import Document

from coptui.errors import DataInvalid, DataLocked
from coptui.store.storage import AtomicStorage


@pytest.fixture
def db(tmp_path: Path) -> Iterator[TinyDB]:
    with TinyDB(tmp_path / "db.json", storage=AtomicStorage) as made:
        made.insert_multiple({"int": 1, "char": c} for c in "abc")
        yield made


def test_it_is_a_storage(tmp_path: Path) -> None:
    assert issubclass(AtomicStorage, Storage)
    storage = AtomicStorage(str(tmp_path / "db.json"))
    assert storage.read() is None
    storage.close()
    storage.close()


@pytest.mark.parametrize(
    "data", [{}, {"_default": {}}, {"t": {"1": {"a": [1, None, {"b": "ü"}], "é": 1.5, "n": None}}}]
)
def test_what_is_written_is_read_by_any_storage(data: Any, tmp_path: Path) -> None:
    storage = AtomicStorage(tmp_path / "db.json")
    storage.write(data)
    assert storage.read() == data
    assert AtomicStorage(tmp_path / "db.json").read() == data
    assert json.loads((tmp_path / "db.json").read_text("utf-8")) == data


def test_a_write_replaces_all_and_may_shrink(tmp_path: Path) -> None:
    storage = AtomicStorage(tmp_path / "db.json")
    storage.write({"t": {"1": {"text": "x" * 10_000}}})
    storage.write({"t": {"1": {"text": "y"}}})
    assert storage.read() == {"t": {"1": {"text": "y"}}}
    assert (tmp_path / "db.json").stat().st_size < 100


def test_integer_keys_become_text(tmp_path: Path) -> None:
    storage = AtomicStorage(tmp_path / "db.json")
    storage.write({"t": {1: {"a": {2: 3}}}})  # type: ignore[dict-item]
    assert storage.read() == {"t": {"1": {"a": {"2": 3}}}}


def test_an_empty_file_is_an_empty_database(tmp_path: Path) -> None:
    (tmp_path / "db.json").touch()
    assert AtomicStorage(tmp_path / "db.json").read() is None
    assert TinyDB(tmp_path / "db.json", storage=AtomicStorage).all() == []


def test_folders_are_made_when_asked(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        AtomicStorage(tmp_path / "a" / "b" / "db.json")
    AtomicStorage(tmp_path / "a" / "b" / "db.json", create_dirs=True).write({"t": {}})
    assert (tmp_path / "a" / "b" / "db.json").exists()


def test_a_path_is_needed() -> None:
    with pytest.raises(TypeError):
        AtomicStorage()  # type: ignore[call-arg]


def test_reading_only(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        AtomicStorage(tmp_path / "db.json", access_mode="r")
    AtomicStorage(tmp_path / "db.json").write({"t": {}})
    reader = TinyDB(tmp_path / "db.json", storage=AtomicStorage, access_mode="r")
    assert reader.tables() == {"t"}
    with pytest.raises(OSError, match="reading only"):
        reader.insert({"a": 1})
    with pytest.raises(ValueError, match="access_mode"):
        AtomicStorage(tmp_path / "db.json", access_mode="w")


@pytest.mark.parametrize("bad", [{1, 2}, b"x", float("nan"), object(), "\ud800"])
def test_what_cannot_be_written_leaves_the_file_and_the_table_as_they_were(
    db: TinyDB, bad: Any, tmp_path: Path
) -> None:
    before = (tmp_path / "db.json").read_bytes()
    with pytest.raises(DataInvalid):
        db.insert({"bad": bad})
    assert (tmp_path / "db.json").read_bytes() == before
    assert len(db) == 3


def test_a_write_over_what_was_not_read_is_refused(tmp_path: Path) -> None:
    one, two = AtomicStorage(tmp_path / "db.json"), AtomicStorage(tmp_path / "db.json")
    one.write({"t": {"1": {"a": 1}}})
    with pytest.raises(DataLocked, match="Another program has changed"):
        two.write({"t": {}})
    assert two.read() == {"t": {"1": {"a": 1}}}
    two.write({"t": {"1": {"a": 2}}})
    with pytest.raises(DataLocked):
        one.write({"t": {}})


def test_two_handles_that_read_first_lose_nothing(tmp_path: Path) -> None:
    one = TinyDB(tmp_path / "db.json", storage=AtomicStorage)
    two = TinyDB(tmp_path / "db.json", storage=AtomicStorage)
    for number in range(5):
        one.table("a").insert({"n": number})
        two.table("b").insert({"n": number})
    assert [row["n"] for row in one.table("b")] == [row["n"] for row in two.table("a")]


def test_plain_tinydb_reads_it_and_writes_it_back(db: TinyDB, tmp_path: Path) -> None:
    with TinyDB(tmp_path / "db.json") as plain:
        assert plain.all() == db.all()
        plain.insert({"int": 2, "char": "é"})
    assert db.get(where("char") == "é") == {"int": 2, "char": "é"}


# What a table does, over this storage.


def test_insert_gives_ids_in_order(db: TinyDB) -> None:
    assert db.insert({"char": "d"}) == 4
    assert db.insert_multiple([{"char": "e"}, {"char": "f"}]) == [5, 6]
    assert db.insert(Document({"char": "z"}, doc_id=20)) == 20
    assert db.insert({"char": "y"}) == 21


def test_a_document_id_is_given_once(db: TinyDB) -> None:
    with pytest.raises(ValueError):
        db.insert_multiple([Document({}, doc_id=3), Document({}, doc_id=9)])
    assert len(db) == 3


def test_ids_last(db: TinyDB, tmp_path: Path) -> None:
    assert db.get(doc_id=2) == {"int": 1, "char": "b"}
    assert [
        document.doc_id for document in TinyDB(tmp_path / "db.json", storage=AtomicStorage)
    ] == [
        1,
        2,
        3,
    ]


def test_search_count_contains_get(db: TinyDB) -> None:
    assert len(db.search(where("int") == 1)) == 3
    assert db.search(where("char") == "b")[0].doc_id == 2
    assert db.count(where("int") == 1) == 3
    assert db.contains(where("char") == "a") and not db.contains(doc_id=9)
    assert db.get(where("char") == "zz") is None
    assert [document["char"] for document in db.get(doc_ids=[1, 3]) or []] == ["a", "c"]


def test_update_upsert_remove_truncate(db: TinyDB) -> None:
    assert db.update({"int": 2}) == [1, 2, 3]
    assert db.update({"int": 3}, where("char") == "a") == [1]
    assert db.update(increment("int"), doc_ids=[1]) == [1]
    db.update(add("int", 5), doc_ids=[2])
    db.update(put("x", [1]), doc_ids=[3])
    db.update(delete("char"), doc_ids=[3])
    assert db.all() == [{"int": 4, "char": "a"}, {"int": 7, "char": "b"}, {"int": 2, "x": [1]}]
    assert db.update_multiple([({"int": 0}, where("char") == "a")]) == [1]
    assert db.upsert({"char": "q"}, where("char") == "q") == [4]
    assert db.upsert(Document({"char": "w"}, doc_id=4)) == [4]
    assert db.remove(where("char") == "a") == [1]
    assert db.remove(doc_ids=[2]) == [2]
    with pytest.raises(RuntimeError):
        db.remove()
    db.truncate()
    assert db.all() == [] and len(db) == 0


def test_a_failing_update_changes_nothing(db: TinyDB, tmp_path: Path) -> None:
    before = (tmp_path / "db.json").read_bytes()
    with pytest.raises(ZeroDivisionError):
        db.update(lambda document: document.update(int=1 / 0))
    assert (tmp_path / "db.json").read_bytes() == before


def test_tables_are_apart_and_can_be_dropped(db: TinyDB) -> None:
    db.table("one").insert({"a": 1})
    db.table("two").insert({"b": 1})
    assert db.tables() == {"_default", "one", "two"}
    db.drop_table("one")
    assert db.tables() == {"_default", "two"}
    db.drop_tables()
    assert db.tables() == set()
    assert db.table("one").all() == []


def test_what_is_read_can_be_changed_without_changing_the_file(db: TinyDB) -> None:
    found = db.get(doc_id=1)
    assert isinstance(found, Document)
    found["char"] = "changed"
    assert db.get(doc_id=1) == {"int": 1, "char": "a"}


def test_the_query_cache_can_be_off(db: TinyDB, tmp_path: Path) -> None:
    table = db.table("cached", cache_size=0)
    table.insert({"a": 1})
    assert table.count(where("a") == 1) == 1
    with TinyDB(tmp_path / "db.json", storage=AtomicStorage) as other:
        other.table("cached").truncate()
    assert table.search(where("a") == 1) == []
