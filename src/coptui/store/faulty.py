"""Records with something unreadable: everything that can be read, and what is wrong with the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cache
from typing import Any

import msgspec

from coptui.core.model.days import outside, refusal
from coptui.core.model.fault import Fault
from coptui.core.model.records import Record
from coptui.core.model.refusals import plain_sentence
from coptui.language import tr
from coptui.store.documents import RawDocument

_pieces = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_NAMED = re.compile(r"`\$\.([^`.\[]+)")
"""The field in which something is wrong, in what the decoder says of a document."""


def record_without(
    kind: type[Record], number: int, body: RawDocument, error: Exception
) -> tuple[Record | None, list[Fault]]:
    """Return a record without the fields that can't be read, and a fault for each of these.

    `error` is what the decoder said about the document: leave out the field it names, and try the
    rest again. Reading every field by itself takes five times as long, and a file may have ten
    thousand such records. The record is None if the document isn't an object.
    """
    try:
        pieces = _pieces(body)
    except msgspec.DecodeError:
        return None, [Fault(kind.table, number, "", tr("This record isn't an object of fields."))]
    pieces.pop("id", None)
    present, fields = set(pieces), _fields(kind)
    faults_by_field: dict[str, Fault] = {}
    while True:
        named = _NAMED.search(str(error))
        field = named[1] if named else ""
        reason = _reason(fields[field][1], pieces.pop(field)) if field in fields else None
        if reason is None:
            # It is not told which one it is.
            return record_by_fields(kind, number, body)
        faults_by_field[field] = Fault(kind.table, number, field, reason)
        try:
            record = _decode(kind)(msgspec.json.encode(pieces))
        except (ValueError, RecursionError) as next_error:
            error = next_error
            continue
        if outside(record):
            return record_by_fields(kind, number, body)
        msgspec.structs.force_setattr(record, "id", number)
        faults = [faults_by_field[field] for field in fields if field in faults_by_field]
        return record, faults + _missing(record, present, faults_by_field)


def what_is_missing(record: Record, body: RawDocument) -> list[Fault]:
    """Return a fault for each required field that is missing in a record that was read."""
    return _missing(record, _pieces(body), ())


def _reason(decode: Callable[[RawDocument], Any], piece: RawDocument) -> str | None:
    """Return why a field can't be read; None if it can."""
    try:
        decode(piece)
    except (ValueError, RecursionError) as error:
        return _in_words(error)
    return None


def record_by_fields(
    kind: type[Record], number: int, body: RawDocument
) -> tuple[Record, list[Fault]]:
    """Return a record with what can be read of it, field by field, and a fault for each other one."""
    pieces = _pieces(body)
    faults: list[Fault] = []
    readable: dict[str, Any] = {}
    for field, (name, decode) in _fields(kind).items():
        if field in pieces:
            try:
                readable[name] = decode(pieces[field])
            except (ValueError, RecursionError) as error:
                faults.append(Fault(kind.table, number, field, _in_words(error)))
    try:
        record = kind(id=number, **readable)
    except ValueError:
        for name in list(readable):
            try:
                kind(**{name: readable[name]})
            except ValueError as error:
                faults.append(Fault(kind.table, number, name, _in_words(error)))
                del readable[name]
        record = kind(id=number, **readable)
    return record, faults + _missing(record, pieces, {fault.field for fault in faults})


def _missing(record: Record, present: Collection[str], faulty: Collection[str]) -> list[Fault]:
    """Return the required fields that aren't `present` in the document, except those reported
    already."""
    return [
        Fault(record.table, record.id, name, tr("This field is required but missing."))
        for name in record.required
        if name not in faulty and (name not in present or getattr(record, name) in ("", None))
    ]


@cache
def _decode(kind: type[Record]) -> Callable[[RawDocument], Record]:
    return msgspec.json.Decoder(kind).decode


@cache
def _fields(kind: type[Record]) -> dict[str, tuple[str, Callable[[RawDocument], Any]]]:
    """Return the name of each field and what reads it by itself, by its name in the file."""
    return {
        info.encode_name: (info.name, _within_days(msgspec.json.Decoder(info.type).decode))
        for info in msgspec.structs.fields(kind)
        if info.name != "id"
    }


def _within_days(decode: Callable[[RawDocument], Any]) -> Callable[[RawDocument], Any]:
    """Read a field, and refuse a day that cannot be kept."""

    def read(piece: RawDocument) -> Any:
        value = decode(piece)
        if day := outside(value):
            raise ValueError(refusal(day))
        return value

    return read


def _in_words(error: Exception) -> str:
    text, _, json_path = str(error).partition(" - at `$")
    json_path = json_path.rstrip("`")
    text = plain_sentence(text)
    if text[:1].islower():
        text = tr("This is {text}", text=text)
    return f"{text} ({tr('at {place}', place=json_path)})." if json_path else f"{text}."
