"""Documents to records: what can be read is read, what cannot is listed and kept."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.fault import Fault
from coptui.core.model.records import TABLES, Attendance, Event, Member, Record, document
from coptui.errors import DataInvalid
from coptui.store import codec
from coptui.store.codec import record_of
from coptui.store.documents import document_id, encode
from coptui.store.layout import layout_of
from coptui.store.reading import community_of
from coptui.store.schema import json_schema
from coptui.store.version import read


def faults_of(tables: dict[str, Any]) -> list[tuple[Any, ...]]:
    version = read(layout_of(tables).text(), "x")
    return [(fault.table, fault.id, fault.field) for fault in version.faults]


def test_records_carry_the_id_of_their_key() -> None:
    version = read(layout_of({"members": {"7": {"name": "A", "id": 99}}}).text(), "x")
    assert version.community.members == {7: Member(id=7, name="A")}
    assert version.faults == ()


def test_a_field_that_cannot_be_read_is_left_out_and_the_rest_is_read() -> None:
    record, faults = record_of(
        "members", 3, b'{"name":"A","emails":"a@b","joined_on":"2026-02-31","tags":["x"],"odd":1}'
    )
    assert record == Member(id=3, name="A", tags=("x",))
    assert [(fault.table, fault.id, fault.field) for fault in faults] == [
        ("members", 3, "emails"),
        ("members", 3, "joined_on"),
    ]
    assert all(fault.message.endswith(".") for fault in faults)


def test_a_fault_deep_in_a_field_says_where() -> None:
    _, faults = record_of("members", 3, b'{"name":"A","roles":[{"role":"mentor"},{"role":"king"}]}')
    assert [fault.field for fault in faults] == ["roles"]
    assert "[1].role" in faults[0].message


def test_an_event_whose_time_is_no_time_still_opens() -> None:
    record, faults = record_of("events", 1, b'{"title":"T","starts_at":"soon","kind":"training"}')
    assert record == Event(id=1, title="T", kind="training")
    assert [fault.field for fault in faults] == ["starts_at"]


@pytest.mark.parametrize("table", TABLES)
def test_a_missing_required_field_is_listed_and_the_record_opens(table: str) -> None:
    record, faults = record_of(table, 1, b"{}")
    assert isinstance(record, TABLES[table])
    assert [fault.field for fault in faults] == list(TABLES[table].required)


def test_what_is_no_record_is_listed() -> None:
    assert faults_of(
        {
            "members": {"1": [], "x": {"name": "A"}, "01": {"name": "A"}, "-1": {}, "0": {}},
            "topics": 5,
            "events": {"1": {"title": "T", "starts_at": "2026-01-01"}},
            "wishes": {"1": {}},
            "_default": {},
            "erased": {"1": {"mark": "r", "on": "2026-01-01"}},
            "community": {"1": {"name": "A"}, "2": {"name": "B"}},
        }
    ) == [
        ("members", 1, ""),
        ("members", "x", ""),
        ("members", "01", ""),
        ("members", "-1", ""),
        ("members", "0", ""),
        ("topics", None, ""),
        ("wishes", None, ""),
        ("community", 2, ""),
    ]


odd = st.sampled_from(
    [{"name": "A"}, {"name": "B", "id": 7}, {}, [], {"name": ""}, {"name": "A", "emails": "a@b"}]
)


@given(
    st.dictionaries(
        st.sampled_from(["0", "x", "-1", "é", "²", "1_0", str(2**60)]), odd, max_size=3
    ),
    st.lists(odd, max_size=9),
)
def test_what_is_read_together_is_as_each_by_itself(
    strange: dict[str, Any], plain: list[Any]
) -> None:
    members = {**{str(n): one for n, one in enumerate(plain, 1)}, **strange}
    layout = layout_of({"members": members})
    found = []
    for many in (1, 3, 500):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(codec, "AT_ONCE", many)
            community, faults = community_of(layout)
            found.append((dict(community.members), faults))
    assert found[0] == found[1] == found[2]
    by_key = [record_of("members", n, encode(one)) for n, one in enumerate(plain, 1)]
    assert list(found[0][0].values()) == [record for record, _ in by_key if record is not None]


def test_a_default_table_with_records_is_listed() -> None:
    assert faults_of({"members": {}, "_default": {"1": {}}}) == [("_default", None, "")]


def test_a_file_without_a_community_opens() -> None:
    version = read(b'{"members":{"1":{"name":"A"}}}', "x")
    assert version.community.profile.id == 1 and version.community.profile.name == ""


@pytest.mark.parametrize(
    ("key", "number"),
    [("1", 1), ("12", 12), ("", None), ("1.0", None), ("٣", None), ("9" * 17, None)],
)
def test_ids(key: str, number: int | None) -> None:
    assert (document_id(key) if key else None) == number


NOT_JSON = {
    "NaN": float("nan"),
    "infinity": float("inf"),
    "bytes": b"x",
    "a set": {1, 2},
    "a date": date(2026, 1, 1),
    "half a character": "\ud800",
    "5,000 digits": 10**5000,
    "an object": object(),
}


@pytest.mark.parametrize("name", NOT_JSON)
def test_what_is_not_json_is_refused_before_writing(name: str) -> None:
    with pytest.raises(DataInvalid, match="JSON"):
        encode({"a": [NOT_JSON[name]]})


moments = st.sampled_from(["2026-03-14", "2026-03-14T18:00:00+01:00", "2026-03-14T18:00"])
dates = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def instances(kind: type[Record]) -> st.SearchStrategy[Record]:
    """Records of a table with any readable values: drawn as documents from their types."""
    infos = [info for info in msgspec.structs.fields(kind) if info.name != "id"]
    choices: dict[str, st.SearchStrategy[Any]] = {}
    for info in infos:
        hint = str(info.type)
        if info.name in ("starts_at", "ends_at"):
            choices[info.name] = moments
        elif info.type is bool or "bool |" in hint:
            choices[info.name] = st.booleans()
        elif "datetime.date" in hint and "tuple" not in hint and "dict" not in hint:
            choices[info.name] = dates
        elif "Annotated[str" in hint and hint.count("[") == 1:
            choices[info.name] = st.text(max_size=20)
        elif "tuple[int" in hint:
            choices[info.name] = st.lists(st.integers(1, 99), max_size=3).map(tuple)
        elif "dict[int" in hint and "Attendance" in hint:
            choices[info.name] = st.dictionaries(
                st.integers(1, 99),
                st.builds(Attendance, minutes=st.none() | st.floats(0, 600)),
                max_size=3,
            )
    return st.fixed_dictionaries({}, optional=choices).map(lambda given: kind(id=4, **given))


@pytest.mark.parametrize("table", TABLES)
@given(data=st.data())
def test_a_record_written_is_the_record_read(table: str, data: st.DataObject) -> None:
    record = data.draw(instances(TABLES[table]))
    try:
        body = encode(document(record))
    except DataInvalid:
        return
    found, faults = record_of(table, 4, body)
    assert found == record
    assert {fault.field for fault in faults} <= set(record.required)


def test_the_schema_accepts_what_is_written_and_names_every_table() -> None:
    import jsonschema

    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert set(schema["properties"]) == {"meta", *TABLES}
    good = {
        "meta": {"1": {"schema": 1, "generation": 0, "next_id": {"members": 2}}},
        "community": {"1": {"name": "C"}},
        "members": {"1": {"name": "A", "joined_on": "2026-01-01", "something": "else"}},
    }
    jsonschema.validate(good, schema)
    for bad in ({"members": {"1": {}}}, {"members": {"1": {"name": 5}}}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(bad, schema)


def test_faults_are_values() -> None:
    assert Fault("members", 1, "name", "x") == Fault("members", 1, "name", "x")


def test_one_document_a_line_utf8_and_stable() -> None:
    text = layout_of({"members": {1: {"name": "Zoë", "tags": ["ü"]}, "2": {}}, "topics": {}}).text()
    assert text.decode() == (
        '{"members":{\n"1":{"name":"Zoë","tags":["ü"]},\n"2":{}\n},\n"topics":{}}\n'
    )
    assert json.loads(text) == {
        "members": {"1": {"name": "Zoë", "tags": ["ü"]}, "2": {}},
        "topics": {},
    }


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (b"emails", b'"a@b"', "This should be a list, not a text."),
        (b"contact_every_days", b'"x"', "This should be a whole number, not a text."),
        (b"joined_on", b'"soon"', "This is not a date I recognise: write it as 2026-03-14."),
        (b"status", b'"zz"', "This is not one of the choices: 'zz'."),
    ],
)
def test_faults_are_told_in_plain_words(field: bytes, value: bytes, said: str) -> None:
    _, faults = record_of("members", 1, b'{"name":"Ann","' + field + b'":' + value + b"}")
    assert [fault.message for fault in faults] == [said]
